"""What stands on a page beside the document's own text: stamps, page numbers, running heads, notes.

Comes in: the segments of a page, later all pages together.  Goes out: the same, each with its zone.
"""

from collections import Counter

from extractors.reading.arrange import with_tables
from extractors.reading.printed import PrintedLine, PrintedPage, PrintedTable
from extractors.reading.tables_unruled import unruled_tables
from rules.loader import load
from rules.spelling import fold, level

_MARGIN = 0.1
"""The share of the page's height, at its head and at its foot, where numbers and running heads stand."""
_SMALL = 0.82
"""Stamps and notes are set this much smaller than the text, or more."""


def laid_out(
    segments: list[PrintedLine], tables: list[PrintedTable], width: float, height: float
) -> list[PrintedLine | PrintedTable]:
    """Segments and tables of a page in reading order; stamps come first, as they are no part of any column."""
    segments = _parted_heads(segments, height)
    stamps = _stamps(segments, width)
    for line in stamps:
        line.zone = "stamp"
    ids = {id(line) for line in stamps}
    rest = [line for line in segments if id(line) not in ids]
    blocks: list[PrintedLine | PrintedTable] = []
    blocks.extend(stamps)
    more, rest = unruled_tables(rest)
    blocks.extend(with_tables(rest, sorted([*tables, *more], key=lambda table: table.box.top), width))
    _mark_notes(blocks, height)
    return blocks


def _parted_heads(segments: list[PrintedLine], height: float) -> list[PrintedLine]:
    """Cut issuer and motto apart where they stand so close that they look like one line."""
    pattern = load("zones").rule("motto").pattern
    parted: list[PrintedLine] = []
    for line in segments:
        cut = 0
        if line.box.top < 0.35 * height:
            words = [token.text for token in line.tokens]
            starts = (at for at in range(1, len(words)) if pattern.search(fold(" ".join(words[at : at + 5]))))
            cut = next(starts, 0)
            cut = cut if "".join(words[:cut]).isupper() and words[cut][0].isupper() else 0
        parted.extend([PrintedLine(line.tokens[:cut]), PrintedLine(line.tokens[cut:])] if cut else [line])
    return parted


def _is_stamp(line: PrintedLine) -> bool:
    text = level(line.text)
    return any(rule.pattern.search(text) for rule in load("zones").group("stamp."))


def _stamps(segments: list[PrintedLine], width: float) -> list[PrintedLine]:
    """Lines that read like a stamp's, and the small ones that stand close around them."""
    found = [line for line in segments if _is_stamp(line) and line.box.x1 - line.box.x0 < 0.6 * width]
    if not found:
        return []
    usual = _usual_size(segments)
    small = [line for line in segments if line not in found and (line.size <= _SMALL * usual or _of_signature(line))]
    grew = True
    while grew:
        near = [line for line in small if any(_close(line, other) for other in found)]
        grew = bool(near)
        found.extend(near)
        small = [line for line in small if line not in near]
    return _one_by_one(found)


def _one_by_one(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Stamps from left to right, each from top to bottom."""
    stamps: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        mine = next((stamp for stamp in stamps if any(_close(line, other) for other in stamp)), None)
        if mine is None:
            stamps.append([line])
        else:
            mine.append(line)
    return [line for stamp in sorted(stamps, key=lambda s: min(line.box.x0 for line in s)) for line in stamp]


def _of_signature(line: PrintedLine) -> bool:
    """From a signature field for the most part, but not the document's own number that such a field may hold."""
    theirs = sum(token.origin == "signature" for token in line.tokens)
    return 2 * theirs > len(line.tokens) and not level(line.text).startswith("số")


def _close(line: PrintedLine, other: PrintedLine) -> bool:
    """Right above or below, and sharing most of the narrower one's width; of one origin."""
    a, b = line.box, other.box
    apart = max(a.top - b.bottom, b.top - a.bottom)
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    same = {t.origin for t in line.tokens} & {t.origin for t in other.tokens}
    return bool(same) and apart < 0.9 * (b.bottom - b.top) and shared > 0.5 * min(a.x1 - a.x0, b.x1 - b.x0)


def _usual_size(lines: list[PrintedLine]) -> float:
    """The type size that most characters of the page have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _mark_notes(blocks: list[PrintedLine | PrintedTable], height: float) -> None:
    """Small lines at the foot that begin with a note's number."""
    lines = [block for block in blocks if isinstance(block, PrintedLine)]
    if len(lines) < 6:
        return
    usual, note = _usual_size(lines), load("zones").rule("footnote").pattern
    tail: list[PrintedLine] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        if _is_number(line) and not tail:
            continue
        if line.size > 0.9 * usual or line.box.top < 0.5 * height or line.column is not None or line.zone != "body":
            break
        tail.append(line)
    while tail and not note.search(level(tail[-1].text)):
        tail.pop()
    for line in tail:
        line.zone = "footnote"


def _is_number(line: PrintedLine) -> bool:
    return load("zones").rule("page_number").pattern.search(level(line.text)) is not None


def mark_margins(pages: list[PrintedPage]) -> None:
    """Tell page numbers and running heads, which need the look of several pages."""
    margins = [[line for line in _lines(page) if _in_margin(line, page)] for page in pages]
    seen = Counter(text for lines in margins for text in {_key(line) for line in lines})
    least = max(2, len(pages) // 3) if len(pages) > 2 else 99
    for page, lines in zip(pages, margins, strict=True):
        for line in lines:
            if _is_number(line) and _plausible(line, page, len(pages)):
                line.zone = "page_number"
            elif seen[_key(line)] >= least and len(_key(line)) > 3 and line.zone == "body" and page.number > 1:
                line.zone = "running_head"


def _lines(page: PrintedPage) -> list[PrintedLine]:
    return [block for block in page.blocks if isinstance(block, PrintedLine)]


def _in_margin(line: PrintedLine, page: PrintedPage) -> bool:
    """In the outer strip at the head or the foot of the page."""
    top, bottom = line.box.bottom < _MARGIN * page.height, line.box.top > (1 - _MARGIN) * page.height
    return top or bottom


def _key(line: PrintedLine) -> str:
    return level(line.text)


def _plausible(line: PrintedLine, page: PrintedPage, count: int) -> bool:
    """A lone figure may be something else: a page's number is near its place in the file."""
    figures = [int(part) for part in "".join(c if c.isdigit() else " " for c in line.text).split()]
    return bool(figures) and (abs(figures[0] - page.number) <= 3 or figures[0] <= count + 3)
