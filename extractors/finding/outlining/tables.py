"""Rows of tables as items: what each column holds is told by its head, and a merged cell stands in every row it spans.

Comes in: a Table of the Document.  Goes out: one `Item` a row, its cells in the order of the columns.
"""

from extractors.document import Cell, Document, Span, Table
from extractors.finding.findings import Item
from rules.loader import load
from rules.spelling import level

_HEAD_ROWS_AT_MOST = 3


def rows_of(document: Document, table: Table, before: tuple[str, ...] = ()) -> list[Item]:
    """The rows below the head.

    A table without a head that we know goes on with the columns of the one `before` it where their number is the same;
    else its columns have no meaning.
    """
    grid = _grid(table)
    if not grid:
        return []
    head = table.head_rows or _head_rows(document, grid)
    columns = _columns(document, grid[:head], len(grid[0]))
    if not any(columns) and len(before) == len(columns):
        head, columns = 0, before
    return [item for row in grid[head:] if (item := _row(document, row, columns)) is not None]


def _grid(table: Table) -> list[list[Cell | None]]:
    """Every place of the grid with the cell that covers it."""
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = cell
    return grid


def _text(document: Document, cell: Cell | None) -> str:
    return " ".join(document.text[cell.start : cell.end].split()) if cell else ""


def _head_rows(document: Document, grid: list[list[Cell | None]]) -> int:
    """How many rows at the top name columns: the last one in which two cells or more are column names."""
    for count in range(min(_HEAD_ROWS_AT_MOST, len(grid) - 1), 0, -1):
        named = {meaning for cell in grid[count - 1] if (meaning := _meaning(_text(document, cell)))}
        if len(named) >= 2:
            return count
    return 0


def _columns(document: Document, head: list[list[Cell | None]], width: int) -> tuple[str, ...]:
    """What each column holds: task, lead, support, time, product, number, note, or nothing that we know."""
    return tuple(
        next((m for row in reversed(head) if (m := _meaning(_text(document, row[column])))), "")
        for column in range(width)
    )


def _meaning(text: str) -> str:
    """What a column's head says that it holds.

    >>> _meaning("Đơn vị phối hợp"), _meaning("Thời gian hoàn thành"), _meaning("Chủ đề")
    ('support', 'time', '')
    """
    if len(text) > 60:
        return ""
    for rule in load("outline").group("column."):
        if rule.id != "column.same" and rule.pattern.search(level(text)):
            return rule.id.removeprefix("column.")
    return ""


def _row(document: Document, row: list[Cell | None], columns: tuple[str, ...]) -> Item | None:
    """One row; a cell that covers several columns stands in the first of them, a group title has one cell only."""
    own: list[Span] = []
    names: list[str] = []
    seen: set[Cell] = set()
    for cell, name in zip(row, columns, strict=True):
        if cell is None or cell in seen:
            continue
        seen.add(cell)
        own.append(Span(cell.start, cell.end))
        names.append(name)
    written = [span for span in own if document.text[span.start : span.end].strip()]
    if not written:
        return None
    last = max(cell.row for cell in seen)
    here = [Span(cell.start, cell.end) for cell in seen if cell.row == last and cell.end > cell.start]
    start, end = min(span.start for span in here or written), max(span.end for span in here or written)
    return Item(start=start, end=end, kind="row", level=0, cells=tuple(own), columns=tuple(names))
