"""What a time expression means in days (docs/deadlines.md): due date, window, recurrence, anchor and offset.

Comes in: an expression of extractors.finding.deadlines and the date of its document.  Goes out: a `ResolvedDeadline`;
a date
that neither text nor document date gives stays None.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from extractors.finding.deadlines import TimeExpression, find_deadlines
from extractors.finding.times.tree import (
    AnchorName,
    Bound,
    Clock,
    Counted,
    Day,
    Event,
    Every,
    Kind,
    Length,
    Listed,
    Node,
    Now,
    Ongoing,
    Part,
    Span,
    Step,
    Unreadable,
)  # fmt: skip
from pipeline.dates.calendar_days import add_months
from pipeline.dates.recurrences import first_day, rule_of
from pipeline.dates.windows import window
from pipeline.dates.workdays import add_working_days

_ONE = datetime.timedelta(days=1)
# A document dated outside these years is misread: nothing is counted from such a day.
FIRST_YEAR, LAST_YEAR = 1900, 2200
UNREADABLE = "Ngày viết không rõ, cần người đọc lại."
NO_SUCH_DAY = "Ngày ghi trong văn bản không có trong lịch."
NOT_COVERED = "Lịch nghỉ lễ của năm này chưa công bố, hạn theo ngày làm việc chỉ là ước tính."
OTHER_WEEKDAY = "Thứ ghi trong văn bản không khớp với ngày."
GONE_BY = "Hạn ghi trong văn bản sớm hơn ngày văn bản."


@dataclass(frozen=True, slots=True)
class ResolvedDeadline:
    """A deadline in days.  `start` and `due` are both included; `doubt` is a Vietnamese sentence where a person should
    look.

    `before` is exclusive: `due` is the day before the written one, unless an hour is given.  `offset` is an ISO 8601
    duration
    (BD: working days; a leading minus counts back from the anchor).
    """

    kind: Kind
    start: datetime.date | None = None
    due: datetime.date | None = None
    time: str | None = None
    rrule: str | None = None
    anchor: AnchorName | None = None
    offset: str | None = None
    doubt: str | None = None
    raw: str = ""


def resolve(expression: TimeExpression, *, document_date: datetime.date | None, text: str = "") -> ResolvedDeadline:
    """The deadline of an expression; `text` is the text it was found in, from which `raw` is taken."""
    if document_date and not FIRST_YEAR <= document_date.year <= LAST_YEAR:
        document_date = None
    found = _resolved(expression.kind, expression.tree, document_date)
    found = replace(found, raw=text[expression.start : expression.end])
    if found.doubt is None and _other_weekday(expression.tree):
        return replace(found, doubt=OTHER_WEEKDAY)
    if found.doubt is None and found.due and document_date and found.due < document_date and found.rrule is None:
        return replace(found, doubt=GONE_BY)
    return found


def _resolved(kind: Kind, tree: Node, date: datetime.date | None) -> ResolvedDeadline:
    if isinstance(tree, Bound):
        return _bound(kind, tree, date)
    if isinstance(tree, Every):
        return _every(tree, date)
    if isinstance(tree, Counted):
        return _counted(kind, tree, date)
    if isinstance(tree, Event):
        return ResolvedDeadline(kind, anchor=tree.anchor)
    if isinstance(tree, Ongoing):
        held = window(tree.start, date) if tree.start else None
        return ResolvedDeadline("ongoing", start=held.start if held else None)
    if isinstance(tree, Length):
        return ResolvedDeadline("within", offset=tree.iso())
    held = window(tree, date)
    if held is None:
        # «từ ngày ký đến hết ngày 04/4»: the end is written, even where the document's own day is not known.
        last = window(tree.last, date) if isinstance(tree, Span) and isinstance(tree.first, Now) else None
        return ResolvedDeadline(kind, due=last.end if last else None, doubt=_doubt(tree))
    return ResolvedDeadline(kind, held.start, held.end, held.time, anchor=_deictic(tree))


def _other_weekday(tree: Node) -> bool:
    """Whether a full date has a day of the week beside it that is not its own: one of the two is misprinted."""
    day = tree.time if isinstance(tree, Bound) else tree
    if not isinstance(day, Day) or day.weekday is None or day.year is None or day.lunar or day.of is not None:
        return False
    held = window(day, None)
    return held is not None and held.end.weekday() != day.weekday


def _doubt(tree: Node) -> str | None:
    if isinstance(tree, Unreadable):
        return UNREADABLE
    whole = isinstance(tree, Day) and tree.year is not None and tree.day is not None
    return NO_SUCH_DAY if whole else None


def _deictic(tree: Node) -> AnchorName | None:
    """Whether the days hang on the document's date by what is written (tuần tới, từ nay), not by a missing year."""
    if isinstance(tree, Step | Now):
        return "document_date"
    if isinstance(tree, Part) and isinstance(tree.of, Step):
        return _deictic(tree.of)
    return "document_date" if isinstance(tree, Span) and isinstance(tree.first, Now) else None


def _bound(kind: Kind, tree: Bound, date: datetime.date | None) -> ResolvedDeadline:
    time = tree.time
    if isinstance(time, Event):
        return ResolvedDeadline(kind, anchor=time.anchor)
    if isinstance(time, Clock):
        return ResolvedDeadline(kind, time=time.iso())
    held = window(time, date)
    if held is None:
        return ResolvedDeadline(kind, doubt=_doubt(time))
    anchor: AnchorName | None = "document_date" if type(time).__name__ in {"DayStep", "Step"} else None
    due = held.end
    if tree.exclusive and (held.time is None or held.time == "00:00"):
        due = held.start - _ONE
    return ResolvedDeadline(kind, None, due, None if held.time == "00:00" else held.time, anchor=anchor)


def _every(tree: Every, date: datetime.date | None) -> ResolvedDeadline:
    rule = rule_of(tree)
    due = first_day(rule, date) if rule and date else None
    at = tree.at.items[0] if isinstance(tree.at, Listed) else tree.at
    clock = at if isinstance(at, Clock) else getattr(at, "clock", None)
    return ResolvedDeadline("recurring", due=due, rrule=rule, time=clock.iso() if clock else None)


def _counted(kind: Kind, tree: Counted, date: datetime.date | None) -> ResolvedDeadline:
    offset = ("-" if tree.sign < 0 else "") + tree.length.iso()
    anchor = tree.anchor
    if anchor is None:
        return ResolvedDeadline(kind, offset=offset)
    if isinstance(anchor, Event):
        if anchor.anchor != "document_date" or date is None:
            return ResolvedDeadline(kind, anchor=anchor.anchor, offset=offset)
        begin: datetime.date | None = date
    else:
        held = window(anchor, date)
        begin = held.end if held else None
    name: AnchorName | None = anchor.anchor if isinstance(anchor, Event) else None
    if begin is None:
        return ResolvedDeadline(kind, anchor=name, offset=offset)
    due, covered = counted_from(begin, tree.length, tree.sign)
    doubt = None if covered else NOT_COVERED
    return ResolvedDeadline(kind, begin if tree.sign > 0 else None, due, anchor=name, offset=offset, doubt=doubt)


def counted_from(begin: datetime.date, length: Length, sign: int = 1) -> tuple[datetime.date | None, bool]:
    """The last day of a length, its first day not counted (Bộ luật Dân sự 2015, Điều 147), and whether its year is
    covered.

    >>> counted_from(datetime.date(2022, 3, 1), Length(15, "day"))
    (datetime.date(2022, 3, 16), True)
    """
    amount = sign * length.amount
    if length.unit == "working_day":
        reached = add_working_days(begin, amount)
        return (reached.day, reached.covered) if reached else (None, True)
    if length.unit == "hour":
        return (begin + amount // 24 * _ONE if amount % 24 == 0 else None), True
    if length.unit in {"day", "week"}:
        return begin + amount * (7 if length.unit == "week" else 1) * _ONE, True
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[length.unit]
    return add_months(begin, amount * months), True


# --- phrases, line by line
# --------------------------------------------------------------------------------------------------


def read_phrases(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read lines {"id", "text", "document_date"} and give for each its predictions; a bad line gives an error entry."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            yield {"id": None, "line": number, "preds": [], "error": f"Dòng {number}: không phải JSON."}
            continue
        yield _phrase(row, number)


def _phrase(row: Any, number: int) -> dict[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        name = row.get("id") if isinstance(row, dict) else None
        return {"id": name, "line": number, "preds": [], "error": f"Dòng {number}: thiếu «text»."}
    written = row.get("document_date")
    try:
        date = datetime.date.fromisoformat(written) if written else None
    except (TypeError, ValueError):
        return {
            "id": row.get("id"),
            "line": number,
            "preds": [],
            "error": f"Dòng {number}: «document_date» phải có dạng 2024-05-20.",
        }
    found = [(one, resolve(one, document_date=date, text=row["text"])) for one in find_deadlines(row["text"])]
    return {"id": row.get("id"), "preds": [_prediction(one, told) for one, told in found if not gone_by(told, date)]}


def gone_by(told: ResolvedDeadline, date: datetime.date | None) -> bool:
    """Whether a time lies so far behind the document that it reports and does not ask.

    A window that ended before the document's day is past; a bound may be a misprint by some weeks, and is then told
    with a doubt.
    """
    if date is None or told.due is None or told.rrule:
        return False
    margin = 62 if told.kind in {"by", "before", "within"} else 0
    return told.due < date - margin * _ONE


def _prediction(one: TimeExpression, told: ResolvedDeadline) -> dict[str, Any]:
    return {
        "s": one.start, "e": one.end, "start": told.start.isoformat() if told.start else None,
        "end": told.due.isoformat() if told.due else None, "rrule": told.rrule, "offset": told.offset, "kind":
        told.kind,
        "time": told.time, "anchor": told.anchor, "rule": one.rule, "tree": repr(one.tree), "doubt": told.doubt,
    }  # fmt: skip
