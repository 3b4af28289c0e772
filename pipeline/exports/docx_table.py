"""A table as a Word file in the page form of NĐ 30/2020/NĐ-CP, PL I: A4, Times New Roman, margins, page numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from pipeline.exports.table import (
    BOTTOM,
    CELL_SIZE,
    FONT,
    LEFT,
    NOTES_TITLE,
    PAGE_NUMBER_SIZE,
    RIGHT,
    TITLE_SIZE,
    TOP,
    Cell,
    Column,
    Table,
)
from pipeline.exports.written import written_whole

CELL_PADDING = 70  # twentieths of a point
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def write_docx(table: Table, path: Path) -> None:
    """Write the table; its head row stands on every page and no row is torn by a page break.

    Raises:
        OutputUnwritable: the file cannot be written.
    """
    document = docx.Document()
    _set_styles(document, table.titles[-1])
    _set_page(document, landscape=table.landscape)
    for title in table.titles:
        line = _write(document.add_paragraph(), title, size=TITLE_SIZE, bold=True)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)
    _add_table(document, table)
    if table.notes:
        heading = _write(document.add_paragraph(), NOTES_TITLE, size=CELL_SIZE, bold=True)
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.keep_with_next = True
        for note in table.notes:
            _write(document.add_paragraph(), f"- {note}", size=CELL_SIZE).alignment = WD_ALIGN_PARAGRAPH.LEFT
    with written_whole(path) as made:
        document.save(str(made))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _set_styles(document: Document, title: str) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(CELL_SIZE)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), FONT)
    properties.rFonts.set(qn("w:cs"), FONT)
    properties.append(_element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    document.core_properties.author, document.core_properties.title = "vanthu", title
    document.core_properties.language = "vi-VN"


def _set_page(document: Document, *, landscape: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297 if landscape else 210), Mm(210 if landscape else 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.size = Pt(PAGE_NUMBER_SIZE)
        piece = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
        piece.text = text or None
        run._r.append(piece)


def _write(paragraph: Paragraph, text: str, *, size: int, bold: bool = False, italic: bool = False) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return paragraph


def _add_table(document: Document, table: Table) -> None:
    made = document.add_table(rows=0, cols=len(table.columns))
    made.style, made.autofit = "Table Grid", False
    sides = _element("w:tblCellMar")
    sides.extend(_element(f"w:{side}", w=str(CELL_PADDING), type="dxa") for side in ("left", "right"))
    made._tblPr.append(sides)
    for column, spec in zip(made.columns, table.columns, strict=True):
        column.width = Mm(spec.width)
    head = _add_row(made, table.columns, [Cell(column.heading) for column in table.columns], bold=True)
    head.append(_element("w:tblHeader"))
    for row in table.rows:
        _add_row(made, table.columns, row)


def _add_row(made: Any, columns: Sequence[Column], cells: Sequence[Cell], *, bold: bool = False) -> Any:
    row = made.add_row()
    for place, column, cell in zip(row.cells, columns, cells, strict=True):
        place.width = Mm(column.width)
        paragraph = _write(place.paragraphs[0], cell.text, size=CELL_SIZE, bold=bold, italic=cell.doubtful)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if bold else _ALIGN[column.align]
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    return properties
