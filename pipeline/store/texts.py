"""The canonical text of a document with its words and boxes, kept so that people can mark words and search."""

import sqlalchemy as sa

from extractors.document import Document
from pipeline.packed_text import unpack
from pipeline.store.tables import texts


def put(connection: sa.Connection, document_id: int, packed: bytes | None) -> None:
    """Keep the text of the reading that counts; None forgets the one of another reading."""
    connection.execute(sa.delete(texts).where(texts.c.document_id == document_id))
    if packed is not None:
        connection.execute(sa.insert(texts).values(document_id=document_id, packed=packed))


def get(connection: sa.Connection, document_id: int) -> Document | None:
    """The text of the reading that counts, where it was kept."""
    packed = connection.scalar(sa.select(texts.c.packed).where(texts.c.document_id == document_id))
    return unpack(packed) if packed is not None else None
