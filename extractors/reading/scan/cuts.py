"""A band of print cut out, turned level, and cleaned of seal and signature in several ways.

One cleaning spoils what another leaves whole, so none is the best: what they show is weighed afterwards.

Comes in: a sheet, its ink and a band.  Goes out: level pictures of the band with their scale.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.bands import Band, Ink
from extractors.reading.scan.ocr import Picture
from extractors.reading.scan.picture import Sheet

_ABOVE, _BELOW = 0.95, 0.75
"""Where letters and their marks end, from the middle of a band in heights: further off a big component is no print."""
_REDDER, _LIGHT = 50, 110
"""Red ink has so much more red than blue or green, and so much at least."""
_COLOURED = 0.005
"""A smaller share of coloured pixels is no seal."""


def cuts_of(sheet: Sheet, ink: Ink, band: Band) -> Iterator[tuple[Picture, float, Band]]:
    """The cleanings of a band, each with its scale and the band that it shows.

    Black print stays dark where coloured ink is light.  Bold print that ran together is parted by the engine only when
    it is made smaller and softer, print that a copier has hollowed out only when its strokes are closed.
    """
    whole = band.reaching()
    colour = _cut(sheet.colour, whole)
    big = _big(ink, whole)
    dark = _trimmed(_stretched(np.asarray(colour.max(axis=2), np.uint8), ink.bound), big, whole)
    for scale in (0.75, 1.0, 0.6):
        yield _scaled(dark, scale), scale, whole
    yield _soft(dark), 0.5, whole
    red = red_ink(colour)
    if red.mean() > _COLOURED:
        for reach, scale in ((3, 1.0), (9, 0.6)):
            bare = cv2.inpaint(np.asarray(colour.max(axis=2), np.uint8), red, reach, cv2.INPAINT_TELEA)
            yield _scaled(_stretched(np.asarray(bare, np.uint8), ink.bound), scale), scale, whole
    grey = _cut(sheet.grey, whole)
    yield grey, 1.0, whole
    yield _scaled(_closed(dark), 0.6), 0.6, whole
    yield _soft(grey), 0.5, whole
    if big.any():
        yield _cut(_without_big(sheet, ink, band), band), 1.0, band


def _stretched(picture: Picture, bound: float) -> Picture:
    """Print black and everything lighter than ink white."""
    low = min(float(picture.min()), bound - 20)
    return np.asarray(np.clip((picture.astype(np.float32) - low) / (bound - low) * 255, 0, 255), np.uint8)


def _big(ink: Ink, band: Band) -> npt.NDArray[np.bool_]:
    """Where big components lie in the cut of a band, with the pixels around them."""
    big = np.where(ink.big[ink.labels], np.uint8(0), np.uint8(255))
    return np.asarray(cv2.erode(_cut(big, band), np.ones((3, 3), np.uint8)) < 128, np.bool_)


def _trimmed(cut: Picture, big: npt.NDArray[np.bool_], band: Band) -> Picture:
    """A cut without what big components have above the marks and below the feet of the letters."""
    rows = np.arange(cut.shape[0]) - _MIDDLE * cut.shape[0]
    outside = (rows < -_ABOVE * band.height) | (rows > _BELOW * band.height)
    return np.where(outside[:, None] & big, np.uint8(255), cut)


def red_ink(colour: Picture) -> Picture:
    """The pixels of red ink, and those around them, as 1 in an array of height x width."""
    blue, green, red = (colour[:, :, at].astype(np.int16) for at in range(3))
    mask = (red - np.minimum(blue, green) > _REDDER) & (red > _LIGHT)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8)


def _closed(cut: Picture) -> Picture:
    """Letters of which only the edges were printed, filled."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    return np.asarray(cv2.GaussianBlur(cv2.morphologyEx(cut, cv2.MORPH_OPEN, kernel), (3, 3), 0), np.uint8)


def _without_big(sheet: Sheet, ink: Ink, band: Band) -> Picture:
    """The sheet around a band with big components turned to paper."""
    half = band.length / 2 + 4 * band.height
    tall = abs(band.slope) * half + 2 * band.height
    rows = slice(max(int(band.y - tall), 0), int(band.y + tall))
    columns = slice(max(int(band.x - half), 0), int(band.x + half))
    mask = cv2.dilate(ink.big[ink.labels[rows, columns]].astype(np.uint8), np.ones((3, 3), np.uint8))
    clean = sheet.grey.copy()
    clean[rows, columns][mask > 0] = 255
    return clean


def _scaled(picture: Picture, scale: float) -> Picture:
    if scale == 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _soft(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(_scaled(picture, 0.5), (5, 5), 1.2), np.uint8)


_MIDDLE = 0.54
"""A little more room above than below, for the tone marks."""


def size_of(band: Band) -> tuple[int, int]:
    """Width and height of a band's cut in pixels: two heights of room at either end."""
    return int(band.length + 4 * band.height), int(2.1 * band.height)


def matrix_of(band: Band) -> npt.NDArray[np.float64]:
    """From the sheet to the level cut."""
    matrix = cv2.getRotationMatrix2D((band.x, band.y), float(np.degrees(np.arctan(band.slope))), 1.0)
    width, height = size_of(band)
    matrix[0, 2] += width / 2 - band.x
    matrix[1, 2] += height * _MIDDLE - band.y
    return np.asarray(matrix, np.float64)


def _cut(picture: Picture, band: Band) -> Picture:
    cut = cv2.warpAffine(picture, matrix_of(band), size_of(band), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(cut, np.uint8)
