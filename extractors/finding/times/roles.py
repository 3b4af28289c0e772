"""Decide from the context what a time expression is for, after it has been composed (rules/deadlines_roles.toml)."""

import bisect
import functools
import re
from dataclasses import replace
from typing import NamedTuple

from extractors.finding.times.build_bounds import Told
from extractors.finding.times.lexer import Piece
from extractors.finding.times.tree import AnchorName, Bound, Counted, Event, Every
from rules.loader import Rule, load

LEFT, RIGHT = 170, 120
_SENTENCE = re.compile(r"[.!?]\s+(?=\S)|\n")
# What a strength means where no entry speaks: these are deadlines by themselves.
SUFFICIENT = frozenset({"bound", "prep", "recurring", "span", "ongoing", "demand"})


class Context(NamedTuple):
    """An expression in its sentence: `text` has ¤ in its place and № for document numbers, `own` its own words."""

    text: str
    own: str


class _Entry(NamedTuple):
    rule: Rule
    role: str
    strengths: frozenset[str]
    kinds: frozenset[str]
    inside: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@functools.cache
def _entries() -> tuple[_Entry, ...]:
    def _compiled(pattern: str | None) -> re.Pattern[str] | None:
        return re.compile(pattern) if pattern else None

    return tuple(
        _Entry(
            rule, rule.extra["role"], frozenset(rule.extra.get("strengths", ())), frozenset(rule.extra.get("kinds",
            ())),
            _compiled(rule.extra.get("inside")), _compiled(rule.extra.get("unless")),
        )
        for rule in load("deadlines_roles").rules
    )  # fmt: skip


def context_of(masked: str, start: int, end: int) -> Context:
    """The sentence around [start, end) of a levelled text whose document numbers are masked."""
    left, right = masked[max(0, start - LEFT) : start], masked[end : end + RIGHT]
    breaks = [match.end() for match in _SENTENCE.finditer(left)]
    left = left[breaks[-1] :] if breaks else left
    stop = _SENTENCE.search(right)
    right = right[: stop.start() + 1] if stop else right
    return Context(f"{left}¤{right}", masked[start:end])


def role_of(told: Told, context: Context) -> str:
    """What the expression is for: the first entry that applies decides, else its strength."""
    for entry in _entries():
        if entry.strengths and told.strength not in entry.strengths:
            continue
        if entry.kinds and told.kind not in entry.kinds:
            continue
        if entry.inside and not entry.inside.match(context.own):
            continue
        if entry.rule.pattern.search(context.text) and not (entry.unless and entry.unless.search(context.text)):
            return entry.role
    return "deadline" if told.strength in SUFFICIENT else "mention"


def without_manner(found: list[tuple[Piece, Told, str]], text: str) -> list[tuple[Piece, Told, str]]:
    """Words of manner (định kỳ, thường xuyên, khi có yêu cầu) step back where their sentence names a time of its
    own.
    """
    sentences = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    dated = {
        bisect.bisect(sentences, piece.start) for piece, told, role in found if role == "deadline" and not _vague(told)
    }
    return [
        (piece, told, "manner" if _vague(told) and role == "deadline" and where in dated else role)
        for piece, told, role in found
        for where in [bisect.bisect(sentences, piece.start)]
    ]


_CONDITION = re.compile(r"(?<!\w)(?:khi|nếu|trường hợp|sau khi|mỗi lần|nhận được|tiếp nhận|hồ sơ|phát hiện)(?!\w)")


_FINISH = re.compile(r"(?<!\w)(?:hoàn thành|hoàn tất|xong)(?: \w+){0,7}:?\s*¤")


def in_context(told: Told, context: Context) -> Told:
    """What the words around an expression change in it.

    A day on which something is finished bounds it; a length without an anchor, in a sentence with a condition, counts
    from
    that and not from the document's date.
    """
    tree = told.tree
    if told.kind == "on" and _FINISH.search(context.text):
        return replace(told, kind="by", tree=Bound(tree))
    if told.strength != "length" or not isinstance(tree, Counted) or not isinstance(tree.anchor, Event):
        return told
    before = context.text.partition("¤")[0]
    found = _CONDITION.search(before)
    if tree.anchor.anchor != "document_date" or found is None:
        return told
    anchor: AnchorName = "receipt" if "nhận" in before else "event"
    return replace(told, tree=replace(tree, anchor=Event(found.group(), anchor)))


def _vague(told: Told) -> bool:
    if isinstance(told.tree, Every):
        return told.tree.unit is None
    return told.strength in {"ongoing", "demand"}
