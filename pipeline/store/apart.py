"""Set a document apart that was taken in before its secrecy mark was seen: what was kept of it goes."""

import sqlalchemy as sa

from pipeline.store import documents as rows
from pipeline.store.documents import Change
from pipeline.store.tables import arrivals, documents, events, metadata

# That it came, when, how often it was changed, its place in the register: nothing of these says what it is about.
_KEPT = {
    "id", "state", "version", "received_at", "changed_at", "direction", "doubtful",
    "register", "register_year", "arrival_number", "arrival_date",
}  # fmt: skip


def set_apart(connection: sa.Connection, document_id: int, level: str, change: Change) -> None:
    """Leave of a document its arrival and level only: no name, no hash, no reading, no text, no correction."""
    row = rows.by_id(connection, document_id)
    for table in reversed(metadata.sorted_tables):
        if "document_id" in table.c and table not in (arrivals, events):
            connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    connection.execute(sa.update(events).where(events.c.document_id == document_id).values(why="", data=None))
    connection.execute(sa.update(arrivals).where(arrivals.c.document_id == document_id).values(source=None, place=None))
    emptied = {column.name: None for column in documents.c if column.name not in _KEPT}
    values = {**emptied, "file_name": "", "doubtful": 0, "secrecy_level": level}
    rows.change_state(connection, row, "set_apart", "set_apart", change, **values)
