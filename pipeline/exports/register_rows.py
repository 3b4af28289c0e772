"""What a register says of one document: its values as they stand, and in words what is unknown or in doubt."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.exports.table import Cell
from pipeline.models import Header, TextField
from pipeline.shown import FIELD_NAMES, as_date, one_line, shown_date
from pipeline.store.records import StoredDocument
from rules.spelling import fold, level

_WRITTEN_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)(?!\d)")
_DATED_SYMBOL = re.compile(r"(?:19|20)\d\d/")
ITALICS = "Chữ nghiêng trong bảng là giá trị máy đọc được nhưng chưa chắc chắn."
_WHAT_IS_MISSING = {
    "missing": "không đọc được",
    "absent": "văn bản không ghi",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the store that was read, ready to be put into a register."""

    document: StoredDocument
    header: Header

    @property
    def date(self) -> datetime.date | None:
        """The day of issue, where it is known."""
        return as_date(self.header.date.value)

    @property
    def year(self) -> int | None:
        """The year of issue: of the date, or the one that is written where the day or month was left blank."""
        value = self.header.date.value
        if value and value[:4].isdecimal():
            return int(value[:4])
        written = _WRITTEN_YEAR.search(level(self.header.date.raw or ""))
        return int(written[1]) if written else None


def entries(documents: Iterable[StoredDocument]) -> list[Entry]:
    """The documents that stand in registers: read, not set apart and not replaced by another version."""
    return [
        Entry(document, document.directive.header)
        for document in documents
        if document.directive and document.state not in {"withdrawn", "set_apart", "failed"}
    ]


def full_code(header: Header) -> str:
    """The whole number and symbol, as printed; where a person has set one of its parts, with that part.

    The mark between them is the printed one; where none is printed it follows from the symbol: the Party writes
    `70-KH/TU`, the state `168/KH-UBND` (NĐ 30/2020/NĐ-CP, PL I; Hướng dẫn 36-HD/VPTW).
    """
    number, symbol, code = header.number, header.symbol, header.code
    printed = code.value or ""
    if code.status == "confirmed" or "confirmed" not in {number.status, symbol.status}:
        return printed or number.value or ""
    read = str((number.machine or {}).get("value") or "") if number.machine else number.value or ""
    mark = printed[len(read) : len(read) + 1] if printed.startswith(read) else ""
    if mark not in {"/", "-"}:
        party = "/" in (symbol.value or "") and not _DATED_SYMBOL.match(symbol.value or "")
        mark = "-" if party else "/"
    return f"{number.value or ''}{mark}{symbol.value}" if symbol.value else number.value or ""


def cell(field: TextField, text: str | None = None) -> Cell:
    """A field's value in a cell; empty where it is unknown."""
    shown = one_line(field.value or "" if text is None else text)
    return Cell(shown, doubtful=bool(shown) and field.status == "review")


def date_cell(field: TextField) -> Cell:
    """A date in a cell, as a day where it is one."""
    return Cell(shown_date(field.value), date=as_date(field.value), doubtful=field.status == "review")


def weakest(header: Header) -> TextField:
    """Of code, number and symbol the one in doubt; the code where none is."""
    if header.code.status == "confirmed":
        return header.code
    parts = (header.code, header.number, header.symbol)
    return next((field for field in parts if field.value and field.status == "review"), header.code)


def code_cell(header: Header) -> Cell:
    """Number and symbol in a cell; in doubt where one of them is."""
    text = one_line(full_code(header))
    return Cell(text, doubtful=bool(text) and weakest(header).status == "review")


def summary_cell(header: Header) -> Cell:
    """The summary in a cell; a register tells none of a document with a secrecy mark (NĐ 63/2026/NĐ-CP, Điều 6)."""
    return Cell() if header.secrecy.value else cell(header.summary)


def remarks(header: Header) -> tuple[str, ...]:
    """What is unknown or in doubt in a register's row, in Vietnamese, with the reader's reasons."""
    code = code_cell(header)
    fields = {"issuer": header.issuer, "type": header.type, "code": weakest(header) if code.text else header.code}
    fields |= {"date": header.date} if header.secrecy.value else {"date": header.date, "summary": header.summary}
    said = []
    for name, field in fields.items():
        reason = f" ({'; '.join(one_line(each).rstrip('.') for each in field.reasons)})" if field.reasons else ""
        if not field.value and not (name == "code" and code.text):
            said.append(f"{FIELD_NAMES[name]}: {_WHAT_IS_MISSING.get(field.status, 'chưa có')}{reason}")
        elif field.status == "review":
            said.append(f"{FIELD_NAMES[name]}: cần xem lại{reason}")
    if code.text and not header.number.value:
        said.append("Số văn bản: còn để trống")
    if header.secrecy.value:
        said.append("Trích yếu: không ghi vì văn bản có độ mật")
    return tuple(said)


def concerns(words: str | None, document: StoredDocument) -> bool:
    """Whether topic or summary of a document hold all the words; typed without tone marks they are found too."""
    if not words:
        return True
    spell = fold if fold(words) == words.lower() else level
    summary = document.directive.header.summary.value if document.directive else None
    there = spell(f"{document.topic or ''} {summary or ''}")
    return all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", there) for word in spell(words).split())


def in_direction(document: StoredDocument, direction: str) -> bool:
    """Whether a document came in (`den`) or went out (`di`); what no folder's name says came in, as an inbox has it."""
    return direction == "all" or (document.direction or "den") == direction


def numbered(rows: Iterable[int]) -> str:
    """Row numbers in few words.

    >>> numbered([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8–9'
    """
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
