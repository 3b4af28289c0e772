"""Makes PDF files that are broken, locked or meant to do harm; `python tests/hostile_pdf.py FOLDER` writes all."""

import sys
import zlib
from pathlib import Path

import pikepdf
from pdf_files import Sheet, directive


def encrypted(path: Path) -> Path:
    """A password is needed to open it."""
    with pikepdf.open(directive(path.with_suffix(".plain"))) as file:
        file.save(path, encryption=pikepdf.Encryption(owner="chu", user="khoa"))
    return path


def owner_locked(path: Path) -> Path:
    """Printing is forbidden, reading is not."""
    with pikepdf.open(directive(path.with_suffix(".plain"))) as file:
        file.save(path, encryption=pikepdf.Encryption(owner="chu", user=""))
    return path


def truncated(path: Path) -> Path:
    """The second half never arrived."""
    sheet = Sheet(path.with_suffix(".plain"))
    for number in range(8):
        sheet.say(80, 100, f"Trang thứ {number + 1} của báo cáo").page()
    whole = sheet.done().read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def only_a_head(path: Path) -> Path:
    """A PDF by its first bytes alone."""
    path.write_bytes(b"%PDF-1.7\n" + b"\0" * 200)
    return path


def raw_pdf(path: Path, *objects: bytes) -> Path:
    """A file of the given objects, 1 being the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)
    return path


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def _one_page(path: Path, content: bytes, resources: bytes, *more: bytes) -> Path:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw_pdf(path, b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream(content), *more)


def million_pages(path: Path) -> Path:
    """The same page, a million times over, by a tree that names itself four deep."""
    kids = b"[" + b"3 0 R " * 1000 + b"]"
    page = b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] >>"
    return raw_pdf(
        path,
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %s /Count 1000000 >>" % kids,
        b"<< /Type /Pages /Parent 2 0 R /Kids [" + b"4 0 R " * 1000 + b"] /Count 1000 >>",
        page,
    )


def picture_bomb(path: Path) -> Path:
    """One picture of 60000 x 60000 points in some kilobytes."""
    size = 60_000
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        size,
        size,
    )
    return _one_page(
        path, b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject << /I 5 0 R >>", stream(b"\0" * 10_000_000, head)
    )


def million_objects(path: Path) -> Path:
    """A page of a million lines."""
    return _one_page(path, b"".join(b"%d 0 m %d 842 l S\n" % (n % 595, n % 595) for n in range(1_000_000)), b"")


def million_characters(path: Path) -> Path:
    """A page of a million letters upon each other."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    line = b"BT /F 9 Tf 10 10 Td (" + b"abcde " * 40 + b") Tj ET\n"
    return _one_page(path, line * 4500, b"/Font << /F 5 0 R >>", font)


def nested_forms(path: Path) -> Path:
    """Forms that call each other twice, forty deep."""
    depth = 40
    forms = [
        stream(
            b"/F Do /F Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % at,
        )
        for at in range(6, 6 + depth)
    ]
    forms.append(stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return _one_page(path, b"/F Do", b"/XObject << /F 5 0 R >>", *forms)


def loops(path: Path) -> Path:
    """A page tree, a form and fields that hold themselves."""
    return raw_pdf(
        path,
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
        b"<< /FT /Sig /Kids [4 0 R] /V 4 0 R /Parent 4 0 R >>",
    )


def one_bad_page(path: Path) -> Path:
    """Three pages; the picture of the second asks for far too much memory."""
    bomb = picture_bomb(path.with_suffix(".bomb"))
    first, last = directive(path.with_suffix(".a")), directive(path.with_suffix(".b"))
    with pikepdf.new() as file, pikepdf.open(first) as a, pikepdf.open(bomb) as b, pikepdf.open(last) as c:
        for part in (a, b, c):
            file.pages.extend(part.pages)
        file.save(path)
    return path


def huge_sheet(path: Path) -> Path:
    """A page of 14400 x 14400 points, the largest that the format knows."""
    return Sheet(path, size=(14400, 14400)).say(200, 200, "Bản vẽ khổ lớn").done()


EVERY = {
    maker.__name__: maker
    for maker in (
        encrypted, owner_locked, truncated, only_a_head, million_pages, picture_bomb, million_objects,
        million_characters, nested_forms, loops, one_bad_page, huge_sheet,
    )
}  # fmt: skip

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, maker in EVERY.items():
        maker(folder / f"{name}.pdf")
