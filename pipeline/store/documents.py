"""Rows of documents and readings, written and read back as records."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from pipeline.models import Directive, ErrorInfo
from pipeline.store.records import Direction, State, StoredDocument
from pipeline.store.tables import corrected, documents, events, readings, tasks
from pipeline.store.times import utc_text

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Content:
    """What arrived: the bytes by hash and size, the name they came under, and what the subfolder says of them."""

    sha256: str | None
    size: int
    file_name: str
    direction: Direction | None = None
    topic: str | None = None
    unit: str | None = None
    register: str = "den"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading it: a directive, or why there is none.

    `reader` names the version of readers and rules; `trace` is for engineers, where the fault was the program's;
    `secrecy_level` is the mark of a file that is set apart, of which nothing else is kept; `text` is what the
    directive speaks of, packed (pipeline.packed_text).
    """

    reader: str
    directive: Directive | None = None
    error: ErrorInfo | None = None
    trace: str | None = None
    secrecy_level: str | None = None
    text: bytes | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes something, when, and why (a Vietnamese sentence)."""

    by: str
    at: datetime.datetime
    why: str


def insert(connection: sa.Connection, content: Content, state: State, change: Change, **values: object) -> int:
    """A new document in this state; returns its id."""
    at = utc_text(change.at)
    row = {
        "sha256": content.sha256, "file_name": content.file_name, "size": content.size, "state": state, "version": 1,
        "received_at": at, "changed_at": at, "direction": content.direction, "topic": content.topic,
        "unit": content.unit, "register": content.register if content.direction == "den" else None, **values,
    }  # fmt: skip
    created = connection.execute(sa.insert(documents).values(row).returning(documents.c.id)).scalar_one()
    add_event(connection, created, "arrived", change, new_state=state)
    return int(created)


def by_hash(connection: sa.Connection, sha256: str) -> sa.Row[Any] | None:
    """The document with these bytes, held against changes by others until the transaction ends."""
    return connection.execute(sa.select(documents).where(documents.c.sha256 == sha256).with_for_update()).one_or_none()


def by_id(connection: sa.Connection, document_id: int) -> sa.Row[Any]:
    """The document with this id, held against changes by others until the transaction ends."""
    return connection.execute(sa.select(documents).where(documents.c.id == document_id).with_for_update()).one()


def change_state(
    connection: sa.Connection, row: sa.Row[Any], state: State, kind: str, change: Change, **values: object
) -> None:
    """Set state and further columns of a document, with the event that says so; its version grows by one."""
    connection.execute(
        sa.update(documents)
        .where(documents.c.id == row.id)
        .values(state=state, version=row.version + 1, changed_at=utc_text(change.at), **values)
    )
    add_event(connection, row.id, kind, change, old_state=row.state, new_state=state)


def add_event(
    connection: sa.Connection, document_id: int, kind: str, change: Change,
    old_state: State | None = None, new_state: State | None = None, data: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Write down that something happened to a document."""
    row = {
        "document_id": document_id, "at": utc_text(change.at), "by": change.by, "kind": kind, "why": change.why,
        "old_state": old_state, "new_state": new_state, "data": dict(data) if data else None,
    }  # fmt: skip
    connection.execute(sa.insert(events).values(row))


def add_reading(connection: sa.Connection, document_id: int, reading: Reading, change: Change) -> int:
    """Keep a reading beside the earlier ones; returns its id."""
    row = {
        "document_id": document_id, "at": utc_text(change.at), "by": change.by, "reader": reading.reader,
        "directive": reading.directive.model_dump(mode="json") if reading.directive else None,
        "error": reading.error.model_dump(mode="json") if reading.error else None,
        "trace": reading.trace.replace("\0", "\N{REPLACEMENT CHARACTER}") if reading.trace else None,
    }  # fmt: skip
    return int(connection.execute(sa.insert(readings).values(row).returning(readings.c.id)).scalar_one())


def put_tasks(connection: sa.Connection, document_id: int, reading_id: int, directive: Directive) -> None:
    """Make the task rows of a document those of this reading."""
    connection.execute(sa.delete(tasks).where(tasks.c.document_id == document_id))
    rows = [
        {
            "document_id": document_id, "task_id": task.id, "reading_id": reading_id, "position": position,
            "action": plain(task.action), "lead": plain("; ".join(body.name for body in task.lead)),
            "due": min((deadline.due for deadline in task.deadlines if deadline.due), default=None),
            "status": task.status,
        }
        for position, task in enumerate(directive.tasks)
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(tasks), rows)


def plain(text: str) -> str:
    """The text with its null characters told as unknown: PostgreSQL takes every character but this one."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def stream(connection: sa.Connection, wanted: list[sa.ColumnElement[bool]]) -> Iterator[StoredDocument]:
    """The documents that fulfil all conditions, in the order in which they arrived."""
    last = 0
    while True:
        query = (
            sa.select(documents, readings.c.directive, corrected.c.directive.label("corrected"))
            .outerjoin(readings, documents.c.reading_id == readings.c.id)
            .outerjoin(corrected, documents.c.id == corrected.c.document_id)
            .where(documents.c.id > last, *wanted)
            .order_by(documents.c.id)
            .limit(_CHUNK)
        )
        rows = connection.execute(query).all()
        yield from map(_record, rows)
        if len(rows) < _CHUNK:
            return
        last = rows[-1].id


def _record(row: sa.Row[Any]) -> StoredDocument:
    holding = row.corrected or row.directive
    return StoredDocument(
        id=row.id, sha256=row.sha256, file_name=row.file_name, state=row.state, version=row.version,
        received_at=row.received_at,
        directive=Directive.model_validate(holding) if holding else None,
        error=ErrorInfo.model_validate(row.error) if row.error else None,
        media_type=row.media_type, approved_by=row.approved_by, approved_at=row.approved_at,
        direction=row.direction, topic=row.topic, unit=row.unit, superseded_by=row.superseded_by,
        register=row.register, arrival_number=row.arrival_number, arrival_date=row.arrival_date,
        secrecy_level=row.secrecy_level,
    )  # fmt: skip
