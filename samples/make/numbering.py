"""Automatic numbering as Word makes it: the labels stand in numbering.xml, not in the paragraphs."""

from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

LIST_ID = "90"
LEVELS = (("upperRoman", "%1.", 1), ("decimal", "%2.", 0), ("lowerLetter", "%3)", 0), ("bullet", "-", 0))


def add_list(word: WordFile) -> None:
    """Define the list `I.`, `1.`, `a)`, `-` in the file's numbering part."""
    numbering = word.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), LIST_ID)
    for level, (form, text, bold) in enumerate(LEVELS):
        abstract.append(
            parse_xml(
                f'<w:lvl {nsdecls("w")} w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr><w:rPr><w:b w:val="{bold}"/></w:rPr></w:lvl>'
            )
        )
    first = numbering.find(qn("w:num"))
    numbering.insert(numbering.index(first) if first is not None else len(numbering), abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{LIST_ID}"><w:abstractNumId w:val="{LIST_ID}"/></w:num>')
    )


def number(paragraph: Paragraph, level: int) -> None:
    """Make a paragraph an item of the list at a level counted from 0."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(LIST_ID)
