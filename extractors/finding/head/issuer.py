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

_MARKS = " .,_'`|*:;~\"ˆ^°"
"""Specks and strokes that recognition reads beside a line."""


def _says(rule: str, text: str) -> bool:
    return load("agencies").rule(rule).search(text) is not None


def _text(line: Segment) -> str:
    """What the line says, with the marks that recognition lost."""
    return restored(line.text) if line.origin == "ocr" else line.text


def bodies(document: Document, lines: tuple[Segment, ...]) -> list[list[Segment]]:
    """The lines grouped by the body they name, from the highest down."""
    low = level(document.text)
    groups: list[list[Segment]] = []
    for line in lines:
        begins = groups and (_begins(groups[-1], line) or _heavier(groups[-1], line))
        if groups and (not begins or _said_as_one(groups[-1][-1], line, document, low)):
            groups[-1].append(line)
        else:
            groups.append([line])
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
    goes_on = _says("locality.line", line.text) or _says("line.goes_on", before)
    is_open = _says("line.open", before) and head_of(line.text) is None
    return not (goes_on or is_open or _says("line.head_of_office", before))


def _is_guess(group: list[Segment]) -> bool:
    """Whether lines were put together as one name by nothing but that the later ones begin with no known word."""
    for at, line in enumerate(group[1:], 1):
        before = level(" ".join(_text(part) for part in group[:at])).strip(" .,*")
        bold = all(part.bold is True for part in group)
        whole = bold or _says("line.open", before) or _says("line.head_of_office", before)
        if not (whole or _says("locality.line", _text(line))):
            return True
    return False


def _begins(group: list[Segment], line: Segment) -> bool:
    before = level(" ".join(_text(part) for part in group)).strip(" .,*")
    if _says("locality.line", _text(line)) or head_of(_text(line)) is None:
        return False
    if group[-1].origin == "ocr":
        # A dash by itself before a line that names another body is a speck.
        before = re.sub(r"\s[-–]+$", "", before)
    if _says("line.goes_on", before) or _says("line.head_of_office", before):
        return False
    return not _says("line.open", before) or _complete(before, line)


def _complete(before: str, line: Segment) -> bool:
    """Whether an open name over another body's is one of its own: `BAN CHẤP HÀNH / ĐOÀN TRƯỜNG` is one of two rows."""
    if _says("line.generic", before):
        return False
    kind = head_of(_text(line))
    return not _says("line.joining", before) or kind is None or kind.id in {"head.ban_tv", "head.ubkt"}


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
