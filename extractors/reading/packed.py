"""Words of long documents, held as numbers and made into objects only when they are asked for.

A file of five hundred pages has some two hundred thousand words; as objects they would take more memory than all else.
Coordinates are kept as 32-bit floats, which is finer than a thousandth of a point.
"""

import math
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from extractors.document import Box, Origin, Word
from extractors.reading.printed import PrintedLine, PrintedPage, Token

LONG = 60
"""From so many pages on words are packed."""
_ORIGINS: tuple[Origin | None, ...] = (None, "text", "ocr", "signature")
_TRUTH = (None, False, True)
_NUMBERS = 7


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


class PackedWords(Sequence[Word]):
    """The words of a line."""

    __slots__ = ("_flags", "_offsets", "_sides")

    def __init__(self, words: Sequence[Word]) -> None:
        self._offsets = array("i", (offset for word in words for offset in (word.start, word.end)))
        nowhere = (math.nan,) * 4
        self._sides = array(
            "f", (side for word in words for side in (*(word.box or nowhere), _number(word.confidence)))
        )
        self._flags = bytes(_ORIGINS.index(word.origin) * 2 + word.handwritten for word in words)

    def __len__(self) -> int:
        return len(self._flags)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        if isinstance(at, slice):
            return tuple(self._word(place) for place in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._word(at % len(self))

    def __iter__(self) -> Iterator[Word]:
        return map(self._word, range(len(self._flags)))

    def _word(self, at: int) -> Word:
        *sides, confidence = self._sides[at * 5 : at * 5 + 5]
        box = None if math.isnan(sides[0]) else Box(*sides)
        flags = self._flags[at]
        start, end = self._offsets[at * 2 : at * 2 + 2]
        return Word(start, end, box, _or_none(confidence), bool(flags % 2), _ORIGINS[flags // 2])


class PackedTokens(Sequence[Token]):
    """The tokens of a line or of a cell, before they have offsets."""

    __slots__ = ("_flags", "_numbers", "_text")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._text = " ".join(token.text for token in tokens)
        self._numbers = array("f", (n for t in tokens for n in (*t.box, t.size, t.baseline, _number(t.confidence))))
        self._flags = bytes(
            (_ORIGINS.index(t.origin) * 3 + _TRUTH.index(t.bold)) * 6 + _TRUTH.index(t.italic) * 2 + t.handwritten
            for t in tokens
        )

    def __len__(self) -> int:
        return len(self._flags)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | Sequence[Token]:
        return list(self)[at]

    def __iter__(self) -> Iterator[Token]:
        for at, text in enumerate(self._text.split(" ") if self._flags else ()):
            x0, top, x1, bottom, size, baseline, confidence = self._numbers[at * _NUMBERS : (at + 1) * _NUMBERS]
            flags = self._flags[at]
            origin = _ORIGINS[flags // 18] or "text"
            bold, italic = _TRUTH[flags // 6 % 3], _TRUTH[flags // 2 % 3]
            box = Box(x0, top, x1, bottom)
            yield Token(text, box, size, baseline, bold, italic, origin, _or_none(confidence), bool(flags % 2))


def pack(page: PrintedPage) -> PrintedPage:
    """The same page with its tokens packed; nothing is to be changed in them afterwards."""
    for block in page.blocks:
        if isinstance(block, PrintedLine):
            block.tokens = PackedTokens(block.tokens)  # type: ignore[assignment]
        else:
            for cell in block.cells:
                cell.tokens = PackedTokens(cell.tokens)  # type: ignore[assignment]
    return page
