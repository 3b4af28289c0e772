"""Working days of the public sector: Monday to Friday without public holidays, with Saturdays worked in exchange.

Source: Bộ luật Lao động 2019, Điều 111-112, and the yearly notices on days given in exchange, as the `holidays`
package has
them, with rules/holidays.toml laid over.
"""

import datetime
import functools
from typing import TYPE_CHECKING, NamedTuple

from rules.loader import load

if TYPE_CHECKING:
    from holidays.holiday_base import HolidayBase

_ONE = datetime.timedelta(days=1)


class Reached(NamedTuple):
    """The day that was counted to; `covered` is False where a year on the way has no published holidays."""

    day: datetime.date
    covered: bool


@functools.cache
def _calendar(year: int) -> "HolidayBase":
    # Loaded with the first working day that is counted: most documents have none.
    import holidays

    return holidays.country_holidays("VN", years=year)


@functools.cache
def _laid_over() -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    days = load("holidays").tables["days"]
    return frozenset(days.get("off", ())), frozenset(days.get("worked", ()))


def covered(year: int) -> bool:
    """Whether the public holidays of a year are published ones."""
    tables = load("holidays").tables
    return int(tables["first_year"]) <= year <= int(tables["last_year"])


@functools.lru_cache(8192)
def is_working_day(day: datetime.date) -> bool:
    """Whether the public sector works on that day.

    >>> is_working_day(datetime.date(2022, 5, 3)), is_working_day(datetime.date(2024, 5, 4))
    (False, True)
    """
    off, worked = _laid_over()
    if day in off or day in worked:
        return day in worked
    return bool(_calendar(day.year).is_working_day(day))


def add_working_days(start: datetime.date, count: int) -> Reached | None:
    """The day `count` working days after `start` (before it, where negative); `start` itself is not counted.

    Bộ luật Dân sự 2015, Điều 147: the first day of a period is not counted.

    >>> add_working_days(datetime.date(2022, 4, 27), 10)
    Reached(day=datetime.date(2022, 5, 13), covered=True)
    """
    step = _ONE if count >= 0 else -_ONE
    day, left = start, abs(count)
    while left:
        if not datetime.date(1902, 1, 1) < day < datetime.date(2099, 12, 1):
            return None
        day += step
        left -= is_working_day(day)
    return Reached(day, covered(start.year) and covered(day.year))


def next_working_day(day: datetime.date) -> datetime.date:
    """The day itself where it is worked, else the first one after it (Bộ luật Dân sự 2015, Điều 148 khoản 5)."""
    while not is_working_day(day):
        day += _ONE
    return day
