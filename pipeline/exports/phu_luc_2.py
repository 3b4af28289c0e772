"""Phụ lục 2: the list of the documents issued in a year, as offices hand it in with their yearly report.

Comes in: documents of the store.  Goes out: a `Register`, and that as a Word or an Excel file.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.exports.docx_table import write_docx as write_docx_table
from pipeline.exports.register_rows import (
    ITALICS,
    Entry,
    cell,
    code_cell,
    concerns,
    date_cell,
    entries,
    in_direction,
    numbered,
    remarks,
    summary_cell,
)
from pipeline.exports.table import Cell, Column, Sheet, Table
from pipeline.exports.xlsx_table import write_xlsx as write_xlsx_table
from pipeline.shown import alphabetical, one_line
from pipeline.store.records import StoredDocument

TITLE = "PHỤ LỤC 2"
COLUMNS = (
    Column("STT", 11, "center"),
    Column("Cơ quan ban hành", 32),
    Column("Thể loại", 20),
    Column("Số hiệu văn bản", 30),
    Column("Thời gian ban hành", 23, "center"),
    Column("Trích yếu", 49),
)
SUBTITLE = "Thống kê các văn bản đã ban hành"


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the register, with what a clerk has to look at (`remarks`, Vietnamese)."""

    issuer: Cell
    type: Cell
    code: Cell
    date: Cell
    summary: Cell
    file_name: str
    approved: bool
    remarks: tuple[str, ...]

    def cells(self, number: int) -> tuple[Cell, ...]:
        """The row as it stands in the table."""
        return Cell(str(number), number=number), self.issuer, self.type, self.code, self.date, self.summary


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of a year in their order; `outside` tells of documents that are in no row, and why (Vietnamese)."""

    year: int
    rows: tuple[Row, ...]
    outside: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The second title line."""
        return f"{SUBTITLE} năm {self.year}"

    def notes(self) -> list[str]:
        """What is named below the table for the clerk."""
        told = [
            f"Dòng {number} (tệp {row.file_name}): {'; '.join(row.remarks)}."
            for number, row in enumerate(self.rows, 1)
            if row.remarks
        ]
        if any(each.doubtful for row in self.rows for each in row.cells(0)):
            told.insert(0, ITALICS)
        waiting = [number for number, row in enumerate(self.rows, 1) if not row.approved]
        if waiting:
            told.append(f"Chưa duyệt: dòng {numbered(waiting)}.")
        nothing = [] if self.rows else [f"Chưa có văn bản nào của năm {self.year}."]
        return nothing + told + list(self.outside)


def build_rows(
    documents: Iterable[StoredDocument],
    *,
    year: int,
    direction: Literal["den", "di", "all"] = "all",
    topic: str | None = None,
    state: str | None = None,
) -> Register:
    """The register of a year: by date, then the documents whose year is unknown.

    Args:
        documents: all documents of the store.
        year: the year of issue.
        direction: `den` those that came in, `di` those that went out, `all` both.
        topic: words that topic or summary must hold.
        state: only documents in that state.
    """
    wanted = [each for each in documents if in_direction(each, direction) and state in {None, each.state}]
    issued = [entry for entry in entries(wanted) if entry.year in {year, None} and concerns(topic, entry.document)]
    rows = tuple(_row(entry) for entry in sorted(issued, key=_order))
    return Register(year, rows, tuple(_outside(wanted, topic)))


def _order(entry: Entry) -> tuple[object, ...]:
    """By date; a month without a day after its days; documents of an unknown day, then of an unknown year, last."""
    header = entry.header
    day = entry.date or datetime.date.max
    month = (header.date.value or "9999")[:7] if entry.year else "9999"
    number = re.match(r"\d+", header.number.value or "")
    return (
        entry.year or 9999,
        month,
        day,
        alphabetical(header.issuer.value or ""),
        int(number[0]) if number else 0,
        header.code.value or "",
        entry.document.file_name,
        entry.document.id,
    )


def _row(entry: Entry) -> Row:
    header = entry.header
    return Row(
        issuer=cell(header.issuer),
        type=cell(header.type),
        code=code_cell(header),
        date=date_cell(header.date),
        summary=summary_cell(header),
        file_name=one_line(entry.document.file_name),
        approved=entry.document.state == "approved",
        remarks=remarks(header),
    )


def _outside(documents: Sequence[StoredDocument], topic: str | None) -> Iterable[str]:
    """Documents that cannot be in a row: not read, failed, or set apart for their secrecy."""
    hidden = sum(document.state == "set_apart" for document in documents)
    for document in documents:
        if document.directive or document.state in {"withdrawn", "set_apart"} or not concerns(topic, document):
            continue
        why = document.error.message if document.error else "Văn bản chưa đọc xong."
        yield f"Không có trong bảng: tệp {one_line(document.file_name)}. {why}"
    if hidden:
        yield f"Không có trong bảng: {hidden} văn bản mang dấu chỉ độ mật, đặt riêng và đăng ký theo quy định riêng."


def _table(register: Register) -> Table:
    rows = tuple(row.cells(number) for number, row in enumerate(register.rows, 1))
    return Table((TITLE, register.title), COLUMNS, rows, tuple(register.notes()))


def write_docx(register: Register, path: Path) -> None:
    """Write the register as a Word file.

    Raises:
        OutputUnwritable: the file cannot be written.
    """
    write_docx_table(_table(register), path)


def write_xlsx(register: Register, path: Path) -> None:
    """Write the register as an Excel file.

    Raises:
        OutputUnwritable: the file cannot be written.
    """
    write_xlsx_table([Sheet("Phụ lục 2", _table(register))], path)
