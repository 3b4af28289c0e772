"""Give the fixed words of a body's name their tone marks back where text recognition lost them.

Comes in: a name as it was read.  Goes out: the same name, its other words untouched.
"""

import functools

from extractors.finding.language import read
from rules.loader import load
from rules.spelling import fold, level


@functools.cache
def _spellings() -> dict[str, str]:
    """Terms of two words or more by their letters without tone marks; those that two terms share are left out."""
    found: dict[str, set[str]] = {}
    rules = load("bodies").rules
    for words in (words for rule in rules for words in rule.words if " " in words and not rule.id.startswith("none.")):
        found.setdefault(fold(words), set()).add(level(words))
    return {key: spellings.pop() for key, spellings in found.items() if len(spellings) == 1}


def respelt(name: str) -> str:
    """A name with the tone marks that recognition lost in the fixed words of bodies; the rest stays as it is.

    >>> respelt("Các Chỉ đoàn trực thuộc"), respelt("UBND thành phô Lai Châu")
    ('Các Chi đoàn trực thuộc', 'UBND thành phố Lai Châu')
    """
    reading = read(name)
    for term in reversed(reading.terms):
        right = _spellings().get(fold(name[term.start : term.end]))
        if right and term.behind - term.first > 1 and level(name[term.start : term.end]) != right:
            pairs = zip(right, name[term.start : term.end], strict=True)
            cased = "".join(new.upper() if old.isupper() else new for new, old in pairs)
            name = name[: term.start] + cased + name[term.end :]
    return name
