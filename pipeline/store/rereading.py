"""Read again: a new reading beside the old ones, with the ids that tasks had, and the differences on record.

What a person has approved stays as it was approved; a reading that differs from it is kept for a review.
"""

from typing import Any, Literal

import sqlalchemy as sa
from rapidfuzz import fuzz

from pipeline.config import RegisterSettings
from pipeline.models import Directive, FieldBase, Task
from pipeline.store import documents, standing, taking, versions
from pipeline.store.documents import Change, Content, Reading
from pipeline.store.earlier import borne_out
from pipeline.store.tables import documents as table
from pipeline.store.tables import readings
from rules.spelling import level

RereadOutcome = Literal["taken", "same", "changed", "differs", "failed"]

# Quotes that agree this well (of 100) are the same task, moved or with a word or two read otherwise.
_SAME_TASK = 85.0


def outdated(connection: sa.Connection, reader: str | None) -> list[int]:
    """The documents whose last reading is not by this reader (None: all) and whose original is kept."""
    query = sa.select(table.c.id).where(table.c.sha256.is_not(None)).order_by(table.c.id)
    if reader is not None:
        last = sa.select(sa.func.max(readings.c.id).label("id")).group_by(readings.c.document_id).subquery()
        of_others = sa.select(readings.c.document_id).join(last, last.c.id == readings.c.id)
        query = query.where(table.c.id.in_(of_others.where(readings.c.reader != reader)))
    return list(connection.scalars(query))


def keep_again(
    connection: sa.Connection, document_id: int, reading: Reading, change: Change, numbering: RegisterSettings
) -> RereadOutcome:
    """Keep a further reading of a document, and let it count unless a person's word stands against it."""
    row = documents.by_id(connection, document_id)
    if reading.directive is None:
        return _keep_failure(connection, row, reading, change)
    if row.state == "failed":
        return _succeed(connection, row, reading, change, numbering)
    old = Directive.model_validate(
        connection.scalar(sa.select(readings.c.directive).where(readings.c.id == row.reading_id))
    )
    new = with_former_ids(old, borne_out(connection, reading.directive, row.sha256))
    kept = documents.add_reading(connection, row.id, Reading(reading.reader, new), change)
    found = differences(old, new)
    if row.approved_at:
        if found:
            documents.add_event(connection, row.id, "differs", change, row.state, row.state, {"changes": found})
        return "differs" if found else "same"
    standing.count(connection, row.id, kept, new, change, reading.text)
    if not found:
        return "same"
    documents.change_state(connection, row, row.state, "reread", change)
    documents.add_event(connection, row.id, "changed_by_reader", change, data={"changes": found})
    versions.link(connection, row.id, change)
    return "changed"


def _keep_failure(connection: sa.Connection, row: sa.Row[Any], reading: Reading, change: Change) -> RereadOutcome:
    """A reading that fails now takes nothing away from one that stands."""
    documents.add_reading(connection, row.id, reading, change)
    error = reading.error.model_dump(mode="json") if reading.error else None
    if row.state == "failed":
        connection.execute(sa.update(table).where(table.c.id == row.id).values(error=error))
    documents.add_event(connection, row.id, "reread_failed", change, row.state, row.state, error)
    return "failed"


def _succeed(
    connection: sa.Connection, row: sa.Row[Any], reading: Reading, change: Change, numbering: RegisterSettings
) -> RereadOutcome:
    content = Content(
        row.sha256, row.size, row.file_name, row.direction, row.topic, row.unit, row.register or numbering.name
    )
    taking.keep_directive(connection, row, content, reading, change, numbering)
    return "taken"


def with_former_ids(old: Directive, new: Directive) -> Directive:
    """The new directive with each task under the id that it had: of two that match, the better match keeps it."""
    same = {task.id for task in old.tasks} & {task.id for task in new.tasks}
    gone = [task for task in old.tasks if task.id not in same]
    came = [task for task in new.tasks if task.id not in same]
    pairs = sorted(
        ((_alike(before, after), before.id, after.id) for before in gone for after in came),
        key=lambda pair: -pair[0],
    )
    former: dict[str, str] = {}
    for score, before_id, after_id in pairs:
        if score >= _SAME_TASK and before_id not in former.values() and after_id not in former:
            former[after_id] = before_id
    tasks = [task.model_copy(update={"id": former.get(task.id, task.id)}) for task in new.tasks]
    return new.model_copy(update={"tasks": tuple(tasks)})


def _alike(one: Task, other: Task) -> float:
    return float(fuzz.ratio(level(one.quote), level(other.quote)))


def differences(old: Directive, new: Directive) -> list[dict[str, Any]]:
    """What a reviewer would want to see of two readings: values of the header, tasks that came, went or changed."""
    found: list[dict[str, Any]] = []
    for key in type(old.header).model_fields:
        before, after = _said(getattr(old.header, key)), _said(getattr(new.header, key))
        if before != after:
            found.append({"what": key, "from": before, "to": after})
    before_tasks, after_tasks = ({task.id: _task_said(task) for task in read.tasks} for read in (old, new))
    for task_id in [*before_tasks, *(key for key in after_tasks if key not in before_tasks)]:
        before_task, after_task = before_tasks.get(task_id), after_tasks.get(task_id)
        if before_task != after_task:
            found.append({"what": "task", "id": task_id, "from": before_task, "to": after_task})
    return found


def _said(field: FieldBase) -> dict[str, Any]:
    return field.model_dump(mode="json", include={"value", "status"})


def _task_said(task: Task) -> dict[str, Any]:
    return {
        "action": task.action,
        "lead": [body.name for body in task.lead],
        "support": [body.name for body in task.support],
        "report_to": [body.name for body in task.report_to],
        "deadlines": [[deadline.kind, deadline.due or deadline.raw] for deadline in task.deadlines],
    }
