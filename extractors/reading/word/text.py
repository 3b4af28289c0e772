"""Paragraphs and tables of a Word file become one text with offsets.

Comes in: drafts of lines and rows in reading order.  Goes out: text, lines, words and tables as the Document has them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import Cell, Line, Original, Table, Word, Zone
from extractors.reading.word.styles import Align


@dataclass(frozen=True, slots=True)
class LineDraft:
    """Text of one line, NFC, single blanks, with how it looks; `size` in points.

    `right` is the end of the text that a wide gap sets apart from the rest; `far` says that a wide blank goes before
    the whole line.  `original` is what stood in the file, where that was decoded from an old encoding.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    align: Align | None = None
    right: str = ""
    far: bool = False
    original: str = ""


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell with its place in the grid; `line` is its text in one line."""

    line: LineDraft
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TableDraft:
    """The cells of a table row by row."""

    rows: Sequence[Sequence[CellDraft]]
    head_rows: int = 0


@dataclass
class Assembly:
    """The text as it grows, with everything that has offsets into it."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    originals: list[Original] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._pieces)

    def _write(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start

    def add_line(self, draft: LineDraft, *, zone: Zone = "body", column: int | None = None) -> None:
        """Write one line, where it has any text."""
        if draft.text:
            start = self._write(draft.text + "\n")
            self._line(start, draft.text, [draft], zone, column)
            self._keep(draft, start)

    def add_table(self, draft: TableDraft) -> None:
        """Write one line for each row, its cells parted by tabs."""
        begin, cells = self._length, []
        for row in draft.rows:
            start = self._length
            for place, cell in enumerate(row):
                at = self._write(("\t" if place else "") + cell.line.text) + (1 if place else 0)
                spans = (cell.row_span, cell.column_span)
                self._keep(cell.line, at)
                cells.append(Cell(at, at + len(cell.line.text), cell.row, cell.column, *spans))
            self._write("\n")
            self._line(start, "\t".join(cell.line.text for cell in row), [cell.line for cell in row], "table", None)
        if cells:
            self.tables.append(Table(begin, self._length - 1, tuple(cells), draft.head_rows))

    def _keep(self, draft: LineDraft, start: int) -> None:
        if draft.original:
            self.originals.append(Original(start, start + len(draft.text), draft.original))

    def _line(self, start: int, text: str, looks: Sequence[LineDraft], zone: Zone, column: int | None) -> None:
        written = [look for look in looks if look.text]
        self.lines.append(
            Line(
                start, start + len(text), None, None, tuple(_words(text, start)),
                zone=zone, column=column,
                size=max((look.size for look in written if look.size), default=None),
                bold=_same(look.bold for look in written), italic=_same(look.italic for look in written),
                align=looks[0].align if len(looks) == 1 else None,
            )
        )  # fmt: skip


def _words(text: str, start: int) -> Iterator[Word]:
    """The words of a line whose blanks are single."""
    for word in text.replace("\t", " ").split(" "):
        end = start + len(word)
        if word:
            yield Word(start, end)
        start = end + 1


def _same(marks: Iterable[bool | None]) -> bool | None:
    """What all say, else that not all are so; None where nobody says anything."""
    said = [mark for mark in marks if mark is not None]
    return all(said) if said else None
