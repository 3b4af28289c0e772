"""What the file's name says of number and symbol: a witness, never the only one for a sure value.

Comes in: a file name and the symbol that was read.  Goes out: the numbers in it, the likeliest first.  Names carry
other numbers too (days of scanning, running numbers), so a number counts most beside a group of the symbol.
"""

import re
from dataclasses import dataclass

from rules.loader import load
from rules.spelling import fold


@dataclass(frozen=True, slots=True)
class Witness:
    """A number in a file name.

    `beside` says that a group of the symbol, or the type, stands next to it; `whole` that the whole symbol follows it.
    """

    number: str
    text: str
    beside: bool
    whole: bool = False


# A web portal's stamp behind a name: day and time with dashes, glued to what stands before.
_PORTAL = re.compile(r"(?:19|20)\d{2}([-_])[01]\d\1[0-3]\d(?:\1\d{2}){2,3}(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}[-_. ]?[01]\d[-_. ]?[0-3]\d|[0-3]\d[-_. ]?[01]\d[-_. ]?(?:19|20)\d{2})(?!\d)"
)

# A day and a month beside each other (giay moi 15-11): a number is followed by letters.
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-.](?:0?[1-9]|1[0-2])(?![-_.]?\d)")


def witnesses(file_name: str, symbol: str | None, kind: str | None) -> list[Witness]:
    """The numbers of one to five digits in a file's name.

    >>> [(w.number, w.beside) for w in witnesses("34-KH-SNV.signed_20310405.pdf", "KH-SNV", "Kế hoạch")]
    [('34', True)]
    >>> [(w.number, w.beside) for w in witnesses("scan 0071.pdf", "KH-SNV", "Kế hoạch")]
    [('0071', False)]
    >>> [(w.number, w.beside) for w in witnesses("kehoach572031-04-05-08-30-12-abc.pdf", "KH-SNV", "Kế hoạch")]
    [('57', True)]
    >>> [(w.number, w.beside) for w in witnesses("vpso57.pdf", "BC-VP", "Báo cáo")]
    [('57', True)]
    >>> witnesses("giay moi 15-11 VHNT.pdf", "GM-VHNT", "Giấy mời")
    []
    """
    stem = re.sub(r"\.\w{2,5}$", "", fold(file_name.rsplit("/", 1)[-1]))
    stem = _DAY.sub(" ", _DATE.sub(" ", _PORTAL.sub(" ", stem)))
    groups = {fold(g) for g in re.split(r"[-/&.\s]+", symbol or "") if len(g) > 1 and not g.isdigit()}
    words = _type_words(kind)
    found = []
    for match in re.finditer(r"(?<!\d)(\d{1,5})(?!\d)", stem):
        after = re.match(r"[-_.\s]*([a-z]+)", stem[match.end() :])
        before = re.search(r"([a-z]+?)[-_.\s]*(?:so)?[-_.\s]*$", stem[: match.start()])
        beside = bool(after and _names(after[1], groups, set())) or bool(before and _names(before[1], groups, words))
        whole = len(groups) > 1 and re.match(_whole(symbol), stem[match.end() :]) is not None
        found.append(Witness(match[1], match[1], beside, whole))
    return sorted(found, key=lambda w: (not w.beside, w.number.startswith("0") and len(w.number) > 3))


def _whole(symbol: str | None) -> str:
    """The symbol as a file's name may spell it."""
    groups = (re.escape(fold(group)) for group in re.split(r"[-/&.\s]+", symbol or "") if group)
    return r"[-_.\s]*" + r"[-_.\s]*".join(groups) + r"(?![a-z])"


def _names(run: str, groups: set[str], words: set[str]) -> bool:
    """Whether letters beside a number are a group of the symbol (or begin with one, glued), or the type's name."""
    if run in groups or run in words:
        return True
    return any(len(g) >= 2 and run.startswith(g) and _rest_known(run[len(g) :], groups) for g in groups) or any(
        run.endswith(w) for w in words if len(w) > 3
    )


def _rest_known(rest: str, groups: set[str]) -> bool:
    return not rest or any(g.startswith(rest) or rest.startswith(g) for g in groups)


def _type_words(kind: str | None) -> set[str]:
    if kind is None:
        return set()
    plain = fold(kind)
    short = {fold(s) for rule in load("types").rules if rule.means == kind for s in rule.extra.get("abbreviations", ())}
    return {plain.replace(" ", ""), plain.split()[-1], plain.replace(" ", "") + "so", *short}


def same_number(one: str | None, two: str | None) -> bool:
    """Whether two numbers are the same but for leading zeros.

    >>> same_number("05", "5"), same_number("5", None)
    (True, False)
    """
    return bool(one and two) and str(one).lstrip("0") == str(two).lstrip("0")
