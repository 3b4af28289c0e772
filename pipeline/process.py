"""The main story: read → find → resolve.

A file's bytes become a Document (what is written, and where), its Findings (what matters in it), and the Directive
(what it means).  Nothing here knows a store, a clock or a network.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from extractors.document import Document
from extractors.errors import EmptyFile, NoPermission, NotAFile, NotFound, Secret
from extractors.finding.find import find
from extractors.finding.secrecy import secrecy_of
from extractors.reading.read import read
from pipeline.models import Directive, Source
from pipeline.resolve.resolve import resolve


def process(path: Path, *, file_name: str | None = None, own_office: str | None = None) -> Directive:
    """Read one file into a Directive.

    `file_name` is the name it arrived under where that is not the path's own (an archived original).

    Raises:
        extractors.errors.UnreadableFile: by its kind, for anything that is the file's fault; `Secret` for a marked one.
        extractors.errors.MissingPart: a system part that this file needs is not installed.

    """
    return process_with_text(path, file_name=file_name, own_office=own_office).directive


class Processed(NamedTuple):
    """What a file means, and the text that this was read from."""

    directive: Directive
    document: Document


def process_with_text(path: Path, *, file_name: str | None = None, own_office: str | None = None) -> Processed:
    """Like `process`, with the text beside it: people mark words in it and search it."""
    sha256 = file_hash(path)
    document = read_open(path, boxes=True)
    findings = find(document)
    source = Source(
        file_name=file_name or path.name,
        sha256=sha256,
        media_type=document.media_type,
        pages=len(document.pages) or None,
        text=document.source,
    )
    return Processed(resolve(findings, document, source, own_office=own_office), document)


def read_open(path: Path, *, boxes: bool = False) -> Document:
    """Read a file that bears no secrecy mark; one that does leaves no text.

    `boxes` asks for pages and boxes of Word files too; the text is the same without.

    Raises:
        Secret: a mark stands on page 1.

    """
    check_readable(path)
    document = read(path, boxes=boxes)
    mark = secrecy_of(document)
    if mark:
        raise Secret(mark.value)
    return document


def check_readable(path: Path) -> None:
    """Raise the Failure that says why this path cannot be read at all."""
    if not path.exists():
        raise NotFound
    if not path.is_file():
        raise NotAFile
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except PermissionError as problem:
        raise NoPermission from problem
    if not first:
        raise EmptyFile


def file_hash(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex.

    Raises:
        extractors.errors.UnreadableFile: there is nothing there to read.

    """
    check_readable(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
