"""Stamps in the head of a page: the marks of urgency and of secrecy (HỎA TỐC, KHẨN, TỐI MẬT …) in their frames.

They are stamped aslant, in red, often in an arrow (NĐ 30/2020/NĐ-CP Phụ lục I mục III.1); the engine takes frame and
letters for a picture and drops them.  So each outline of such a shape is taken away, turned level, and read alone.

Comes in: a sheet and what was read on it.  Goes out: the lines without what was read in a stamp, and its mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from extractors.reading.scan.bands import bound_of
from extractors.reading.scan.ocr import ONE_LINE, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.scan.votes import GUESS
from rules.loader import load
from rules.spelling import fold

_HEAD = 0.5
"""Stamps stand in so much of a page's height."""
_WIDE, _HIGH = (12.0, 70.0), (5.5, 17.0)
"""Widths and heights of frames, in mm."""
_LEAST_LONG, _MOST_LONG = 1.4, 7.0
_MOST_SLANT = 45.0
_MOST_INK = 0.35
"""An outline has so much ink at most, of its rectangle: print that ran together has more."""
_COARSE = 2
"""Outlines are looked for in a picture so much smaller."""
_FAINT = 246.0
"""Faint ink of a stamp is darker than this."""
_MOST_FRAMES = 6
_ROOM = 14
"""White pixels around a cut, which the engine needs."""
_ALIKE = 0.75
"""A mark of five letters or more may differ by so little from what was read, but is then a guess."""
_FEWEST_LETTERS = 5
_EDGE = 0.55
"""So far from a frame's middle its edge is, in widths and heights of it, with the pen's breadth."""


Words = list[SeenWord]


@dataclass(frozen=True, slots=True)
class Frame:
    """An outline: its middle, width and height in pixels, its slant in degrees, and the pixels of its ink."""

    x: float
    y: float
    width: float
    height: float
    slant: float
    corner: tuple[int, int]
    ink: npt.NDArray[np.bool_]


def stamped(sheet: Sheet, seen: list[Words]) -> tuple[list[Words], Words]:
    """The lines of a page without its stamp, and the mark that this bears, which belongs to no row of the page.

    >>> import numpy
    >>> white = numpy.full((3508, 2480), 255, numpy.uint8)
    >>> stamped(Sheet(white, numpy.dstack([white] * 3), 300.0, 0, 0.0, (595.2, 841.9)), [])
    ([], [])
    """
    for bound in (bound_of(sheet), _FAINT):
        for frame in frames_of(sheet, bound):
            mark = _mark(sheet, frame)
            if mark:
                kept = [[word for word in line if not _lies_in(word, frame)] for line in seen]
                return [line for line in kept if line], mark
    return seen, []


def frames_of(sheet: Sheet, bound: float) -> list[Frame]:
    """The outlines in a page's head that may be a stamp's, the longest first."""
    head = sheet.grey[: round(_HEAD * sheet.grey.shape[0])]
    small = cv2.resize(head, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    dark = (small < bound).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found = list(_outlines(np.asarray(labels, np.int32), np.asarray(stats, np.int32), sheet.dpi / 25.4 / _COARSE))
    return sorted(found, key=lambda frame: -frame.width)[:_MOST_FRAMES]


def _outlines(labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32], mm: float) -> Iterator[Frame]:
    sides = stats[:, 2:4]
    fitting = (sides.min(axis=1) >= _HIGH[0] * mm) & (sides.max(axis=1) <= _WIDE[1] * mm)
    for at in np.flatnonzero(fitting[1:]) + 1:
        x, y, w, h, area = (int(figure) for figure in stats[at])
        ink = labels[y : y + h, x : x + w] == at
        points = np.argwhere(ink)[:, ::-1].astype(np.float32)
        (cx, cy), (first, second), angle = cv2.minAreaRect(points)
        width, height = max(first, second), min(first, second)
        slant = (angle if first >= second else angle + 90) % 180
        slant = slant - 180 if slant > 90 else slant
        fits = _WIDE[0] * mm <= width <= _WIDE[1] * mm and _HIGH[0] * mm <= height <= _HIGH[1] * mm
        long = _LEAST_LONG * height <= width <= _MOST_LONG * height
        if fits and long and abs(slant) <= _MOST_SLANT and area <= _MOST_INK * width * height:
            middle, size = ((x + cx) * _COARSE, (y + cy) * _COARSE), (width * _COARSE, height * _COARSE)
            yield Frame(*middle, *size, slant, (x * _COARSE, y * _COARSE), ink.repeat(_COARSE, 0).repeat(_COARSE, 1))


def _mark(sheet: Sheet, frame: Frame) -> Words:
    """The words of the mark that a frame bears; none if it is another stamp, or no stamp."""
    best, sure, text = 0.0, 0.0, ""
    for cut in _cuts(sheet, frame):
        words = [word for line in recognise(cut, round(sheet.dpi), ONE_LINE) for word in line]
        said = " ".join(word.text for word in words)
        for mark in load("header").tables["stamps"]["marks"]:
            alike = _alike(mark, said)
            confidence = min(word.confidence for word in words) if alike == 1.0 else GUESS
            if (alike, confidence) > (best, sure):
                best, sure, text = alike, confidence, mark
    return _words(text, frame, sure) if best else []


def _alike(mark: str, said: str) -> float:
    """How much of a mark was read, from `_ALIKE` to 1; 0 if less, or if it is so short that it must be whole.

    >>> _alike("HỎA TỐC", "HOẢ TÔC |"), round(_alike("HỎA TỐC", "HỎA Tôo"), 2), _alike("MẬT", "MỘT")
    (1.0, 0.83, 0.0)
    """
    want, got = _letters(mark), _letters(said)
    if want == got:
        return 1.0
    alike = Levenshtein.normalized_similarity(want, got)
    return alike if len(want) >= _FEWEST_LETTERS and alike >= _ALIKE else 0.0


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


def _cuts(sheet: Sheet, frame: Frame) -> Iterator[Picture]:
    """What is in a frame, level and without its outline: as it is, smaller, and with hollow letters filled."""
    x, y = frame.corner
    high, wide = frame.ink.shape
    inside = sheet.grey[y : y + high, x : x + wide].copy()
    ink = frame.ink[: inside.shape[0], : inside.shape[1]].astype(np.uint8)
    inside[cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0] = 255
    matrix = cv2.getRotationMatrix2D((frame.x - x, frame.y - y), frame.slant, 1.0)
    matrix[0, 2] += frame.width / 2 - (frame.x - x)
    matrix[1, 2] += frame.height / 2 - (frame.y - y)
    size = (round(frame.width), round(frame.height))
    level = np.asarray(cv2.warpAffine(inside, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,)), np.uint8)
    for cut in (level, cv2.resize(level, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), _filled(level)):
        yield np.pad(np.asarray(cut, np.uint8), _ROOM, constant_values=255)


def _filled(cut: Picture) -> Picture:
    opened = cv2.morphologyEx(cut, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.GaussianBlur(opened, (3, 3), 0), np.uint8)


def _words(mark: str, frame: Frame, confidence: float) -> Words:
    """The words of a mark, side by side over the width of its frame, half as high as it."""
    x0, top, bottom = frame.x - frame.width / 2, round(frame.y - frame.height / 4), round(frame.y + frame.height / 4)
    each, at = frame.width / len(mark), 0
    line = []
    for word in mark.split():
        box = (round(x0 + at * each), top, round(x0 + (at + len(word)) * each), bottom)
        line.append(SeenWord(word, box, float(bottom), confidence))
        at += len(word) + 1
    return line


def _lies_in(word: SeenWord, frame: Frame) -> bool:
    """Whether a word's middle is inside a frame or on its edge."""
    turn = np.radians(frame.slant)
    x, y = (word.box[0] + word.box[2]) / 2 - frame.x, (word.box[1] + word.box[3]) / 2 - frame.y
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    return bool(abs(along) <= _EDGE * frame.width and abs(across) <= _EDGE * frame.height)
