"""Read number, symbol and code from the number line; read the day from the dateline.

Comes in: the head's number line and dateline.  Goes out: `Mention`s, and the places that are there but left blank.
The number is what stands before the first slash (or before the dash of Party and youth union), the symbol the rest:
NĐ 30/2020/NĐ-CP Phụ lục I mục II.3, 36-HD/VPTW.  A figure that a signing program stamped over the blank belongs to it.
"""

import datetime
import re
from dataclasses import dataclass, field

from extractors.document import Box, Document, Span
from extractors.finding.findings import Mention
from extractors.finding.head.zone import middle
from extractors.finding.layout import Segment, segments
from rules.loader import load
from rules.spelling import level_marks

_UPPER = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ]"
_GROUP = r"[\w&.]+"
# The symbol: after a dash or slash (or the line's beginning), groups of which the first begins with a capital.
_SYMBOL = re.compile(
    rf"(?:(?P<sep>[-/|\\⁄])\s*|^\s*|(?<=\d)\s+)(?P<symbol>(?:(?:19|20)\d\d\s*[-/]\s*)?{_UPPER}[\w&.]*(?:\s*[-/&]\s*{_GROUP})*)"
)


@dataclass(slots=True)
class Written:
    """What the head's two lines say: mentions by field, and blanks."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    blank: dict[str, Span] = field(default_factory=dict)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip(" .,;:_…·-/")), start + len(part.rstrip(" .,;:_…·")))


def confidence_of(document: Document, spans: tuple[Span, ...]) -> float:
    """The lowest confidence of recognition over the spans; 1 for digital text."""
    sure = [word.confidence for s in spans for _, word in document.words_in(*s) if word.confidence is not None]
    return min(sure, default=1.0)


def is_handwritten(document: Document, spans: tuple[Span, ...]) -> bool:
    """Whether a word in the spans is marked as handwriting, or touches a place that is."""
    for span in spans:
        for line, word in document.words_in(*span):
            if word.handwritten:
                return True
            if word.box and any(h.page == line.page and overlap(h.box, word.box) > 0.25 for h in document.handwriting):
                return True
    return False


def overlap(one: Box, two: Box) -> float:
    """The share of the smaller box that lies in the other.

    >>> overlap(Box(0, 0, 10, 10), Box(5, 0, 15, 10))
    0.5
    """
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.bottom, two.bottom) - max(one.top, two.top)
    if width <= 0 or height <= 0:
        return 0.0
    least = min((b.x1 - b.x0) * (b.bottom - b.top) for b in (one, two))
    return width * height / least if least else 0.0


def mention(document: Document, kind: str, spans: tuple[Span, ...], rule: str, **details: str | None) -> Mention:
    """A mention of what stands in the spans, with the confidence of its characters."""
    value = " ".join(" ".join(document.text[s.start : s.end].split()) for s in spans)
    hand = is_handwritten(document, spans)
    return Mention(kind, spans, value, rule, confidence_of(document, spans), dict(details), hand)


def _stamped(document: Document, line: Segment, x0: float, x1: float) -> tuple[Span, ...]:
    """Figures set over the blank between x0 and x1 at the line's height, by a signing program or a typist."""
    found = []
    for segment in segments(document, line.page):
        if segment.line == line.line or segment.box is None or not re.fullmatch(r"\W*\d{1,5}\w?\W*", segment.text):
            continue
        centre = (segment.box.x0 + segment.box.x1) / 2
        if abs(middle(segment) - middle(line)) < 11 and x0 - 6 < centre < x1 + 6:
            found.append(_trimmed(document.text, *segment.span))
    return tuple(found[:1])


def _edge(document: Document, start: int, end: int, *, left: bool) -> float | None:
    boxes = [word.box for _, word in document.words_in(start, end) if word.box]
    if not boxes:
        return None
    return min(b.x0 for b in boxes) if left else max(b.x1 for b in boxes)


def _in_word(document: Document, offset: int) -> float | None:
    """About where a character stands across the page: its share of its word's width."""
    for _, word in document.words_in(offset, offset + 1):
        if word.box:
            share = (offset - word.start) / max(1, word.end - word.start)
            return word.box.x0 + share * (word.box.x1 - word.box.x0)
    return None


def read_number(document: Document, line: Segment) -> Written:
    """Number, symbol and code of the number line."""
    written = Written()
    match = load("header").rule("number.line").pattern.search(level_marks(line.text))
    bare = None if match else load("header").rule("number.bare").pattern.search(level_marks(line.text))
    found = match or bare
    if found is None or not found["code"]:
        written.blank["number"] = line.span
        return written
    begin = line.start + found.start("code")
    code = level_marks(document.text[begin : line.end])
    symbol = _SYMBOL.search(code)
    if symbol is None:
        _only_number(document, begin, line.end, written)
        return written
    at = Span(begin + symbol.start("symbol"), begin + len(code[: symbol.end("symbol")].rstrip(" .,;-")))
    written.mentions["symbol"] = mention(document, "symbol", (at,), "header.symbol")
    head = _trimmed(document.text, begin, begin + symbol.start())
    digits = re.search(r"\d", document.text[head.start : head.end]) if head.end > head.start else None
    if head.end > head.start and (digits or line.origin == "ocr"):
        written.mentions["number"] = _number(document, (head,))
        written.mentions["code"] = mention(document, "code", (Span(head.start, at.end),), "header.code")
        return written
    separator = begin + symbol.start("sep") if symbol["sep"] else at.start
    _blank_number(document, line, Span(separator, at.end), written)
    return written


def _only_number(document: Document, begin: int, end: int, written: Written) -> None:
    span = _trimmed(document.text, begin, end)
    if re.fullmatch(r"\d{1,5}[a-z]?", document.text[span.start : span.end]):
        written.mentions["number"] = _number(document, (span,))
        written.mentions["code"] = mention(document, "code", (span,), "header.code")


def _number(document: Document, spans: tuple[Span, ...]) -> Mention:
    found = mention(document, "number", spans, "header.number")
    tidy = re.sub(r"\s+", "", found.value)
    clean = re.fullmatch(r"(\d{1,5}[a-zA-Z]?)", tidy)
    found.details["clean"] = clean[1] if clean else None
    found.details["digits"] = re.sub(r"\D", "", found.value) or None
    return found


def _blank_number(document: Document, line: Segment, rest: Span, written: Written) -> None:
    """The number's place is blank: a figure stamped over it, or a draft."""
    x0, x1 = (line.box.x0, _in_word(document, rest.start)) if line.box else (None, None)
    stamped = _stamped(document, line, x0, x1) if x0 is not None and x1 is not None else ()
    if stamped:
        written.mentions["number"] = _number(document, stamped)
        written.mentions["code"] = mention(document, "code", (*stamped, rest), "header.code")
        return
    written.blank["number"] = Span(line.start, rest.start)
    written.mentions["code"] = mention(document, "code", (rest,), "header.code")


def read_dateline(document: Document, line: Segment) -> Written:
    """Place and date of the dateline; `details` of the date hold day, month, year and, where all three are, iso."""
    written = Written()
    match = load("header").rule("dateline").pattern.search(level_marks(line.text))
    if match is None:
        return written
    if match["place"]:
        at = _trimmed(document.text, line.start + match.start("place"), line.start + match.end("place"))
        written.mentions["place"] = mention(document, "place", (at,), "header.place")
    start = line.start + (match.end("place") if match["place"] else match.start("day") - 5)
    whole = _trimmed(document.text, start, line.end)
    whole = Span(whole.start, max(whole.start + 1, whole.end))
    spans: list[Span] = [whole]
    figures: dict[str, str | None] = {}
    for name in ("day", "month", "year"):
        figures[name] = re.sub(r"\D", "", match[name]) or None
        if figures[name] is None:
            stamped = _stamped_figure(document, line, match, name)
            figures[name] = re.sub(r"\D", "", document.text[stamped[0].start : stamped[0].end]) if stamped else None
            spans += stamped
        if figures[name] is None:
            written.blank.setdefault("date", whole)
    found = mention(document, "date", tuple(spans), "header.date", **figures)
    # What surrounds the figures is the pen's: `ngày4Ÿ tháng` is no 4.
    tidy = all(re.fullmatch(r"[\s.,…_]*\d{1,4}[\s.,…_]*", match[n] or "") for n in ("day", "month", "year") if match[n])
    found.details["tidy"] = "yes" if tidy or len(spans) > 1 else None
    found.details["iso"] = iso_date(figures["day"], figures["month"], figures["year"])
    written.mentions["date"] = found
    return written


def _stamped_figure(document: Document, line: Segment, match: re.Match[str], name: str) -> tuple[Span, ...]:
    start, end = line.start + match.start(name), line.start + match.end(name)
    x0, x1 = _edge(document, start - 3, start, left=False), _in_word(document, end)
    if line.box is None or x1 is None:
        return ()
    return _stamped(document, line, x0 if x0 is not None else line.box.x0, x1)


def iso_date(day: str | None, month: str | None, year: str | None) -> str | None:
    """The day as ISO 8601, or None where it does not exist.

    >>> iso_date("06", "4", "2031"), iso_date("31", "2", "2031"), iso_date(None, "2", "2031")
    ('2031-04-06', None, None)
    """
    if not (day and month and year and len(year) == 4 and len(day) <= 2 and len(month) <= 2):
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
