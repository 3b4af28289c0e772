"""Read exchange packages (edXML, QCVN 102:2016/BTTTT): the main document inside, and what the package says of it.

Samples of the format differ in namespace, prefix and order, so elements are told by their local names alone.
"""

import base64
import binascii
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from extractors.document import Document, Stated
from extractors.errors import Broken, TooLarge, UnknownFormat
from extractors.reading.word.styles import Element

MOST_BYTES = 300_000_000
_ROOT = re.compile(rb"<(?:\w+:)?edXML[\s>]")
_SIDE = "Gói văn bản còn có tệp kèm theo chưa được đọc: "
# Where each header field stands: the path of local names below MessageHeader.
_FIELDS = {
    "issuer": ("From", "OrganName"),
    "number": ("Code", "CodeNumber"),
    "symbol": ("Code", "CodeNotation"),
    "place": ("PromulgationInfo", "Place"),
    "date": ("PromulgationInfo", "PromulgationDate"),
    "type": ("DocumentType", "TypeName"),
    "summary": ("Subject",),
    "signer_authority": ("SignerInfo", "Competence"),
    "signer_title": ("SignerInfo", "Position"),
    "signer_name": ("SignerInfo", "FullName"),
    "due_date": ("DueDate",),
    "urgency": ("OtherInfo", "Priority"),
    "recipients": ("ToPlaces", "Place"),
}


@dataclass(frozen=True, slots=True)
class _Attachment:
    name: str
    content: Element


def is_package(head: bytes) -> bool:
    """Whether a file that begins so is an edXML package.

    >>> is_package(b'<?xml version="1.0"?><edXML xmlns:edXML="x">'), is_package(b"<html>")
    (True, False)
    """
    return _ROOT.search(head) is not None


def read_package(path: Path, read: Callable[[Path], Document]) -> Document:
    """Read the main document of a package with `read`, and keep the header fields of the package.

    Raises:
        UnreadableFile: the package is damaged or too large, holds no document, or that document cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge(path.name)
    root = _parsed(path)
    attachments = list(_attachments(root))
    if not attachments:
        raise UnknownFormat("a package without attachments")
    with tempfile.TemporaryDirectory(prefix="vanthu-package-") as folder:
        inner = Path(folder) / "main"
        inner.write_bytes(_bytes(attachments[0]))
        document = read(inner)
    beside = [attachment.name for attachment in attachments[1:] if attachment.name]
    warning = (_SIDE + ", ".join(beside) + ".",) if beside else ()
    return replace(document, stated=tuple(_stated(root)), warnings=(*document.warnings, *warning))


def _parsed(path: Path) -> Element:
    # An attachment is one long text, which lxml refuses by default; the file's own size is the bound, since no
    # entity is resolved that could make it grow.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.parse(path, parser).getroot()
    except (etree.XMLSyntaxError, OSError) as problem:
        raise Broken(str(problem)) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Broken("a document type is declared")
    return root


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _below(element: Element, *names: str) -> Iterator[Element]:
    """The elements at a path of local names, each step anywhere directly below the one before."""
    if not names:
        yield element
        return
    for child in element:
        if _local(child) == names[0]:
            yield from _below(child, *names[1:])


def _attachments(root: Element) -> Iterator[_Attachment]:
    """The attachments with content; those that the manifest names first come first."""
    manifest = [
        _written(entry) for reference in _all(root, "Reference") for entry in _below(reference, "AttachmentName")
    ]
    found = []
    for element in _all(root, "Attachment"):
        content = next(_below(element, "ContentTransferEncoded"), None)
        if content is not None and (content.text or "").strip():
            found.append(_Attachment(next(map(_written, _below(element, "AttachmentName")), ""), content))
    order = {name: at for at, name in reversed(list(enumerate(manifest)))}
    yield from sorted(found, key=lambda attachment: order.get(attachment.name, len(order)))


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element) == name)


def _bytes(attachment: _Attachment) -> bytes:
    try:
        return base64.b64decode("".join(attachment.content.text.split()), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Broken(str(problem)) from problem


def _written(element: Element) -> str:
    return " ".join((element.text or "").split())


def _stated(root: Element) -> Iterator[Stated]:
    """The header fields that have a value, as written; a list gives one for each entry."""
    header = next(_all(root, "MessageHeader"), None)
    if header is None:
        return
    for name, path in _FIELDS.items():
        for element in _below(header, *path):
            value = _written(element)
            if value:
                yield Stated(name, value)
