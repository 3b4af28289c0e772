"""Decide number, symbol and code: printed ones are taken, handwritten ones proposed with their witnesses.

Comes in: the findings of the head, the document, the file's name.  Goes out: fields.  A place that
may be handwriting is `review` with its crop; only independent evidence that agrees makes it `auto`.  A blank stays
blank: nothing fills it.
"""

import re

from rapidfuzz.distance import Indel

from extractors.document import Document
from extractors.finding.agencies import lookup
from extractors.finding.findings import HeaderFindings, Mention
from extractors.finding.head.restore import is_fixed
from extractors.finding.head.types import types_of_symbol
from pipeline.evidence import crop_of
from pipeline.models import Evidence, TextField
from pipeline.resolve.file_name import Witness, same_number, witnesses
from pipeline.resolve.pen_shapes import looks_like
from pipeline.resolve.symbols import known_abbreviations, mended_symbol
from pipeline.resolve.weigh import Case, case_of, is_recognised, missing, place_of, settled

HAND = "Chỗ này có thể viết tay, cần đối chiếu với ảnh của trang."
UNREAD = "Chỗ này viết tay, máy không đọc được."
MENDED = "Ký hiệu đọc trên trang không rõ, đã sửa theo tên loại và cơ quan ban hành; cần đối chiếu với trang."
BLANK = "Trên trang để trống."
# Letters of symbols: capitals without tone marks, and the small ones of short forms (GDĐT, TTr, SNgV).
_NO_LETTER = re.compile(r"[^A-ZĐƯƠÂÊÔĂa-zđươâêôă0-9/&.,|+_()–-]")
# Recognition this sure of plain print is as good as digital text (measured on scans).
_CLEAR = 0.88
# The dotted line on which a number is written.
_DOTTED = re.compile(r"^[.…_]+")
# A reading of handwriting with a smaller share of the belief is no witness, beside a file's name that has the whole
# symbol after the number with a smaller one than this.
_FAIR, _FAINT = 0.12, 0.05
# What two readers see alike was right each time, but for one figure alone: both may have lost the same other ones.
_SEEN_TWICE, _LEAST_FIGURES = 0.95, 2


def first(findings: HeaderFindings, name: str) -> Mention | None:
    """The best candidate of a field."""
    found = findings.candidates.get(name) or []
    return found[0] if found else None


def is_doubtful(found: Mention, document: Document) -> bool:
    """Whether a figure may be handwriting: marked so, or unclear to recognition."""
    if found.handwritten:
        return True
    return is_recognised(document, found.spans) and found.confidence < _CLEAR


def resolve_number(
    findings: HeaderFindings, document: Document, file_name: str, symbol: str | None, kind: str | None
) -> TextField:
    """The number, with the file's name as its witness where it may be handwritten."""
    found = first(findings, "number")
    if found is None:
        blank = findings.blank.get("number")
        if blank is None:
            return missing("Không thấy dòng số của văn bản.")
        return missing(BLANK, crop=place_of(document, blank))
    said = found.details.get("clean")
    if not any(findings.candidates.get(name) for name in ("issuer", "date", "signer_title")):
        return _lone(found, document, said)
    printed = not is_recognised(document, found.spans) or found.details.get("neat")
    if said and printed and not is_doubtful(found, document):
        case = case_of(found, said)
        case.confidence = min(case.confidence, 0.98)
        return settled(case, document)
    dated = first(findings, "date")
    # A file's name often says the year: that is no number of the document unless it was read there too.
    names = witnesses(file_name, symbol, kind)
    proposed = [w for w in names if w.beside and not (dated and w.number == dated.details.get("year"))]
    return _handwritten(found, document, names, proposed, said)


def _lone(found: Mention, document: Document, said: str | None) -> TextField:
    """A number without head or foot: a stamp that names the document to which this annex belongs."""
    case = case_of(found, said or found.value)
    case.doubt("Số đứng một mình, có thể là số của văn bản chính mà phụ lục này kèm theo.")
    return settled(case, document)


def _handwritten(
    found: Mention, document: Document, names: list[Witness], proposed: list[Witness], said: str | None
) -> TextField:
    """A number that may be handwriting: what was read, what the file's name says, and whether they agree."""
    crop = crop_of(document, found.spans)
    readings = readings_of(found.details.get("readings"))
    digits = readings[0][0] if readings and readings[0][1] > _FAIR else said or found.details.get("digits")
    seen = [said, *(text for text, share in readings if share > _FAIR)]
    faint = [text for text, share in readings if share > _FAINT]
    agreeing = next(
        (w for w in names if any(same_number(w.number, text) for text in (*seen, *(faint if w.whole else ())))), None
    )
    if agreeing and (agreeing.beside or len(agreeing.number.lstrip("0")) >= 3):
        case = case_of(found, agreeing.number if not same_number(said, agreeing.number) else said)
        case.confidence = 0.97
        case.extra.append(Evidence(origin="file_name", text=agreeing.text))
        case.crop = crop
        return settled(case, document)
    likely = next(iter(proposed), None)
    twice = _is_seen_twice(found.value, readings)
    if likely and not twice:
        case = Case(likely.number, 0.75, "header.number.file_name", found.spans, raw=found.value, crop=crop)
        case.extra.append(Evidence(origin="file_name", text=likely.text))
        if likely.whole and any(_nearly_read(likely.number, text) for text in (found.value, *seen) if text):
            case.confidence = 0.93
        else:
            case.doubt("Số viết tay trên trang; số đề xuất lấy từ tên tệp.")
        return settled(case, document)
    if digits is None:
        return missing(UNREAD, crop=crop)
    case = case_of(found, digits)
    case.crop = crop
    if twice:
        case.confidence = 0.94
        if likely:
            case.doubt("Tên tệp ghi số khác với số đọc trên trang.")
        return settled(case, document)
    case.confidence = min(found.confidence, 0.6)
    case.doubt(HAND)
    return settled(case, document)


def _is_seen_twice(seen: str, readings: list[tuple[str, float]]) -> bool:
    """Whether text recognition and the reader of the pen, which know nothing of each other, see the same figures.

    What recognition sees counts by its shape: it knows no handwriting.

    >>> _is_seen_twice("2o4", [("204", 0.99)]), _is_seen_twice("2", [("2", 0.99)]), _is_seen_twice("204", [])
    (True, False, False)
    """
    if not readings:
        return False
    figures, share = readings[0]
    return len(figures) >= _LEAST_FIGURES and share >= _SEEN_TWICE and looks_like(seen, figures, whole=True)


def _nearly_read(number: str, seen: str) -> bool:
    """Whether a reading of the pen has all figures of a number of four or more but one, in their order.

    >>> _nearly_read("3082", "30ÿ2}"), _nearly_read("3082", "3194"), _nearly_read("30", "3")
    (True, False, False)
    """
    figures = re.sub(r"\D", "", seen)
    return len(number) >= 4 and len(figures) <= len(number) + 1 and _in_common(number, figures) >= len(number) - 1


def _in_common(one: str, two: str) -> int:
    """The most characters that two texts have in one order."""
    return (len(one) + len(two) - Indel.distance(one, two)) // 2


def readings_of(listed: str | None) -> list[tuple[str, float]]:
    """The readings of a handwritten place with their shares, as the finder lists them.

    >>> readings_of("15:0.8 75:0.1")
    [('15', 0.8), ('75', 0.1)]
    """
    pairs = (item.rsplit(":", 1) for item in (listed or "").split())
    return [(text, float(share)) for text, share in pairs]


def resolve_symbol(
    findings: HeaderFindings, document: Document, kind: str | None, issuer: str | None, file_name: str = ""
) -> TextField:
    """The symbol without blanks; type and symbol bear witness for each other."""
    found = first(findings, "symbol")
    if found is None:
        return missing("Không thấy ký hiệu của văn bản.")
    value = re.sub(r"([-/&|])-", r"\1", re.sub(r"\s+", "", found.value))
    case = case_of(found, value)
    if found.details.get("open"):
        case.doubt("Sau ký hiệu còn dấu gạch, có thể sót phần sau.")
    if not any(findings.candidates.get(name) for name in ("issuer", "date", "signer_title")):
        case.doubt("Ký hiệu đứng một mình, có thể là của văn bản chính mà phụ lục này kèm theo.")
    names = types_of_symbol(value)
    if is_recognised(document, found.spans):
        clear = _is_clear(first(findings, "issuer"), document)
        parent = first(findings, "issuer_parent")
        mended = mended_symbol(value, kind, issuer, clear=clear, above=parent.value if parent else None)
        read = case.confidence
        case.confidence = 0.95 if mended.agrees else min(read, 0.8)
        if read < _CLEAR and not all(_is_known_group(one, found, document, file_name) for one in mended.others):
            case.confidence = min(read, 0.8)
        if _NO_LETTER.search(mended.value):
            case.doubt("Ký hiệu có chữ không dùng trong ký hiệu, có thể là nét của số viết tay.")
        if mended.value != value:
            case.raw, case.value = found.value, mended.value
            if not _is_written_elsewhere(mended.value, found, document, file_name):
                case.doubt(MENDED)
        value = mended.value
    if kind and names and kind not in names:
        case.doubt(f"Ký hiệu {value} không hợp với tên loại {kind}.")
    return settled(case, document)


def _is_clear(issuer: Mention | None, document: Document) -> bool:
    """Whether the issuer's line is read well enough to correct anything by it."""
    if issuer is None or issuer.details.get("head") is None:
        return False
    return not is_recognised(document, issuer.spans) or issuer.confidence >= _CLEAR or _is_known(issuer)


def _is_known(issuer: Mention) -> bool:
    """Whether the directory has the printed name, or all its words are fixed ones."""
    name = issuer.details.get("restored") or issuer.value
    return lookup(name) is not None or is_fixed(name)


def _is_known_group(group: str, found: Mention, document: Document, file_name: str) -> bool:
    """Whether a group of a symbol is a known short form, or stands elsewhere too: where the document is filed, say."""
    return group in known_abbreviations() or _is_written_elsewhere(group, found, document, file_name)


def _is_written_elsewhere(symbol: str, found: Mention, document: Document, file_name: str) -> bool:
    """Whether a mended symbol has a witness beside type and issuer: the document's other lines, or the file's name."""
    shape = r"(?<![^\W_])" + re.escape(symbol) + r"(?![^\W_])"
    own = range(min(span.start for span in found.spans), max(span.end for span in found.spans))
    if any(match.start() not in own for match in re.finditer(shape, document.text)):
        return True
    groups = [group for group in re.split(r"[-/]", symbol) if group]
    named = set(re.findall(r"[^\W_]+", file_name.upper()))
    return bool(groups) and all(group.upper() in named for group in groups)


def _between(symbol: str) -> str:
    """The sign between number and symbol: a slash of the state (5/QĐ-UBND), a dash of the Party (5-QĐ/TU)."""
    return "-" if "/" in symbol else "/"


def resolve_code(findings: HeaderFindings, document: Document, number: TextField, symbol: TextField) -> TextField:
    """Number and symbol as printed, without blanks; as doubtful as the weaker of the two."""
    found = first(findings, "code")
    if found is None:
        return missing("Không thấy số, ký hiệu của văn bản.")
    printed = re.sub(r"\s+", "", found.value)
    written = first(findings, "number")
    value, lost = printed, False
    mark = first(findings, "symbol")
    if mark and symbol.value and printed.endswith(re.sub(r"\s+", "", mark.value)):
        printed = printed[: len(printed) - len(re.sub(r"\s+", "", mark.value))] + symbol.value
        value = printed
    if written is not None and number.value and symbol.value:
        read = re.sub(r"\s+", "", written.value)
        if printed.startswith(read):
            rest = _DOTTED.sub("", printed[len(read) :])
            lost = rest == symbol.value
            value = number.value + (_between(symbol.value) if lost else "") + rest
    # Recognition takes a slash for a stroke or a backslash; a code has none of these.
    if is_recognised(document, found.spans):
        value = re.sub(r"[|\\\\⁄]", "/", value)
    case = case_of(found, value)
    weak = min(number.confidence if written else 1.0, symbol.confidence)
    case.confidence = weak if is_recognised(document, found.spans) or written else case.confidence
    whole = (f"{number.value}{between}{symbol.value}" for between in "/-")
    if is_recognised(document, found.spans) and number.value and symbol.value and value not in whole:
        case.doubt("Số, ký hiệu đọc liền không khớp với số và ký hiệu đọc riêng.")
    if lost:
        case.doubt("Dấu giữa số và ký hiệu không đọc được.")
    for part in (number, symbol):
        if part.status == "review":
            for reason in part.reasons:
                case.doubt(reason)
    case.crop = number.crop
    if written is None:
        case.doubt("Số trên trang để trống.") if number.status == "missing" and is_recognised(
            document, found.spans
        ) else None
    return settled(case, document)
