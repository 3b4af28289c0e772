"""Tokens of a PDF page from its text layer, by pdfium: fast, with blanks where they are seen.

Comes in: an open page.  Goes out: tokens in points from the top left of the page as shown.
"""

import ctypes
import functools
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Box
from extractors.reading.encoding import decode_run, is_old
from extractors.reading.pdf.touching import words_joined
from extractors.reading.printed import Token

_FINE = 100  # device units for a point, to get fractions out of pdfium's whole numbers


@dataclass(frozen=True, slots=True)
class Frame:
    """How page space turns into points from the top left of the page as shown (CropBox and rotation applied)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Frame":
        """Ask pdfium where three points of page space come to lie."""
        width, height = page.get_size()
        x, y = ctypes.c_int(), ctypes.c_int()

        def _shown_at(px: float, py: float) -> tuple[float, float]:
            size = (0, 0, round(width * _FINE), round(height * _FINE), 0)
            raw.FPDF_PageToDevice(page, *size, px, py, x, y)
            return x.value / _FINE, y.value / _FINE

        (ox, oy), (rx, ry), (ux, uy) = _shown_at(0, 0), _shown_at(1000, 0), _shown_at(0, 1000)
        per = 1000.0
        return cls((rx - ox) / per, (ry - oy) / per, (ux - ox) / per, (uy - oy) / per, ox, oy)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of page space is shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a rectangle of page space is shown."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@functools.lru_cache(512)
def _style(font: str) -> tuple[bool, bool]:
    """Bold and italic as the font's name says.

    >>> _style("TimesNewRomanPS-BoldItalicMT")
    (True, True)
    """
    low = font.lower()
    return "bold" in low or "black" in low or "-heavy" in low, "italic" in low or "oblique" in low


class _Layer:
    """A page's text layer with the few questions asked of it, buffers kept between calls."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.frame = Frame.of(page)
        self._text = page.get_textpage()
        self._raw = self._text.raw
        self.count = int(raw.FPDFText_CountChars(self._raw))
        self._rect = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._sizes: dict[tuple[str, float], float] = {}

    def characters(self) -> str:
        """One character for each of pdfium's, so that an index is good for both."""
        count = self.count
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (raw.FPDFText_GetUnicode(self._raw, at) for at in range(count))
        return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)

    def box(self, at: int) -> Box | None:
        """The character's box with its font's ascent and descent."""
        if not raw.FPDFText_GetLooseCharBox(self._raw, at, self._rect):
            return None
        r = self._rect
        return self.frame.box(r.left, r.bottom, r.right, r.top)

    def baseline(self, at: int) -> float | None:
        """The baseline's distance from the top of the page."""
        if not raw.FPDFText_GetCharOrigin(self._raw, at, self._x, self._y):
            return None
        return self.frame.point(self._x.value, self._y.value)[1]

    def font(self, at: int) -> str:
        """The name of the character's font, empty where it has none."""
        if raw.FPDFText_GetFontInfo(self._raw, at, self._name, 256, self._flags) <= 0:
            return ""
        return self._name.value.decode("latin-1")

    def size(self, at: int, font: str, height: float) -> float:
        """The type size in points as shown; asked once for each font and height of its boxes."""
        key = (font, round(height, 1))
        if key not in self._sizes:
            matrix = raw.FS_MATRIX()
            size = float(raw.FPDFText_GetFontSize(self._raw, at))
            if raw.FPDFText_GetMatrix(self._raw, at, matrix):
                size *= (matrix.c**2 + matrix.d**2) ** 0.5
            self._sizes[key] = size if 0.3 * height < size < 2 * height else height / 1.15
        return self._sizes[key]

    def close(self) -> None:
        """Give the text layer back."""
        self._text.close()


class TooManyCharacters(ValueError):
    """A page's text layer is longer than any page of print."""


def tokens_of(page: pdfium.PdfPage, most: int = 400_000) -> list[Token]:
    """The words of a page's text layer, in the order of the file, each with its box.

    Raises:
        TooManyCharacters: there are more than `most`.
    """
    layer = _Layer(page)
    try:
        if layer.count > most:
            raise TooManyCharacters(f"{layer.count} characters")
        text = layer.characters()
        tokens = []
        for start, end in _runs(text):
            token = _token(layer, text, start, end)
            if token is not None:
                tokens.append(token)
        return words_joined(tokens)
    finally:
        layer.close()


def _runs(text: str) -> list[tuple[int, int]]:
    """Where the runs without blanks stand.

    >>> _runs("Số:  12" + chr(13) + chr(10) + "x")
    [(0, 3), (5, 7), (9, 10)]
    """
    runs, start = [], None
    for at, char in enumerate(text):
        blank = char.isspace() or char == "\x00" or char == "\u200b"
        if blank and start is not None:
            runs.append((start, at))
            start = None
        elif not blank and start is None:
            start = at
    if start is not None:
        runs.append((start, len(text)))
    return runs


def _token(layer: _Layer, text: str, start: int, end: int) -> Token | None:
    first, last = layer.box(start), layer.box(end - 1)
    baseline = layer.baseline(start)
    if first is None or last is None or baseline is None:
        return None
    box = first.union(last)
    height = max(first.bottom - first.top, 1.0)
    font = layer.font(start)
    bold, italic = _style(font)
    # A hyphen at the end of a line comes as U+FFFE or U+0002.
    written = text[start:end].replace("\ufffe", "-").replace("\x02", "-").replace("\xad", "-")
    if is_old(font):
        written = decode_run(written, font)
    return Token(written, box, layer.size(start, font, height), baseline, bold, italic)
