"""Handwriting: figures drawn along strokes of `strokes.toml`, and signatures of no one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Stroke = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ink:
    """A pen over a page: its colour and its width in pixels."""

    page: Image.Image
    colour: tuple[int, int, int]
    width: int

    def draw(self, strokes: list[Stroke], corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw strokes given in the unit square into the box with this corner and size (pixels)."""
        pen = ImageDraw.Draw(self.page)
        radius = self.width / 2
        for stroke in strokes:
            points = [(corner[0] + x * size[0], corner[1] + y * size[1]) for x, y in smooth(stroke)]
            pen.line(points, fill=(*self.colour, 255), width=self.width, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(*self.colour, 255))


def smooth(stroke: Stroke, steps: int = 12) -> Stroke:
    """A Catmull-Rom curve through the points of a stroke."""
    points = np.vstack([stroke[0], stroke, stroke[-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*pieces, stroke[-1]])


@cache
def figures() -> dict[str, list[Stroke]]:
    """The strokes of the ten figures in the unit square."""
    data = tomllib.loads((Path(__file__).parent / "strokes.toml").read_text("utf-8"))
    return {figure: [np.array(stroke, dtype=float) for stroke in strokes] for figure, strokes in data.items()}


def shaky(stroke: Stroke, rng: np.random.Generator) -> Stroke:
    """The same stroke as a hand would draw it another time: slanted, its points a little off."""
    off = stroke + rng.normal(0, 0.025, stroke.shape)
    return np.column_stack([off[:, 0] + 0.22 * (0.5 - off[:, 1]), off[:, 1]])


def write_by_hand(ink: Ink, entry: dict[str, Any], box: tuple[float, ...], dpi: int, rng: np.random.Generator) -> None:
    """Write `entry.text` (figures) from `entry.dx` points right of a box, a little higher than print."""
    scale = dpi / 72
    high = (box[3] - box[1]) * 1.25 * scale
    x, top = (box[0] + entry.get("dx", 0)) * scale, box[3] * scale - high * 0.98
    for figure in entry["text"]:
        wide = high * (0.34 if figure == "1" else 0.52)
        lift = float(rng.normal(0, high * 0.03))
        ink.draw([shaky(stroke, rng) for stroke in figures()[figure]], (x, top + lift), (wide, high))
        x += wide * 1.22


def scribble(rng: np.random.Generator) -> list[Stroke]:
    """A signature that spells no name: loops along a rising line, and a stroke through them."""
    count = 22
    t = np.linspace(0, 1, count)
    turns = 2 * np.pi * (t * rng.uniform(4.5, 6) + rng.uniform(0, 1))
    loops = np.column_stack(
        [t * 0.8 + 0.1 * np.cos(turns), 0.5 - 0.18 * t + 0.36 * np.sin(turns) * (1 - 0.65 * t)]
    ) + rng.normal(0, 0.02, (count, 2))
    dash = np.array([[0.05, 0.85], [0.4, 0.72], [0.75, 0.5], [1.1, 0.42]]) + rng.normal(0, 0.02, (4, 2))
    return [loops, dash]
