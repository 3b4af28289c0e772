"""Open a Word package (DOCX, DOCM, DOTX) within bounds, and find its parts.

The zip's own directory is asked first what it unpacks to; python-docx then reads the package.  Its parser resolves no
entities and refuses huge trees.
"""

import zipfile
from pathlib import Path

import docx.opc.exceptions
import docx.package
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from extractors.errors import Broken, Encrypted, TooLarge, UnknownFormat
from extractors.reading.word_styles import Element

MOST_BYTES = 300_000_000
MOST_XML = 100_000_000
MOST_PARTS = 5_000
# Ordinary XML packs about 10:1 to 40:1; empty tables and repeated paragraphs reach 100:1, a bomb far more.
MOST_RATIO = 300
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_zip(path: Path) -> None:
    """Refuse a zip that is damaged, locked, or unpacks to more than the bounds allow; nothing is unpacked for this.

    Raises:
        Broken, Encrypted, TooLarge, UnknownFormat: as their names say.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise Encrypted("an OLE container where a package should be")
    if not start.startswith(b"PK"):
        raise UnknownFormat("no zip package")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise Broken(str(problem)) from problem
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted("an encrypted zip entry")
    _bounded(entries)


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if len(entries) > MOST_PARTS or total > MOST_BYTES or xml > MOST_XML:
        raise TooLarge(f"{len(entries)} parts, {total} bytes unpacked")
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise TooLarge(f"{entry.filename} unpacks {entry.file_size // max(entry.compress_size, 1)} to 1")


class WordPackage:
    """The parts of an open Word package."""

    def __init__(self, path: Path) -> None:
        """Open the package.

        Raises:
            UnreadableFile: the package is damaged, locked, too large, or no Word file.
        """
        check_zip(path)
        try:
            self._main = docx.package.Package.open(str(path)).main_document_part
        except docx.opc.exceptions.PackageNotFoundError as problem:
            raise Broken(str(problem)) from problem
        except KeyError as problem:  # a part or relationship that the package promises is not there
            raise Broken(str(problem)) from problem
        except (
            zipfile.BadZipFile,
            etree.XMLSyntaxError,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ) as problem:
            raise Broken(str(problem)) from problem

    @property
    def body(self) -> Element:
        """The w:body of the main document."""
        root = _root(self._main)
        body = next((child for child in root if isinstance(child.tag, str) and child.tag.endswith("}body")), None)
        if body is None:
            raise Broken("no body in the main document")
        return body

    def part(self, kind: str) -> Element | None:
        """The root of the part of that kind (`styles`, `numbering`, `footnotes`, `endnotes`, `settings`), if any."""
        wanted = {
            "styles": RT.STYLES, "numbering": RT.NUMBERING, "footnotes": RT.FOOTNOTES, "endnotes": RT.ENDNOTES,
            "settings": RT.SETTINGS,
        }[kind]  # fmt: skip
        for relation in self._main.rels.values():
            if relation.reltype == wanted and not relation.is_external:
                return _root(relation.target_part)
        return None

    def related(self, relation_id: str) -> Element | None:
        """The root of the part that the main document names by a relationship id (a header, a footer)."""
        relation = self._main.rels.get(relation_id)
        return None if relation is None or relation.is_external else _root(relation.target_part)


def _root(part: Element) -> Element:
    """The parsed root of a part; python-docx has parsed some kinds already."""
    parsed = getattr(part, "_element", None)
    if parsed is not None:
        return parsed
    try:
        return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as problem:
        raise Broken(str(problem)) from problem
