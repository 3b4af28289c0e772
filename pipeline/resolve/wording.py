"""Mend slips of recognition in a recognised text by the document's own words.

Comes in: a text that was recognised, its spans, the Document.  Goes out: the text with words spelt as the rest of the
document spells them in the same company: a pair of words that differs from all its other occurrences in tone marks
alone was misread.  What the document does not say elsewhere is mended by the spelling of syllables and by known short
forms (rules/syllables.toml, agencies.toml) alone.
"""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable

from extractors.document import Document, Span
from extractors.finding.head.restore import is_fixed, restored, single
from extractors.reading.syllables import glued_syllables, is_syllable, mark_count
from rules.loader import load
from rules.spelling import fold, level

_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?<!\w)[A-ZĐ]{3,}(?!\w)")
_MOSTLY = 0.75
"""A document writes a short form one way in so many of its places; in the others it was misread."""
_CLEAR = 0.85
"""Words that were read less clearly bear no witness against another spelling."""
_GLUED = 6
"""Words of fewer letters are not looked for as several that ran together."""


def mended_name(name: str, spans: Iterable[Span], document: Document) -> str:
    """A body's name with the marks that the document gives it in two other places or more; fixed words stay.

    Recognition loses marks more often than it adds any, so that none is taken away.
    """
    words, other = list(_WORD.finditer(name)), _WORD.findall(mended(name, spans, document, least=2))
    right = [
        level(new) if mark_count(new) >= mark_count(word.group()) else level(word.group())
        for word, new in zip(words, other, strict=True)
    ]
    return restored(_rebuilt(name, words, right))


def mended(text: str, spans: Iterable[Span], document: Document, *, least: int = 1) -> str:
    """The text with misread words put right; what occurs elsewhere less than so often stays as it is."""
    pairs = pairs_elsewhere(tuple(spans), document, without=_unclear(document))
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
            right[at] = best if count >= least and len(votes) == 1 else right[at]
    return _rebuilt(text, words, right)


def _unclear(document: Document) -> frozenset[int]:
    """The characters of all words of which recognition was not sure, as offsets."""
    words = (word for line in document.lines for word in line.words)
    unclear = (word for word in words if word.confidence is not None and word.confidence < _CLEAR)
    return frozenset(offset for word in unclear for offset in range(word.start, word.end))


def parted(text: str, spans: Iterable[Span], document: Document) -> str:
    """The text with words that ran together parted as the rest of the document writes them; so are a year and a word.

    Only where most other places have the same words, or where the letters are syllables in one way alone.
    """
    own, plain = tuple(spans), fold(document.text)
    text = re.sub(r"(?<=/\d{4})(?=[^\W\d_]{2})", " ", text)
    if len(plain) != len(document.text):
        return text
    for word in {m.group() for m in _WORD.finditer(text)}:
        if len(word) < _GLUED or is_syllable(word) or is_syllable(single(fold(word))):
            continue
        form = _as_several(word, own, document, plain) or " ".join(glued_syllables(word))
        if form:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", form, text)
    return text


def _as_several(word: str, own: tuple[Span, ...], document: Document, plain: str) -> str | None:
    """The words that a document mostly writes elsewhere where one word stands here."""
    letters = "[ \n]?".join(map(re.escape, fold(word)))
    places = re.finditer(rf"(?<!\w){letters}(?!\w)", plain)
    elsewhere = [m for m in places if not any(span.start <= m.start() < span.end for span in own)]
    forms = Counter(" ".join(level(document.text[m.start() : m.end()]).split()) for m in elsewhere)
    form, count = forms.most_common(1)[0] if forms else ("", 0)
    if " " not in form or 2 * count <= len(elsewhere):
        return None
    return form[0].upper() + form[1:] if word[0].isupper() else form


ShortForms = dict[str, list[tuple[int, str]]]
"""Short forms in capitals without marks → where in a document they stand, and as what."""


def short_forms_of(document: Document) -> ShortForms:
    """Every short form in capitals of a document."""
    found: ShortForms = {}
    for match in _SHORT.finditer(document.text):
        found.setdefault(fold(match.group()), []).append((match.start(), match.group()))
    return found


def short_forms_mended(text: str, spans: Iterable[Span], written: ShortForms) -> str:
    """The text with its short forms as the rest of the document writes them, or as they are known: Đ is read as D."""
    own = tuple(spans)

    def _spelt(match: re.Match[str]) -> str:
        places = written.get(fold(match.group()), ())
        forms = Counter(form for at, form in places if not any(span.start <= at < span.end for span in own))
        form, count = forms.most_common(1)[0] if forms else (known_short_form(match.group()), 0)
        return form if count >= _MOSTLY * forms.total() else match.group()

    return _SHORT.sub(_spelt, text)


def known_short_form(written: str) -> str:
    """A short form as rules/agencies.toml has it, where it is one there but for its Đ; else as it is written.

    >>> known_short_form("GDDT"), known_short_form("GDĐT"), known_short_form("HDQT")
    ('GDĐT', 'GDĐT', 'HDQT')
    """
    return _known_short_forms().get(fold(written), written)


@functools.cache
def _known_short_forms() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for form in load("agencies").tables["abbreviations"]:
        found.setdefault(fold(form), set()).add(form)
    return {plain: next(iter(forms)) for plain, forms in found.items() if len(forms) == 1}


def is_witnessed(text: str, spans: Iterable[Span], document: Document) -> bool:
    """Whether the document spells each word of a recognised text so elsewhere, in the same company, or it is fixed."""
    pairs = pairs_elsewhere(tuple(spans), document)
    words = [level(word.group()) for word in _WORD.finditer(text)]
    for first, second in itertools.pairwise(words):
        forms = pairs.get((fold(first), fold(second)), Counter())
        if not forms.get((first, second)) and not is_fixed(f"{first} {second}"):
            return False
    return len(words) > 1


def pairs_elsewhere(
    spans: tuple[Span, ...], document: Document, *, capitals: bool = True, without: frozenset[int] = frozenset()
) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """How the rest of the document spells each pair of neighbouring words, on request only outside capitals.

    `without` has the offsets of words that are left out.
    """
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    low = level(document.text)
    previous: re.Match[str] | None = None
    for word in _WORD.finditer(low):
        shouted = not capitals and document.text[word.start() : word.end()].isupper() and len(word.group()) > 1
        if shouted or word.start() in without or any(span.start <= word.start() < span.end for span in spans):
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
