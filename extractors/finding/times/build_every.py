"""Builders for recurrences (rules/deadlines_recurrences.toml)."""

from dataclasses import replace

from extractors.finding.times.grammar import Builder, Captures
from extractors.finding.times.tree import (
    Clock,
    Day,
    Every,
    LastWorkingDay,
    Listed,
    Month,
    Months,
    Node,
    Part,
    Quarter,
    Span,
    Step,
    Unit,
    Week,
    Year,
)  # fmt: skip

UNITS: dict[str, Unit] = {
    "ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year", "canam": "year", "namhoc": "year",
}  # fmt: skip
_FINENESS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "half", "year")


def _unit(c: Captures, name: str = "unit") -> Unit:
    return UNITS[c.all(name)[0].category]


def every_units(amount: int, unit: Unit) -> Every:
    """A recurrence of so many units; 3 and 6 months are quarters and halves.

    >>> every_units(6, "month").unit, every_units(2, "year").interval
    ('half', 2)
    """
    if unit == "month" and amount in {3, 6, 12}:
        return Every({3: "quarter", 6: "half", 12: "year"}[amount])  # type: ignore[arg-type]
    return Every("half") if (amount, unit) == (2, "quarter") else Every(unit, amount)


def _every_unit(c: Captures) -> Every:
    return Every(_unit(c))


def _every_school_year(_: Captures) -> Every:
    return Every("year", at=Day(31, 5))


def _every_times(c: Captures) -> Every | None:
    times = c.value("times")
    if not isinstance(times, int) or not 1 <= times <= 31:
        return None
    if c.all("unit")[0].category == "namhoc":
        return Every("year", at=Day(31, 5))
    return Every(_unit(c), times=times)


def _every_length(c: Captures) -> Every | None:
    amount = c.value("amount")
    once = c.value("each", 1) == 1
    return every_units(amount, _unit(c)) if once and isinstance(amount, int) and 1 <= amount <= 60 else None


def _every_half_year(_: Captures) -> Every:
    return Every("half")


def _every_finest(c: Captures) -> Every | None:
    found: list[Every] = []
    amount = 1
    for piece in c.all("items"):
        if piece.category in {"num", "numw"}:
            amount = piece.value if isinstance(piece.value, int) else 1
        elif piece.category in UNITS:
            found.append(every_units(amount, UNITS[piece.category]))
            amount = 1
    known = [every for every in found if every.interval == 1 and every.unit in _FINENESS]
    if not known:
        return found[0] if found else None
    return min(known, key=lambda every: _FINENESS.index(every.unit or "year"))


def _first_every(c: Captures) -> Every:
    every: Every = c.value("every")
    return every


def _strip(node: Node) -> Node:
    """A day of the next year in a yearly duty is that day of every year."""
    return replace(node, of=None) if isinstance(node, Day) and isinstance(node.of, Step) else node


def _every_at(c: Captures) -> Every | None:
    every: Every = c.value("every")
    return placed(every, c.value("at"))


def placed(every: Every, at: Node) -> Every | None:
    """The recurrence at those days, where they fit into its unit; None where they do not."""
    if every.at is not None and not (isinstance(at, Clock) or isinstance(every.at, Clock)):
        return None
    at = _strip(at)
    first = at.items[0] if isinstance(at, Listed) else at.last if isinstance(at, Span) else at
    if isinstance(first, Day) and first.year is not None:
        return None
    if isinstance(first, Day):
        fits = (
            (first.weekday is not None and first.day is None and every.unit in {"week", "month"})
            or (first.month is not None and every.unit in {"year", "half", "quarter"})
            or (first.day is not None and first.month is None and every.unit in {"month", "quarter"})
        )
        return replace(every, at=at) if fits else None
    if isinstance(at, Clock):
        return replace(every, at=at)
    named = first.of if isinstance(first, Part) else first
    open_year = isinstance(named, Month | Quarter | Months) and named.year is None and named.of is None
    open_year = open_year or (isinstance(named, Year) and named.year is None)
    if isinstance(at, Part) and named == Step(every.unit or "month", 0):
        return replace(every, at=at)
    deictic = isinstance(named, Step) and named.step == 0
    return replace(every, at=at) if every.unit == "year" and (open_year or deictic) else None


def _every_part(c: Captures) -> Every:
    every: Every = c.value("every")
    if every.at is not None:
        # A school year begins on 5 September.
        return replace(every, at=Day(5, 9) if c.value("part") == "first" else every.at)
    return replace(every, at=Part(c.value("part"), Step(every.unit or "month", 0)))


def _partial(node: Node) -> bool:
    day = node.items[-1] if isinstance(node, Listed) else node.last if isinstance(node, Span) else node
    return isinstance(day, Day) and day.day is not None and day.month is None and day.of is None


def _every_month_at(c: Captures) -> Every | None:
    return Every("month", at=c.value("at")) if _partial(c.value("at")) else None


def _every_of_next(c: Captures) -> Every | None:
    at, following = c.value("at"), c.value("next")
    if not isinstance(following, Step) or not isinstance(at, Day):
        return None
    if following.unit == "month" and _partial(at):
        return Every("month", at=at)
    return Every("year", at=_strip(at)) if following.unit == "year" and at.month and not at.year else None


def _every_year_at(c: Captures) -> Every | None:
    at: Node = c.value("at")
    day = at.items[-1] if isinstance(at, Listed) else at
    following = c.value("following")
    if following is not None and not (isinstance(following, Step) and following.unit == "year"):
        return None
    return Every("year", at=at) if isinstance(day, Day) and day.month and not day.year else None


def _every_quarter_month(c: Captures) -> Every | None:
    at, place = c.value("at"), c.value("place")
    following = c.value("next")
    if isinstance(place, Day):
        place = {0: "middle", 1: "last"}.get(place.weekday if place.weekday is not None else -1)
    if isinstance(place, Part):
        if not (isinstance(place.of, Step) and place.of.unit == "quarter"):
            return None
        place = place.part
    elif following is None and "quý" not in c.text() and "quí" not in c.text():
        return None
    if following is not None and getattr(following, "unit", None) != "quarter":
        return None
    month = {"first": 1, "middle": 2, "last": -1}.get(place)
    return Every("quarter", at=at, month_in=month) if month and _partial(at) else None


def _every_in_months(c: Captures) -> Every | None:
    at, months = c.value("at"), c.value("months")
    items = months.items if isinstance(months, Listed) else ()
    named = [month for month in items if isinstance(month, Month) and month.year is None]
    if not named or len(named) < len(items) or not isinstance(at, Day) or not _partial(at):
        return None
    return Every("year", at=Listed(tuple(replace(at, month=month.month) for month in named)))


def _every_edge(c: Captures) -> Every | None:
    edge, every = c.value("edge"), c.value("every")
    if isinstance(edge, Part):
        unit, part = (edge.of.unit if isinstance(edge.of, Step) else None), edge.part
    else:
        unit, part = (every.unit if isinstance(every, Every) else _unit(c) if c.all("unit") else None), edge
    day = {"first": 1, "last": -1}.get(part)
    if not day or unit is None:
        return None
    if unit == "week":
        return Every("week", at=Day(weekday=0 if day == 1 else 4))
    return Every(unit, at=Day(day), month_in=day if unit == "quarter" else None)


def _edge_of_period(c: Captures) -> Day | None:
    of = c.value("of")
    if not isinstance(of, Part) or of.part not in {"first", "last"}:
        return None
    return Day(1 if of.part == "first" else -1, of=of.of)


def _every_week(c: Captures) -> Every | None:
    order = c.value("ordinal")
    every = c.value("every")
    if isinstance(every, Every) and every.unit != "month":
        return None
    return Every("month", at=Week(order, Step("month", 0)))


def _every_nth_weekday(c: Captures) -> Every | None:
    at, order, every = c.value("at"), c.value("order"), c.value("every")
    order = {"first": 1, "last": -1}.get(order, order)
    if not isinstance(order, int) or (isinstance(every, Every) and every.unit != "month"):
        return None
    return Every("month", at=replace(at, of=Week(order, Step("month", 0))))


def _every_weekday(c: Captures) -> Every:
    return Every("week", at=c.value("at"))


def _last_working_day(c: Captures) -> Every | None:
    order = {"first": 1, "last": -1, 1: 1}.get(c.value("part"))
    unit = _unit(c, "period")
    return Every(unit, at=LastWorkingDay(order)) if order and unit != "day" else None


BUILDERS: dict[str, Builder] = {
    "every_unit": _every_unit,
    "every_school_year": _every_school_year,
    "every_times": _every_times,
    "every_length": _every_length,
    "every_half_year": _every_half_year,
    "every_finest": _every_finest,
    "first_every": _first_every,
    "every_at": _every_at,
    "every_part": _every_part,
    "every_month_at": _every_month_at,
    "every_of_next": _every_of_next,
    "every_year_at": _every_year_at,
    "every_quarter_month": _every_quarter_month,
    "every_in_months": _every_in_months,
    "every_edge": _every_edge,
    "edge_of_period": _edge_of_period,
    "every_week": _every_week,
    "every_weekday": _every_weekday,
    "every_nth_weekday": _every_nth_weekday,
    "last_working_day": _last_working_day,
}
