"""Is a time over on the document's day?  Then it tells what has been, and bounds nobody.

Comes in: a time expression and the document's date as its head says it.  Goes out: yes, or no where a year is missing.
"""

import calendar
import datetime
from typing import Any

from extractors.finding.deadlines import TimeExpression
from extractors.finding.findings import HeaderFindings
from extractors.finding.times.tree import (
    Bound,
    Day,
    Listed,
    Month,
    Months,
    Node,
    Part,
    Quarter,
    Span,
    Week,
    Year,
    Years,
)

_INSIDE: tuple[tuple[Any, str], ...] = ((Bound, "time"), (Part, "of"), (Week, "of"), (Span, "last"))


def day_of(header: HeaderFindings) -> datetime.date | None:
    """The document's date where it is printed; one written by hand may be misread."""
    for mention in (header.candidates.get("date") or [])[:1]:
        iso = mention.details.get("iso")
        if iso and not mention.handwritten:
            return datetime.date.fromisoformat(iso)
    return None


def is_past(time: TimeExpression, today: datetime.date | None) -> bool:
    """Whether all that is written of a time lies before the document's day.

    >>> from extractors.finding.deadlines import find_deadlines
    >>> is_past(find_deadlines("nộp trước ngày 20/5/2024")[0], datetime.date(2024, 7, 11))
    True
    """
    last = _last_day(time.tree)
    return today is not None and last is not None and last < today


def _last_day(node: Node | None) -> datetime.date | None:
    """The last day that a tree names with its year."""
    for kind, inside in _INSIDE:
        if isinstance(node, kind):
            return _last_day(getattr(node, inside))
    if isinstance(node, Listed):
        return max((day for item in node.items if (day := _last_day(item))), default=None)
    year, month, written = _written(node)
    return _closed(year, month, written) if year else None


def _written(node: Node | None) -> tuple[int | None, int, int | None]:
    """Year, month and day of a node, the later ones filled up; no year where none is written."""
    if isinstance(node, Day) and node.month and not node.lunar:
        return node.year, node.month, node.day
    if isinstance(node, Month) and not node.lunar:
        return node.year, node.month, None
    if isinstance(node, Quarter):
        return node.year, 3 * node.quarter, None
    if isinstance(node, Months | Years):
        return (node.year, node.last, None) if isinstance(node, Months) else (node.last, 12, None)
    return (node.year if isinstance(node, Year) else None), 12, None


def _closed(year: int, month: int, day: int | None) -> datetime.date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day, last) if day and day > 0 else last)
