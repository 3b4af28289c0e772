"""The readings of a column laid side by side: which lines are the same, and what most readings say of each word.

Comes in: readings of one column, lines of words on the same sheet.  Goes out: its lines, one reading of each.
"""

import re
from dataclasses import replace
from itertools import combinations

from rapidfuzz import fuzz

from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.votes import gain, likely, same_place
from extractors.reading.syllables import mark_count

Words = list[SeenWord]

_CLOSING = ".,:;'`"
_FEWEST_LETTERS = 3
_WHOLE = 0.6
"""A reading that sees a smaller share of the clear letters of another one stops short."""
_SURE, _DOUBTED = 0.7, 0.9
"""Words surer than this need no further reading; one that the readings do not agree on is so much less sure."""
_ODD, _MARK, _SLASH, _LEAST = 0.7, 1.3, 3, 0.2
"""What a word weighs that is no syllable; how much more one weighs for each mark, and how many
a slash is; and the least that any weighs."""
_SAME_LINE, _HIGHEST = 0.6, 50
"""Middles of one line's readings lie within this share of its height, which is at most so many pixels."""
_ALIKE = 50
"""Readings of strokes are less alike (of 100)."""


def settled(lines: list[Words]) -> bool:
    """Whether two readings of a line are the same, and of words that are not in doubt."""
    for line, other in combinations(lines, 2):
        words = [word for word in (*line, *other) if any(map(str.isalnum, word.text))]
        if _letters(line) == _letters(other) and all(word.confidence > _SURE for word in words):
            return True
    return False


def _letters(line: Words) -> str:
    return "".join(c for word in line for c in word.text if c.isalnum())


def middle(line: Words) -> float:
    """The y of the middle of a line, by its highest word: bullets are low, strokes may be anywhere."""
    tall = [word for word in line if any(map(str.isalnum, word.text))] or line
    middles = sorted((word.box[1] + word.box[3]) / 2 for word in tall)
    return middles[len(middles) // 2]


def side_by_side(readings: list[list[Words]]) -> list[list[Words]]:
    """The readings of each line, from top to bottom: one of each reading at most."""
    found: list[list[tuple[int, Words]]] = []
    lines = [(at, line) for at, reading in enumerate(readings) for line in reading]
    for at, line in sorted(lines, key=lambda pair: middle(pair[1])):
        if found and _on_line(line, [other for _, other in found[-1]]):
            found[-1].append((at, line))
        else:
            found.append([(at, line)])
    return [_one_of_each(group) for group in found]


def _on_line(line: Words, others: list[Words]) -> bool:
    highs = sorted(word.box[3] - word.box[1] for other in others for word in other if word.text[:1].isalnum())
    high = min(highs[len(highs) // 2], _HIGHEST) if highs else _HIGHEST
    return middle(line) - sum(map(middle, others)) / len(others) < _SAME_LINE * high


def _one_of_each(group: list[tuple[int, Words]]) -> list[Words]:
    """Pieces of one reading that stand on one line are one."""
    lines: dict[int, Words] = {}
    for at, line in group:
        lines[at] = sorted([*lines.get(at, []), *line], key=lambda word: word.box[0])
    return list(lines.values())


def elected(lines: list[Words]) -> Words:
    """The reading that the others are most like, word by word as most of them read it; none where it is strokes."""
    most = max(map(_clear_letters, lines))
    whole = [line for line in lines if _clear_letters(line) >= _WHOLE * most]

    def _standing(line: Words) -> float:
        alike = sum(fuzz.ratio(said(line), said(other)) for other in lines if other is not line) / 100
        return alike + gain(line) / max(len(said(line)), 1)

    best = max(whole, key=_standing)
    if not _is_print(best, lines):
        return []
    return [_as_most_read(word, lines) for word in best]


def _clear_letters(line: Words) -> int:
    """How many letters a reading sees in words that are likely ones: where two readings stop short, a third may not."""
    return sum(
        len(word.text) for word in line if word.confidence > _LEAST and word.text[:1].isalpha() and likely(word.text)
    )


def _is_print(line: Words, lines: list[Words]) -> bool:
    """Whether a line was seen twice, or is clear: strokes and what shines through are seen once, as odd letters."""
    said = [letters for other in lines if len(letters := _letters(other)) >= _FEWEST_LETTERS]
    if any(fuzz.ratio(one, two) >= _ALIKE for one, two in combinations(said, 2)):
        return True
    words = [word for word in line if any(map(str.isalnum, word.text))]
    return all(likely(word.text) and word.confidence > _SURE for word in words) and len(_letters(line)) > 1


def said(line: Words) -> str:
    """What a line says."""
    return " ".join(word.text for word in line)


def _as_most_read(word: SeenWord, lines: list[Words]) -> SeenWord:
    """The word as most readings see it, whatever mark they see behind it."""
    rivals = [rival for line in lines for rival in line if same_place(word, rival)]
    least = min(_marks(rival.text) for rival in rivals)
    weight: dict[str, float] = {}
    for rival in rivals:
        # Marks are lost in one reading or the other, and seldom seen where there are none.
        worth = max(rival.confidence, _LEAST) * _MARK ** (_marks(rival.text) - least)
        weight[_core(rival)] = weight.get(_core(rival), 0.0) + worth * (1.0 if likely(rival.text) else _ODD)
    core = max(weight, key=lambda core: weight[core])
    agreeing = [rival for rival in rivals if _core(rival) == core]
    chosen, share = max(agreeing, key=lambda rival: rival.confidence), len(agreeing) / len(rivals)
    sure = chosen.confidence
    if (any(map(str.isalpha, core)) and not likely(core)) or any(map(str.isdigit, core)):
        sure *= share**2
    elif share <= 0.5:
        sure *= share if core.isupper() else _DOUBTED
    return replace(word, text=chosen.text, confidence=sure)


def _core(word: SeenWord) -> str:
    return word.text.rstrip(_CLOSING) or word.text


def _marks(text: str) -> int:
    """How many marks of letters, and thin slashes between them, were seen: `(t/h)`."""
    return mark_count(text) + _SLASH * len(re.findall(r"(?<=\w)/(?=\w)", text))
