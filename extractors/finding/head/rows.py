"""Put the words of one printed row together, whatever lines and columns a reader made of them.

Comes in: segments at one height of the page.  Goes out: a `Row`, a text that knows for each of its characters where it
stands in the document.  A pen across a printed row makes recognition cut it and shuffle its parts.
"""

from dataclasses import dataclass

from extractors.document import Box, Document, Span
from extractors.finding.layout import Segment
from rules.spelling import level_marks

_SAME_HEIGHT = 7.0


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its text, and for each character of it the offset in the document (-1 for a blank put between)."""

    text: str
    offsets: tuple[int, ...]
    page: int
    box: Box | None
    recognised: bool
    lines: frozenset[int]

    @property
    def kept(self) -> str:
        """The text levelled with its capitals kept."""
        return level_marks(self.text)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the characters [start, end) of the row stand in the document, runs joined."""
        runs: list[Span] = []
        for offset in self.offsets[start:end]:
            if offset < 0:
                continue
            if runs and 0 <= offset - runs[-1].end <= 1:
                runs[-1] = Span(runs[-1].start, offset + 1)
            else:
                runs.append(Span(offset, offset + 1))
        return tuple(runs)


def row_of(segment: Segment) -> Row:
    """The row that one segment makes."""
    offsets = tuple(range(segment.start, segment.end))
    return Row(segment.text, offsets, segment.page, segment.box, segment.origin == "ocr", frozenset({segment.line}))


def joined_row(document: Document, first: Segment, found: tuple[Segment, ...]) -> Row:
    """The row of `first` with the segments at its height in the same column, their words from left to right."""
    if first.box is None:
        return row_of(first)
    beside = [s for s in found if s.box and s.page == first.page and _same_row(s, first) and _same_side(s, first)]
    words = sorted(
        ((word.box.x0, word.start, word.end) for s in beside for _, word in document.words_in(*s.span) if word.box),
    )
    text = ""
    offsets: list[int] = []
    for _, start, end in words:
        if text:
            text, offsets = text + " ", [*offsets, start - 1 if offsets and offsets[-1] == start - 2 else -1]
        text += document.text[start:end]
        offsets += range(start, end)
    box = first.box
    for segment in beside:
        box = box.union(segment.box) if segment.box else box
    lines = frozenset(s.line for s in beside)
    return Row(text, tuple(offsets), first.page, box, any(s.origin == "ocr" for s in beside), lines)


def stacked(above: Row, below: Row) -> Row:
    """Two rows that one sentence was broken into, as one."""
    box = above.box.union(below.box) if above.box and below.box else above.box
    return Row(
        f"{above.text} {below.text}",
        (*above.offsets, -1, *below.offsets),
        above.page,
        box,
        above.recognised or below.recognised,
        above.lines | below.lines,
    )


def _same_row(one: Segment, two: Segment) -> bool:
    assert one.box
    assert two.box
    return abs((one.box.top + one.box.bottom) - (two.box.top + two.box.bottom)) / 2 < _SAME_HEIGHT


def _same_side(one: Segment, two: Segment) -> bool:
    """Left and right column do not mix; what is centred or full may belong to either."""
    return {one.side, two.side} != {"left", "right"}
