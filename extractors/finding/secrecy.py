"""Find the mark that sets a document apart: MẬT, TỐI MẬT, TUYỆT MẬT.

Comes in: a Document.  Goes out: the mark on page 1 outside the main text, or None.  Words in prose mark nothing (Luật
Bảo vệ bí mật nhà nước; the mark is a stamp or a line of its own).
"""

from extractors.document import Document
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import mention
from extractors.finding.layout import Segment, segments
from rules.loader import load
from rules.spelling import level

_LEVELS = {"mật": "Mật", "tối mật": "Tối mật", "tuyệt mật": "Tuyệt mật"}


def secrecy_of(document: Document) -> Mention | None:
    """The secrecy mark of the document; `details` hold its level."""
    pages = [s.page for s in segments(document)]
    if not pages:
        return None
    first = segments(document, min(pages))
    for index, segment in enumerate(first):
        for rule_id in ("secrecy", "secrecy.labelled"):
            rule = load("header").rule(rule_id)
            match = rule.search(segment.text)
            if match is None or _in_prose(first, index) or _in_table(document, segment):
                continue
            name = _LEVELS[" ".join(level(match["mark"].replace("Ạ", "Ậ")).split())]
            return mention(document, "secrecy", (segment.span,), rule.id, level=name)
    return None


def _in_table(document: Document, segment: Segment) -> bool:
    """A cell of a table of the main text holds a value, not a mark; the head may itself be a small table."""
    return any(
        table.start <= segment.start < table.end and (table.head_rows > 0 or len(table.rows()) > 3)
        for table in document.tables
    )


def _in_prose(found: tuple[Segment, ...], index: int) -> bool:
    """Whether the segment is the last, short line of a paragraph that began on the line above."""
    segment = found[index]
    if segment.capital or index == 0:
        return False
    before = found[index - 1]
    flows = before.text.rstrip()[-1:] not in ".;:!?" and not before.capital
    if segment.box and before.box:
        near = segment.box.top - before.box.bottom < 10
        return near and flows and before.box.x1 - before.box.x0 > 250
    return flows and len(before.text) > 60
