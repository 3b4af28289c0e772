"""Read figures written by hand: cut the ink into single figures, name each, weigh the ways of cutting.

Comes in: a grey picture of a short place (a number, a day).  Goes out: readings, the likeliest first, each with its
share of the belief.  The network is small (one hidden layer over directions of strokes); scripts/train_digits.py made
its weights from drawn strokes and scikit-learn's digits.  A reading is a proposal, never a printed fact.
"""

import functools
import itertools
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("digits.npz")
NOTHING = 10
"""The class of what is no single figure: halves, pairs, strokes of something else."""
_SIDE, _INNER, _CELLS, _DIRECTIONS = 32, 24, 5, 8
_INK = 165
_PASSED_OVER = 5.0
"""What it costs (in nats) to say that a stroke between the ends of a place is no figure."""


_RULE_LONG, _RULE_FLAT = 1.2, 0.1
"""A ruled line is longer than so many heights of the figures, and this flat: the bar of a 5 or 7 is shorter."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures as read, and how much of the belief they hold among all readings (0 to 1)."""

    text: str
    confidence: float


def framed(ink: Picture) -> Picture:
    """The ink (255 on 0) of one figure, scaled into a square frame, its middle in the middle."""
    ys, xs = np.nonzero(ink)
    part = ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    scale = _INNER / max(part.shape)
    size = (max(2, round(part.shape[1] * scale)), max(2, round(part.shape[0] * scale)))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    frame = np.zeros((_SIDE, _SIDE), np.uint8)
    y, x = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    frame[y : y + size[1], x : x + size[0]] = small
    return frame


def features(frame: Picture) -> Floats:
    """The directions of the strokes in each part of a framed figure, and its width: what the network looks at."""
    blurred = cv2.GaussianBlur(frame, (0, 0), 1.2).astype(np.float32) / 255
    dx, dy = cv2.Sobel(blurred, cv2.CV_32F, 1, 0), cv2.Sobel(blurred, cv2.CV_32F, 0, 1)
    force, angle = np.hypot(dx, dy), (np.arctan2(dy, dx) / (2 * np.pi)) % 1 * _DIRECTIONS
    low = np.floor(angle).astype(int) % _DIRECTIONS
    share = angle - np.floor(angle)
    planes = np.zeros((_DIRECTIONS, _SIDE, _SIDE), np.float32)
    rows, columns = np.indices((_SIDE, _SIDE))
    planes[low, rows, columns] += force * (1 - share)
    planes[(low + 1) % _DIRECTIONS, rows, columns] += force * share
    pooled = np.stack([cv2.resize(plane, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA) for plane in planes])
    vector = np.sqrt(pooled).ravel()
    ys, xs = np.nonzero(frame > 60)
    wide = (np.ptp(xs) + 1) / (np.ptp(ys) + 1) if len(xs) else 1.0
    return np.append(vector / (np.linalg.norm(vector) + 1e-6) * 6, np.float32(min(wide, 3.0))).astype(np.float32)


@functools.cache
def _network() -> tuple[Floats, ...]:
    with np.load(WEIGHTS) as stored:
        return tuple(stored[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2"))


def probabilities(vectors: Floats, network: tuple[Floats, ...] | None = None) -> Floats:
    """For each row of features, the probability of each figure and of NOTHING."""
    w1, b1, w2, b2 = network or _network()
    scores = np.maximum(vectors @ w1 + b1, 0) @ w2 + b2
    scores -= scores.max(axis=1, keepdims=True)
    grown = np.exp(scores)
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), np.float32)


def inked(grey: Picture) -> Picture:
    """Ink as 1 on 0: darker than the paper by a margin."""
    return (grey < min(_INK, int(np.percentile(grey, 90)) - 30)).astype(np.uint8)


def pieces_of(grey: Picture, left: int, right: int) -> list[Picture]:
    """The ink whose middle lies between two x, from left to right, cut where figures may join."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inked(grey))
    middles = stats[:, 0] + stats[:, 2] / 2
    inside = [at for at in range(1, count) if left <= middles[at] <= right and stats[at][2] < 0.9 * grey.shape[1]]
    tall = max((int(stats[at][3]) for at in inside), default=0)
    inside = [at for at in inside if not _is_rule(int(stats[at][2]), int(stats[at][3]), tall)]
    kept = [at for at in inside if stats[at][3] > 0.4 * tall or stats[at][4] > 0.06 * tall * tall]
    parts: list[Picture] = []
    for at in sorted(kept, key=lambda at: float(middles[at])):
        mask = (labels == at).astype(np.uint8) * 255
        parts += _cut(mask, tall)
    return _joined(parts)


def _is_rule(wide: int, high: int, tall: int) -> bool:
    """Whether ink is a ruled line (that under the motto, over the day): longer than a figure is high, and flat.

    >>> _is_rule(300, 6, 60), _is_rule(40, 6, 60), _is_rule(90, 60, 60)
    (True, False, False)
    """
    return wide > _RULE_LONG * tall and high < _RULE_FLAT * wide


def _span(mask: Picture) -> tuple[int, int]:
    xs = np.nonzero(mask.any(axis=0))[0]
    return int(xs.min()), int(xs.max()) + 1


def _cut(mask: Picture, tall: int) -> list[Picture]:
    """A wide stroke cut where it is thinnest: figures written in one go."""
    left, right = _span(mask)
    if right - left < 0.75 * tall:
        return [mask]
    thickness = (mask[:, left:right] > 0).sum(axis=0).astype(float)
    smooth = np.convolve(thickness, np.ones(3) / 3, mode="same")
    margin = max(3, int(0.22 * tall))
    cuts: list[int] = []
    for at in np.argsort(smooth[margin : len(smooth) - margin]) + margin:
        if len(cuts) >= 3 or smooth[at] > 0.45 * tall:
            break
        if all(abs(at - other) > 0.25 * tall for other in cuts):
            cuts.append(int(at))
    edges = [0, *sorted(left + at for at in cuts), mask.shape[1]]
    parts = []
    for start, end in itertools.pairwise(edges):
        part = np.zeros_like(mask)
        part[:, start:end] = mask[:, start:end]
        if (part > 0).sum() > 8:
            parts.append(part)
    return parts


def _joined(parts: list[Picture]) -> list[Picture]:
    """Strokes above each other belong to one figure (the bar of a 5, the cross of a 7)."""
    joined: list[Picture] = []
    for part in parts:
        if joined:
            (a0, a1), (b0, b1) = _span(joined[-1]), _span(part)
            common = min(a1, b1) - max(a0, b0)
            if common > 0.6 * min(a1 - a0, b1 - b0):
                joined[-1] = np.maximum(joined[-1], part)
                continue
        joined.append(part)
    return joined


def read_figures(
    grey: Picture,
    left: int,
    right: int,
    *,
    most: int = 5,
    network: tuple[Floats, ...] | None = None,
    keep: int = 5,
) -> tuple[Reading, ...]:
    """The likeliest readings of a place with at most `most` figures; none where there is no ink.

    Args:
        grey: the place and some print around it, dark ink on light paper.
        left: where the place begins in the picture.
        right: where it ends.
        most: the most figures that can stand there.
        network: other weights than the packaged ones.
        keep: how many readings to hand out.
    """
    if grey.size == 0 or min(grey.shape) < 8:
        return ()
    parts = pieces_of(grey, left, right)[:10]
    runs = [(i, j) for i in range(len(parts)) for j in range(i + 1, min(len(parts), i + 4) + 1)]
    if not runs:
        return ()
    merged = [functools.reduce(np.maximum, parts[i:j]) for i, j in runs]
    rated = probabilities(np.stack([features(framed(ink)) for ink in merged]), network)
    scores = {run: _weighed(row, ink) for run, row, ink in zip(runs, rated, merged, strict=True)}
    return _best(len(parts), scores, most, keep)


def _weighed(row: Floats, ink: Picture) -> Floats:
    """The logarithms of the probabilities; what is wider than high is hardly one figure."""
    ys, xs = np.nonzero(ink)
    wide = (np.ptp(xs) + 1) / (np.ptp(ys) + 1)
    scores = np.log(row + 1e-6)
    scores[:NOTHING] -= 6.0 * max(0.0, float(wide) - 1.0)
    return np.asarray(scores, np.float32)


def _best(
    count: int, scores: dict[tuple[int, int], npt.NDArray[np.float32]], most: int, keep: int
) -> tuple[Reading, ...]:
    """Beam search over the ways of cutting; a piece may also be passed over as NOTHING, at a price."""
    beams: list[dict[str, float]] = [{} for _ in range(count + 1)]
    beams[0][""] = 0.0
    for at in range(count):
        best = sorted(beams[at].items(), key=lambda pair: -pair[1])[:24]
        for text, score in best:
            skipped = score + float(scores[at, at + 1][NOTHING]) - _PASSED_OVER
            beams[at + 1][text] = max(beams[at + 1].get(text, -1e9), skipped)
            for end in range(at + 1, count + 1):
                if (at, end) not in scores or len(text) >= most:
                    continue
                row = scores[at, end]
                for figure in np.argsort(-row[:NOTHING])[:4]:
                    longer, value = text + str(figure), score + float(row[figure])
                    beams[end][longer] = max(beams[end].get(longer, -1e9), value)
    final = [(text, score) for text, score in beams[count].items() if text]
    final.sort(key=lambda pair: -pair[1])
    if not final:
        return ()
    weights = np.exp(np.array([score for _, score in final[:40]]) - final[0][1])
    shares = weights / weights.sum()
    return tuple(Reading(text, round(float(s), 3)) for (text, _), s in list(zip(final, shares, strict=False))[:keep])
