"""Recurrences to RFC 5545 rules, and the first day of a rule on or after the document's date.

Where no day is named, the last one of the period counts; quarters are written with BYMONTH, which needs no phase;
`trước` moves the day one back.
"""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import replace

from dateutil.rrule import rrulestr

from extractors.finding.times.tree import (
    Day,
    Every,
    Feast,
    LastWorkingDay,
    Listed,
    Month,
    Months,
    Node,
    Part,
    Quarter,
    Span,
    Step,
    Week,
)  # fmt: skip
from pipeline.dates.neighbours import lend

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_QUARTER_MONTHS = {1: (1, 4, 7, 10), 2: (2, 5, 8, 11), -1: (3, 6, 9, 12)}
_QUARTER_ENDS = "3,6,9,12"
_BARE = {
    "day": "FREQ=DAILY",
    "week": "FREQ=WEEKLY;BYDAY=FR",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": f"FREQ=YEARLY;BYMONTH={_QUARTER_ENDS};BYMONTHDAY=-1",
    "half": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
}
_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}


def rule_of(every: Every) -> str | None:
    """The rule of a recurrence; None where the text names no period (định kỳ) or one that no rule can hold.

    >>> rule_of(Every("month", at=Day(15), exclusive=True))
    'FREQ=MONTHLY;BYMONTHDAY=14'
    >>> rule_of(Every("year", 2)), rule_of(Every("year", times=2))
    ('FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=31', 'FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1')
    """
    if every.unit is None:
        return None
    if every.times > 1:
        return _several_times(every)
    if every.interval > 1:
        return _interval(every)
    at = every.at
    if at is None:
        return _BARE.get(every.unit)
    if isinstance(at, LastWorkingDay):
        return _working_day(every, at)
    if isinstance(at, Span):
        at = at.last
    days = lend(at.items) if isinstance(at, Listed) else [at]
    return _at_days(every, [day for day in days if day is not None])


def _several_times(every: Every) -> str | None:
    if every.unit == "year" and 12 % every.times == 0:
        if every.times == 12:
            return _BARE["month"]
        months = range(12 // every.times, 13, 12 // every.times)
        return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY=-1"
    if every.unit == "month":
        return {2: "FREQ=MONTHLY;BYMONTHDAY=15,-1", 4: "FREQ=WEEKLY;BYDAY=FR"}.get(every.times, _BARE["month"])
    return _BARE["month"] if (every.unit, every.times) == ("quarter", 3) else _BARE.get(every.unit or "")


def _interval(every: Every) -> str | None:
    if every.unit == "month" and 12 % every.interval == 0:
        months = range(every.interval, 13, every.interval)
        return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY=-1"
    bare = {"day": "", "week": ";BYDAY=FR", "month": ";BYMONTHDAY=-1", "year": ";BYMONTH=12;BYMONTHDAY=31"}
    if every.unit == "quarter":
        return f"FREQ=MONTHLY;INTERVAL={3 * every.interval};BYMONTHDAY=-1"
    return f"FREQ={_FREQUENCY[every.unit]};INTERVAL={every.interval}{bare[every.unit]}" if every.unit in bare else None


def _joined(numbers: Iterable[object]) -> str:
    return ",".join(str(number) for number in numbers)


def _working_day(every: Every, at: LastWorkingDay) -> str | None:
    days = "BYDAY=MO,TU,WE,TH,FR"
    if every.unit == "week":
        return f"FREQ=WEEKLY;BYDAY={'FR' if at.ordinal < 0 else 'MO'}"
    months = {
        "month": "",
        "quarter": "BYMONTH=" + _joined(_QUARTER_MONTHS[at.ordinal]) + ";",
        "year": f"BYMONTH={12 if at.ordinal < 0 else 1};",
    }
    return f"FREQ=MONTHLY;{months[every.unit]}{days};BYSETPOS={at.ordinal}" if every.unit in months else None


def _at_days(every: Every, days: list[Node]) -> str | None:
    first = days[0]
    if isinstance(first, Feast):
        return None if first.lunar else _at_days(every, [Day(first.day, first.month)])
    if isinstance(first, Week):
        return _week(first)
    if isinstance(first, Part):
        return _part(every, first)
    if isinstance(first, Month | Quarter | Months):
        return _period(days, exclusive=every.exclusive)
    if not isinstance(first, Day):
        return _BARE.get(every.unit or "")
    known = [day for day in days if isinstance(day, Day)]
    if any(day.lunar for day in known):
        return None
    if first.day is None and isinstance(first.of, Week):
        return f"FREQ=MONTHLY;BYDAY={first.of.ordinal}{_weekday(first, every)}"
    if first.day is None:
        weekdays = _joined(_weekday(day, every) for day in known)
        return f"FREQ={'MONTHLY' if every.unit == 'month' else 'WEEKLY'};BYDAY={weekdays}"
    known = [_day_before(day) for day in known] if every.exclusive else known
    if first.month is not None:
        return _yearly(known)
    numbers = _joined(day.day for day in known)
    if every.unit == "quarter":
        months: tuple[int, ...] = _QUARTER_MONTHS.get(every.month_in or -1, ())
        if every.exclusive and first.day == 1:
            months = tuple(sorted((month - 2) % 12 + 1 for month in months))
        return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY={numbers}"
    if every.unit == "year" and first.day in {1, -1}:
        return f"FREQ=YEARLY;BYMONTH={12 if known[0].day == -1 else 1};BYMONTHDAY={numbers}"
    return f"FREQ=MONTHLY;BYMONTHDAY={numbers}" if every.unit == "month" else None


def _weekday(day: Day, every: Every) -> str:
    place = day.weekday or 0
    # With an hour the day itself counts, as everywhere.
    return _WEEKDAYS[(place - 1) % 7 if every.exclusive and not day.clock else place]


def _day_before(day: Day) -> Day:
    """The day before, for an exclusive bound; with an hour the day itself counts."""
    if day.clock or day.day is None:
        return day
    if day.month is None or day.day == -1:
        return replace(day, day=-1 if day.day == 1 else day.day - 1 if day.day > 0 else -2)
    if day.day > 1:
        return replace(day, day=day.day - 1)
    month = day.month - 1 or 12
    # The end of February moves with the year, so it is counted from behind.
    return replace(day, month=month, day=-1 if month == 2 else calendar.monthrange(2023, month)[1])


def _yearly(days: list[Day]) -> str | None:
    pairs = [(day.month, day.day) for day in days]
    months, numbers = sorted({m for m, _ in pairs if m}), sorted({d for _, d in pairs if d})
    if len(numbers) > 1 and len(months) > 1:
        # One rule cannot hold days that differ from month to month; 30/6 and 31/12 are the months' ends.
        if all((m, d) in {(3, 31), (6, 30), (9, 30), (12, 31)} for m, d in pairs):
            return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY=-1"
        months, numbers = [pairs[0][0] or 1], [pairs[0][1] or 1]
    return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY={_joined(numbers)}"


def _period(periods: list[Node], *, exclusive: bool) -> str:
    """A named month or quarter of each year: due on its last day, or the day before its first."""
    months = []
    for period in periods:
        if isinstance(period, Month):
            last, size = period.month, 1
        elif isinstance(period, Quarter):
            last, size = 3 * period.quarter, 3
        else:
            last, size = (period.last, period.last - period.first + 1) if isinstance(period, Months) else (12, 12)
        months.append((last - size - 1) % 12 + 1 if exclusive else last)
    return f"FREQ=YEARLY;BYMONTH={_joined(sorted(months))};BYMONTHDAY=-1"


def _part(every: Every, at: Part) -> str | None:
    unit = every.unit
    if isinstance(at.of, Month):
        day = {"first": 10, "middle": 20, "half1": 15}.get(at.part, -1)
        return f"FREQ=YEARLY;BYMONTH={at.of.month};BYMONTHDAY={day}"
    if unit == "month":
        day = {"first": 10, "middle": 20, "half1": 15}.get(at.part, -1)
        return f"FREQ=MONTHLY;BYMONTHDAY={day}"
    if unit == "week":
        return f"FREQ=WEEKLY;BYDAY={ {'first': 'TU', 'middle': 'WE'}.get(at.part, 'FR') }"
    if unit == "quarter":
        months = _QUARTER_MONTHS[{"first": 1, "middle": 2}.get(at.part, -1)]
        return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY=-1"
    month = {"first": 3, "middle": 9, "half1": 6}.get(at.part, 12)
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1"


def _week(at: Week) -> str:
    """Week 1 holds the first Thursday, so its Friday is one of the days 2 to 8."""
    if at.ordinal < 0 or not isinstance(at.of, Step):
        return "FREQ=MONTHLY;BYDAY=-1FR"
    first = 7 * at.ordinal - 5
    return f"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY={_joined(range(first, first + 7))}"


def first_day(rule: str, date: datetime.date) -> datetime.date | None:
    """The first day of a rule on or after the document's date; None where its phase is not known.

    >>> first_day("FREQ=MONTHLY;BYMONTHDAY=14", datetime.date(2022, 2, 7))
    datetime.date(2022, 2, 14)
    """
    if "INTERVAL" in rule:
        return None
    begin = datetime.datetime.combine(date, datetime.time())
    found = rrulestr(rule, dtstart=begin).after(begin, inc=True)
    return found.date() if found else None
