"""When two texts say the same: how values, quotes, bodies and dates of a reading are compared with a gold file.

The comparison forgives what careful clerks write differently (tone-mark placement, blanks, usual abbreviations) and
nothing else.  docs/accuracy.md explains the figures that come out of it.
"""

import datetime
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dateutil.rrule import rrulestr
from rapidfuzz.distance import Levenshtein

from rules.loader import load

CODES = frozenset({"number", "symbol", "code", "date"})
_TABLES = load("evaluation").tables
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_DASHES = re.compile("[–—−]")
_WORD = re.compile(r"\w+")
_TRACE, _SLIP_FROM = 1e-6, 5
_DAYS_OR_LONGER = {"FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY"}
_NEVER_ENDING = re.compile(r"INTERVAL=0+(?![0-9])")  # the library would count on for ever
_FROM, _TO = datetime.datetime(2024, 1, 1), datetime.datetime(2026, 12, 31)
_COUNTED_KINDS, _UNKNOWN_ANCHORS = {"relative", "within"}, {"receipt", "event"}


def _composed(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


_PLACEMENT = {
    _composed(first, mark) + second: first + _composed(second, mark)
    for first, second in ("oa", "oe", "uy")
    for mark in _TONES
}


def _late_tone(text: str) -> str:
    for early, late in _PLACEMENT.items():
        text = text.replace(early, late)
    return text


_ABBREVIATIONS = {short: _late_tone(words) for short, words in _TABLES["abbreviations"].items()}
_SMALL = frozenset(_TABLES["small"])
_LOCALITY = frozenset(_TABLES["locality"])


def _cased(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).casefold().replace("ð", "đ")
    return _DASHES.sub("-", _late_tone(text))


@functools.lru_cache(4096)
def plain(text: str) -> str:
    """The words of a text in one spelling, abbreviations written out.

    >>> plain("UBND  Tỉnh – Hoà Bình") == plain("Ủy ban nhân dân tỉnh Hòa Bình")
    True
    """
    spelt = _WORD.findall(_cased(text))
    return " ".join(_ABBREVIATIONS.get(each, each) for each in spelt)


def plain_value(field: str, value: object) -> str:
    """A header value as it is compared: codes letter by letter without blanks, the rest word by word.

    >>> plain_value("code", "15 /KH–SXD")
    '15/kh-sxd'
    >>> plain_value("summary", "V/v tổng kết năm 2022")
    'tổng kết năm 2022'
    """
    if field in CODES:
        return "".join(_cased(value).split())
    words = plain(str(value or ""))
    return re.sub(r"^(?:về việc|về|v v)\s+", "", words) if field == "summary" else words


def word_f1(a: object, b: object) -> float:
    """Twice the words in common over the words of both (0 to 1).

    >>> word_f1("hai ba bốn", "ba bốn")
    0.8
    """
    left, right = (Counter(plain(str(text or "")).split()) for text in (a, b))
    return 2 * (left & right).total() / (left.total() + right.total()) if left & right else 0.0


@functools.lru_cache(4096)
def _trigrams(text: str, length: int | None) -> Counter[str]:
    cut = plain(text)[:length]
    return Counter(cut[at : at + 3] for at in range(max(len(cut) - 2, 1)))


def quote_share(gold: str, read: str) -> float:
    """How much of the gold quote's character trigrams the read quote holds, cut at about 1.5 times its length.

    A trace of the share that both have in common is added, so that of two equal ones the closer one wins.
    """
    wanted = _trigrams(gold, None)
    there = _trigrams(read, int(1.5 * len(plain(gold))) + 12)
    common = (wanted & there).total()
    held = common / max(1, wanted.total())
    return held + _TRACE * common / max(1, wanted.total() + there.total())


def pairs(
    left: Sequence[str], right: Sequence[str], measure: Callable[[str, str], float], floor: float
) -> list[tuple[int, int]]:
    """Pairs (i, j), each side used once, the best first, none under `floor`; of equal ones the earlier."""
    possible = {
        (row, column): value
        for row, one in enumerate(left)
        for column, other in enumerate(right)
        if (value := measure(one, other)) >= floor
    }
    found: dict[int, int] = {}
    for row, column in sorted(possible, key=lambda place: (-possible[place], place)):
        if row not in found and column not in found.values():
            found[row] = column
    return list(found.items())


def _slip(a: str, b: str) -> bool:
    """Whether two words are the same but for one letter of at least five, as after a slip of the OCR."""
    long_enough = min(len(a), len(b)) >= _SLIP_FROM
    return a == b or (long_enough and Levenshtein.distance(a, b, score_cutoff=1) <= 1)


def _body_words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word not in _SMALL]


def same_body(a: str, b: str) -> bool:
    """Whether two names mean one body: the same words, but for a locality at the end of one.

    >>> same_body("Sở Xây dựng", "Sở Xây dựng tỉnh Phú Lâm"), same_body("Sở Xây dựng", "Sở Tài chính")
    (True, False)
    """
    short, long = sorted((_body_words(a), _body_words(b)), key=len)
    if not short or not all(_slip(x, y) for x, y in zip(short, long, strict=False)):
        return False
    return len(short) == len(long) or long[len(short)] in _LOCALITY


def _name(item: Any) -> str:
    if isinstance(item, str):
        return item
    return str(next((item[key] for key in ("name", "raw", "value") if item.get(key)), ""))


def names(value: Any) -> list[str]:
    """The names in a field of gold or reading, which may be a name, an object that has one, or a list of those."""
    told = [value] if isinstance(value, str | dict) else value or []
    return [_name(one) for one in told if isinstance(one, str | dict)]


def same_bodies(a: Any, b: Any) -> bool:
    """Whether two lists name the same bodies; where one entry ends and the next begins does not matter."""
    left, right = names(a), names(b)
    if len(left) == len(right) == len(pairs(left, right, same_body, 1)):
        return True
    return sorted(w for name in left for w in _body_words(name)) == sorted(
        w for name in right for w in _body_words(name)
    )


@functools.lru_cache(1024)
def rule_days(rule: str) -> tuple[str, ...] | str:
    """What a recurrence means: its days over three years from a fixed one; a rule that cannot be read means itself.

    >>> rule_days("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1")
    ('2024-06-01', '2025-06-01', '2026-06-01')
    """
    written = rule.upper().replace("RRULE:", "").strip().split(";")
    parts = [part for part in written if part and not part.startswith(("UNTIL=", "COUNT="))]
    bare = ";".join(parts)
    if not _DAYS_OR_LONGER & set(parts) or _NEVER_ENDING.search(bare):
        return bare
    try:
        found = rrulestr(bare, dtstart=_FROM).between(_FROM, _TO, inc=True)
    except (ValueError, IndexError, TypeError):
        return bare
    return tuple(f"{moment:%Y-%m-%d}" for moment in found) or bare


def _due(deadline: dict[str, Any]) -> tuple[str, Any] | None:
    rule, day = deadline.get("rrule"), deadline.get("due")
    if rule:
        return "days", rule_days(str(rule))
    if day:
        return "due", str(day)[:10]
    counted = deadline.get("kind") in _COUNTED_KINDS or deadline.get("anchor") in _UNKNOWN_ANCHORS
    return ("open", "") if counted else None


def due_dates(task: dict[str, Any]) -> set[tuple[str, Any]]:
    """The dates that a task must be done by: ("due", day), ("days", recurrence) or ("open", "") for no known day."""
    return {due for deadline in task.get("deadlines") or [] if (due := _due(deadline))}
