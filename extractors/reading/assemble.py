"""Printed pages become one text with offsets: every word knows its place in the text and on its page."""

import unicodedata
from dataclasses import dataclass, field

from extractors.document import (
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
from extractors.reading.printed import PrintedLine, PrintedPage, PrintedTable, Token, around


@dataclass
class _Text:
    """The text as it grows, with everything that has offsets into it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    parts: list[tuple[PrintedTable, list[Cell]]] = field(default_factory=list)

    def add(self, text: str) -> int:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start

    def words(self, tokens: list[Token]) -> list[Word]:
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
    warnings: tuple[str, ...] = (),
) -> Document:
    """Make one Document of printed pages in their order."""
    text = _Text()
    for page in pages:
        if text.pages:
            text.add("\n")
        start = text.length
        for block in page.blocks:
            if isinstance(block, PrintedLine):
                _add_line(text, page, block)
            else:
                _add_table(text, page, block)
        text.pages.append(Page(page.number, page.width, page.height, start, text.length, page.source, page.problem))
    return Document(
        text="".join(text.pieces),
        lines=tuple(text.lines),
        pages=tuple(text.pages),
        media_type=media_type,
        source=_source(pages),
        tables=tuple(Table(c[0].start, max(x.end for x in c), tuple(c)) for _, c in text.parts if c),
        signatures=signatures,
        handwriting=tuple(place for page in pages for place in page.handwriting),
        warnings=warnings,
    )


def _source(pages: list[PrintedPage]) -> TextSource:
    kinds = {page.source for page in pages if page.blocks} or {page.source for page in pages}
    if len(kinds) > 1:
        return "mixed"
    return "scan" if kinds == {"scan"} else "digital"


def _origin(tokens: list[Token]) -> Origin:
    """A line is of the signature or of OCR only where all its words are; a widget inside a line is text."""
    kinds = {token.origin for token in tokens}
    return kinds.pop() if len(kinds) == 1 else ("text" if "text" in kinds else "ocr")


def _most(tokens: list[Token], name: str) -> bool | None:
    marked = [getattr(token, name) for token in tokens if getattr(token, name) is not None]
    return sum(marked) * 2 > len(marked) if marked else None


def _add_line(text: _Text, page: PrintedPage, line: PrintedLine) -> None:
    start = text.length
    words = text.words(line.tokens)
    text.lines.append(
        Line(
            start=start,
            end=text.length,
            page=page.number,
            box=line.box,
            words=tuple(words),
            origin=_origin(line.tokens),
            zone=line.zone,
            column=line.column,
            size=round(line.size, 1),
            bold=_most(line.tokens, "bold"),
            italic=_most(line.tokens, "italic"),
        )
    )
    text.add("\n")


def _add_table(text: _Text, page: PrintedPage, table: PrintedTable) -> None:
    """One line of text for each row of the table, cells parted by tabs."""
    cells: list[Cell] = []
    for row in table.rows():
        if not row:
            continue
        start, words, tokens = text.length, [], []
        for at, cell in enumerate(row):
            if at:
                text.add("\t")
            cell_start = text.length
            words.extend(text.words(cell.tokens))
            tokens.extend(cell.tokens)
            cells.append(
                Cell(
                    cell_start, text.length, cell.row, cell.column, cell.row_span, cell.column_span,
                    page.number, cell.box,
                )
            )  # fmt: skip
        if tokens:
            text.lines.append(
                Line(
                    start, text.length, page.number, around(cell.box for cell in row), tuple(words),
                    _origin(tokens), "table", size=round(sorted(t.size for t in tokens)[len(tokens) // 2], 1),
                    bold=_most(tokens, "bold"), italic=_most(tokens, "italic"),
                )
            )  # fmt: skip
        text.add("\n")
    text.parts.append((table, cells))
