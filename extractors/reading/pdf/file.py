"""PDF page by page: from the text layer where it is true, from the picture where it is not.

Comes in: a path.  Goes out: a `Document`.  A page that cannot be read is marked and the others are read.
"""

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Document, Signature
from extractors.errors import Broken, Encrypted, MissingPart, NoText, TooLarge
from extractors.reading.arrange import chain
from extractors.reading.assemble import assemble
from extractors.reading.limits import Limits, TooMuchWork
from extractors.reading.packed import LONG, pack
from extractors.reading.pdf.annotations import Field, fields_on, tokens_in_fields
from extractors.reading.pdf.fonts import cured
from extractors.reading.pdf.objects import Drawn, covered_share, drawn_on
from extractors.reading.pdf.text import TooManyCharacters, tokens_of
from extractors.reading.pdf.times import made_at
from extractors.reading.printed import PrintedPage, Token
from extractors.reading.syllables import shares
from extractors.reading.tables import tables_of
from extractors.reading.zones import laid_out, mark_margins

MEDIA_TYPE = "application/pdf"
_COVERED = 0.5
"""Pictures over this share of a page make it a scan, unless a true text layer tells what they show."""
_NO_ENGINE = "Trang là ảnh quét nhưng máy chưa cài thành phần nhận dạng chữ (tesseract, gói tesseract-ocr-vie)."
_UNREADABLE = "Không đọc được trang này, dữ liệu của trang bị hỏng."
_TOO_MUCH = "Trang chứa ảnh hoặc dữ liệu vượt quá giới hạn nên không đọc."
_TOO_LONG = "Trang này cần quá nhiều thời gian để nhận dạng chữ (nhiễu hoặc hình vẽ) nên không đọc."
_CUT = "Trang có quá nhiều đối tượng đồ họa; đường kẻ bảng có thể thiếu."
_TAIL = "Tệp thiếu phần cuối, có thể tải về chưa đủ; hãy đối chiếu số trang với bản gốc."


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read a PDF file.

    Raises:
        Encrypted: a password is needed.
        Broken: the file is damaged beyond its pages.
        TooLarge: it has more pages than the limits allow.
        MissingPart: every page is a scan and text recognition is not installed.
        NoText: no page yielded a word.
    """
    file = _opened(path)
    with file:
        if len(file) > limits.max_pages:
            raise TooLarge(f"{len(file)} pages")
        if len(file) == 0:
            raise Broken("no pages")
        file.init_forms()
        pages = []
        for at in range(len(file)):
            page = _page_or_problem(file, at, path, limits)
            pages.append(pack(page) if len(file) > LONG else page)
        made = made_at(file)
    _check_some_text(pages)
    mark_margins(pages)
    return assemble(pages, MEDIA_TYPE, signatures=_signatures(path), made_at=made, warnings=_warnings(path, pages))


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as problem:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(problem).lower()
        raise (Encrypted if locked else Broken)(str(problem)) from problem


def _signatures(path: Path) -> tuple[Signature, ...]:
    """The signatures; the parser is asked only where the file's bytes name one at all, as most do not."""
    if not _may_be_signed(path):
        return ()
    from extractors.reading.pdf.signature import signatures_in

    return signatures_in(path)


def _may_be_signed(path: Path) -> bool:
    with path.open("rb") as file:
        before = b""
        while part := file.read(1 << 20):
            if b"/ByteRange" in before + part:
                return True
            before = part[-16:]
    return False


def _check_some_text(pages: list[PrintedPage]) -> None:
    if any(page.blocks for page in pages):
        return
    if any(page.problem == _NO_ENGINE for page in pages):
        raise MissingPart("tesseract-ocr-vie")
    if all(page.problem == _TOO_MUCH for page in pages):
        raise TooLarge("page content")
    if all(page.problem for page in pages):
        raise Broken("no readable page")
    raise NoText("no words")


def _warnings(path: Path, pages: list[PrintedPage]) -> tuple[str, ...]:
    warnings = [f"Trang {page.number}: {page.problem}" for page in pages if page.problem]
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 4096, 0))
        if b"%%EOF" not in file.read():
            warnings.append(_TAIL)
    return tuple(warnings)


def _page_or_problem(file: pdfium.PdfDocument, at: int, path: Path, limits: Limits) -> PrintedPage:
    """A page, or an empty one that says why it could not be read."""
    width, height = 595.0, 842.0
    try:
        width, height = file.get_page_size(at)
        return _page(file, at, path, limits)
    except MissingPart:
        problem = _NO_ENGINE
    except (_TooMuch, TooManyCharacters):
        problem = _TOO_MUCH
    except TooMuchWork:
        problem = _TOO_LONG
    except (pdfium.PdfiumError, ValueError, ArithmeticError, MemoryError):
        problem = _UNREADABLE
    return PrintedPage(at + 1, width, height, problem=problem)


class _TooMuch(Exception):
    """A page asks for more than the limits allow."""


def _page(file: pdfium.PdfDocument, at: int, path: Path, limits: Limits) -> PrintedPage:
    page = file[at]
    try:
        drawn = drawn_on(page)
        if any(pixels > limits.max_pixels for pixels in drawn.pixels):
            raise _TooMuch
        tokens, fields = tokens_of(page, limits.max_characters), fields_on(file, page)
        if drawn.cut and not tokens:
            raise _TooMuch
        width, height = page.get_size()
        if _is_scan(drawn, width, height, tokens):
            # The fields' text is drawn into the page only afterwards: the picture must not be asked for twice.
            return _scan(file, page, at, fields, tokens)
        return _digital(file, page, at, path, drawn, fields, tokens)
    finally:
        page.close()


def _scan(
    file: pdfium.PdfDocument, page: pdfium.PdfPage, at: int, fields: list[Field], tokens: list[Token]
) -> PrintedPage:
    import cv2

    from extractors.reading.scan.page import scanned_page

    known = tokens_in_fields(file, at, fields, tokens)[0] if fields else []
    try:
        return scanned_page(page, at + 1, known)
    except cv2.error as problem:
        raise ValueError(str(problem)) from problem


def _digital(
    file: pdfium.PdfDocument,
    page: pdfium.PdfPage,
    at: int,
    path: Path,
    drawn: Drawn,
    fields: list[Field],
    tokens: list[Token],
) -> PrintedPage:
    width, height = page.get_size()
    tokens, problems = cured(tokens, page, path, at)
    if fields:
        more, unread = tokens_in_fields(file, at, fields, tokens)
        tokens, problems = tokens + more, problems + unread
    if drawn.cut:
        problems.append(_CUT)
    tables, rest = tables_of(drawn.rules, tokens)
    blocks = laid_out(chain(rest), tables, width, height)
    return PrintedPage(at + 1, width, height, "digital", blocks, problem=" ".join(problems) or None)


def _is_scan(drawn: Drawn, width: float, height: float, tokens: list[Token]) -> bool:
    """Whether the page must be read from its picture.

    A text layer over pictures is trusted only where it is Vietnamese with its tone marks: many scanners leave one
    without, and signing software leaves nothing but its own stamp.
    """
    good, marked, count = shares(token.text for token in tokens)
    if covered_share(drawn.pictures, width, height) < _COVERED:
        return not tokens and drawn.anything
    return count < 40 or good < 0.8 or marked < 0.5
