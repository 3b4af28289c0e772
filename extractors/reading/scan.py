"""A scanned page: the picture made, cleaned, read, and put into points.

Comes in: an open page of a PDF.  Goes out: a `PrintedPage` of origin "ocr".
"""

import pypdfium2 as pdfium

from extractors.document import Box
from extractors.reading.arrange import chain, in_reading_order
from extractors.reading.ocr import SeenWord, recognise
from extractors.reading.printed import PrintedPage, Token
from extractors.reading.scan_picture import grey_for_reading, rendered, straightened

DPI = 300


def scanned_page(page: pdfium.PdfPage, number: int) -> PrintedPage:
    """Read a page from its picture.

    Raises:
        MissingPart: text recognition is not installed.
    """
    width, height = page.get_size()
    picture = rendered(page, DPI)
    grey, turn = straightened(grey_for_reading(picture))
    lines = recognise(grey, DPI)
    scale = 72 / DPI
    tokens = [_token(word, line, scale) for line in lines for word in line if _is_text(word)]
    blocks = in_reading_order(chain(tokens), width)
    return PrintedPage(number, width, height, "scan", list(blocks))


def _is_text(word: SeenWord) -> bool:
    """Specks and ruled lines come as lone marks of low confidence."""
    return any(c.isalnum() for c in word.text) or word.confidence > 0.3


def _token(word: SeenWord, line: list[SeenWord], scale: float) -> Token:
    heights = sorted(w.box[3] - w.box[1] for w in line)
    size = heights[len(heights) // 2] * scale * 0.95
    box = Box(*(round(side * scale, 2) for side in word.box))
    return Token(word.text, box, size, word.baseline * scale, origin="ocr", confidence=round(word.confidence, 3))
