"""What kind of office file it is, by its content and never by its name."""

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import olefile

from extractors.errors import Broken, EmptyFile

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|p|div|table|o:p|w:worddocument)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A format that LibreOffice converts: the name's ending that it goes by, and its media type."""

    suffix: str
    media_type: str
    zipped: bool = False
    locked: bool = False


_WORD = "application/msword"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def kind_of(path: Path) -> Kind | None:
    """The format of an office file; None where the content is none of those read here.

    Raises:
        Broken: the container is cut off or damaged.
        EmptyFile: there is no content.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise EmptyFile(path.name)
    if head.startswith(OLE_MAGIC):
        return _ole(path)
    if head.startswith(b"{\\rt"):
        return Kind(".rtf", "application/rtf")
    if head.startswith(b"PK"):
        return _zip(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "ignore").encode("utf-8")
    if b"schemas.microsoft.com/office/word/2003/wordml" in head:
        return Kind(".xml", _WORD)
    if b"<html" in text.lower() or (_HTML.search(text) and not text.startswith(b"<?xml version")):
        return Kind(".html", "text/html")
    return None


def _zip(path: Path) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
                return Kind(".docx", _DOCX, True)
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
            rights = archive.read("META-INF/manifest.xml")[:1_000_000] if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as problem:
        raise Broken(str(problem)) from problem
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        locked = b"encryption-data" in rights
        return Kind(".odt", "application/vnd.oasis.opendocument.text", True, locked)
    return None


def _ole(path: Path) -> Kind | None:
    """A Word document among the streams of an OLE container, and whether it asks for a password."""
    try:
        with olefile.OleFileIO(path) as container:
            if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
                return Kind(".docx", _DOCX, locked=True)
            if not container.exists("WordDocument"):
                return None
            head = container.openstream("WordDocument").read(12)
    # olefile meets damage with its own class, and with IndexError and struct.error where a sector is cut off
    except (OSError, IndexError, ValueError, TypeError, struct.error) as problem:
        raise Broken(str(problem)) from problem
    if len(head) < 12:
        raise Broken("the Word stream is cut off")
    # FIB (MS-DOC 2.5.2): the word at offset 10 holds fEncrypted as bit 8.
    return Kind(".doc", _WORD, locked=bool(struct.unpack_from("<H", head, 10)[0] & 0x0100))
