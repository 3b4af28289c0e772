"""Calendar windows, and the arithmetic of months: no trees, no texts."""

import calendar
import datetime
from dataclasses import dataclass

_ONE = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both included; `time` is the hour that bounds the last day."""

    start: datetime.date
    end: datetime.date
    time: str | None = None


def real_day(year: int, month: int, day: int) -> datetime.date | None:
    """The day, -1 being the month's last, -2 the one before; None where the month has no such day.

    >>> real_day(2024, 2, -1), real_day(2026, 11, 31)
    (datetime.date(2024, 2, 29), None)
    """
    last = calendar.monthrange(year, month)[1]
    day = last + 1 + day if day < 0 else day
    return datetime.date(year, month, day) if 1 <= day <= last else None


def months_window(year: int, first: int, last: int) -> Window:
    """Whole months of one year.

    >>> months_window(2024, 4, 6)
    Window(start=datetime.date(2024, 4, 1), end=datetime.date(2024, 6, 30), time=None)
    """
    return Window(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, clamped to the month's end.

    >>> add_months(datetime.date(2022, 1, 31), 1)
    datetime.date(2022, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def part_of(part: str, held: Window) -> Window | None:
    """The part of a window: tenths of a month, months of a quarter, quarters of a year, the halves of each.

    >>> part_of("first", months_window(2024, 1, 12)).end
    datetime.date(2024, 3, 31)
    """
    months = (held.end.year - held.start.year) * 12 + held.end.month - held.start.month + 1
    if (held.end - held.start).days < 7:
        ends = {"first": (0, 1), "middle": (2, 2), "last": (3, 4)}.get(part)
        return Window(held.start + ends[0] * _ONE, held.start + ends[1] * _ONE) if ends else None
    if months == 1:
        days = {"first": (1, 10), "middle": (11, 20), "last": (21, -1), "half1": (1, 15), "half2": (16, -1)}[part]
        first, last = (real_day(held.start.year, held.start.month, day) for day in days)
        return Window(first, last) if first and last else None
    third, half = max(1, months // 4 if months >= 12 else months // 3), months // 2
    bounds = {
        "first": (0, third), "middle": (third, months - third), "last": (months - third, months), "half1": (0, half),
        "half2": (half, months),
    }[part]  # fmt: skip
    start = add_months(held.start.replace(day=1), bounds[0])
    return Window(start, add_months(held.start.replace(day=1), bounds[1]) - _ONE)
