"""A small part of a page read from its picture: a field that holds a picture, a line whose font tells nothing.

Comes in: an open page and a box.  Goes out: tokens of origin "ocr" at their place.
"""

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractors.document import Box
from extractors.reading.printed import Token
from extractors.reading.scan.ocr import ONE_LINE, recognise

_DPI = 300
_PAD = 20
_FIGURE = 0.68
"""The height of a figure, as a share of the type size."""


def tokens_in_picture(page: pdfium.PdfPage, box: Box, size: float | None = None) -> list[Token]:
    """Read one line of print; `size` in points where it is known.

    Raises:
        MissingPart: text recognition is not installed.
    """
    width, height = page.get_size()
    left, top = max(box.x0, 0.0), max(box.top, 0.0)
    crop = (left, max(height - box.bottom, 0.0), max(width - box.x1, 0.0), top)
    picture = page.render(scale=_DPI / 72, crop=crop, may_draw_forms=False).to_numpy()
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture[:, :, :3], cv2.COLOR_BGR2GRAY)
    if not 0.002 < (grey < 128).mean() < 0.5:
        return []
    scale = 72 / _DPI
    tokens = []
    for word in (w for line in recognise(np.pad(grey, _PAD, constant_values=255), _DPI, ONE_LINE) for w in line):
        if not any(c.isalnum() for c in word.text):
            continue
        x0, y0, x1, y1 = ((side - _PAD) * scale for side in word.box)
        place = Box(left + x0, top + y0, left + x1, top + y1)
        tokens.append(
            Token(
                word.text,
                place,
                size or max(place.bottom - place.top, 1) / _FIGURE,
                top + (word.baseline - _PAD) * scale,
                origin="ocr",
                confidence=round(word.confidence, 3),
            )
        )
    return tokens
