"""Names of persons as they are printed, and what is left of one where recognition spoilt it.

Comes in: a line.  Goes out: which part of it is a name.  Lost tone marks, strokes and rings of seals beside a name are
forgiven.  The lists are in rules/signing.toml.
"""

import functools
import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.finding.head.titles import title_in
from extractors.reading.syllables import is_of_names, is_rare_surname, is_surname, surnames
from rules.loader import load
from rules.spelling import fold, level_marks


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name in a line: half-open offsets, and how well its surname is known.

    1 for one as spelt, 0.9 for a rare one, less without its marks.
    """

    start: int
    end: int
    surname: float


@functools.cache
def _surnames_without_marks() -> frozenset[str]:
    return frozenset(map(fold, surnames()))


@functools.cache
def _degrees() -> re.Pattern[str]:
    degrees = sorted(load("signing").tables["names"]["degrees"], key=len, reverse=True)
    one = "|".join(re.escape(d) for d in degrees)
    return re.compile(rf"^(?:(?:{one})(?:[.,:]\s*|\s+|-))+", re.IGNORECASE)


_SYLLABLE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")


def name_in(line: str) -> NameAt | None:
    """The person's name that makes up a line, without degree or rank.

    >>> found = name_in("ThS. Trần Thị Lan")
    >>> (found.start, found.surname) if found else None
    (5, 1.0)
    >>> name_in("Siu Thanh Pành"), name_in("Tráng Seo Pao")
    (NameAt(start=0, end=14, surname=1.0), NameAt(start=0, end=13, surname=0.9))
    >>> name_in("Kế hoạch năm") is None, name_in("PHÓ GIÁM ĐỐC") is None
    (True, True)
    """
    offset = re.match(r"[\W_ˆ]*", line).end()  # type: ignore[union-attr]
    rest = re.sub(r"[\W_]+$", "", line[offset:])
    degree = _degrees().match(rest)
    if degree:
        offset, rest = offset + degree.end(), rest[degree.end() :]
    words = list(re.finditer(r"\S+", rest))
    if not 2 <= len(words) <= 6 or not all(_SYLLABLE.fullmatch(word.group()) for word in words):
        return None
    if not all(word.group()[0].isupper() for word in words):
        return None
    if title_in(rest) or not all(2 <= len(w.group()) <= 7 or len(w.group()) == 1 for w in words):
        return None
    first = words[0].group()
    unmarked = 0.7 if fold(first) in _surnames_without_marks() else 0.0
    surname = 1.0 if is_surname(first) else 0.9 if is_rare_surname(first) else unmarked
    return NameAt(offset, offset + len(rest), surname) if surname else None


def nearest_surname(word: str) -> str | None:
    """The surname that a misread syllable is likeliest to be; None for what is one itself, or is like none.

    The commonest that differs in one letter or its marks; else the only one that ends in the same marked letters.

    >>> [nearest_surname(word) for word in ("Irần", "Pham", "Ngfzễn", "Lê", "Giang", "xyz", "N", "Lô")]
    ['Trần', 'Phạm', 'Nguyễn', None, None, None, None, None]
    """
    said = level_marks("".join(c for c in word if c.isalpha())).capitalize()
    names = surnames()
    if len(said) < 2 or said in names or is_rare_surname(said):
        return None
    near = [n for n in names if fold(n) == fold(said)] or [n for n in names if Levenshtein.distance(said, n) == 1]
    if near:
        return near[0]
    ends = [n for n in names if n[-2:] == said[-2:]]
    return ends[0] if len(ends) == 1 and not said[-2:].isascii() else None


def spoilt_name_in(line: str) -> NameAt | None:
    """A person's name of which recognition spoilt one syllable; the others must be ones that names are made of.

    >>> found = spoilt_name_in("Kftrễn Trúc Giang")
    >>> (found.start, found.end, found.surname) if found else None
    (0, 17, 0.4)
    >>> spoilt_name_in("Kế hoạch Giang") is None, spoilt_name_in("xz Giang") is None
    (True, True)
    """
    offset = re.match(r"[\W_ˆ]*", line).end()  # type: ignore[union-attr]
    rest = re.sub(r"[\W_]+$", "", line[offset:])
    words = rest.split()
    known = [word for word in words if word[0].isupper() and word[1:].islower() and is_of_names(word)]
    if not 3 <= len(words) <= 5 or len(known) < len(words) - 1:
        return None
    whole = all(re.fullmatch(r"\W*[^\W\d_]{1,7}", word) for word in words)
    return NameAt(offset, offset + len(rest), 0.4) if whole else None


SPELT = 0.9
"""How well a surname is known at least that is spelt as the lists have it."""
BESIDE_STROKES = 0.7
"""How well one is known that stands beside strokes."""
_STRAY = re.compile(r"(?:[\W_]*(?:[^\W\d_]{1,3}[^\w\s]+|[^\W\d_HKY]|[a-zà-ỹđ]{2,3})\s+){1,2}[\W_]*(?=\w)")


def name_behind_stroke(line: str) -> NameAt | None:
    """A name of three syllables or more, its surname as spelt, behind a stroke of a seal or pen read as letters.

    >>> found = name_behind_stroke("VU; Vương Thị Lụa")
    >>> (found.start, found.end, found.surname) if found else None
    (4, 17, 0.7)
    >>> [name_behind_stroke(line).start for line in ("cx Huỳnh Thị Đương", "Š ¬ Siu Thanh Pành")]
    [3, 4]
    >>> [name_behind_stroke(line) for line in ("Y Trần Văn Lụa", "Vương Thị Lụa", "P. Hành chính")]
    [None, None, None]
    """
    stray = _STRAY.match(line)
    at = name_in(line[stray.end() :]) if stray else None
    if stray is None or at is None or at.surname < SPELT or len(line[stray.end() :].split()) < 3:
        return None
    return NameAt(stray.end() + at.start, stray.end() + at.end, BESIDE_STROKES)
