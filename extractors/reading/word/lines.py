"""The pieces of a paragraph become lines: old encodings decoded, NFC, single blanks, the look of the most of it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.reading.encoding import decode_run, is_old
from extractors.reading.word.columns import gap_in, stands_right
from extractors.reading.word.inline import Paragraph, Piece, plain_symbols
from extractors.reading.word.styles import RunLook
from extractors.reading.word.text import LineDraft

# Never drawn: soft hyphen, zero-width signs, direction marks, byte-order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Fonts whose upper half holds signs; their lower half is left alone, since ordinary text is often set in them.
_SIGNS = {"Symbol", "Wingdings"}
_HIGH = re.compile("[\u00a1-\u00ff]")


def line_drafts(paragraph: Paragraph) -> list[LineDraft]:
    """The lines of one paragraph; the automatic number stands at the head of the first."""
    drafts = [_draft(pieces, paragraph) for pieces in paragraph.parts]
    if paragraph.label:
        first = drafts[0]
        text = f"{paragraph.label} {first.text}".strip()
        drafts[0] = replace(first, text=text)
    return [draft for draft in drafts if draft.text]


def _draft(pieces: Sequence[Piece], paragraph: Paragraph) -> LineDraft:
    raw = _decoded(pieces)
    text, gap = clean(raw), gap_in(raw) if "\t" in raw or "    " in raw else None
    bold, italic, size = _looks([(len(piece.text), piece.look) for piece in pieces if piece.text.strip()])
    return LineDraft(
        text,
        bold,
        italic,
        size,
        paragraph.look.align,
        right=clean(raw[gap[1] :]) if gap else "",
        far=stands_right(raw),
        original=_original(pieces, raw),
    )


def _original(pieces: Sequence[Piece], decoded: str) -> str:
    """What stood in the file, where an old encoding was decoded; capitals drawn by the look do not count."""
    stood = "".join(piece.text for piece in pieces)
    return stood if len(stood) != len(decoded) or stood.casefold() != decoded.casefold() else ""


def _decoded(pieces: Sequence[Piece]) -> str:
    """Decode stretches of one old font together, since a letter of VNI may be split over runs."""
    if len(pieces) == 1 and not is_old(pieces[0].look.font):
        return _cased(pieces[0])
    written: list[str] = []
    for font, group in groupby(pieces, key=lambda piece: piece.look.font if is_old(piece.look.font) else None):
        stretch = list(group)
        if font is None:
            written.extend(_cased(piece) for piece in stretch)
        else:
            decoded = decode_run("".join(piece.text for piece in stretch), font)
            written.append(decoded.upper() if all(piece.look.caps for piece in stretch) else decoded)
    return "".join(written)


def _cased(piece: Piece) -> str:
    if piece.look.font in _SIGNS:
        return _HIGH.sub(lambda match: _sign(match[0]), piece.text)
    text = decode_run(piece.text, None)
    return text.upper() if piece.look.caps else text


def _sign(char: str) -> str:
    private = chr(0xF000 + ord(char))
    shown = plain_symbols(private)
    return char if shown == private else shown


def clean(text: str) -> str:
    r"""NFC, signs of symbol fonts as ordinary ones, single blanks, nothing invisible.

    >>> clean("  Ủy\u00a0ban\t nhân  dân ")
    'Ủy ban nhân dân'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", plain_symbols(_INVISIBLE.sub("", text)))
    return " ".join(text.split())


def joined(drafts: Iterable[LineDraft]) -> LineDraft:
    """Several lines of a cell as one, with one blank between them."""
    every = list(drafts)
    if len(every) == 1:
        return every[0]
    bold, italic = (all(getattr(draft, name) for draft in every) if every else None for name in ("bold", "italic"))
    size = max((draft.size for draft in every if draft.size), default=None)
    return LineDraft(
        " ".join(draft.text for draft in every),
        bold,
        italic,
        size,
        every[0].align if every else None,
        original=" ".join(draft.original or draft.text for draft in every) if any(d.original for d in every) else "",
    )


def _looks(drawn: Sequence[tuple[int, RunLook]]) -> tuple[bool | None, bool | None, float | None]:
    """Bold, italic and size of most of the letters."""
    if not drawn:
        return None, None, None
    if len(drawn) == 1:
        look = drawn[0][1]
        return bool(look.bold), bool(look.italic), look.size
    total = bold = italic = 0
    sizes: dict[float, int] = {}
    for length, look in drawn:
        total += length
        bold += length if look.bold else 0
        italic += length if look.italic else 0
        if look.size:
            sizes[look.size] = sizes.get(look.size, 0) + length
    return 2 * bold > total, 2 * italic > total, max(sizes, key=lambda size: sizes[size]) if sizes else None
