"""Heads and feet that are set in two columns by tabs and blanks, without a table, come apart into their columns.

Comes in: the lines of paragraphs that follow each other.  Goes out: the same lines with their column; those of the left
column stand before those of the right one, as in a head that is set as a table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.reading.word.text import LineDraft
from rules.loader import load

_GAP = re.compile(r"(?<=\S)[ \u00a0]*(?:\t|[ \u00a0]{4})[\s\u00a0]*(?=\S)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
TAB = 8  # blanks that a tab counts for
FAR = 24  # blanks before a line from which on it stands in the right column
SHORT = 70
HEAD = 10  # lines that a head has at most
FOOT = 12  # lines at the end of a text among which two signers may stand beside each other
Placed = tuple[LineDraft, int | None]


def gap_in(raw: str) -> tuple[int, int] | None:
    r"""The widest gap between two texts of a line, as offsets; None where no gap parts two columns.

    A tab after a number or a dash parts nothing, nor does one before a long text.

    >>> gap_in("Số: 12/KH\t Hà Nội"), gap_in("Độc lập - Tự do"), gap_in("1.\tGiao việc")
    ((9, 11), None, None)
    """
    gaps = [match.span() for match in _GAP.finditer(raw)]
    widest = max(gaps, key=lambda gap: _width(raw[gap[0] : gap[1]]), default=None)
    if widest is None or not _LETTERS.search(raw, 0, widest[0]) or len(raw) - widest[1] > SHORT:
        return None
    return widest


def stands_right(raw: str) -> bool:
    r"""Whether so much blank stands before the text that it is in the right half of the page.

    >>> stands_right("\t\t\t\tGIÁM ĐỐC"), stands_right("\tCăn cứ")
    (True, False)
    """
    return _width(raw[: len(raw) - len(raw.lstrip())]) >= FAR


def _width(blank: str) -> int:
    return len(blank) + (TAB - 1) * blank.count("\t")


def in_columns(drafts: Sequence[LineDraft]) -> Iterator[Placed]:
    """The lines in reading order with their columns; those outside a head or foot have none."""
    if not any(draft.right for draft in drafts):
        yield from ((draft, None) for draft in drafts)
        return
    at = 0
    for start, end in _regions(drafts):
        yield from ((draft, None) for draft in drafts[at:start])
        yield from _apart(drafts[start:end])
        at = end
    yield from ((draft, None) for draft in drafts[at:])


def _apart(drafts: Sequence[LineDraft]) -> list[Placed]:
    left: list[Placed] = []
    right: list[Placed] = []
    for draft in drafts:
        if draft.right:
            gap = gap_in(draft.original) if draft.original else None
            stood = (draft.original[: gap[0]].strip(), draft.original[gap[1] :].strip()) if gap else ("", "")
            text = draft.text[: -len(draft.right)].rstrip()
            left.append((replace(draft, text=text, right="", original=stood[0]), 0))
            right.append((replace(draft, text=draft.right, right="", original=stood[1]), 1))
        elif draft.far or draft.align == "right":
            right.append((draft, 1))
        else:
            left.append((draft, 0))
    return left + right


def _regions(drafts: Sequence[LineDraft]) -> Iterator[tuple[int, int]]:
    """The stretches that are heads or feet in two columns, in order and apart from each other."""
    end = 0
    for at, draft in enumerate(drafts):
        if at < end:
            continue
        if _head_mark(draft):
            start = at
            while start > end and drafts[start - 1].right:
                start -= 1
            end = _head_end(drafts, at)
            yield start, end
        elif _foot_mark(draft) or (_two_signers(draft) and len(drafts) - at <= FOOT):
            stop = _foot_end(drafts, at)
            if any(one.right for one in drafts[at:stop]):
                start = at
                while start > end and drafts[start - 1].far and not drafts[start - 1].right:
                    start -= 1
                end = stop
                yield start, end


def _head_mark(draft: LineDraft) -> bool:
    marks = [rule for rule in load("word_layout").rules if rule.extra.get("heading")]
    return bool(draft.right) and any(mark.search(draft.right) for mark in marks)


def _foot_mark(draft: LineDraft) -> bool:
    left = draft.text[: len(draft.text) - len(draft.right)]
    return len(left) <= SHORT and load("word_layout").rule("frame.recipients").search(left) is not None


def _two_signers(draft: LineDraft) -> bool:
    """Minutes are signed side by side by secretary and chair: both in capitals."""
    return bool(draft.right) and draft.text.isupper()


def _head_end(drafts: Sequence[LineDraft], at: int) -> int:
    """A head goes on while its lines are parted; a short line may stand between them above the number's."""
    end, number = at + 1, load("word_layout").rule("frame.number")
    while end < min(len(drafts), at + HEAD):
        if not drafts[end].right:
            seen = any(number.search(draft.text) for draft in drafts[at:end])
            if seen or len(drafts[end].text) > SHORT or not any(one.right for one in drafts[end + 1 : end + 2]):
                break
        end += 1
    return end


def _foot_end(drafts: Sequence[LineDraft], at: int) -> int:
    """A foot goes on over parted lines, the list of recipients with its wrapped items, and lines set to the right."""
    end = at + 1
    while end < len(drafts):
        wrapped = len(drafts[end].text) <= SHORT and end + 1 < len(drafts) and _of_foot(drafts[end + 1])
        if not _of_foot(drafts[end]) and not wrapped:
            break
        end += 1
    return end


def _of_foot(draft: LineDraft) -> bool:
    return bool(draft.right) or draft.far or draft.align == "right" or draft.text[0] in "-–+*"
