"""Read the type and the summary (trích yếu): the title under the head, or the V/v lines of an official letter.

Comes in: a Document and its Head.  Goes out: mentions of type and summary, and where the main text begins.
Where a summary ends is told by rule line, first words of the preamble, weight of the type, margins and gaps
(NĐ 30/2020/NĐ-CP Phụ lục I mục II.5).
"""

import itertools
import re
import statistics
from dataclasses import replace

from extractors.document import Document, Span
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import mention
from extractors.finding.head.types import Kind, type_of
from extractors.finding.head.zone import Head, is_noise, matches, middle
from extractors.finding.layout import Segment, segments
from rules.loader import load

_MOST_LINES = 9
# A line of the left column holds at most so many characters (NĐ 30/2020/NĐ-CP Phụ lục I: 12 to 13 points, 7 to 8 cm).
_LONGEST_OF_COLUMN = 60
_LEAST_TYPE = 12.0
# Centred lines of one column have their middles this near (points); recognised boxes are off by a letter or so.
_OFF_AXIS = 10.0
# What ends so far left of the type's name (points) is not centred under it.
_MARGIN = 60.0
# Points: between margins of 30 and 20 mm a line is 453 wide.
_PAGE_WIDE = 395.0
# The first line of a paragraph begins so far right of the second, and both end at the margin.
_INDENT, _AT_MARGIN = 20.0, 8.0
# Words that recognition is less sure of on the whole are no print.
_HARDLY_READ = 0.6


def _kind_of_letter(document: Document, head: Head) -> Mention | None:
    """An official letter has no printed type: its V/v line, or its addressee under the head, says that it is one."""
    sign = head.subject or (head.addressee if head.number else None)
    if sign is None:
        return None
    found = mention(document, "type", (sign.span,), "header.type.letter", name="Công văn")
    found.details["exact"] = "yes" if head.subject else None
    return found


def find_title(document: Document, head: Head) -> tuple[dict[str, Mention], int]:
    """Type and summary, and where the main text begins."""
    if head.title is None:
        return _letter(document, head)
    segment = head.title
    kind = type_of(segment.text, recognised=segment.origin == "ocr")
    found: dict[str, Mention] = {}
    rest: Span | None = None
    if kind:
        at = Span(segment.start, segment.start + kind.end)
        if _is_form(kind) and segment.capital:
            # A form's whole first title line says what it is.
            at, kind = segment.span, replace(kind, name=segment.text.strip().capitalize(), whole=True)
        found["type"] = mention(document, "type", (at,), kind.rule, name=kind.name, exact="yes" if kind.exact else None)
        if not kind.whole:
            rest = Span(at.end, segment.end)
    lines = _summary_lines(document, segment, head, started=rest is not None)
    spans = ((rest,) if rest else ()) + tuple(line.span for line in lines)
    if spans:
        found["summary"] = _summary(document, spans, "header.summary.title")
    elif head.subject:
        return _letter(document, head, kind_found=found)
    return found, max((s.end for s in spans), default=segment.end)


def _is_form(kind: Kind) -> bool:
    return "form" in load("types").rule(kind.rule).extra.get("systems", ())


def _letter(
    document: Document, head: Head, kind_found: dict[str, Mention] | None = None
) -> tuple[dict[str, Mention], int]:
    found = dict(kind_found or {})
    letter = _kind_of_letter(document, head)
    if letter and "type" not in found:
        found["type"] = letter
    if head.subject is None:
        last = head.addressee or head.number or head.dateline
        return found, last.start if last else 0
    lines = _letter_lines(document, head.subject, head)
    found["summary"] = _summary(document, tuple(line.span for line in lines), "header.summary.letter")
    return found, max(line.end for line in lines)


def _summary(document: Document, spans: tuple[Span, ...], rule: str) -> Mention:
    first = spans[0]
    text = document.text[first.start : first.end]
    match = load("header").rule("subject.letter").search(text)
    if match:
        spans = (Span(first.start + match.start("rest"), first.end), *spans[1:])
    elif rule.endswith("letter"):
        spoilt = re.match(r"[^\w\s]{0,2}(?:[VvWw]\S{0,2}|\W+)\s+(?=\w)", text)
        spans = (Span(first.start + (spoilt.end() if spoilt else 0), first.end), *spans[1:])
    spans = (_without_stamp(document, spans[0]), *spans[1:])
    clean = tuple(_bare(document.text, span) for span in spans)
    return mention(document, "summary", tuple(s for s in clean if s.end > s.start) or spans, rule)


def _without_stamp(document: Document, span: Span) -> Span:
    """A line of a summary from where it says `Về việc`, if what stands before that was hardly read: a stamp."""
    match = re.search(r"(?<=\s)Về việc\s", document.text[span.start : span.end])
    if match is None:
        return span
    begin = span.start + match.start()
    before = [word.confidence for _, word in document.words_in(span.start, begin) if word.confidence is not None]
    return Span(begin, span.end) if before and sum(before) < _HARDLY_READ * len(before) else span


def _bare(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    begin = span.start + len(part) - len(part.lstrip(" \t\n.,:;_*|'`~-–—"))
    return Span(begin, span.start + len(part.rstrip(" \t\n_*|`~")))


def _letter_lines(document: Document, first: Segment, head: Head) -> list[Segment]:
    """The V/v line and those that go on under it in the same column."""
    lines = [first]
    for segment in segments(document, first.page):
        if segment.start == first.start or (segment.box is None and segment.start < first.start):
            continue
        last = lines[-1]
        if segment.box and last.box:
            gap = segment.box.top - last.box.bottom
            if middle(segment) <= middle(last) + 3:
                continue
            if segment.box.x0 > max(line.box.x1 for line in lines if line.box):
                continue
            wide = segment.box.x1 - segment.box.x0 > 1.35 * max(line.box.x1 - line.box.x0 for line in lines if line.box)
            # Boxes are as high as their ink: a line without tails looks lower than its type is.
            if gap > 0.9 * max(last.box.bottom - last.box.top, _LEAST_TYPE) or (wide and not _on_axis(segment, last)):
                break
        elif segment.side == "full" and not _goes_on(segment, first):
            break
        elif segment.side != first.side:
            continue
        if matches("recipients.label", segment):
            break
        if matches("addressee", segment) or matches("dateline", segment) or segment in head.mottoes:
            break
        if is_noise(segment):
            if len(re.findall(r"[-_*]", segment.text)) > 2:
                break
            continue
        if matches("urgency", segment) or matches("body.hard", segment):
            break
        lines.append(segment)
        if len(lines) >= _MOST_LINES:
            break
    return lines


def _on_axis(segment: Segment, last: Segment) -> bool:
    """Whether a line of the left column is centred under the one before it, however much longer it is."""
    if segment.box is None or last.box is None or segment.side != "left":
        return False
    return abs(segment.box.x0 + segment.box.x1 - last.box.x0 - last.box.x1) / 2 < _OFF_AXIS


def _goes_on(segment: Segment, first: Segment) -> bool:
    """Whether a line of a file without pages may go on a V/v that stands across the page: short, no sentence."""
    short = len(segment.text) < _LONGEST_OF_COLUMN and not segment.text.rstrip().endswith((".", ":"))
    return first.side == "full" and short and not matches("body.soft", segment)


def _summary_lines(document: Document, title: Segment, head: Head, *, started: bool) -> list[Segment]:
    lines: list[Segment] = []
    below = [
        s for s in segments(document, title.page) if s is not title and _is_below(s, title) and not _beside(s, title)
    ]
    for segment in below:
        if document.lines[segment.line].zone == "table":
            break
        if is_noise(segment):
            if len(segment.text.strip()) >= 3 and (lines or started) and re.fullmatch(r"[\W_]+", segment.text):
                break
            continue
        if segment in head.mottoes or segment is head.dateline or segment is head.number:
            continue
        previous = lines[-1] if lines else title
        if lines and _in_row(segment, previous):
            lines.append(segment)
            continue
        row = _whole_row(segment, below)
        if _ends_before(row, previous, lines, title, started=started) or (lines and _begins_paragraph(row, below)):
            break
        lines.append(segment)
        if len(lines) >= _MOST_LINES:
            break
    return lines


def _begins_paragraph(segment: Segment, below: list[Segment]) -> bool:
    """Whether the next line of recognised text begins further left and ends at the same margin: a text, not centred."""
    following = next((s for s in below if _is_below(s, segment) and not is_noise(s)), None)
    if segment.box is None or following is None or following.box is None or segment.origin != "ocr":
        return False
    indented = following.box.x0 < segment.box.x0 - _INDENT and following.box.x1 - following.box.x0 > _PAGE_WIDE
    return indented and abs(following.box.x1 - segment.box.x1) < _AT_MARGIN


def _beside(segment: Segment, title: Segment) -> bool:
    """Whether a recognised segment ends well before the title begins: a stamp of reception in the margin."""
    if segment.box is None or title.box is None or segment.origin != "ocr":
        return False
    return segment.box.x1 < title.box.x0 - _MARGIN


def _in_row(one: Segment, two: Segment) -> bool:
    return one.box is not None and two.box is not None and abs(middle(one) - middle(two)) < 7


def _whole_row(segment: Segment, found: list[Segment]) -> Segment:
    """The segment as wide as its whole printed row, which recognition may have cut."""
    row = [s for s in found if _in_row(s, segment)]
    box = segment.box
    for other in row:
        box = box.union(other.box) if box and other.box else box
    return replace(segment, box=box) if len(row) > 1 else segment


def _is_below(segment: Segment, title: Segment) -> bool:
    if segment.box and title.box:
        return middle(segment) > middle(title) + 4
    return segment.start > title.start


def _ends_before(segment: Segment, previous: Segment, lines: list[Segment], title: Segment, *, started: bool) -> bool:
    """Whether the summary is over before this segment."""
    going = bool(lines) or started
    if matches("body.hard", segment) or matches("annex.title", segment) or matches("recipients.label", segment):
        return True
    if matches("number.line", segment) or matches("addressee.telegram", segment):
        return True
    if going and segment.capital and not previous.capital and len(segment.text) > 8:
        return True
    if lines and _ends_sentence(previous, segment):
        return True
    if lines and title.bold is not None and previous.bold is True and segment.bold is False:
        return True
    if lines and previous.centred and not segment.centred and segment.box is None and segment.side == "full":
        return True
    soft = matches("body.soft", segment)
    if segment.box and previous.box and title.box:
        return _parted_by_space(segment, previous, lines, title, soft=soft)
    return going and soft and len(segment.text) > 60


def _ends_sentence(line: Segment, following: Segment) -> bool:
    """Whether a line ends in a stop or colon; one of recognised text before a small letter is a speck."""
    text = line.text.rstrip()
    if not text.endswith((".", ":")) or text.endswith("TP."):
        return False
    return line.origin != "ocr" or not following.text[:1].islower()


def _parted_by_space(segment: Segment, previous: Segment, lines: list[Segment], title: Segment, *, soft: bool) -> bool:
    assert segment.box
    assert previous.box
    assert title.box
    gap = segment.box.top - previous.box.bottom
    height = max(9.0, min(previous.box.bottom - previous.box.top, 16.0))
    usual = _usual_gap([title, *lines])
    if gap > 2.4 * height:
        return True
    centre = (segment.box.x0 + segment.box.x1) / 2
    off = min(abs(centre - (line.x0 + line.x1) / 2) for line in (title.box, previous.box))
    page_wide = segment.box.x1 - segment.box.x0 > _PAGE_WIDE
    if lines and off > 26:
        return True
    if lines and (soft or page_wide) and (off > 12 or gap > usual + 0.45 * height):
        return True
    return not lines and off > 60 and page_wide


def _usual_gap(lines: list[Segment]) -> float:
    gaps = [b.box.top - a.box.bottom for a, b in itertools.pairwise(lines[1:]) if a.box and b.box]
    return statistics.median(gaps) if gaps else 4.0
