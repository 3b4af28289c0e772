"""Trees of days and periods to calendar windows, missing parts closed by the document's date.

Comes in: a tree (extractors.finding.times.tree) and the date of the document, which may be unknown.  Goes out: a
window with
both ends included, or None where the text and the date do not say the days.  Nothing is read from the clock.
"""

import calendar
import datetime
from collections.abc import Callable
from typing import Any

from extractors.finding.times.tree import (
    Bound,
    Clock,
    Day,
    DayStep,
    Feast,
    Listed,
    Month,
    Months,
    Node,
    Now,
    Part,
    Quarter,
    SchoolYear,
    Span,
    Step,
    Week,
    Year,
    Years,
)  # fmt: skip
from pipeline.dates.calendar_days import Window, add_months, months_window, part_of, real_day
from pipeline.dates.lunar import from_lunar, year_of_cycle
from pipeline.dates.neighbours import filled, lend
from pipeline.dates.written_dates import read_written

_ONE = datetime.timedelta(days=1)


def window(node: Node | None, date: datetime.date | None) -> Window | None:
    """The window of a tree; `date` is that of the document."""
    resolve: Callable[[Any, datetime.date | None], Window | None] | None = _RESOLVERS.get(type(node))
    return resolve(node, date) if resolve else None


def _clock(clock: Clock | None) -> str | None:
    return clock.iso() if clock else None


def _single(day: datetime.date | None, clock: Clock | None = None) -> Window | None:
    return Window(day, day, _clock(clock)) if day else None


def _day(node: Day, date: datetime.date | None) -> Window | None:
    if node.lunar:
        return _single(_lunar(node, date), node.clock)
    if node.of is not None:
        return _single(_day_within(node, date), node.clock)
    if node.day is None:
        return _single(_next_weekday(node.weekday, date), node.clock)
    if node.words:
        return _single(read_written(node.words), node.clock)
    if node.month is None:
        return _single(_next_number(node.day, date), node.clock)
    if node.year is not None:
        return _single(real_day(node.year, node.month, node.day), node.clock)
    if date is None:
        return None
    found = (real_day(year, node.month, node.day) for year in range(date.year, date.year + 5))
    return _single(next((day for day in found if day and day >= date), None), node.clock)


def _next_weekday(weekday: int | None, date: datetime.date | None) -> datetime.date | None:
    if weekday is None or date is None:
        return None
    return date + datetime.timedelta(days=(weekday - date.weekday()) % 7)


def _next_number(number: int, date: datetime.date | None) -> datetime.date | None:
    """The first day of that number on or after the document's date."""
    if date is None:
        return None
    firsts = (add_months(date.replace(day=1), months) for months in range(13))
    found = (real_day(first.year, first.month, number) for first in firsts)
    return next((day for day in found if day and day >= date), None)


def _day_within(node: Day, date: datetime.date | None) -> datetime.date | None:
    """A day of a period that is named beside it: ngày 5 tháng sau, ngày cuối cùng của quý II."""
    held = window(node.of, date)
    if held is None:
        return None
    if node.day is not None and node.day < 0:
        return held.end + (node.day + 1) * _ONE
    if node.weekday is not None and node.day is None:
        return held.start + datetime.timedelta(days=node.weekday)
    if node.day is None:
        return None
    return real_day(held.start.year, node.month or held.start.month, node.day)


def _lunar(node: Day | Feast, date: datetime.date | None) -> datetime.date | None:
    if node.day is None or node.month is None:
        return None
    if node.year is not None:
        # «Tết Quý Mão 2023», «tháng Chạp năm 2023»: the year is the lunar year of that number.
        return from_lunar(node.day, node.month, node.year)
    if date is None:
        return None
    if node.cycle is not None:
        return from_lunar(node.day, node.month, year_of_cycle(node.cycle, date.year))
    found = (from_lunar(node.day, node.month, year) for year in range(date.year - 1, date.year + 3))
    return next((day for day in found if day and day >= date), None)


def _feast(node: Feast, date: datetime.date | None) -> Window | None:
    if node.lunar:
        return _single(_lunar(node, date), node.clock)
    return _day(Day(node.day, node.month, node.year, clock=node.clock), date)


def _day_step(node: DayStep, date: datetime.date | None) -> Window | None:
    return _single(date + node.step * _ONE, node.clock) if date else None


def _now(_: Now, date: datetime.date | None) -> Window | None:
    return _single(date)


def _year_of(node: Month | Quarter | Months, date: datetime.date | None) -> int | None:
    if node.year is not None:
        return node.year
    if date is None:
        return None
    return date.year + node.of.step if isinstance(node.of, Step) else date.year


def _month(node: Month, date: datetime.date | None) -> Window | None:
    year = _year_of(node, date)
    if year is None:
        return None
    if node.lunar:
        return _lunar_month(node, year, date)
    found = months_window(year, node.month, node.month)
    if node.year is None and node.of is None and date:
        late = found.start <= date if node.coming else found.end < date
        return months_window(year + 1, node.month, node.month) if late else found
    return found


def _lunar_month(node: Month, year: int, date: datetime.date | None) -> Window | None:
    years = [year] if node.year or date is None else [year - 1, year, year + 1]
    for lunar_year in years:
        first = from_lunar(1, node.month, lunar_year)
        last = from_lunar(30, node.month, lunar_year) or from_lunar(29, node.month, lunar_year)
        if first and last and (len(years) == 1 or date is None or last >= date):
            return Window(first, last)
    return None


def _quarter(node: Quarter, date: datetime.date | None) -> Window | None:
    year = _year_of(node, date)
    return months_window(year, 3 * node.quarter - 2, 3 * node.quarter) if year else None


def _months(node: Months, date: datetime.date | None) -> Window | None:
    year = _year_of(node, date)
    return months_window(year, node.first, node.last) if year else None


def _year(node: Year, date: datetime.date | None) -> Window | None:
    year = node.year or (date.year if date else None)
    return months_window(year, 1, 12) if year else None


def _years(node: Years, date: datetime.date | None) -> Window | None:
    end = datetime.date(node.last, 12, 31)
    start = datetime.date(node.first, 1, 1) if node.first else date
    return Window(start, end) if start and start <= end else None


def _school_year(node: SchoolYear, date: datetime.date | None) -> Window | None:
    first = node.first
    if first is None:
        if date is None:
            return None
        # From June on the year that is spoken of is the one that begins in September.
        first = date.year - (date.month < 6) + node.step
    return Window(datetime.date(first, 9, 5), datetime.date(first + 1, 5, 31))


def _week(node: Week, date: datetime.date | None) -> Window | None:
    held = window(node.of, date)
    if held is None:
        return None
    thursdays = [
        day
        for day in (held.start + n * _ONE for n in range((held.end - held.start).days + 1))
        if day.weekday() == calendar.THURSDAY
    ]
    place = node.ordinal if node.ordinal < 0 else node.ordinal - 1
    if not -len(thursdays) <= place < len(thursdays):
        return None
    return Window(thursdays[place] - 3 * _ONE, thursdays[place] + _ONE)


def _step(node: Step, date: datetime.date | None) -> Window | None:
    if date is None:
        return None
    if node.unit == "week":
        monday = date - date.weekday() * _ONE + 7 * node.step * _ONE
        return Window(monday, monday + 4 * _ONE)
    if node.unit in {"month", "quarter"}:
        size = 1 if node.unit == "month" else 3
        first = add_months(date.replace(day=1), size * node.step)
        month = first.month - (first.month - 1) % size
        return months_window(first.year, month, month + size - 1)
    return months_window(date.year + node.step, 1, 12) if node.unit == "year" else None


def _part(node: Part, date: datetime.date | None) -> Window | None:
    held = window(node.of, date)
    return part_of(node.part, held) if held else None


def _listed(node: Listed, date: datetime.date | None) -> Window | None:
    lent = lend(node.items)
    windows = [window(item, date) for item in lent]
    known = [one for one in windows if one]
    if len(known) != len(windows):
        return None
    if isinstance(lent[0], Day | Feast | DayStep):
        coming = [one for one in known if date is None or one.end >= date]
        return min(coming or known, key=lambda one: one.end)
    return Window(min(one.start for one in known), max(one.end for one in known))


def _span(node: Span, date: datetime.date | None) -> Window | None:
    first, last = node.first, node.last
    if first is None:
        return window(last, date)
    first = filled(first, last)
    end = window(last, date)
    if end is None:
        return None
    start = window(first, date)
    if start is None:
        return None
    if start.start > end.end:
        start = _earlier(node.first, start, end)
    return Window(start.start, end.end, end.time) if start and start.start <= end.end else None


def _earlier(written: Node | None, start: Window, end: Window) -> Window | None:
    """The start a month or a year earlier, where the text left that part open (từ ngày 25 đến ngày 05/01/2024)."""
    if isinstance(written, Day) and written.month is None:
        day = add_months(start.start, -1)
        return Window(day, day)
    if getattr(written, "year", 0) is None:
        day = add_months(start.start, -12)
        return Window(day, day) if day <= end.end else None
    return None


def _bound(node: Bound, date: datetime.date | None) -> Window | None:
    held = window(node.time, date)
    return Window(held.start - _ONE, held.start - _ONE) if held and node.exclusive else held


_RESOLVERS: dict[type, Callable[[Any, datetime.date | None], Window | None]] = {
    Day: _day,
    DayStep: _day_step,
    Feast: _feast,
    Now: _now,
    Month: _month,
    Quarter: _quarter,
    Months: _months,
    Year: _year,
    Years: _years,
    SchoolYear: _school_year,
    Week: _week,
    Step: _step,
    Part: _part,
    Bound: _bound,
    Listed: _listed,
    Span: _span,
}
