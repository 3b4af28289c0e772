"""How much white paper there is around a line of capitals where a body's name or a signer's title may stand.

That is the right half of a scanned page, and its head on the left: a body with white paper above it has no other one
printed over it, and letters right below it are a further row of its name (NĐ 30/2020/NĐ-CP Phụ lục I mục II.2).
A deputy signs with `KT.` before the head's title, by pen or print, and recognition often loses it; a title with white
paper before it has none (mục II.7: what is signed for stands before the title, on its line).
The red ink of a seal is no ink here: it lies over the left third of the signature (Điều 33), and says nothing.

Comes in: a sheet and what was read on it.  Goes out: the places of such lines with the paper around them, in pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.bands import bound_of
from extractors.reading.scan.cuts import red_ink
from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.picture import Sheet

_REACH = 5.0
"""So far from a line ink is looked for, in heights of it."""
_SPECK, _LETTER = 0.35, 0.55
"""What is smaller than this is dust, what is as high as this a letter: in heights of a line with its marks."""
_SEAL = 55.0
"""Points: the least of seals in use is 30 mm wide, of which some may be too faint to be red."""
_COARSE = 4
_RIGHT_HALF = 0.42
_HEAD = 0.2
"""The names of bodies stand in so much of a page."""
_WORD_GAP = 1.5
_MOST_WORDS = 8

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Around:
    """A line's box, and how far the paper is white to its left, to its right, above and below it, in pixels."""

    box: Box
    left: float
    right: float
    above: float
    below: float


def clear_spaces(sheet: Sheet, seen: Iterable[list[SeenWord]]) -> list[Around]:
    """The lines of two to eight words in capitals in the head or the right half of a page, with the paper around."""
    runs = [run for line in seen for run in _runs(line) if _in_right_half(run, sheet) or _in_head(run, sheet)]
    if not runs:
        return []
    dark = sheet.grey < bound_of(sheet)
    for rows, columns in _seals(sheet):
        dark[rows, columns] &= red_ink(sheet.colour[rows, columns]) == 0
    return [_around(dark, run) for run in runs]


def _seals(sheet: Sheet) -> list[tuple[slice, slice]]:
    """Where red seals lie: rows and columns of whatever is red and as high and as wide as one."""
    red = red_ink(np.ascontiguousarray(sheet.colour[::_COARSE, ::_COARSE]))
    if not red.any():
        return []
    whole = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    least = _SEAL * sheet.dpi / 72 / _COARSE
    return [
        (slice(y * _COARSE, (y + h) * _COARSE), slice(x * _COARSE, (x + w) * _COARSE))
        for x, y, w, h, _ in np.asarray(stats[1:], np.int32).tolist()
        if min(w, h) >= least
    ]


def _runs(line: list[SeenWord]) -> list[list[SeenWord]]:
    """The words in capitals that stand together."""
    runs: list[list[SeenWord]] = []
    last: SeenWord | None = None
    for word in line:
        if _is_capital(word):
            near = last is not None and word.box[0] - last.box[2] < _WORD_GAP * (word.box[3] - word.box[1])
            if near:
                runs[-1].append(word)
            else:
                runs.append([word])
        last = word if _is_capital(word) else None
    return [run for run in runs if 2 <= len(run) <= _MOST_WORDS]


def _is_capital(word: SeenWord) -> bool:
    letters = [c for c in word.text if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters)


def _in_right_half(run: list[SeenWord], sheet: Sheet) -> bool:
    return bool((run[0].box[0] + run[-1].box[2]) / 2 > _RIGHT_HALF * sheet.grey.shape[1])


def _in_head(run: list[SeenWord], sheet: Sheet) -> bool:
    return bool(run[0].box[1] < _HEAD * sheet.grey.shape[0])


def _around(ink: npt.NDArray[np.bool_], run: list[SeenWord]) -> Around:
    top, bottom = (round(float(np.median([word.box[side] for word in run]))) for side in (1, 3))
    box = (run[0].box[0], top, run[-1].box[2], bottom)
    high = max(bottom - top, 8)
    reach = round(_REACH * high)
    x0, y0 = max(box[0] - reach, 0), max(top - reach // 2, 0)
    x1 = min(box[2] + reach, ink.shape[1])
    dark = ink[y0 : bottom + reach // 2, x0:x1].astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    figures = np.asarray(stats, np.int32)
    beside = _columns(np.asarray(labels, np.int32)[: bottom - y0], figures, top - y0, _SPECK * high) + x0
    before, behind = beside[beside < box[0] - 0.15 * high], beside[beside > box[2] + 0.15 * high]
    place = (box[0] - x0, top - y0, box[2] - x0, bottom - y0)
    return Around(
        box,
        left=float(box[0] - before.max()) if before.size else float(reach),
        right=float(behind.min() - box[2]) if behind.size else float(reach),
        above=_above(figures, place, high),
        below=_below(figures, place, high),
    )


def _columns(
    labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32], top: int, least: float
) -> npt.NDArray[np.intp]:
    """The columns that have ink of more than dust in the rows of the line."""
    kept = (stats[:, 2] >= least) | (stats[:, 3] >= least)
    kept[0] = False
    return np.flatnonzero(kept[labels[top:]].any(axis=0))


def _above(stats: npt.NDArray[np.int32], box: Box, high: int) -> float:
    """How far above the line the next letters end, over its width and somewhat more."""
    y, h = _letters_over(stats, box, high)
    ends = (y + h)[y + h / 2 < box[1]]
    return float(box[1] - ends.max()) if ends.size else float(box[1])


def _below(stats: npt.NDArray[np.int32], box: Box, high: int) -> float:
    """How far below the line the next letters begin, over its width and somewhat more."""
    y, _ = _letters_over(stats, box, high)
    begins = y[y > box[3] - 0.25 * high]
    return float(begins.min() - box[3]) if begins.size else _REACH / 2 * high


def _letters_over(
    stats: npt.NDArray[np.int32], box: Box, high: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Top and height of what is as high as a letter over the width of a line and somewhat more."""
    x, y, w, h = (stats[1:, i] for i in range(4))
    letters = (x < box[2] + 2 * high) & (x + w > box[0] - 2 * high) & (h >= _LETTER * high)
    return y[letters], h[letters]
