"""Join printed lines into paragraphs, as a reader's eye does: by indent, line length, numbering and sentence ends.

Comes in: a Document and the span to look at.  Goes out: `Paragraph`s in reading order.  In a Word file every line is a
paragraph already; a PDF has only printed lines, and a paragraph may go on over a page break.
"""

import itertools
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Document, Line, Span
from extractors.finding.outlining.labels import Label, label_of
from rules.loader import Rule, load
from rules.spelling import level

_ENDS = re.compile(r"[.;:!?…][\"'»)\]]*\s*$|\./\.\s*$")
_SMALLEST_INDENT = 12.0  # points; half of the narrowest first-line indent that official documents use (1 cm)
_SHORT_LINE = 0.86  # share of the text width below which a line was broken on purpose
_TERMINAL = re.compile(r"[.;:!?]")
# Characters: two pages that nothing parts are no paragraph, and each later step would carry them about as one sentence.
_LONGEST = 5000
_ENDLESS = 4 * _LONGEST


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its printed lines, its number or bullet, and how it is set.

    `start` is the first character after the label.  `indent` is the first line's distance from the left margin in
    points (0 where the file has no boxes).
    """

    start: int
    end: int
    lines: tuple[Line, ...]
    label: Label | None
    indent: float
    centred: bool
    bold: bool
    upper: bool

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)


def paragraphs(document: Document, span: Span) -> list[Paragraph]:
    """The paragraphs of a stretch of the text; page numbers and rules drawn of dashes are left out."""
    lines = [line for line in document.lines_in(*span) if _is_text(document, line)]
    margins = _margins(lines)
    return [_paragraph(document, group, margins) for group in _groups(document, lines, margins)]


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this text is set: the usual distance of base lines, and whether only first lines are set in."""

    gap: float
    outdents: bool


def _is_text(document: Document, line: Line) -> bool:
    if line.zone in {"running_head", "page_number", "footnote", "stamp"}:
        return False
    written = level(document.text[line.start : line.end]).strip()
    return bool(written) and not any(rule.pattern.search(written) for rule in _furniture())


def _furniture() -> tuple[Rule, ...]:
    return load("outline").group("furniture.")


def _margins(lines: list[Line]) -> dict[int | None, _Margins]:
    """The text block of each page; a page with few lines borrows the document's."""
    by_page: dict[int | None, list[Line]] = {}
    for line in lines:
        if line.box and line.column is None:
            by_page.setdefault(line.page, []).append(line)
    everything = [line for page in by_page.values() for line in page]
    usual = _block(everything) if everything else _Margins(0.0, 1.0)
    return {page: _block(own) if len(own) >= 8 else usual for page, own in by_page.items()} | {None: usual}


def _block(lines: list[Line]) -> _Margins:
    lefts = sorted(line.box.x0 for line in lines if line.box)
    rights = sorted(line.box.x1 for line in lines if line.box)
    return _Margins(lefts[len(lefts) // 10], rights[len(rights) * 8 // 10])


def _groups(document: Document, lines: list[Line], margins: dict[int | None, _Margins]) -> Iterator[list[Line]]:
    group: list[Line] = []
    habits = _Habits(_usual_gap(lines), _outdents(lines, margins))
    for line in lines:
        if group and _begins_paragraph(document, group, line, margins.get(line.page) or margins[None], habits):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _usual_gap(lines: list[Line]) -> float:
    """The usual distance of two base lines, in points."""
    steps = [
        later.box.bottom - line.box.bottom
        for line, later in itertools.pairwise(lines)
        if line.box and later.box and line.page == later.page and later.box.bottom > line.box.bottom + 4
    ]
    return statistics.median(steps) if steps else 0.0


def _outdents(lines: list[Line], margins: dict[int | None, _Margins]) -> bool:
    """Whether the second line of a paragraph goes back to the margin, as in nearly every typed document."""
    back = hanging = 0
    for line, later in itertools.pairwise(lines):
        margin = margins.get(line.page) or margins[None]
        if not (line.box and later.box) or line.page != later.page or line.box.x0 < margin.left + _SMALLEST_INDENT:
            continue
        if line.box.x1 > margin.left + _SHORT_LINE * margin.width:
            back += later.box.x0 < margin.left + _SMALLEST_INDENT / 2
            hanging += abs(later.box.x0 - line.box.x0) < _SMALLEST_INDENT / 2
    return back > 4 * hanging


def _begins_paragraph(document: Document, group: list[Line], line: Line, margins: _Margins, habits: _Habits) -> bool:
    last = group[-1]
    if document.source == "word" or line.box is None or last.box is None:
        return True  # a Word file's lines are its paragraphs, wherever a rendering puts them
    if _same_row(last, line):
        return False
    said, says = document.text[last.start : last.end].rstrip(), document.text[line.start : line.end].strip()
    ended = bool(_ENDS.search(said))
    if (so_far := last.end - group[0].start) > _ENDLESS or (so_far > _LONGEST and _TERMINAL.search(said[-3:])):
        return True
    short = last.box.x1 < margins.left + _SHORT_LINE * margins.width
    indented = line.box.x0 > margins.left + _SMALLEST_INDENT
    label = label_of(says)
    if (
        label is None
        and not ended
        and line.box.x0 > margins.left + 0.45 * margins.width
        and not _centred(line, margins)
    ):
        return False
    if label is not None:
        return (
            ended
            or (short and line.box.x0 < margins.left + 0.45 * margins.width)
            or _label_is_real(label, line, group, margins)
        )
    if _both_titles(document, group, line, margins):
        return False
    if line.page == last.page and habits.gap and line.box.bottom - last.box.bottom > 2.2 * habits.gap:
        return True
    if habits.outdents and says[:1].isupper() and _set_in_alike(group[0], line, margins):
        return True
    if says[:1].islower():
        return ended and short and indented
    if ended:
        return indented or (short and _TERMINAL.search(said[-3:]) is not None)
    return short and (
        indented or _is_title(document, group, margins) or (line.bold is not None and line.bold != last.bold)
    )


def _set_in_alike(first: Line, line: Line, margins: _Margins) -> bool:
    """Where only first lines are set in, a line set in like the one before begins anew."""
    if first.box is None or line.box is None:
        return False
    set_in = line.box.x0 - margins.left
    return _SMALLEST_INDENT < set_in < 0.3 * margins.width and abs(line.box.x0 - first.box.x0) < _SMALLEST_INDENT


def _label_is_real(label: Label, line: Line, group: list[Line], margins: _Margins) -> bool:
    """A line may begin with `2022.` or `- 2025` in the middle of a sentence; a real label is set in, or hangs."""
    if line.box is None or group[0].box is None:
        return True
    set_in = _SMALLEST_INDENT < line.box.x0 - margins.left < 0.45 * margins.width
    hangs = len(group) > 1 and abs(line.box.x0 - group[0].box.x0) < 4 and line.box.x0 < group[1].box.x0 - 4  # type: ignore[union-attr]
    return set_in or hangs or label.style in {"label.article", "label.roman", "label.part", "label.chapter"}


def _same_row(last: Line, line: Line) -> bool:
    if last.page != line.page or last.box is None or line.box is None:
        return False
    shared = min(last.box.bottom, line.box.bottom) - max(last.box.top, line.box.top)
    return shared > 0.6 * min(last.box.bottom - last.box.top, line.box.bottom - line.box.top)


def _centred(line: Line, margins: _Margins) -> bool:
    if line.align == "center":
        return True
    if line.box is None:
        return False
    left, right = line.box.x0 - margins.left, margins.right - line.box.x1
    return min(left, right) > 2 * _SMALLEST_INDENT and abs(left - right) < 0.12 * margins.width


def _is_title(document: Document, group: list[Line], margins: _Margins) -> bool:
    text = document.text[group[0].start : group[-1].end]
    return text.isupper() or bool(group[0].bold) or _centred(group[0], margins)


def _both_titles(document: Document, group: list[Line], line: Line, margins: _Margins) -> bool:
    """A title set over several lines stays one: capitals go on with capitals, centred lines with centred ones."""
    text, more = document.text[group[0].start : group[-1].end], document.text[line.start : line.end]
    if len(group) > 4 or _ENDS.search(text):
        return False
    if text.isupper():
        return more.isupper() and (group[0].bold == line.bold)
    return _centred(group[0], margins) and _centred(line, margins) and group[0].bold == line.bold and more[:1].islower()


def _paragraph(document: Document, group: list[Line], margins: dict[int | None, _Margins]) -> Paragraph:
    first, start, end = group[0], group[0].start, group[-1].end
    text = document.text[start:end]
    margin = margins.get(first.page) or margins[None]
    label = label_of(text)
    begin = start + (label.length if label else len(text) - len(text.lstrip()))
    return Paragraph(
        start=min(begin, end),
        end=start + len(text.rstrip()),
        lines=tuple(group),
        label=label,
        indent=first.box.x0 - margin.left if first.box else 0.0,
        centred=_centred(first, margin),
        bold=all(line.bold for line in group),
        upper=text[label.length if label else 0 :].isupper(),
    )
