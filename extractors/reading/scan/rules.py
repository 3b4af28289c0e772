"""The ruled lines of a scanned page: found for its tables, and taken out before the text is read.

Comes in: a grey picture.  Goes out: rules in pixels, and the picture without them.
"""

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.ocr import Picture

_LEVEL, _UPRIGHT = 60, 45
"""Shortest runs, in pixels at 150 dpi, that are no strokes of letters."""

Line = tuple[bool, float, float, float]
"""Level or upright, where it lies across, where it starts and ends: in pixels of the whole picture."""


def lines_in(grey: Picture) -> tuple[list[Line], npt.NDArray[np.uint8]]:
    """Long straight lines, and a mask of them at half the size."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    bound, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = (small < min(bound + 20, 215)).astype(np.uint8)
    lines: list[Line] = []
    both = np.zeros_like(ink)
    for level in (True, False):
        length = _LEVEL if level else _UPRIGHT
        # A level line is a little slanted even in a straightened picture: thickened first, so that it stays whole.
        thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
        runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length) if level else (length, 1), np.uint8))
        found, kept = _components(np.asarray(runs, np.uint8), level)
        lines.extend(found)
        both |= kept
    return lines, both


def _components(runs: npt.NDArray[np.uint8], level: bool) -> tuple[list[Line], npt.NDArray[np.uint8]]:
    """Thin components are lines; thick ones are print that ran together, or pictures."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    lines: list[Line] = []
    keep = np.zeros(count, np.uint8)
    for at in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[at])
        length, across = (w, h) if level else (h, w)
        if area > 9 * length or across > max(14, 0.03 * length):
            continue
        keep[at] = 1
        middle = (y + h / 2) if level else (x + w / 2)
        start = x if level else y
        lines.append((level, middle * 2, start * 2, (start + length) * 2))
    return lines, keep[labels]


def without_lines(grey: Picture, mask: npt.NDArray[np.uint8]) -> Picture:
    """The picture with the masked lines turned to paper."""
    if not mask.any():
        return grey
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    full = cv2.resize(wide, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    clean = grey.copy()
    clean[full > 0] = 255
    return clean
