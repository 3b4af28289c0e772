"""A column of short lines read in several ways, and its lines as most of the readings see them.

No scale and no cleaning is the best for every print: what is lost in one reading stands in another one.

Comes in: a sheet, an area of it, and what was read there at first.  Goes out: the lines of the area.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractors.reading.scan.line_votes import Words, elected, said, settled, side_by_side
from extractors.reading.scan.ocr import BLOCK, COLUMN, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet

Area = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the sheet."""

BULLETS = "-–—+*•~"
_SMALLEST = 40
"""A lower or narrower area, in pixels, holds no line."""
_PAD, _ROOM, _EDGE = 8, 14, 2
"""Paper around a cut; around what is read again; and a word that ends so near to the edge is cut through (pixels)."""
_LETTER, _SPECK, _NEAR = 15, 40, 11
"""Print is so high; a speck is smaller than so many pixels, and further from print than its marks and dots are."""
_INK = 160
_OFF = 12
"""A dash stands at most so many pixels off its place, is at least half so wide and at most so high."""
_COLUMN_GAP = 2.0
"""A gap that parts two columns is wider, in heights of the letters."""


def first_reading(sheet: Sheet, area: Area) -> list[Words]:
    """The lines of an area, read once as a column by itself."""
    return _read(sheet, area, *_WAYS[0])


def column_lines(sheet: Sheet, area: Area, readings: list[list[Words]]) -> list[Words]:
    """The lines of an area as its readings agree: the whole page's, the first one of the column, and further ones.

    What two readings say alike is settled; only the rest is read again.
    """
    readings = list(readings)
    for way in _WAYS[1:]:
        unsettled = [line for lines in side_by_side(readings) if not settled(lines) for line in lines]
        if not unsettled:
            break
        top = min(word.box[1] for line in unsettled for word in line) - _ROOM
        bottom = max(word.box[3] for line in unsettled for word in line) + _ROOM
        left = (area[0], max(area[1], top), area[2], min(area[3], bottom))
        readings.append(_read(sheet, left, *way))
    lines = [line for lines in side_by_side(readings) if (line := elected(lines))]
    return _with_bullets(sheet, lines, [line for reading in readings for line in reading])


def _with_bullets(sheet: Sheet, lines: list[Words], seen: list[Words]) -> list[Words]:
    """The lines, those with a bullet where others were seen with one: the engine drops it in one line or another."""
    bullets = [(line[0], line[1].baseline) for line in seen if len(line) > 1 and line[0].text in BULLETS]
    if not bullets:
        return lines
    found = []
    for line in lines:
        base = line[0].baseline
        bullet, baseline = min(bullets, key=lambda pair: abs(pair[1] - base))
        x0, top, x1, bottom = bullet.box
        down = round(base - baseline)
        box = (x0, top + down, x1, bottom + down)
        if line[0].box[0] > x1 and _is_dash(sheet, box, line[0].box[0]):
            line = [replace(bullet, box=box, baseline=base), *line]
        found.append(line)
    return found


def _is_dash(sheet: Sheet, box: tuple[int, int, int, int], end: int) -> bool:
    """Whether a low, wide speck of ink stands in a box or near to it, before the line's letters begin at `end`."""
    left, right = max(box[0] - _OFF, 0), min(box[2] + _OFF, end - 1)
    top, bottom = max(box[1] - _OFF, 0), box[3] + _OFF
    dark = (sheet.grey[top:bottom, left:right] < _INK).astype(np.uint8)
    if dark.size == 0:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return any(_OFF // 2 <= w <= 3 * _OFF and h < w and h <= _OFF for _, _, w, h, _ in stats[1:].tolist())


def _plain(dark: Picture) -> Picture:
    return dark


def _thick(dark: Picture) -> Picture:
    """Pale print whose strokes are thin, or broken."""
    return np.asarray(cv2.erode(dark, np.ones((2, 2), np.uint8)), np.uint8)


def _soft(dark: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(dark, (5, 5), 1.2), np.uint8)


_WAYS = ((0.75, COLUMN, _plain), (0.75, BLOCK, _thick), (1.0, BLOCK, _soft))
"""The readings of a column one after the other: scale, segmentation and cleaning."""


def _scaled(picture: Picture, scale: float) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _without_specks(picture: Picture) -> Picture:
    """The picture without small dots that no letter is near to: print of the other side shines through as such."""
    bound, _ = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = (picture < min(bound + 15, 215)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    letters = stats[:, 3] >= _LETTER
    letters[0] = False
    near = cv2.dilate(letters[labels].astype(np.uint8), np.ones((2 * _NEAR + 1, 2 * _NEAR + 1), np.uint8))
    beside = np.zeros(len(stats), np.bool_)
    beside[np.unique(labels[near > 0])] = True
    specks = ~beside & (stats[:, 4] < _SPECK) & (stats[:, 2] < _LETTER)
    specks[0] = False
    if not specks.any():
        return picture
    around = cv2.dilate(specks[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.where((around > 0) & (near == 0), np.uint8(255), picture)


def _read(sheet: Sheet, area: Area, scale: float, mode: int, clean: Callable[[Picture], Picture]) -> list[Words]:
    """The lines of an area; coloured ink is light in it, and words at its right edge may be cut through."""
    x0, top, x1, bottom = area
    dark = np.asarray(sheet.colour[top:bottom, x0:x1].max(axis=2), np.uint8)
    if min(dark.shape) < _SMALLEST:
        return []
    cut = _scaled(clean(_without_specks(dark)), scale)
    lines = []
    for line in recognise(np.pad(cut, _PAD, mode="edge"), round(sheet.dpi), mode):
        words = _loose([_moved(word, scale, area) for word in line])
        words = left_run([word for word in words if word.box[2] < x1 - _EDGE])
        if any(map(str.isalnum, said(words))):
            lines.append(words)
    return lines


def _loose(words: Words) -> Words:
    """The words, a bullet that ran into the first of them by itself."""
    match = re.match(f"([{re.escape(BULLETS)}])_?(?=[^\\W_])", words[0].text) if words else None
    if match is None:
        return words
    (x0, top, x1, bottom), first = words[0].box, words[0]
    cut = round(x0 + (x1 - x0) * match.end() / len(first.text))
    bullet = replace(first, text=match.group(1), box=(x0, top, cut, bottom))
    return [bullet, replace(first, text=first.text[match.end() :], box=(cut, top, x1, bottom)), *words[1:]]


def within(word: SeenWord, area: Area) -> bool:
    """Whether a word stands in an area, and is not cut through by its right edge."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return area[0] <= x and word.box[2] < area[2] - _EDGE and area[1] <= y < area[3]


def _moved(word: SeenWord, scale: float, area: Area) -> SeenWord:
    x0, top, x1, bottom = (round((side - _PAD) / scale) for side in word.box)
    box = (x0 + area[0], top + area[1], x1 + area[0], bottom + area[1])
    return replace(word, box=box, baseline=(word.baseline - _PAD) / scale + area[1])


def left_run(words: Words) -> Words:
    """The words up to the first gap that parts two columns."""
    for at, (word, after) in enumerate(pairwise(words), 1):
        height = max(after.box[3] - after.box[1], 20)
        if after.box[0] - word.box[2] > _COLUMN_GAP * height:
            return words[:at]
    return words
