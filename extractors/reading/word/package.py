"""Open a Word package (DOCX, DOCM, DOTX) within bounds, and find its parts (ECMA-376 part 2).

The zip's own directory is asked first what it unpacks to; then only the parts that carry text are read.  python-docx is
not used for this: it reads every part, and refuses a file for one missing picture, for macros, and the strict form.
"""

import posixpath
import zipfile
import zlib
from functools import cached_property
from pathlib import Path

from lxml import etree

from extractors.errors import Broken, EmptyFile, Encrypted, TooLarge, UnknownFormat
from extractors.reading.office_kind import OLE_MAGIC
from extractors.reading.word.styles import Element

MOST_BYTES = 300_000_000
MOST_XML = 40_000_000
MOST_PARTS = 5_000
# Ordinary XML packs about 10:1 to 40:1; empty tables and repeated paragraphs reach 100:1, a bomb far more.
MOST_RATIO = 300
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The strict form of the format differs in its names only.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _RELATIONS.encode(),
}
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, EOFError, RuntimeError, NotImplementedError)


def check_zip(path: Path) -> None:
    """Refuse a zip that is damaged, locked, or unpacks to more than the bounds allow; nothing is unpacked for this.

    Raises:
        Broken, EmptyFile, Encrypted, TooLarge, UnknownFormat: as their names say.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise EmptyFile(path.name)
    if start == OLE_MAGIC:
        raise Encrypted("an OLE container where a package should be")
    if not start.startswith(b"PK"):
        raise UnknownFormat("no zip package")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except _DAMAGE as problem:
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


def parse(blob: bytes) -> Element:
    """The root of an XML text; no entity is resolved, nothing is fetched, deep and huge trees are refused.

    Raises:
        Broken: the text is no well-formed XML, or declares a document type, which office files never do.
    """
    for strict, usual in _STRICT.items():
        blob = blob.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(blob, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Broken(str(problem)) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Broken("a document type is declared")
    return root


class WordPackage:
    """The parts of a Word package; each is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        """Find the main document.

        Raises:
            UnreadableFile: the package is damaged, locked, too large, or no Word file.
        """
        check_zip(path)
        self._path = path
        self.damaged: list[str] = []  # parts beside the main document that could not be read
        main = next((target for kind, target in self._relations("").values() if kind == "officeDocument"), None)
        if main is None:
            raise UnknownFormat("no main document in the package")
        self._main = main
        self._related = self._relations(main)

    def _blob(self, name: str) -> bytes | None:
        """The bytes of a part, None where the package has none of that name."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                return archive.read(name) if name in archive.NameToInfo else None
        except _DAMAGE as problem:
            raise Broken(str(problem)) from problem

    def _relations(self, source: str) -> dict[str, tuple[str, str]]:
        """For each relationship inside the package its id, the last word of its type, and the part it leads to."""
        folder, name = posixpath.split(source)
        blob = self._blob(posixpath.join(folder, "_rels", f"{name}.rels"))
        if blob is None:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in parse(blob)
            if one.get("TargetMode") != "External"
        }

    @cached_property
    def body(self) -> Element:
        """The w:body of the main document."""
        blob = self._blob(self._main)
        if blob is None:
            raise Broken("the main document is missing")
        root = parse(blob)
        body = next((child for child in root if isinstance(child.tag, str) and child.tag.endswith("}body")), None)
        if body is None:
            raise UnknownFormat("the main document is no text")
        return body

    def part(self, kind: str) -> Element | None:
        """The root of the part of that kind (`styles`, `numbering`, `footnotes`, `endnotes`), if there is one."""
        return next((self.related(name) for name, (own, _) in self._related.items() if own == kind), None)

    def related(self, relation_id: str) -> Element | None:
        """The root of the part that the main document names by a relationship id (a header, a footer)."""
        _, target = self._related.get(relation_id, ("", ""))
        try:
            blob = self._blob(target) if target else None
            return parse(blob) if blob else None
        except Broken:
            self.damaged.append(target)
            return None
