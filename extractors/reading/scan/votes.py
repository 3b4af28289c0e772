"""Several readings of one line of print, weighed against each other word by word.

One cleaning of the picture spoils what another one leaves whole; a word that two of them see alike is surer than any
of them is.  Among likely words those are preferred that names of people are made of, where the whole line is a name.

Comes in: readings of a line, words with boxes on the same sheet.  Goes out: one reading.
"""

import re
from collections import defaultdict
from dataclasses import replace

from extractors.reading.scan.ocr import SeenWord
from extractors.reading.syllables import is_of_names, is_of_titles, is_rare_surname, is_syllable
from rules.spelling import fold

_DAMAGED = 0.9
"""What one reading alone says of print under a seal or a signature is never quite sure."""
_CLEAR, _AGREED = 0.8, 0.95
"""What two readings say alike is as sure as the better one, if that is clear, but no surer than this."""
_STROKE = 0.45
"""An end that is read with less confidence may be a stroke."""
GUESS = 0.5
"""How sure a syllable is at most that a list of names speaks for, and not what was read most: a person has to look."""
_SURELY = 0.85
"""A syllable that no name is known by stays if those that read it are so sure on the whole."""
_MOST = 0.6
_NAME, _KNOWN = 2.0, 0.3
"""How much more a syllable weighs that names are made of, in a line that looks like a name, or a word of titles in
capitals; and how sure a name's is at least: strokes seldom look like one."""


def likely(text: str) -> bool:
    """A Vietnamese syllable, a number, or an abbreviation in capitals (`KT.`, `TM.`, `PGS.TS`).

    >>> likely("Hoàng"), likely("KT."), likely("PGS.TS"), likely("xwq")
    (True, True, True, False)
    """
    parts = [part for part in text.strip(".,:;()/-–\"'*").split(".") if part]
    return bool(parts) and all(
        part.isdigit() or (len(part) > 1 and (is_syllable(part) or (part.isupper() and len(part) < 5)))
        for part in parts
    )


def gain(words: list[SeenWord]) -> float:
    """Letters of likely words, by how sure they are; unlikely words count against."""
    name = _is_name(words)
    return sum(
        len(w.text) * (_worth(w, name=name) - 0.1 if likely(w.text) else -0.2)
        for w in words
        if any(map(str.isalnum, w.text))
    )


def _worth(word: SeenWord, *, name: bool) -> float:
    """How much a word weighs, in a name or elsewhere."""
    if not likely(word.text):
        return 0.3 * word.confidence
    if not name:
        return word.confidence * (_NAME if word.text.isupper() and is_of_titles(word.text) else 1)
    if is_of_names(word.text) and capitalised(word.text):
        return _NAME * max(word.confidence, _KNOWN)
    return word.confidence if capitalised(word.text) else word.confidence / _NAME


def is_sure(words: list[SeenWord], length: float) -> bool:
    """Read over nearly the whole length in pixels, each word a likely one and none in doubt."""
    whole = sum(w.box[2] - w.box[0] for w in words) > 0.85 * length
    return whole and all(w.confidence >= _DAMAGED and likely(w.text) for w in words)


def agreed(readings: list[list[SeenWord]]) -> list[SeenWord]:
    """The best reading, each of its words as most of them read it.

    >>> one, two = SeenWord("Tuần", (0, 0, 80, 30), 28.0, 0.97), SeenWord("Tuấn", (1, 0, 80, 30), 28.0, 0.97)
    >>> [(w.text, w.confidence) for w in agreed([[one], [two], [two]])]
    [('Tuấn', 0.95)]
    """
    best = [word for word in max(readings, key=gain, default=[]) if any(map(str.isalnum, word.text))]
    while best and not _stands(best[0], readings):
        best = best[1:]
    while best and not _stands(best[-1], readings):
        best = best[:-1]
    return [_elected(word, readings, name=_is_name(best)) for word in best]


def _stands(word: SeenWord, readings: list[list[SeenWord]]) -> bool:
    """Whether the end of a line is print, however spoilt: strokes are seen by some readings only, or as odd letters."""
    if likely(word.text) and (word.confidence >= _STROKE or (capitalised(word.text) and is_of_names(word.text))):
        return True
    rivals = [rival for reading in readings for rival in reading if same_place(word, rival)]
    if is_rare_surname(word.text) and word.text.isupper():
        # Surnames of one letter (A, Y) are no strokes where most readings say the same.
        return sum(rival.text == word.text for rival in rivals) >= max(3, _MOST * len(readings))
    letters = [rival for rival in rivals if _letters(rival) > 1]
    return _letters(word) > 1 and len(letters) >= max(3, _MOST * len(readings))


def _letters(word: SeenWord) -> int:
    return sum(c.isalpha() for c in word.text)


def _is_name(words: list[SeenWord]) -> bool:
    """Whether a line may be a person's name: capitalised words, strokes at its ends left out."""
    said = [word for word in words if sum(c.isalnum() for c in word.text) > 1]
    return len(said) > 1 and sum(capitalised(word.text) for word in said) >= len(said) - 1


def _elected(word: SeenWord, readings: list[list[SeenWord]], *, name: bool) -> SeenWord:
    votes: dict[str, list[SeenWord]] = defaultdict(list)
    for reading in readings:
        for rival in reading:
            if same_place(word, rival):
                votes[rival.text].append(rival)

    text = max(votes, key=lambda text: sum(_worth(vote, name=name) for vote in votes[text]))
    twin = _twin_of_names(text, votes) if name else None
    if twin:
        return replace(twin, confidence=min(GUESS, max(vote.confidence for vote in votes[text])))
    chosen = max(votes[text], key=lambda vote: vote.confidence)
    among = sum(len(found) for found in votes.values())
    most = len(votes[text]) > 1 and 2 * len(votes[text]) > among
    if most and likely(text) and chosen.confidence >= _CLEAR:
        return replace(chosen, confidence=min(_AGREED, chosen.confidence))
    return replace(chosen, confidence=chosen.confidence * _DAMAGED)


def _twin_of_names(text: str, votes: dict[str, list[SeenWord]]) -> SeenWord | None:
    """A syllable of names, read though by one alone, that is but a letter from one that names are not made of."""
    sure = sum(vote.confidence for vote in votes[text]) / len(votes[text])
    if is_of_names(text) or not capitalised(text) or sure >= _SURELY:
        return None
    said = fold(text)
    near = [
        vote
        for rival, found in votes.items()
        if is_of_names(rival) and capitalised(rival) and _one_letter_apart(fold(rival), said)
        for vote in found
    ]
    return max(near, key=lambda vote: vote.confidence, default=None)


def _one_letter_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) <= 1


def same_place(word: SeenWord, rival: SeenWord) -> bool:
    """Whether two readings speak of the same print: most of the longer one lies in the other."""
    (x0, _, x1, _), (y0, _, y1, _) = word.box, rival.box
    return min(x1, y1) - max(x0, y0) > 0.6 * max(x1 - x0, y1 - y0)


def capitalised(text: str) -> bool:
    """Whether a word has its first letter alone in capitals, as names have it.

    >>> capitalised("Trúc"), capitalised("TRÚC"), capitalised("trúc")
    (True, False, False)
    """
    return text[:1].isupper() and text[1:].islower()


def parted(word: SeenWord) -> list[SeenWord]:
    """Capitalised syllables that ran together, each by itself; the box is shared out by letters.

    >>> [w.text for w in parted(SeenWord("HoàngAnh", (0, 0, 80, 10), 9.0, 0.4))]
    ['Hoàng', 'Anh']
    >>> [w.text for w in parted(SeenWord("SởYT", (0, 0, 80, 10), 9.0, 0.4))]
    ['SởYT']
    """
    parts = re.findall(r"[^\W\d_a-zà-ỹđ][^\W\d_A-Z]*", word.text)
    whole = len(parts) > 1 and "".join(parts) == word.text
    if not whole or not all(p[0].isupper() and p[1:].islower() and is_syllable(p) for p in parts):
        return [word]
    x0, top, x1, bottom = word.box
    step, at, words = (x1 - x0) / len(word.text), 0, []
    for part in parts:
        box = (round(x0 + at * step), top, round(x0 + (at + len(part)) * step), bottom)
        words.append(SeenWord(part, box, word.baseline, max(word.confidence, 0.5)))
        at += len(part)
    return words
