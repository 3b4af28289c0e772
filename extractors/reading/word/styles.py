"""What the styles of a Word file say about runs and paragraphs (WordprocessingML, ECMA-376 part 1, 17.7).

Comes in: the styles part.  Goes out: looks, resolved over the chain of styles, that direct formatting is laid upon.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Element: TypeAlias = Any  # lxml's and python-docx's elements carry no usable types
Align = Literal["left", "center", "right", "justify"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_OFF = {"0", "false", "off", "none"}
_ALIGN: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is drawn; None where this layer does not say.  `size` in points."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    font: str | None = None
    caps: bool | None = None
    hidden: bool | None = None

    def over(self, base: "RunLook") -> "RunLook":
        """Lay this layer upon `base`: what it says counts, the rest stays."""
        return RunLook(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.size if self.size is None else self.size,
            base.font if self.font is None else self.font,
            base.caps if self.caps is None else self.caps,
            base.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set: alignment, automatic number (numId and level), and the look of its runs."""

    align: Align | None = None
    num_id: str | None = None
    level: int | None = None
    run: RunLook = RunLook()

    def over(self, base: "ParagraphLook") -> "ParagraphLook":
        """Lay this layer upon `base`."""
        if self is UNSAID:
            return base
        return ParagraphLook(
            self.align or base.align,
            base.num_id if self.num_id is None else self.num_id,
            base.level if self.level is None else self.level,
            self.run.over(base.run),
        )


PLAIN = RunLook()
UNSAID = ParagraphLook()


def is_on(element: Element) -> bool:
    """Whether a toggle element (w:b, w:vanish …) switches on; no value means yes."""
    return (element.get(VAL) or "1") not in _OFF


def run_look(properties: Element | None) -> RunLook:
    """What a w:rPr says by itself."""
    if properties is None or not len(properties):
        return PLAIN
    said: dict[str, Any] = {}
    for child in properties:
        tag = child.tag
        if tag == W + "b":
            said["bold"] = is_on(child)
        elif tag == W + "i":
            said["italic"] = is_on(child)
        elif tag == W + "sz":
            said["size"] = _half_points(child.get(VAL))
        elif tag == W + "rFonts":
            said["font"] = child.get(W + "hAnsi") or child.get(W + "ascii")
        elif tag == W + "caps":
            said["caps"] = is_on(child)
        elif tag == W + "vanish":
            said["hidden"] = is_on(child)
    return RunLook(**said) if said else PLAIN


def _half_points(value: str | None) -> float | None:
    try:
        return float(value) / 2 if value else None
    except ValueError:
        return None


def paragraph_look(properties: Element | None) -> ParagraphLook:
    """What a w:pPr says by itself, without the look of the paragraph mark."""
    if properties is None or not len(properties):
        return UNSAID
    align: Align | None = None
    num_id: str | None = None
    level: int | None = None
    for child in properties:
        if child.tag == W + "jc":
            align = _ALIGN.get(child.get(VAL) or "")
        elif child.tag == W + "numPr":
            num_id, level = _numbering(child)
    return ParagraphLook(align, num_id, level) if align or num_id is not None or level is not None else UNSAID


def _numbering(properties: Element) -> tuple[str | None, int | None]:
    number, level = properties.find(W + "numId"), properties.find(W + "ilvl")
    depth = level.get(VAL, "") if level is not None else ""
    return (number.get(VAL) if number is not None else None, int(depth) if depth.isdigit() else None)


class Styles:
    """The looks of all styles, each resolved once over the styles it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._resolved: dict[str, ParagraphLook] = {}
        self._whole: dict[str, ParagraphLook] = {}
        self._base = RunLook()
        if root is not None:
            self._base = run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            for style in root.iterfind(W + "style"):
                self._take(style)
        plain = ParagraphLook(run=self._base)
        self.default = self.resolve(self._defaults["paragraph"]).over(plain) if "paragraph" in self._defaults else plain

    def _take(self, style: Element) -> None:
        name = style.get(W + "styleId")
        if name is None:
            return
        self._elements[name] = style
        if (style.get(W + "default") or "0") not in _OFF:
            self._defaults[style.get(W + "type") or ""] = name

    def chain(self, name: str | None) -> Iterator[Element]:
        """A style's element, then those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._elements:
            seen.add(name)
            yield self._elements[name]
            based = self._elements[name].find(W + "basedOn")
            name = based.get(VAL) if based is not None else None

    def resolve(self, name: str) -> ParagraphLook:
        """The look of one style with all that it is based on, without the file's defaults."""
        if name not in self._resolved:
            look = ParagraphLook()
            for style in self.chain(name):
                own = paragraph_look(style.find(W + "pPr"))
                look = look.over(ParagraphLook(own.align, own.num_id, own.level, run_look(style.find(W + "rPr"))))
            self._resolved[name] = look
        return self._resolved[name]

    def paragraph(self, name: str | None) -> ParagraphLook:
        """The look of a paragraph of that style; of the default style where it is None or unknown."""
        if name is None or name not in self._elements:
            return self.default
        if name not in self._whole:
            self._whole[name] = self.resolve(name).over(ParagraphLook(run=self._base))
        return self._whole[name]

    def run(self, name: str | None) -> RunLook:
        """The look of a character style."""
        return self.resolve(name).run if name in self._elements and name is not None else PLAIN

    def lists(self) -> dict[str, str]:
        """The numId of each numbering style."""
        found: dict[str, str] = {}
        for name, style in self._elements.items():
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if style.get(W + "type") == "numbering" and number is not None:
                found[name] = number.get(VAL) or ""
        return found
