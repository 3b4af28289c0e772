"""A document's text with its words and boxes as few bytes, to be kept or handed from process to process.

Compressed JSON of extractors.document.Document, read back the same.
"""

import functools
import re
import zlib
from dataclasses import replace

from pydantic import TypeAdapter
from pydantic_core import from_json

from extractors.document import Document, Line

# Within a text every quotation mark has a backslash before it: these bytes stand once.
_NO_LINES = b'"lines":[]'
_LONE = re.compile("[\ud800-\udfff]")


@functools.cache
def _form() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@functools.cache
def _form_of_line() -> TypeAdapter[Line]:
    return TypeAdapter(Line)


def pack(document: Document) -> bytes:
    """The document as bytes; half a character, which no text may hold, is told as one of unknown meaning.

    Line by line: the words of a long document exist as objects only while they are asked for.
    """
    text = _LONE.sub("\N{REPLACEMENT CHARACTER}", document.text)
    around = _form().dump_json(replace(document, text=text, lines=()), exclude_defaults=True)
    before, after = around.split(_NO_LINES, 1)
    packer = zlib.compressobj()
    packed = [packer.compress(before + _NO_LINES[:-1])]
    for at, line in enumerate(document.lines):
        plain = _form_of_line().dump_json(replace(line, words=tuple(line.words)), exclude_defaults=True)
        packed.append(packer.compress(b"," + plain if at else plain))
    return b"".join([*packed, packer.compress(_NO_LINES[-1:] + after), packer.flush()])


def text_of(packed: bytes) -> str:
    """The text alone of such bytes."""
    text: str = from_json(zlib.decompress(packed))["text"]
    return text


def unpack(packed: bytes) -> Document:
    """The document of such bytes."""
    return _form().validate_json(zlib.decompress(packed))
