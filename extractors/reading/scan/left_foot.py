"""The recipients' column read by itself: beside seal and signature the engine garbles small print or drops lines of it.

Comes in: a sheet and what was read at first.  Goes out: the lines, those under `Nơi nhận` as several readings of the
column agree.  Where the label was garbled the column is known by its look, or by the signer's title beside it.
"""

from rapidfuzz import fuzz

from extractors.reading.scan.column import BULLETS, Area, column_lines, first_reading, left_run, within
from extractors.reading.scan.line_votes import Words, middle
from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.picture import Sheet
from extractors.reading.syllables import is_of_titles
from rules.loader import load
from rules.spelling import fold

_LEFT, _WIDE = 0.2, 3.2
"""The column begins so little left of its label, and is so wide (in inches): half of the page between the margins."""
_BEGIN = 1.0
"""Lines that begin further than this from its left edge are another column's (inches)."""
_ROOM, _MORE = 0.75, 0.45
"""A list ends where the page is empty for so long; lines may have been lost for so far below what was read (inches)."""
_ABOVE = 0.65
"""So far above the first line that was read label and first line may stand (inches)."""
_LABEL_WITHIN, _COLUMN_WITHIN = 0.4, 0.62
"""The label begins in this share of the page's width; lines that end further right belong to the text."""
_LABEL, _ALIKE = "noi nhan", 80
"""The label without its marks, and how much of it is left where it was garbled (of 100)."""
_HALF_LINE = 0.08
_FEWEST = 2
_TITLE_FROM, _HEAD, _TALL = 0.45, 0.25, 3.5
"""A signer's title begins right of this share of the width, and below this one of the height;
a list is so tall (inches)."""
_STROKES = "“”\"'`*_-"
"""What strokes beside a word are read as."""


def with_left_foot(sheet: Sheet, seen: list[Words]) -> list[Words]:
    """The lines of a page, those of the recipients' column read again by themselves."""
    label = _label(sheet, seen)
    area = _area(sheet, label.box, seen) if label else _by_its_look(sheet, seen) or _beside_title(sheet, seen)
    if area is None:
        return seen
    runs = [left_run([word for word in line if within(word, area)]) for line in seen]
    begin = area[0] + _BEGIN * sheet.dpi
    old = [run for run in runs if run and run[0].box[0] < begin]
    first = [line for line in first_reading(sheet, area) if line[0].box[0] < begin]
    if not label:
        if not any(_says("label", line) or _says("filing", line) for line in first):
            return seen
        top = max((middle(line) - _HALF_LINE * sheet.dpi for line in first if _says("label", line)), default=0)
        old, first = ([line for line in lines if middle(line) > top] for lines in (old, first))
        area = (area[0], max(area[1], int(top)), *area[2:])
    new = [line for line in column_lines(sheet, area, [old, first]) if line[0].box[0] < begin]
    if label and (_is_whole(label, seen) or not any(_says("label", line) for line in new)):
        new = [line for line in new if middle(line) > label.box[3]]
        old = [line for line in old if line[0] is not label]
    gone = {id(word) for line in old for word in line}
    kept = [[word for word in line if id(word) not in gone] for line in seen]
    return [line for line in kept if line] + new


def _is_whole(label: SeenWord, seen: list[Words]) -> bool:
    """Whether the label was read without a fault at first."""
    line = next(line for line in seen if line[0] is label)
    return fold(" ".join(word.text for word in line[:2])).strip(" :;.,") == _LABEL


def _says(rule: str, line: Words) -> bool:
    text = " ".join(word.text for word in line[:4])
    return load("header").rule(f"recipients.{rule}").search(text) is not None


def _label(sheet: Sheet, seen: list[Words]) -> SeenWord | None:
    """The first word of the line `Nơi nhận:`, or of the last one where several documents lie on a page."""
    within = _LABEL_WITHIN * sheet.grey.shape[1]
    found = [line[0] for line in seen if line[0].box[0] < within and _says("label", line)]
    return max(found, key=lambda word: word.box[1], default=None)


def _by_its_look(sheet: Sheet, seen: list[Words]) -> Area | None:
    """The area of a list at the page's foot: a garbled label, or short bulleted lines that no text follows."""
    dpi, width = sheet.dpi, sheet.grey.shape[1]
    lines = sorted((line for line in seen if line[0].box[0] < _LABEL_WITHIN * width), key=lambda line: line[0].box[1])
    lines = [line for line in lines if any(c.isalnum() for word in line for c in word.text)]
    run: list[Words] = []
    for line in reversed(lines):
        short = left_run(line)
        if short[-1].box[2] > _COLUMN_WITHIN * width:
            break
        if run and run[-1][0].box[1] - short[0].box[1] > _ROOM * dpi:
            break
        run.append(short)
    garbled = next((line for line in run if _is_garbled_label(line)), None)
    listed = [line for line in run if line[0].text[:1] in BULLETS or _says("filing", line)]
    if garbled:
        return _area(sheet, garbled[0].box, seen)
    if len(listed) < _FEWEST:
        return None
    x0, top, x1, bottom = min((line[0].box for line in listed), key=lambda box: box[1])
    above = max((line[0].box[3] for line in lines if line not in run and line[0].box[3] < top), default=0)
    return _area(sheet, (x0, max(int(top - _ABOVE * dpi), above), x1, bottom), seen)


def _beside_title(sheet: Sheet, seen: list[Words]) -> Area | None:
    """The area on the left of the last title in capitals: a list that was lost altogether begins level with it."""
    dpi, (height, width) = sheet.dpi, sheet.grey.shape
    right = [[word for word in line if word.box[0] > _TITLE_FROM * width] for line in seen]
    titles = [line for line in right if _is_title(line)]
    tops = [line[0].box[1] for line in titles if line[0].box[1] > _HEAD * height]
    left = sorted(line[0].box[0] for line in seen if line[0].box[0] < _LABEL_WITHIN * width)
    if not tops or not left:
        return None
    x0, top = left[len(left) // 4], max(tops) - _ABOVE * dpi
    return (
        max(0, int(x0 - _LEFT * dpi)), int(top),
        min(width, int(x0 + _WIDE * dpi)), min(height, int(top + _TALL * dpi)),
    )  # fmt: skip


def _is_title(line: Words) -> bool:
    known = [word for word in line if word.text.isupper() and is_of_titles(word.text.strip(_STROKES))]
    return len(known) > 1 and len(known) > len(line) / 2


def _is_garbled_label(line: Words) -> bool:
    text = " ".join(c for c in (fold(word.text).strip(" .:;,-") for word in line) if c)
    return len(line) <= 3 and fuzz.ratio(text, _LABEL) >= _ALIKE


def _area(sheet: Sheet, label: tuple[int, int, int, int], seen: list[Words]) -> Area:
    """The column under the label, down to where its lines end: x0, top, x1, bottom."""
    dpi, (x0, top, _, _) = sheet.dpi, label
    left, right = max(0, int(x0 - _LEFT * dpi)), min(sheet.grey.shape[1], int(x0 + _WIDE * dpi))
    bottom, filed = top, False
    for line in sorted(seen, key=lambda line: line[0].box[1]):
        first = line[0]
        if first.box[1] < top or not left <= first.box[0] < x0 + dpi / 2 or filed:
            continue
        if first.box[1] - bottom > _ROOM * dpi:
            break
        bottom = max(bottom, max(word.box[3] for word in line[:3]))
        filed = _says("filing", line)
    end = bottom + (0.05 if filed else _MORE) * dpi
    return left, max(0, int(top - 0.02 * dpi)), right, min(sheet.grey.shape[0], int(end))
