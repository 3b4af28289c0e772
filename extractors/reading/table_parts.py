"""Tables over page breaks: which parts are one table, which rows name its columns, which repeat them.

Comes in: the parts that stand on single pages.  Goes out: for each part where its rows belong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from extractors.reading.merged_cells import MergedCells, merged_cells
from extractors.reading.printed import PrintedCell, PrintedLine, PrintedPage, PrintedTable
from rules.loader import load
from rules.spelling import level

_NEAR = 9.0
"""Column borders of two parts agree within so many points (scans are not laid quite alike)."""
_MOST_HEAD_ROWS = 4


@dataclass
class Whole:
    """A table with its parts in order; `head_rows` of the first, and how many rows of each later one repeat it."""

    parts: list[PrintedTable]
    head_rows: int
    pages: list[int]
    repeated: list[int] = field(default_factory=lambda: [0])

    @cached_property
    def merged(self) -> MergedCells:
        """Its cells over several rows; to be asked when all parts are known."""
        return merged_cells(self.parts, self.repeated, self.pages)


def wholes_of(pages: list[PrintedPage]) -> dict[int, tuple[Whole, int]]:
    """For every part (by identity) the table it belongs to and its place there."""
    found: dict[int, tuple[Whole, int]] = {}
    open_whole: Whole | None = None
    for page in pages:
        parts = [block for block in page.blocks if isinstance(block, PrintedTable)]
        first_is_text = any(True for _ in _text_before_table(page))
        for number, part in enumerate(parts):
            if number == 0 and open_whole and not first_is_text and _same_columns(open_whole.parts[-1], part):
                whole = open_whole
                whole.parts.append(part)
                whole.pages.append(page.number)
                whole.repeated.append(_repeated(whole, part))
            else:
                whole = Whole([part], head_rows(part), [page.number])
            found[id(part)] = (whole, len(whole.parts) - 1)
            open_whole = whole
        if not parts or _text_after_table(page):
            open_whole = None
    return found


def _beside_the_text(block: PrintedLine | PrintedTable) -> bool:
    return isinstance(block, PrintedLine) and block.zone in ("page_number", "running_head", "footnote", "stamp")


def _text_before_table(page: PrintedPage) -> Iterator[PrintedLine]:
    for block in page.blocks:
        if isinstance(block, PrintedTable):
            return
        if not _beside_the_text(block):
            yield block


def _text_after_table(page: PrintedPage) -> bool:
    for block in reversed(page.blocks):
        if isinstance(block, PrintedTable):
            return False
        if not _beside_the_text(block):
            return True
    return True


def _same_columns(a: PrintedTable, b: PrintedTable) -> bool:
    """Whether the column borders agree, once the left ones are laid on each other."""
    if len(a.edges) != len(b.edges):
        return False
    shift = b.edges[0] - a.edges[0]
    return abs(shift) < 40 and all(abs(y - x - shift) <= _NEAR for x, y in zip(a.edges, b.edges, strict=True))


def _texts(row: list[PrintedCell]) -> list[str]:
    return ["".join(level(cell.text).split()) for cell in row]


def _repeated(whole: Whole, part: PrintedTable) -> int:
    """How many rows at the top of a later part say the same as the first part's head."""
    first, rows = whole.parts[0].rows(), part.rows()
    count = 0
    for mine, theirs in zip(first[:_MOST_HEAD_ROWS], rows, strict=False):
        if not any(_texts(mine)) or _texts(mine) != _texts(theirs):
            break
        count += 1
    whole.head_rows = max(whole.head_rows, count)
    return count


def head_rows(table: PrintedTable) -> int:
    """How many rows at the top name the columns by known words or bold print, with the row that counts them."""
    rows = [row for row in table.rows() if row]
    if len(rows) < 2:
        return 0
    count = 0
    for at, row in enumerate(rows[:_MOST_HEAD_ROWS]):
        across = sum(cell.column_span for cell in row)
        if len(row) == 1 and across > 1 and at == 0:
            continue
        if not _names_columns(row, table):
            break
        count = max(at + 1, *(cell.row - rows[0][0].row + cell.row_span for cell in row if cell.row_span < 4), 1)
        if at + 1 < count:
            break
    if 0 < count < len(rows) and _counts_columns(rows[count]):
        count += 1
    return count if count < len(rows) else 0


def _names_columns(row: list[PrintedCell], table: PrintedTable) -> bool:
    filled = [level(cell.text) for cell in row if cell.tokens]
    if len(filled) < 2 or any(len(text) > 120 for text in filled):
        return False
    rules = load("tables")
    if rules.rule("head.number").pattern.search(filled[0]):
        return True
    known = sum(rules.rule("head.column").pattern.search(text) is not None for text in filled)
    if known * 2 >= len(filled) and known >= 2:
        return True
    return _bold(row) and not all(_bold(other) for other in table.rows()[1:4] if other)


def _bold(row: list[PrintedCell]) -> bool:
    marks = [token.bold for cell in row for token in cell.tokens]
    return bool(marks) and all(mark is True for mark in marks)


def _counts_columns(row: list[PrintedCell]) -> bool:
    pattern = load("tables").rule("head.counted").pattern
    filled = [level(cell.text) for cell in row if cell.tokens]
    return len(filled) >= 2 and len(filled) == len(row) and all(pattern.search(text) for text in filled)
