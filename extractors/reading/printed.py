"""What stands on one page, before it becomes part of the document's text: tokens, lines, tables.

The readers of PDF and scans both make these; `arrange` puts them in reading order, `assemble` gives them offsets.
All coordinates are PDF points from the top left of the page as shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from extractors.document import Box, ClearSpace, Handwriting, Origin, Zone


@dataclass(slots=True)
class Token:
    """A run without blanks as printed; `size` and `baseline` in points."""

    text: str
    box: Box
    size: float
    baseline: float
    bold: bool | None = None
    italic: bool | None = None
    origin: Origin = "text"
    confidence: float | None = None
    handwritten: bool = False


@dataclass(slots=True)
class PrintedLine:
    """Tokens on one baseline, from left to right.  `column` and `zone` as in `extractors.document.Line`."""

    tokens: list[Token]
    column: int | None = None
    zone: Zone = "body"

    @property
    def box(self) -> Box:
        """The smallest box around the tokens."""
        return around(token.box for token in self.tokens)

    @property
    def size(self) -> float:
        """The middle type size of the line, in points."""
        sizes = sorted(token.size for token in self.tokens)
        return sizes[len(sizes) // 2]

    @property
    def text(self) -> str:
        """The tokens with one blank between them."""
        return " ".join(token.text for token in self.tokens)


@dataclass(slots=True)
class PrintedCell:
    """A cell with its place in the grid of its page's part of the table; tokens in reading order."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    tokens: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the cell in one line."""
        return " ".join(token.text for token in self.tokens)


@dataclass(slots=True)
class PrintedTable:
    """The part of a table that stands on one page; `edges` are the x of its column borders."""

    box: Box
    cells: list[PrintedCell]
    edges: list[float]

    def rows(self) -> list[list[PrintedCell]]:
        """The cells row by row, from left to right."""
        count = max((cell.row for cell in self.cells), default=-1) + 1
        rows: list[list[PrintedCell]] = [[] for _ in range(count)]
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            rows[cell.row].append(cell)
        return rows


@dataclass(slots=True)
class PrintedPage:
    """A page as shown, its lines and tables in reading order; `quarter` as in extractors.document.Page."""

    number: int
    width: float
    height: float
    source: Literal["digital", "scan"] = "digital"
    blocks: list[PrintedLine | PrintedTable] = field(default_factory=list)
    handwriting: list[Handwriting] = field(default_factory=list)
    problem: str | None = None
    clear_spaces: list[ClearSpace] = field(default_factory=list)
    quarter: int = 0


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them.

    >>> around([Box(1, 2, 3, 4), Box(0, 3, 2, 9)])
    Box(x0=0, top=2, x1=3, bottom=9)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
