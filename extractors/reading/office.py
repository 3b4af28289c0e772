"""Read DOC, RTF, ODT and Word's HTML: LibreOffice converts them to DOCX, which keeps tables, numbering and fonts.

Comes in: the path of a file of one of these formats, under whatever name.  Goes out: a Document.
"""

from dataclasses import replace
from pathlib import Path

from extractors.document import Document
from extractors.errors import Encrypted, UnknownFormat
from extractors.reading.libreoffice import converted
from extractors.reading.office_kind import kind_of
from extractors.reading.word.file import read_word
from extractors.reading.word.package import check_zip


def read_office(path: Path, boxes: bool = False) -> Document:
    """Read a DOC, RTF, ODT or HTML file (a DOCX too); `boxes` as for `read_word`.

    Raises:
        MissingPart: LibreOffice is not installed.
        UnreadableFile: the file is damaged, locked, too large, of another format, or holds no text.
    """
    kind = kind_of(path)
    if kind is None:
        raise UnknownFormat(path.name)
    if kind.locked:
        raise Encrypted(path.name)
    if kind.suffix == ".docx":
        return read_word(path, boxes)
    if kind.zipped:
        check_zip(path)
    with converted(path, "docx", suffix=kind.suffix) as made:
        document = replace(read_word(made), media_type=kind.media_type)
    if not boxes:
        return document
    from extractors.reading.word.boxes import with_boxes

    return with_boxes(document, path)
