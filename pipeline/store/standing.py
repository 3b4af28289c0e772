"""What holds of a document now: the reading that counts with the steps of people applied, and all that repeats it.

Whoever makes another reading count, or writes a step, calls this in the same transaction.
"""

from typing import Any

import sqlalchemy as sa

from pipeline.corrections.apply import apply
from pipeline.corrections.stack import Standing, standing
from pipeline.models import Directive
from pipeline.packed_text import text_of
from pipeline.store import documents, listing, texts
from pipeline.store.documents import Change
from pipeline.store.opening import dialect_insert
from pipeline.store.tables import corrected, events, readings
from pipeline.store.tables import documents as table
from pipeline.store.times import vietnam_date

# Kinds of events that carry steps or take them back (pipeline.corrections.stack).
STEP_KINDS = ("corrected", "approved", "undone", "redone")


def count(
    connection: sa.Connection, document_id: int, reading_id: int, reading: Directive, change: Change,
    text: bytes | None,
) -> Directive:  # fmt: skip
    """Make this the reading that counts, with its text; returns what holds: the reading with people's steps applied."""
    connection.execute(sa.update(table).where(table.c.id == document_id).values(reading_id=reading_id))
    texts.put(connection, document_id, text)
    holding = apply(reading, steps_of(connection, document_id).steps)
    _repeat(connection, document_id, reading_id, reading, holding, change)
    row = connection.execute(
        sa.select(table.c.file_name, table.c.topic, table.c.unit).where(table.c.id == document_id)
    ).one()
    found = listing.words_of(*listing.said_in(holding), text_of(text) if text else None, *row)
    listing.put_words(connection, document_id, found, anew=True)
    return holding


def put(connection: sa.Connection, row: sa.Row[Any], reading: Directive, holding: Directive, change: Change) -> None:
    """Let this hold of a document whose reading stays; `row` is that of the document."""
    _repeat(connection, row.id, row.reading_id, reading, holding, change)
    listing.put_words(connection, row.id, listing.words_of(*listing.said_in(holding)), anew=False)


def _repeat(
    connection: sa.Connection, document_id: int, reading_id: int, reading: Directive, holding: Directive,
    change: Change,
) -> None:  # fmt: skip
    if holding == reading:
        connection.execute(sa.delete(corrected).where(corrected.c.document_id == document_id))
    else:
        said = {"directive": holding.model_dump(mode="json")}
        insert = dialect_insert(connection.dialect.name)(corrected).values(document_id=document_id, **said)
        connection.execute(insert.on_conflict_do_update(index_elements=["document_id"], set_=said))
    columns = listing.columns(holding, vietnam_date(change.at))
    connection.execute(sa.update(table).where(table.c.id == document_id).values(columns))
    documents.put_tasks(connection, document_id, reading_id, holding)


def steps_of(connection: sa.Connection, document_id: int) -> Standing:
    """What people did with a document, and what of it holds."""
    query = sa.select(events.c.id, events.c.kind, events.c.data).where(
        events.c.document_id == document_id, events.c.kind.in_(STEP_KINDS)
    )
    return standing((row.id, row.kind, row.data) for row in connection.execute(query.order_by(events.c.id)))


def reading_of(connection: sa.Connection, reading_id: int) -> Directive:
    """A machine's reading as it was kept."""
    return Directive.model_validate(
        connection.scalar(sa.select(readings.c.directive).where(readings.c.id == reading_id))
    )


def catch_up(connection: sa.Connection, change: Change) -> None:
    """List the documents that were taken in before there were lists; their texts come with the next reading."""
    query = sa.select(table.c.id, table.c.reading_id).where(table.c.reading_id.is_not(None), table.c.doubts.is_(None))
    for document_id, reading_id in connection.execute(query).all():
        count(connection, document_id, reading_id, reading_of(connection, reading_id), change, None)
