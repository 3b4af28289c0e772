"""The picture of a scanned page: rendered, stamps taken out, turned upright and straightened.

Comes in: an open page.  Goes out: a `Sheet`, whose pixels can be put back to points of the page as shown.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractors.document import Box
from extractors.reading.ocr import Picture

DPI = 300
MOST_PIXELS = 40_000_000
_RED = 45
"""How much redder than green and blue a pixel of a stamp is (0 to 255)."""
_LEAST_TURN, _MOST_TURN = 0.15, 6.0


@dataclass(slots=True)
class Sheet:
    """A page's picture made ready: `grey` and `colour` are upright and level; `quarter` turns were undone.

    `skew` is the angle in degrees that was taken out, `dpi` the resolution, `size` the page as shown in points.
    """

    grey: Picture
    colour: Picture
    dpi: float
    quarter: int
    skew: float
    size: tuple[float, float]

    def shown(self, box: tuple[float, float, float, float]) -> Box:
        """A box of this picture's pixels, in points of the page as shown."""
        x0, top, x1, bottom = box
        middle = ((x0 + x1) / 2, (top + bottom) / 2)
        turned = self._straight_to_skewed(*middle)
        x0, x1 = x0 + turned[0] - middle[0], x1 + turned[0] - middle[0]
        top, bottom = top + turned[1] - middle[1], bottom + turned[1] - middle[1]
        high, wide = self.grey.shape[0], self.grey.shape[1]
        for _ in range(self.quarter):
            x0, top, x1, bottom = high - bottom, x0, high - top, x1
            high, wide = wide, high
        scale = 72 / self.dpi
        width, height = self.size
        return Box(
            round(min(max(x0 * scale, 0), width), 2),
            round(min(max(top * scale, 0), height), 2),
            round(min(max(x1 * scale, 0), width), 2),
            round(min(max(bottom * scale, 0), height), 2),
        )

    def _straight_to_skewed(self, x: float, y: float) -> tuple[float, float]:
        if not self.skew:
            return x, y
        back = cv2.invertAffineTransform(_turning(self.grey.shape, self.skew))
        return (
            float(back[0, 0] * x + back[0, 1] * y + back[0, 2]),
            float(back[1, 0] * x + back[1, 1] * y + back[1, 2]),
        )


def sheet_of(page: pdfium.PdfPage, quarter: int | None = None) -> Sheet:
    """Render a page and make it ready for reading; `quarter` turns counter-clockwise, found out where not given."""
    width, height = page.get_size()
    dpi = min(float(DPI), 72 * (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    colour = _rendered(page, dpi)
    grey = without_stamps(colour)
    if quarter is None:
        quarter = 1 if lies_on_its_side(grey) else 0
    if quarter:
        colour, grey = np.rot90(colour, quarter), np.rot90(grey, quarter)
    angle = skew_of(grey)
    if angle:
        colour, grey = straightened(colour, angle), straightened(grey, angle)
    return Sheet(np.ascontiguousarray(grey), np.ascontiguousarray(colour), dpi, quarter, angle, (width, height))


def _rendered(page: pdfium.PdfPage, dpi: float) -> Picture:
    """The page as shown, as an array of height x width x 3 (blue, green, red)."""
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=False)
    array = bitmap.to_numpy()
    if array.ndim == 2:
        return np.repeat(array[:, :, None], 3, axis=2)
    return np.ascontiguousarray(array[:, :, :3])


def without_stamps(colour: Picture) -> Picture:
    """Grey, with the red ink of round and square seals turned to paper; other red print stays.

    In the red channel red ink is as light as paper while black print under it stays dark.
    """
    grey = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(colour, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)
    red = small[:, :, 2] - np.maximum(small[:, :, 0], small[:, :, 1])
    mask = cv2.dilate((red > _RED).astype(np.uint8), np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    for at in range(1, count):
        x, y, w, h = (int(v) * 4 for v in stats[at][:4])
        if min(w, h) < 200 or max(w, h) > 900 or not 0.6 < w / h < 1.7:
            continue
        part = (slice(max(y - 8, 0), y + h + 8), slice(max(x - 8, 0), x + w + 8))
        grey[part] = np.maximum(grey[part], colour[part][:, :, 2])
    return np.asarray(grey, np.uint8)


def _ink(grey: Picture, share: float) -> npt.NDArray[np.uint8]:
    """A smaller picture in which ink is 1 and paper 0."""
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    bound, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return (small < min(bound, 200)).astype(np.uint8)


def _raggedness(ink: npt.NDArray[np.uint8], axis: int) -> float:
    """How much neighbouring rows (axis 1) or columns (axis 0) differ: printed lines make sharp steps."""
    profile = ink.sum(axis=axis, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def lies_on_its_side(grey: Picture) -> bool:
    """Whether the lines of print run upright."""
    ink = _ink(grey, 0.25)
    high, wide = ink.shape
    ink = ink[high // 20 : -(high // 20) or None, wide // 20 : -(wide // 20) or None]
    return _raggedness(ink, 0) > 1.5 * _raggedness(ink, 1)


def _turning(shape: tuple[int, ...], angle: float) -> npt.NDArray[np.float64]:
    return np.asarray(cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), angle, 1.0), np.float64)


def straightened(picture: Picture, angle: float) -> Picture:
    """The picture turned about its middle by degrees counter-clockwise, paper white at the corners."""
    size = (picture.shape[1], picture.shape[0])
    white = (255, 255, 255)
    turned = cv2.warpAffine(picture, _turning(picture.shape, angle), size, flags=cv2.INTER_LINEAR, borderValue=white)
    return np.asarray(turned, np.uint8)


def skew_of(grey: Picture) -> float:
    """The turn, in degrees counter-clockwise, after which the lines lie level; 0 where it is not worth it."""
    ink = _ink(grey, 0.25)

    def score(angle: float) -> float:
        turned = cv2.warpAffine(ink, _turning(ink.shape, angle), (ink.shape[1], ink.shape[0]), flags=cv2.INTER_NEAREST)
        return _raggedness(np.asarray(turned, np.uint8), 1)

    best, step = 0.0, 1.0
    tried = {angle: score(angle) for angle in np.arange(-_MOST_TURN, _MOST_TURN + 0.1, step)}
    while step >= 0.1:
        best = max(tried, key=lambda a: tried[a])
        step /= 2
        for angle in (best - step, best + step):
            tried.setdefault(angle, score(angle))
    best = max(tried, key=lambda a: tried[a])
    return float(best) if abs(best) >= _LEAST_TURN and tried[best] > 1.05 * score(0.0) else 0.0
