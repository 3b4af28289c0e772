"""Tables without rules: rows of three or more pieces that stand under each other in the same columns.

Comes in: the segments of a page.  Goes out: tables, and the segments outside.  Two columns alone are no table here:
head and foot of every official document look like that.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import Box
from extractors.reading.arrange import beside
from extractors.reading.printed import PrintedCell, PrintedLine, PrintedTable, around

_LEAST_COLUMNS, _LEAST_ROWS = 3, 4
_GUTTER = 5.0
"""Columns are apart by so many points at least, over all rows."""

Row = list[PrintedLine]


@dataclass(slots=True)
class _Grid:
    """Rows gathered so far, and from where to where each column reaches."""

    columns: list[tuple[float, float]]
    rows: list[Row] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Put the row in if each piece widens one column at most and no two columns meet."""
        widened = list(self.columns)
        for piece in row:
            hit = [at for at, (x0, x1) in enumerate(widened) if piece.box.x0 < x1 and x0 < piece.box.x1]
            if len(hit) != 1:
                return False
            x0, x1 = widened[hit[0]]
            widened[hit[0]] = (min(x0, piece.box.x0), max(x1, piece.box.x1))
        if any(right[0] - left[1] < _GUTTER for left, right in itertools.pairwise(widened)):
            return False
        self.columns = widened
        self.rows.append(row)
        return True


def unruled_tables(segments: list[PrintedLine]) -> tuple[list[PrintedTable], list[PrintedLine]]:
    """The tables among the segments, and the segments that are part of none."""
    tables: list[PrintedTable] = []
    taken: set[int] = set()
    grid: _Grid | None = None
    for row in [*_rows(segments), []]:
        if grid is not None and row and _near(grid.rows[-1], row) and grid.takes(row):
            continue
        if grid is not None and sum(len(r) >= _LEAST_COLUMNS for r in grid.rows) >= _LEAST_ROWS:
            tables.append(_table(grid))
            taken |= {id(piece) for r in grid.rows for piece in r}
        grid = None
        if len(row) >= _LEAST_COLUMNS:
            grid = _Grid([(piece.box.x0, piece.box.x1) for piece in row], [row])
    return tables, [segment for segment in segments if id(segment) not in taken]


def _rows(segments: list[PrintedLine]) -> Iterator[Row]:
    """Segments that stand beside each other, from left to right; rows from top to bottom."""
    row: Row = []
    for segment in sorted(segments, key=lambda s: (s.box.top + s.box.bottom) / 2):
        if row and not beside(row[-1].box, segment.box) and not any(beside(p.box, segment.box) for p in row):
            yield sorted(row, key=lambda s: s.box.x0)
            row = []
        row.append(segment)
    if row:
        yield sorted(row, key=lambda s: s.box.x0)


def _near(above: Row, row: Row) -> bool:
    """A table's rows are never far apart."""
    gap = around(p.box for p in row).top - around(p.box for p in above).bottom
    return gap < 2.5 * max(p.size for p in row)


def _table(grid: _Grid) -> PrintedTable:
    """Rows that fill fewer columns and not the first go on with the row above."""
    edges = [grid.columns[0][0] - 2]
    edges += [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(grid.columns)]
    edges.append(grid.columns[-1][1] + 2)
    rows: list[list[list[PrintedLine]]] = []
    for row in grid.rows:
        if not rows or len(row) >= _LEAST_COLUMNS or row[0].box.x0 < edges[1]:
            rows.append([[] for _ in grid.columns])
        for piece in row:
            middle = (piece.box.x0 + piece.box.x1) / 2
            rows[-1][sum(middle > edge for edge in edges[1:-1])].append(piece)
    cells = []
    for number, row_cells in enumerate(rows):
        reach = around(piece.box for pieces in row_cells for piece in pieces)
        for column, pieces in enumerate(row_cells):
            box = Box(edges[column], reach.top, edges[column + 1], reach.bottom)
            tokens = [token for piece in pieces for token in piece.tokens]
            cells.append(PrintedCell(number, column, 1, 1, box, tokens))
    return PrintedTable(around(cell.box for cell in cells), cells, edges)
