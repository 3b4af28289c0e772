"""A second look where seal and signature touch the print: line by line, in several cleanings, weighed word by word.

The engine takes a block that a signature runs through for a picture and drops it, the signer's name with it.  So each
band of letters near signatures and seals is cut out, turned level, and read alone.

Comes in: a sheet and what was read at first.  Goes out: what the second look reads better.
"""

import re

import cv2
import numpy as np

from extractors.reading.scan.bands import Band, Ink, bands_of, ink_of
from extractors.reading.scan.cuts import cuts_of, matrix_of, size_of
from extractors.reading.scan.name_votes import named
from extractors.reading.scan.ocr import ONE_LINE, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.scan.votes import agreed, gain, is_sure, likely, parted

_MOST_BANDS = 20
"""So many bands of a page are read again."""

_FEWEST, _ENOUGH = 3, 5
"""So many cleanings are read at least, and so many where nothing is in doubt but the ends."""
_FIGURE = 0.6
_OVER = 2.0
"""A stroke read as a word over a line is at least so high, in heights of the line's letters."""
_SHARED, _SHARED_UNSURE = 0.6, 0.3
"""A word, or one that is unsure, covers so much of the place of one that was read again."""
_COLUMN_GAP = 1.7
"""A gap between columns is at least so wide, in heights of the letters."""
_STROKES = "“”\"'‘’`*~=_—–-»«>|"
"""What strokes of a pen beside a word are read as."""

Words = list[SeenWord]


def second_look(sheet: Sheet, seen: list[Words]) -> list[Words]:
    """The lines of a page, with those near signatures and seals read again where that reads better."""
    if abs(sheet.dpi - 300) > 60:
        return seen
    ink, looked = ink_of(sheet), 0
    for band in bands_of(sheet, ink):
        lines = [line for line in seen if any(band.covers(word.box) for word in line)]
        old = [word for line in lines for word in line if band.covers(word.box)]
        if is_sure(old, band.reaching().length) or any(_reaches_out(line, band) for line in lines):
            continue
        looked += 1
        if looked <= _MOST_BANDS:
            seen = _better(seen, old, band, readings_of(sheet, ink, band))
    return seen


def _better(seen: list[Words], old: Words, band: Band, readings: list[Words]) -> list[Words]:
    """What was read at first, or with the band as the readings agree if that is surer."""
    readings = [*readings, old] if old else readings
    new = named(agreed(readings), readings)
    # Figures are never taken from a second look: a torn `07` is read as surely as a whole one.
    if any(c.isdigit() for w in [*new, *filter(_is_figure, old)] for c in w.text):
        return seen
    if gain(new) <= max(gain(old), 0) + 0.1 or sum(likely(w.text) for w in new) < 2:
        return seen
    spoilt = [word for word in old if _stands_before(word, new, band)]
    gone = {
        id(w)
        for line in seen
        for w in line
        if band.covers(w.box) or lies_over(w, new, band.height) or is_read_again(w, new)
    }
    kept = [[word for word in line if id(word) not in gone] for line in seen]
    return [line for line in kept if line] + [spoilt + new]


def _stands_before(word: SeenWord, new: Words, band: Band) -> bool:
    """Whether a spoilt word stands right before a line of capitals: a hand's `KT.` is read as anything."""
    capital = all(part.text.isupper() for part in new)
    apart = new[0].box[0] - word.box[2]
    return capital and -0.5 * band.height <= apart < 2 * band.height and any(map(str.isalpha, word.text))


def lies_over(word: SeenWord, new: Words, height: float) -> bool:
    """Whether an unsure word is a seal or a signature over the line now read: much higher than it, a word inside.

    Left where it is, it would take that word's place in the row.  `height` is that of the line's letters, in pixels.
    """
    x0, top, x1, bottom = word.box
    if word.confidence > _FIGURE or bottom - top < _OVER * height:
        return False
    middles = (((w.box[0] + w.box[2]) / 2, (w.box[1] + w.box[3]) / 2) for w in new)
    return any(x0 <= x <= x1 and top <= y <= bottom for x, y in middles)


def is_read_again(word: SeenWord, new: Words) -> bool:
    """Whether a word's place is that of a word of the line now read: print stands nowhere twice.

    Strokes around print reach above it, so that less of the place is enough where the word is unsure.
    """
    least = _SHARED_UNSURE if word.confidence <= _FIGURE else _SHARED
    return any(_shared(word.box, other.box) >= least for other in new)


def _shared(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """How much of the other box lies in the box, from 0 to 1."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    area = (other[2] - other[0]) * (other[3] - other[1])
    return max(wide, 0) * max(high, 0) / max(area, 1)


def _is_figure(word: SeenWord) -> bool:
    """Whether a first reading is one of figures, and not of strokes or capitals (`7TM.`) that look like some."""
    digits, letters = (sum(map(kind, word.text)) for kind in (str.isdigit, str.isalpha))
    return word.confidence > _FIGURE and likely(word.text) and digits >= letters


def _reaches_out(line: Words, band: Band) -> bool:
    """A line of print that goes on beyond the cut was seen better whole; another column's words do not belong to it."""
    half, gap = size_of(band)[0] / 2, _COLUMN_GAP * band.height
    words = sorted(line, key=lambda word: word.box[0])
    runs: list[Words] = [[]]
    for word in words:
        if runs[-1] and word.box[0] - runs[-1][-1].box[2] > gap:
            runs.append([])
        runs[-1].append(word)
    return any(
        word.confidence > 0.7
        and likely(word.text)
        and (word.box[0] < band.x - half - band.left or word.box[2] > band.x + half + band.right)
        for run in runs
        if any(band.covers(word.box) for word in run)
        for word in run
    )


def readings_of(sheet: Sheet, ink: Ink, band: Band) -> list[Words]:
    """The band as read from each of its cleanings, until enough of them agree on the whole of it."""
    readings: list[Words] = []
    for at, (cut, scale, part) in enumerate(cuts_of(sheet, ink, band), 1):
        words = _read(cut, scale, part, sheet)
        if words:
            readings.append(words)
        # What goes on beyond the letters may be a stroke alone: more looks at it are enough.
        if at >= _FEWEST and is_sure(agreed(readings), band.reaching().length if at < _ENOUGH else band.length):
            break
    return readings


def _read(cut: Picture, scale: float, band: Band, sheet: Sheet) -> Words:
    """The words of a cut, with boxes on the sheet."""
    pad = 12
    lines = recognise(np.pad(cut, pad, constant_values=255), round(sheet.dpi), ONE_LINE)
    back = cv2.invertAffineTransform(matrix_of(band))
    words = []
    for word in (word for line in lines for word in line):
        x0, top, x1, bottom = ((side - pad) / scale for side in word.box)
        x, y = back @ np.array([(x0 + x1) / 2, (top + bottom) / 2, 1.0])
        half_w, half_h = (x1 - x0) / 2, (bottom - top) / 2
        box = (int(x - half_w), int(y - half_h), int(x + half_w), int(y + half_h))
        base = y + (word.baseline - pad) / scale - (top + bottom) / 2
        words.append(SeenWord(_bare(word.text), box, base, word.confidence))
    return [part for word in words for part in parted(word)]


def _bare(text: str) -> str:
    """A word without the strokes beside it.

    >>> _bare("“Hà"), _bare("IPhạm"), _bare("KT.")
    ('Hà', 'Phạm', 'KT.')
    """
    bare = re.sub(r"^[Iil1!;:](?=[^\W\d_a-zà-ỹđ][^\W\d_A-Z])", "", text.strip(_STROKES))
    return bare or text
