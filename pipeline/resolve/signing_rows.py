"""What the rows of a scanned signing block say of each other: white paper where `KT.` would stand, rows that agree.

A deputy signs for the head with `KT.` before the head's title and the deputy's own title under it (NĐ 30/2020/NĐ-CP
Điều 13 and Phụ lục I mục II.7).  So a head's title with white paper around it has neither, and either of the two rows
bears out what recognition has left of the other.

Comes in: a Document, spans of the block.  Goes out: answers, yes only where something on the page says so.
"""

import re

from extractors.document import Box, ClearSpace, Document, Span
from extractors.finding.findings import Mention
from extractors.finding.head.titles import deputy_has_own_title, deputys_title, title_in
from rules.loader import load
from rules.spelling import fold

# Points.  `KT.` with its blank takes 25 to 30; a blank between words takes 3 to 5, one between rows of a block up to 8.
_WIDE, _BLANK, _APART = 30.0, 10.0, 10.0
_ROW = 24.0
"""Two rows of a block are at most so far apart, from top to top."""
_CENTRED = 14.0
"""`KT. X` and `PHÓ X` over each other begin within so many points."""
_MIDDLES = 5.0
"""Rows of a block are centred over each other within so many points; a title that lost `PHÓ` is 12 or more off."""
_NEXT_ROW, _SLACK = 1.0, 3.0
"""A further row of a name begins at most so many heights below one; places agree within so many points."""
_LETTERS = 2
"""A word of fewer letters may be a stroke."""


def first_box(document: Document, span: Span) -> tuple[int | None, Box] | None:
    """Page and box of the first word of letters in a span."""
    for line, word in document.upright.words_in(*span):
        if word.box and any(map(str.isalpha, document.text[word.start : word.end])):
            return line.page, word.box
    return None


def clear_space(document: Document, span: Span) -> ClearSpace | None:
    """The white paper around the row that a span stands on, where it was measured and begins with the span's word."""
    at = first_box(document, span)
    if at is None:
        return None
    page, box = at
    middle = (box.top + box.bottom) / 2
    spaces = (space for space in document.upright.clear_spaces if space.page == page)
    own = [s for s in spaces if abs(s.box.x0 - box.x0) < 3 and s.box.top - 3 <= middle <= s.box.bottom + 3]
    # Rows under a seal lie in each other's boxes.
    return min(own, key=lambda s: abs((s.box.top + s.box.bottom) / 2 - middle), default=None)


def stands_clear(document: Document, title: Mention) -> bool:
    """Whether a title has white paper before and behind it, so that no `KT.` was lost."""
    space = clear_space(document, title.spans[0])
    return space is not None and space.left >= _WIDE and space.right >= _BLANK


def stands_alone(document: Document, title: Mention) -> bool:
    """Whether a title stands clear with no row right above it, so that no line of authority was lost."""
    return stands_clear(document, title) and stands_below_white(document, title)


def stands_below_white(document: Document, line: Mention) -> bool:
    """Whether no row stands right above a line: neither ink nor words that were read."""
    space = clear_space(document, line.spans[0])
    return space is not None and space.above >= _APART and not _touches_a_row_above(document, line)


def _touches_a_row_above(document: Document, line: Mention) -> bool:
    """Whether words were read over a line, so near that the boxes touch."""
    at = first_box(document, line.spans[0])
    if at is None:
        return False
    page, box = at
    ends = [word.box.x1 for _, word in document.upright.words_in(*line.spans[0]) if word.box]
    row = Box(box.x0, box.top, max(ends, default=box.x1), box.bottom)
    own = [one.start for one in document.upright.lines_in(*line.spans[0])]
    return any(
        other.page == page and other.start not in own and _lies_over(word.box, row)
        for other in document.upright.lines
        for word in other.words
        if word.box and sum(map(str.isalpha, document.text[word.start : word.end])) >= _LETTERS
    )


def _lies_over(upper: Box, lower: Box) -> bool:
    return upper.top < lower.top - _SLACK < upper.bottom and upper.x0 < lower.x1 and upper.x1 > lower.x0


def goes_on_below(document: Document, line: Mention) -> bool:
    """Whether letters stand right below a line where nothing was read: a further row of it was lost."""
    space = clear_space(document, line.spans[-1])
    if space is None or space.below >= _NEXT_ROW * (space.box.bottom - space.box.top):
        return False
    at, page = space.box.bottom + space.below, first_box(document, line.spans[-1])
    return page is not None and not any(
        other.box.top - _SLACK <= at + _SLACK <= other.box.bottom
        and other.box.x0 < space.box.x1 + _CENTRED
        and other.box.x1 > space.box.x0 - _CENTRED
        for other in document.upright.lines
        if other.page == page[0] and other.box
    )


def goes_on(document: Document, authority: Mention, title: Mention | None) -> bool:
    """Whether the line of authority may say more than was read: ink right behind it, a row between it and the title."""
    last = authority.spans[-1]
    space = clear_space(document, last)
    if space is not None and space.right < _BLANK:
        return True
    one, two = first_box(document, last), first_box(document, title.spans[0]) if title else None
    return one is not None and two is not None and one[0] == two[0] and two[1].top - one[1].top > _ROW


def stands_whole(document: Document, authority: Mention, title: Mention) -> bool:
    """Whether a head's title under a committee's line has its middle right under the line's: it lost no `PHÓ`.

    Nobody signs for the head of a committee with `KT.` (36-HD/VPTW mục II.8), so there is nothing else to lose.
    """
    if not load("signing").rule("committee").search(authority.details.get("restored") or authority.value):
        return False
    above, below = (_middle(document, one.spans[-1]) for one in (authority, title))
    return above is not None and below is not None and abs(above - below) <= _MIDDLES


def _middle(document: Document, span: Span) -> float | None:
    """The middle of a row across the upright page, from its first letter to its last, in points."""
    boxes = [
        word.box
        for _, word in document.upright.words_in(*span)
        if word.box and any(map(str.isalpha, document.text[word.start : word.end]))
    ]
    return (min(box.x0 for box in boxes) + max(box.x1 for box in boxes)) / 2 if boxes else None


def is_deputy_of(title: str | None, head: str) -> bool:
    """Whether a title is that of the deputy of a head.

    >>> is_deputy_of("PHÓ GIÁM ĐỐC", "GIÁM ĐỐC"), is_deputy_of("THỨ TRƯỞNG", "BỘ TRƯỞNG")
    (True, True)
    >>> is_deputy_of("PHÓ CHỦ TỊCH", "GIÁM ĐỐC")
    False
    """
    post, said = title_in(head), title_in(title or "")
    if post is None or said is None:
        return False
    return said == f"pho {post}" or (deputy_has_own_title(head) and said.startswith(fold(deputys_title(head))))


def shows_deputy(document: Document, authority: Mention, head: str, title: Mention | None) -> bool:
    """Whether something is left of the deputy's title under `KT.`: its end behind ink, or its beginning.

    Of `PHÓ X` a seal may leave `X` with ink before it, or `PHÓ` and the first word of `X` right under `KT. X`.
    """
    if deputy_has_own_title(head):
        return False
    if title is not None:
        space = clear_space(document, title.spans[0])
        under = _is_right_under(document, authority.spans[-1], title.spans[0])
        return under and space is not None and space.left < _BLANK <= space.right
    start = first_box(document, authority.spans[-1])
    if start is None:
        return False
    begins = ("pho", *fold(head).split()[:1])
    return any(
        words == begins and abs(box.x0 - start[1].x0) < _CENTRED for words, box in _rows_near(document, start, 1, 2)
    )


def shows_head(document: Document, title: Mention, head: str) -> bool:
    """Whether the row right above a deputy's title ends in the head's title, with something before it."""
    start = first_box(document, title.spans[0])
    ends = tuple(re.findall(r"\w+", fold(head)))
    if start is None or not ends:
        return False
    rows = _rows_near(document, start, -1, None)
    return any(words[-len(ends) :] == ends and len(words) > len(ends) for words, _ in rows)


def _is_right_under(document: Document, above: Span, below: Span) -> bool:
    one, two = first_box(document, above), first_box(document, below)
    if one is None or two is None or one[0] != two[0]:
        return False
    return 0 < two[1].top - one[1].top < _ROW


def _rows_near(
    document: Document, start: tuple[int | None, Box], side: int, count: int | None
) -> list[tuple[tuple[str, ...], Box]]:
    """The words without marks, `count` at most, of the rows right below (1) or above (-1) a place, and their boxes."""
    page, at = start
    rows = []
    for line in document.upright.lines:
        if line.page != page or line.box is None:
            continue
        parts = [word for word in line.words if word.box and word.box.x1 > at.x0 - 2 * _CENTRED]
        words = [fold(document.text[word.start : word.end]) for word in parts]
        box = parts[0].box if parts else None
        if box and 0 < side * (box.top - at.top) < _ROW:
            rows.append((tuple(part for word in words for part in re.findall(r"\w+", word))[:count], box))
    return rows
