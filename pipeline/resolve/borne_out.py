"""Which words of a recognised text something else bears out: the rest of the document, the fixed words of bodies.

Comes in: a text as it was mended, the spans that it was read from, the Document.  Goes out: its words, each with how
sure recognition was and what else says that it is spelt so.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.document import Document, Span
from extractors.finding.head.restore import is_fixed, is_nearly_fixed
from extractors.reading.syllables import has_marks, is_borrowed, is_syllable, lacks_tone
from pipeline.resolve.wording import pairs_elsewhere
from rules.spelling import fold, level

_WORD = re.compile(r"\w+")
# With this confidence three of 270 words in capitals were wrong, each without the marks it should have.
_CLEAR = 0.9
# A word of a fixed phrase that was read with less may hide another beside it.
_LEAST = 0.5
_LONGEST = 10
# A word of fewer letters may be what strokes are read as.
_LETTERS = 3
_MOST, _FEW, _UNCLEAR = 0.9, 0.05, 0.85


@dataclass(frozen=True, slots=True)
class Read:
    """A word, recognition's confidence in it, and whether the document has it elsewhere beside the same neighbour."""

    text: str
    confidence: float
    elsewhere: bool


def words_of(text: str, spans: Iterable[Span], document: Document) -> list[Read]:
    """The words of a text; none where mending has changed how many there are, and has not only parted some."""
    spans = tuple(spans)
    words = _WORD.findall(text)
    read = [
        (found, word.confidence if word.confidence is not None else 1.0)
        for span in spans
        for _, word in document.words_in(*span)
        for found in _WORD.findall(document.text[max(word.start, span.start) : min(word.end, span.end)])
    ]
    sure = [confidence for _, confidence in read] if len(words) == len(read) else _shared_out(read, words)
    if len(words) != len(sure):
        return []
    # Recognition loses the same marks of the same capitals each time: only other letters are a second witness.
    pairs = pairs_elsewhere(spans, document, capitals=not text.isupper())
    plain = [level(word) for word in words]
    found = {
        place
        for at, (one, two) in enumerate(itertools.pairwise(plain))
        if pairs.get((fold(one), fold(two)), Counter())[one, two]
        for place in (at, at + 1)
    }
    return [Read(word, sure[at], at in found) for at, word in enumerate(words)]


def _shared_out(read: list[tuple[str, float]], words: list[str]) -> list[float]:
    """The confidence of each word where some were read as one; none where their letters are not as many.

    >>> _shared_out([("Vềviệc", 0.7), ("nộp", 0.9)], ["Về", "việc", "nộp"])
    [0.7, 0.7, 0.9]
    """
    letters = [confidence for text, confidence in read for _ in text]
    ends = list(itertools.accumulate(map(len, words)))
    if not words or ends[-1] != len(letters):
        return []
    return [min(letters[end - len(word) : end]) for word, end in zip(words, ends, strict=True)]


def mostly_elsewhere(text: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether nine in ten words of a text stand elsewhere too, beside their neighbours, and hardly one is unclear."""
    words = words_of(text, spans, document)
    unclear = sum(not word.elsewhere and word.confidence < _UNCLEAR for word in words)
    return sum(word.elsewhere for word in words) > _MOST * len(words) and unclear <= max(1, _FEW * len(words))


def strange_words(text: str, spans: Iterable[Span], document: Document) -> list[str]:
    """The words in small letters that no Vietnamese word is spelt like and that the document has nowhere else.

    A word with a hat or horn that lacks its tone is none however often it stands there: recognition slips alike.

    What holds a slash is a short form (`t/h`), and is left alone.
    """
    spans = tuple(spans)
    plain = (word.strip('.,;:()"“”') for word in text.split() if "/" not in word)
    found = [word for word in plain if re.fullmatch(r"[^\W\d_]{2,}", word) and word[1:].islower()]
    spoilt = (word for word in found if not is_syllable(word) or lacks_tone(word))
    return [
        word
        for word in spoilt
        if (lacks_tone(word) and has_marks(word)) or not (is_borrowed(word) or is_elsewhere(word, spans, document))
    ]


def is_borne_out(text: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether each word of a line in capitals is said by a second witness, or was clear and can have lost no marks."""
    spans = tuple(spans)
    words = words_of(text, spans, document)
    if _says_twice([word.text for word in words]):
        return False
    return bool(words) and all(
        _is_named(word.text, spans, document) if word.text.isdigit() else word.elsewhere or _is_spelt(words, at)
        for at, word in enumerate(words)
    )


def _says_twice(words: list[str]) -> bool:
    """Whether a word or two stand there twice in a row: no name and no title says so, recognition does.

    >>> [_says_twice(words.split()) for words in ("SỞ Y Y TẾ", "VĂN PHÒNG VĂN PHÒNG", "SỞ Y TẾ")]
    [True, True, False]
    """
    runs = ((words[at : at + long], words[at + long : at + 2 * long]) for long in (1, 2) for at in range(len(words)))
    return any(one and one == two for one, two in runs)


def _is_named(number: str, spans: tuple[Span, ...], document: Document) -> bool:
    """Whether a number stands elsewhere in the document too: figures have no spelling that could bear them out."""
    return _is_outside(re.finditer(rf"(?<!\d){number}(?!\d)", document.text), spans)


def replaces_clear_word(said: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether a line was put right by other letters than a word that was read clearly: it may say something else."""
    right = set(re.findall(r"\w+", fold(said)))
    return any(
        word.confidence is not None
        and word.confidence >= _CLEAR
        and len(text) >= _LETTERS
        and is_syllable(text)
        and fold(text) not in right
        for span in spans
        for _, word in document.words_in(*span)
        for text in re.findall(r"[^\W\d_]+", document.text[word.start : word.end])
    )


def is_elsewhere(word: str, spans: tuple[Span, ...], document: Document) -> bool:
    """Whether the document has a word, in the same case, outside these spans too."""
    return _is_outside(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", document.text), spans)


def _is_outside(places: Iterable[re.Match[str]], spans: tuple[Span, ...]) -> bool:
    return any(not any(span.start <= place.start() < span.end for span in spans) for place in places)


def _is_spelt(words: list[Read], at: int) -> bool:
    """Whether a word belongs to a fixed phrase, or was read clearly as a syllable with marks that is nearly in none."""
    word, texts = words[at], [one.text for one in words]
    if word.confidence < _LEAST:
        return False
    for start in range(max(0, at - _LONGEST + 1), at + 1):
        for end in range(at + 1, min(len(words), start + _LONGEST) + 1):
            if is_fixed(" ".join(texts[start:end])):
                return True
    spelt = len(word.text) == 1 or (has_marks(word.text) and is_syllable(word.text))
    return word.confidence >= _CLEAR and spelt and not is_nearly_fixed(texts, at)
