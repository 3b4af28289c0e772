"""Find what the head and foot of a document say, each thing with its place.

Comes in: a Document.  Goes out: `HeaderFindings`.  The parts are in extractors.finding.head; what they mean
is decided in pipeline.resolve.header.
"""

from extractors.document import Document, Span
from extractors.finding.findings import HEADER_FIELDS, HeaderFindings, Mention
from extractors.finding.head.foot import Foot, find_foot
from extractors.finding.head.issuer import find_issuer
from extractors.finding.head.numbers import mention, read_dateline, read_number
from extractors.finding.head.opening import find_opening_issuer
from extractors.finding.head.parts import find_parts
from extractors.finding.head.recipients import find_recipients
from extractors.finding.head.signer import find_signer
from extractors.finding.head.title import find_title
from extractors.finding.head.zone import Head, find_head, matches
from extractors.finding.layout import segments
from extractors.finding.references import find_references
from extractors.finding.secrecy import secrecy_of


def find_header(document: Document) -> HeaderFindings:
    """Everything the head and foot say, and where the main text and attached documents stand."""
    head = find_head(document)
    found: dict[str, list[Mention]] = {name: [] for name in HEADER_FIELDS}
    blank: dict[str, Span] = {}
    for written in (
        read_number(document, head.number_row) if head.number_row else None,
        read_dateline(document, head.date_row) if head.date_row else None,
    ):
        if written:
            _add(found, written.mentions)
            blank |= written.blank
    _add(found, find_issuer(document, head.issuer))
    title, begin = find_title(document, head)
    _add(found, title)
    parts = find_parts(document, max(begin, _end_of_head(head)))
    foot = find_foot(document, begin, parts[0].start if parts else len(document.text))
    for name, mentions in find_signer(document, foot.right).items():
        found[name] += mentions
    found["recipients"] = find_recipients(document, foot)
    found["urgency"] = _urgency(document, head)
    secret = secrecy_of(document)
    found["secrecy"] = [secret] if secret else []
    body = Span(begin, _end_of_body(document, foot, begin))
    if not found["issuer"]:
        speaker = find_opening_issuer(document, body, next(iter(found["signer_authority"]), None))
        found["issuer"] = [speaker] if speaker else []
    found["references"] = find_references(document, body)
    return HeaderFindings(found, blank, body, parts)


def _add(found: dict[str, list[Mention]], mentions: dict[str, Mention]) -> None:
    for name, one in mentions.items():
        found[name].append(one)


def _urgency(document: Document, head: Head) -> list[Mention]:
    """The mark in the head; a stamp that recognition read may stand lower, in the upper half of the page."""
    height = next((page.height for page in document.pages if page.number == head.page), 0.0)
    upper = (s for s in segments(document, head.page) if s.origin == "ocr" and s.box and s.box.bottom < height / 2)
    marks = [one for one in dict.fromkeys([*head.top, *upper]) if one.capital and matches("urgency", one)]
    return [mention(document, "urgency", (segment.span,), "urgency") for segment in marks]


def _end_of_head(head: Head) -> int:
    lines = (*head.mottoes, *head.issuer, head.number, head.dateline, head.title, head.subject)
    return max((line.end for line in lines if line is not None), default=0)


def _end_of_body(document: Document, foot: Foot, begin: int) -> int:
    """The main text ends where the foot begins."""
    starts = [s.start for s in (foot.label, *foot.right[:1]) if s is not None and s.start >= begin]
    return min(starts, default=len(document.text))
