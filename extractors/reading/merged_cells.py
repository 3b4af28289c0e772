"""Cells over several rows, also where a page break cuts them: how far each reaches, and what it says in which row.

Comes in: a table with its parts on their pages.  Goes out: its merged cells.  A printer says what a merged cell holds
once; an eye takes it along to each row beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.reading.printed import PrintedCell, PrintedTable

_TAKEN_ALONG = 100
"""Characters: a longer text is told to its rows together, not to each."""


@dataclass(slots=True)
class Merged:
    """A cell over the rows [row, behind) of the whole table; `page` is where it is written."""

    cell: PrintedCell
    page: int
    row: int
    behind: int

    @property
    def taken_along(self) -> bool:
        """Whether it is short enough to be read again in each row."""
        return len(self.cell.text) <= _TAKEN_ALONG


@dataclass(slots=True)
class MergedCells:
    """By identity: the merged cells of a table, and the empty ones that only go on with one on the page before."""

    merged: dict[int, Merged] = field(default_factory=dict)
    continued: set[int] = field(default_factory=set)

    def above(self, row: int) -> list[Merged]:
        """Those that begin above a row, reach over it and are read there again."""
        return [one for one in self.merged.values() if one.row < row < one.behind and one.taken_along]

    def rows_of(self, cell: PrintedCell) -> int:
        """How many rows a cell covers, page breaks included."""
        one = self.merged.get(id(cell))
        return one.behind - one.row if one else cell.row_span


def height(part: PrintedTable) -> int:
    """How many rows begin in this part."""
    return max((cell.row for cell in part.cells), default=-1) + 1


def merged_cells(parts: Sequence[PrintedTable], repeated: Sequence[int], pages: Sequence[int]) -> MergedCells:
    """The merged cells of a table in `parts` on their `pages`, whose first `repeated` rows say the head again."""
    found, before = MergedCells(), 0
    for part, skipped, page in zip(parts, repeated, pages, strict=True):
        _go_on(found, part, skipped, before)
        for cell in part.cells:
            if cell.row >= skipped and cell.row_span > 1 and cell.tokens:
                row = cell.row - skipped + before
                found.merged[id(cell)] = Merged(cell, page, row, row + cell.row_span)
        before += height(part) - skipped
    return found


def _go_on(found: MergedCells, part: PrintedTable, skipped: int, before: int) -> None:
    """Let what reaches the foot of the page before go on over empty cells at the head of this one.

    Only where the row has no number of its own, so that its first cell is such an empty one too.
    """
    cut = [one for one in found.merged.values() if one.behind == before]
    first = {cell.column: cell for cell in part.cells if cell.row == skipped}
    below = [first.get(one.cell.column) for one in cut]
    if not any(one.cell.column == 0 for one in cut) or any(cell is None or cell.tokens for cell in below):
        return
    for one, cell in zip(cut, below, strict=True):
        if cell is not None:
            one.behind = before + cell.row_span
            found.continued.add(id(cell))
