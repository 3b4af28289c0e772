"""A document's text with its words and boxes as few bytes, to be kept or handed from process to process.

Compressed JSON of extractors.document.Document, read back the same.
"""

import functools
import re
import zlib
from dataclasses import replace

from pydantic import TypeAdapter

from extractors.document import Document

_LONE = re.compile("[\ud800-\udfff]")


@functools.cache
def _form() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def pack(document: Document) -> bytes:
    """The document as bytes; half a character, which no text may hold, is told as one of unknown meaning."""
    whole = replace(document, text=_LONE.sub("\N{REPLACEMENT CHARACTER}", document.text))
    return zlib.compress(_form().dump_json(whole, exclude_defaults=True))


def unpack(packed: bytes) -> Document:
    """The document of such bytes."""
    return _form().validate_json(zlib.decompress(packed))
