"""A scanned page: the picture made, cleaned, read, and put into points.

Comes in: an open page of a PDF.  Goes out: a `PrintedPage` of origin "ocr".
"""

import pypdfium2 as pdfium

from extractors.document import Box
from extractors.reading.arrange import chain, with_tables
from extractors.reading.ocr import SeenWord, recognise
from extractors.reading.printed import PrintedPage, Token
from extractors.reading.scan_picture import Sheet, sheet_of
from extractors.reading.scan_rules import lines_in, without_lines
from extractors.reading.tables import Rule, tables_of


def scanned_page(page: pdfium.PdfPage, number: int) -> PrintedPage:
    """Read a page from its picture.

    Raises:
        MissingPart: text recognition is not installed.
    """
    sheet = sheet_of(page)
    lines, mask = lines_in(sheet.grey)
    grey = without_lines(sheet.grey, mask)
    seen = recognise(grey, round(sheet.dpi))
    scale = 72 / sheet.dpi
    tokens = [_token(word, line, scale) for line in seen for word in line if _is_text(word)]
    rules = [Rule(level, at * scale, start * scale, end * scale) for level, at, start, end in lines]
    tables, rest = tables_of(rules, tokens)
    width, height = sheet.size
    if sheet.quarter % 2:
        width, height = height, width
    blocks = with_tables(chain(rest), tables, width)
    _put_back(sheet, tokens, blocks, scale)
    return PrintedPage(number, *sheet.size, "scan", blocks)


def _put_back(sheet: Sheet, tokens: list[Token], blocks: list, scale: float) -> None:  # type: ignore[type-arg]
    """Boxes from the straightened picture to the page as shown."""
    if not sheet.quarter and not sheet.skew:
        return
    for token in tokens:
        token.box = sheet.shown(tuple(side / scale for side in token.box))  # type: ignore[arg-type]


def _is_text(word: SeenWord) -> bool:
    """Specks and ruled lines come as lone marks of low confidence."""
    return any(c.isalnum() for c in word.text) or word.confidence > 0.3


def _token(word: SeenWord, line: list[SeenWord], scale: float) -> Token:
    heights = sorted(w.box[3] - w.box[1] for w in line)
    size = heights[len(heights) // 2] * scale * 0.95
    box = Box(*(round(side * scale, 2) for side in word.box))
    return Token(word.text, box, size, word.baseline * scale, origin="ocr", confidence=round(word.confidence, 3))
