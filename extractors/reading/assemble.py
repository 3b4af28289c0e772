"""Printed pages become one text with offsets: every word knows its place in the text and on its page."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import (
    Box,
    Cell,
    Document,
    Line,
    Origin,
    Page,
    Signature,
    Table,
    TextSource,
    Word,
)
from extractors.reading.merged_cells import height
from extractors.reading.packed import LONG, PackedPage
from extractors.reading.printed import PrintedCell, PrintedLine, PrintedPage, PrintedTable, Token, around
from extractors.reading.table_parts import Whole, wholes_of


@dataclass
class _Text:
    """The text as it grows, with everything that has offsets into it."""

    long: bool
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    cells: dict[int, tuple[Whole, list[Cell]]] = field(default_factory=dict)
    sides: dict[float, float] = field(default_factory=dict)
    page: PackedPage = field(default_factory=PackedPage)

    def add(self, text: str) -> int:
        """Write on; goes out with where it began."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start

    def box(self, boxes: Iterable[Box]) -> Box:
        """The box around all of them; in a long document a number is kept once, as lines stand at the same heights."""
        box = around(boxes)
        return Box(*(self.sides.setdefault(side, side) for side in box)) if self.long else box

    def packed(self, words: list[Word]) -> Sequence[Word]:
        """The words as a line holds them."""
        return self.page.add(words) if self.long else tuple(words)

    def words(self, tokens: Sequence[Token]) -> list[Word]:
        """Write the tokens with one blank between them; nothing is written after the last."""
        words: list[Word] = []
        common = _origin(tokens) if tokens else None
        for token in tokens:
            text = unicodedata.normalize("NFC", token.text)
            if words:
                self.add(" ")
            start = self.add(text)
            own = token.origin if token.origin != common else None
            words.append(Word(start, self.length, token.box, token.confidence, token.handwritten, own))
        return words


def assemble(
    pages: list[PrintedPage],
    media_type: str,
    *,
    signatures: tuple[Signature, ...] = (),
    made_at: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Document:
    """Make one Document of printed pages in their order."""
    text, wholes = _Text(len(pages) > LONG), wholes_of(pages)
    source, handwriting = _source(pages), tuple(place for page in pages for place in page.handwriting)
    for page in pages:
        _add_page(text, page, wholes)
    return Document(
        text="".join(text.pieces),
        lines=tuple(text.lines),
        pages=tuple(text.pages),
        media_type=media_type,
        source=source,
        tables=_tables(text),
        signatures=signatures,
        handwriting=handwriting,
        warnings=warnings,
        clear_spaces=tuple(space for page in pages for space in page.clear_spaces),
        made_at=made_at,
    )


def _add_page(text: _Text, page: PrintedPage, wholes: dict[int, tuple[Whole, int]]) -> None:
    """Write a page; what is written is let go, as a long document would otherwise stand in memory twice."""
    if text.pages:
        text.add("\n")
    start = text.length
    text.page = PackedPage()
    for block in page.blocks:
        if isinstance(block, PrintedLine):
            _add_line(text, page, block)
        else:
            _add_table(text, page, block, *wholes[id(block)])
    size = (page.width, page.height)
    text.pages.append(Page(page.number, *size, start, text.length, page.source, page.problem, page.quarter))
    if text.long:
        text.page.close()
        page.blocks = [block for block in page.blocks if not isinstance(block, PrintedLine)]
        text.pieces = ["".join(text.pieces)]


def _source(pages: list[PrintedPage]) -> TextSource:
    kinds = {page.source for page in pages if page.blocks} or {page.source for page in pages}
    if len(kinds) > 1:
        return "mixed"
    return "scan" if kinds == {"scan"} else "digital"


def _origin(tokens: Sequence[Token]) -> Origin:
    """A line is of the signature or of OCR only where all its words are; a widget inside a line is text."""
    kinds = {token.origin for token in tokens}
    return kinds.pop() if len(kinds) == 1 else ("text" if "text" in kinds else "ocr")


def _most(tokens: Sequence[Token], name: str) -> bool | None:
    marked = [getattr(token, name) for token in tokens if getattr(token, name) is not None]
    return sum(marked) * 2 > len(marked) if marked else None


def _add_line(text: _Text, page: PrintedPage, line: PrintedLine) -> None:
    start, tokens = text.length, list(line.tokens)
    words = text.words(tokens)
    text.lines.append(
        Line(
            start=start,
            end=text.length,
            page=page.number,
            box=text.box(token.box for token in tokens),
            words=text.packed(words),
            origin=_origin(tokens),
            zone=line.zone,
            column=line.column,
            size=round(line.size, 1),
            bold=_most(tokens, "bold"),
            italic=_most(tokens, "italic"),
        )
    )
    text.add("\n")


def _add_table(text: _Text, page: PrintedPage, part: PrintedTable, whole: Whole, place: int) -> None:
    """One line of text for each row, cells parted by tabs; a repeated head is written but is no row of the table.

    What a merged cell says is written in each row that it covers, as a reader's eye takes it along.
    """
    repeated = whole.repeated[place]
    before = sum(height(p) - r for p, r in zip(whole.parts[:place], whole.repeated, strict=False))
    _, cells = text.cells.setdefault(id(whole), (whole, []))
    for number, row in enumerate(part.rows()):
        if not row:
            continue
        start, at_row = text.length, number - repeated + before
        words: list[Word] = []
        says_more = at_row >= whole.head_rows and any(cell.tokens for cell in row)
        above = {id(one.cell): one for one in whole.merged.above(at_row)} if says_more else {}
        own = [cell for cell in row if id(cell) not in whole.merged.continued]
        for at, cell in enumerate(sorted([*own, *(one.cell for one in above.values())], key=_column)):
            if at:
                text.add("\t")
            cell_start, said = text.length, text.words(cell.tokens)
            if id(cell) in above:
                written_on = above[id(cell)].page
                words.extend(replace(word, page=written_on) if written_on != page.number else word for word in said)
                continue
            words.extend(said)
            if number >= repeated:
                place_in_table = (at_row, cell.column, whole.merged.rows_of(cell), cell.column_span)
                cells.append(Cell(cell_start, text.length, *place_in_table, page.number, cell.box))
        if words:
            text.lines.append(_row_line(text, page, row, start, words, number < repeated))
        text.add("\n")


def _column(cell: PrintedCell) -> int:
    return cell.column


def _row_line(
    text: _Text, page: PrintedPage, row: list[PrintedCell], start: int, words: list[Word], repeated: bool
) -> Line:
    tokens = [token for cell in row for token in cell.tokens]
    return Line(
        start=start,
        end=text.length,
        page=page.number,
        box=text.box(cell.box for cell in row),
        words=text.packed(words),
        origin=_origin(tokens),
        zone="running_head" if repeated else "table",
        size=round(sorted(token.size for token in tokens)[len(tokens) // 2], 1),
        bold=_most(tokens, "bold"),
        italic=_most(tokens, "italic"),
    )


def _tables(text: _Text) -> tuple[Table, ...]:
    return tuple(
        Table(cells[0].start, max(cell.end for cell in cells), tuple(cells), whole.head_rows)
        for whole, cells in text.cells.values()
        if cells
    )
