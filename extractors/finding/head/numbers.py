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
from extractors.finding.head.rows import Row
from extractors.finding.head.symbols import symbol_in
from extractors.finding.head.zone import middle
from extractors.finding.layout import segments
from rules.loader import load


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


def readings_at(document: Document, spans: tuple[Span, ...], kind: str) -> str | None:
    """What the reader of handwriting proposes for a place, the likeliest first, as `text:share` parted by blanks."""
    places = [(line.page, word.box) for span in spans for line, word in document.words_in(*span) if word.box]
    for place in document.handwriting:
        if place.kind == kind and any(page == place.page and _near(box, place.box) for page, box in places):
            return " ".join(f"{text}:{share:.3f}" for text, share in place.readings) or None
    return None


def _near(one: Box, two: Box) -> bool:
    """On one height and not far apart: the word that was read there may have lost its place beside the pen."""
    height = max(one.bottom - one.top, two.bottom - two.top)
    level = abs((one.top + one.bottom) - (two.top + two.bottom)) / 2 < 0.8 * height
    return level and one.x0 - 3 * height < two.x1 and two.x0 < one.x1 + 3 * height


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


def _stamped(document: Document, line: Row, x0: float, x1: float) -> tuple[Span, ...]:
    """Figures set over the blank between x0 and x1 at the line's height, by a signing program or a typist."""
    found = []
    for segment in segments(document, line.page):
        if segment.line in line.lines or segment.box is None or not re.fullmatch(r"\W*\d{1,5}\w?\W*", segment.text):
            continue
        centre = (segment.box.x0 + segment.box.x1) / 2
        if line.box and abs(middle(segment) - (line.box.top + line.box.bottom) / 2) < 11 and x0 - 6 < centre < x1 + 6:
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


def read_number(document: Document, line: Row) -> Written:
    """Number, symbol and code of the number line."""
    written = Written()
    match = load("header").rule("number.line").pattern.search(line.kept)
    bare = None if match else load("header").rule("number.bare").pattern.search(line.kept)
    found = match or bare
    begin = found.start("code") if found and found["code"] else _after_garbled(line)
    if begin is None:
        written.blank["number"] = _whole(line)
        return written
    symbol = symbol_in(line.kept[begin:], recognised=line.recognised)
    if symbol is None:
        _only_number(document, line, begin, written)
        return written
    at = (begin + symbol.start, begin + symbol.end)
    written.mentions["symbol"] = mention(document, "symbol", line.spans(*at), "header.symbol")
    written.mentions["symbol"].details["known"] = "yes" if symbol.known else None
    written.mentions["symbol"].details["open"] = "yes" if re.match(r"\s*[-/&]", line.kept[at[1] :]) else None
    head = _trimmed(line.text, begin, begin + symbol.separator)
    if head.end > head.start and (re.search(r"\d", line.text[head.start : head.end]) or line.recognised):
        written.mentions["number"] = _number(document, line.spans(*head))
        neat = re.fullmatch(r"\s*[-/]\s*", line.kept[head.end : at[0]]) and symbol.known
        written.mentions["number"].details["neat"] = "yes" if neat else None
        written.mentions["number"].details["readings"] = readings_at(document, line.spans(*head), "number")
        written.mentions["code"] = mention(document, "code", line.spans(head.start, at[1]), "header.code")
        return written
    _blank_number(document, line, begin + symbol.separator, at[1], written)
    return written


def _after_garbled(line: Row) -> int | None:
    """Where the code begins in a line whose `Số:` recognition has spoilt: behind the first short run."""
    match = re.match(r"\W{0,3}[Ss§5][^\s\d/]{0,3}[:;.,\s]*(?=\S)", line.kept)
    return match.end() if match and match.end() < len(line.text) else None


def _whole(line: Row) -> Span:
    return line.spans(0, len(line.text))[0]


def _only_number(document: Document, line: Row, begin: int, written: Written) -> None:
    span = _trimmed(line.text, begin, len(line.text))
    if re.fullmatch(r"\d{1,5}[a-z]?", line.text[span.start : span.end]):
        written.mentions["number"] = _number(document, line.spans(*span))
        written.mentions["code"] = mention(document, "code", line.spans(*span), "header.code")


def _number(document: Document, spans: tuple[Span, ...]) -> Mention:
    found = mention(document, "number", spans, "header.number")
    tidy = re.sub(r"\s+", "", found.value)
    clean = re.fullmatch(r"(\d{1,5}[a-zA-Z]?)", tidy)
    found.details["clean"] = clean[1] if clean else None
    found.details["digits"] = re.sub(r"\D", "", found.value) or None
    return found


def _blank_number(document: Document, line: Row, separator: int, end: int, written: Written) -> None:
    """The number's place is blank: a figure stamped over it, or a draft."""
    rest = line.spans(separator, end)
    x1 = _in_word(document, rest[0].start)
    stamped = _stamped(document, line, line.box.x0, x1) if line.box and x1 is not None else ()
    if stamped:
        written.mentions["number"] = _number(document, stamped)
        written.mentions["number"].details["neat"] = "yes"
        written.mentions["code"] = mention(document, "code", (*stamped, *rest), "header.code")
        return
    written.blank["number"] = Span(_whole(line).start, max(rest[0].start, _whole(line).start + 1))
    written.mentions["code"] = mention(document, "code", rest, "header.code")


def read_dateline(document: Document, line: Row) -> Written:
    """Place and date of the dateline; `details` of the date hold day, month, year and, where all three are, iso."""
    written = Written()
    match = load("header").rule("dateline").pattern.search(line.kept)
    if match is None:
        return written
    if match["place"]:
        at = _trimmed(line.text, match.start("place"), match.end("place"))
        written.mentions["place"] = mention(document, "place", line.spans(*at), "header.place")
    start = match.end("place") if match["place"] else max(0, match.start("day") - 5)
    whole = _trimmed(line.text, start, len(line.text))
    spans = line.spans(whole.start, max(whole.start + 1, whole.end))
    figures: dict[str, str | None] = {}
    for name in ("day", "month", "year"):
        figures[name] = _figure(match[name], recognised=line.recognised)
        if figures[name] is None:
            stamped = _stamped_figure(document, line, match, name)
            figures[name] = re.sub(r"\D", "", document.text[stamped[0].start : stamped[0].end]) if stamped else None
            spans = (*spans, *stamped)
        if figures[name] is None:
            written.blank.setdefault("date", spans[0])
    found = mention(document, "date", spans, "header.date", **figures)
    # What surrounds the figures is the pen's: `ngày4Ÿ tháng` is no 4.
    for name in ("day", "month", "year"):
        tidy = re.fullmatch(r"[\s.,…_]*\d{1,4}[\s.,…_]*", match[name])
        found.details[f"{name}_tidy"] = "yes" if tidy or not match[name].strip() else None
    found.details["tidy"] = "yes" if all(found.details[f"{name}_tidy"] for name in ("day", "month", "year")) else None
    sure = {n: confidence_of(document, line.spans(match.start(n), match.end(n))) for n in ("day", "month", "year")}
    found.details["figures"] = f"{min(sure.values()):.3f}"
    found.details["year_figures"] = f"{sure['year']:.3f}"
    found.details["iso"] = iso_date(figures["day"], figures["month"], figures["year"])
    for name in ("day", "month"):
        found.details[f"{name}_seen"] = match[name].strip() or None
    found.details["day_readings"] = readings_at(document, spans, "day")
    found.details["month_readings"] = readings_at(document, spans, "month")
    written.mentions["date"] = found
    return written


_LOOKS = str.maketrans({"|": "1", "l": "1", "I": "1", "!": "1", "O": "0", "o": "0", "Ø": "0", "ø": "0"})


def _figure(written: str, *, recognised: bool) -> str | None:
    """The digits of a day, month or year; recognition's strokes and rings beside a digit are digits too."""
    if recognised and re.search(r"\d", written):
        written = re.sub(r"(?<=\d)\s*[|lI!OoØø]|[|lI!OoØø]\s*(?=\d)", lambda m: m.group().translate(_LOOKS), written)
    return re.sub(r"\D", "", written) or None


def _stamped_figure(document: Document, line: Row, match: re.Match[str], name: str) -> tuple[Span, ...]:
    before, after = (
        line.spans(max(0, match.start(name) - 3), match.start(name)),
        line.spans(match.end(name), len(line.text)),
    )
    if line.box is None or not before or not after:
        return ()
    x0, x1 = _edge(document, *before[-1], left=False), _in_word(document, after[0].start)
    return _stamped(document, line, x0, x1) if x0 is not None and x1 is not None else ()


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
