"""Find documents that are attached behind the main text with a head of their own.

Comes in: a Document and where the foot of the main text ends.  Goes out: the spans of the attached documents.  A plan
behind the decision that issues it, or another body's letter, begins with a motto or a title on a new page.
"""

from extractors.document import Document, Span
from extractors.finding.head.zone import matches, middle
from extractors.finding.layout import Segment, segments


def find_parts(document: Document, after: int) -> tuple[Span, ...]:
    """The spans of attached documents that begin with a motto of their own after the main text."""
    starts: list[int] = []
    for segment in segments(document):
        if segment.start <= after or not _opens(segment):
            continue
        page = segments(document, segment.page)
        first = min((s.start for s in page), default=segment.start) if segment.page else segment.start
        if first > after and (not starts or first > starts[-1]) and _high(segment, document):
            starts.append(first)
    ends = [*starts[1:], len(document.text)] if starts else []
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start)


def _opens(segment: Segment) -> bool:
    return any(matches(f"motto.{system}", segment) for system in ("state", "party"))


def _high(segment: Segment, document: Document) -> bool:
    page = next((p for p in document.pages if p.number == segment.page), None)
    return page is None or segment.box is None or middle(segment) < 0.35 * page.height
