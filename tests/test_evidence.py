"""A value points at the very characters and the very box it was read from."""

from extractors.document import Box, Document, Line, Page, Span, Word
from pipeline.evidence import crop_of, evidence_of


def two_pages() -> Document:
    first = Line(0, 9, 1, Box(10, 10, 100, 20), (Word(0, 3, Box(10, 10, 40, 20)), Word(4, 9, Box(45, 10, 100, 20))))
    second = Line(10, 14, 2, Box(10, 10, 50, 20), (Word(10, 14, Box(10, 10, 50, 20)),))
    pages = (Page(1, 595, 842, 0, 10), Page(2, 595, 842, 10, 15))
    return Document("Sở Ytế TP\nHuế.\n", (first, second), pages, "application/pdf", "digital")


def test_a_span_over_a_page_break_yields_one_piece_a_page():
    document = two_pages()

    pieces = evidence_of(document, [Span(4, 14)])

    assert [(p.page, p.start, p.end) for p in pieces] == [(1, 4, 9), (2, 10, 14)]
    assert all(document.text[p.start : p.end] == p.text for p in pieces)


def test_a_blank_span_yields_nothing():
    assert evidence_of(two_pages(), [Span(9, 10)]) == ()


def test_the_crop_has_a_margin():
    crop = crop_of(two_pages(), [Span(0, 3)], margin=5)

    assert crop is not None
    assert crop.box == (5, 5, 45, 25)
