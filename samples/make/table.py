"""Tables of a Word file: the borderless grids of head and foot, and tables of data with merged cells."""

from collections.abc import Callable
from typing import Any

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

ABOVE, BEFORE = "^", "<"


def add_grid(word: WordFile, widths: list[float], rows: int) -> Table:
    """An empty table of columns with these widths in cm, without borders."""
    table = word.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return table


def add_table(word: WordFile, data: dict[str, Any], write: Callable[..., None]) -> None:
    """A table with borders.  A cell `^` belongs to the cell above it, a cell `<` to the one before it."""
    grid = [data["head"], *data["rows"]]
    table = add_grid(word, data["widths"], rows=len(grid))
    table.style = "Table Grid"
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in (ABOVE, BEFORE):
                continue
            bottom, right = corner(grid, row, column)
            cell = table.cell(row, column).merge(table.cell(bottom, right))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            wide = column != right
            middle = row == 0 or (column in data.get("centred", [0]) and not wide)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            write(paragraph, text, data.get("size", 12), bold=row == 0 or wide)
    keep_rows_whole(table)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def corner(grid: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """The last row and column that a cell covers.

    >>> corner([["A", "<"], ["1", "x"], ["2", "^"]], 0, 0), corner([["A", "<"], ["1", "x"], ["2", "^"]], 1, 1)
    ((0, 1), (2, 1))
    """
    bottom, right = row, column
    while bottom + 1 < len(grid) and grid[bottom + 1][column] == ABOVE:
        bottom += 1
    while right + 1 < len(grid[row]) and grid[row][right + 1] == BEFORE:
        right += 1
    return bottom, right


def keep_rows_whole(table: Table) -> None:
    """Let no row go on over a page break."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
