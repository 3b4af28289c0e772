"""Part the issuer's lines from those of the body above it.

Comes in: the capital lines of the left column.  Goes out: mentions of issuer and issuer_parent.  A line begins a new
body where it begins with a word by which names of bodies begin (rules/agencies.toml, head.*); else it goes on with the
line before (`ỦY BAN NHÂN DÂN / TỈNH …`).
"""

import re

from extractors.document import Document, Span
from extractors.finding.agencies import head_of
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import mention
from extractors.finding.head.restore import restored
from extractors.finding.layout import Segment
from rules.loader import load
from rules.spelling import level

# Names that are not yet complete where a line ends with them, whatever the next line begins with.
_OPEN_END = re.compile(
    r"(?:\b(?:và|của|thuộc|về)|[-–,&]|^(?:ban quản lý|ban chỉ đạo|ban chấp hành|hội đồng|tổ công tác|bch|công đoàn"
    r"|cđcs|công đoàn cơ sở|văn phòng|chi nhánh|đảng bộ|chi bộ|đảng ủy|hội|đoàn tncs|đoàn thanh niên|công ty cổ phần"
    r"|công ty tnhh(?: mtv| một thành viên)?|trường"
    r"|thường trực|ban thường vụ|ban thường trực|ủy ban|uỷ ban|trung tâm|phòng|sở|ban))\s*$"
)


# A head of office who issues by himself (công điện, thư khen) stands above the body that he heads.
_HEAD_OF = re.compile(r"(?:phó )?(?:chủ tịch|bộ trưởng|giám đốc)")
_MARKS = " .,_'`|*:;~\"ˆ^°"
"""Specks and strokes that recognition reads beside a line."""
_GOES_ON = re.compile(r"(?:\b(?:và|của|thuộc)|[-–,&])\s*$")


def _text(line: Segment) -> str:
    """What the line says, with the marks that recognition lost."""
    return restored(line.text) if line.origin == "ocr" else line.text


def bodies(document: Document, lines: tuple[Segment, ...]) -> list[list[Segment]]:
    """The lines grouped by the body they name, from the highest down."""
    low = level(document.text)
    groups: list[list[Segment]] = []
    for line in lines:
        if not groups:
            groups.append([line])
        elif _said_as_one(groups[-1][-1], line, document, low):
            groups[-1].append(line)
        elif _begins(groups[-1], line) or _heavier(groups[-1], line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _said_as_one(above: Segment, line: Segment, document: Document, low: str) -> bool:
    """Whether a sentence of the document has two lines as one name: `Bệnh viện Đa khoa Trung tâm …`.

    `low` is the document's text, levelled; capitals may be the same head once more.
    """
    words = [re.escape(word) for part in (above, line) for word in re.findall(r"\w+", level(_text(part)))]
    name = r"\s+".join(words)
    places = re.finditer(rf"(?<!\w){name}(?!\w)", low) if len(words) > 2 else ()
    return any(not document.text[place.start() : place.end()].isupper() for place in places)


def _heavier(group: list[Segment], line: Segment) -> bool:
    """The issuer is set in bold under a body that is not (NĐ 30/2020/NĐ-CP Phụ lục I mục II.2)."""
    if any(part.bold is not False for part in group) or line.bold is not True:
        return False
    before = level(" ".join(part.text for part in group)).strip(" .*")
    goes_on = load("agencies").rule("locality.line").search(line.text) or _GOES_ON.search(before)
    return not (goes_on or _HEAD_OF.fullmatch(before) or (_OPEN_END.search(before) and head_of(line.text) is None))


def _is_guess(group: list[Segment]) -> bool:
    """Whether lines were put together as one name by nothing but that the later ones begin with no known word."""
    for at, line in enumerate(group[1:], 1):
        before = level(" ".join(_text(part) for part in group[:at])).strip(" .,*")
        bold = all(part.bold is True for part in group)
        whole = bold or _OPEN_END.search(before) or _HEAD_OF.fullmatch(before)
        if not (whole or load("agencies").rule("locality.line").search(_text(line))):
            return True
    return False


def _begins(group: list[Segment], line: Segment) -> bool:
    before = level(" ".join(_text(part) for part in group)).strip(" .,*")
    if load("agencies").rule("locality.line").search(_text(line)):
        return False
    if head_of(_text(line)) is None:
        return False
    if group[-1].origin == "ocr":
        # A dash by itself before a line that names another body is a speck.
        before = re.sub(r"\s[-–]+$", "", before)
    if _GOES_ON.search(before) or _HEAD_OF.fullmatch(before):
        return False
    return not (_OPEN_END.search(before) and not _complete(before, line))


def _complete(before: str, line: Segment) -> bool:
    """A bare generic name over another head: `VĂN PHÒNG` stands alone, `BAN CHẤP HÀNH / ĐOÀN TRƯỜNG` does not."""
    if re.fullmatch(r"(?:văn phòng|phòng|sở|ban|trường|trung tâm|hội|ủy ban|uỷ ban)", before):
        return False
    kind = head_of(_text(line))
    joining = {"ban chấp hành", "bch", "ban quản lý", "công đoàn", "cđcs", "công đoàn cơ sở", "chi bộ", "đảng bộ"}
    return before not in joining or kind is None or kind.id in {"head.ban_tv", "head.ubkt"}


def find_issuer(document: Document, lines: tuple[Segment, ...]) -> dict[str, Mention]:
    """Issuer and, where a higher body is printed above it, its parent."""
    groups = bodies(document, lines)
    if not groups:
        return {}
    found = {"issuer": _named(document, "issuer", groups[-1])}
    if len(groups) > 1:
        above = [line for group in groups[:-1] for line in group]
        found["issuer_parent"] = _named(document, "issuer_parent", above)
    kind = head_of(_text(groups[-1][0]))
    found["issuer"].details["head"] = kind.id if kind else None
    found["issuer"].details["joined"] = "guess" if _is_guess(groups[-1]) else None
    return found


def _named(document: Document, kind: str, lines: list[Segment]) -> Mention:
    spans = []
    for line in lines:
        text = line.text
        start = line.start + len(text) - len(text.lstrip(_MARKS + "-–"))
        marks = _MARKS + "-–" if line is lines[-1] else _MARKS
        spans.append(Span(start, line.start + len(text.rstrip(marks))))
    found = mention(document, kind, tuple(s for s in spans if s.end > s.start), f"header.{kind}")
    if any(line.origin == "ocr" for line in lines):
        found.details["restored"] = restored(found.value)
    return found
