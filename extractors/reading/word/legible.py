"""Make a Word file with old fonts legible for rendering: its runs in Unicode, in a font that every machine has.

The old fonts are hardly installed anywhere; without them a page shows their codes, and no reviewer can compare.
"""

import re
import zipfile
from pathlib import Path

from lxml import etree

from extractors.reading.encoding import decode_run, is_old
from extractors.reading.word.inline import InlineReader
from extractors.reading.word.package import WordPackage, check_zip, parse
from extractors.reading.word.styles import Element, Styles, W

_TEXT_PARTS = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_FONT_NAME = re.compile(rb"\.\0?V\0?n\0?[A-Z]|V\0?N\0?I\0?-\0?[A-Z]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SANS = re.compile(r"arial|helve|avant", re.IGNORECASE)


def names_old_fonts(path: Path) -> bool:
    """Whether the file names a font of an old encoding, in its bytes or in those of its zipped parts.

    Raises:
        UnreadableFile: the file is a zip that is damaged, locked or too large.
    """
    content = path.read_bytes()
    # By its beginning: newer Word puts a zipped theme at the end of old .doc files, which is_zipfile takes for more.
    if not content.startswith(b"PK\x03\x04"):
        return _FONT_NAME.search(content) is not None
    check_zip(path)
    with zipfile.ZipFile(path) as archive:
        return any(_FONT_NAME.search(archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))


def write_legible(path: Path, target: Path) -> None:
    """Write the DOCX `path` to `target` with every run of an old font decoded.

    Raises:
        UnreadableFile: the package is damaged, locked or too large.
    """
    styles = Styles(WordPackage(path).part("styles"))
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            blob = source.read(name)
            if _TEXT_PARTS.fullmatch(name):
                root = parse(blob)
                _decode(root, styles)
                blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(name, blob)


def _decode(root: Element, styles: Styles) -> None:
    reader = InlineReader(styles)
    for paragraph in root.iter(W + "p"):
        look = reader.paragraph_look(paragraph.find(W + "pPr"))
        for run in paragraph.iter(W + "r"):
            font = reader.run_look(run, look).font
            if font is not None and is_old(font):
                _decode_run(run, font)


def _decode_run(run: Element, font: str) -> None:
    for child in list(run):
        if child.tag == W + "softHyphen":
            child.tag, child.text = W + "t", "\u00ad"
        if child.tag == W + "t" and child.text:
            child.text = decode_run(child.text, font)
            child.set(_XML_SPACE, "preserve")
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.SubElement(run, W + "rPr")
        run.insert(0, properties)
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        fonts = etree.SubElement(properties, W + "rFonts")
        style = properties.find(W + "rStyle")  # the schema wants w:rStyle, then w:rFonts, then all others
        properties.insert(0 if style is None else 1, fonts)
    fonts.attrib.clear()
    plain = "Arial" if _SANS.search(font) else "Times New Roman"
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(W + name, plain)
