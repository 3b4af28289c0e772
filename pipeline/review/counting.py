"""The office in numbers, for whoever is responsible: what came, what is in doubt, what the machine gets wrong."""

import datetime
from collections import Counter
from typing import Any

import sqlalchemy as sa

from pipeline.review.saying import PART_NAMES
from pipeline.review.views import Figures, Week
from pipeline.shown import FIELD_NAMES
from pipeline.store.records import STATES
from pipeline.store.tables import documents, events, tasks
from pipeline.store.times import VIETNAM

_OPERATIONS = {
    "reject": "Nhiệm vụ: loại bỏ",
    "restore": "Nhiệm vụ: khôi phục",
    "wave": "Mục có thể bị sót: không phải nhiệm vụ",
    "move": "Nhiệm vụ: đổi thứ tự",
}


def figures(connection: sa.Connection) -> Figures:
    """Everything that the plots show."""
    counts = dict.fromkeys(STATES, 0)
    states = sa.select(documents.c.state, sa.func.count()).group_by(documents.c.state)
    counts |= {row[0]: row[1] for row in connection.execute(states)}
    return Figures(_weeks(connection), _corrections(connection), _hours(connection), _due_months(connection), counts)


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(VIETNAM)


def _weeks(connection: sa.Connection) -> tuple[Week, ...]:
    query = sa.select(documents.c.received_at, documents.c.task_count, documents.c.doubtful).where(
        documents.c.reading_id.is_not(None)
    )
    found: dict[datetime.date, list[int]] = {}
    for row in connection.execute(query):
        day = _moment(row.received_at).date()
        week = found.setdefault(day - datetime.timedelta(day.weekday()), [0, 0, 0])
        week[0] += 1
        week[1] += row.task_count or 0
        week[2] += row.doubtful
    return tuple(Week(monday.isoformat(), *numbers) for monday, numbers in sorted(found.items()))


def _corrections(connection: sa.Connection) -> tuple[tuple[str, int], ...]:
    """Corrections that hold, by what was wrong; a mere confirmation is none."""
    query = sa.select(events.c.id, events.c.kind, events.c.data).where(
        events.c.kind.in_(("corrected", "undone", "redone"))
    )
    named: dict[int, str] = {}
    undone: set[int] = set()
    for row in connection.execute(query.order_by(events.c.id)):
        if row.kind == "undone":
            undone.add(row.data["of"])
        elif row.kind == "redone":
            undone.discard(row.data["of"])
        elif name := _corrected(row.data["step"]):
            named[row.id] = name
    return tuple(Counter(name for number, name in named.items() if number not in undone).most_common())


def _corrected(step: dict[str, Any]) -> str | None:
    match step["op"]:
        case "field":
            return FIELD_NAMES[step["field"]] if step["value"] != step["read"] else None
        case "task":
            named = [PART_NAMES[part] for part in step["parts"] if part in PART_NAMES]
            return f"Nhiệm vụ: {named[0].lower()}" if named else None
        case "replace":
            if not step["gone"]:
                return "Nhiệm vụ: thêm việc bị sót"
            return "Nhiệm vụ: tách" if len(step["made"]) > 1 else "Nhiệm vụ: gộp"
        case other:
            return _OPERATIONS.get(other)


def _hours(connection: sa.Connection) -> tuple[float, ...]:
    query = sa.select(documents.c.received_at, documents.c.approved_at).where(documents.c.approved_at.is_not(None))
    rows = connection.execute(query.order_by(documents.c.approved_at, documents.c.id)).all()
    waited = [_moment(row.approved_at) - _moment(row.received_at) for row in rows]
    return tuple(round(each.total_seconds() / 3600, 2) for each in waited)


def _due_months(connection: sa.Connection) -> tuple[tuple[str, int], ...]:
    month = sa.func.substr(tasks.c.due, 1, 7)
    query = (
        sa.select(month, sa.func.count())
        .join(documents, documents.c.id == tasks.c.document_id)
        .where(tasks.c.due.is_not(None), documents.c.state != "withdrawn")
        .group_by(month)
    )
    return tuple(sorted((row[0], row[1]) for row in connection.execute(query)))
