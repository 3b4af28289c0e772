"""Read Word files (DOCX) as a clerk sees them.

Comes in: the path of a WordprocessingML package.  Goes out: a Document, one line for each paragraph.
"""

from collections.abc import Iterator
from pathlib import Path

from extractors.document import Document
from extractors.errors import NoText
from extractors.reading.word.blocks import Block, BlockReader
from extractors.reading.word.inline import Paragraph
from extractors.reading.word.numbering import Numbering
from extractors.reading.word.package import WordPackage
from extractors.reading.word.styles import Element, Styles, W
from extractors.reading.word.tables import drafts_below, is_frame, write_blocks
from extractors.reading.word.text import Assembly

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAMAGED = "Một phần phụ của tệp Word (kiểu, đánh số, đầu trang hoặc chú thích) bị hỏng nên không đọc được."
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_word(path: Path, boxes: bool = False) -> Document:
    """Read a DOCX file; with `boxes` also where everything stands on its rendered pages, which takes seconds.

    Raises:
        UnreadableFile: the file is damaged, locked, too large, or holds no text.
    """
    package = WordPackage(path)
    styles = Styles(package.part("styles"))
    reader = BlockReader(styles, Numbering(package.part("numbering"), styles.lists()))
    assembly = Assembly()
    heads, feet = _running(package, reader, "header"), _running(package, reader, "footer")
    for head in heads:
        letterhead = is_frame(draft.text for draft in drafts_below(head))
        write_blocks(head, assembly, zone="body" if letterhead else "running_head")
    body = reader.read(package.body)
    write_blocks(body, assembly)
    for notes in _notes(package, reader, body):
        write_blocks(notes, assembly, zone="footnote")
    for foot in feet:
        write_blocks(foot, assembly, zone="running_head")
    if not assembly.lines:
        raise NoText(path.name)
    document = Document(
        text=assembly.text,
        lines=tuple(assembly.lines),
        pages=(),
        media_type=MEDIA_TYPE,
        source="word",
        tables=tuple(assembly.tables),
        originals=tuple(assembly.originals),
        warnings=(DAMAGED,) if package.damaged else (),
    )
    if not boxes:
        return document
    from extractors.reading.word.boxes import with_boxes

    return with_boxes(document, path)


def _running(package: WordPackage, reader: BlockReader, kind: str) -> list[list[Block]]:
    """The blocks of each header or footer that is in use, each text once; mere page numbers are left out."""
    seen: set[tuple[str, ...]] = set()
    found: list[list[Block]] = []
    for root in _stories(package, kind):
        blocks = [block for block in reader.read(root) if not _only_computed(block)]
        text = tuple(draft.text for draft in drafts_below(blocks))
        if text and text not in seen:
            seen.add(text)
            found.append(blocks)
    return found


def _stories(package: WordPackage, kind: str) -> Iterator[Element]:
    """The header or footer parts that the sections name: the first page's before the others'."""
    references = list(package.body.iter(f"{W}{kind}Reference"))
    for reference in sorted(references, key=lambda one: one.get(W + "type") != "first"):
        if reference.get(W + "type") == "first" and reference.getparent().find(W + "titlePg") is None:
            continue
        root = package.related(reference.get(_RELATION) or "")
        if root is not None:
            yield root


def _only_computed(block: Block) -> bool:
    """Whether nothing but fields (the page number) makes up a paragraph."""
    if not isinstance(block, Paragraph):
        return False
    pieces = [piece for part in block.parts for piece in part if any(char.isalnum() for char in piece.text)]
    return bool(pieces) and all(piece.computed for piece in pieces)


def _notes(package: WordPackage, reader: BlockReader, body: list[Block]) -> Iterator[list[Block]]:
    """The footnotes and endnotes that the text refers to, in the order of their references."""
    parts: dict[str, dict[str | None, Element]] = {}
    for number, (kind, name) in enumerate(_references(body), 1):
        if kind not in parts:
            root = package.part(kind)
            parts[kind] = {note.get(W + "id"): note for note in root} if root is not None else {}
        if name in parts[kind]:
            blocks = reader.read(parts[kind][name])
            first = next((block for block in blocks if isinstance(block, Paragraph)), None)
            if first is not None and not first.label:
                first.label = str(number)
            yield blocks


def _references(blocks: list[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.notes
        else:
            for row in block.rows:
                for cell in row:
                    yield from _references(cell.blocks)
