"""What people type after an option, made into a value or refused in Vietnamese."""

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.errors import WrongUsage
from pipeline.store.times import VIETNAM, utc_text

Format = TypeVar("Format", bound=str)

# Other programs go by these endings: a file of another kind under such a name would not open.
_TELLING = {"json", "jsonl", "docx", "xlsx", "doc", "xls", "odt", "ods", "pdf", "csv", "xml", "html", "zip"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def whole_number(text: str) -> int:
    """A whole number.

    >>> whole_number("8000")
    8000

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return int(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải số nguyên") from problem


def year(text: str) -> int:
    """A year of documents, 1900 to 2999.

    Raises:
        argparse.ArgumentTypeError: it is none of these.
    """
    number = whole_number(text)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"năm phải từ {_FIRST_YEAR} đến {_LAST_YEAR}, không phải {text}")
    return number


def moment(text: str) -> str:
    """A date or time in ISO 8601 as the store writes times; without a zone it is meant as in Viet Nam.

    >>> moment("2026-04-06"), moment("2026-04-06T08:30:00+07:00"), moment("2026-04-06T01:30:00.5Z")
    ('2026-04-05T17:00:00.000Z', '2026-04-06T01:30:00.000Z', '2026-04-06T01:30:00.500Z')

    Raises:
        argparse.ArgumentTypeError: it is neither.
    """
    try:
        said = datetime.datetime.fromisoformat(text)
        return utc_text(said if said.tzinfo else said.replace(tzinfo=VIETNAM))
    except (ValueError, OverflowError) as problem:
        raise argparse.ArgumentTypeError(
            f"{text!r} không phải thời điểm ISO 8601, ví dụ 2026-04-06 hoặc 2026-04-06T08:30:00+07:00"
        ) from problem


def file_format(chosen: Format | None, out: Path | None, known: Sequence[Format]) -> Format:
    """The format of an export: the one that was asked for, else the one the file's name says, else the first known.

    >>> file_format(None, Path("pl2.XLSX"), ("docx", "xlsx")), file_format(None, Path("/dev/full"), ("docx", "xlsx"))
    ('xlsx', 'docx')

    Raises:
        WrongUsage: the file's name promises another format.
    """
    ending = out.suffix.lower().removeprefix(".") if out else ""
    named = next((format for format in known if format == ending), None)
    made = chosen or named or known[0]
    if ending in _TELLING and ending != made:
        raise WrongUsage(f"tên tệp kết thúc bằng .{ending} nhưng dữ liệu xuất ra là {made}; sửa --out hoặc --format")
    return made
