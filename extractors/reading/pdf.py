"""PDF page by page: from the text layer where it is true, from the picture where it is not."""

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Document
from extractors.errors import Broken, Encrypted
from extractors.reading.arrange import chain, in_reading_order
from extractors.reading.assemble import assemble
from extractors.reading.pdf_text import tokens_of
from extractors.reading.printed import PrintedPage, Token
from extractors.reading.scan import scanned_page
from extractors.reading.syllables import shares

MEDIA_TYPE = "application/pdf"


def read_pdf(path: Path) -> Document:
    """Read a PDF file."""
    try:
        file = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as problem:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(problem).lower():
            raise Encrypted(str(problem)) from problem
        raise Broken(str(problem)) from problem
    with file:
        file.init_forms()
        pages = [_page(file, at) for at in range(len(file))]
    return assemble(pages, MEDIA_TYPE)


def _page(file: pdfium.PdfDocument, at: int) -> PrintedPage:
    page = file[at]
    try:
        tokens = tokens_of(page)
        if _is_scan(page, tokens):
            return scanned_page(page, at + 1)
        width, height = page.get_size()
        return PrintedPage(at + 1, width, height, "digital", list(in_reading_order(chain(tokens), width)))
    finally:
        page.close()


def _is_scan(page: pdfium.PdfPage, tokens: list[Token]) -> bool:
    """Whether pictures cover most of the page and the text layer does not tell what they show."""
    width, height = page.get_size()
    covered = 0.0
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered = max(covered, (min(right, width) - max(left, 0)) * (min(top, height) - max(bottom, 0)))
    if covered < 0.5 * width * height:
        return not tokens
    good, marked, count = shares(token.text for token in tokens)
    return count < 40 or good < 0.8 or marked < 0.5
