"""What a paragraph of a Word file shows: its runs as text, without field codes, deleted text and hidden text.

Comes in: a w:p element.  Goes out: pieces of text with their look, parted where a soft break stands, and what hangs
in the paragraph without being of its text (text boxes, notes).
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.reading.word.styles import (
    PLAIN,
    VAL,
    Element,
    ParagraphLook,
    RunLook,
    Styles,
    W,
    paragraph_look,
    run_look,
)
from rules.loader import load

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Deleted and moved text is not in the final text; the others are properties and codes, never shown.
_NOT_SHOWN = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt")}
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
    # LibreOffice writes U+00AD of an old encoding (a letter there) in this form; elsewhere it is dropped later.
    W + "softHyphen": "\u00ad",
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BREAKS = {W + "br", W + "cr"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look; `computed` where a field made it (a page number, a cross reference)."""

    text: str
    look: RunLook
    computed: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph as shown: one list of pieces for each printed part between soft breaks."""

    look: ParagraphLook
    parts: list[list[Piece]] = field(default_factory=lambda: [[]])
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""
    goes_on: bool = False


@functools.cache
def _symbols() -> dict[int, str]:
    return {int(code, 16): shown for code, shown in load("encodings").tables["symbols"].items()}


def plain_symbols(text: str) -> str:
    r"""Put the signs of symbol fonts (private code points F000–F0FF) as ordinary characters.

    >>> plain_symbols("\uf0b7 \uf02d")
    '• -'
    """
    return _PRIVATE.sub(lambda match: _shown(match[0]), text)


def _shown(sign: str) -> str:
    return _symbols().get(ord(sign)) or (chr(ord(sign) - 0xF000) if "\uf020" <= sign <= "\uf07e" else sign)


class InlineReader:
    """Reads the paragraphs of one story in their order, since a field may reach over several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # for each open field: whether its result has begun

    def read(self, element: Element) -> Paragraph:
        """The paragraph of a w:p element."""
        properties = element.find(W + "pPr")
        paragraph = Paragraph(self.paragraph_look(properties))
        mark = properties.find(W + "rPr") if properties is not None else None
        paragraph.goes_on = mark is not None and mark.find(W + "del") is not None
        for child in element:
            self._take(child, paragraph, computed=False)
        return paragraph

    def paragraph_look(self, properties: Element | None) -> ParagraphLook:
        """The look of a paragraph: its own w:pPr over that of its style."""
        if properties is None:
            return self._styles.paragraph(None)
        style = properties.find(W + "pStyle")
        return paragraph_look(properties).over(self._styles.paragraph(style.get(VAL) if style is not None else None))

    def run_look(self, run: Element, paragraph: ParagraphLook) -> RunLook:
        """The look of a w:r: its own properties over those of its style and its paragraph."""
        properties = run.find(W + "rPr")
        base = paragraph.run
        if properties is None:
            return base
        style = properties.find(W + "rStyle")
        if style is not None:
            base = self._styles.run(style.get(VAL)).over(base)
        own = run_look(properties)
        return base if own is PLAIN else own.over(base)

    def _take(self, element: Element, paragraph: Paragraph, *, computed: bool) -> None:
        tag = element.tag
        if tag == W + "r":
            self._run(element, paragraph, computed=computed)
        elif tag in _NOT_SHOWN or not isinstance(tag, str):
            return
        elif tag.startswith(MATH) and tag == MATH + "t":
            self._add(paragraph, element.text or "", paragraph.look.run, computed=computed)
        else:  # hyperlinks, insertions, smart tags, content controls, formulas
            for child in element:
                self._take(child, paragraph, computed=computed or tag == W + "fldSimple")

    def _run(self, run: Element, paragraph: Paragraph, *, computed: bool) -> None:
        look = self.run_look(run, paragraph.look)
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._add(paragraph, child.text or "", look, computed=computed)
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif tag in _CHARACTERS:
                self._add(paragraph, _CHARACTERS[tag], look, computed=computed)
            elif tag in _BREAKS:
                if self._shown(look):
                    paragraph.parts.append([])
            elif tag == W + "sym":
                code = child.get(W + "char") or ""
                self._add(paragraph, _symbol(code), look, computed=computed)
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                kind = "footnotes" if tag == W + "footnoteReference" else "endnotes"
                paragraph.notes.append((kind, child.get(W + "id") or ""))
            elif tag == W + "ruby":
                for base in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(base, paragraph, computed=computed)
            elif tag != W + "rPr" and len(child) and tag not in _NOT_SHOWN:
                paragraph.boxes.extend(_text_boxes(child))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shown(self, look: RunLook) -> bool:
        return not look.hidden and all(self._fields)

    def _add(self, paragraph: Paragraph, text: str, look: RunLook, *, computed: bool) -> None:
        if text and self._shown(look):
            paragraph.parts[-1].append(Piece(text, look, computed or bool(self._fields)))


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes below; of an alternative only the first branch that has any."""
    if element.tag == W + "txbxContent":
        yield element
        return
    if element.tag == MC + "AlternateContent":
        for branch in element:
            found = list(_text_boxes_below(branch))
            if found:
                yield from found
                return
        return
    yield from _text_boxes_below(element)


def _text_boxes_below(element: Element) -> Iterator[Element]:
    for child in element:
        if isinstance(child.tag, str):
            yield from _text_boxes(child)
