"""The canonical text of a document with its words and boxes, kept so that people can mark words and search.

Packed as compressed JSON of extractors.document.Document, read back the same.
"""

import re
import zlib
from dataclasses import replace

import sqlalchemy as sa
from pydantic import TypeAdapter

from extractors.document import Document
from pipeline.store.tables import texts

_DOCUMENT = TypeAdapter(Document)
_LONE = re.compile("[\ud800-\udfff]")


def pack(document: Document) -> bytes:
    """The document as bytes; a half character that no file may hold is kept as one of unknown meaning."""
    whole = replace(document, text=_LONE.sub("\N{REPLACEMENT CHARACTER}", document.text))
    return zlib.compress(_DOCUMENT.dump_json(whole, exclude_defaults=True))


def unpack(packed: bytes) -> Document:
    """The document of such bytes."""
    return _DOCUMENT.validate_json(zlib.decompress(packed))


def put(connection: sa.Connection, document_id: int, document: Document | None) -> None:
    """Keep the text of the reading that counts; None forgets the one of another reading."""
    connection.execute(sa.delete(texts).where(texts.c.document_id == document_id))
    if document is not None:
        connection.execute(sa.insert(texts).values(document_id=document_id, packed=pack(document)))


def get(connection: sa.Connection, document_id: int) -> Document | None:
    """The text of the reading that counts, where it was kept."""
    packed = connection.scalar(sa.select(texts.c.packed).where(texts.c.document_id == document_id))
    return unpack(packed) if packed is not None else None
