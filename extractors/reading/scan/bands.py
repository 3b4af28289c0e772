"""Where seal and signature touch the print: the lines of letters that the engine may have taken for a picture.

Places with big connected components (a signature, a seal) are searched for chains of letter-sized ones; what ran
together with the strokes at a chain's ends is counted in.

Comes in: a sheet.  Goes out: its connected components, and the bands around the big ones.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.picture import Sheet

_BIG_HIGH, _BIG_WIDE = 90, 160
"""A component higher or wider than this, in pixels at 300 dpi, is a stroke, a ring or a line, not a letter."""
_MARK = 100
"""A signature or seal is at least so high and so wide."""
_LOW, _HIGH = 17, 76
"""Letters are so high."""
_MOST_PLACES = 4
_ABOVE, _BELOW, _BESIDE = 230, 190, 330
"""So far from a signature or a seal lines are looked for, in pixels: three lines of authority and title stand above."""
_WORD_GAP, _FURTHEST = 0.9, 12.0
"""The widest gap between words, and how far a line goes on beyond its clear letters, in heights of these."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The connected components of a sheet: labels by pixel, figures (x, y, width, height, area) and which are big.

    What is darker than `bound` is ink.
    """

    bound: float
    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    big: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Band:
    """A chain of letters: its middle, its length and height in pixels, and its slope (rise to the right).

    `left` and `right` are how far ink goes on beyond its ends: print that a stroke ran through, or the stroke alone.
    """

    x: float
    y: float
    length: float
    height: float
    slope: float
    left: float = 0.0
    right: float = 0.0

    def covers(self, box: tuple[int, int, int, int]) -> bool:
        """Whether the middle of a box lies in the band."""
        x, y = (box[0] + box[2]) / 2 - self.x, (box[1] + box[3]) / 2 - self.y
        reach = self.length / 2 + self.height
        return -reach - self.left <= x <= reach + self.right and abs(y - self.slope * x) <= 0.6 * self.height

    def reaching(self) -> "Band":
        """The band with what goes on beyond its ends."""
        shift = (self.right - self.left) / 2
        length = self.length + self.left + self.right
        return Band(self.x + shift, self.y + self.slope * shift, length, self.height, self.slope)


def ink_of(sheet: Sheet) -> Ink:
    """The connected components of what is dark on a sheet."""
    bound = bound_of(sheet)
    return _components(sheet.grey < bound, bound)


def core_of(sheet: Sheet, ink: Ink) -> Ink:
    """The connected components of what is darkest of a sheet's ink.

    There print stands apart from a pen and a seal in colour, and from strokes whose edges alone touch it.
    """
    dark = sheet.colour.max(axis=2)
    inked = np.ascontiguousarray(dark[ink.labels > 0])
    bound, _ = cv2.threshold(inked.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return _components(dark < bound, ink.bound)


def _components(dark: npt.NDArray[np.bool_], bound: float) -> Ink:
    _, found, figures, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    labels, stats = np.asarray(found, np.int32), np.asarray(figures, np.int32)
    big = (stats[:, 3] > _BIG_HIGH) | (stats[:, 2] > _BIG_WIDE)
    big[0] = False
    return Ink(bound, labels, stats, big)


def bound_of(sheet: Sheet) -> float:
    """The grey below which a pixel of the sheet is ink."""
    bound, _ = cv2.threshold(sheet.grey[::4, ::4], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(min(bound + 15, 215))


def bands_of(sheet: Sheet, ink: Ink) -> list[Band]:
    """The bands near signatures and seals, the longest first: a seal's own letters make short ones.

    Behind them come those of lines that stand apart only where the ink is darkest.
    """
    places = _places(ink.stats, sheet.grey.shape)
    if not places:
        return []
    bands = _bands_in(ink, ink, places)
    darkest = _bands_in(core_of(sheet, ink), ink, places)
    return [*bands, *(one for one in darkest if not any(_on_line(one, other) for other in bands))]


def _bands_in(layer: Ink, ink: Ink, places: list[tuple[int, int, int, int]]) -> list[Band]:
    """The chains of a layer's letters, with how far ink goes on beyond them."""
    found = [_extended(ink, band, place) for place in places for band in _bands(layer.stats, layer.big, place)]
    return sorted(found, key=lambda band: -band.length / band.height)


def _on_line(one: Band, other: Band) -> bool:
    """Whether the middle of one band lies in another with what goes on beyond it."""
    return other.covers((int(one.x), int(one.y), int(one.x), int(one.y)))


def _places(stats: npt.NDArray[np.int32], shape: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Around everything as big as a signature or a seal, but no bigger: x0, top, x1, bottom."""
    places: list[list[int]] = []
    for x, y, w, h, area in sorted(stats[1:].tolist(), key=lambda s: s[1]):
        if not (_MARK < h < 1100 and _MARK < w < 1300) or area > 0.6 * w * h:
            continue
        box = [
            max(x - _BESIDE, 0), max(y - _ABOVE, 0), min(x + w + _BESIDE, shape[1]), min(y + h + _BELOW, shape[0])
        ]  # fmt: skip
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


def _extended(ink: Ink, band: Band, place: tuple[int, int, int, int]) -> Band:
    """The band with how far ink goes on from its ends, with no gap wider than between words."""
    half, most = band.length / 2, round(_FURTHEST * band.height)
    ends = []
    for end, step in ((band.x - half, -1), (band.x + half, 1)):
        columns = np.clip(round(end) + step * np.arange(1, most), place[0], place[2] - 1)
        middle = band.y + band.slope * (columns - band.x)
        rows = np.clip(middle[None, :] + np.arange(-0.4, 0.41, 0.1)[:, None] * band.height, place[1], place[3] - 1)
        inked = np.flatnonzero((ink.labels[rows.astype(int), columns[None, :]] > 0).any(axis=0))
        wide = np.flatnonzero(np.diff(inked, prepend=0) > _WORD_GAP * band.height)
        inked = inked[: wide[0]] if wide.size else inked
        ends.append(float(inked[-1]) if inked.size else 0.0)
    return Band(band.x, band.y, band.length, band.height, band.slope, *ends)
