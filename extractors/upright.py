"""Pages that were scanned on their side or head, turned so that they stand upright.

Boxes of a Document lie on the page as shown, where people look for them; layout is asked of upright pages.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from extractors.document import Box, Cell, ClearSpace, Document, Handwriting, Line, Page, Signature, Word

_Placed = TypeVar("_Placed", Cell, Signature, Handwriting, ClearSpace)


def stood_upright(document: Document) -> Document:
    """The document with every box in points from the top left of its page as it stands upright."""
    turned = {page.number: page for page in document.pages if page.quarter}
    return replace(
        document,
        lines=tuple(_line(line, turned) for line in document.lines),
        pages=tuple(_page(page) for page in document.pages),
        tables=tuple(replace(one, cells=tuple(_placed(cell, turned) for cell in one.cells)) for one in document.tables),
        signatures=tuple(_placed(one, turned) for one in document.signatures),
        handwriting=tuple(_placed(one, turned) for one in document.handwriting),
        clear_spaces=tuple(_placed(one, turned) for one in document.clear_spaces),
    )


def _upright(box: Box, page: Page) -> Box:
    return box.turned(page.quarter, page.width, page.height)


def _placed(one: _Placed, turned: Mapping[int, Page]) -> _Placed:
    page = turned.get(one.page or 0)
    return replace(one, box=_upright(one.box, page)) if page and one.box else one


def _line(line: Line, turned: Mapping[int, Page]) -> Line:
    page = turned.get(line.page or 0)
    if page is None:
        return line
    box = _upright(line.box, page) if line.box else None
    return replace(line, box=box, words=tuple(_word(word, page) for word in line.words))


def _word(word: Word, page: Page) -> Word:
    return replace(word, box=_upright(word.box, page)) if word.box and word.page in (None, page.number) else word


def _page(page: Page) -> Page:
    size = (page.height, page.width) if page.quarter % 2 else (page.width, page.height)
    return replace(page, width=size[0], height=size[1], quarter=0)
