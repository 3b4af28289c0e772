"""Builders for numbers, hours and days (rules/deadlines_days.toml).  A builder gives None to refuse a match."""

from dataclasses import replace
from itertools import pairwise

from extractors.finding.times.grammar import Builder, Captures
from extractors.finding.times.lexer import Piece
from extractors.finding.times.tree import (
    Clock,
    Day,
    DayStep,
    Every,
    Feast,
    Length,
    Listed,
    Month,
    Node,
    Part,
    Span,
    Step,
    Unreadable,
)  # fmt: skip

_AFTERNOON = ("chiều", "tối")


def _first(c: Captures) -> int | None:
    first, second = c.value("first"), c.value("second", 5)
    return first if first == second else None


def _clock_stretch(c: Captures) -> Clock:
    return Clock(c.value("first").hour, c.value("first").minute, c.value("last"))


def _clock_of_half(c: Captures) -> Clock:
    clock: Clock = c.value("clock")
    later = clock.hour < 12 and any(word in c.text() for word in _AFTERNOON)
    return replace(clock, hour=clock.hour + 12) if later else clock


def day_number(piece: Piece | None, top: int) -> int | None:
    """The number of a piece where it lies within 1 to `top`; the word for year is the number five."""
    value = 5 if piece and piece.category == "nam" else piece.value if piece else None
    return value if isinstance(value, int) and 1 <= value <= top else None


def calendar_year(value: object) -> int | None:
    """A year of four figures; two figures and other numbers are none.

    >>> calendar_year(2024), calendar_year(24)
    (2024, None)
    """
    return value if isinstance(value, int) and 1900 <= value <= 2100 else None


def _one(c: Captures, name: str) -> Piece | None:
    pieces = c.all(name)
    return pieces[0] if pieces else None


def _day_in_words(c: Captures) -> Day | None:
    day, month = day_number(_one(c, "day"), 31), day_number(_one(c, "month"), 12)
    year = calendar_year(c.value("year"))
    if day is None or (c.all("month") and month is None) or (c.all("year") and year is None):
        return None
    lunar = any(piece.category == "lunarmonth" for piece in c.all("month"))
    figures = all(piece.category == "num" for name in ("day", "month", "year") for piece in c.all(name))
    words = written(day, month, year) if month and year and figures and not lunar else None
    return Day(day, month, year, lunar=lunar, words=words)


def written(day: int, month: int, year: int) -> str:
    """A full date in the words of official texts, as its reader wants it: the figures of the page, evenly spaced.

    >>> written(6, 4, 2022)
    'ngày 06 tháng 4 năm 2022'
    """
    return f"ngày {day:02d} tháng {month} năm {year}"


def _impossible_day(c: Captures) -> Unreadable | None:
    return None if _day_in_words(c) else Unreadable(c.text())


def _day_of_tet(c: Captures) -> Day | None:
    """«28 Tết» is of the last lunar month, «mùng 3 Tết» of the first."""
    day = day_number(_one(c, "day"), 30)
    if day is None or c.value("feast")[0] != "tet" or 10 < day < 20:
        return None
    return Day(day, 12 if day >= 20 else 1, lunar=True)


def _lunar_number(c: Captures) -> Day | None:
    day = day_number(_one(c, "day"), 10)
    return Day(day, lunar=True) if day else None


def _day_of_split_digits(c: Captures) -> Day | None:
    texts = [[c.text(name) for name in group] for group in ("ab", "cd", "efgh")]
    if not any(len([t for t in group if t]) > 1 for group in texts):
        return None
    if any(len(t) > 1 for group in texts if len([t for t in group if t]) > 1 for t in group):
        return None
    day, month, year = (int("".join(group)) for group in texts)
    good = 1 <= day <= 31 and 1 <= month <= 12 and calendar_year(year)
    return Day(day, month, year, words=written(day, month, year)) if good else None


def _day_of_step_year(c: Captures) -> Day | None:
    date = c.value("date") or _day_in_words(c)
    return replace(date, of=Step("year", step_of(c))) if isinstance(date, Day) else None


def _day_of_step_month(c: Captures) -> Day | None:
    day = day_number(_one(c, "day"), 31)
    return Day(day, of=Step("month", step_of(c))) if day else None


def step_of(c: Captures) -> int:
    """How many periods on: này 0, tới and sau 1."""
    value = c.value("step")
    return value if isinstance(value, int) else 1


def _day_of_month_of_year(c: Captures) -> Day | None:
    month: Month = c.value("year")
    return Day(c.value("day"), month.month, month.year) if day_number(_one(c, "day"), 31) else None


def _day_in_figures(c: Captures) -> Day | None:
    date: Day = c.value("date")
    if c.all("year"):
        year = calendar_year(c.value("year"))
        return replace(date, year=year) if year else None
    return date


def _unreadable(c: Captures) -> Unreadable:
    node: Unreadable = c.value("date")
    return node


def _day_step(c: Captures) -> DayStep:
    return DayStep(c.value("word"))


def _lunar_day(c: Captures) -> Day | None:
    date: Day | None = c.value("date")
    day = date.day if date else c.value("day") if c.all("day") else None
    if c.all("day") and c.all("day")[0].category != "ram":
        day = day_number(c.all("day")[0], 31)
    month = date.month if date else day_number(_one(c, "month"), 12)
    year = date.year if date and date.year else calendar_year(c.value("year") or c.value("late"))
    if not day or not month or day > 30:
        return None
    return Day(day, month, year, lunar=True, cycle=c.value("canchi"))


def _feast(c: Captures) -> Feast | None:
    name, day, month, lunar = c.value("feast")
    year = calendar_year(c.value("year"))
    if c.all("year") and year is None:
        return None
    return Feast(name, day, month, lunar, year, c.value("canchi"))


def _with_weekday(c: Captures) -> Node:
    node: Node = c.value("day")
    return replace(node, weekday=c.value("weekday")) if isinstance(node, Day) and not c.setting("x") else node


def _with_clock(c: Captures) -> Node | None:
    node, clock = c.value("day"), c.value("clock")
    if isinstance(node, Day) and c.all("weekday"):
        node = replace(node, weekday=c.value("weekday"))
    return replace(node, clock=clock) if isinstance(node, Day | DayStep | Feast) and node.clock is None else None


def _first_day(c: Captures) -> Node:
    node: Node = c.value("day")
    return node


def _weekday(c: Captures) -> Day:
    return Day(weekday=c.value("weekday"), clock=c.value("clock"))


def _weekday_of_step(c: Captures) -> Day | None:
    day, of = c.value("day"), c.value("of")
    return replace(day, of=of) if isinstance(of, Step) and of.unit == "week" else None


def _day_coming(c: Captures) -> Day | None:
    date: Day | None = c.value("date") or _day_in_words(c)
    return date


def _day_of_following_month(c: Captures) -> Every | None:
    day = day_number(_one(c, "day"), 31)
    return Every("month", at=Day(day)) if day and step_of(c) == 1 else None


def _as_day(piece: Piece) -> Node | None:
    if piece.category in {"num", "numw"}:
        return Day(piece.value) if isinstance(piece.value, int) and 1 <= piece.value <= 31 else None
    node: Node = piece.value
    return node


def _days_listed(c: Captures) -> Node | None:
    days = [_as_day(piece) for piece in c.all("items") if piece.category in {"day", "num", "dmsoft", "dmy", "dm"}]
    if any(day is None for day in days):
        return None
    return lent([day for day in days if day])


def lent(days: list[Node]) -> Node:
    """Several days; days of one month that follow one another are a range."""
    numbers = [day.day for day in days if isinstance(day, Day) and not day.lunar]
    months = {day.month for day in days if isinstance(day, Day) and day.month}
    follow = len(numbers) == len(days) and all(a and b and b == a + 1 for a, b in pairwise(numbers))
    if follow and len(months) <= 1:
        return Span(days[0], days[-1])
    return Listed(tuple(days))


def _days_of_part(c: Captures) -> Span | None:
    length, of = c.value("count"), c.value("of")
    if not isinstance(length, Length) or length.unit != "day" or not isinstance(of, Part) or length.amount > 20:
        return None
    if of.part == "first":
        return Span(Day(1, of=of.of), Day(length.amount, of=of.of))
    return Span(Day(-length.amount, of=of.of), Day(-1, of=of.of)) if of.part == "last" else None


def _days_dashed(c: Captures) -> Span | None:
    first, last = _as_day(c.all("first")[0]), _as_day(c.all("last")[0])
    return Span(first, last) if first and last else None


BUILDERS: dict[str, Builder] = {
    "first": _first,
    "clock_stretch": _clock_stretch,
    "clock_of_half": _clock_of_half,
    "day_in_words": _day_in_words,
    "day_of_split_digits": _day_of_split_digits,
    "day_of_step_year": _day_of_step_year,
    "day_of_step_month": _day_of_step_month,
    "day_of_month_of_year": _day_of_month_of_year,
    "day_in_figures": _day_in_figures,
    "unreadable": _unreadable,
    "day_step": _day_step,
    "lunar_day": _lunar_day,
    "feast": _feast,
    "with_weekday": _with_weekday,
    "with_clock": _with_clock,
    "first_day": _first_day,
    "weekday": _weekday,
    "weekday_of_step": _weekday_of_step,
    "day_coming": _day_coming,
    "impossible_day": _impossible_day,
    "day_of_tet": _day_of_tet,
    "lunar_number": _lunar_number,
    "day_of_following_month": _day_of_following_month,
    "days_listed": _days_listed,
    "days_dashed": _days_dashed,
    "days_of_part": _days_of_part,
}
