"""The recipients' column read by itself: beside seal and signature the engine garbles small print or drops lines of it.

Comes in: a sheet and what was read at first.  Goes out: the lines, those under `Nơi nhận` as they read better alone.
"""

import numpy as np

from extractors.reading.scan.ocr import COLUMN, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.scan.votes import gain
from rules.loader import load

_LEFT, _WIDE = 0.2, 3.2
"""The column begins so little left of its label, and is so wide (in inches): half of the page between the margins."""
_ROOM, _MORE = 0.75, 0.45
"""A list ends where the page is empty for so long; lines may have been lost for so far below what was read (inches)."""
_LABEL_WITHIN = 0.4
"""The label begins in this share of the page's width."""
_BETTER = 0.1
"""Readings whose gains differ by less are alike: the first one stays."""
_SMALLEST = 40
"""A lower area, in pixels, holds no line."""

Words = list[SeenWord]


def with_left_foot(sheet: Sheet, seen: list[Words]) -> list[Words]:
    """The lines of a page, those under the label of the recipients read again as a column of their own."""
    label = _label(sheet, seen)
    if label is None:
        return seen
    area = _area(sheet, label, seen)
    inside = [word for line in seen for word in line if _within(word, area)]
    if not inside:
        return seen
    new = _read(sheet, area)
    better = [line for line in new if gain(line) > gain(_beside(line, inside)) + _BETTER]
    gone = {id(word) for line in better for word in _beside(line, inside)}
    kept = [[word for word in line if id(word) not in gone] for line in seen]
    return [line for line in kept if line] + better


def _label(sheet: Sheet, seen: list[Words]) -> SeenWord | None:
    """The first word of the line `Nơi nhận:`, or of the last one where several documents lie on a page."""
    rule = load("header").rule("recipients.label")
    found = [
        line[0]
        for line in seen
        if line[0].box[0] < _LABEL_WITHIN * sheet.grey.shape[1]
        and rule.search(" ".join(word.text for word in line[:4]))
    ]
    return max(found, key=lambda word: word.box[1], default=None)


def _area(sheet: Sheet, label: SeenWord, seen: list[Words]) -> tuple[int, int, int, int]:
    """The column under the label, down to where its lines end: x0, top, x1, bottom."""
    dpi, (x0, _, _, top) = sheet.dpi, label.box
    left, right = max(0, int(x0 - _LEFT * dpi)), min(sheet.grey.shape[1], int(x0 + _WIDE * dpi))
    bottom, filed = top, False
    for line in sorted(seen, key=lambda line: line[0].box[1]):
        first = line[0]
        if first.box[1] < top or not left <= first.box[0] < x0 + dpi / 2 or filed:
            continue
        if first.box[1] - bottom > _ROOM * dpi:
            break
        bottom = max(bottom, max(word.box[3] for word in line[:3]))
        filed = load("header").rule("recipients.filing").search(" ".join(w.text for w in line)) is not None
    end = bottom + (0.05 if filed else _MORE) * dpi
    return left, int(top + 0.01 * dpi), right, min(sheet.grey.shape[0], int(end))


def _within(word: SeenWord, area: tuple[int, int, int, int]) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return area[0] <= x < area[2] and area[1] <= y < area[3]


def _read(sheet: Sheet, area: tuple[int, int, int, int]) -> list[Words]:
    """The lines of the column; coloured ink is light in it, and words at its right edge may be cut."""
    x0, top, x1, bottom = area
    part = np.asarray(sheet.colour[top:bottom, x0:x1].max(axis=2), np.uint8)
    if min(part.shape) < _SMALLEST:
        return []
    lines = []
    for line in recognise(np.pad(part, 8, mode="edge"), round(sheet.dpi), COLUMN):
        words = [_moved(word, x0 - 8, top - 8) for word in line if word.box[2] < x1 - x0]
        words = _left_run(words)
        if words:
            lines.append(words)
    return lines


def _moved(word: SeenWord, dx: int, dy: int) -> SeenWord:
    x0, top, x1, bottom = word.box
    return SeenWord(word.text, (x0 + dx, top + dy, x1 + dx, bottom + dy), word.baseline + dy, word.confidence)


def _left_run(words: Words) -> Words:
    """The words up to the first gap that parts two columns."""
    for at in range(1, len(words)):
        height = max(words[at].box[3] - words[at].box[1], 20)
        if words[at].box[0] - words[at - 1].box[2] > 2 * height:
            return words[:at]
    return words


def _beside(line: Words, words: Words) -> Words:
    """Those of the words that stand where a line stands."""
    top, bottom = min(word.box[1] for word in line), max(word.box[3] for word in line)
    right = line[-1].box[2] + (bottom - top) / 2
    return [w for w in words if top <= (w.box[1] + w.box[3]) / 2 < bottom and (w.box[0] + w.box[2]) / 2 < right]
