"""Find the head of a document on its page: motto, issuer lines, number line, dateline, title.

Comes in: a Document.  Goes out: a `Head` of segments by their part.  The layout is that of NĐ 30/2020/NĐ-CP Phụ lục I,
36-HD/VPTW and 29-HD/TWĐTN-VP; geometry decides where the file has pages, the order of columns where it has none.
"""

import re
from dataclasses import dataclass

from extractors.document import Document
from extractors.finding.head.rows import Row, joined_row, stacked
from extractors.finding.head.symbols import symbol_in
from extractors.finding.head.types import type_of
from extractors.finding.layout import Segment, segments
from rules.loader import Rule, load

# The head of a page fits into its upper part; the number line stands at most this far under the motto (points).
_HEAD_SHARE = 0.5
_UNDER_MOTTO = 190.0
_NEXT_ROW = 26.0
# A speck is shorter (characters) and less sure.
_SPECK, _HARDLY_READ = 12, 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """The parts of the head, each from top to bottom; `top` are all segments of its page in reading order."""

    page: int
    top: tuple[Segment, ...]
    mottoes: tuple[Segment, ...]
    issuer: tuple[Segment, ...]
    number: Segment | None
    dateline: Segment | None
    title: Segment | None
    subject: Segment | None
    addressee: Segment | None
    system: str
    number_row: Row | None
    date_row: Row | None


def _rule(rule_id: str) -> Rule:
    return load("header").rule(rule_id)


def matches(rule_id: str, segment: Segment) -> bool:
    """Whether a rule of rules/header.toml applies to a segment."""
    return _rule(rule_id).search(segment.text) is not None


def is_noise(segment: Segment) -> bool:
    """Rules, stamps of reception and of signatures: nothing that the head says itself."""
    return any(matches(rule, segment) for rule in ("ornament", "incoming.stamp", "signature.stamp"))


def middle(segment: Segment) -> float:
    """The height of a segment's middle on its page; 0 without pages."""
    return (segment.box.top + segment.box.bottom) / 2 if segment.box else 0.0


def _motto_system(mottoes: tuple[Segment, ...]) -> str:
    for system in ("party", "union"):
        if any(matches(f"motto.{system}", segment) for segment in mottoes):
            return system
    return "state" if mottoes else "unknown"


def _head_page(document: Document) -> tuple[Segment, ...]:
    """The first page (of three) that has a motto, a number line or a dateline; else the first page."""
    pages = sorted({segment.page for segment in segments(document)})[:3]
    for page in pages:
        found = segments(document, page)
        if any(matches(f"motto.{system}", s) for s in found for system in ("state", "party")):
            return found
    return segments(document, pages[0]) if pages else ()


def _before_body(found: tuple[Segment, ...], height: float) -> tuple[Segment, ...]:
    if height and all(s.box for s in found):
        return tuple(s for s in found if middle(s) < _HEAD_SHARE * height)
    return found[:40]


def _near_motto(segment: Segment, mottoes: tuple[Segment, ...]) -> bool:
    if not mottoes or not segment.box:
        return True
    return -15.0 < middle(segment) - middle(mottoes[0]) < _UNDER_MOTTO


def _first(found: tuple[Segment, ...], rule_id: str, mottoes: tuple[Segment, ...]) -> Segment | None:
    return next((s for s in found if matches(rule_id, s) and _near_motto(s, mottoes)), None)


def _number_line(found: tuple[Segment, ...], mottoes: tuple[Segment, ...], stop: Segment | None) -> Segment | None:
    before = found[: found.index(stop)] if stop in found and stop is not None else found
    candidates = [s for s in before if matches("number.line", s) and _near_motto(s, mottoes) and len(s.text) < 60]
    candidates += [s for s in before if matches("number.bare", s) and _near_motto(s, mottoes)]
    onward = [s for s in candidates if s.side != "right"] or candidates
    if onward:
        return onward[0]
    spoilt = (s for s in before if s.origin == "ocr" and s.side != "right" and _near_motto(s, mottoes))
    return next((s for s in spoilt if _is_spoilt_number(s)), None)


def _is_spoilt_number(segment: Segment) -> bool:
    """A short line of recognised text that ends in a symbol with a known first group: its `Số` is spoilt."""
    if len(segment.text) > 30 or not re.match(r"\W{0,3}[Ss§5]", segment.text):
        return False
    at = symbol_in(segment.kept, recognised=True)
    return at is not None and at.known and at.parted


def _dateline(
    document: Document, found: tuple[Segment, ...], mottoes: tuple[Segment, ...]
) -> tuple[Segment | None, Row | None]:
    """The dateline, in one segment or in the parts that recognition made of its row."""
    pattern = _rule("dateline").pattern
    for segment in found:
        if not _near_motto(segment, mottoes):
            continue
        row = joined_row(document, segment, found)
        joined = pattern.search(row.kept) is not None
        if matches("dateline", segment):
            return segment, row if joined else joined_row(document, segment, (segment,))
        # A day in the text further down may look like a dateline: the row that comes first is the one.
        if segment.box and segment.side != "left" and joined:
            return segment, row
    return _broken_dateline(document, found, mottoes)


def _broken_dateline(
    document: Document, found: tuple[Segment, ...], mottoes: tuple[Segment, ...]
) -> tuple[Segment | None, Row | None]:
    """A dateline too long for its column, that goes on in the next row: its last segment, and both rows as one."""
    for at, segment in enumerate(found):
        if segment.side == "left" or "ngày" not in segment.low or not _near_motto(segment, mottoes):
            continue
        above = joined_row(document, segment, found)
        for other in found[at + 1 :]:
            if _is_next_row(segment, other):
                row = stacked(above, joined_row(document, other, found))
                match = _rule("dateline").pattern.search(row.kept)
                if match and match.start() < len(above.text) < match.end():
                    return other, row
    return None, None


def _is_next_row(above: Segment, below: Segment) -> bool:
    """Whether a segment stands right under another in its column."""
    if above.box is None or below.box is None:
        return below.line == above.line + 1
    near = 0 < middle(below) - middle(above) < _NEXT_ROW
    return near and below.page == above.page and below.side != "left" and below.box.x0 < above.box.x1


def _spoilt_subject(found: tuple[Segment, ...], number: Segment, stop: Segment | None) -> Segment | None:
    """The line right under the number in its column, where no title follows: a letter's V/v that recognition spoilt."""
    for segment in found:
        if segment is stop:
            return None
        if segment.box is None or number.box is None or segment.side == "right" or segment.capital:
            continue
        gap = segment.box.top - number.box.bottom
        if -4 < gap < 26 and segment.box.x0 < number.box.x1 and len(segment.text) > 8 and not is_noise(segment):
            return segment
    return None


def _title(found: tuple[Segment, ...], after: float, mottoes: tuple[Segment, ...]) -> Segment | None:
    for segment in found:
        if (segment.box and middle(segment) < after - 4) or segment in mottoes:
            continue
        if matches("addressee", segment) and segment.side != "right":
            return None
        kind = type_of(segment.text, recognised=segment.origin == "ocr")
        if kind and (segment.capital or (kind.whole and (segment.centred or bool(segment.bold)))):
            return segment
    return None


def _issuer(
    found: tuple[Segment, ...], mottoes: tuple[Segment, ...], stop: Segment | None, width: float
) -> tuple[Segment, ...]:
    """The capital lines of the left column from the motto's height down to the number line."""
    lines: list[Segment] = []
    for segment in found:
        if stop is not None and (segment is stop or (segment.box and stop.box and middle(segment) > middle(stop) - 3)):
            if segment is stop or not segment.box:
                break
            continue
        if segment in mottoes or is_noise(segment) or segment.side == "right":
            continue
        if matches("number.line", segment) or matches("dateline", segment) or matches("urgency", segment):
            continue
        if mottoes and mottoes[0].box and segment.box and middle(segment) < middle(mottoes[0]) - 26:
            continue
        if segment.box and width and (segment.box.x0 + segment.box.x1) / 2 > 0.5 * width and mottoes:
            continue
        if sum(c.isupper() for c in segment.text) >= 3 and segment.capital:
            lines.append(segment)
        elif lines and segment.box and not segment.capital and not _is_speck(segment):
            break
    return tuple(lines[:5])


def _is_speck(segment: Segment) -> bool:
    """A few recognised letters that were hardly read: the edge of a stamp."""
    return segment.origin == "ocr" and len(segment.text) < _SPECK and (segment.confidence or 0.0) < _HARDLY_READ


def find_head(document: Document) -> Head:
    """The head of the document; a part that is not there is None or empty."""
    found = _head_page(document)
    number = found[0].page if found else 0
    page = next((p for p in document.pages if p.number == number), None)
    top = _before_body(found, page.height if page else 0.0)
    mottoes = tuple(s for s in top if any(matches(f"motto.{x}", s) for x in ("state", "party")))
    mottoes = mottoes or tuple(s for s in top if matches("motto.union", s) and s.side in ("right", "center"))
    dateline, date_row = _dateline(document, top, mottoes)
    subject = _first(top, "subject.letter", ())
    addressee = _first(top, "addressee", ())
    number_line = _number_line(top, mottoes, addressee)
    under = max((middle(s) for s in (number_line, dateline, *mottoes[:2]) if s and s.box), default=0.0)
    title = _title(top, under, mottoes)
    if title is None and subject is None and number_line is not None:
        subject = _spoilt_subject(top, number_line, addressee)
    first_below = next((s for s in (number_line, dateline, title, subject, addressee) if s), None)
    issuer = _issuer(top, mottoes, first_below, page.width if page else 0.0) if first_below else ()
    return Head(
        number, top, mottoes, issuer, number_line, dateline, title, subject, addressee, _motto_system(mottoes),
        joined_row(document, number_line, top) if number_line else None, date_row,
    )  # fmt: skip
