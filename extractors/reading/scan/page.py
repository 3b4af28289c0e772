"""A scanned page: the picture made ready, read, read again where it is hard, and put into points.

Comes in: an open page of a PDF.  Goes out: a `PrintedPage` of origin "ocr".
"""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from extractors.document import Box, ClearSpace, Handwriting
from extractors.reading.arrange import chain
from extractors.reading.printed import PrintedLine, PrintedPage, PrintedTable, Token
from extractors.reading.scan.clear_space import clear_spaces
from extractors.reading.scan.handwriting import ByHand, with_handwriting
from extractors.reading.scan.head_votes import with_head_votes
from extractors.reading.scan.left_foot import with_left_foot
from extractors.reading.scan.ocr import BLOCK, SeenWord, recognise
from extractors.reading.scan.picture import Sheet, sheet_of
from extractors.reading.scan.rules import lines_in, without_lines
from extractors.reading.scan.second_look import second_look
from extractors.reading.scan.stamps import stamped
from extractors.reading.scan.votes import parted
from extractors.reading.syllables import shares
from extractors.reading.tables import Rule, tables_of
from extractors.reading.zones import laid_out
from rules.spelling import fold

_POOR = 0.55
"""Below this share of Vietnamese syllables a page may stand on its head."""
_MOST_CELLS = 60


def scanned_page(page: pdfium.PdfPage, number: int, known: Sequence[Token] = ()) -> PrintedPage:
    """Read a page from its picture; `known` is what its signature fields say as text, which is truer.

    Raises:
        MissingPart: text recognition is not installed.
    """
    sheet, seen, lines = _read(page, None)
    if _poor(seen):
        turned = _read(page, (sheet.quarter + 2) % 4)
        if _goodness(turned[1]) > _goodness(seen):
            sheet, seen, lines = turned
    scale = 72 / sheet.dpi
    seen = with_left_foot(sheet, second_look(sheet, seen))
    stamp: list[SeenWord] = []
    by_hand: list[ByHand] = []
    if number == 1 or _has_motto(seen):
        seen, stamp = stamped(sheet, with_head_votes(sheet, seen))
        seen, by_hand = with_handwriting(sheet, seen)
    tokens = [_token(part, line, scale) for line in seen for word in line if _is_text(word) for part in parted(word)]
    known = [replace(token, box=sheet.straight(token.box), baseline=_foot(sheet, token)) for token in known]
    tokens = [token for token in tokens if not any(_same_place(token.box, other.box) for other in known)]
    tokens.extend(known)
    rules = [Rule(level, at * scale, start * scale, end * scale) for level, at, start, end in lines]
    tables, rest = tables_of(rules, tokens)
    _fill_empty(sheet, tables, scale)
    width, height = sheet.grey.shape[1] * scale, sheet.grey.shape[0] * scale
    lines_of_stamp = chain([_token(word, stamp, scale) for word in stamp])
    blocks = laid_out([*chain(rest), *lines_of_stamp], tables, width, height)
    if sheet.quarter or sheet.skew:
        _put_back(sheet, blocks, scale)
    places = [
        Handwriting(number, sheet.shown(place.box), place.kind, tuple((r.text, r.confidence) for r in place.readings))
        for place in by_hand
    ]
    spaces = [
        ClearSpace(
            number,
            sheet.shown(one.box),
            *(round(side * scale, 1) for side in (one.left, one.right, one.above, one.below)),
        )
        for one in clear_spaces(sheet, seen)
    ]
    return PrintedPage(number, *sheet.size, "scan", blocks, places, clear_spaces=spaces, quarter=sheet.quarter)


def _read(
    page: pdfium.PdfPage, quarter: int | None
) -> tuple[Sheet, list[list[SeenWord]], list[tuple[bool, float, float, float]]]:
    """The sheet, its lines of words, and its ruled lines."""
    sheet = sheet_of(page, quarter)
    lines, mask = lines_in(sheet.grey)
    return sheet, recognise(without_lines(sheet.grey, mask), round(sheet.dpi)), lines


def _has_motto(seen: list[list[SeenWord]]) -> bool:
    """Whether a document of its own begins on the page."""
    return any("doc lap" in fold(" ".join(word.text for word in line)) for line in seen[:12])


def _poor(seen: list[list[SeenWord]]) -> bool:
    good, _, count = shares(word.text for line in seen for word in line)
    return count >= 8 and good < _POOR


def _goodness(seen: list[list[SeenWord]]) -> float:
    """How many words are sure and Vietnamese."""
    sure = [word.text for line in seen for word in line if word.confidence > 0.6]
    good, _, count = shares(sure)
    return good * count


def _is_text(word: SeenWord) -> bool:
    """Specks and ruled lines come as lone marks of low confidence."""
    return any(c.isalnum() for c in word.text) or word.confidence > 0.3


def _token(word: SeenWord, line: list[SeenWord], scale: float) -> Token:
    heights = sorted(w.box[3] - w.box[1] for w in line)
    size = max(heights[len(heights) // 2] * scale * 0.95, 1.0)
    box = Box(*(round(side * scale, 2) for side in word.box))
    confidence = round(word.confidence, 3)
    return Token(
        word.text, box, size, word.baseline * scale,
        origin="ocr", confidence=confidence, handwritten=word.handwritten,
    )  # fmt: skip


def _same_place(box: Box, other: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return other.x0 - 3 <= x <= other.x1 + 3 and other.top - 1 <= y <= other.bottom + 1


def _foot(sheet: Sheet, token: Token) -> float:
    """The token's baseline on the sheet: as far above its box's foot as on the page."""
    return sheet.straight(token.box).bottom - (token.box.bottom - token.baseline)


def _fill_empty(sheet: Sheet, tables: list[PrintedTable], scale: float) -> None:
    """Read cells alone that came out empty though ink is in them: lone figures are dropped by the engine."""
    empty = [cell for table in tables for cell in table.cells if not cell.tokens]
    for cell in empty[:_MOST_CELLS]:
        x0, top, x1, bottom = (round(side / scale) for side in cell.box)
        part = sheet.grey[max(top + 6, 0) : bottom - 6, max(x0 + 6, 0) : x1 - 6]
        if part.size == 0 or min(part.shape) < 20 or not 0.004 < (part < 128).mean() < 0.4:
            continue
        for line in recognise(part, round(sheet.dpi), BLOCK):
            for word in line:
                if word.confidence > 0.5 and _is_text(word):
                    dx, dy = max(x0 + 6, 0), max(top + 6, 0)
                    box = (word.box[0] + dx, word.box[1] + dy, word.box[2] + dx, word.box[3] + dy)
                    moved = SeenWord(word.text, box, word.baseline + dy, word.confidence)
                    cell.tokens.append(_token(moved, [moved], scale))


def _put_back(sheet: Sheet, blocks: list[PrintedLine | PrintedTable], scale: float) -> None:
    """Boxes from the straightened picture to the page as shown."""

    def _shown(box: Box) -> Box:
        return sheet.shown((box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale))

    for block in blocks:
        if isinstance(block, PrintedLine):
            for token in block.tokens:
                token.box = _shown(token.box)
            continue
        block.box = _shown(block.box)
        for cell in block.cells:
            cell.box = _shown(cell.box)
            for token in cell.tokens:
                token.box = _shown(token.box)
