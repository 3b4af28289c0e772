"""Words of long documents, held as compressed numbers and made into objects only when they are asked for.

A file of five hundred pages has some two hundred thousand words; as objects they would take more memory than all else.
Coordinates are kept as 32-bit floats, which is finer than a thousandth of a point.
"""

import functools
import math
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from extractors.document import Box, Origin, Word
from extractors.reading.printed import PrintedLine, PrintedPage, Token

LONG = 60
"""From so many pages on words are packed."""
_ORIGINS: tuple[Origin | None, ...] = (None, "text", "ocr", "signature")
_TRUTH = (None, False, True)
_NUMBERS = 7
_SIDES = 5
_QUICKLY = 1


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def _columns(numbers: Iterable[float], width: int) -> bytes:
    """Rows of numbers as one row after the other of what stands below each other, which is mostly the same."""
    rows = array("f", numbers)
    return b"".join(rows[at::width].tobytes() for at in range(width))


def _rows(columns: bytes, width: int) -> Iterator[tuple[float, ...]]:
    numbers = array("f", columns)
    count = len(numbers) // width
    return zip(*(numbers[at * count : (at + 1) * count] for at in range(width)), strict=True)


class PackedPage:
    """The words of a page: those of one line after the other, then closed."""

    __slots__ = ("_open", "_packed")

    def __init__(self) -> None:
        self._open: list[Word] = []
        self._packed = b""

    def add(self, words: Sequence[Word]) -> "PackedWords":
        """Take in the words of a line; goes out with what the line holds in their place."""
        first = len(self._open)
        self._open.extend(words)
        return PackedWords(self, first, len(self._open))

    def close(self) -> None:
        """Pack what was taken in; nothing can be added any more."""
        words, nowhere = self._open, (math.nan,) * 4
        flags = bytes(_ORIGINS.index(word.origin) * 2 + word.handwritten for word in words)
        offsets = array("i", [*(w.start for w in words), *(w.end for w in words), *(w.page or 0 for w in words)])
        sides = _columns((s for w in words for s in (*(w.box or nowhere), _number(w.confidence))), _SIDES)
        self._packed = zlib.compress(flags + offsets.tobytes() + sides)
        self._open = []

    def words(self) -> Sequence[Word]:
        """All words of the page."""
        return _unpacked(self._packed) if self._packed else self._open


@functools.lru_cache(8)
def _unpacked(packed: bytes) -> tuple[Word, ...]:
    plain = zlib.decompress(packed)
    count = len(plain) // (1 + 3 * 4 + _SIDES * 4)
    offsets = array("i", plain[count : count * 13])
    words = []
    for at, (*sides, confidence) in enumerate(_rows(plain[count * 13 :], _SIDES)):
        box = None if math.isnan(sides[0]) else Box(*sides)
        handwritten, origin = bool(plain[at] % 2), _ORIGINS[plain[at] // 2]
        start, end, page = offsets[at], offsets[count + at], offsets[2 * count + at] or None
        words.append(Word(start, end, box, _or_none(confidence), handwritten, origin, page))
    return tuple(words)


class PackedWords(Sequence[Word]):
    """The words of a line of a packed page."""

    __slots__ = ("_behind", "_first", "_page")

    def __init__(self, page: PackedPage, first: int, behind: int) -> None:
        self._page, self._first, self._behind = page, first, behind

    def __len__(self) -> int:
        return self._behind - self._first

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        return tuple(self)[at]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._page.words()[self._first : self._behind])


class PackedTokens(Sequence[Token]):
    """The tokens of a line or of a cell, before they have offsets."""

    __slots__ = ("_count", "_packed")

    def __init__(self, tokens: Sequence[Token]) -> None:
        numbers = _columns((n for t in tokens for n in (*t.box, t.size, t.baseline, _number(t.confidence))), _NUMBERS)
        flags = bytes(
            (_ORIGINS.index(t.origin) * 3 + _TRUTH.index(t.bold)) * 6 + _TRUTH.index(t.italic) * 2 + t.handwritten
            for t in tokens
        )
        text = " ".join(token.text for token in tokens).encode("utf-8", "surrogatepass")
        self._count = len(tokens)
        self._packed = zlib.compress(flags + numbers + text, _QUICKLY)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | Sequence[Token]:
        return list(self)[at]

    def __iter__(self) -> Iterator[Token]:
        plain, count = zlib.decompress(self._packed), self._count
        behind = count * (1 + 4 * _NUMBERS)
        texts = plain[behind:].decode("utf-8", "surrogatepass").split(" ") if count else []
        for text, flags, numbers in zip(texts, plain, _rows(plain[count:behind], _NUMBERS), strict=False):
            x0, top, x1, bottom, size, baseline, confidence = numbers
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
