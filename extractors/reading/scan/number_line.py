"""The symbol behind a number that a hand has written, read by itself from where its printed slash or dash stands.

Figures by hand spoil what recognition makes of the print beside them: read from its slash on, `/KH-UBND` is clear.

Comes in: a sheet and a line of words that begins with `Số`.  Goes out: the line, its symbol as read by itself where
that is clearer, and begun where its sign is drawn; all other words as they were.
"""

import re
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractors.reading.scan.bands import bound_of
from extractors.reading.scan.ocr import ONE_LINE, Picture, SeenWord, recognise
from extractors.reading.scan.picture import Sheet
from extractors.reading.syllables import is_syllable
from rules.loader import load
from rules.spelling import fold

_SYMBOL = re.compile(r"[-–—/|\\⁄]\s?[A-ZĐ](?:[^\W\d_]|[&.])*(?:\s?[-–/]\s?[A-ZĐ](?:[^\W_]|[&.])*)*$")
_SURE = 0.9
"""A symbol of which each part is surer needs no second look."""
_LEAST = 0.6
"""One read by itself with less confidence is no better."""
_MOST_SIGNS = 6
_ROOM = 0.35
"""Room above and below the label for a cut, in heights of the label."""
_FLAT, _WIDE, _TALL, _THIN = 0.25, 0.15, 0.55, 0.6
"""A dash is flatter and wider than so much of the label's height, a slash as tall and narrower than so much of it."""
_COLUMN_GAP = 1.5
"""A gap between two columns is wider, in heights of the label."""
_NEAR = 0.6
"""A sign that is drawn so near to where one was read is that one, in heights of the label."""
_ALONE = 4
"""A longer word is the label with figures behind it."""
_LETTERS = 30.0
"""A symbol is at most so many heights of the label long."""
_PAD = 10

Words = list[SeenWord]


def with_symbol(sheet: Sheet, line: Words) -> Words:
    """The line with its symbol read by itself, where it begins with the label of a number and was unsure."""
    line = _loosened(line)
    label = _label(line)
    if label is None:
        return line
    own = _own(line, label)
    old = _symbol_of(own)
    if old and all(word.confidence >= _SURE for word in old):
        return line
    new = max(_readings(sheet, label, own, old), key=_worth, default=None)
    if new is None or (old and _worth(new) <= _worth(old)):
        return line
    return [*_before(own, new[0].box[0]), *new, *line[len(own) :]]


def without_pieces(line: Words, whole: Words) -> Words:
    """A line without what is a piece of a word of another one, and stands in its place: print stands nowhere twice.

    >>> whole = [SeenWord("/KH-STP", (40, 0, 140, 20), 18, 0.9)]
    >>> [word.text for word in without_pieces([SeenWord("-STP", (100, 4, 140, 18), 17, 0.8)], whole)]
    []
    >>> [word.text for word in without_pieces([SeenWord("STP", (100, 40, 140, 58), 57, 0.8)], whole)]
    ['STP']
    """
    return [word for word in line if not any(_is_piece(word, other) for other in whole if other is not word)]


def _is_piece(word: SeenWord, whole: SeenWord) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    inside = whole.box[0] <= x <= whole.box[2] and whole.box[1] <= y <= whole.box[3]
    return inside and word.text in whole.text and len(word.text) < len(whole.text)


def _loosened(line: Words) -> Words:
    """The line with its label by itself, where a hand's strokes behind it were read as letters of it.

    >>> [word.text for word in _loosened([SeenWord("SốđÄW", (0, 0, 50, 9), 9, 0.1)])]
    ['Số', 'đÄW']
    >>> [word.text for word in _loosened([SeenWord("Sống", (0, 0, 50, 9), 9, 0.1)])]
    ['Sống']
    """
    first = line[0]
    match = re.match(r"\W{0,3}S[ốồổỗộóòỏõọôo](?=\w)", first.text)
    if (
        match is None
        or is_syllable(first.text.strip(".,:;_"))
        or not re.search(r"[^\Wa-zà-ỹđ]", first.text[match.end() :])
    ):
        return line
    (x0, top, x1, bottom), at = first.box, match.end()
    cut = round(x0 + (x1 - x0) * at / len(first.text))
    label = replace(first, text=first.text[:at], box=(x0, top, cut, bottom))
    return [label, replace(first, text=first.text[at:], box=(cut, top, x1, bottom)), *line[1:]]


def _own(line: Words, label: SeenWord) -> Words:
    """The line's words up to a gap as wide as between columns behind one with letters: the dateline may follow.

    >>> words = [SeenWord(text, (x, 0, x + 40, 10), 9, 0.9) for text, x in (("Số:", 0), ("12/KH", 70), ("Huế,", 140))]
    >>> [word.text for word in _own(words, words[0])]
    ['Số:', '12/KH']
    """
    begin = line.index(label)
    for at, (word, after) in enumerate(pairwise(line[begin:]), begin + 1):
        lettered = word is not label and any(map(str.isalpha, word.text))
        if lettered and after.box[0] - word.box[2] > _COLUMN_GAP * _height(label):
            return line[:at]
    return line


def _worth(symbol: Words) -> tuple[int, int, int, float]:
    """How much of a symbol was read, in groups, then in letters (figures behind them are often none), then how surely.

    >>> def worth(text): return _worth([SeenWord(text, (0, 0, 90, 9), 9, 0.9)])
    >>> worth("/SYT-KH") > worth("/SYT1-KH") > worth("/SYTKH") > worth("/STKH")
    True
    """
    said = _said(symbol)
    letters, figures = (sum(map(kind, said)) for kind in (str.isalpha, str.isdigit))
    return len(re.split(r"[-–/]", said[1:])), letters, -figures, min(word.confidence for word in symbol)


def _said(words: Words) -> str:
    return " ".join(word.text for word in words)


def _readings(sheet: Sheet, label: SeenWord, line: Words, old: Words | None) -> list[Words]:
    """The symbol as read from each place where its sign may stand; what is hardly read or none is left out."""
    bound = bound_of(sheet)
    begin, signs = _signs(sheet, label, line, bound)
    symbols = []
    for x in (*signs, begin, *([old[0].box[0]] if old else ())):
        symbol = _symbol_of(_read_from(sheet, label, x, bound))
        if symbol and min(word.confidence for word in symbol) >= _LEAST:
            symbols.append([_begun_at(symbol[0], signs, label), *symbol[1:]])
    return symbols


def _begun_at(word: SeenWord, signs: list[int], label: SeenWord) -> SeenWord:
    """The first word of a symbol, from where its sign is drawn if one is near."""
    x0, top, x1, bottom = word.box
    near = min(signs, key=lambda x: abs(x - x0), default=x0)
    return replace(word, box=(near, top, x1, bottom)) if abs(near - x0) < _NEAR * _height(label) else word


def _symbol_of(words: Words) -> Words | None:
    """The words of the symbol that a line ends in, the first of them cut where its sign stands.

    >>> words = [SeenWord("Số:", (0, 0, 30, 9), 9, 0.9), SeenWord("12/KH-UBND", (40, 0, 140, 9), 9, 0.8)]
    >>> [(word.text, word.box[0]) for word in _symbol_of(words) or ()]
    [('/KH-UBND', 60)]
    >>> _symbol_of(words[:1]) is None
    True
    """
    match = _SYMBOL.search(_said(words))
    if match is None:
        return None
    at = 0
    found: Words = []
    for word in words:
        cut, at = max(match.start() - at, 0), at + len(word.text) + 1
        if cut < len(word.text):
            x0, top, x1, bottom = word.box
            box = (round(x0 + (x1 - x0) * cut / len(word.text)), top, x1, bottom)
            # A capital I beside figures is a 1.
            found.append(replace(word, text=re.sub(r"(?<=\d)I|I(?=\d)", "1", word.text[cut:]), box=box))
    return found


def _height(label: SeenWord) -> int:
    return label.box[3] - label.box[1]


def _label(line: Words) -> SeenWord | None:
    """The word `Số:` with which a line begins, alone or with figures; `SỞ` in capitals begins the name of a body."""
    first = next((word for word in line if any(map(str.isalnum, word.text))), None)
    if first is None or first.text.strip("._- ")[1:2].isupper():
        return None
    return first if load("handwriting").rule("label").pattern.match(fold(first.text)) else None


def _rows(label: SeenWord) -> slice:
    """The rows of the label's line, with room for what reaches above and below it."""
    _, top, _, bottom = label.box
    room = round(_ROOM * (bottom - top))
    return slice(max(top - room, 0), bottom + room)


def _signs(sheet: Sheet, label: SeenWord, line: Words, bound: float) -> tuple[int, list[int]]:
    """Where the place of the number begins, and where what looks like a slash or a dash begins behind that."""
    (x0, _, x1, _), high = label.box, _height(label)
    begin = x0 + round(0.8 * (x1 - x0)) if len(label.text) > _ALONE else x1
    part = sheet.grey[_rows(label), begin : line[-1].box[2] + high]
    if part.size == 0:
        return begin, []
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < bound).astype(np.uint8), connectivity=8)
    found = []
    for x, y, wide, tall, area in np.asarray(stats[1:], np.int32).tolist():
        middle = y + tall / 2 - part.shape[0] / 2
        dash = tall <= _FLAT * high and _WIDE * high <= wide <= _THIN * high and abs(middle) < 0.3 * high
        slash = tall >= _TALL * high and wide <= _THIN * high and area < 0.5 * wide * tall
        if dash or slash:
            found.append(begin + x)
    return begin, sorted(found)[:_MOST_SIGNS]


def _read_from(sheet: Sheet, label: SeenWord, x: int, bound: float) -> Words:
    """The words of the line from an x on, as read alone; what a wide gap parts from them is another column's."""
    high, rows, left = _height(label), _rows(label), max(x - 2, 0)
    cut = sheet.grey[rows, left : left + round(_LETTERS * high)]
    end = _end_of_run(cut, high, bound)
    picture: Picture = np.pad(cut[:, :end], _PAD, constant_values=int(np.percentile(cut, 90)))
    lines = recognise(picture, round(sheet.dpi), ONE_LINE)
    dx, dy = left - _PAD, rows.start - _PAD
    return [
        replace(w, box=(w.box[0] + dx, w.box[1] + dy, w.box[2] + dx, w.box[3] + dy), baseline=w.baseline + dy)
        for line in lines
        for w in line
    ]


def _end_of_run(cut: Picture, high: int, bound: float) -> int:
    """Where the print ends that begins at the cut's left, before a gap as wide as between columns."""
    inked = np.flatnonzero((cut < bound).any(axis=0))
    wide = np.flatnonzero(np.diff(inked, prepend=0) > _COLUMN_GAP * high)
    inked = inked[: wide[0]] if wide.size else inked
    return int(inked[-1]) + 6 if inked.size else 1


def _before(line: Words, x: int) -> Words:
    """The words before an x; one that reaches over it is cut there."""
    words: Words = []
    for word in line:
        x0, top, x1, bottom = word.box
        if x1 <= x + 2:
            words.append(word)
        elif x0 < x:
            text = word.text[: max(1, round(len(word.text) * (x - x0) / (x1 - x0)))]
            words.append(replace(word, text=text, box=(x0, top, x, bottom)))
    return words
