"""PDF page by page: from the text layer where it is true, from the picture where it is not."""

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Document
from extractors.errors import Broken, Encrypted
from extractors.reading.arrange import chain
from extractors.reading.assemble import assemble
from extractors.reading.pdf_annotations import fields_on, tokens_in_fields
from extractors.reading.pdf_fonts import cured
from extractors.reading.pdf_objects import Drawn, covered_share, drawn_on
from extractors.reading.pdf_text import tokens_of
from extractors.reading.printed import PrintedPage, Token
from extractors.reading.scan import scanned_page
from extractors.reading.syllables import shares
from extractors.reading.tables import tables_of
from extractors.reading.zones import laid_out, mark_margins

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
        pages = [_page(file, at, path) for at in range(len(file))]
    mark_margins(pages)
    return assemble(pages, MEDIA_TYPE)


def _page(file: pdfium.PdfDocument, at: int, path: Path) -> PrintedPage:
    page = file[at]
    try:
        tokens, drawn, fields = tokens_of(page), drawn_on(page), fields_on(file, page)
        width, height = page.get_size()
        scan = _is_scan(drawn, width, height, tokens)
        extra = tokens_in_fields(file, at, fields, tokens)[0] if fields else []
        if scan:
            return scanned_page(page, at + 1, extra)
        tokens, _ = cured(tokens, page, path, at)
        tables, rest = tables_of(drawn.rules, tokens + extra)
        return PrintedPage(at + 1, width, height, "digital", laid_out(chain(rest), tables, width, height))
    finally:
        page.close()


def _is_scan(drawn: Drawn, width: float, height: float, tokens: list[Token]) -> bool:
    """Whether pictures cover most of the page and the text layer does not tell what they show."""
    if covered_share(drawn.pictures, width, height) < 0.5:
        return not tokens
    good, marked, count = shares(token.text for token in tokens)
    return count < 40 or good < 0.8 or marked < 0.5
