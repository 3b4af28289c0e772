"""A register before it is a file: title lines, columns, rows and the notes below, the same for DOCX and XLSX."""

import datetime
from dataclasses import dataclass
from typing import Literal

FONT = "Times New Roman"
# NĐ 30/2020/NĐ-CP, PL I: 20 to 25 mm above and below, 30 to 35 on the left, 15 to 20 on the right; type of 13 or 14,
# in tables a bit less.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
NOTES_TITLE = "Văn thư cần bổ sung, kiểm tra:"
TITLE_SIZE, CELL_SIZE, PAGE_NUMBER_SIZE = 14, 12, 13


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in millimetres and how its cells stand."""

    heading: str
    width: float
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; `date` where it is a whole day; a `doubtful` value is set in italics."""

    text: str = ""
    date: datetime.date | None = None
    number: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: `notes` for the clerk come below the table; `landscape` lays the A4 page on its side."""

    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as one of the sheets of a workbook, under its name."""

    name: str
    table: Table
