"""The trees of the time grammar: what a text says about time, with the missing parts left open.

A missing part is None; it is closed later (pipeline.deadlines) by the document's date, a neighbour or an anchor, never
from the clock.  Every node is frozen and prints itself.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind = Literal["by", "before", "during", "within", "on", "range", "relative", "recurring", "ongoing", "none"]
Unit = Literal["hour", "day", "working_day", "week", "month", "quarter", "half", "year"]
PartName = Literal["first", "middle", "last", "half1", "half2"]
AnchorName = Literal["document_date", "receipt", "event"]


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour of the day; `until` closes a stretch of hours (8h00-10h00)."""

    hour: int
    minute: int = 0
    until: "Clock | None" = None

    def iso(self) -> str:
        """The hour as HH:MM.

        >>> Clock(16, 30).iso()
        '16:30'
        """
        return f"{self.hour:02d}:{self.minute:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as far as it is written; `day` -1 is the last one.  `of` is the period that holds it (ngày 5 tháng sau).

    `words` says that month or year stand in words (ngày 06 tháng 4 năm 2022), `source` keeps that writing.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    lunar: bool = False
    clock: Clock | None = None
    of: "Node | None" = None
    words: str | None = None
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class DayStep:
    """Days counted from the document's: hôm nay 0, ngày mai 1."""

    step: int
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by its id in the lexicon; `cycle` is the place of its lunar year in the cycle of sixty (Giáp Tý = 0)."""

    name: str
    day: int
    month: int
    lunar: bool
    year: int | None = None
    cycle: int | None = None
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `of` where the year is a deictic one (tháng 3 năm sau)."""

    month: int
    year: int | None = None
    of: "Node | None" = None
    lunar: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year."""

    quarter: int
    year: int | None = None
    of: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Months:
    """Months of one year: halves, 9 tháng đầu năm."""

    first: int
    last: int
    year: int | None = None
    of: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year; without a number the document's."""

    year: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A run of calendar years: giai đoạn, nhiệm kỳ, or bare."""

    first: int | None
    last: int
    name: Literal["stage", "term", "years"] = "years"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """5 September to 31 May; without numbers the one of the document's date."""

    first: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """A week (Monday to Friday) of a month; `ordinal` -1 is the last one."""

    ordinal: int
    of: "Node"


@dataclass(frozen=True, slots=True)
class Step:
    """A period counted from the document's: tháng sau is Step("month", 1)."""

    unit: Unit
    step: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period: đầu, giữa, cuối, nửa đầu, nửa cuối."""

    part: PartName
    of: "Node"


@dataclass(frozen=True, slots=True)
class Now:
    """The document's date (nay)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Several days or periods named one after the other; what one lacks its neighbour lends."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Two written ends, both included."""

    first: "Node | None"
    last: "Node"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time."""

    amount: int
    unit: Unit

    def iso(self) -> str:
        """ISO 8601, with BD for working days.

        >>> Length(10, "working_day").iso(), Length(24, "hour").iso(), Length(2, "month").iso()
        ('P10BD', 'PT24H', 'P2M')
        """
        mark = {"hour": "H", "day": "D", "working_day": "BD", "week": "W", "month": "M", "year": "Y"}
        if self.unit == "quarter":
            return f"P{3 * self.amount}M"
        return f"P{'T' if self.unit == 'hour' else ''}{self.amount}{mark.get(self.unit, 'D')}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day the text does not say; `anchor` says what kind of thing."""

    words: str
    anchor: AnchorName = "event"


@dataclass(frozen=True, slots=True)
class Counted:
    """A length counted from an anchor; `sign` -1 counts back.  Without an anchor it is left open."""

    length: Length
    anchor: "Node | None" = None
    sign: int = 1
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence: each `interval` units, at the days `at`; without them at the end of the period.

    `month_in` is the month within the quarter (-1 the last, 1 the first); `times` how often in one unit.
    """

    unit: Unit | None
    interval: int = 1
    at: "Node | None" = None
    month_in: int | None = None
    times: int = 1
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class LastWorkingDay:
    """The first (1) or last (-1) working day of a period."""

    ordinal: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: up to and with `time`, or up to the day before where `exclusive`."""

    time: "Node"
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Ongoing:
    """No end; `start` where one is written."""

    start: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place that looks like a day but cannot be read as one (l0/5/2022): a person is asked."""

    text: str


Node: TypeAlias = (
    Clock
    | Day
    | DayStep
    | Feast
    | Month
    | Quarter
    | Months
    | Year
    | Years
    | SchoolYear
    | Week
    | Step
    | Part
    | Now
    | Listed
    | Span
    | Length
    | Event
    | Counted
    | Every
    | LastWorkingDay
    | Bound
    | Ongoing
    | Unreadable
)


def with_clock(node: Node, clock: Clock) -> Node:
    """The same day with its hour; what is no day stays as it is."""
    return replace(node, clock=clock) if isinstance(node, Day | DayStep | Feast) else node
