"""The register of incoming documents (sổ đăng ký văn bản đến), in the columns of NĐ 30/2020/NĐ-CP, PL IV.

Comes in: documents of the store with their số đến.  Goes out: an Excel file with one sheet for each register.
"""

from collections.abc import Iterable
from pathlib import Path

from pipeline.exports.register_rows import ITALICS, cell, code_cell, date_cell, numbered, remarks, summary_cell
from pipeline.exports.table import Cell, Column, Sheet, Table
from pipeline.exports.xlsx_table import write_xlsx as write_xlsx_table
from pipeline.shown import as_date, one_line, shown_date
from pipeline.store.records import StoredDocument

TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"
# Laid over the 252 mm between the margins of a page on its side.
COLUMNS = (
    Column("Ngày đến", 22, "center"),
    Column("Số đến", 15, "center"),
    Column("Tác giả", 34),
    Column("Số, ký hiệu văn bản", 28),
    Column("Ngày tháng văn bản", 22, "center"),
    Column("Tên loại và trích yếu nội dung văn bản", 55),
    Column("Đơn vị hoặc người nhận", 24),
    Column("Ngày chuyển", 16, "center"),
    Column("Ký nhận", 16),
    Column("Ghi chú", 20),
)
REPLACED = "Đã có bản khác thay thế"
DEFAULT_REGISTER = "den"


def build_sheets(documents: Iterable[StoredDocument], *, year: int) -> list[Sheet]:
    """The registers of a year, each by số đến; one that has no entry yet stands there empty.

    A version that another one replaces keeps its row: the numbers have no gaps.
    """
    registers: dict[str, list[StoredDocument]] = {}
    for document in documents:
        day = as_date(document.arrival_date)
        if document.arrival_number is not None and day and day.year == year:
            registers.setdefault(document.register or DEFAULT_REGISTER, []).append(document)
    if not registers:
        registers[DEFAULT_REGISTER] = []
    several = len(registers) > 1
    return [
        Sheet(f"Sổ {name}", _table(sorted(entered, key=_number), f"Năm {year}" + (f" – sổ {name}" if several else "")))
        for name, entered in sorted(registers.items())
    ]


def write_xlsx(documents: Iterable[StoredDocument], path: Path, *, year: int) -> int:
    """Write the incoming registers of a year; returns the number of entries.

    Raises:
        OutputUnwritable: the file cannot be written.
    """
    sheets = build_sheets(documents, year=year)
    write_xlsx_table(sheets, path)
    return sum(len(sheet.table.rows) for sheet in sheets)


def _number(document: StoredDocument) -> int:
    return document.arrival_number or 0


def _table(documents: list[StoredDocument], subtitle: str) -> Table:
    rows = tuple(_row(document) for document in documents)
    notes = [
        f"Số đến {document.arrival_number} (tệp {one_line(document.file_name)}): {'; '.join(told)}."
        for document in documents
        if document.directive and (told := remarks(document.directive.header))
    ]
    if any(each.doubtful for row in rows for each in row):
        notes.insert(0, ITALICS)
    waiting = [_number(document) for document in documents if document.state in {"received", "read", "in_review"}]
    if waiting:
        notes.append(f"Chưa duyệt: số đến {numbered(waiting)}.")
    return Table((TITLE, one_line(subtitle)), COLUMNS, rows, tuple(notes), landscape=True)


def _row(document: StoredDocument) -> tuple[Cell, ...]:
    arrived = Cell(shown_date(document.arrival_date), date=as_date(document.arrival_date))
    number = Cell(str(document.arrival_number), number=document.arrival_number)
    unit = Cell(one_line(document.unit or ""))
    remark = Cell(REPLACED if document.state == "withdrawn" else "")
    if document.directive is None:
        return arrived, number, Cell(), Cell(), Cell(), Cell(), unit, Cell(), Cell(), remark
    header = document.directive.header
    kind, summary = cell(header.type), summary_cell(header)
    about = Cell(
        ". ".join(part.text for part in (kind, summary) if part.text), doubtful=kind.doubtful or summary.doubtful
    )
    issued = (cell(header.issuer), code_cell(header), date_cell(header.date), about)
    return arrived, number, *issued, unit, Cell(), Cell(), remark
