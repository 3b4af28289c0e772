"""One faithful text, and for every character of it the page and the box it came from.

The readers make a Document; everything after them speaks in half-open character offsets into `Document.text`.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Origin = Literal["text", "ocr", "signature"]
Zone = Literal["body", "running_head", "page_number", "footnote", "stamp", "table"]
TextSource = Literal["digital", "scan", "mixed", "word"]


class Span(NamedTuple):
    """Half-open code-point offsets into `Document.text`."""

    start: int
    end: int


class Box(NamedTuple):
    """PDF points from the top left of the page as shown (after CropBox and rotation)."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        lower = (min(self.x0, other.x0), min(self.top, other.top))
        return Box(*lower, max(self.x1, other.x1), max(self.bottom, other.bottom))

    def turned(self, quarter: int, width: float, height: float) -> "Box":
        """The same place once its page, so wide and high, was turned so many quarters counter-clockwise.

        >>> Box(10, 20, 30, 60).turned(1, 600, 800), Box(10, 20, 30, 60).turned(2, 600, 800)
        (Box(x0=20, top=570, x1=60, bottom=590), Box(x0=570, top=740, x1=590, bottom=780))
        """
        x0, top, x1, bottom = self
        for _ in range(quarter % 4):
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
            width, height = height, width
        return Box(x0, top, x1, bottom)


@dataclass(frozen=True, slots=True)
class Word:
    """A run without blanks.  `box` is None where the file has no pages; `confidence` (0 to 1) only for OCR.

    `handwritten` says that the place may be handwriting: what is read there is a proposal, never a printed fact.
    `origin` is set where the word came from elsewhere than the rest of its line (a signature field in a printed line).
    `page` is set where the word stands on another page than its line begins on (a paragraph of a Word file).
    """

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None
    handwritten: bool = False
    origin: Origin | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a paragraph of a Word file.  `size` in points; `align` where the file says it.

    `column` counts from the left (0, 1 …) where the page stands in columns beside each other, as the head and the
    foot of an official document do; None for a line over the full width.
    """

    start: int
    end: int
    page: int | None
    box: Box | None
    words: Sequence[Word]
    origin: Origin = "text"
    zone: Zone = "body"
    column: int | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    align: Literal["left", "center", "right", "justify"] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where its text stands, and which grid places it covers."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells in reading order; one that goes on over pages is one table.

    `head_rows` are the rows that name the columns; a head repeated on a later page is not among the cells.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    head_rows: int = 0

    def rows(self) -> list[list[Cell]]:
        """The cells row by row."""
        count = max((cell.row for cell in self.cells), default=-1) + 1
        rows: list[list[Cell]] = [[] for _ in range(count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


@dataclass(frozen=True, slots=True)
class Page:
    """A page as shown: width and height in points, its share of the text, and where that text came from.

    `problem` is a Vietnamese sentence where the page could not be read.  `quarter` counts the quarter turns
    counter-clockwise after which a page that was scanned on its side or head stands upright.
    """

    number: int
    width: float
    height: float
    start: int
    end: int
    source: Literal["digital", "scan"] = "digital"
    problem: str | None = None
    quarter: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature in the file: who, for whom, when (ISO 8601 with zone); never checked over a network."""

    signer: str | None
    organisation: str | None
    signed_at: str | None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Handwriting:
    """A place on a page that looks written by hand (not by a printer), within the line it belongs to.

    `kind` says what belongs there; `readings` are its figures as read from the picture, the likeliest first, each with
    its share of the belief: proposals, never printed facts.
    """

    page: int
    box: Box
    kind: Literal["number", "day", "month"] | None = None
    readings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ClearSpace:
    """White paper around a line of capitals in a recognised page's head or right half, in points.

    `left` and `right` on its own height, `above` and `below` over its width; measured to five heights at most (below,
    to half of that), so never endless.
    """

    page: int
    box: Box
    left: float
    right: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Stated:
    """What the package around the file says of it (edXML): the name of a header field, and the value as written."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Original:
    """What stood in the file where [start, end) of the text was decoded from an old encoding."""

    start: int
    end: int
    text: str


class Place(NamedTuple):
    """Where a span stands on one page."""

    start: int
    end: int
    page: int | None
    box: Box | None
    origin: Origin
    confidence: float | None


@dataclass(frozen=True)
class Document:
    """What a file says.  `text` is NFC; lines end with one line feed; cells of a table row are parted by a tab.

    `made_at` is when the file says that it was made (ISO 8601), for a scan when it was scanned: a clock's word.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[Page, ...]
    media_type: str
    source: TextSource
    tables: tuple[Table, ...] = ()
    signatures: tuple[Signature, ...] = ()
    handwriting: tuple[Handwriting, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    stated: tuple[Stated, ...] = ()
    originals: tuple[Original, ...] = ()
    clear_spaces: tuple[ClearSpace, ...] = ()
    made_at: str | None = None

    @property
    def upright(self) -> "Document":
        """The same text with boxes on pages that stand upright: for whoever asks what is above or left of what."""
        return self._upright if any(page.quarter for page in self.pages) else self

    @cached_property
    def _upright(self) -> "Document":
        from extractors.upright import stood_upright

        return stood_upright(self)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def lines_in(self, start: int, end: int) -> Iterator[Line]:
        """The lines that share at least one character with [start, end)."""
        first = max(0, bisect.bisect_right(self._line_starts, start) - 1)
        for line in self.lines[first:]:
            if line.start >= end:
                return
            if line.end > start:
                yield line

    def words_in(self, start: int, end: int) -> Iterator[tuple[Line, Word]]:
        """The words, each with its line, that share at least one character with [start, end)."""
        for line in self.lines_in(start, end):
            for word in line.words:
                if word.start < end and word.end > start:
                    yield line, word

    def places(self, start: int, end: int) -> list[Place]:
        """Where [start, end) stands: one place for each page and origin it touches, in reading order."""
        runs: list[Place] = []
        for line, word in self.words_in(start, end):
            at = (max(word.start, start), min(word.end, end))
            last = runs[-1] if runs else None
            origin, page = word.origin or line.origin, word.page or line.page
            if last and (last.page, last.origin) == (page, origin):
                box = last.box.union(word.box) if last.box and word.box else last.box or word.box
                sure = min((c for c in (last.confidence, word.confidence) if c is not None), default=None)
                runs[-1] = Place(last.start, at[1], last.page, box, last.origin, sure)
            else:
                runs.append(Place(*at, page, word.box, origin, word.confidence))
        return runs

    def page_of(self, offset: int) -> int | None:
        """The page number on which a character stands."""
        for line in self.lines_in(offset, offset + 1):
            word = next((word for word in line.words if word.end > offset), None)
            return (word.page if word else None) or line.page
        return None
