"""The blocks of a Word story in reading order: paragraphs, and tables down to their cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.reading.word.anchors import beside_each_other
from extractors.reading.word.inline import MC, InlineReader, Paragraph
from extractors.reading.word.numbering import Numbering
from extractors.reading.word.styles import VAL, Element, Styles, W, is_on

_SIDES = {"top", "left", "start", "bottom", "right", "end", "insideH", "insideV"}
_INVISIBLE = {"nil", "none"}
DEEPEST = 40  # tables within tables; Word itself stops far earlier


@dataclass(slots=True)
class GridCell:
    """A cell as the file has it: place in the grid, spans, its own blocks, and whether borders are drawn round it."""

    row: int
    column: int
    column_span: int
    blocks: list["Block"]
    row_span: int = 1
    continues: bool = False
    ruled: bool = False


@dataclass(slots=True)
class Grid:
    """A table as the file has it; `head_rows` are those that repeat on every page."""

    rows: list[list[GridCell]] = field(default_factory=list)
    head_rows: int = 0


Block = Paragraph | Grid


class BlockReader:
    """Walks the stories of one document (body, headers, notes) and reads their blocks."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._inline = InlineReader(styles)

    def read(self, parent: Element, depth: int = 0) -> list[Block]:
        """The blocks below an element, in order; what a text box holds follows its paragraph."""
        blocks: list[Block] = []
        before: Paragraph | None = None
        for element in _block_elements(parent):
            if element.tag == W + "tbl":
                if depth < DEEPEST:
                    blocks.append(self._table(element, depth + 1))
                continue
            paragraph = self._inline.read(element)
            if before is not None:  # its paragraph mark was deleted: both are one now
                paragraph.parts[0][:0] = before.parts.pop()
                paragraph.parts[:0] = before.parts
                paragraph.boxes[:0], paragraph.notes[:0] = before.boxes, before.notes
                before = None
            if paragraph.goes_on:
                before = paragraph
            else:
                self._take(paragraph, element, blocks, depth)
        if before is not None:
            self._take(before, parent, blocks, depth)
        return blocks

    def _take(self, paragraph: Paragraph, element: Element, blocks: list[Block], depth: int) -> None:
        look = paragraph.look
        if look.num_id is not None and look.num_id != "0":
            style = element.find(f"{W}pPr/{W}pStyle")
            paragraph.label = self._numbering.label(
                look.num_id, look.level, style.get(VAL) if style is not None else None
            )
        blocks.append(paragraph)
        if depth >= DEEPEST:
            return
        row = beside_each_other(paragraph.boxes)
        if row is None:
            for box in paragraph.boxes:
                blocks.extend(self.read(box, depth + 1))
        else:
            blocks.append(Grid([[GridCell(0, at, 1, self.read(box, depth + 1)) for at, box in enumerate(row)]]))

    def _table(self, table: Element, depth: int) -> Grid:
        grid = Grid()
        around = self._table_borders(table)
        for row in _below(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            head = properties.find(W + "tblHeader") if properties is not None else None
            if head is not None and is_on(head) and grid.head_rows == len(grid.rows):
                grid.head_rows += 1
            grid.rows.append(self._row(row, len(grid.rows), around, depth))
        _join_down(grid)
        return grid

    def _row(self, row: Element, at: int, around: bool, depth: int) -> list[GridCell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = _count(before, 0)
        cells: list[GridCell] = []
        for element in _below(row, W + "tc"):
            properties = element.find(W + "tcPr")
            span = _count(properties.find(W + "gridSpan") if properties is not None else None, 1)
            merge = properties.find(W + "vMerge") if properties is not None else None
            own = properties.find(W + "tcBorders") if properties is not None else None
            cell = GridCell(at, column, max(span, 1), self.read(element, depth))
            cell.continues = merge is not None and merge.get(VAL, "continue") != "restart"
            cell.ruled = _cell_ruled(own, around)
            cells.append(cell)
            column += cell.column_span
        return cells

    def _table_borders(self, table: Element) -> bool:
        """Whether the table as a whole draws borders: by itself or by its style."""
        properties = table.find(W + "tblPr")
        if properties is None:
            return False
        own = properties.find(W + "tblBorders")
        if own is not None:
            return _visible(own) >= 3
        style = properties.find(W + "tblStyle")
        for element in self._styles.chain(style.get(VAL) if style is not None else None):
            borders = element.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                return _visible(borders) >= 3
        return False


def _block_elements(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables of a story, also those inside content controls, custom XML and insertions."""
    for child in parent:
        tag = child.tag
        if tag in {W + "p", W + "tbl"}:
            yield child
        elif tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}:
            yield from _block_elements(child)
        elif tag == MC + "AlternateContent":
            yield from next((found for branch in child if (found := list(_block_elements(branch)))), [])


def _below(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table, or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml"}:
            yield from _below(child, wanted)


def _count(element: Element | None, otherwise: int) -> int:
    value = element.get(VAL) if element is not None else None
    return min(int(value), 63) if value and value.isdigit() else otherwise


def _visible(borders: Element) -> int:
    """How many of the sides are drawn."""
    return sum(
        border.tag.removeprefix(W) in _SIDES and (border.get(VAL) or "nil") not in _INVISIBLE
        for border in borders
        if isinstance(border.tag, str)
    )


def _cell_ruled(own: Element | None, around: bool) -> bool:
    """A cell counts as ruled from two drawn sides on: programs write a shared side at one of its cells only."""
    if own is None:
        return around
    said = sum(isinstance(side.tag, str) and side.tag.removeprefix(W) in _SIDES for side in own)
    drawn = _visible(own)
    return drawn + (max(4 - said, 0) if around else 0) >= 2


def _join_down(grid: Grid) -> None:
    """Let each vertically merged cell span its continuations, which then are no cells of their own."""
    above: dict[int, GridCell] = {}
    for row in grid.rows:
        for cell in row:
            if cell.continues and cell.column in above:
                above[cell.column].row_span += 1
                above[cell.column].blocks.extend(cell.blocks)
            else:
                cell.continues = False
                above[cell.column] = cell
        row[:] = [cell for cell in row if not cell.continues]
