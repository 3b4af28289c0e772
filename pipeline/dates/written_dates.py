"""Read a fully written date (ngày 06 tháng 4 năm 2022); dateparser does it, and is given nothing else.

dateparser completes what a text leaves open from the clock, so it gets only an isolated date with day, month and year,
must
find all three, and may not use its relative or guessing parsers.
"""

import datetime
import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@functools.cache
def _parser() -> "DateDataParser":
    # Loaded with the first date written in words.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["vi"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"},
    )


@functools.lru_cache(4096)
def read_written(text: str) -> datetime.date | None:
    """The day of an isolated, complete date; None where there is no such day.

    >>> read_written("ngày 06 tháng 4 năm 2022"), read_written("ngày 31 tháng 11 năm 2026")
    (datetime.date(2022, 4, 6), None)
    """
    found = _parser().get_date_data(text).date_obj
    return found.date() if found else None
