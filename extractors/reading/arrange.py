"""From tokens anywhere on a page to lines in reading order, with columns kept apart.

Official documents stand in columns only at the head (issuer left, motto right) and at the foot (recipients left,
signature right), NĐ 30/2020/NĐ-CP Phụ lục I.  So: tokens are chained to segments; where segments stand beside each
other a band begins, and goes on as long as nothing crosses its gutter; left column first, then the right one.
"""

import bisect
import itertools

from extractors.document import Box
from extractors.reading.printed import PrintedLine, PrintedTable, Token, around

GAP = 1.6
"""A blank wider than this many type sizes parts two segments; justified text stays far below it."""
SAME_LINE = 0.35
"""Baselines nearer than this share of the type size are one line (superscripts included)."""


def chain(tokens: list[Token], gap: float = GAP) -> list[PrintedLine]:
    """Join tokens to segments: one baseline, no wide blank inside.

    Goes out: segments from top to bottom, each with its tokens from left to right.
    """
    rows: list[list[Token]] = []
    keys: list[float] = []
    for token in sorted(tokens, key=lambda t: t.baseline):
        near = _row_of(token, rows, keys)
        if near is None:
            rows.append([token])
            keys.append(token.baseline)
        else:
            near.append(token)
    segments: list[PrintedLine] = []
    for row in rows:
        segments.extend(_cut(sorted(row, key=lambda t: t.box.x0), gap))
    return sorted(segments, key=lambda s: (s.box.top, s.box.x0))


def _row_of(token: Token, rows: list[list[Token]], keys: list[float]) -> list[Token] | None:
    """The row that the token stands on; several rows are looked at as columns have baselines of their own."""
    best: tuple[float, list[Token]] | None = None
    first = bisect.bisect_left(keys, token.baseline - token.size)
    for row in rows[first:]:
        size = max(token.size, row[-1].size)
        off = abs(row[-1].baseline - token.baseline)
        if off > SAME_LINE * size:
            continue
        apart = min(max(other.box.x0 - token.box.x1, token.box.x0 - other.box.x1) for other in row)
        if apart < -0.3 * size and apart < -0.6 * min(token.box.x1 - token.box.x0, _narrowest(row)):
            continue
        score = off * 4 + max(apart, 0)
        if best is None or score < best[0]:
            best = (score, row)
    return best[1] if best else None


def _narrowest(row: list[Token]) -> float:
    return min(token.box.x1 - token.box.x0 for token in row)


def _cut(row: list[Token], gap: float) -> list[PrintedLine]:
    parts = [[row[0]]]
    for before, token in itertools.pairwise(row):
        if token.box.x0 - before.box.x1 > gap * max(before.size, token.size, 6):
            parts.append([token])
        else:
            parts[-1].append(token)
    return [PrintedLine(part) for part in parts]


def in_reading_order(segments: list[PrintedLine], width: float) -> list[PrintedLine]:
    """Order the segments of a page, or of a part of it, and say in which column each stands.

    `segments` come from top to bottom; `width` is that of the page in points.
    """
    left = sorted(segments, key=lambda s: (s.box.top, s.box.x0))
    ordered: list[PrintedLine] = []
    while left:
        pair = _first_pair(left)
        if pair is None:
            ordered.extend(left)
            break
        band = _band(left, pair, width)
        top = min(s.box.top for s in band[0] + band[1])
        inside = {id(s) for s in band[0] + band[1]}
        above = [s for s in left if id(s) not in inside and s.box.top < top]
        ordered.extend(above)
        for number, column in enumerate(band):
            for line in _rejoined(column):
                line.column = number
                ordered.append(line)
        done = inside | {id(s) for s in above}
        left = [s for s in left if id(s) not in done]
    return ordered


def with_tables(
    segments: list[PrintedLine], tables: list[PrintedTable], width: float
) -> list[PrintedLine | PrintedTable]:
    """Order lines and tables of a page; what stands between two tables is ordered by itself."""
    blocks: list[PrintedLine | PrintedTable] = []
    left = segments
    for table in tables:
        above = [s for s in left if (s.box.top + s.box.bottom) / 2 < table.box.top]
        blocks.extend(in_reading_order(above, width))
        blocks.append(table)
        ids = {id(s) for s in above}
        left = [s for s in left if id(s) not in ids]
    blocks.extend(in_reading_order(left, width))
    return blocks


def _rejoined(column: list[PrintedLine]) -> list[PrintedLine]:
    """Segments of one line inside a column (a wide blank in `Số:      /KH-UBND`) belong together again."""
    lines: list[PrintedLine] = []
    for segment in sorted(column, key=lambda s: (s.box.top, s.box.x0)):
        for line in lines[-2:]:
            if beside(line.box, segment.box):
                line.tokens = sorted(line.tokens + segment.tokens, key=lambda t: t.box.x0)
                break
        else:
            lines.append(segment)
    return lines


def beside(a: Box, b: Box) -> bool:
    """Two boxes stand beside each other: they share more than half of the lower one's height.

    >>> beside(Box(0, 0, 10, 10), Box(20, 4, 30, 14)), beside(Box(0, 0, 10, 10), Box(20, 8, 30, 18))
    (True, False)
    """
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    apart = b.x0 >= a.x1 - 1 or a.x0 >= b.x1 - 1
    return apart and shared > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _first_pair(segments: list[PrintedLine]) -> tuple[PrintedLine, PrintedLine] | None:
    """The topmost two segments beside each other, the left one first."""
    for at, segment in enumerate(segments):
        for other in segments[at + 1 : at + 8]:
            if beside(segment.box, other.box):
                return (segment, other) if segment.box.x0 < other.box.x0 else (other, segment)
    return None


def _band(
    segments: list[PrintedLine], pair: tuple[PrintedLine, PrintedLine], width: float
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The two columns that a pair begins, as far as nothing crosses the gutter between them."""
    gutter = (pair[0].box.x1, pair[1].box.x0)
    columns: tuple[list[PrintedLine], list[PrintedLine]] = ([pair[0]], [pair[1]])
    top = min(pair[0].box.top, pair[1].box.top)
    text_middle = _middle(segments, width)
    for segment in segments:
        if segment is pair[0] or segment is pair[1]:
            continue
        if segment.box.bottom < top and not _goes_on(segment, columns, gutter, text_middle):
            continue
        narrowed = _narrowed(gutter, segment.box)
        if narrowed is None:
            if segment.box.top > top:
                break
            continue
        if not _goes_on(segment, columns, narrowed, text_middle):
            if segment.box.top > top:
                break
            continue
        gutter = narrowed
        columns[0 if segment.box.x1 <= gutter[0] + 0.1 else 1].append(segment)
    return columns


def _narrowed(gutter: tuple[float, float], box: Box) -> tuple[float, float] | None:
    """What is left of the gutter beside this box; None where the box crosses it."""
    if (box.x0 + box.x1) / 2 < (gutter[0] + gutter[1]) / 2:
        new = (max(gutter[0], box.x1), gutter[1])
    else:
        new = (gutter[0], min(gutter[1], box.x0))
    return new if new[1] - new[0] >= 4 else None


def _goes_on(
    segment: PrintedLine,
    columns: tuple[list[PrintedLine], list[PrintedLine]],
    gutter: tuple[float, float],
    text_middle: float,
) -> bool:
    """Whether the segment belongs to its column: beside the other one, or close under its own and not a title."""
    mine, other = columns if segment.box.x1 <= gutter[1] - 1 and segment.box.x0 < gutter[0] else columns[::-1]
    if any(beside(segment.box, line.box) for line in other):
        return True
    near = min(_distance(segment.box, line.box) for line in mine)
    height = segment.box.bottom - segment.box.top
    other_reach = around(line.box for line in other)
    within_other = other_reach.top - height < segment.box.top < other_reach.bottom
    if mine is columns[1] and segment.box.x0 > 0.9 * text_middle and near < 9 * height:
        # The room that is left for a signature, above the signer's name.
        return True
    if near > (6 if within_other else 1.6) * height:
        return False
    middle = (segment.box.x0 + segment.box.x1) / 2
    reach = around(line.box for line in mine)
    column_middle = (reach.x0 + reach.x1) / 2
    if within_other:
        return True
    if abs(middle - text_middle) < 0.04 * text_middle < abs(middle - column_middle):
        return False
    return reach.x0 - 30 <= segment.box.x0 and segment.box.x1 <= reach.x1 + 30


def _distance(a: Box, b: Box) -> float:
    return max(a.top - b.bottom, b.top - a.bottom, 0.0)


def _middle(segments: list[PrintedLine], width: float) -> float:
    """The middle of the printed area, where a title stands."""
    wide = [s.box for s in segments if s.box.x1 - s.box.x0 > 0.6 * width]
    if not wide:
        return width / 2
    reach = around(wide)
    return (reach.x0 + reach.x1) / 2
