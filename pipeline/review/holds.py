"""Who has which document open, and what is being typed there.

A hold expires by itself unless the window says that it is still there; drafts stay until they are written or dropped,
and are handed to the next window that the same reviewer opens the document in.
"""

import datetime

import sqlalchemy as sa

from pipeline.review.views import Draft, Holder
from pipeline.store.opening import dialect_insert
from pipeline.store.tables import documents, drafts, holds
from pipeline.store.times import utc_text

LASTS = datetime.timedelta(seconds=90)
# Any number will do, as long as every process asks for the same.
_NEXT_LOCK = 7_480_118


def hold(connection: sa.Connection, document_id: int, window: str, reviewer: str, now: datetime.datetime) -> None:
    """The window has the document open from now on, or still."""
    times = {"reviewer": reviewer, "until": utc_text(now + LASTS)}
    row = {"document_id": document_id, "window_id": window, "since": utc_text(now), **times}
    insert = dialect_insert(connection.dialect.name)(holds).values(row)
    connection.execute(insert.on_conflict_do_update(index_elements=["document_id", "window_id"], set_=times))


def touch(connection: sa.Connection, document_id: int, window: str, now: datetime.datetime) -> None:
    """The window still has the document open."""
    mine = sa.and_(holds.c.document_id == document_id, holds.c.window_id == window)
    connection.execute(sa.update(holds).where(mine).values(until=utc_text(now + LASTS)))


def leave(connection: sa.Connection, document_id: int, window: str) -> None:
    """The window has closed the document."""
    connection.execute(sa.delete(holds).where(holds.c.document_id == document_id, holds.c.window_id == window))


def others(
    connection: sa.Connection, document_id: int, window: str, now: datetime.datetime
) -> tuple[Holder, ...]:  # fmt: skip
    """Who else has it open."""
    query = sa.select(holds.c.reviewer, holds.c.since).where(
        holds.c.document_id == document_id, holds.c.window_id != window, holds.c.until > utc_text(now)
    )
    return tuple(Holder(row.reviewer, row.since) for row in connection.execute(query.order_by(holds.c.since)))


def one_at_a_time(connection: sa.Connection) -> None:
    """Until the transaction ends nobody else looks for a free document; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_NEXT_LOCK)))


def held_elsewhere(connection: sa.Connection, window: str, now: datetime.datetime) -> set[int]:
    """The documents that other windows have open; holds long gone are cleared away."""
    connection.execute(sa.delete(holds).where(holds.c.until < utc_text(now - 10 * LASTS)))
    query = sa.select(holds.c.document_id).where(holds.c.window_id != window, holds.c.until > utc_text(now))
    return set(connection.scalars(query))


def keep_draft(
    connection: sa.Connection, document_id: int, window: str, path: str, value: str, now: datetime.datetime
) -> None:
    """Keep what is being typed, under the name of whoever has the window."""
    reviewer = connection.scalar(
        sa.select(holds.c.reviewer).where(holds.c.document_id == document_id, holds.c.window_id == window)
    )
    said = {"value": value.replace("\0", ""), "at": utc_text(now), "reviewer": reviewer or ""}
    row = {"document_id": document_id, "window_id": window, "path": path, **said}
    insert = dialect_insert(connection.dialect.name)(drafts).values(row)
    keys = ["document_id", "window_id", "path"]
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=said))


def drop_draft(connection: sa.Connection, document_id: int, window: str, path: str) -> None:
    """Forget what was typed."""
    connection.execute(
        sa.delete(drafts).where(
            drafts.c.document_id == document_id, drafts.c.window_id == window, drafts.c.path == path
        )
    )


def adopt_drafts(
    connection: sa.Connection, document_id: int, window: str, reviewer: str, now: datetime.datetime
) -> tuple[Draft, ...]:  # fmt: skip
    """The drafts of this window, with those that the same reviewer left in windows that are closed by now."""
    alive = sa.select(holds.c.window_id).where(holds.c.document_id == document_id, holds.c.until > utc_text(now))
    mine = sa.select(drafts).where(
        drafts.c.document_id == document_id,
        sa.or_(
            drafts.c.window_id == window,
            sa.and_(drafts.c.reviewer == reviewer, drafts.c.window_id.not_in(alive)),
        ),
    )
    newest: dict[str, sa.Row[tuple[object, ...]]] = {}
    for row in connection.execute(mine.order_by(drafts.c.at)).all():
        newest[row.path] = row
        if row.window_id != window:
            drop_draft(connection, document_id, row.window_id, row.path)
    for row in newest.values():
        if row.window_id != window:
            drop_draft(connection, document_id, window, row.path)
            connection.execute(sa.insert(drafts).values({**row._mapping, "window_id": window}))
    return tuple(Draft(row.path, row.value, row.at) for row in newest.values())


def exists(connection: sa.Connection, document_id: int) -> bool:
    """Whether there is such a document, with something read."""
    query = sa.select(documents.c.id).where(documents.c.id == document_id, documents.c.reading_id.is_not(None))
    return connection.scalar(query) is not None
