"""A document's text handed from process to process comes back the same, however long the document is."""

from dataclasses import replace

from pdf_files import Sheet

from extractors.document import Line, Word
from extractors.reading.packed import LONG
from extractors.reading.read import read
from pipeline.config import Bounds
from pipeline.packed_text import pack, text_of, unpack
from pipeline.workers import Readers


def _of_pages(path, count):
    sheet = Sheet(path)
    for number in range(count):
        sheet.say(80, 200, f"Nội dung của phần {number}").page()
    return sheet.done()


def _plain(document):
    return replace(document, lines=tuple(replace(line, words=tuple(line.words)) for line in document.lines))


def test_a_document_comes_back_the_same_whether_its_words_are_packed_or_not(tmp_path):
    for count in (2, LONG + 1):
        document = read(_of_pages(tmp_path / f"{count}.pdf", count))

        assert _plain(unpack(pack(document))) == _plain(document)
        assert text_of(pack(document)) == document.text


def test_words_that_look_like_the_form_itself_do_no_harm(tmp_path):
    said = '"lines":[] \\"lines\\":[]'
    document = read(_of_pages(tmp_path / "a.pdf", 1))
    document = replace(document, text=said, lines=(Line(0, len(said), 1, None, (Word(0, 10),)),))

    assert _plain(unpack(pack(document))) == document
    assert unpack(pack(replace(document, lines=()))).lines == ()


def test_a_long_document_passes_through_a_reading_process(tmp_path):
    path = _of_pages(tmp_path / "dài.pdf", LONG + 1)
    with Readers(Bounds(workers=1), 1) as readers:
        outcome = readers.read(path, path.name)

    assert outcome.failure is None, outcome.trace
    assert outcome.document.text == read(path).text
    assert len(outcome.document.pages) == LONG + 1
