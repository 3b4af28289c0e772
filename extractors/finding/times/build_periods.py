"""Builders for months, quarters, years, weeks, lengths and ranges (rules/deadlines_periods.toml)."""

from dataclasses import replace

from extractors.finding.times.build_days import calendar_year, day_number, step_of
from extractors.finding.times.grammar import Builder, Captures
from extractors.finding.times.lexer import Piece
from extractors.finding.times.tree import (
    Bound,
    Day,
    Length,
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
    Unit,
    Week,
    Year,
    Years,
)  # fmt: skip

_UNITS: dict[str, Unit] = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}


def _year(c: Captures) -> tuple[bool, int | None]:
    """Whether the year may stand as it is written (or is not written at all), and which."""
    year = calendar_year(c.value("year"))
    return not c.all("year") or year is not None, year


def _of_step(c: Captures) -> Node | None:
    return Step("year", step_of(c)) if c.all("step") else None


def _month(c: Captures) -> Month | None:
    piece = c.all("month")[0]
    good, year = _year(c)
    month = day_number(piece, 12)
    if month is None or not good:
        return None
    if c.all("step") and "năm" not in c.text():
        return Month(month, coming=True)
    return Month(month, year, _of_step(c), lunar=piece.category == "lunarmonth")


def _month_five(c: Captures) -> Month | None:
    good, year = _year(c)
    if c.all("five") and not c.capital("five"):
        return None
    return Month(5, year) if good else None


def _month_in_figures(c: Captures) -> Month:
    month: Month = c.value("date")
    return month


def _numbers(pieces: list[Piece]) -> list[int]:
    return [
        piece.value for piece in pieces if piece.category in {"num", "numw", "roman"} and isinstance(piece.value, int)
    ]


def _months_listed(c: Captures) -> Node | None:
    numbers = _numbers(list(c.all("items")))
    good, year = _year(c)
    last: Month | None = c.value("last")
    if not good or any(not 1 <= n <= 12 for n in numbers):
        return None
    months = [Month(n, last.year if last else year) for n in numbers] + ([last] if last else [])
    return Listed(tuple(months))


def _months_dashed(c: Captures) -> Listed | None:
    good, year = _year(c)
    first, last = c.value("first"), c.value("last")
    end = last if isinstance(last, Month) else Month(last, year)
    return Listed((Month(first, end.year), end)) if good and 1 <= first <= 12 and 1 <= end.month <= 12 else None


def _quarter(c: Captures) -> Quarter | None:
    good, year = _year(c)
    number = c.value("quarter")
    return Quarter(number, year, _of_step(c)) if good and isinstance(number, int) and 1 <= number <= 4 else None


def _quarters_listed(c: Captures) -> Node | None:
    numbers = _numbers(list(c.all("items")))
    good, year = _year(c)
    if not good or any(not 1 <= n <= 4 for n in numbers):
        return None
    return Listed(tuple(Quarter(n, year) for n in numbers))


def _months_of_year(c: Captures) -> Months | None:
    good, year = _year(c)
    count = c.value("count")
    if not good or not isinstance(count, int) or not 1 <= count <= 11 or (not c.all("part") and not year):
        return None
    of = _of_step(c)
    if c.value("part", "first") == "last":
        return Months(13 - count, 12, year, of)
    return Months(1, count, year, of) if c.value("part", "first") == "first" else None


def _year_number(c: Captures) -> Year | None:
    year = calendar_year(c.value("year"))
    return Year(year) if year else None


def _step(c: Captures) -> Step:
    return Step(c.setting("unit"), step_of(c))


def _this_year(_: Captures) -> Year:
    return Year()


def _years_listed(c: Captures) -> Node | None:
    years = [calendar_year(n) for n in _numbers(list(c.all("items")))]
    return Listed(tuple(Year(y) for y in years)) if all(years) else None


def _years(c: Captures) -> Years | None:
    name = c.value("name", "years")
    pair: Years | None = c.value("range")
    if pair:
        return replace(pair, name=name) if pair.first and pair.first < pair.last else None
    last = calendar_year(c.value("last"))
    first = calendar_year(c.value("first")) if c.all("first") and c.all("first")[0].category == "num" else None
    return Years(first, last, name) if last else None


def _school_year(c: Captures) -> SchoolYear | None:
    pair: Years | None = c.value("range")
    first = pair.first if pair else calendar_year(c.value("first"))
    if c.all("step"):
        return SchoolYear(None, step_of(c))
    return SchoolYear(first) if first else None


def _length(c: Captures) -> Length | None:
    amount, unit = c.value("amount"), _UNITS[c.all("unit")[0].category]
    if not isinstance(amount, int) or not 1 <= amount <= 400:
        return None
    return Length(amount, "working_day" if c.all("working") and unit == "day" else unit)


def _working_days(c: Captures) -> Length | None:
    amount = c.value("amount")
    return Length(amount, "working_day") if isinstance(amount, int) and 1 <= amount <= 400 else None


def _five_days(c: Captures) -> Length:
    return Length(5, "working_day" if c.all("working") else "day")


def _nothing(c: Captures) -> str:
    return c.production.id


def _part(c: Captures) -> Node:
    return Part(c.value("part"), c.value("of"))


def _part_of_year(c: Captures) -> Node:
    return Part(c.value("part"), Year())


def _part_of_unit(c: Captures) -> Node:
    return Part(c.value("part"), Step(_UNITS[c.all("unit")[0].category], 0))


def _week_number(c: Captures) -> int | None:
    return week_order(c.all("ordinal")[0])


def _week_of_month(c: Captures) -> Week | None:
    of = c.value("of")
    month = isinstance(of, Month) or (isinstance(of, Step) and of.unit == "month")
    return Week(c.value("ordinal"), of) if month else None


def week_order(piece: Piece) -> int | None:
    """The place of a week: thứ hai 2, đầu 1, cuối -1."""
    if piece.category == "weekday":
        return int(piece.value) + 2 if piece.value <= 3 else None
    if piece.category == "part":
        return {"first": 1, "last": -1}.get(piece.value)
    return piece.value if isinstance(piece.value, int) and 1 <= piece.value <= 5 else None


def _periods_listed(c: Captures) -> Node:
    items: list[Node] = []
    for piece in c.all("items"):
        if piece.category in {"period", "my"}:
            items += piece.value.items if isinstance(piece.value, Listed) else [piece.value]
    return Listed(tuple(items))


def _limit(piece: Piece) -> Node | None:
    if piece.category in {"num", "numw"}:
        return Day(piece.value) if isinstance(piece.value, int) and 1 <= piece.value <= 31 else None
    node: Node = piece.value
    return node


def _span(c: Captures) -> Span | None:
    first, last = _limit(c.all("first")[0]), _limit(c.all("last")[0])
    return Span(first, last) if first and last else None


def _first_span(c: Captures) -> Node:
    node: Node = c.value("span")
    return node


def _years_span(c: Captures) -> Node | None:
    pair: Years = c.value("range")
    return pair if pair.first and pair.first < pair.last else None


def _year_numbers(c: Captures) -> Years | None:
    end: Year | int = c.value("last")
    first, last = calendar_year(c.value("first")), end.year if isinstance(end, Year) else calendar_year(end)
    return Years(first, last) if first and last and first < last else None


def _span_from_now(c: Captures) -> Span:
    last: Node = c.value("last")
    return Span(Now(), Bound(last, exclusive=True) if any(piece.category == "truoc" for piece in c.all()) else last)


def _this_unit(c: Captures) -> Step:
    return Step(_UNITS[c.all("unit")[0].category], 0)


def _quarter_in_figures(c: Captures) -> Quarter | None:
    date: Month = c.value("date")
    return Quarter(date.month, date.year) if date.month <= 4 else None


BUILDERS: dict[str, Builder] = {
    "month": _month,
    "month_five": _month_five,
    "month_in_figures": _month_in_figures,
    "months_listed": _months_listed,
    "months_dashed": _months_dashed,
    "quarter": _quarter,
    "quarters_listed": _quarters_listed,
    "months_of_year": _months_of_year,
    "year": _year_number,
    "step": _step,
    "this_year": _this_year,
    "this_unit": _this_unit,
    "quarter_in_figures": _quarter_in_figures,
    "years": _years,
    "years_listed": _years_listed,
    "school_year": _school_year,
    "length": _length,
    "working_days": _working_days,
    "five_days": _five_days,
    "nothing": _nothing,
    "part": _part,
    "part_of_year": _part_of_year,
    "part_of_unit": _part_of_unit,
    "week_number": _week_number,
    "week_of_month": _week_of_month,
    "periods_listed": _periods_listed,
    "span": _span,
    "first_span": _first_span,
    "years_span": _years_span,
    "year_numbers": _year_numbers,
    "span_from_now": _span_from_now,
}
