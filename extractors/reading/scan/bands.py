"""A second look where seal and signature touch the print: line by line, in several cleanings, the best one kept.

The engine takes a block that a signature runs through for a picture and drops it, the signer's name with it.  So:
places with big connected components are searched for chains of letter-sized ones; each chain is cut out, turned
level, and read alone.

Comes in: a sheet and what was read at first.  Goes out: what the second look reads better.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.ocr import ONE_LINE, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.syllables import is_syllable

_BIG_HIGH, _BIG_WIDE = 90, 160
"""A component higher or wider than this, in pixels at 300 dpi, is a stroke, a ring or a line, not a letter."""
_MARK = 100
"""A signature or seal is at least so high and so wide."""
_LOW, _HIGH = 17, 76
"""Letters are so high."""
_MOST_PLACES, _MOST_BANDS = 4, 10
_DAMAGED = 0.9
"""What is read under a seal or a signature is never quite sure: a first letter may be gone."""


@dataclass(slots=True)
class Band:
    """A chain of letters: its middle, its length and height in pixels, and its slope (rise to the right)."""

    x: float
    y: float
    length: float
    height: float
    slope: float

    def covers(self, box: tuple[int, int, int, int]) -> bool:
        """Whether the middle of a box lies in the band."""
        x, y = (box[0] + box[2]) / 2 - self.x, (box[1] + box[3]) / 2 - self.y
        return abs(x) <= self.length / 2 + self.height and abs(y - self.slope * x) <= 0.6 * self.height


def second_look(sheet: Sheet, seen: list[list[SeenWord]]) -> list[list[SeenWord]]:
    """The lines of a page, with those near signatures and seals read again where that reads better."""
    if abs(sheet.dpi - 300) > 60:
        return seen
    bound, _ = cv2.threshold(sheet.grey[::4, ::4], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = (sheet.grey < min(bound + 15, 215)).astype(np.uint8)
    _, found, figures, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    labels, stats = np.asarray(found, np.int32), np.asarray(figures, np.int32)
    big = (stats[:, 3] > _BIG_HIGH) | (stats[:, 2] > _BIG_WIDE)
    big[0] = False
    bands: list[Band] = []
    for place in _places(stats, sheet.grey.shape):
        bands.extend(_bands(stats, big, place))
    for band in bands[:_MOST_BANDS]:
        seen = _better(sheet, labels, big, band, seen)
    return seen


def _places(stats: npt.NDArray[np.int32], shape: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Around everything as big as a signature or a seal, but no bigger: x0, top, x1, bottom."""
    places: list[list[int]] = []
    for x, y, w, h, area in sorted(stats[1:].tolist(), key=lambda s: s[1]):
        if not (_MARK < h < 1100 and _MARK < w < 1300) or area > 0.6 * w * h:
            continue
        box = [max(x - 330, 0), max(y - 110, 0), min(x + w + 330, shape[1]), min(y + h + 190, shape[0])]
        if places and box[1] < places[-1][3] and box[0] < places[-1][2] and places[-1][0] < box[2]:
            last = places[-1]
            places[-1] = [min(last[0], box[0]), last[1], max(last[2], box[2]), max(last[3], box[3])]
        else:
            places.append(box)
    return [(p[0], p[1], p[2], p[3]) for p in places if p[3] - p[1] < 0.6 * shape[0]][:_MOST_PLACES]


def _bands(stats: npt.NDArray[np.int32], big: npt.NDArray[np.bool_], place: tuple[int, int, int, int]) -> list[Band]:
    """Chains of letters, or of letters run together, beside each other."""
    x0, top, x1, bottom = place
    x, y, w, h = (stats[:, i] for i in range(4))
    inside = (x >= x0) & (x + w <= x1) & (y >= top) & (y + h <= bottom)
    letters = inside & ~big & (h >= _LOW) & (h <= _HIGH) & (w >= 6)
    boxes = sorted(stats[letters][:, :4].tolist())
    chains: list[list[list[int]]] = []
    for box in boxes:
        best = min(
            (chain for chain in chains if _follows(chain[-1], box)),
            key=lambda chain: abs(_middle(chain[-1]) - _middle(box)),
            default=None,
        )
        if best is None:
            chains.append([box])
        else:
            best.append(box)
    found = [band for chain in chains if len(chain) >= 3 and (band := _band(chain))]
    return [band for band in found if band.length > 4 * band.height]


def _middle(box: list[int]) -> float:
    return box[1] + box[3] / 2


def _follows(last: list[int], box: list[int]) -> bool:
    high = max(last[3], box[3])
    apart = box[0] - last[0] - last[2]
    return -0.5 * high < apart < 1.6 * high and abs(_middle(last) - _middle(box)) < 0.6 * high


def _band(chain: list[list[int]]) -> Band | None:
    """The straight line through the letters; a ring's letters lie on none."""
    middles = np.array([(b[0] + b[2] / 2, b[1] + b[3] / 2) for b in chain])
    slope, at = np.polyfit(middles[:, 0], middles[:, 1], 1)
    height = float(np.percentile([b[3] for b in chain], 75))
    off = np.abs(middles[:, 1] - slope * middles[:, 0] - at)
    if abs(slope) > 0.2 or np.percentile(off, 80) > 0.4 * height:
        return None
    left, right = chain[0][0], max(b[0] + b[2] for b in chain)
    x = (left + right) / 2
    return Band(x, float(slope * x + at), float(right - left), height, float(slope))


def _better(
    sheet: Sheet,
    labels: npt.NDArray[np.int32],
    big: npt.NDArray[np.bool_],
    band: Band,
    seen: list[list[SeenWord]],
) -> list[list[SeenWord]]:
    """What was read at first, or with the band read alone if that is surer."""
    lines = [line for line in seen if any(band.covers(word.box) for word in line)]
    old = [word for line in lines for word in line if band.covers(word.box)]
    if any(_reaches_out(line, band) for line in lines) or _sure(old, band):
        return seen
    new: list[SeenWord] = []
    for cut, scale in _cuts(sheet, labels, big, band):
        new = max(new, _read(cut, scale, band, sheet), key=_gain)
        if _sure(new, band):
            break
    # Figures are never taken from a second look: a torn `07` is read as surely as a whole one.
    if any(c.isdigit() for w in new + old for c in w.text):
        return seen
    if _gain(new) <= max(_gain(old), 0) + 1 or sum(_likely(w.text) for w in new) < 2:
        return seen
    kept = [[word for word in line if not band.covers(word.box)] for line in seen]
    return [line for line in kept if line] + [new]


def _reaches_out(line: list[SeenWord], band: Band) -> bool:
    """A line of print that goes on beyond the cut was seen better whole."""
    half = _size(band)[0] / 2
    return any(
        word.confidence > 0.7 and _likely(word.text) and (word.box[0] < band.x - half or word.box[2] > band.x + half)
        for word in line
    )


def _sure(words: list[SeenWord], band: Band) -> bool:
    """Read over nearly the whole band, each word a likely one and none in doubt."""
    whole = _length(words) > 0.9 * band.length
    return whole and all(w.confidence > 0.75 and _likely(w.text) for w in words)


def _length(words: list[SeenWord]) -> float:
    return float(sum(w.box[2] - w.box[0] for w in words))


def _gain(words: list[SeenWord]) -> float:
    """Letters of likely words, by how sure they are; unlikely words count against."""
    return sum(
        len(w.text) * ((w.confidence - 0.3) if _likely(w.text) else -0.2)
        for w in words
        if any(map(str.isalnum, w.text))
    )


def _likely(text: str) -> bool:
    """A Vietnamese syllable, a number, or an abbreviation in capitals (`KT.`, `TM.`, `PGS.TS`)."""
    parts = [part for part in text.strip(".,:;()/-–\"'*").split(".") if part]
    return bool(parts) and all(
        part.isdigit() or (len(part) > 1 and (is_syllable(part) or (part.isupper() and len(part) < 5)))
        for part in parts
    )


def _cuts(
    sheet: Sheet, labels: npt.NDArray[np.int32], big: npt.NDArray[np.bool_], band: Band
) -> Iterator[tuple[Picture, float]]:
    """The band turned level, with its scale: as it is, without big components, smaller, without red or blue ink.

    Bold print that ran together is parted by the engine only when it is made smaller and softer.
    """
    grey = _cut(sheet.grey, band)
    yield grey, 1.0
    left, right, top, bottom = _reach(band, labels.shape)
    mask = cv2.dilate(big[labels[top:bottom, left:right]].astype(np.uint8), np.ones((3, 3), np.uint8))
    clean = sheet.grey[top:bottom, left:right].copy()
    clean[mask > 0] = 255
    yield _cut(clean, Band(band.x - left, band.y - top, band.length, band.height, band.slope)), 1.0
    yield _scaled(grey, 0.75), 0.75
    yield np.asarray(cv2.GaussianBlur(_scaled(grey, 0.5), (5, 5), 1.2), np.uint8), 0.5
    colour = _cut(sheet.colour, band)
    spread = colour.max(axis=2).astype(np.int16) - colour.min(axis=2)
    if (spread > 60).mean() > 0.005:
        yield np.ascontiguousarray(colour[:, :, 2]), 1.0
        yield np.ascontiguousarray(colour[:, :, 0]), 1.0


def _scaled(picture: Picture, scale: float) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _reach(band: Band, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    half = band.length / 2 + 4 * band.height
    tall = abs(band.slope) * half + 2 * band.height
    return (
        max(int(band.x - half), 0),
        min(int(band.x + half), shape[1]),
        max(int(band.y - tall), 0),
        min(int(band.y + tall), shape[0]),
    )


def _size(band: Band) -> tuple[int, int]:
    return int(band.length + 4 * band.height), int(2.1 * band.height)


def _matrix(band: Band) -> npt.NDArray[np.float64]:
    """From the sheet to the level cut: a little more room above, where the tone marks are."""
    matrix = cv2.getRotationMatrix2D((band.x, band.y), float(np.degrees(np.arctan(band.slope))), 1.0)
    width, height = _size(band)
    matrix[0, 2] += width / 2 - band.x
    matrix[1, 2] += height * 0.54 - band.y
    return np.asarray(matrix, np.float64)


def _cut(picture: Picture, band: Band) -> Picture:
    cut = cv2.warpAffine(picture, _matrix(band), _size(band), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(cut, np.uint8)


def _read(cut: Picture, scale: float, band: Band, sheet: Sheet) -> list[SeenWord]:
    """The words of a cut, with boxes on the sheet."""
    pad = 12
    lines = recognise(np.pad(cut, pad, constant_values=255), round(sheet.dpi), ONE_LINE)
    back = cv2.invertAffineTransform(_matrix(band))
    words = []
    for word in (word for line in lines for word in line):
        x0, top, x1, bottom = ((side - pad) / scale for side in word.box)
        x, y = back @ np.array([(x0 + x1) / 2, (top + bottom) / 2, 1.0])
        half_w, half_h = (x1 - x0) / 2, (bottom - top) / 2
        box = (int(x - half_w), int(y - half_h), int(x + half_w), int(y + half_h))
        base = y + (word.baseline - pad) / scale - (top + bottom) / 2
        words.append(SeenWord(word.text, box, base, word.confidence * _DAMAGED))
    return _without_edges([part for word in words for part in parted(word)])


def _without_edges(words: list[SeenWord]) -> list[SeenWord]:
    """Strokes at either end come as marks and odd letters."""

    def _stroke(word: SeenWord) -> bool:
        return word.confidence < 0.5 or sum(c.isalnum() for c in word.text) < 2

    while words and _stroke(words[0]):
        words = words[1:]
    while words and _stroke(words[-1]):
        words = words[:-1]
    return words


def parted(word: SeenWord) -> list[SeenWord]:
    """Capitalised syllables that ran together, each by itself; the box is shared out by letters.

    >>> [w.text for w in parted(SeenWord("HoàngAnh", (0, 0, 80, 10), 9.0, 0.4))]
    ['Hoàng', 'Anh']
    >>> [w.text for w in parted(SeenWord("SởYT", (0, 0, 80, 10), 9.0, 0.4))]
    ['SởYT']
    """
    parts = re.findall(r"[^\W\d_a-zà-ỹđ][^\W\d_A-Z]*", word.text)
    whole = len(parts) > 1 and "".join(parts) == word.text
    if not whole or not all(p[0].isupper() and p[1:].islower() and is_syllable(p) for p in parts):
        return [word]
    x0, top, x1, bottom = word.box
    step, at, words = (x1 - x0) / len(word.text), 0, []
    for part in parts:
        box = (round(x0 + at * step), top, round(x0 + (at + len(part)) * step), bottom)
        words.append(SeenWord(part, box, word.baseline, max(word.confidence, 0.5)))
        at += len(part)
    return words
