"""Lines whose font tells no true characters: found out, and cured by a second reader or from the page's picture.

Some fonts carry no map, or a wrong one, from their shapes to Unicode.  pdfium then gives control characters or marks
where words stand; pdfplumber resolves some of these fonts truly; what both read wrongly is read from the picture.

Comes in: the tokens of a page.  Goes out: the tokens, with such lines replaced.
"""

import unicodedata
from pathlib import Path

import pypdfium2 as pdfium

from extractors.document import Box
from extractors.errors import MissingPart
from extractors.reading.arrange import chain
from extractors.reading.printed import PrintedLine, Token

_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0fc": "✓", "\uf0d8": "➢", "\uf02b": "+", "\uf0b0": "°",
    "\uf0ae": "→", "\uf06c": "●", "\uf06e": "■", "\uf0e0": "→", "\uf076": "❖", "\uf0f0": "⇨", "\uf02a": "*",
}  # fmt: skip
"""The Symbol and Wingdings places that word processors put in front of list items."""
_RULERS = set(".…-_=*–—·~/\\|+•▪")
_MOST_PICTURES = 60


def rubbish(text: str) -> bool:
    """Whether a run holds characters that no page shows.

    >>> rubbish("ngày"), rubbish(chr(5) + chr(6)), rubbish("x" + chr(0xFFFD)), rubbish(chr(0xE012))
    (False, True, True, True)
    """
    return any(unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") or c == "\ufffd" for c in text)


def without_letters(text: str) -> bool:
    r"""Whether a line that is no ruler has next to no letters and figures.

    >>> without_letters('"# $% &&(*+ )('), without_letters("....../......"), without_letters("12/2020 (a)")
    (True, False, False)
    """
    marks = [c for c in text if not c.isspace()]
    if len(marks) < 8 or sum(c in _RULERS for c in marks) > 0.5 * len(marks):
        return False
    return sum(c.isalnum() for c in marks) < 0.3 * len(marks)


def cured(tokens: list[Token], page: pdfium.PdfPage, path: Path, at: int) -> tuple[list[Token], list[str]]:
    """Replace lines that cannot be true; goes out with warnings (Vietnamese) where nothing could be done."""
    for token in tokens:
        if any("\uf000" <= c <= "\uf0ff" for c in token.text):
            token.text = "".join(_BULLETS.get(c, c) for c in token.text)
    if not any(rubbish(t.text) for t in tokens) and not _odd(tokens):
        return tokens, []
    lines = chain(tokens, gap=3.0)
    bad = [line for line in lines if any(rubbish(t.text) for t in line.tokens) or without_letters(line.text)]
    if not bad:
        return tokens, []
    words = _plumbed(path, at)
    kept = [token for line in lines if line not in bad for token in line.tokens]
    warnings: list[str] = []
    for number, line in enumerate(bad):
        new = [word for word in words if _inside(word.box, line.box)]
        if not new or any(rubbish(word.text) for word in new) or without_letters(" ".join(w.text for w in new)):
            new = []
            if number < _MOST_PICTURES:
                try:
                    new = _from_picture(page, line)
                except MissingPart:
                    warnings = [f"Trang {at + 1}: phông chữ hỏng, cần thành phần nhận dạng chữ để đọc."]
        kept.extend(new or [token for token in line.tokens if not rubbish(token.text)])
    return kept, warnings


def _odd(tokens: list[Token]) -> bool:
    """Many runs of marks alone: worth a look line by line."""
    bare = sum(not any(c.isalnum() or c in _RULERS for c in token.text) for token in tokens)
    return bare > 3 and bare > 0.1 * len(tokens)


def _inside(box: Box, line: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return line.x0 - 12 <= x <= line.x1 + 12 and line.top <= y <= line.bottom


def _plumbed(path: Path, at: int) -> list[Token]:
    """The page's words as pdfplumber sees them.  A blank is judged by type size: a fixed one drops blanks."""
    import pdfplumber

    with pdfplumber.open(path, pages=[at + 1]) as file:
        page = file.pages[0]
        left, top = page.bbox[0], page.bbox[1]
        words = page.extract_words(x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["fontname", "size"])
        tokens = []
        for word in words:
            box = Box(word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top)
            font = str(word["fontname"]).lower()
            size = float(word["size"])
            base = box.bottom - 0.22 * (box.bottom - box.top)
            tokens.append(Token(word["text"], box, size, base, "bold" in font, "italic" in font))
        return tokens


def _from_picture(page: pdfium.PdfPage, line: PrintedLine) -> list[Token]:
    from extractors.reading.pdf.pictures import tokens_in_picture

    box = line.box
    return tokens_in_picture(page, Box(box.x0 - 4, box.top - 2, box.x1 + 4, box.bottom + 2), line.size)
