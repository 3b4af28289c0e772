"""Where exactly a hand has written between print: the place's ends, moved to the ends of the print's own ink.

Comes in: a grey picture of a line and the ends that text recognition guesses, which are off by a letter or two where a
pen touches the print.  Goes out: the place's ends, and what the figures in it read.
"""

from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.digits import Picture, Reading, inked, read_figures

MOST = {"number": 5, "day": 2, "month": 2}


def figures_between(
    grey: Picture, band: tuple[int, int], left: int, right: int, kind: Literal["number", "day", "month"]
) -> tuple[Reading, ...]:
    """What a hand has written between two x of a printed line; readings that no day or month can have are left out.

    Args:
        grey: the page.
        band: top and bottom of the line.
        left: where the print before the place ends, as recognised.
        right: where the print after it begins.
        kind: `number`, `day` or `month`.
    """
    high = band[1] - band[0]
    top, bottom = max(0, band[0] - high // 3), min(grey.shape[0], band[1] + high // 3)
    start, end = max(0, left - 3 * high), min(grey.shape[1], right + high)
    part = grey[top:bottom, start:end]
    if part.size == 0 or min(part.shape) < 8:
        return ()
    ends = (left - start, right - start)
    edges = _number_edges(part, *ends, high) if kind == "number" else _day_edges(part, *ends, high)
    readings = read_figures(part, *edges, most=MOST[kind], keep=12)
    fitting = [r for r in readings if kind == "number" or _fits(r.text, kind)]
    whole = sum(r.confidence for r in fitting)
    return tuple(Reading(r.text, round(r.confidence / max(whole, 0.2), 3)) for r in fitting[:5])


def _fits(text: str, kind: str) -> bool:
    """Whether figures can be a day or a month.

    >>> _fits("31", "day"), _fits("32", "day"), _fits("12", "month"), _fits("00", "day")
    (True, False, True, False)
    """
    return 1 <= int(text) <= (31 if kind == "day" else 12)


def _number_edges(part: Picture, left: int, right: int, high: int) -> tuple[int, int]:
    """From behind the two dots of `Số:` to before the printed slash, where they are found near the guessed ends."""
    count, labels, stats, middles = cv2.connectedComponentsWithStats(inked(part))
    dots = [
        at
        for at in range(1, count)
        if 2 <= stats[at][2] <= 0.3 * high and 2 <= stats[at][3] <= 0.3 * high and stats[at][0] < left + 1.2 * high
    ]
    pairs = [
        max(int(stats[a][0] + stats[a][2]), int(stats[b][0] + stats[b][2]))
        for a in dots
        for b in dots
        if abs(middles[a][0] - middles[b][0]) < 0.18 * high
        and 0.15 * high < middles[b][1] - middles[a][1] < 0.75 * high
    ]
    begin = min(pairs, key=lambda x: abs(x - left), default=left)
    slashes = [
        at
        for at in range(1, count)
        if -0.75 * high < middles[at][0] - right < 1.4 * high
        and middles[at][0] > begin + 0.4 * high
        and _leans(labels == at, high)
    ]
    if not slashes:
        return begin, right
    slash = min(slashes, key=lambda at: abs(float(middles[at][0]) - right))
    return begin, int(middles[slash][0]) - 1


def _leans(mask: npt.NDArray[np.bool_], high: int) -> bool:
    """Whether a stroke is a slash: as high as a capital, thin, straight, its head to the right of its foot."""
    ys, xs = np.nonzero(mask)
    tall, wide = int(np.ptp(ys)) + 1, int(np.ptp(xs)) + 1
    if not 0.5 * high < tall < 1.3 * high or not 0.12 * tall < wide < 0.6 * tall:
        return False
    slope, offset = np.polyfit(ys, xs, 1)
    off = np.abs(xs - (slope * ys + offset))
    return bool(slope < -0.12 and np.percentile(off, 90) < 0.09 * high)


def _day_edges(part: Picture, left: int, right: int, high: int) -> tuple[int, int]:
    """From behind the y of `ngày` (or g of `tháng`): print whose head is low and whose foot hangs under the line."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(inked(part))
    line = part.shape[0] / 2
    tails = [
        int(stats[at][0] + stats[at][2])
        for at in range(1, count)
        if stats[at][1] + stats[at][3] > line + 0.22 * high
        and stats[at][1] > line - 0.32 * high
        and stats[at][3] > 0.3 * high
    ]
    near = [
        x for x in tails if max(left - 2.2 * high, right - 3.6 * high) < x < min(left + 0.4 * high, right - 0.35 * high)
    ]
    return max(near, default=left), right
