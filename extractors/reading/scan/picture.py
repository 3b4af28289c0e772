"""The picture of a scanned page: rendered, turned upright and straightened.

Comes in: an open page.  Goes out: a `Sheet`, whose pixels can be put back to points of the page as shown.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractors.document import Box
from extractors.reading.scan.ocr import Picture

DPI = 300
MOST_PIXELS = 40_000_000
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

    def straight(self, box: Box) -> Box:
        """A box in points of the page as shown, in points of this picture: the way back of `shown`."""
        x0, top, x1, bottom = box.turned(self.quarter, *self.size)
        if self.skew:
            scale = 72 / self.dpi
            x, y = (x0 + x1) / 2 / scale, (top + bottom) / 2 / scale
            m = _turning(self.grey.shape, self.skew)
            dx = float(m[0, 0] * x + m[0, 1] * y + m[0, 2] - x) * scale
            dy = float(m[1, 0] * x + m[1, 1] * y + m[1, 2] - y) * scale
            x0, top, x1, bottom = x0 + dx, top + dy, x1 + dx, bottom + dy
        return Box(x0, top, x1, bottom)

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
    grey = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
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
    """Whether the lines of print run upright: the nearest neighbour of most letters is above or below them."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(_ink(grey, 0.5))
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    letters = centres[(high >= 8) & (high <= 40) & (wide >= 5) & (wide <= 40) & (area >= 20)]
    if len(letters) < 40:
        return False
    some = letters[:: max(1, len(letters) // 400)]
    apart = some[:, None, :] - letters[None, :4000, :]
    distance = np.square(apart).sum(axis=2)
    distance[distance == 0] = np.inf
    nearest = apart[np.arange(len(some)), distance.argmin(axis=1)]
    return float((np.abs(nearest[:, 0]) > np.abs(nearest[:, 1])).mean()) < 0.35


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

    def _score(angle: float) -> float:
        turned = cv2.warpAffine(ink, _turning(ink.shape, angle), (ink.shape[1], ink.shape[0]), flags=cv2.INTER_NEAREST)
        return _raggedness(np.asarray(turned, np.uint8), 1)

    best, step = 0.0, 1.0
    tried = {angle: _score(angle) for angle in np.arange(-_MOST_TURN, _MOST_TURN + 0.1, step)}
    while step >= 0.1:
        best = max(tried, key=lambda a: tried[a])
        step /= 2
        for angle in (best - step, best + step):
            tried.setdefault(angle, _score(angle))
    best = max(tried, key=lambda a: tried[a])
    return float(best) if abs(best) >= _LEAST_TURN and tried[best] > 1.05 * _score(0.0) else 0.0
