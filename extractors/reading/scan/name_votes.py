"""A person's name under a seal or a signature: spoilt syllables decided by all readings and the lists of names.

Where a ring or a stroke lies over a syllable every cleaning of the picture shows other letters, and none of them is
right; yet all of them together are nearer to one surname or given syllable than to any other.

Comes in: a line as its readings agree, and these readings.  Goes out: the line, with spoilt or missing syllables as
names have them, never surer than a guess.  What was read surely stays as it is, however rare.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.votes import GUESS, capitalised, likely, same_place
from extractors.reading.syllables import (
    given_syllables,
    has_marks,
    is_like_title,
    is_of_names,
    is_of_titles,
    is_rare_surname,
    is_surname,
    surnames,
)
from rules.spelling import fold, level_marks

_UNREAD = 0.3
"""So sure is a syllable at least that the lists decided; at most it is a guess, so that a person has to look."""
_CLEAR, _RARE, _AGREED = 0.4, 0.85, 0.7
"""A syllable that names are made of is clear at so much confidence, any other one at this, or where most readings have
it, surely on the whole."""
_ALONE = 0.9
"""One clear syllable alone tells a name beside a spoilt one if it is so sure, and no word of titles (`Văn phbng`)."""
_LONGEST = 5
"""A name has so many syllables at most."""
_LEAST, _AHEAD = 0.42, 0.05
"""A candidate is so near to what was read at least, and so much nearer than the next one."""
_CUT = 0.05
"""What it costs to take letters that were read before a syllable for strokes."""
_PRIOR, _COMMON = 0.2, 16
"""What the commonest surname has ahead of a rare one, and how many are listed by how common they are."""
_ANCHORED = 0.7
"""A reading counts where it has so much of the clear syllables."""
_MOST = 0.6
_SURNAME_LETTERS = 7
"""So wide is the place of a surname at most, in letters."""
_LOST = "·"
"""Stands for what is no letter inside a word."""

Words = list[SeenWord]


def named(line: Words, readings: Sequence[Words]) -> Words:
    """The line with its spoilt syllables as names have them, if it looks like a person's name."""
    parts = _one_place([part for word in line for part in _unglued(word)])
    if not _is_of_a_person(parts):
        return line
    whole = _all_decided(parts, readings)
    if _lacks_surname(whole, readings):
        longer = _all_decided([_empty(whole[0]), *parts], readings)
        whole = longer if longer[0].text else whole
    return line if _said(whole) == _said(parts) else whole


def _said(words: Words) -> list[str]:
    return [word.text for word in words]


def _all_decided(line: Words, readings: Sequence[Words]) -> Words:
    """Each spoilt place of a line decided, from the left, so that the next one is told from what stands before it."""
    whole = list(line)
    for at in range(len(whole)):
        whole[at] = _decided(whole, at, readings)
    return whole


def _decided(line: Words, at: int, readings: Sequence[Words]) -> SeenWord:
    """A word of the line, or the syllable of names that the readings have in its place."""
    word = line[at]
    # What stands before a whole name is a degree or a stroke.
    before_a_name = at == 0 and len(line) > 3 and is_surname(line[1].text)
    if before_a_name or not _is_spoilt(line, at, readings):
        return word
    chosen = nearest(heard(line, at, readings), surname=at == 0)
    if chosen is None:
        return word
    return replace(word, text=chosen, confidence=min(GUESS, max(word.confidence, _UNREAD)))


def _is_spoilt(line: Words, at: int, readings: Sequence[Words]) -> bool:
    """Whether a word of a name is neither clear nor what most readings agree on."""
    word = line[at]
    same = [rival for reading in readings for rival in reading if same_place(word, rival)]
    if at == 0 and len(line) > 2 and _is_common_but_for_marks(word, same):
        return True
    if is_clear(word):
        return False
    alike = [rival.confidence for rival in same if rival.text == word.text]
    most = 2 * len(alike) > len(same)
    if len(word.text) == 1 and word.text.isupper():
        # Names of one letter (A, Y) are no rest of another one where most readings have them.
        return not most
    if capitalised(word.text):
        return not (most and sum(alike) >= _AGREED * len(alike))
    return not (most and len(alike) > 1 and likely(word.text))


def is_clear(word: SeenWord) -> bool:
    """Whether a word was read so that it stays: a syllable of names, or surely a rare one.

    >>> [is_clear(SeenWord(text, (0, 0, 80, 30), 28.0, 0.7)) for text in ("Trúc", "Brông", "ffrễn")]
    [True, False, False]
    """
    if not capitalised(word.text):
        return False
    known = is_of_names(word.text) or is_rare_surname(word.text)
    return word.confidence >= (_CLEAR if known else _RARE)


def _is_common_but_for_marks(word: SeenWord, same: Words) -> bool:
    """Whether a word is a common surname that has lost its marks, or one that a reading has with its own marks."""
    said = _letters([word])
    near = [name for name in surnames()[:_COMMON] if fold(name) == fold(said)]
    if not near or is_surname(said):
        return False
    return not has_marks(said) or any(rival.text in near for rival in same)


def _one_place(line: Words) -> Words:
    """The line with two odd words at its beginning as one: a stroke beside a spoilt surname."""
    if len(line) < 3 or any(is_clear(word) or not _may_be_spoilt(word) for word in line[:2]):
        return line
    first, second = line[:2]
    x0, top, x1, bottom = zip(first.box, second.box, strict=True)
    box = (min(x0), min(top), max(x1), max(bottom))
    return [
        SeenWord(first.text + second.text, box, second.baseline, min(first.confidence, second.confidence)),
        *line[2:],
    ]


def _unglued(word: SeenWord) -> Words:
    """Two syllables that ran together, though neither may be right, each by itself: a capital begins each.

    >>> [w.text for w in _unglued(SeenWord("BữiẤgọc", (0, 0, 70, 10), 9.0, 0.4))]
    ['Bữi', 'Ấgọc']
    """
    for at in range(2, len(word.text) - 1) if word.text.isalpha() else ():
        parts = word.text[:at], word.text[at:]
        if all(map(capitalised, parts)):
            x0, top, x1, bottom = word.box
            x = x0 + (x1 - x0) * at // len(word.text)
            boxes = (x0, top, x, bottom), (x, top, x1, bottom)
            return [replace(word, text=text, box=box) for text, box in zip(parts, boxes, strict=True)]
    return [word]


def _is_of_a_person(line: Words) -> bool:
    """Whether the words are those of a name, most of them clear, and none says something else."""
    clear = [word for word in line if is_clear(word)]
    of_names = [w for w in clear if len(w.text) > 1 and is_of_names(w.text)]
    if not 2 <= len(line) <= _LONGEST or not of_names or len(clear) < len(line) - 1:
        return False
    if len(clear) == 1 and (clear[0].confidence < _ALONE or is_of_titles(clear[0].text)):
        return False
    return all(is_clear(word) or _may_be_spoilt(word) for word in line) and not is_like_title(_said(line))


def _may_be_spoilt(word: SeenWord) -> bool:
    """Whether a word is no sure one of a title, a text or a degree."""
    if "." in word.text.rstrip(".:,;") or not any(map(str.isalpha, word.text)):
        return False
    return not (likely(word.text) and (word.confidence >= _RARE or (is_of_titles(word.text) and word.text.islower())))


def _lacks_surname(line: Words, readings: Sequence[Words]) -> bool:
    """Whether letters stand before a name that does not begin with a surname in most of its readings."""
    first = line[0].text
    # Beside one syllable alone, what began without a capital is the end of a second one.
    begins = is_of_names(first) or (len(line) == 2 and first.islower())
    if not begins or len(line) == _LONGEST or (is_surname(first) and len(line) > 2):
        return False
    parts = heard([_empty(line[0]), *line], 0, readings)
    return len(parts) >= max(2, _MOST * len([reading for reading in readings if reading]))


def _empty(first: SeenWord) -> SeenWord:
    """The place of a surname that no reading has, left of the first word."""
    x0, top, x1, bottom = first.box
    letter = (x1 - x0) / max(len(first.text), 1)
    box = (round(x0 - _SURNAME_LETTERS * letter), top, round(x0 - letter / 2), bottom)
    return SeenWord("", box, first.baseline, 0.0)


def heard(line: Words, at: int, readings: Sequence[Words]) -> list[str]:
    """What the readings have in a word's place: the letters that the line's other words leave over.

    >>> def words(text):
    ...     return [SeenWord(t, (90 * i, 0, 90 * i + 80, 30), 28.0, 0.9) for i, t in enumerate(text.split())]
    >>> heard(words("gyễn Văn An"), 0, [words("Ng@yn Văn An"), words("xuyễnVăn An"), words("Khoa")])
    ['Ng·yn', 'xuyễn']
    """
    before, after = _letters(line[:at]), _letters(line[at + 1 :])
    begin = line[0].box[0] - (line[0].box[2] - line[0].box[0])
    parts = []
    for reading in readings:
        letters = _letters(word for word in reading if word.box[2] > begin)
        part = _between(letters, before, after)
        if part:
            parts.append(part)
    return parts


def _letters(words: Iterable[SeenWord]) -> str:
    """The letters of words, with a sign where a stroke stands for one: `3ấn` is no `Ấn`."""
    texts = (level_marks(word.text) for word in words)
    kept = (re.sub(r"[\W\d_]+", _LOST, text).rstrip(_LOST) for text in texts if any(map(str.isalpha, text)))
    return "".join(kept)


def _between(letters: str, before: str, after: str) -> str:
    """What stands between two known parts of a reading; nothing if it has not most of these.

    >>> _between("tấđoànganh", "", "hoànganh"), _between("lêzấndũng", "lê", "dũng"), _between("xhcn", "", "hoànganh")
    ('tấ', 'zấn', '')
    """
    ends = range(len(letters) + 1) if before else range(1)
    begins = range(len(letters) + 1) if after else range(len(letters), len(letters) + 1)
    cost, _, start, end = min(
        (
            Levenshtein.distance(letters[:i], before) + Levenshtein.distance(letters[j:], after),
            abs(i - len(before)) + abs(len(letters) - j - len(after)),
            i,
            j,
        )
        for i in ends
        for j in begins
        if i <= j
    )
    return letters[start:end] if cost <= (1 - _ANCHORED) * len(before + after) else ""


def nearest(parts: Sequence[str], *, surname: bool) -> str | None:
    """The surname or given syllable that is nearest to all that was read in its place, if none is nearly as near.

    >>> nearest(["Ngfzên", "gưyễn", "Nguyn"], surname=True), nearest(["zấn", "ấn", "sấn"], surname=False)
    ('Nguyễn', 'Tấn')
    >>> nearest(["win", "xx"], surname=True) is None
    True
    """
    if len(parts) < 2:
        return None
    scored = ranked(parts, surname=surname)
    (best, chosen), (next_best, _) = scored[:2]
    return chosen if best >= _LEAST and best - next_best >= _AHEAD else None


def ranked(parts: Sequence[str], *, surname: bool) -> list[tuple[float, str]]:
    """The candidates for a place, the nearest first."""
    names = surnames() if surname else given_syllables()
    scored = []
    for at, name in enumerate(names):
        prior = _PRIOR * max(0, 1 - at / _COMMON) if surname else 0.0
        scored.append((sum(_alike(name, part) for part in parts) / len(parts) + prior, name))
    return sorted(scored, reverse=True)


@lru_cache(65536)
def _alike(name: str, part: str) -> float:
    """How much a syllable is like what was read, or its end that begins with a capital: strokes stand before it."""
    ends = (part[at:] for at in range(1, len(part)) if part[at].isupper())
    return max(_near(name, part), *(_near(name, end) - _CUT for end in ends), 0.0)


def _near(name: str, part: str) -> float:
    """How near two words are, with their marks and without, from 0 to 1."""
    pairs = ((name, part), (_plain(name), _plain(part)))
    return sum(fuzz.ratio(*pair) / 100 + Levenshtein.normalized_similarity(*pair) for pair in pairs) / 4


def _plain(text: str) -> str:
    """Letters without marks, in their case.

    >>> _plain("Đỗ"), _plain("zấn")
    ('Do', 'zan')
    """
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in text)
