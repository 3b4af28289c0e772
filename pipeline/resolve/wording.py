"""Mend slips of recognition in a recognised text by the document's own words.

Comes in: a text that was recognised, its spans, the Document.  Goes out: the text with words spelt as the rest of the
document spells them in the same company: a pair of words that differs from all its other occurrences in tone marks
alone was misread.  Nothing is taken from outside the document.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from extractors.document import Document, Span
from extractors.finding.head.restore import is_fixed
from rules.spelling import fold, level

_SURE_CAPITALS = 0.9
_WORD = re.compile(r"[^\W\d_]+")


def mended(text: str, spans: Iterable[Span], document: Document) -> str:
    """The text with misread words put right; what occurs nowhere else stays as it is."""
    pairs = _pairs_elsewhere(tuple(spans), document)
    words = list(_WORD.finditer(text))
    right = [level(word.group()) for word in words]
    for at, word in enumerate(words):
        votes: Counter[str] = Counter()
        own = 0
        for first, second in ((at - 1, at), (at, at + 1)):
            if first < 0 or second >= len(words) or text[words[first].end() : words[second].start()].strip():
                continue
            forms = pairs.get((fold(words[first].group()), fold(words[second].group())), Counter())
            for form, count in forms.items():
                said = form[0 if first == at else 1]
                votes[said] += count
                own += count if said == level(word.group()) else 0
        if votes and not own:
            best, count = votes.most_common(1)[0]
            right[at] = best if count >= 1 and len(votes) == 1 else right[at]
    return _rebuilt(text, words, right)


def is_witnessed(text: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether the document spells each word of a recognised text so elsewhere, in the same company, or it is fixed."""
    pairs = _pairs_elsewhere(tuple(spans), document)
    words = [level(word.group()) for word in _WORD.finditer(text)]
    for first, second in itertools.pairwise(words):
        forms = pairs.get((fold(first), fold(second)), Counter())
        if not forms.get((first, second)) and not is_fixed(f"{first} {second}"):
            return False
    return len(words) > 1


def is_clear_print(text: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether recognition was sure of each word of a line in capitals, and no word can have lost its marks.

    Of 270 words in capitals read with this confidence three were wrong, each without the marks it should have; so a
    word without any is taken only where it belongs to a fixed phrase.
    """
    spans = tuple(spans)
    sure = [word.confidence or 0.0 for span in spans for _, word in document.words_in(*span)]
    if min(sure, default=0.0) < _SURE_CAPITALS:
        return False
    words = [word.group() for word in _WORD.finditer(text)]
    return all(
        fold(word) != word.lower() or is_fixed(word) or any(is_fixed(" ".join(pair)) for pair in _around(words, at))
        for at, word in enumerate(words)
    )


def _around(words: list[str], at: int) -> Iterator[list[str]]:
    """The pairs of neighbours that a word belongs to."""
    for start in (at - 1, at):
        if start >= 0 and start + 2 <= len(words):
            yield words[start : start + 2]


def _pairs_elsewhere(spans: tuple[Span, ...], document: Document) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """How the rest of the document spells each pair of neighbouring words."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    low = level(document.text)
    previous: re.Match[str] | None = None
    for word in _WORD.finditer(low):
        if any(span.start <= word.start() < span.end for span in spans):
            previous = None
            continue
        if previous and not low[previous.end() : word.start()].strip():
            pair = (previous.group(), word.group())
            found.setdefault((fold(pair[0]), fold(pair[1])), Counter())[pair] += 1
        previous = word
    return found


def _rebuilt(text: str, words: list[re.Match[str]], right: list[str]) -> str:
    pieces, at = [], 0
    for word, form in zip(words, right, strict=True):
        written = word.group()
        same = form == level(written)
        cased = form.upper() if written.isupper() else form.capitalize() if written[0].isupper() else form
        pieces += [text[at : word.start()], written if same else cased]
        at = word.end()
    return "".join([*pieces, text[at:]])
