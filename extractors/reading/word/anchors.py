"""Where the text boxes of a paragraph are drawn, as far as that tells which stand beside each other."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.reading.word.styles import Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PER_POINT = 12_700  # English Metric Units
_MARGIN = re.compile(r"margin-(left|top):\s*(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, None: 0.75}
APART = 90.0  # points from one box's left edge to the next one's, from which on they are columns
LEVEL = 60.0  # points by which boxes beside each other may differ in height


class Anchor(NamedTuple):
    """The left upper corner in points, from whatever both boxes of a paragraph are measured from."""

    x: float
    y: float


def anchor_of(box: Element) -> Anchor | None:
    """Where a w:txbxContent is anchored, None where the file does not say it in numbers."""
    for above in box.iterancestors():
        if above.tag == _DRAWING + "anchor":
            x, y = (above.findtext(f"{_DRAWING}position{way}/{_DRAWING}posOffset") for way in "HV")
            return Anchor(float(x) / _PER_POINT, float(y) / _PER_POINT) if _is_number(x) and _is_number(y) else None
        if "margin-left" in (above.get("style") or ""):
            said = {
                way: float(number) * _POINTS[unit or None] for way, number, unit in _MARGIN.findall(above.get("style"))
            }
            return Anchor(said["left"], said.get("top", 0.0)) if "left" in said else None
    return None


def _is_number(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"\s*-?\d{1,12}\s*", text) is not None


def beside_each_other(boxes: Sequence[Element]) -> list[Element] | None:
    """The boxes from left to right where all of them stand beside each other, else None."""
    anchors = [anchor_of(box) for box in boxes]
    known = sorted(((place, at) for at, place in enumerate(anchors) if place is not None))
    if len(boxes) < 2 or len(known) < len(boxes):
        return None
    level = max(place.y for place, _ in known) - min(place.y for place, _ in known) <= LEVEL
    apart = all(right.x - left.x >= APART for (left, _), (right, _) in itertools.pairwise(known))
    return [boxes[at] for _, at in known] if level and apart else None
