"""Titles of those who sign, and names of persons as they are printed.

Comes in: a line.  Goes out: which part of it is a title or a name; recognition's lost tone marks are forgiven.  The
lists are in rules/signing.toml.
"""

import functools
import re
from dataclasses import dataclass

from extractors.finding.head.restore import title_like
from rules.loader import load
from rules.spelling import fold, level_marks

_DEPUTY = re.compile(r"^(?:pho|p|q|quyen)(?:\s*\.\s*|\s+)")


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name in a line: half-open offsets, and how well its surname is known (1 as spelt, less without marks)."""

    start: int
    end: int
    surname: float


@functools.cache
def _titles() -> tuple[str, ...]:
    heads = load("signing").tables["titles"]["heads"]
    return tuple(sorted((fold(head) for head in heads), key=len, reverse=True))


def title_in(line: str) -> str | None:
    """The known title with which a line begins, without marks; a deputy's counts as such.

    >>> title_in("PHÓ GIÁM ĐỐC"), title_in("P. HIỆU TRƯỞNG"), title_in("GIÁM ĐÓC"), title_in("KẾ HOẠCH")
    ('pho giam doc', 'pho hieu truong', 'giam doc', None)
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[^\w\s.]|_", " ", fold(level_marks(line)))).strip(" .")
    deputy = _DEPUTY.match(plain)
    rest = plain[deputy.end() :] if deputy else plain
    squeezed = rest.replace(" ", "")
    for title in _titles():
        if rest == title or rest.startswith(title + " ") or squeezed == title.replace(" ", ""):
            return f"pho {title}" if deputy and not plain.startswith("q") else title
    near = title_like(line) if line.isupper() else None
    return fold(near) if near else None


@functools.cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    names = load("signing").tables["names"]["surnames"]
    return frozenset(level_marks(n) for n in names), frozenset(fold(n) for n in names)


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
    >>> name_in("Kế hoạch năm") is None, name_in("PHÓ GIÁM ĐỐC") is None
    (True, True)
    """
    offset = re.match(r"[\W_]*", line).end()  # type: ignore[union-attr]
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
    known, plain = _surnames()
    first = level_marks(words[0].group()).capitalize()
    surname = 1.0 if first in known else 0.7 if fold(first) in plain else 0.0
    return NameAt(offset, offset + len(rest), surname) if surname else None
