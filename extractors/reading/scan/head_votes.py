"""The head read again: all of it a little smaller, and lines of which that differs a little larger.

The engine is as sure of a word whose mark it misread (`tắng cường`, `HÔNG ĐỨC`) as of any other, but seldom misreads it
alike in another size.  What both other readings see otherwise is in doubt, and is as most of them have it.

Comes in: a sheet and what was read at first.  Goes out: the lines, words of the head as the readings agree.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractors.reading.scan.ocr import AUTO, ONE_LINE, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.scan.rules import lines_in, without_lines
from extractors.reading.scan.votes import likely
from extractors.reading.syllables import mark_count
from rules.spelling import fold, level

_SMALLER, _LARGER = 0.75, 1.3
_PAD = 0.4
"""Room around a line that is read by itself, in heights of it."""
DOUBTED = 0.5
"""So sure is a word at most that both other readings see otherwise."""
_LEAST_PIXELS = 50
_MOTTO = ("cong hoa xa hoi", "doc lap", "dang cong san viet nam")
_HEAD = 0.45
"""The head takes so much of a page's height at most."""
_BODY_WORDS, _BODY_WIDE, _COLUMN_GAP = 8, 0.6, 1.5
"""A line of the main text has so many words, is so wide, in widths of the page, and has no gap so wide, in heights."""
_FEWEST_LETTERS = 2
_ACROSS, _DOWN = 0.5, 0.4
"""Two readings speak of one word that share so much of its width and of its height."""
_TWO, _FEWER_MARKS = 0.1, 0.1
"""How much two readings that agree have ahead of one, and how much they lose for marks that they do not see."""

Words = list[SeenWord]


def with_head_votes(sheet: Sheet, seen: list[Words]) -> list[Words]:
    """The lines of a page, the words of its head weighed against a smaller reading, and a larger one if it differs."""
    bottom = _bottom(sheet, seen)
    part = sheet.grey[:bottom]
    if min(part.shape) < _LEAST_PIXELS:
        return seen
    clean = without_lines(part, lines_in(part)[1])
    smaller = _read(_without_motto(clean, seen), _SMALLER, round(sheet.dpi), AUTO)
    return [_weighed_line(line, smaller, clean, round(sheet.dpi)) for line in seen]


def _without_motto(clean: Picture, seen: Iterable[Words]) -> Picture:
    """The picture with the right half of the motto's lines white: every head has the same."""
    bare, middle = clean.copy(), clean.shape[1] // 2
    for line in seen:
        if any(words in fold(" ".join(word.text for word in line)) for words in _MOTTO):
            tops, bottoms = zip(*((word.box[1], word.box[3]) for word in line), strict=True)
            bare[min(tops) : max(bottoms), middle:] = 255
    return bare


def _weighed_line(line: Words, smaller: Words, clean: Picture, dpi: int) -> Words:
    """A line as three readings have it; the third is made only where the second sees another word than the first."""
    inside = all(word.box[3] < clean.shape[0] for word in line)
    if not inside or not any(_differs(word, smaller) for word in line):
        return line
    larger = _line_read(line, clean, dpi)
    return [_weighed(word, [smaller, larger]) for word in line]


def _differs(word: SeenWord, reading: Words) -> bool:
    said, rival = _core(word.text), _same(word, reading)
    return len(said) >= _FEWEST_LETTERS and said.isalpha() and rival is not None and _core(rival.text) not in ("", said)


def _line_read(line: Words, clean: Picture, dpi: int) -> Words:
    """The words of a line as read by itself, larger."""
    x0, top, x1, bottom = zip(*(word.box for word in line), strict=True)
    pad = round(_PAD * (max(bottom) - min(top)))
    left, above = max(min(x0) - pad, 0), max(min(top) - pad, 0)
    cut = clean[above : max(bottom) + pad, left : max(x1) + pad]
    return [
        replace(word, box=(word.box[0] + left, word.box[1] + above, word.box[2] + left, word.box[3] + above))
        for word in _read(cut, _LARGER, dpi, ONE_LINE)
    ]


def _bottom(sheet: Sheet, seen: Iterable[Words]) -> int:
    """Where the head ends: at the first line of the main text, or where heads end at the latest."""
    high, wide = sheet.grey.shape
    tops = [min(word.box[1] for word in line) for line in seen if _is_of_the_text(line, wide)]
    return int(min([*tops, round(_HEAD * high)]))


def _is_of_the_text(line: Words, wide: int) -> bool:
    if len(line) < _BODY_WORDS or line[-1].box[2] - line[0].box[0] < _BODY_WIDE * wide:
        return False
    highs = sorted(word.box[3] - word.box[1] for word in line)
    return all(b.box[0] - a.box[2] < _COLUMN_GAP * highs[len(highs) // 2] for a, b in pairwise(line))


def _read(picture: Picture, scale: float, dpi: int, mode: int) -> Words:
    """The words of a picture as read in another size, with boxes as in this one."""
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    words = (word for line in recognise(sized, dpi, mode) for word in line)
    return [replace(word, box=_scaled(word.box, 1 / scale)) for word in words]


def _scaled(box: tuple[int, int, int, int], scale: float) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = (round(side * scale) for side in box)
    return x0, top, x1, bottom


def _weighed(word: SeenWord, others: list[Words]) -> SeenWord:
    """A word as the readings agree; in doubt where both others see another one than the first.

    >>> def word(text, confidence): return SeenWord(text, (0, 0, 80, 30), 28.0, confidence)
    >>> def read(first, *others): return _weighed(word(*first), [[word(*other)] for other in others])
    >>> [(w.text, w.confidence) for w in (
    ...     read(("nắm", 0.87), ("năm", 0.97), ("năm", 0.97)),
    ...     read(("tuyên", 0.93), ("tuyen", 0.91), ("tuyen", 0.89)),
    ...     read(("bằng", 0.95), ("băng", 0.97), ("bằng", 0.9)),
    ... )]
    [('năm', 0.5), ('tuyên', 0.5), ('bằng', 0.95)]
    """
    said = _core(word.text)
    if not all(_differs(word, reading) for reading in others):
        return word
    first, second = (rival for reading in others if (rival := _same(word, reading)) is not None)
    sure = min(word.confidence, DOUBTED)
    new = _core(first.text)
    if new != _core(second.text) or not likely(first.text):
        return replace(word, confidence=sure)
    ahead = _TWO - (_FEWER_MARKS if mark_count(new) < mark_count(said) else 0.0)
    if (first.confidence + second.confidence) / 2 + ahead <= word.confidence:
        return replace(word, confidence=sure)
    return replace(word, text=first.text, confidence=sure)


def _core(text: str) -> str:
    return level(text).strip(".,:;()-–“”\"'`*_ ")


def _same(word: SeenWord, reading: Words) -> SeenWord | None:
    """The word of another reading that stands in a word's place."""
    x0, top, x1, bottom = word.box
    for other in reading:
        y0, above, y1, below = other.box
        wide, high = min(x1, y1) - max(x0, y0), min(bottom, below) - max(top, above)
        if wide > _ACROSS * max(x1 - x0, y1 - y0) and high > _DOWN * min(bottom - top, below - above):
            return other
    return None
