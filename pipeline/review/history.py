"""Everything that happened to a document, in Vietnamese words."""

from typing import Any

import sqlalchemy as sa

from pipeline.models import Directive, Task
from pipeline.review.saying import NOTHING, PART_NAMES, field_said, part_said, short
from pipeline.review.views import Compared, Entry
from pipeline.shown import FIELD_NAMES
from pipeline.store import standing
from pipeline.store.tables import events

# What raises the version without a person.
_BY_THE_PROGRAM = {"reread", "superseded"}
_ADDED, _GONE = "(người xem lại thêm)", "(đã loại)"


def entries(connection: sa.Connection, document_id: int) -> tuple[Entry, ...]:
    """The history, oldest first."""
    gone = {each.id for each in standing.steps_of(connection, document_id).undone}
    holding = {each.id for each in standing.steps_of(connection, document_id).done}
    query = sa.select(events).where(events.c.document_id == document_id).order_by(events.c.id)
    return tuple(_entry(row, gone, holding) for row in connection.execute(query))


def _entry(row: sa.Row[Any], gone: set[int], holding: set[int]) -> Entry:
    data = row.data if isinstance(row.data, dict) else {}
    undone = row.id in gone or ("step" in data and row.id not in holding)
    return Entry(
        id=row.id, at=row.at, by=row.by, kind=row.kind, title=data.get("title") or row.why, path=data.get("path"),
        old=data.get("old"), new=data.get("new"), where=data.get("where"), undone=undone,
    )  # fmt: skip


def since(connection: sa.Connection, document_id: int, version: int) -> tuple[Entry, ...]:
    """What was changed after this version: by people, who count it, and by another reading or version of the file."""
    query = sa.select(events).where(events.c.document_id == document_id).order_by(events.c.id)
    rows = connection.execute(query).all()
    counted = [(row.data or {}).get("version") if isinstance(row.data, dict) else None for row in rows]
    seen = max((at for at, number in enumerate(counted) if number is not None and number <= version), default=-1)
    later = [row for at, row in enumerate(rows) if at > seen and (counted[at] or row.kind in _BY_THE_PROGRAM)]
    return tuple(_entry(row, set(), {row.id for row in later}) for row in later)


def compared(machine: Directive, now: Directive) -> tuple[Compared, ...]:
    """Every header field and every part of every task, as read and as it stands."""
    found = []
    for name, field_name in FIELD_NAMES.items():
        read, field = getattr(machine.header, name), getattr(now.header, name)
        found.append(
            Compared(
                f"header.{name}", field_name, field_said(name, read.value), field_said(name, field.value), field.status
            )
        )
    before, after = {task.id: task for task in machine.tasks}, {task.id: task for task in now.tasks}
    for task_id in dict.fromkeys([*after, *before]):
        found += _compared_task(task_id, before.get(task_id), after.get(task_id))
    return tuple(found)


def _compared_task(task_id: str, read: Task | None, now: Task | None) -> list[Compared]:
    path, status = f"tasks.{task_id}", now.status if now else "rejected"
    shown = now or read
    name = f"Nhiệm vụ: {short(shown.quote)}" if shown else "Nhiệm vụ"
    if read is None or now is None:
        said = (NOTHING, _ADDED) if read is None else (short(read.quote), _GONE)
        return [Compared(path, name, *said, status)]
    found = [Compared(path, name, short(read.quote), short(now.quote), status)]
    for part, part_name in PART_NAMES.items():
        said = part_said(read, part), part_said(now, part)
        if any(said):
            found.append(Compared(f"{path}.{part}", part_name, *said, status))
    return found


def value_at(directive: Directive, path: str) -> str | None:
    """The value at the place of a change, in words; None where the place holds no single value."""
    kind, _, rest = path.partition(".")
    if kind == "header" and rest in FIELD_NAMES:
        return field_said(rest, getattr(directive.header, rest).value)
    task_id, _, part = rest.partition(".")
    task = next((task for task in directive.tasks if task.id == task_id), None) if kind == "tasks" else None
    if task is None:
        return None
    return part_said(task, part) if part in PART_NAMES else short(task.quote)
