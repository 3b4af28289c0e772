"""Tell the type of a document from its title line, or from the abbreviation in its symbol.

Comes in: a line, or a symbol.  Goes out: a `Kind` with the type's name; recognition's lost tone marks are forgiven.
"""

import functools
import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.finding.agencies import head_of
from extractors.finding.head.restore import single
from rules.loader import Rule, load
from rules.spelling import fold, level


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document as a line prints it: `end` is where its name ends in the line.

    `exact` says that the name stands there letter by letter; `whole` that the line holds nothing else.
    """

    name: str
    rule: str
    end: int
    exact: bool
    whole: bool


@functools.cache
def _by_length() -> tuple[Rule, ...]:
    return tuple(sorted(load("types").rules, key=lambda rule: -len(rule.means)))


def type_of(line: str, *, recognised: bool = True) -> Kind | None:
    """The type with which a line begins; only in `recognised` text may one letter of its name be another.

    >>> kind = type_of("KẾ HOẠCH")
    >>> (kind.name, kind.exact, kind.whole) if kind else None
    ('Kế hoạch', True, True)
    >>> type_of("KÊ HOACH năm 2031").name
    'Kế hoạch'
    >>> type_of("THÔNG BẢO").name
    'Thông báo'
    >>> type_of("KẼẾHOẠCH _").name, type_of("THÔNGBÁO").whole
    ('Kế hoạch', True)
    >>> type_of("HỘI ĐỒNG NHÂN DÂN") is None
    True
    """
    offset = len(line) - len(line.lstrip(" .,'`\"“‘«*_|-"))
    rest = line[offset:]
    for rule in _by_length():
        match = rule.pattern.match(level(rest))
        if match:
            whole = not re.search(r"\w", rest[match.end() :])
            return Kind(rule.means, rule.id, offset + match.end(), True, whole)
    if head_of(rest):
        return None
    if not recognised:
        return _nearly(line, offset, 0)
    return _nearly(line, offset, 0) or _nearly(line, offset, 1) or _glued(line, offset)


def _glued(line: str, offset: int) -> Kind | None:
    """A name of several words in capitals of which recognition lost the blanks."""
    word = re.match(r"[^\W\d_]+", line[offset:])
    if word is None or not word.group().isupper():
        return None
    plain = single(fold(word.group()))
    for rule in _by_length():
        if " " in rule.means and single(fold(rule.means).replace(" ", "")) == plain:
            end = offset + word.end()
            return Kind(rule.means, rule.id, end, False, not re.search(r"\w", line[end:]))
    return None


def _nearly(line: str, offset: int, most: int) -> Kind | None:
    """At most so many wrong letters in a name of seven or more, tone marks gone; capitals only, as prose is none."""
    words = list(re.finditer(r"\S+", line[offset:]))
    for rule in _by_length():
        count = len(rule.means.split())
        if len(words) < count:
            continue
        end = words[count - 1].end()
        written, wanted = fold(line[offset : offset + end]).strip(" .,:;"), fold(rule.means)
        slips = Levenshtein.distance(written, wanted, score_cutoff=most)
        upper = line[offset : offset + end]
        if (slips == 0 or (slips <= most and len(wanted) >= 7)) and upper.upper() == upper:
            whole = not re.search(r"\w", line[offset + end :])
            return Kind(rule.means, rule.id, offset + end, False, whole)
    return None


@functools.cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for rule in load("types").rules:
        for short in rule.extra.get("abbreviations", ()):
            found[short] = (*found.get(short, ()), rule.means)
    return found


def types_of_symbol(symbol: str) -> tuple[str, ...]:
    """The types that the groups of a symbol can stand for; empty for an official letter of the state.

    >>> types_of_symbol("KH-SYT"), types_of_symbol("SYT-NVY"), types_of_symbol("2031/QĐ-UBND")
    (('Kế hoạch',), (), ('Quyết định', 'Quy định'))
    """
    for group in [group for group in re.split(r"[-/\s]+", symbol) if group and not group.isdigit()][:1]:
        table = _abbreviations()
        if group in table:
            return _ordered(table[group])
        same = [names for short, names in table.items() if short.lower() == group.lower()]
        if len(same) == 1:
            return _ordered(same[0])
    return ()


def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    common = ("Quyết định", "Chỉ thị", "Kế hoạch")
    return tuple(sorted(names, key=lambda name: (name not in common, names.index(name))))
