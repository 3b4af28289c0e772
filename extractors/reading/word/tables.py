"""Tell tables that list something from those that only set columns beside each other, and write both down.

The head and the foot of an official document are set as tables without borders; a clerk sees two columns there.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.document import Zone
from extractors.reading.word.blocks import Block, Grid, GridCell
from extractors.reading.word.columns import in_columns
from extractors.reading.word.inline import Paragraph
from extractors.reading.word.lines import joined, line_drafts
from extractors.reading.word.text import Assembly, CellDraft, LineDraft, TableDraft
from rules.loader import load

MOST_FRAME_CELLS = 16
MOST_FRAME_LENGTH = 150
LEAST_UNRULED = 3  # rows and columns from which on a table without borders is taken for one


def write_blocks(
    blocks: Iterable[Block], assembly: Assembly, *, zone: Zone = "body", column: int | None = None
) -> None:
    """Write blocks in reading order: lines for paragraphs, rows for tables, columns one after the other for frames."""
    for together, stretch in groupby(blocks, key=lambda block: isinstance(block, Paragraph)):
        if together:
            drafts = list(drafts_below(stretch))
            for draft, own in in_columns(drafts) if column is None else ((draft, column) for draft in drafts):
                assembly.add_line(draft, zone=zone, column=own)
        else:
            for grid in stretch:
                _write_grid(grid, assembly, zone, column)


def _write_grid(grid: Block, assembly: Assembly, zone: Zone, column: int | None) -> None:
    if isinstance(grid, Paragraph) or not any(True for _ in drafts_below([grid])):
        return
    if _lists_something(grid):
        assembly.add_table(_table(grid))
    else:
        _write_frame(grid, assembly, zone, column)


def _write_frame(grid: Grid, assembly: Assembly, zone: Zone, column: int | None) -> None:
    for row in grid.rows:
        filled = [place for place, cell in enumerate(row) if any(True for _ in drafts_below(cell.blocks))]
        for rank, place in enumerate(filled):
            inner = column
            if column is None and len(row) > 1:
                inner = rank if len(filled) > 1 else int(2 * place >= len(row))
            write_blocks(row[place].blocks, assembly, zone=zone, column=inner)


def drafts_below(blocks: Iterable[Block]) -> Iterator[LineDraft]:
    """All lines of the blocks, those of tables cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from line_drafts(block)
        else:
            for row in block.rows:
                for cell in row:
                    yield from drafts_below(cell.blocks)


def _lists_something(grid: Grid) -> bool:
    cells = [cell for row in grid.rows for cell in row]
    width = max(len(row) for row in grid.rows)
    if width < 2:
        return False
    ruled = 2 * sum(cell.ruled for cell in cells) >= len(cells)
    if len(cells) <= MOST_FRAME_CELLS and is_frame((draft.text for draft in drafts_below([grid])), sure=ruled):
        return False
    if ruled:
        return True
    if width < LEAST_UNRULED or len(grid.rows) < LEAST_UNRULED:
        return False
    filled = sum(any(True for _ in drafts_below(cell.blocks)) for cell in cells)
    return 10 * filled >= 6 * len(cells)


def is_frame(lines: Iterable[str], *, sure: bool = False) -> bool:
    """Whether one of the lines belongs to the head or the foot of a document (rules/word_layout.toml).

    With `sure` only by the lines that stand nowhere else: motto, Party heading, recipients.

    >>> is_frame(["SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc"]), is_frame(["STT", "Nội dung"])
    (True, False)
    """
    marks = load("word_layout").group("frame.")
    if sure:
        marks = tuple(mark for mark in marks if mark.extra.get("sure"))
    return any(mark.search(line) for line in lines if len(line) <= MOST_FRAME_LENGTH for mark in marks)


def _table(grid: Grid) -> TableDraft:
    rows = [[_cell(cell) for cell in row] for row in grid.rows if row]
    return TableDraft(rows, grid.head_rows or _head_rows(rows))


def _cell(cell: GridCell) -> CellDraft:
    line = joined(drafts_below(cell.blocks))
    return CellDraft(line, cell.row, cell.column, cell.row_span, cell.column_span)


def _head_rows(rows: Sequence[Sequence[CellDraft]]) -> int:
    """How many rows name the columns: those in bold or beside a corner `STT`, and the row that numbers the columns."""
    first = rows[0]
    written = [cell for cell in first if cell.line.text]
    corner = bool(written) and load("word_layout").rule("table.head_cell").search(first[0].line.text) is not None
    if len(rows) < 2 or not (corner or (len(written) > 1 and all(cell.line.bold for cell in written))):
        return 0
    count = max((cell.row_span for cell in first if corner), default=1)
    mark = load("word_layout").rule("table.column_mark")
    if count < len(rows) and len(rows[count]) > 1 and all(mark.search(cell.line.text) for cell in rows[count]):
        count += 1
    return min(count, len(rows) - 1)
