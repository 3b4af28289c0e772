"""Where words stand on the pages of a PDF with text."""

from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber


class Place(NamedTuple):
    """A page (from 1) and a box in points from its top left: x0, top, x1, bottom."""

    page: int
    box: tuple[float, float, float, float]


def hit(path: Path, pattern: str) -> tuple[int, dict[str, Any]]:
    """The page and the match of a pattern (a regular expression) that stands nearest to the end."""
    with pdfplumber.open(path) as pdf:
        for page in reversed(pdf.pages):
            if hits := page.search(pattern, x_tolerance_ratio=0.15):
                return page.page_number, hits[-1]
    raise LookupError(f"{path.name}: {pattern} stands on no page")


def find(path: Path, pattern: str) -> Place:
    """Where the last match of a pattern stands."""
    page, found = hit(path, pattern)
    return Place(page, (found["x0"], found["top"], found["x1"], found["bottom"]))


def gap(path: Path, pattern: str) -> Place:
    """The widest blank within a match, such as the room for the number in `Số:      /TB`."""
    page, found = hit(path, pattern)
    letters = [letter for letter in found["chars"] if letter["text"].strip()]
    _, left, right = max((b["x0"] - a["x1"], a["x1"], b["x0"]) for a, b in pairwise(letters))
    return Place(page, (left, found["top"], right, found["bottom"]))
