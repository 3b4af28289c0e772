"""Turn spans of the canonical text into evidence: what stands there, on which page, in which box.

Comes in: a Document and spans of its text.  Goes out: `Evidence`, one piece for each page and origin that a span
touches, so that a value over a page break points at both pages.
"""

from collections.abc import Iterable

from extractors.document import Box, Document, Place, Span
from pipeline.models import Crop, Evidence


def evidence_of(document: Document, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """The evidence for a value that stands in `spans`, in their order; blank spans yield none."""
    return tuple(
        _piece(document, place)
        for start, end in spans
        for place in document.places(start, end)
        if place.end > place.start
    )


def _piece(document: Document, place: Place) -> Evidence:
    return Evidence(
        origin=place.origin,
        page=place.page,
        box=_box(place.box),
        start=place.start,
        end=place.end,
        text=document.text[place.start : place.end],
    )


def _box(box: Box | None) -> tuple[float, float, float, float] | None:
    """Two decimals are a hundredth of a point: finer than any printer, and the JSON stays legible."""
    return None if box is None else (round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))


def crop_of(document: Document, spans: Iterable[Span], *, margin: float = 6.0) -> Crop | None:
    """The place on the page to look at, with `margin` points around it; None where the file has no pages."""
    for piece in evidence_of(document, spans):
        if piece.page is not None and piece.box is not None:
            x0, top, x1, bottom = piece.box
            return Crop(
                page=piece.page, box=(max(0.0, x0 - margin), max(0.0, top - margin), x1 + margin, bottom + margin)
            )
    return None
