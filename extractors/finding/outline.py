"""The outline: which paragraph hangs under which heading, as the document itself numbers and sets it.

Comes in: a Document and its header findings.  Goes out: `Item`s in reading order, each with its parent.  Numbers may be
wrong, repeated or missing; only their style counts, never their value.
"""

from dataclasses import dataclass, replace

from extractors.document import Document, Span
from extractors.finding.findings import HeaderFindings, Item, ItemKind
from extractors.finding.outlining.paragraphs import Paragraph, paragraphs
from extractors.finding.outlining.tables import rows_of
from extractors.finding.outlining.zones import Stretch, stretches

_LONGEST_HEADING = 160  # characters; headings of three printed lines are rare, sentences begin there
_NEAR = 4  # items back to the last row of a table that may go on
_PLAIN_RANK = 20
_TITLE_RANK = 3  # a title without a number stands over sections, not over parts and chapters


@dataclass(frozen=True, slots=True)
class _Level:
    """A place on the way down: the style of numbering used there, and the item that opened it."""

    style: str
    rank: int
    indent: float
    index: int


def find_outline(document: Document, header: HeaderFindings) -> tuple[Item, ...]:
    """The items of the main text and of what follows the signature, in reading order."""
    items: list[Item] = []
    for stretch in stretches(document, header):
        _read_stretch(document, stretch, items)
    return tuple(_as_heading(document, items, index) for index in range(len(items)))


def _as_heading(document: Document, items: list[Item], index: int) -> Item:
    """A short numbered line without a closing mark is a heading where something hangs under it."""
    item = items[index]
    text = document.text[item.start : item.end].rstrip()
    below = index + 1 < len(items) and items[index + 1].parent == index
    if item.kind != "item" or not below or len(text) > _LONGEST_HEADING or text.endswith((".", ";", ":", ",", "/")):
        return item
    return replace(item, kind="heading")


def _read_stretch(document: Document, stretch: Stretch, items: list[Item]) -> None:
    way: list[_Level] = []
    position = stretch.span.start
    tables = [t for t in document.tables if t.start >= stretch.span.start and t.end <= stretch.span.end]
    for table in sorted(tables, key=lambda t: t.start):
        _read_text(document, Span(position, table.start), stretch, items, way)
        parent = way[-1].index if way else None
        rows = rows_of(document, table, _columns_before(items))
        for row in rows:
            items.append(replace(row, parent=parent, zone=stretch.kind, level=len(way)))
        position = max(position, table.end)
    _read_text(document, Span(position, stretch.span.end), stretch, items, way)


def _columns_before(items: list[Item]) -> tuple[str, ...]:
    """The columns of the table that ended just before; a stray line or two may stand between its pages."""
    return max((item.columns for item in items[-_NEAR:] if item.kind == "row"), key=len, default=())


def _read_text(document: Document, span: Span, stretch: Stretch, items: list[Item], way: list[_Level]) -> None:
    if span.end <= span.start:
        return
    for paragraph in paragraphs(document, span):
        if paragraph.label or not _goes_on(document, items, way):
            _step(paragraph, way)
        items.append(_item(document, paragraph, stretch, way))
        if paragraph.label or items[-1].kind == "heading" or _opens(document, paragraph):
            way.append(_level(paragraph, len(items) - 1))


def _goes_on(document: Document, items: list[Item], way: list[_Level]) -> bool:
    """A paragraph right below a line that ends with a colon, or with nothing, is what that line announced."""
    if not way or way[-1].index != len(items) - 1 or way[-1].style in {"plain", "title"}:
        return False
    text = document.text[items[-1].start : items[-1].end].rstrip()
    return text.endswith(":") or not text.endswith((".", ";", ",", "/"))


def _level(paragraph: Paragraph, index: int) -> _Level:
    label = paragraph.label
    if label is None:
        title = paragraph.upper or paragraph.centred
        return _Level("title" if title else "plain", _TITLE_RANK if title else _PLAIN_RANK, paragraph.indent, index)
    return _Level(label.style, label.rank, paragraph.indent, index)


def _step(paragraph: Paragraph, way: list[_Level]) -> None:
    """Go up to where this paragraph belongs: beside the last of its own style, else below what is wider."""
    label = paragraph.label
    if label is None:
        _leave_for_plain(paragraph, way)
        return
    for depth in range(len(way) - 1, -1, -1):
        if way[depth].style == label.style:
            del way[depth:]
            return
    while way and way[-1].rank > label.rank and way[-1].style != "plain":
        way.pop()
    while way and way[-1].style == "plain" and label.rank < 6:
        way.pop()


def _leave_for_plain(paragraph: Paragraph, way: list[_Level]) -> None:
    """A paragraph without a number leaves bullets and openings behind, and stays under the nearest numbered heading."""
    while way and (way[-1].rank >= 9 or way[-1].style == "plain"):
        way.pop()
    if paragraph.upper:
        while way and way[-1].rank >= _TITLE_RANK:
            way.pop()


def _opens(document: Document, paragraph: Paragraph) -> bool:
    return document.text[paragraph.start : paragraph.end].rstrip().endswith(":")


def _item(document: Document, paragraph: Paragraph, stretch: Stretch, way: list[_Level]) -> Item:
    return Item(
        start=paragraph.start,
        end=paragraph.end,
        kind=_kind(document, paragraph),
        level=len(way),
        label=paragraph.label.text if paragraph.label else "",
        parent=way[-1].index if way else None,
        zone=stretch.kind,
    )


def _kind(document: Document, paragraph: Paragraph) -> ItemKind:
    """A heading is short, and no sentence: set bold or in capitals, or numbered and without a closing mark."""
    text = document.text[paragraph.start : paragraph.end].strip()
    if len(text) > _LONGEST_HEADING:
        return "item" if paragraph.label else "paragraph"
    closed = text.endswith((".", ";", "./.", ","))
    wide = paragraph.label is not None and paragraph.label.rank <= 5
    if paragraph.upper or (paragraph.bold and not closed) or (wide and not closed):
        return "heading"
    return "item" if paragraph.label else "paragraph"
