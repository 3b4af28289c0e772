"""Find the symbol in a number line: groups of capitals of which the first is a type's or a body's abbreviation.

Comes in: the text of a number line.  Goes out: where the symbol stands, and whether its first group is a known one.
"""

import functools
import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.finding.agencies import directory
from rules.loader import load
from rules.spelling import fold

_UPPER = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ]"
_GROUP = r"[\w&.]+"
# After a dash or slash (or the line's beginning, or a figure and a blank): groups, the first with a capital in front.
# A year before them belongs to laws and decrees (12/2031/NĐ-CP), only behind such a sign: else it is the number.
_SYMBOL = re.compile(
    rf"(?:(?P<sep>[-/|\\⁄(])\s*|^\s*(?!(?:19|20)\d\d\s*[-/])|(?<=[\d\W])\s+)"
    rf"(?P<symbol>(?(sep)(?:(?:19|20)\d\d\s*[-/]\s*)?){_UPPER}[\w&.]*(?:\s*[-/&|](?:\s*-)?\s*{_GROUP})*)"
)
# What heads of bodies shorten their names to: capitals without marks, the Đ kept.
_BODY = re.compile(r"[A-ZĐ][A-Z&Đ]{2,8}")


@dataclass(frozen=True, slots=True)
class SymbolAt:
    """A symbol in a text: half-open offsets, where its separator stands, whether its first group is known."""

    separator: int
    start: int
    end: int
    known: bool
    parted: bool


@functools.cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    types = {s for rule in load("types").rules for s in rule.extra.get("abbreviations", ())}
    bodies = {s for entry in directory() for s in entry.abbreviations}
    return frozenset(fold(s) for s in types), frozenset(fold(s) for s in bodies)


def is_known_group(group: str) -> bool:
    """Whether a group of a symbol stands for a type or a body of the directory.

    >>> is_known_group("KH"), is_known_group("UBND"), is_known_group("Q4")
    (True, True, False)
    """
    types, bodies = _known()
    plain = fold(group)
    return plain in types or plain in bodies


def _is_nearly_type(group: str) -> bool:
    """Whether a group is a type's abbreviation but for a letter, lost, doubled or changed: QĐÐ, TIr."""
    plain = fold(group)
    return len(plain) > 2 and any(Levenshtein.distance(plain, short) == 1 for short in _known()[0] if len(short) > 1)


def symbol_in(text: str, *, recognised: bool = False) -> SymbolAt | None:
    """The symbol of a number line: the first run of groups; of recognised text the first with a known group.

    >>> text = "05/KH-SNV"
    >>> found = symbol_in(text)
    >>> (text[found.start:found.end], found.known) if found else None
    ('KH-SNV', True)
    >>> text = "2051/KH-SNV"
    >>> found = symbol_in(text)
    >>> text[found.start:found.end] if found else None
    'KH-SNV'
    >>> text = "†B 2083 /TB-SYT"
    >>> found = symbol_in(text, recognised=True)
    >>> text[found.start:found.end] if found else None
    'TB-SYT'
    >>> text = "J2/J/TB-SYT"
    >>> found = symbol_in(text, recognised=True)
    >>> text[found.start:found.end] if found else None
    'TB-SYT'
    >>> text = "31/QĐÐ -TTYT"
    >>> found = symbol_in(text, recognised=True)
    >>> (text[found.start:found.end], found.known) if found else None
    ('QĐÐ -TTYT', False)
    >>> text = "2Ÿ4 (KBLC-KTNN"
    >>> found = symbol_in(text, recognised=True)
    >>> text[found.start:found.end] if found else None
    'KBLC-KTNN'
    """
    first: SymbolAt | None = None
    position = 0
    while match := _SYMBOL.search(text, position):
        end = match.start("symbol") + len(match["symbol"].rstrip(" .,;-/|"))
        group = re.split(r"[-/&|\s]", re.sub(r"^\d{4}\s*[-/]\s*", "", match["symbol"]))[0]
        at = SymbolAt(
            match.start("sep") if match["sep"] else match.start("symbol"),
            match.start("symbol"), end, is_known_group(group), match["sep"] is not None,
        )  # fmt: skip
        if (at.known or not recognised) and (end - at.start > len(group) or at.parted):
            return at
        if at.parted and end - at.start > len(group) + 2 and (_is_nearly_type(group) or _BODY.fullmatch(group)):
            return at
        first = first or (at if re.search(r"[-/]", text[at.start : end]) or at.parted else None)
        position = match.start("symbol") + 1
    return (_glued(text) if recognised else None) or first


@functools.cache
def _typed() -> re.Pattern[str]:
    types = {s for rule in load("types").rules for s in rule.extra.get("abbreviations", ())}
    one = "|".join(re.escape(short) for short in sorted(types, key=len, reverse=True))
    return re.compile(rf"(?<!{_UPPER})(?P<symbol>(?:{one})\s*[-/]\s*{_UPPER}[\w&.]*(?:\s*[-/&]\s*{_GROUP})*)")


def _glued(text: str) -> SymbolAt | None:
    """A symbol that follows spoilt figures without a dash or slash."""
    match = _typed().search(text)
    return SymbolAt(match.start(), match.start(), match.end(), True, False) if match else None
