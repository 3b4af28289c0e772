"""Ruled tables: from the lines drawn on a page, or seen in its picture, to a grid of cells with their words.

Comes in: level and upright rules, and the tokens of the page.  Goes out: tables, and the tokens outside them.
A cell is what no rule parts: so merged cells and open outer sides need no special case.
"""

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.document import Box
from extractors.reading.arrange import chain
from extractors.reading.printed import PrintedCell, PrintedTable, Token

SNAP = 3.0
"""Rules nearer than this many points are one."""
_SHORTEST = 5.0
_MOST_RULES = 4000
_MOST_PLACES = 4000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` (y where level, x where upright) from `start` to `end`, in points."""

    level: bool
    at: float
    start: float
    end: float

    @classmethod
    def along(cls, box: Box) -> "Rule | None":
        """The rule that a thin box is; None where it is too short or too thick for one."""
        width, height = box.x1 - box.x0, box.bottom - box.top
        if max(width, height) < _SHORTEST or min(width, height) > SNAP:
            return None
        if width > height:
            return cls(True, (box.top + box.bottom) / 2, box.x0, box.x1)
        return cls(False, (box.x0 + box.x1) / 2, box.top, box.bottom)


def tables_of(rules: list[Rule], tokens: list[Token]) -> tuple[list[PrintedTable], list[Token]]:
    """The tables that the rules make, filled with their tokens, and the tokens that stand outside."""
    if len(rules) > _MOST_RULES or sum(not r.level for r in rules) < 2:
        return [], tokens
    tables, rest = [], tokens
    for group in _groups(_joined(rules)):
        table, rest = _table(group, rest)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: t.box.top), rest


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line become one rule."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.level, round(r.at / SNAP), r.start)):
        for back in range(len(joined) - 1, max(len(joined) - 6, -1), -1):
            last = joined[back]
            same = last.level == rule.level and abs(last.at - rule.at) <= SNAP / 2
            if same and rule.start <= last.end + SNAP:
                joined[back] = Rule(last.level, last.at, last.start, max(last.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    group_of = list(range(len(rules)))

    def _root(at: int) -> int:
        while group_of[at] != at:
            group_of[at] = group_of[group_of[at]]
            at = group_of[at]
        return at

    level = [i for i, rule in enumerate(rules) if rule.level]
    for u in (i for i, rule in enumerate(rules) if not rule.level):
        for h in level:
            if _touch(rules[h], rules[u]):
                group_of[_root(h)] = _root(u)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(_root(at), []).append(rule)
    return [group for group in groups.values() if len(group) >= 3]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - SNAP <= upright.at <= level.end + SNAP and upright.start - SNAP <= level.at <= upright.end + SNAP
    )


def _places(values: Iterable[float]) -> list[float]:
    """Values nearer than SNAP become one.

    >>> _places([10, 11, 50, 12])
    [11.0, 50.0]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _table(rules: list[Rule], tokens: list[Token]) -> tuple[PrintedTable | None, list[Token]]:
    level, upright = [r for r in rules if r.level], [r for r in rules if not r.level]
    if not level or not upright:
        return None, tokens
    # Side borders may be missing: the level rules' ends close the table then, and likewise above and below.
    xs = _places([r.at for r in upright] + _far([r.at for r in upright], [e for r in level for e in (r.start, r.end)]))
    ys = _places([r.at for r in level] + _far([r.at for r in level], [e for r in upright for e in (r.start, r.end)]))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_PLACES:
        return None, tokens
    owner = _merged(xs, ys, level, upright)
    cells = _cells(owner, xs, ys)
    rest = []
    for token in tokens:
        x, y = (token.box.x0 + token.box.x1) / 2, (token.box.top + token.box.bottom) / 2
        if xs[0] - 1 <= x <= xs[-1] + 1 and ys[0] - 1 <= y <= ys[-1] + 1:
            row = min(max(bisect.bisect(ys, y) - 1, 0), rows - 1)
            column = min(max(bisect.bisect(xs, x) - 1, 0), columns - 1)
            cells[owner[row * columns + column]].tokens.append(token)
        else:
            rest.append(token)
    filled = [cell for cell in cells.values() if cell.tokens]
    if len(filled) < 2 or len({cell.column for cell in filled}) < 2:
        return None, tokens
    for cell in filled:
        cell.tokens = [t for line in chain(cell.tokens, gap=1000) for t in line.tokens]
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return PrintedTable(box, sorted(cells.values(), key=lambda c: (c.row, c.column)), xs), rest


def _far(known: list[float], ends: list[float]) -> list[float]:
    """The outermost ends, where they lie well beyond the known rules."""
    low, high = min(ends), max(ends)
    return [e for e, away in ((low, min(known) - low), (high, high - max(known))) if away > 4 * SNAP]


def _merged(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> list[int]:
    """For every place of the grid the place that its cell begins with."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(columns * rows))

    def _root(at: int) -> int:
        while owner[at] != at:
            at = owner[at]
        return at

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _drawn(upright, xs[column + 1], ys[row], ys[row + 1]):
                a, b = sorted((_root(here), _root(here + 1)))
                owner[b] = a
            if row + 1 < rows and not _drawn(level, ys[row + 1], xs[column], xs[column + 1]):
                a, b = sorted((_root(here), _root(here + columns)))
                owner[b] = a
    return [_root(at) for at in range(columns * rows)]


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules at this place cover at least half of the way."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= SNAP)
    return covered >= 0.5 * (end - start)


def _cells(owner: list[int], xs: list[float], ys: list[float]) -> dict[int, PrintedCell]:
    columns = len(xs) - 1
    places: dict[int, list[int]] = {}
    for at, first in enumerate(owner):
        places.setdefault(first, []).append(at)
    cells = {}
    for first, mine in places.items():
        rows, across = [at // columns for at in mine], [at % columns for at in mine]
        box = Box(xs[min(across)], ys[min(rows)], xs[max(across) + 1], ys[max(rows) + 1])
        spans = (max(rows) - min(rows) + 1, max(across) - min(across) + 1)
        cells[first] = PrintedCell(min(rows), min(across), *spans, box)
    return cells
