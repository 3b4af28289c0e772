"""Cut the lines of a page into segments that stand in one column, and say on which side of the page each stands.

Comes in: a Document.  Goes out: `Segment`s in reading order of the page.  The head and the foot of an official
document stand in two columns (NĐ 30/2020/NĐ-CP Phụ lục I); readers hand over whole lines, cells or columns.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.document import Box, Document, Line, Origin, Span, Word
from rules.loader import load
from rules.spelling import level, level_marks

Side = Literal["left", "right", "center", "full"]

# A blank this many times as wide as the line is high parts two columns; justified text stays below.
_COLUMN_GAP = 1.7


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text within one line and one column; `line` is the index of its line in the document."""

    start: int
    end: int
    text: str
    page: int
    box: Box | None
    side: Side
    line: int
    origin: Origin
    confidence: float | None
    bold: bool | None
    italic: bool | None
    centred: bool

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)

    @property
    def low(self) -> str:
        """The text levelled, for rules."""
        return level(self.text)

    @property
    def kept(self) -> str:
        """The text levelled with its capitals kept."""
        return level_marks(self.text)

    @property
    def capital(self) -> bool:
        """Whether nearly all letters are capitals, as in the names and titles of head and foot."""
        return capital_share(self.text) >= 0.8


def capital_share(text: str) -> float:
    """The share of capitals among the letters that have case.

    >>> capital_share("SỞ Y TẾ"), capital_share("Sở")
    (1.0, 0.5)
    """
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


def _cuts(document: Document, line: Line, words: Sequence[Word]) -> list[int]:
    """Offsets in the line at which a new column begins: tabs, wide gaps, beginnings that only stand on the right."""
    text = document.text[line.start : line.end]
    blank = load("header").rule("joined.blank")
    cuts = {
        line.start + match.end()
        for match in re.finditer(r"\t+|\n+| {4,}", text)
        if match.group()[0] != " " or not blank.search(text[: match.start()])
    }
    for one, two in itertools.pairwise(words):
        if one.box and two.box:
            height = max(6.0, min(one.box.bottom - one.box.top, two.box.bottom - two.box.top, 16.0))
            wide = two.box.x0 - one.box.x1 > _COLUMN_GAP * height
            if wide and not blank.search(document.text[line.start : one.end]):
                cuts.add(two.start)
    for rule in load("header").group("column."):
        for match in rule.pattern.finditer(rule.levelled(text)):
            if match.start("right") > 0 and text[: match.start("right")].strip():
                cuts.add(line.start + match.start("right"))
    return sorted(cuts)


def _side(box: Box | None, width: float, column: int | None, last: int | None) -> tuple[Side, bool]:
    """The side of the page, and whether it is centred on the page's own middle."""
    if box is None or not width:
        if column is None:
            return "full", False
        return ("left" if column == 0 else "right" if last is None or column >= 1 else "full"), False
    middle, centre = width / 2, (box.x0 + box.x1) / 2
    # The text block lies about 8 pt right of the page's middle (left margin 30 mm, right 15 to 20 mm).
    centred = abs(centre - middle - 6) < 0.07 * width and box.x0 > 0.16 * width
    wide = box.x1 - box.x0 > 0.62 * width
    if wide:
        return "full", centred
    if centred and box.x0 > 0.2 * width and box.x1 < 0.86 * width:
        return "center", True
    if box.x0 > 0.4 * width or centre > 0.56 * width:
        return "right", False
    return ("left" if centre < 0.5 * width else "full"), centred


def _cell_column(document: Document, offset: int) -> tuple[int | None, int | None]:
    """The column of the table cell around an offset, and the table's last column."""
    for table in document.tables:
        if table.start <= offset < table.end:
            for cell in table.cells:
                if cell.start <= offset < max(cell.end, cell.start + 1):
                    return cell.column, max(c.column + c.column_span - 1 for c in table.cells)
    return None, None


def _segments_of(document: Document, widths: dict[int, float], index: int, line: Line) -> Iterator[Segment]:
    bounds = [line.start, *_cuts(document, line, line.words), line.end]
    for part, (start, end) in enumerate(itertools.pairwise(bounds)):
        written = document.text[start:end]
        start, end = start + len(written) - len(written.lstrip()), start + len(written.rstrip())
        if start >= end:
            continue
        words = [word for word in line.words if word.start < end and word.end > start]
        box = _around(words) or (line.box if len(bounds) == 2 else None)
        column, last = line.column, None
        if column is None and box is None:
            column, last = _cell_column(document, start)
        if column is None and len(bounds) > 2:
            column = part
        side, centred = _side(box, widths.get(line.page or 0, 0.0), column, last)
        if box is None and column is None and line.align == "center":
            side, centred = "center", True
        elif box is None and column is None and line.align == "right":
            side = "right"
        sure = [word.confidence for word in words if word.confidence is not None]
        yield Segment(
            start, end, document.text[start:end], line.page or 0, box, side, index, line.origin,
            min(sure) if sure else None, line.bold, line.italic, centred,
        )  # fmt: skip


def _around(words: list[Word]) -> Box | None:
    box: Box | None = None
    for word in words:
        if word.box:
            box = box.union(word.box) if box else word.box
    return box


class _Held:
    """Carries a document through the cache by identity: hashing one would read it whole."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.document is self.document


@lru_cache(4)
def _all_segments(held: _Held) -> tuple[Segment, ...]:
    document = held.document
    widths = {page.number: page.width for page in document.pages}
    found = [s for i, line in enumerate(document.lines) for s in _segments_of(document, widths, i, line)]
    if all(segment.box for segment in found):
        found.sort(key=lambda s: (s.page, round((s.box.top + s.box.bottom) / 2) if s.box else 0, s.start))
    return tuple(found)


def segments(document: Document, page: int | None = None) -> tuple[Segment, ...]:
    """All segments, or those of one page, from top to bottom; a file without pages is page 0."""
    found = _all_segments(_Held(document))
    return found if page is None else tuple(s for s in found if s.page == page)
