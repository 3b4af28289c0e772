"""Steps written and taken back: one event each, the version counted, everything in the caller's one transaction."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from pipeline.corrections.apply import apply
from pipeline.corrections.stack import REDONE, UNDONE, Done, Standing
from pipeline.corrections.steps import StateStep, Step
from pipeline.models import Directive
from pipeline.review.saying import change_said, short, title_of
from pipeline.store import documents, standing, versions
from pipeline.store.documents import Change
from pipeline.store.records import State
from pipeline.store.tables import bodies_seen
from pipeline.store.tables import documents as table
from pipeline.store.times import utc_text
from rules.spelling import fold

CORRECTED, APPROVED, BEGUN = "corrected", "approved", "begun"
_UNDO, _REDO = "Hoàn tác", "Làm lại"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document held against changes by others: its row, the machine's reading, what was done, what holds."""

    row: sa.Row[Any]
    reading: Directive
    done: Standing
    holding: Directive


@dataclass(frozen=True, slots=True)
class Context:
    """Who does something, when, from which window, to which place; `note` goes into the event as it is."""

    change: Change
    window: str
    path: str
    note: dict[str, Any] | None = None

    @property
    def at(self) -> str:
        """The moment, as the store writes it."""
        return utc_text(self.change.at)


def load(connection: sa.Connection, document_id: int) -> Loaded | None:
    """The document, if there is one that was read."""
    row = connection.execute(sa.select(table).where(table.c.id == document_id).with_for_update(of=table)).one_or_none()
    if row is None or row.reading_id is None:
        return None
    reading = standing.reading_of(connection, row.reading_id)
    done = standing.steps_of(connection, document_id)
    return Loaded(row, reading, done, apply(reading, done.steps))


def after(loaded: Loaded, step: Step) -> Directive:
    """What would hold after one more step."""
    return apply(loaded.holding, (step,))


def write(connection: sa.Connection, loaded: Loaded, step: Step, context: Context) -> int:
    """Write a step; returns the version that the document has then."""
    after = apply(loaded.holding, (step,))
    old, new = change_said(step, loaded.holding, after)
    said = {"title": title_of(step), "old": old, "new": new, "step": step.model_dump(mode="json")}
    approval = _approval((step,))
    return _store(connection, loaded, after, APPROVED if approval else CORRECTED, said, context, approval)


def undo(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
    """Take the last step back; returns the version."""
    last = loaded.done.done[-1]
    steps = loaded.done.steps[:-1]
    after = apply(loaded.reading, steps)
    new, old = change_said(last.step, after, loaded.holding)
    said = {"title": f"{_UNDO}: {title_of(last.step)}", "old": old, "new": new, "of": last.id}
    return _store(connection, loaded, after, UNDONE, said, context, _approval(steps))


def redo(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
    """Do again what was taken back last; returns the version."""
    again: Done = loaded.done.undone[-1]
    after = apply(loaded.holding, (again.step,))
    old, new = change_said(again.step, loaded.holding, after)
    said = {"title": f"{_REDO}: {title_of(again.step)}", "old": old, "new": new, "of": again.id}
    return _store(connection, loaded, after, REDONE, said, context, _approval((again.step,)))


def begin(connection: sa.Connection, loaded: Loaded, context: Context) -> None:
    """Somebody looks at it: no change of what it says, so the version stays."""
    if loaded.row.state == "read":
        moment = {"state": "in_review", "changed_at": context.at}
        connection.execute(sa.update(table).where(table.c.id == loaded.row.id).values(moment))
        documents.add_event(connection, loaded.row.id, BEGUN, context.change, "read", "in_review")


def _approval(steps: tuple[Step, ...]) -> StateStep | None:
    last = steps[-1] if steps else None
    return last if isinstance(last, StateStep) else None


def _store(
    connection: sa.Connection, loaded: Loaded, after: Directive, kind: str, said: dict[str, Any], context: Context,
    approval: StateStep | None,
) -> int:  # fmt: skip
    """Everything that one change touches.  `approval` is the one that holds after it, if one does."""
    row, version = loaded.row, int(loaded.row.version) + 1
    now_state: State = "approved" if approval else "in_review"
    values = {
        "state": now_state, "version": version, "changed_at": context.at,
        "approved_by": approval.by if approval else None, "approved_at": approval.at if approval else None,
    }  # fmt: skip
    connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
    data = {**said, "path": context.path, "where": context.window, "version": version, **(context.note or {})}
    change = Change(context.change.by, context.change.at, said["title"])
    documents.add_event(connection, row.id, kind, change, row.state, now_state, data)
    standing.put(connection, row, loaded.reading, after, change)
    _remember_bodies(connection, row.id, after if approval else None)
    if approval:
        versions.link(connection, row.id, change)
    return int(connection.scalar(sa.select(table.c.version).where(table.c.id == row.id)) or version)


def _remember_bodies(connection: sa.Connection, document_id: int, approved: Directive | None) -> None:
    """Offer the names of an approved document where names are typed."""
    connection.execute(sa.delete(bodies_seen).where(bodies_seen.c.document_id == document_id))
    if approved is None:
        return
    found: dict[str, str | None] = {}
    if approved.header.issuer.value:
        found[documents.plain(approved.header.issuer.value)] = None
    for task in approved.tasks:
        for body in (*task.lead, *task.support, *task.report_to, *task.via):
            found[documents.plain(short(body.name))] = body.body
    rows = [
        {"document_id": document_id, "name": name, "folded": fold(name), "body": body} for name, body in found.items()
    ]
    if rows:
        connection.execute(sa.insert(bodies_seen), rows)


def undo_title(done: Standing) -> str | None:
    """What undo would take back."""
    return title_of(done.done[-1].step) if done.done else None


def redo_title(done: Standing) -> str | None:
    """What redo would do again."""
    return title_of(done.undone[-1].step) if done.undone else None
