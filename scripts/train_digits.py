"""Train the reader of handwritten figures: drawn strokes, scikit-learn's digits and, where given, labelled crops.

usage: python scripts/train_digits.py [--hands FOLDER] [--crops FILE.npz] [--out FILE.npz]

FOLDER holds typefaces drawn by hand (Debian: fonts-bwht, fonts-breip, fonts-dkg-handwriting, fonts-humor-sans,
fonts-kiloji, fonts-klee, fonts-kristi, fonts-nanum-extra, fonts-rufscript, fonts-sjfonts, fonts-tomsontalks).
FILE.npz holds `frames` (n, 32, 32) and `labels` (n): single figures as extractors.reading.scan.digits frames them, 10
for what is no figure.  Writes the weights that extractors/reading/scan/digits.py loads, and prints how well they do.
"""

import argparse
import functools
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

sys.path.insert(0, str(Path(__file__).parent.parent))
from extractors.reading.scan.digits import NOTHING, WEIGHTS, features, framed

# How figures are written in Viet Nam, as strokes in a unit square (x to the right, y down).
STROKES = {
    0: [[[(0.6, 0.02), (0.2, 0.2), (0.1, 0.6), (0.4, 1.0), (0.8, 0.75), (0.85, 0.3), (0.55, 0.0)]]],
    1: [
        [[(0.5, 0.0), (0.48, 0.5), (0.45, 1.0)]],
        [[(0.25, 0.3), (0.5, 0.0), (0.48, 1.0)]],
        [[(0.0, 0.6), (0.3, 0.3), (0.6, 0.0), (0.55, 1.0)]],
        [[(0.0, 0.98), (0.35, 0.45), (0.6, 0.0), (0.6, 1.0)]],
        [[(0.2, 0.3), (0.5, 0.0), (0.5, 1.0)], [(0.15, 1.0), (0.85, 0.98)]],
    ],
    2: [
        [[(0.1, 0.25), (0.35, 0.02), (0.75, 0.1), (0.7, 0.4), (0.4, 0.7), (0.08, 0.97), (0.9, 0.95)]],
        [[(0.1, 0.3), (0.4, 0.0), (0.75, 0.15), (0.6, 0.5), (0.25, 0.95), (0.02, 0.85), (0.25, 0.75), (0.6, 0.95),
          (1.0, 0.85)]],
        [[(0.15, 0.2), (0.5, 0.0), (0.8, 0.25), (0.45, 0.65), (0.1, 1.0), (0.5, 0.92), (0.95, 1.0)]],
    ],
    3: [
        [[(0.15, 0.12), (0.55, 0.0), (0.8, 0.2), (0.45, 0.45), (0.85, 0.7), (0.55, 1.0), (0.1, 0.9)]],
        [[(0.1, 0.02), (0.8, 0.0), (0.42, 0.4), (0.85, 0.65), (0.55, 1.0), (0.08, 0.9)]],
    ],
    4: [
        [[(0.35, 0.0), (0.05, 0.6), (0.95, 0.6)], [(0.7, 0.3), (0.65, 1.0)]],
        [[(0.65, 1.0), (0.68, 0.0), (0.05, 0.65), (0.98, 0.65)]],
        [[(0.0, 0.95), (0.35, 0.45), (0.65, 0.0), (0.68, 1.0)], [(0.15, 0.62), (0.98, 0.6)]],
        [[(0.55, 0.0), (0.3, 0.35), (0.05, 0.7), (0.5, 0.66), (0.95, 0.62)], [(0.62, 0.2), (0.6, 1.0)]],
        [[(0.4, 0.05), (0.1, 0.62), (0.5, 0.55), (0.9, 0.5)], [(0.75, 0.0), (0.6, 0.6), (0.55, 1.0)]],
    ],
    5: [
        [[(0.85, 0.0), (0.3, 0.02), (0.2, 0.42), (0.6, 0.38), (0.85, 0.68), (0.5, 1.0), (0.05, 0.9)]],
        [[(0.3, 0.05), (0.22, 0.45), (0.6, 0.4), (0.82, 0.7), (0.5, 1.0), (0.08, 0.92)], [(0.28, 0.04), (0.95, 0.0)]],
        [[(0.5, 0.1), (0.3, 0.5), (0.65, 0.55), (0.6, 0.85), (0.1, 1.0)], [(0.45, 0.1), (1.0, 0.02)]],
    ],
    6: [
        [[(0.75, 0.02), (0.3, 0.3), (0.12, 0.7), (0.4, 1.0), (0.8, 0.8), (0.6, 0.55), (0.2, 0.68)]],
        [[(0.55, 0.0), (0.2, 0.5), (0.2, 0.9), (0.6, 0.98), (0.75, 0.7), (0.45, 0.6), (0.2, 0.8)]],
    ],
    7: [
        [[(0.08, 0.06), (0.5, 0.04), (0.88, 0.02), (0.6, 0.5), (0.4, 1.0)]],
        [[(0.08, 0.06), (0.5, 0.04), (0.88, 0.02), (0.6, 0.5), (0.4, 1.0)], [(0.25, 0.5), (0.85, 0.46)]],
        [[(0.08, 0.2), (0.1, 0.04), (0.85, 0.04), (0.55, 0.5), (0.45, 1.0)], [(0.3, 0.5), (0.85, 0.48)]],
    ],
    8: [
        [[(0.75, 0.14), (0.4, 0.0), (0.2, 0.22), (0.5, 0.45), (0.78, 0.72), (0.5, 1.0), (0.2, 0.78), (0.5, 0.48),
          (0.78, 0.2), (0.7, 0.08)]],
        [[(0.9, 0.1), (0.45, 0.0), (0.25, 0.25), (0.6, 0.55), (0.55, 0.95), (0.15, 0.95), (0.25, 0.6), (0.9, 0.05)]],
    ],
    9: [
        [[(0.8, 0.15), (0.45, 0.0), (0.15, 0.28), (0.45, 0.5), (0.8, 0.2), (0.78, 0.6), (0.7, 1.0)]],
        [[(0.8, 0.15), (0.45, 0.0), (0.15, 0.28), (0.45, 0.5), (0.8, 0.2), (0.75, 0.75), (0.45, 1.0), (0.1, 0.9)]],
        [[(0.7, 0.1), (0.3, 0.02), (0.2, 0.35), (0.65, 0.4), (0.75, 0.1), (0.6, 0.6), (0.25, 1.0)]],
    ],
}  # fmt: skip


def curve(points: np.ndarray) -> np.ndarray:
    """A smooth line through points (Catmull-Rom)."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 14)[:, None]
    runs = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        runs.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack(runs)


def drawn(figure: int, random: np.random.Generator, high: int = 64) -> np.ndarray:
    """A figure as a hand may draw it: other proportions, slant, tremble, pen."""
    forms = STROKES[figure]
    strokes = forms[random.integers(len(forms))]
    wide = random.uniform(0.4, 0.95) * high
    slant, turn = random.uniform(-0.1, 0.45), random.normal(0, 0.08)
    pen = max(2, round(high * random.uniform(0.045, 0.15)))
    sheet = np.zeros((2 * high, 2 * high + 40), np.uint8)
    for stroke in strokes:
        points = np.array(stroke) + random.normal(0, 0.045, (len(stroke), 2))
        line = curve(points)
        x, y = (line[:, 0] - 0.5) * wide, (line[:, 1] - 0.5) * high
        x = x - slant * y
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
        at = np.stack([x + sheet.shape[1] / 2, y + sheet.shape[0] / 2], axis=1).astype(np.int32)
        cv2.polylines(sheet, [at], False, 255, pen, cv2.LINE_AA)
    return worn(sheet, random)


def worn(sheet: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Ink that fades, spreads or breaks a little, as scanning leaves it."""
    if random.random() < 0.4:
        noise = cv2.GaussianBlur(random.normal(0, 1, sheet.shape).astype(np.float32), (0, 0), 2.5)
        sheet = np.where(noise > random.uniform(0.25, 0.6), 0, sheet).astype(np.uint8)
    blurred = cv2.GaussianBlur(sheet, (0, 0), random.uniform(0.4, 1.6))
    return (blurred > random.uniform(60, 150)).astype(np.uint8) * 255


def bent(ink: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The same strokes by an unsteady hand: every point moved a little, its neighbours with it; another slant, pen."""
    high, wide = ink.shape
    shift = [cv2.GaussianBlur(random.uniform(-1, 1, ink.shape).astype(np.float32), (0, 0), 5) for _ in "xy"]
    reach = random.uniform(0, 0.06) * high
    dx, dy = (reach * part / (np.abs(part).max() + 1e-6) for part in shift)
    rows, columns = np.indices(ink.shape).astype(np.float32)
    slant = random.uniform(-0.25, 0.3)
    across = columns + dx + slant * (rows - high / 2)
    moved = cv2.remap(ink, across.astype(np.float32), (rows + dy).astype(np.float32), cv2.INTER_LINEAR)
    squeezed = cv2.resize(moved, (max(8, round(wide * random.uniform(0.75, 1.3))), high))
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    thick = random.random()
    return cv2.dilate(squeezed, pen) if thick < 0.35 else cv2.erode(squeezed, pen) if thick > 0.9 else squeezed


@functools.cache
def hands(folder: Path) -> tuple[tuple[np.ndarray, ...], ...]:
    """The ten figures of each handwriting typeface in a folder, ink on an empty sheet."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".ttf", ".otf")):
        font = ImageFont.truetype(str(path), 44)
        sheets = []
        for figure in "0123456789":
            sheet = Image.new("L", (80, 80), 0)
            ImageDraw.Draw(sheet).text((22, 10), figure, font=font, fill=255)
            sheets.append(np.asarray(sheet))
        if all((sheet > 0).sum() > 60 for sheet in sheets):
            found.append(tuple(sheets))
    return tuple(found)


def no_figure(random: np.random.Generator, figure: Callable[..., np.ndarray]) -> np.ndarray:
    """What cutting wrongly makes: a pair, a half, a stroke of something else."""
    one, two = (figure(int(random.integers(10)), random) for _ in range(2))
    kind = random.random()
    if kind < 0.65:
        pair = np.zeros((one.shape[0], 2 * one.shape[1] + two.shape[1]), np.uint8)
        pair[:, : one.shape[1]] = one
        apart = int(np.ptp(np.nonzero(one.any(axis=0))[0]) * random.uniform(0.75, 1.3)) + 4
        pair[:, apart : apart + two.shape[1]] = np.maximum(pair[:, apart : apart + two.shape[1]], two)
        return pair
    if kind < 0.85:
        columns = np.nonzero(one.any(axis=0))[0]
        cut = int(columns.min() + random.uniform(0.25, 0.75) * max(2, np.ptp(columns)))
        half = one.copy()
        half[:, cut:] = 0
        return half if random.random() < 0.5 else np.where(half > 0, 0, one).astype(np.uint8)
    blank = np.zeros_like(one)
    size = int(random.integers(3, 12))
    cv2.ellipse(
        blank, (60, 60), (size, max(1, int(size * random.uniform(0.3, 2)))), random.uniform(0, 180), 0, 360, 255, -1
    )
    return blank


def samples(
    count: int, random: np.random.Generator, figure: Callable[..., np.ndarray] = drawn
) -> tuple[np.ndarray, np.ndarray]:
    """Figures and no-figures, as features and labels; `figure` makes one."""
    vectors, labels = [], []
    for _ in range(count):
        label = int(random.integers(11))
        ink = no_figure(random, figure) if label == NOTHING else figure(label, random)
        if (ink > 0).sum() < 20:
            continue
        vectors.append(features(framed(ink)))
        labels.append(label)
    return np.stack(vectors), np.array(labels)


def in_hands(folder: Path) -> Callable[[int, np.random.Generator], np.ndarray]:
    """A maker of figures as the typefaces of a folder write them, bent and worn."""
    known = hands(folder)

    def figure(label: int, random: np.random.Generator) -> np.ndarray:
        ink = np.zeros((1, 1), np.uint8)
        while not ink.any():
            ink = worn(bent(known[random.integers(len(known))][label], random), random)
        return ink

    return figure


def packaged() -> tuple[np.ndarray, np.ndarray]:
    """scikit-learn's digits, made larger and sharp again."""
    stored = load_digits()
    vectors = []
    for image in stored.images:
        large = cv2.resize(image.astype(np.float32) * 16, (48, 48), interpolation=cv2.INTER_CUBIC)
        vectors.append(features(framed((large > 110).astype(np.uint8) * 255)))
    return np.stack(vectors), stored.target


def crops(path: Path, random: np.random.Generator, times: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Labelled single figures from real pages, each a few times a little turned and slanted."""
    with np.load(path) as stored:
        frames, labels = stored["frames"], stored["labels"]
    vectors, named = [], []
    for frame, label in zip(frames, labels, strict=True):
        for _ in range(times):
            warp = np.float32([[1, random.normal(0, 0.12), 0], [random.normal(0, 0.06), random.uniform(0.9, 1.1), 0]])
            turned = cv2.warpAffine(np.pad(frame, 8), warp, (48, 48))
            if (turned > 60).sum() > 12:
                vectors.append(features(framed(np.where(turned > 60, turned, 0).astype(np.uint8))))
                named.append(label)
    return np.stack(vectors), np.array(named)


def train(parts: list[tuple[np.ndarray, np.ndarray]], seed: int = 1, hidden: int = 72) -> tuple[np.ndarray, ...]:
    """The network's weights from several sets of features and labels."""
    vectors, labels = np.vstack([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    model = MLPClassifier(
        (hidden,), alpha=3e-4, batch_size=256, max_iter=22, random_state=seed, learning_rate_init=2e-3
    )
    model.fit(vectors, labels)
    (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
    return tuple(np.asarray(a, np.float32) for a in (w1, b1, w2, b2))


def main() -> None:
    """Train, say how well it does on fresh strokes, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--crops", type=Path)
    parser.add_argument("--hands", type=Path, help="a folder of handwriting typefaces")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    random = np.random.default_rng(7)
    parts = [samples(16000 if options.hands else 26000, random), packaged()]
    if options.hands:
        parts.append(samples(22000, random, in_hands(options.hands)))
    if options.crops:
        parts.append(crops(options.crops, random))
    network = train(parts)
    from extractors.reading.scan.digits import probabilities

    vectors, labels = samples(2000, random)
    print(f"fresh strokes: {(probabilities(vectors, network).argmax(axis=1) == labels).mean():.3f}")
    names = ("w1", "b1", "w2", "b2")
    np.savez_compressed(options.out, **{n: a.astype(np.float16) for n, a in zip(names, network, strict=True)})


if __name__ == "__main__":
    main()
