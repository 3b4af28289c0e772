"""What is drawn on a PDF page beside its text: pictures, and the rules that tables are made of.

Comes in: an open page.  Goes out: boxes and rules in points from the top left of the page as shown.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Box
from extractors.reading.pdf.text import Frame
from extractors.reading.tables import Rule

MOST_OBJECTS = 100_000
_DEEPEST = 4
_THIN = 2.5
_MOST_SEGMENTS = 4000

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """Boxes of the pictures and the straight rules of a page; `cut` where the page had too many objects.

    `pixels` is each picture's own size, `anything` whether the page draws anything at all.
    """

    pictures: list[Box] = field(default_factory=list)
    pixels: list[int] = field(default_factory=list)
    anything: bool = False
    rules: list[Rule] = field(default_factory=list)
    cut: bool = False


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """Walk the page's objects once, those inside forms too."""
    frame, drawn = Frame.of(page), Drawn()
    left = MOST_OBJECTS
    for kind, thing, matrix in _objects(page.raw, None, 0):
        left -= 1
        drawn.anything = True
        if left < 0:
            drawn.cut = True
            break
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(_shown(frame, thing, matrix))
            drawn.pixels.append(_pixels(thing))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawn.rules.extend(_rules(frame, thing, matrix))
    return drawn


def _pixels(picture: Any) -> int:
    """A picture's own size, without unpacking it."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFImageObj_GetImagePixelSize(picture, width, height):
        return 0
    return width.value * height.value


def covered_share(pictures: list[Box], width: float, height: float) -> float:
    """The share of the page that pictures cover, by a grid of points; overlaps count once.

    >>> covered_share([Box(0, 0, 50, 100), Box(25, 0, 50, 100)], 100, 100)
    0.5
    """
    if not pictures or width <= 0 or height <= 0:
        return 0.0
    steps = 20
    points = [((x + 0.5) * width / steps, (y + 0.5) * height / steps) for x in range(steps) for y in range(steps)]
    hit = sum(any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in pictures[:200]) for x, y in points)
    return hit / len(points)


def _objects(holder: Any, matrix: Matrix | None, depth: int) -> Iterator[tuple[int, Any, Matrix | None]]:
    """Every object with the matrix of the form it lies in."""
    in_form = depth > 0
    count = raw.FPDFFormObj_CountObjects(holder) if in_form else raw.FPDFPage_CountObjects(holder)
    get = raw.FPDFFormObj_GetObject if in_form else raw.FPDFPage_GetObject
    kind_of = raw.FPDFPageObj_GetType
    for at in range(count):
        thing = get(holder, at)
        kind = kind_of(thing)
        yield kind, thing, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _objects(thing, _times(_matrix(thing), matrix), depth + 1)


def _matrix(thing: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, m):
        return (1, 0, 0, 1, 0, 0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _shown(frame: Frame, thing: Any, matrix: Matrix | None) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return frame.box(*_moved(left.value, bottom.value, matrix), *_moved(right.value, top.value, matrix))


def _rules(frame: Frame, path: Any, matrix: Matrix | None) -> list[Rule]:
    """The straight level and upright lines of a path; a thin filled rectangle is a line too."""
    box = _shown(frame, path, matrix)
    if box.bottom - box.top <= _THIN or box.x1 - box.x0 <= _THIN:
        rule = Rule.along(box)
        return [rule] if rule else []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return []
    full = _times(_matrix(path), matrix)
    lines = _segments(frame, path, count, full)
    if stroke.value:
        return [rule for line in lines if (rule := Rule.along(line))]
    return _thin_shapes(frame, path, count, full) if count > 5 else []


def _points(frame: Frame, path: Any, count: int, matrix: Matrix) -> Iterator[tuple[int, float, float, bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        shown = frame.point(*_moved(x.value, y.value, matrix))
        yield raw.FPDFPathSegment_GetType(segment), *shown, bool(raw.FPDFPathSegment_GetClose(segment))


def _segments(frame: Frame, path: Any, count: int, matrix: Matrix) -> list[Box]:
    lines, start, last = [], (0.0, 0.0), (0.0, 0.0)
    for kind, x, y, closes in _points(frame, path, count, matrix):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            lines.append(_spanned(last, (x, y)))
        last = (x, y)
        if closes:
            lines.append(_spanned(last, start))
    return lines


def _thin_shapes(frame: Frame, path: Any, count: int, matrix: Matrix) -> list[Rule]:
    """A filled path of many thin rectangles, as some programs draw all borders of a table at once."""
    rules: list[Rule | None] = []
    shape: list[tuple[float, float]] = []
    for kind, x, y, _ in _points(frame, path, count, matrix):
        if kind == raw.FPDF_SEGMENT_MOVETO and shape:
            rules.append(_thin_rule(shape))
            shape = []
        shape.append((x, y))
    rules.append(_thin_rule(shape))
    return [rule for rule in rules if rule]


def _thin_rule(points: list[tuple[float, float]]) -> Rule | None:
    if not points:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return Rule.along(box) if min(box.x1 - box.x0, box.bottom - box.top) <= _THIN else None


def _spanned(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
