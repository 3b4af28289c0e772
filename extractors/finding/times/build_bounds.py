"""Builders for whole expressions: kind and tree (rules/deadlines_bounds.toml)."""

from dataclasses import dataclass, replace

from extractors.finding.times.build_days import calendar_year
from extractors.finding.times.build_every import UNITS, every_units, placed
from extractors.finding.times.grammar import Builder, Captures
from extractors.finding.times.tree import (
    Bound,
    Clock,
    Counted,
    Day,
    DayStep,
    Event,
    Every,
    Feast,
    Kind,
    Length,
    Listed,
    Node,
    Ongoing,
    Part,
    Span,
    Step,
    Year,
    Years,
)  # fmt: skip
from extractors.finding.times.tree import SchoolYear as School


@dataclass(frozen=True, slots=True)
class Told:
    """A whole expression: its kind, its tree, and how much context it needs to be a deadline."""

    kind: Kind
    tree: Node
    strength: str


def kind_of(node: Node) -> Kind:
    """The kind of a day, period or range that stands without a bound.

    >>> kind_of(Day(5, 6)), kind_of(Step("week", 1)), kind_of(Year(2024))
    ('on', 'relative', 'during')
    """
    if isinstance(node, Span | Years | School):
        return "range"
    if isinstance(node, Every):
        return "recurring"
    if isinstance(node, Counted):
        return "within"
    deictic = node.of if isinstance(node, Part) else node
    if isinstance(deictic, Step) and (deictic.step or (deictic is node and deictic.unit == "week")):
        return "relative"
    first = node.items[0] if isinstance(node, Listed) else node
    return "on" if isinstance(first, Day | DayStep | Feast) else "during"


def _told(c: Captures, kind: Kind, tree: Node) -> Told:
    return Told(kind, tree, c.setting("strength", "bound"))


def _by(c: Captures) -> Told:
    return _told(c, "by", Bound(c.value("time")))


def _before(c: Captures) -> Told:
    return _told(c, "before", Bound(c.value("time"), exclusive=True))


def _recurring(c: Captures) -> Told:
    return _told(c, "recurring", c.value("every"))


def _recurring_before(c: Captures) -> Told:
    return _told(c, "recurring", replace(c.value("every"), exclusive=True))


def _recurring_unknown(c: Captures) -> Told:
    return _told(c, "recurring", Every(None))


def _before_hour(c: Captures) -> Told | None:
    clock = c.value("time")
    return _told(c, "before", Bound(clock, exclusive=True)) if isinstance(clock, Clock) else None


def _before_event(c: Captures) -> Told:
    deictic = any(piece.category == "khi" for piece in c.all()) or c.text("event").startswith("thời điểm")
    return _told(c, "relative" if deictic else "before", Bound(Event(c.text("event")), exclusive=True))


def _by_event(c: Captures) -> Told:
    return _told(c, "by", Bound(Event(c.text("event"))))


def _within(c: Captures, anchor: Node | None) -> Told:
    return _told(c, "within", Counted(c.value("length"), anchor))


def _within_issue(c: Captures) -> Told:
    return _within(c, Event(c.text(), "document_date"))


def _within_receipt(c: Captures) -> Told:
    return _within(c, Event(c.text("event"), "receipt"))


def _within_day(c: Captures) -> Told:
    return _within(c, c.value("anchor"))


def _within_end_of(c: Captures) -> Told:
    return _within(c, Part("last", c.value("anchor")))


def _within_event(c: Captures) -> Told:
    return _within(c, Event(c.text("event")))


def _within_open(c: Captures) -> Told:
    for_the_act = any(piece.category in {"trongvong", "trong"} for piece in c.all())
    return _within(c, Event(c.text(), "document_date") if for_the_act else None)


def _within_hours(c: Captures) -> Told | None:
    clock = c.value("clock")
    amount = clock.hour if isinstance(clock, Clock) else c.value("amount")
    if not isinstance(amount, int) or not 1 <= amount <= 1000 or (isinstance(clock, Clock) and clock.minute):
        return None
    words = c.text("event")
    receipt = words.startswith(("nhận", "tiếp nhận"))
    issue = words.startswith(("ký", "ban hành", "phát hành"))
    anchor = Event(words, "receipt" if receipt else "document_date" if issue else "event") if words else None
    return _told(c, "within", Counted(Length(amount, "hour"), anchor))


def _after_event(c: Captures) -> Told:
    return _told(c, "relative", Counted(c.value("length"), Event(c.text("event"))))


def _right_after(c: Captures) -> Told:
    return _told(c, "relative", Counted(Length(0, "day"), Event(c.text("event"))))


def _before_by(c: Captures) -> Told:
    return _told(c, "relative", Counted(c.value("length"), Event(c.text("event")), sign=-1))


def _before_day_by(c: Captures) -> Told | None:
    # «báo cáo 6 tháng trước ngày 15/6» is a report with its bound, no length before a day.
    if c.value("length").unit not in {"day", "working_day", "week"}:
        return None
    return _told(c, "relative", Counted(c.value("length"), c.value("time"), sign=-1))


def _on_demand(c: Captures) -> Told:
    return _told(c, "relative", Event(c.text("event")))


def _named(c: Captures) -> Told | None:
    node = c.value("time")
    if isinstance(node, Years) and (node.first or 0) >= node.last:
        return None
    # «trong dịp Tết» is the stretch of the feast, of which only its first day is known.
    kind = "during" if isinstance(node, Feast) and c.text().startswith("trong") else kind_of(node)
    return _told(c, kind, node)


def _this_year_named(c: Captures) -> Told:
    return _told(c, "during", Year())


def _ongoing(c: Captures) -> Told | None:
    start = c.value("start")
    if isinstance(start, int):
        return _told(c, "ongoing", Ongoing(Year(start))) if calendar_year(start) else None
    return _told(c, "ongoing", Ongoing(Year() if isinstance(start, str) else start))


def _whole_year(_: Captures) -> Year:
    return Year()


def bounded_at(every: Every, told: Told) -> Told | None:
    """A recurrence with the bound that stands beside it."""
    tree = told.tree
    if isinstance(tree, Every):
        finer = replace(tree, exclusive=tree.exclusive)
        return Told("recurring", finer, "bound")
    inner, exclusive = (tree.time, tree.exclusive) if isinstance(tree, Bound) else (tree, False)
    joined = placed(every, inner)
    return Told("recurring", replace(joined, exclusive=exclusive), "bound") if joined else None


def _recurring_joined(c: Captures) -> Told | None:
    return bounded_at(c.value("every"), c.value("at"))


def _recurring_report(c: Captures) -> Told | None:
    """A report is due again each time, unless its day is written with a year."""
    unit, told = c.all("unit")[0], c.value("at")
    if told.kind not in {"by", "before"} or not isinstance(told.tree, Bound):
        return None
    length = unit.value
    if unit.category == "length" and (length.unit != "month" or length.amount not in {3, 6}):
        return None
    every = every_units(length.amount, "month") if unit.category == "length" else Every(unit.value)
    return bounded_at(every, told)


def _recurring_named(c: Captures) -> Told | None:
    told: Told = c.value("at")
    return told if told.kind == "recurring" else None


def _recurring_pair(c: Captures) -> Told | None:
    days: list[Node] = []
    exclusive = False
    for told in (c.value("at"), c.value("at2")):
        tree = told.tree
        inner = tree.time if isinstance(tree, Bound) else tree.at if isinstance(tree, Every) else tree
        exclusive = exclusive or getattr(tree, "exclusive", False)
        if not isinstance(inner, Day) or inner.month is None or inner.year is not None:
            return None
        days.append(replace(inner, of=None))
    return _told(c, "recurring", Every("year", at=Listed(tuple(days)), exclusive=exclusive))


def _recurring_shared(c: Captures) -> Told | None:
    return _recurring_pair(c) if isinstance(c.value("at2").tree, Every) else None


def _carried(c: Captures) -> Told | None:
    told: Told = c.value("first")
    if not isinstance(told.tree, Bound) or not isinstance(told.tree.time, Day):
        return None
    return replace(told, tree=replace(told.tree, time=c.value("time")))


def _unit_named(c: Captures) -> Told:
    step = Step(UNITS[c.all("unit")[0].category], 0)
    return _told(c, kind_of(step), step)


def _labelled(c: Captures) -> Told | None:
    value = c.value("time")
    if isinstance(value, Told):
        return replace(value, kind="by" if value.kind == "on" else value.kind, strength="bound")
    kind = kind_of(value)
    return _told(c, "by", Bound(value)) if kind == "on" else _told(c, kind, value)


BUILDERS: dict[str, Builder] = {
    "by": _by,
    "before": _before,
    "recurring": _recurring,
    "recurring_before": _recurring_before,
    "recurring_unknown": _recurring_unknown,
    "before_hour": _before_hour,
    "before_event": _before_event,
    "by_event": _by_event,
    "within_issue": _within_issue,
    "within_receipt": _within_receipt,
    "within_day": _within_day,
    "within_end_of": _within_end_of,
    "within_event": _within_event,
    "within_open": _within_open,
    "within_hours": _within_hours,
    "after_event": _after_event,
    "right_after": _right_after,
    "before_by": _before_by,
    "before_day_by": _before_day_by,
    "on_demand": _on_demand,
    "named": _named,
    "this_year_named": _this_year_named,
    "ongoing": _ongoing,
    "recurring_joined": _recurring_joined,
    "recurring_named": _recurring_named,
    "recurring_report": _recurring_report,
    "recurring_pair": _recurring_pair,
    "labelled": _labelled,
    "whole_year": _whole_year,
    "recurring_shared": _recurring_shared,
    "carried": _carried,
    "unit_named": _unit_named,
}
