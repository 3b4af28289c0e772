"""The engine of the time grammar: stage by stage, runs of pieces become one piece with a tree.

Comes in: the pieces of the lexer.  Goes out: the same row with everything composed.  A production names the categories
it wants (`ngay day:num thang month:num`), each category is one character, so a stage is a search in a short string:
linear in
the text.  The longest match wins, then the explicit priority, then the first.
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.finding.times.lexer import Piece
from extractors.finding.times.tree import Node
from rules.loader import load

GRAMMAR_FILES = ("deadlines_days", "deadlines_periods", "deadlines_recurrences", "deadlines_bounds")
PUNCTUATION = {"comma", "semicolon", "stop", "lpar", "rpar", "colon", "quote", "slash", "dash"}
_TERM = re.compile(r"(?:([a-z_0-9]+):)?([a-z_0-9]+)")


class Captures:
    """What a production caught, by name."""

    def __init__(
        self, production: "Production", match: re.Match[str], pieces: Sequence[Piece], low: str, kept: str
    ) -> None:
        self.production = production
        self._match, self._pieces, self._low, self._kept = match, pieces, low, kept

    def all(self, name: str = "") -> Sequence[Piece]:
        """The pieces under a name; without a name the whole match."""
        if name and name not in self._match.re.groupindex:
            return ()
        first, last = self._match.span(name or 0)
        return self._pieces[first:last] if first >= 0 else ()

    def value(self, name: str, default: Any = None) -> Any:
        """The value of the first piece under a name."""
        pieces = self.all(name)
        return pieces[0].value if pieces else default

    def text(self, name: str = "") -> str:
        """The levelled text under a name."""
        pieces = self.all(name)
        return self._low[pieces[0].start : pieces[-1].end] if pieces else ""

    def capital(self, name: str) -> bool:
        """Whether the first piece under a name is written with a capital."""
        pieces = self.all(name)
        return bool(pieces) and self._kept[pieces[0].start].isupper()

    def setting(self, name: str, default: Any = None) -> Any:
        """A further key of the production."""
        return self.production.settings.get(name, default)


Builder = Callable[[Captures], Any]


@dataclass(frozen=True)
class Production:
    """A composing rule: the categories it wants, the category it makes and the function that builds the value."""

    id: str
    stage: str
    makes: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    build: Builder
    priority: int
    settings: dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """The productions of one stage, found by a category that each of their matches holds; `free` need none."""

    name: str
    productions: tuple[Production, ...]
    by_code: dict[str, tuple[int, ...]]
    free: tuple[int, ...]

    def possible(self, present: frozenset[str]) -> list[Production]:
        """The productions that can match in a row with these categories."""
        places = set(self.free)
        for code in present:
            places.update(self.by_code.get(code, ()))
        return [
            production
            for production in map(self.productions.__getitem__, sorted(places))
            if not any(need.isdisjoint(present) for need in production.needs)
        ]


@dataclass(frozen=True)
class Grammar:
    """The stages in their order, and the character of each category."""

    stages: tuple[Stage, ...]
    codes: dict[str, str]


def compose(pieces: list[Piece], low: str, kept: str, grammar: Grammar, trail: list[str] | None = None) -> list[Piece]:
    """Run all stages over the pieces of one text; `trail` takes the ids of the productions that applied."""
    for stage in grammar.stages:
        composed = _reduce(pieces, (low, kept), stage, grammar.codes)
        if trail is not None and composed is not pieces:
            trail += [piece.rule for piece in composed if piece not in pieces]
        pieces = composed
    return pieces


def _reduce(pieces: list[Piece], texts: tuple[str, str], stage: Stage, codes: dict[str, str]) -> list[Piece]:
    row = "".join([codes.get(piece.category, "w") for piece in pieces])
    found = [
        (match.start() - match.end(), -production.priority, match.start(), match, production)
        for production in stage.possible(frozenset(row))
        for match in production.pattern.finditer(row)
    ]
    if not found:
        return pieces
    taken: dict[int, tuple[int, Piece]] = {}
    used = bytearray(len(row))
    for _, _, start, match, production in sorted(found, key=lambda item: item[:3]):
        end = match.end()
        if any(used[start:end]):
            continue
        value = production.build(Captures(production, match, pieces, *texts))
        if value is not None:
            used[start:end] = b"\1" * (end - start)
            # A production may look at words around the ones it tells of.
            if "span" in production.settings:
                start, end = match.span(production.settings["span"])
            told = Piece(production.makes, pieces[start].start, pieces[end - 1].end, value, production.id)
            taken[start] = (end, told)
    return _replaced(pieces, taken)


def _replaced(pieces: list[Piece], taken: dict[int, tuple[int, Piece]]) -> list[Piece]:
    row, position = [], 0
    while position < len(pieces):
        end, piece = taken.get(position, (position + 1, pieces[position]))
        row.append(piece)
        position = end
    return row


def _compiled(pattern: str, codes: dict[str, str], sets: dict[str, list[str]]) -> re.Pattern[str]:
    def _one(match: re.Match[str]) -> str:
        name, category = match.groups()
        members = sets.get(category, [category])
        written = "[" + "".join(codes[member] for member in members) + "]"
        return f"(?P<{name}>{written})" if name else written

    return re.compile(_rewritten(pattern, _one))


def _rewritten(pattern: str, one: Callable[[re.Match[str]], str]) -> str:
    """Turn the notation into a pattern over category characters."""
    written: list[str] = []
    for piece in re.split(r"(\{[\d,]+\}|[a-z_0-9]+:\()", pattern):
        if piece.startswith("{"):
            written.append(piece)
        elif piece.endswith(":("):
            written.append(f"(?P<{piece[:-2]}>")
        else:
            grouped = re.sub(r"\((?!\?)", "(?:", piece.replace(" ", "\0"))
            # Open ends would make a failing search quadratic in a long enumeration.
            closed = _TERM.sub(one, grouped).replace("*", "{0,16}").replace("+", "{1,16}")
            written.append(closed.replace("\0", ""))
    return "".join(written)


def _needs(pattern: str, codes: dict[str, str], sets: dict[str, list[str]]) -> tuple[frozenset[str], ...]:
    """The categories that every match holds: those outside brackets without ?, * or a count from 0."""
    flat = pattern
    while True:
        inner = re.sub(r"(?:[a-z_0-9]+:)?\([^()]*\)(?:[?*+]|\{[\d,]+\})?", " ", flat)
        if inner == flat:
            break
        flat = inner
    if "|" in flat:
        return ()
    needs = []
    for term in flat.split():
        match = _TERM.fullmatch(term.rstrip("+"))
        if match and match.group(2) != "any":
            needs.append(frozenset(codes[member] for member in sets.get(match.group(2), [match.group(2)])))
    return tuple(needs)


def _members(name: str, sets: dict[str, list[str]]) -> list[str]:
    """The categories of a set, other sets within it written out, those with a minus left out."""
    if name not in sets:
        return [name]
    left_out = {member[1:] for member in sets[name] if member.startswith("-")}
    inner = [one for member in sets[name] if not member.startswith("-") for one in _members(member, sets)]
    return [one for one in dict.fromkeys(inner) if one not in left_out]


def _stage(name: str, productions: tuple[Production, ...]) -> Stage:
    by_code: dict[str, list[int]] = {}
    for place, production in enumerate(productions):
        for code in min(production.needs, key=len, default=frozenset()):
            by_code.setdefault(code, []).append(place)
    free = tuple(place for place, production in enumerate(productions) if not production.needs)
    return Stage(name, productions, {code: tuple(places) for code, places in by_code.items()}, free)


@functools.cache
def grammar(builders: tuple[tuple[str, Builder], ...]) -> Grammar:
    """Put the grammar together from its rule files; `builders` are the functions that productions name."""
    build = dict(builders)
    tables = [load(name).tables for name in GRAMMAR_FILES]
    entries = [(table["stage"], entry) for table in tables for entry in table["production"]]
    sets: dict[str, list[str]] = {
        name: list(members) for table in tables for name, members in table.get("sets", {}).items()
    }
    written = " ".join(re.sub(r"[a-z_0-9]+:", " ", entry["of"]) for _, entry in entries)
    names = sorted(
        (set(re.findall(r"[a-z_]+", re.sub(r"\{[\d,]+\}", "", written))) | {m.lstrip("-") for members in sets.values()
        for m in members}
         | {entry["makes"] for _, entry in entries} | PUNCTUATION | {"w"}) - set(sets) - {"any"}
    )  # fmt: skip
    codes = {name: chr(0xE000 + place) for place, name in enumerate(names)} | {"w": "w"}
    sets["any"] = [name for name in codes if name not in PUNCTUATION]
    sets = {name: _members(name, sets) for name in sets}
    made: dict[str, list[Production]] = {}
    for stage, entry in entries:
        settings = {key: value for key, value in entry.items() if key not in {"id", "of", "makes", "build"}}
        stage = entry.get("stage", stage)
        made.setdefault(stage, []).append(Production(
            entry["id"], stage, entry["makes"], _compiled(entry["of"], codes, sets), _needs(entry["of"], codes, sets),
            build[entry["build"]], int(entry.get("priority", 0)), settings,
        ))  # fmt: skip
    order = [stage for table in tables for stage in table.get("stages", ())]
    return Grammar(tuple(_stage(stage, tuple(made.get(stage, ()))) for stage in order), codes)


def tree_of(piece: Piece) -> Node:
    """The tree of a composed piece."""
    node: Node = piece.value
    return node
