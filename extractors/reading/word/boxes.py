"""Pages and boxes for Word files: LibreOffice renders them, and the words are found again on the pages.

Comes in: a Document without pages, and the file that it was read from.  Goes out: the same text with pages and boxes.
"""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from extractors.document import Box, Cell, Document, Line, Page, Table, Word
from extractors.errors import Broken, MissingPart, TooLarge, UnreadableFile
from extractors.reading.alignment import align
from extractors.reading.libreoffice import converted
from extractors.reading.office_kind import kind_of
from extractors.reading.pdf.text import tokens_of
from extractors.reading.word.legible import names_old_fonts, write_legible

MOST_PAGES = 2_000
NO_OFFICE = "Máy này chưa cài LibreOffice nên chưa chỉ được trang và vị trí của từng chữ trong tệp Word."
NOT_RENDERED = "LibreOffice không dựng được các trang của tệp này nên chưa chỉ được trang và vị trí của từng chữ."


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word as it stands on a rendered page."""

    text: str
    page: int
    box: Box


@contextlib.contextmanager
def rendered(path: Path) -> Iterator[Path]:
    """The pages of a Word, RTF, ODT or HTML file as a PDF, which lasts as long as the context; old fonts made legible.

    Raises:
        MissingPart: LibreOffice is not installed.
        UnreadableFile: it cannot make pages of the file, or not in time.
    """
    kind = kind_of(path)
    suffix = kind.suffix if kind else None
    with contextlib.ExitStack() as stack:
        if names_old_fonts(path):
            if suffix != ".docx":
                path, suffix = stack.enter_context(converted(path, "docx", suffix=suffix)), ".docx"
            legible = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vanthu-legible-"))) / "a.docx"
            write_legible(path, legible)
            path = legible
        yield stack.enter_context(converted(path, "pdf", suffix=suffix))


def with_boxes(document: Document, path: Path) -> Document:
    """Add pages and boxes; where the pages cannot be rendered, the document as it is with a warning."""
    try:
        with rendered(path) as made:
            sizes, shown = shown_words(made)
    except MissingPart:
        return replace(document, warnings=(*document.warnings, NO_OFFICE))
    except UnreadableFile:
        return replace(document, warnings=(*document.warnings, NOT_RENDERED))
    return placed(document, sizes, shown)


def shown_words(path: Path | bytes) -> tuple[list[tuple[float, float]], list[ShownWord]]:
    """The sizes in points and the words of the pages of a rendered PDF.

    Raises:
        UnreadableFile: it is damaged or too long.
    """
    sizes: list[tuple[float, float]] = []
    shown: list[ShownWord] = []
    try:
        with pdfium.PdfDocument(path) as file:
            if len(file) > MOST_PAGES:
                raise TooLarge(f"{len(file)} pages")
            for number in range(1, len(file) + 1):
                page = file[number - 1]
                sizes.append(page.get_size())
                shown.extend(ShownWord(token.text, number, token.box) for token in tokens_of(page))
                page.close()
    except pdfium.PdfiumError as problem:
        raise Broken(str(problem)) from problem
    return sizes, shown


def placed(document: Document, sizes: Sequence[tuple[float, float]], shown: Sequence[ShownWord]) -> Document:
    """The document with each word where it is shown; words that are not surely found have no box."""
    words = [word for line in document.lines for word in line.words]
    spots = _spots([document.text[word.start : word.end] for word in words], shown)
    pages = _filled([spot[0] if spot else None for spot in spots])
    at, lines = 0, []
    for line in document.lines:
        count = len(line.words)
        lines.append(
            _line(line, pages[at : at + count], [spot[1] if spot else None for spot in spots[at : at + count]])
        )
        at += count
    return replace(
        document,
        lines=tuple(lines),
        pages=tuple(_pages(document, lines, sizes)),
        tables=tuple(_table(table, lines) for table in document.tables),
    )


def _spots(words: Sequence[str], shown: Sequence[ShownWord]) -> list[tuple[int, Box] | None]:
    """Page and box of each word."""
    return [_spot([shown[at] for at in places]) for places in align(words, [one.text for one in shown])]


def _spot(parts: Sequence[ShownWord]) -> tuple[int, Box] | None:
    """One box around the parts of a word; a word over two pages keeps its first part."""
    if not parts:
        return None
    box = _around(part.box for part in parts if part.page == parts[0].page)
    return (parts[0].page, box) if box else None


def _around(boxes: Iterable[Box | None]) -> Box | None:
    whole: Box | None = None
    for box in boxes:
        whole = box if whole is None else whole.union(box) if box else whole
    return whole


def _filled(pages: Sequence[int | None]) -> list[int | None]:
    """A word that was not found stands on the page of its neighbours where these agree."""
    filled, after = list(pages), None
    following: list[int | None] = [None] * len(filled)
    for at in range(len(filled) - 1, -1, -1):
        following[at] = after
        after = filled[at] or after
    before: int | None = None
    for at, page in enumerate(filled):
        if page is None and before is not None and before == following[at]:
            filled[at] = before
        before = page or before
    return filled


def _line(line: Line, pages: Sequence[int | None], boxes: Sequence[Box | None]) -> Line:
    page = next((page for page in pages if page is not None), None)
    words = tuple(
        Word(word.start, word.end, box, word.confidence, word.handwritten, word.origin, own if own != page else None)
        for word, own, box in zip(line.words, pages, boxes, strict=True)
    )
    on_page = (box for own, box in zip(pages, boxes, strict=True) if own == page)
    return replace(line, page=page, box=_around(on_page), words=words)


def _pages(document: Document, lines: Sequence[Line], sizes: Sequence[tuple[float, float]]) -> list[Page]:
    """The pages with their share of the text: each begins with the first word of the body that stands on it."""
    starts: dict[int, int] = {}
    for line in lines:
        for word in line.words if line.zone in {"body", "table"} else ():
            page = word.page or line.page
            if page is not None:
                starts.setdefault(page, word.start)
    begins, last = [0], 0
    for number in range(2, len(sizes) + 1):
        last = max(last, starts.get(number, last if number <= max(starts, default=0) else len(document.text)))
        begins.append(last)
    ends = [*begins[1:], len(document.text)]
    return [
        Page(number, *size, start, end)
        for number, (size, start, end) in enumerate(zip(sizes, begins, ends, strict=True), 1)
    ]


def _table(table: Table, lines: Sequence[Line]) -> Table:
    words = [(word.page or line.page, word) for line in lines if line.zone == "table" for word in line.words]
    words = [one for one in words if table.start <= one[1].start < table.end]
    return replace(table, cells=tuple(_cell(cell, words) for cell in table.cells))


def _cell(cell: Cell, words: Sequence[tuple[int | None, Word]]) -> Cell:
    inside = [(page, word) for page, word in words if cell.start <= word.start < cell.end]
    page = next((page for page, _ in inside), None)
    return replace(cell, page=page, box=_around(word.box for own, word in inside if own == page))
