"""Tables as an Excel file: printed on A4 with the margins of NĐ 30, and no cell that a spreadsheet would calculate."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.exports.table import (
    BOTTOM,
    CELL_SIZE,
    FONT,
    LEFT,
    NOTES_TITLE,
    PAGE_NUMBER_SIZE,
    RIGHT,
    TITLE_SIZE,
    TOP,
    Cell,
    Column,
    Sheet,
    Table,
)
from pipeline.exports.written import written_whole

_MM_A_CHARACTER, _POINTS_A_LINE, _MM_AN_INCH = 2.1, 16, 25.4
_FIRST_DAY = 1900
_FORBIDDEN_IN_NAME, _LONGEST_NAME = re.compile(r"[\\/*?:\[\]]"), 31
_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    """Write each table into a sheet; its head row is repeated on every printed page.

    Raises:
        OutputUnwritable: the file cannot be written.
    """
    book = Workbook()
    book.properties.creator, book.properties.title = "vanthu", sheets[0].table.titles[-1]
    for number, sheet in enumerate(sheets):
        page = book.active if number == 0 else book.create_sheet()
        assert isinstance(page, Worksheet)
        page.title = _FORBIDDEN_IN_NAME.sub(" ", sheet.name)[:_LONGEST_NAME]
        _fill(page, sheet.table)
    with written_whole(path) as made:
        book.save(made)


def _fill(page: Worksheet, table: Table) -> None:
    for number, title in enumerate(table.titles, 1):
        _write_across(page, number, title, len(table.columns), Font(name=FONT, size=TITLE_SIZE, bold=True), "center")
    head = len(table.titles) + 2
    _write_head(page, head, table.columns)
    for number, row in enumerate(table.rows, head + 1):
        _write_row(page, number, table.columns, row)
    _write_notes(page, head + len(table.rows) + 2, table)
    _set_page(page, head, landscape=table.landscape)


def _say(place: SheetCell, text: str) -> None:
    """Put a text as a text: what begins with = + - @ stays what it is, here and in every program that takes it on."""
    place.value = text or None
    if text:
        place.data_type = "s"
        place.quotePrefix = text[0] in "=+-@\t\r"


def _write_across(page: Worksheet, row: int, text: str, columns: int, font: Font, align: str) -> SheetCell:
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    place = page.cell(row, 1)
    assert isinstance(place, SheetCell)
    _say(place, text)
    place.font = font
    place.alignment = Alignment(horizontal=align, vertical="top", wrap_text=True)
    return place


def _write_head(page: Worksheet, row: int, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, 1):
        place = page.cell(row, number)
        assert isinstance(place, SheetCell)
        place.value = column.heading
        place.font = Font(name=FONT, size=CELL_SIZE, bold=True)
        place.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        place.border = _GRID
        page.column_dimensions[place.column_letter].width = column.width / _MM_A_CHARACTER
    page.freeze_panes = f"A{row + 1}"


def _write_row(page: Worksheet, row: int, columns: Sequence[Column], cells: Sequence[Cell]) -> None:
    for number, (column, cell) in enumerate(zip(columns, cells, strict=True), 1):
        place = page.cell(row, number)
        assert isinstance(place, SheetCell)
        place.font = Font(name=FONT, size=CELL_SIZE, italic=cell.doubtful)
        place.alignment = Alignment(horizontal=column.align, vertical="top", wrap_text=True)
        place.border = _GRID
        if cell.date and cell.date.year >= _FIRST_DAY:
            place.value = cell.date
            place.number_format = "dd/m/yyyy" if cell.date.month > 2 else "dd/mm/yyyy"
        elif cell.number is not None:
            place.value = cell.number
        else:
            _say(place, cell.text)


def _write_notes(page: Worksheet, row: int, table: Table) -> None:
    if not table.notes:
        return
    width = sum(column.width for column in table.columns) / _MM_A_CHARACTER
    lines = [(NOTES_TITLE, True), *((f"- {note}", False) for note in table.notes)]
    for number, (text, bold) in enumerate(lines, row):
        _write_across(page, number, text, len(table.columns), Font(name=FONT, size=CELL_SIZE, bold=bold), "left")
        page.row_dimensions[number].height = _POINTS_A_LINE * math.ceil((len(text) + 1) / width)


def _set_page(page: Worksheet, head: int, *, landscape: bool) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head}:{head}"
    margins = page.page_margins
    margins.left, margins.right = LEFT / _MM_AN_INCH, RIGHT / _MM_AN_INCH
    margins.top, margins.bottom, margins.header = TOP / _MM_AN_INCH, BOTTOM / _MM_AN_INCH, 10 / _MM_AN_INCH
    page.HeaderFooter.differentFirst = True
    number = page.oddHeader.center if page.oddHeader is not None else None
    if number is not None:
        number.text, number.font, number.size = "&P", f"{FONT},Regular", PAGE_NUMBER_SIZE
