"""Pick the reader by what is in the file, whatever its name says.

Comes in: a path.  Goes out: a `Document`, or an error of the closed family in extractors.errors.
"""

import os
import stat
from pathlib import Path

from extractors.document import Document
from extractors.errors import EmptyFile, NoPermission, NotAFile, NotFound, TooLarge, UnknownFormat
from extractors.reading.limits import DEFAULT, Limits
from extractors.reading.package import is_package, read_package

_HEAD = 4096


def read(path: Path, *, limits: Limits = DEFAULT, boxes: bool = False) -> Document:
    """Read one file of any kind.

    `boxes` asks for pages and boxes of Word files too, which takes seconds; PDF and scans always have them.

    Raises:
        UnreadableFile: one of its family says why.
        MissingPart: a system part that this file needs is not installed.
    """
    head = _head(path, limits)
    if b"%PDF-" in head[:1024]:
        from extractors.reading.pdf.file import read_pdf

        return read_pdf(path, limits)
    if is_package(head):
        return read_package(path, lambda main: read(main, limits=limits, boxes=boxes))
    if head.startswith(b"PK\x03\x04") or _is_office(head):
        from extractors.reading.office import read_office

        return read_office(path, boxes)
    raise UnknownFormat(head[:8].hex())


def _head(path: Path, limits: Limits) -> bytes:
    try:
        kind = path.stat()
    except FileNotFoundError as missing:
        raise NotFound(str(path)) from missing
    except PermissionError as denied:
        raise NoPermission(str(path)) from denied
    if not stat.S_ISREG(kind.st_mode):
        raise NotAFile(str(path))
    if kind.st_size == 0:
        raise EmptyFile(str(path))
    if kind.st_size > limits.max_bytes:
        raise TooLarge(f"{kind.st_size} bytes")
    if not os.access(path, os.R_OK):
        raise NoPermission(str(path))
    with path.open("rb") as file:
        return file.read(_HEAD)


def _is_office(head: bytes) -> bool:
    """OLE compound file (DOC), RTF, or HTML."""
    low = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"\xd0\xcf\x11\xe0") or low.startswith((b"{\\rtf", b"<html", b"<!doctype html", b"<?xml"))
