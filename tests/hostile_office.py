"""Makes office files that are broken, locked or meant to do harm."""

import struct
import zipfile
from pathlib import Path

from word_files import p, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def bomb(path: Path) -> Path:
    """A document of 200 MB of blanks in some 200 KB."""
    word_file(path, p("Nội dung"))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/x.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b" " * 1_000_000)
    return path


def many_parts(path: Path) -> Path:
    """A package of many thousand empty parts."""
    word_file(path, p("Nội dung"))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(6_000):
            archive.writestr(f"word/media/{number}", b"")
    return path


def zips_in_zips(path: Path) -> Path:
    """A readable document that carries a zip of zips as an attachment."""
    inner = path.with_suffix(".inner")
    for depth in range(5):
        with zipfile.ZipFile(inner.with_suffix(f".{depth}"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", b"\0" * 100_000 if depth == 0 else inner.with_suffix(f".{depth - 1}").read_bytes())
    word_file(path, p("Nội dung"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/a.zip", inner.with_suffix(".4").read_bytes())
    return path


def with_main_part(path: Path, xml: bytes) -> Path:
    """A package whose main document is the given bytes."""
    whole = word_file(path.with_suffix(".whole"), p("Nội dung"))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return path


def entities(path: Path) -> Path:
    """Entities that grow tenfold nine times."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    return with_main_part(path, f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]>{body}'.encode())


def foreign_entity(path: Path, target: Path) -> Path:
    """An entity that names a file of this machine."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>&file;</w:t></w:r></w:p></w:body></w:document>"
    return with_main_part(path, f'<!DOCTYPE x [<!ENTITY file SYSTEM "{target.as_uri()}">]>{body}'.encode())


def deep(path: Path, levels: int = 5_000) -> Path:
    """Elements within elements, thousands deep."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inside = "<w:ins>" * levels + "</w:ins>" * levels
    return with_main_part(path, f"<w:document {space}><w:body><w:p>{inside}</w:p></w:body></w:document>".encode())


def cut_off(path: Path) -> Path:
    """The first half of a package."""
    whole = word_file(path.with_suffix(".whole"), *[p(f"Dòng {n}") for n in range(500)])
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def damaged(path: Path) -> Path:
    """A package with some bytes of its main document turned round."""
    word_file(path, *[p(f"Dòng {n * n}") for n in range(500)])
    data = bytearray(path.read_bytes())
    for at in range(2_000, 2_200):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


def locked_zip(path: Path) -> Path:
    """A package whose entries say that they are encrypted."""
    data = bytearray(word_file(path, p("Nội dung")).read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(data))
    return path


def ole(path: Path, **streams: bytes) -> Path:
    """An OLE container of one directory sector; each stream is given one sector, as far as its name is asked for."""
    names = ["Root Entry", *streams]
    entries = b"".join(_entry(name, number, len(names)) for number, name in enumerate(names))
    entries += _entry("", 0, 0) * (-len(names) % 4)
    directory_sectors = len(entries) // 512
    fat = [_FAT, *range(2, directory_sectors + 1), _END]
    data = b""
    for number, content in enumerate(streams.values()):
        first = len(fat)
        entries = entries[: (number + 1) * 128 + 116] + struct.pack("<IQ", first, 4096) + entries[(number + 2) * 128 :]
        fat += [*range(first + 1, first + 8), _END]
        data += content.ljust(4096, b"\0")
    fat += [_FREE] * (128 - len(fat))
    header = (
        OLE
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    )
    header += struct.pack("<108I", *[_FREE] * 108)
    path.write_bytes(header + struct.pack("<128I", *fat) + entries + data)
    return path


def _entry(name: str, number: int, count: int) -> bytes:
    label = name.encode("utf-16-le")
    size = len(label) + 2 if name else 0
    kind = 0 if not name else 5 if number == 0 else 2
    right = number + 1 if 0 < number < count - 1 else _FREE
    child = 1 if number == 0 and count > 1 else _FREE
    head = label.ljust(64, b"\0") + struct.pack("<HBBIII", size, kind, 1, _FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", _END, 0)


def locked_doc(path: Path) -> Path:
    """A Word 97 document whose header says that it is encrypted."""
    return ole(path, WordDocument=struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x42A, 0, 0x0100))


def locked_docx(path: Path) -> Path:
    """A DOCX under a password: an OLE container around it."""
    return ole(path, EncryptionInfo=b"x", EncryptedPackage=b"y")
