"""Cut a levelled text into pieces: known words with their values, numbers in the forms of dates and hours, the rest.

Offsets are those of the text handed in.  Unknown words keep the category `w`, punctuation has its own.
"""

import re
from dataclasses import dataclass
from typing import Any

from extractors.finding.times.lexicon import WORD, phrases
from extractors.finding.times.tree import Clock, Day, Month, Node, Unreadable, Years

_D, _M, _Y = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:1[89]|20)\d\d)"
_END = r"(?!\d)(?![./]\d)(?!-\d+(?![\d/]))"
# Document numbers wear capitals after the figure (215-CV/HU, 30/2020/NĐ-CP): no part of them is a day.
_NUMBER = re.compile(
    r"\d+[a-zA-Z]?(?:[/-]\d{1,4}){0,4}(?:[-/][A-ZĐ]|\s?-\s?[A-ZĐ]{1,6}/[A-ZĐ])[\w/&.-]*\w|\d+/\d{4}/[\w/-]+"
)
_FORMS = [
    ("dmy", re.compile(rf"{_D}\s?([./-])\s?{_M}\s?\2\s?{_Y}(?!\d)")),
    ("dmy", re.compile(rf"{_D}(/){_M}\s?[.-]\s?{_Y}(?!\d)")),
    ("doubtful", re.compile(r"\d{1,2}([/-])\d{1,2}\1(?:19|20)\d\d(?!\d)")),
    ("yy", re.compile(rf"{_Y}\s?[-–/]\s?{_Y}(?!\d)(?![./-]\d)")),
    ("clock", re.compile(
        r"([01]?\d|2[0-4])\s?(?:giờ|h(?![^\W\d_])|g(?![^\W\d_]))\s?(?:([0-5]\d)(?!\d|[./-]\d)\s?(?:phút|'|p(?!\w))?'?)?"
    )),
    ("clock", re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?!\d)")),
    ("junk", re.compile(r"\d{3,}(?:[./]\d+)+|\d+(?:[.]\d+){2,}|\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:[.,]\d+)?\s?%")),
    ("my", re.compile(rf"{_M}\s?[./-]\s?{_Y}{_END}")),
    ("dmyy", re.compile(rf"{_D}([/.-]){_M}\2(\d\d)(?!\d)(?![/.-]\d)")),
    ("dm", re.compile(rf"{_D}\s?/\s?{_M}(?!\d)(?!\s?/\s?\d)")),
    ("dmsoft", re.compile(rf"{_D}([.-]){_M}(?!\d)(?![/.-]\d)")),
    ("junk", re.compile(r"\d+,\d(?=\s*(?:ngày|tháng|giờ|năm|tuần|tỷ|triệu|km|ha|m)(?!\w))|\d+/\d{1,3}(?!\d)")),
    ("num", re.compile(r"\d+")),
]  # fmt: skip
_UNIT = re.compile(r"(?:ngày|tháng|năm|tuần|quý|giờ|lần|/)")
_SHORT = re.compile(r"([qt])(\d{1,2})(?![\w])")
# Recognition takes 1 for l, I or | and 0 for o: a place to look at, never a day.
_DOUBTFUL = re.compile(r"[\dliosz|]{1,2}([/.-])[\dliosz|]{1,2}\1[\dliosz|]{4}(?!\w)")
_GLUED = re.compile(r"(trước|đến|từ|vào|hết|trong|là|tới)(?=(?:ngày|tháng|quý|năm)$)")
_PUNCT = {
    ",": "comma", ";": "semicolon", ".": "stop", "(": "lpar", ")": "rpar", "-": "dash", "–": "dash", "/": "slash",
    ":": "colon", "[": "lpar", "]": "rpar", "≤": "khongqua", "<": "khongqua",
    "\"": "quote", "~": "dash", "→": "dash", ">": "dash",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text with its category; `value` is a number, a name or a tree, `rule` what made it."""

    category: str
    start: int
    end: int
    value: Any = None
    rule: str = ""


def cut(low: str, kept: str) -> list[Piece]:
    """Cut a text into pieces; `low` is its levelled form, `kept` the same with its case."""
    pieces: list[Piece] = []
    position, size = 0, len(low)
    while position < size:
        found = WORD.search(low, position)
        if found is None:
            break
        start, end, text = found.start(), found.end(), found.group()
        if text[0].isdigit():
            piece = _numeric(low, kept, start)
        elif text in _PUNCT:
            piece = Piece(_PUNCT[text], start, end)
        else:
            piece = _worded(low, start, end, text)
        pieces.append(piece)
        position = piece.end
    return pieces


def _worded(low: str, start: int, end: int, text: str) -> Piece:
    special = _doubtful(low, start) if text[0] in "liosz|" else _short(low, start) if text in {"q", "t"} else None
    if special:
        return special
    candidates = phrases().get(text)
    if candidates:
        return _phrase(low, start, end, candidates)
    # Recognition glues words together (trướcngày).
    head = _GLUED.match(text)
    if head and (candidates := phrases().get(head.group(1))):
        return _phrase(low[: start + head.end(1)], start, start + head.end(1), candidates)
    return Piece("w", start, end)


def _phrase(low: str, start: int, end: int, candidates: Any) -> Piece:
    for words, entry in candidates:
        position = end
        for word in words[1:]:
            while position < len(low) and low[position] == " ":
                position += 1
            if not low.startswith(word, position):
                break
            position += len(word)
        else:
            if position >= len(low) or not low[position].isalpha():
                return Piece(entry.category, start, position, entry.value, entry.rule)
    return Piece("w", start, end)


def _numeric(low: str, kept: str, start: int) -> Piece:
    number = _NUMBER.match(kept, start)
    if number:
        return Piece("docnum", start, number.end())
    doubtful = _doubtful(low, start)
    if doubtful:
        return doubtful
    for category, form in _FORMS:
        match = form.match(low, start)
        if match:
            glued = category == "num" and low[match.end() : match.end() + 1].isalpha()
            return _piece("w" if glued and not _UNIT.match(low, match.end()) else category, match)
    return Piece("w", start, start + 1)


def _piece(category: str, match: re.Match[str]) -> Piece:
    groups = match.groups()
    value: Node | int | None = None
    if category in {"dmy", "dmyy"}:
        year = int(groups[3]) + (2000 if category == "dmyy" else 0)
        value = Day(int(groups[0]), int(groups[2]), year)
    elif category in {"dm", "dmsoft"}:
        value = Day(int(groups[0]), int(groups[-1]))
    elif category == "my":
        value = Month(int(groups[0]), int(groups[1]))
    elif category == "yy":
        value = Years(int(groups[0]), int(groups[1]))
    elif category == "clock":
        value = Clock(int(groups[0]), int(groups[1] or 0))
    elif category == "doubtful":
        value = Unreadable(match.group())
    elif category == "num":
        value = int(match.group()) if match.end() - match.start() < 10 else None
    end = match.start() + len(match.group().rstrip())
    category = {"junk": "w", "dmyy": "dmy"}.get(category, category)
    return Piece(category, match.start(), end, value, f"number.{category}")


def _doubtful(low: str, start: int) -> Piece | None:
    match = _DOUBTFUL.match(low, start)
    if match is None or not any(c.isdigit() for c in match.group()) or not any(c in "liosz|" for c in match.group()):
        return None
    return Piece("doubtful", start, match.end(), Unreadable(match.group()), "number.doubtful")


def _short(low: str, start: int) -> Piece | None:
    match = _SHORT.match(low, start)
    if match is None:
        return None
    number = int(match.group(2))
    if match.group(1) == "q" and 1 <= number <= 4:
        return Piece("quyn", start, match.end(), number, "number.short")
    if match.group(1) == "t" and 1 <= number <= 12:
        return Piece("thangn", start, match.end(), number, "number.short")
    return None
