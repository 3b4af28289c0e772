"""The lexicon of the time grammar: words to category and value, from rules/deadlines_lexicon.toml and _words.toml."""

import functools
import re
from dataclasses import dataclass
from typing import Any

from rules.loader import Rule, RuleError, load
from rules.spelling import level

FILES = ("deadlines_lexicon", "deadlines_words")
WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SPELT = {"kỷ": ("kỷ", "kỉ"), "quý": ("quý", "quí"), "tý": ("tý", "tí"), "mão": ("mão", "mẹo"), "tỵ": ("tỵ", "tị")}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1v": 4, "l": 1, "ll": 2, "lll": 3, "il": 2, "li": 2, "iil": 3, "ill": 3}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase stands for."""

    category: str
    value: Any
    rule: str


def number_words() -> dict[str, int]:
    """Vietnamese number words from 1 to 99.

    >>> words = number_words()
    >>> words["mười lăm"], words["hai mươi mốt"], words["ba mươi"], words["năm"]
    (15, 21, 30, 5)
    """
    digits: dict[str, int] = load(FILES[0]).tables["digits"]
    words = dict(digits)
    ones = {**{w: n for w, n in digits.items() if n < 10}, "mốt": 1, "nhăm": 5, "rưỡi": 0}
    for one, n in ones.items():
        if n:
            words[f"mười {one}"] = 10 + n
    for ten, n in digits.items():
        if 2 <= n <= 9 and ten not in {"lăm", "tư"}:
            words |= {f"{ten} mươi": 10 * n, f"{ten} chục": 10 * n}
            words |= {f"{ten} mươi {one}": 10 * n + m for one, m in ones.items() if m}
    return words


def year_names() -> dict[str, int]:
    """The sixty names of lunar years by their place in the cycle (giáp tý = 0).

    >>> year_names()["quý mão"], year_names()["giáp tý"]
    (39, 0)
    """
    names: dict[str, int] = {}
    for place in range(60):
        stem, branch = STEMS[place % 10], BRANCHES[place % 12]
        for one in _SPELT.get(stem, (stem,)):
            names |= {f"{one} {other}": place for other in _SPELT.get(branch, (branch,))}
    return names


def _entries() -> dict[str, Entry]:
    entries = {word: Entry("numw", value, "number.words") for word, value in number_words().items() if word != "năm"}
    entries |= {name: Entry("canchi", place, "lunar.year_name") for name, place in year_names().items()}
    entries |= {word: Entry("roman", value, "number.roman") for word, value in ROMAN.items()}
    for name in FILES:
        for rule in load(name).rules:
            entries |= {level(word): _entry(rule) for word in rule.words}
    return entries


def _entry(rule: Rule) -> Entry:
    value, category = rule.extra.get("value"), rule.extra.get("category")
    if not category or (category == "feast" and len(rule.extra.get("day", ())) != 2):
        raise RuleError(f"mục {rule.id} phải có category (và day = [ngày, tháng] nếu là ngày lễ).")
    if category == "feast":
        value = (value, *rule.extra["day"], bool(rule.extra.get("lunar")))
    return Entry(category, tuple(value) if isinstance(value, list) else value, rule.id)


@functools.cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """By first word: the phrases that begin with it as tuples of words, the longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for phrase, entry in _entries().items():
        words = tuple(WORD.findall(phrase))
        by_first.setdefault(words[0], []).append((words, entry))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}
