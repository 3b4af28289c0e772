"""A sample as a Word file: A4, margins and type of the page form in decree 30/2020, annex I.

Head and foot are tables without borders, as offices make them.
"""

import re
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from samples.make.numbering import add_list, number
from samples.make.sheet import Block, Sheet
from samples.make.table import add_grid, add_table, keep_rows_whole

FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
INLINE = re.compile(r"(\*\*[^*]+\*\*|//.+?//)")
RIGHT_HEAD = {
    "state": (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5), ("Độc lập - Tự do - Hạnh phúc", 13.5)),
    "party": (("ĐẢNG CỘNG SẢN VIỆT NAM", 15.0),),
    "youth": (("ĐOÀN TNCS HỒ CHÍ MINH", 15.0),),
}
ROOM = 5
UNDER_ISSUER = {"party": "*", "youth": "***"}


def write(paragraph: Paragraph, text: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> None:
    """Add runs to a paragraph; `**…**` and `//…//` switch bold and italic on."""
    for part in filter(None, INLINE.split(text)):
        marked = INLINE.fullmatch(part)
        strong, slanted = bool(marked) and part[0] == "*", bool(marked) and part[0] == "/"
        run = paragraph.add_run(part[2:-2] if marked else part)
        run.font.size, run.bold, run.italic = Pt(size), bold or strong, italic or slanted


def line(holder: Any, text: str = "", size: float = 14, align: str = "center", **style: bool) -> Paragraph:
    """A line without space around it, as in head and foot.  A cell's first paragraph is used up first."""
    first = holder.paragraphs[0] if len(holder.paragraphs) == 1 and not holder.paragraphs[0].runs else None
    paragraph = first if first is not None and not holder.text else holder.add_paragraph()
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    write(paragraph, text, size, **style)
    return paragraph


def rule(holder: Any, indent: float) -> None:
    """A short horizontal line, `indent` cm away from both sides of its cell."""
    paragraph = holder.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(indent)
    shape.space_before, shape.space_after = Pt(3), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border(paragraph, ("top",), "000000")


def border(paragraph: Paragraph, sides: tuple[str, ...], colour: str) -> None:
    """Draw the named sides of a paragraph's frame."""
    frame = OxmlElement("w:pBdr")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", colour)):
            edge.set(qn(f"w:{name}"), value)
        frame.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        frame, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def stamp(holder: Any, text: str, colour: RGBColor, indent: float) -> None:
    """A framed word in capitals, such as the mark of urgency."""
    line(holder, "", 6)
    paragraph = line(holder, text, 13, bold=True)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
    paragraph.runs[0].font.color.rgb = colour
    border(paragraph, ("top", "left", "bottom", "right"), str(colour))


def add_head(word: WordFile, sheet: Sheet) -> None:
    """Issuer left, motto right; below them number and date; then the title, or the subject of a letter."""
    head = sheet.head
    grid = add_grid(word, [6.7, 9.8] if sheet.system == "state" else [7.4, 9.1], rows=2)
    left, right = grid.rows[0].cells
    for text in head.get("parent", []):
        line(left, text, 12)
    for text in head.get("issuer", []):
        line(left, text, 13, bold=True)
    if sheet.system == "state":
        rule(left, 2.2)
    else:
        line(left, UNDER_ISSUER[sheet.system], 13, bold=True)
    for text, size in RIGHT_HEAD[sheet.system]:
        line(right, text, size, bold=True)
    rule(right, 1.7 if sheet.system == "state" else 1.0)
    left, right = grid.rows[1].cells
    line(left, head.get("number", ""), 13)
    line(right, head["place"], 13.5, italic=True)
    for text in head.get("subject", []):
        line(left, text, 12)
    if "urgency" in head:
        stamp(left, head["urgency"], RGBColor(0xD0, 0x10, 0x10), 2.3)
    if "draft" in head:
        line(left, head["draft"], 13, bold=True)
    add_title(word, sheet)


def add_title(word: WordFile, sheet: Sheet) -> None:
    """The type in capitals with the summary under it; a letter has none."""
    if "type" not in sheet.head:
        return
    title = line(word, sheet.head["type"], 15 if sheet.system == "party" else 14, bold=True)
    title.paragraph_format.space_before = Pt(14)
    for text in sheet.head.get("summary", []):
        line(word, text, 14, bold=True)
    if sheet.system == "state" and "summary" in sheet.head:
        rule(word, 6.2)
    else:
        line(word, "-----" if sheet.system == "party" else "", 12)


def add_block(word: WordFile, sheet: Sheet, block: Block) -> None:
    """One paragraph of the body in the form that its mark asks for."""
    if block.mark == "table":
        word.paragraphs[-1].paragraph_format.space_after = Pt(6)
        add_table(word, sheet.tables[block.text], write)
        return
    paragraph = word.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(6), Pt(0), 1.1
    if block.mark == "page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    paragraph.alignment = ALIGN["center" if block.mark in ("^", ">") else "justify"]
    if block.mark.startswith("#") and block.mark != "##":
        number(paragraph, int(block.mark[1]))
    elif block.mark == ">>":
        shape.left_indent, shape.space_before = Cm(4.5), Pt(2)
    elif block.mark not in ("^", ">"):
        shape.first_line_indent = Cm(1.27)
    shape.keep_with_next = block.mark in ("##", "^", "#0") or block.text.endswith("**")
    write(paragraph, block.text, bold=block.mark in ("##", "^", "#0"), italic=block.mark == "~")


def add_foot(word: WordFile, sheet: Sheet) -> None:
    """Recipients left, signature right."""
    foot = sheet.foot
    line(word, "", 6)
    grid = add_grid(word, [8.0, 8.5], rows=1)
    keep_rows_whole(grid)
    left, right = grid.rows[0].cells
    if foot.get("recipients"):
        label = line(left, "Nơi nhận:", 12, "left", bold=sheet.system != "party", italic=sheet.system != "party")
        label.runs[0].underline = sheet.system == "party"
    for text in foot.get("recipients", []):
        line(left, text, 11, "left")
    for text in foot.get("authority", []):
        line(right, text, 14, bold=True)
    line(right, foot["title"], 14, bold=sheet.system != "party")
    for _ in range(foot.get("room", ROOM)):
        line(right, "", 13)
    line(right, foot.get("name", ""), 14, bold=True)


def add_page_numbers(word: WordFile) -> None:
    """Arabic numbers in the middle of the top margin, none on page 1."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN["center"]
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        run._r.append(mark)


def build(sheet: Sheet) -> WordFile:
    """The whole Word file, not yet written."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    add_list(word)
    add_page_numbers(word)
    add_head(word, sheet)
    for block in sheet.body:
        add_block(word, sheet, block)
    add_foot(word, sheet)
    if sheet.annex:
        add_block(word, sheet, Block("page", ""))
    for block in sheet.annex:
        add_block(word, sheet, block)
    return word
