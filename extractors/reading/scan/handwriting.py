"""Numbers and days written by hand into a printed line: found by their ink, marked, never passed on as printed.

The engine reads a written `11` as `44` with confidence, so its confidence is no witness.  In the head of a document a
hand writes only at known places: after `Số:` and in `ngày … tháng … năm …`.  What stands there must have the height,
the foot, the stroke and the colour of the print beside it, and be read clearly, or it counts as written by hand: the
reader of figures then is a second witness, of poor print too.

Comes in: a sheet and its lines of words.  Goes out: the lines, words cut at the ends of such places and marked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from extractors.reading.scan.digits import Reading
from extractors.reading.scan.figure_places import figures_between
from extractors.reading.scan.number_line import with_symbol, without_pieces
from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.picture import Sheet
from rules.loader import load
from rules.spelling import fold

_HEAD = 0.5
"""Heads stand in this upper share of a page."""
_SURE = 0.85
"""Print that recognition is less sure of is looked at by the reader of figures too."""
_MOST_OVERLAP = 0.25
"""Words beside a hand's figures reach over them by no larger share of their width."""
_PASSED_OVER = 0.3
"""How sure a word is at most that recognition itself has not seen."""

Pixels = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a hand may write: its characters, the ends of the print around it, and print to compare with."""

    start: int
    end: int
    after: int
    before: int
    print_start: int
    print_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """A place that a hand has written in: its box in pixels, what belongs there, what its figures may read."""

    box: Pixels
    kind: Literal["number", "day", "month"]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """Connected strokes: heights and feet of the single ones, middle stroke width, and how coloured they are."""

    heights: npt.NDArray[np.float64]
    feet: npt.NDArray[np.float64]
    stroke: float
    colour: float
    box: Pixels


def with_handwriting(sheet: Sheet, seen: list[list[SeenWord]]) -> tuple[list[list[SeenWord]], list[ByHand]]:
    """Mark what may be written by hand in the head; goes out with such places and what they may read."""
    places: list[ByHand] = []
    lines = {id(line): line for line in seen}
    done: set[str] = set()
    for key, first in sorted(lines.items(), key=lambda item: item[1][0].box[1]):
        if first[0].box[1] > _HEAD * sheet.grey.shape[0]:
            break
        line = lines[key]
        if "number" not in done and line:
            whole = with_symbol(sheet, line)
            lines = {other: without_pieces(words, whole) for other, words in (lines | {key: whole}).items()}
            line = lines[key]
        slots = [slot for slot in slots_in(" ".join(word.text for word in line)) if slot.rule not in done]
        for slot in slots:
            # Only the first line of each kind is the head's own; later ones cite other documents.
            done.add(slot.rule)
            lines[key], place = _looked_at(sheet, lines[key], slot)
            if place is not None:
                places.append(place)
    return [lines[id(line)] for line in seen if lines[id(line)]], places


def slots_in(text: str) -> list[Slot]:
    """Where a line has room for a number, a day, a month, from right to left; each with print to compare with.

    >>> [("Số: 12 /KH-UBND"[s.start : s.end], "Số: 12 /KH-UBND"[s.print_start : s.print_end])
    ...  for s in slots_in("Số: 12 /KH-UBND")]
    [('12', '/KH-UBND')]
    >>> line = "Hà Nội, ngày 07tháng 3 năm 2031"
    >>> [line[s.start : s.end] for s in slots_in(line)]
    ['3', '07']
    """
    folded = fold(text)
    if len(folded) != len(text):
        return []
    slots: list[Slot] = []
    for rule in load("handwriting").rules:
        if "slot" not in rule.pattern.groupindex:
            continue
        for match in rule.pattern.finditer(folded):
            known = any(slot.rule == rule.id.split(".")[0] for slot in slots)
            heading = rule.id.startswith("number") and not text[match.start("label") + 1 :][:1].islower()
            if not known and not (heading and text[match.start("label") + 1].isalpha()):
                slots.append(_slot(text, match, rule.id))
    return sorted(slots, key=lambda slot: -slot.start)


def _slot(text: str, match: re.Match[str], rule: str) -> Slot:
    start, end = match.span("slot")
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Slot(start, end, *match.span("slot"), *match.span("print"), rule.split(".")[0])


def _looked_at(sheet: Sheet, line: list[SeenWord], slot: Slot) -> tuple[list[SeenWord], ByHand | None]:
    """The line with the slot's words cut out and, where they are no print, marked; and the slot's box if so."""
    band = (min(w.box[1] for w in line), max(w.box[3] for w in line))
    left, right = _edge(line, slot.after, after=True), _edge(line, slot.before, after=False)
    reference = _ink(
        sheet, (_edge(line, slot.print_start, after=False), *band, _edge(line, slot.print_end, after=True))
    )
    found = _ink(sheet, (left, *band, right))
    if reference is None or found is None:
        return line, None
    words = [word for word, at in _placed(line) if slot.start <= at < slot.end]
    read = min((word.confidence for word in words), default=0.0)
    figures = " ".join(word.text for word in line)[slot.start : slot.end].isdigit()
    if _like_print(found, reference) and read >= _SURE and figures:
        return line, None
    kind: Literal["number", "day", "month"]
    kind = "number" if slot.rule == "number" else "day" if slot.rule == "day" else "month"
    place = ByHand(found.box, kind, figures_between(sheet.grey, band, left, right, kind))
    return _marked(line, slot) if words else _with_figures(line, slot, place), place


def _with_figures(line: list[SeenWord], slot: Slot, place: ByHand) -> list[SeenWord]:
    """The line with what a hand's figures may read, where recognition has passed over them as if they were none."""
    wide = place.box[2] - place.box[0]
    if not place.readings or any(_overlap(word.box, place.box) > _MOST_OVERLAP * wide for word in line):
        return line
    likeliest = place.readings[0]
    at = sum(offset < slot.before for _, offset in _placed(line))
    base = line[max(at - 1, 0)].baseline
    word = SeenWord(likeliest.text, place.box, base, min(likeliest.confidence, _PASSED_OVER), handwritten=True)
    return [*line[:at], word, *line[at:]]


def _overlap(box: Pixels, other: Pixels) -> int:
    """How many columns two boxes share."""
    return min(box[2], other[2]) - max(box[0], other[0])


def _like_print(ink: Ink, reference: Ink) -> bool:
    """Whether strokes have height, foot, thickness and colour of the print beside them, and agree among themselves.

    A printer's figures differ by a hundredth of their height from each other; a lone one has nothing to agree with, so
    it must be nearer to the print beside it.
    """
    high, foot = float(np.percentile(reference.heights, 70)), float(np.median(reference.feet))
    tall = ink.heights > 0.55 * high
    if not tall.any():
        return False
    heights, feet = ink.heights[tall] / high, (ink.feet[tall] - foot) / high
    spread = max(float(np.ptp(heights)), float(np.ptp(feet)))
    near = 0.09 if len(heights) == 1 else 0.16
    alike = abs(float(np.median(heights)) - 1) < near and abs(float(np.median(feet))) < near and spread < 0.1
    thick = 0.65 < ink.stroke / max(reference.stroke, 0.1) < 1.5
    return alike and thick and abs(ink.colour - reference.colour) < 25


def _placed(line: list[SeenWord]) -> Iterator[tuple[SeenWord, int]]:
    """Each word with where it begins in the line's text."""
    at = 0
    for word in line:
        yield word, at
        at += len(word.text) + 1


def _edge(line: list[SeenWord], offset: int, *, after: bool) -> int:
    """The x at which a character of the line begins, or the one before it ends."""
    for word, at in _placed(line):
        end = at + len(word.text)
        if (at < offset <= end + 1) if after else (at - 1 <= offset < end):
            offset = min(offset, end) if after else max(offset, at)
            step = (word.box[2] - word.box[0]) / len(word.text)
            if after and offset == end:
                # A hand's strokes beside a word are sometimes taken into its box.
                step = min(step, 1.5 * _usual_step(line))
            return round(word.box[0] + (offset - at) * step)
    return line[-1].box[2]


def _usual_step(line: list[SeenWord]) -> float:
    """The middle width of a character, over the words of the line."""
    return float(np.median([(w.box[2] - w.box[0]) / len(w.text) for w in line]))


def _ink(sheet: Sheet, reach: tuple[int, int, int, int]) -> Ink | None:
    """What is drawn between two x in a band (left, top, bottom, right), a little above and below it too."""
    left, top, bottom, right = reach
    height = bottom - top
    top, bottom = max(top - height // 4, 0), bottom + height // 4
    part = sheet.grey[top:bottom, max(left, 0) : right]
    if part.size == 0 or min(part.shape) < 8:
        return None
    ink = (part < 150).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    keep = [at for at in range(1, count) if stats[at][4] > 12 and stats[at][3] > 0.2 * height]
    keep = [
        at for at in keep if stats[at][1] + stats[at][3] > 0.35 * (bottom - top) and stats[at][1] < 0.7 * (bottom - top)
    ]
    if not keep:
        return None
    boxes = stats[keep]
    mask = np.isin(labels, keep).astype(np.uint8)
    thickness = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    stroke = 2 * float(np.percentile(thickness[mask > 0], 80))
    pixels = sheet.colour[top:bottom, max(left, 0) : right][mask > 0].astype(np.int16)
    colour = float(np.median(pixels.max(axis=1) - pixels.min(axis=1)))
    x0, y0 = max(left, 0) + int(boxes[:, 0].min()), top + int(boxes[:, 1].min())
    x1, y1 = max(left, 0) + int((boxes[:, 0] + boxes[:, 2]).max()), top + int((boxes[:, 1] + boxes[:, 3]).max())
    return Ink(
        boxes[:, 3].astype(float), (top + boxes[:, 1] + boxes[:, 3]).astype(float), stroke, colour, (x0, y0, x1, y1)
    )


def _marked(line: list[SeenWord], slot: Slot) -> list[SeenWord]:
    """The line with words cut at the slot's ends, those inside marked."""
    words = []
    for word, at in list(_placed(line)):
        cuts = sorted({0, len(word.text)} | {c - at for c in (slot.start, slot.end) if 0 < c - at < len(word.text)})
        step = (word.box[2] - word.box[0]) / len(word.text)
        for start, end in pairwise(cuts):
            box = (round(word.box[0] + start * step), word.box[1], round(word.box[0] + end * step), word.box[3])
            inside = slot.start <= at + start and at + end <= slot.end
            part = replace(word, text=word.text[start:end], box=box)
            words.append(replace(part, handwritten=True) if inside else part)
    return words
