"""Find time expressions in a text of any spelling: level it, cut it, compose it, decide what each is for."""

import functools
import re
import unicodedata
from dataclasses import dataclass, replace

from extractors.finding.times import build_bounds, build_days, build_every, build_periods
from extractors.finding.times.build_bounds import Told, kind_of
from extractors.finding.times.build_days import calendar_year
from extractors.finding.times.grammar import Grammar, compose, grammar
from extractors.finding.times.lexer import Piece, cut
from extractors.finding.times.roles import context_of, in_context, role_of, without_manner
from extractors.finding.times.tree import Bound, Day, Every, Kind, Listed, Node, Unreadable, Year
from rules.spelling import level, level_marks

_BARE = frozenset({"day", "days", "period", "my", "yy", "dm"})
_FIELD = _BARE | {"num", "spanned", "partof", "dmsoft", "length", "wday", "every", "expr"}
# Without one of these no expression can stand in a text.
_TRIGGER = re.compile(
    r"\d|ngày|tháng|quý|quí|năm|tuần|hằng|hàng|định k|thường|mỗi|trước|liên tục|yêu cầu|sớm nhất|sau |khi |giờ"
    r"|tết|rằm|mùng|hôm|mai|thứ|nhất|muộn|hạn"
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What a text says about time: half-open offsets into it, kind, the rule and the tree it made, and its role.

    Only the role `deadline` bounds a duty; the others (citation, effective, past, title, data_cutoff …) are told apart
    so
    that nobody takes them for one.
    """

    start: int
    end: int
    kind: Kind
    rule: str
    tree: Node
    role: str


@functools.cache
def the_grammar() -> Grammar:
    """The grammar with its builders."""
    builders = build_days.BUILDERS | build_periods.BUILDERS | build_every.BUILDERS | build_bounds.BUILDERS
    return grammar(tuple(builders.items()))


def composed(text: str) -> tuple[list[Piece], str]:
    """The pieces of a text (NFC) and the same text levelled, its document numbers masked."""
    low, kept = level(text), level_marks(text)
    pieces = cut(low, kept)
    masked, position = [], 0
    for piece in pieces:
        if piece.category == "docnum":
            masked += [low[position : piece.start], "№" * (piece.end - piece.start)]
            position = piece.end
    return compose(pieces, low, kept, the_grammar()), "".join([*masked, low[position:]])


def find(text: str, *, bare: bool = False) -> list[TimeExpression]:
    """All time expressions of a text in reading order, offsets into the text as it is.

    `bare` says that the whole text is a field that holds a time (a table cell, what follows a label).
    """
    plain, places = composed_form(text)
    if not _TRIGGER.search(plain.lower()):
        return []
    pieces, masked = composed(plain)
    roles: list[tuple[Piece, Told, str]] = []
    for piece in pieces:
        told = _told(piece, len(plain.strip()), bare=bare)
        if told is not None:
            context = context_of(masked, piece.start, piece.end)
            role = "deadline" if bare else role_of(told, context)
            roles.append((piece, in_context(told, context), role))
    found: list[TimeExpression] = []
    for piece, told, role in without_manner(roles, masked):
        start, end = (piece.start, piece.end) if places is None else (places[piece.start], places[piece.end])
        found += [TimeExpression(start, end, told.kind, piece.rule, tree, role) for tree in rules_apart(told.tree)]
    return found


def rules_apart(tree: Node) -> list[Node]:
    """One recurrence for each day where no single rule holds them all (3/2, 19/5 và 2/9 hằng năm)."""
    if not isinstance(tree, Every) or not isinstance(tree.at, Listed):
        return [tree]
    days = [day for day in tree.at.items if isinstance(day, Day) and day.month is not None]
    numbers, months = {day.day for day in days}, {day.month for day in days}
    ends = {(3, 31), (6, 30), (9, 30), (12, 31)}.issuperset((day.month, day.day) for day in days)
    if len(numbers) == 1 or len(months) == 1 or (ends and not tree.exclusive) or len(days) < len(tree.at.items):
        return [tree]
    return [replace(tree, at=day) for day in days]


def _told(piece: Piece, size: int, *, bare: bool) -> Told | None:
    if piece.category == "expr":
        told: Told = piece.value
        return told
    if piece.category not in (_FIELD if bare else _BARE) or isinstance(piece.value, str):
        return None
    if piece.category == "length" and piece.end - piece.start < size // 2:
        return None
    if piece.category == "num":
        # A cell that holds a year and nothing else.
        alone = piece.end - piece.start == size == 4 and calendar_year(piece.value)
        return Told("during", Year(piece.value), "bare") if alone else None
    node: Node = piece.value
    if isinstance(node, Unreadable):
        return Told("by", Bound(node), "bare")
    return Told(kind_of(node), node, "bare")


def composed_form(text: str) -> tuple[str, list[int] | None]:
    """The text in NFC, and for each of its offsets that of the text handed in; None where they are the same.

    >>> composed_form("ngày")[1] is None
    True
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position < len(text) and unicodedata.combining(text[position]):
            continue
        part = unicodedata.normalize("NFC", text[start:position])
        parts.append(part)
        places += [start] * len(part)
        start = position
    return "".join(parts), [*places, len(text)]
