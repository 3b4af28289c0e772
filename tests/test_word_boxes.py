"""Words of a Word file are found again on its rendered pages, or have no place at all."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import p, tbl, word_file

from extractors.document import Box
from extractors.reading import libreoffice
from extractors.reading.alignment import align
from extractors.reading.word.boxes import NO_OFFICE, NOT_RENDERED, ShownWord, placed
from extractors.reading.word.file import read_word
from extractors.reading.word.legible import names_old_fonts

WORDS = st.lists(st.sampled_from(["sở", "Y", "tế", "giao", "1.", "2022", "kế", "hoạch"]), max_size=40)
needs_office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed here")


@given(WORDS)
def test_the_same_words_align_one_to_one(words):
    assert align(words, words) == [(at,) for at in range(len(words))]


@given(WORDS, WORDS)
def test_what_is_aligned_shows_the_same_letters(words, shown):
    for word, places in zip(words, align(words, shown), strict=True):
        assert not places or set(word.casefold()) & set("".join(shown[at] for at in places).casefold())


def test_words_cut_joined_and_told_in_another_order():
    words = ["Nơi", "nhận:", "-", "Như", "trên;", "PHÓ", "CHỦ", "TỊCH"]
    shown = ["Nơi", "nhận:", "PHÓ", "CHỦ", "TỊCH", "-Như", "trên;"]

    assert align(words, shown) == [(0,), (1,), (5,), (5,), (6,), (2,), (3,), (4,)]


def test_a_word_that_the_page_does_not_show_has_no_place():
    assert align(["Số:", "15", "ngày"], ["Số:", "ngày"]) == [(0,), (), (1,)]


def document_of(tmp_path, *body):
    return read_word(word_file(tmp_path / "a.docx", *body))


def test_a_paragraph_over_two_pages_keeps_each_word_on_its_own(tmp_path):
    document = document_of(tmp_path, p("một hai ba bốn"), p("năm"))
    shown = [ShownWord(text, page, Box(10 * at, 0, 10 * at + 8, 9)) for at, (text, page) in enumerate(
        [("một", 1), ("hai", 1), ("1", 1), ("ba", 2), ("bốn", 2), ("năm", 2)])]  # fmt: skip
    found = placed(document, [(595.0, 842.0)] * 2, shown)

    assert [(page.start, page.end) for page in found.pages] == [(0, 8), (8, len(found.text))]
    assert [(place.page, found.text[place.start : place.end]) for place in found.places(0, 14)] == [
        (1, "một hai"),
        (2, "ba bốn"),
    ]
    assert found.lines[0].box == Box(0, 0, 18, 9)
    assert (found.page_of(1), found.page_of(9), found.lines[1].page) == (1, 2, 2)


def test_an_unfound_word_stands_on_the_page_of_both_neighbours_without_a_box(tmp_path):
    document = document_of(tmp_path, tbl(["một", "hai"], ["ba", "bốn"]))
    shown = [ShownWord(text, 1, Box(0, at, 5, at + 1)) for at, text in enumerate(["một", "ba", "bốn"])]
    found = placed(document, [(595.0, 842.0)], shown)

    assert [word.box is None for line in found.lines for word in line.words] == [False, True, False, False]
    assert [cell.page for cell in found.tables[0].cells] == [1, 1, 1, 1]
    assert found.tables[0].cells[1].box is None


@needs_office
def test_every_word_of_a_rendered_file_lies_on_its_page(tmp_path):
    body = [p(f"Mục {n}: giao các đơn vị rà soát, báo cáo trước ngày {n}/6 theo đúng quy định.") for n in range(1, 60)]
    document = read_word(word_file(tmp_path / "a.docx", *body, tbl(["TT", "Việc"], ["1", "Rà soát"])), boxes=True)
    words = [(word.page or line.page, word) for line in document.lines for word in line.words]

    assert len(document.pages) > 1
    assert document.pages[-1].end == len(document.text)
    assert all(word.box for _, word in words)
    for number, word in words:
        page = document.pages[number - 1]
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height
        assert page.start <= word.start < page.end


def test_without_libreoffice_the_text_is_read_and_the_lack_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    document = read_word(word_file(tmp_path / "a.docx", p("Nội dung")), boxes=True)

    assert (document.text, document.pages, document.warnings) == ("Nội dung\n", (), (NO_OFFICE,))


def test_a_file_that_cannot_be_rendered_is_still_read(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/true")
    document = read_word(word_file(tmp_path / "a.docx", p("Nội dung")), boxes=True)

    assert (document.text, document.warnings) == ("Nội dung\n", (NOT_RENDERED,))


def test_a_zipped_theme_at_the_end_of_an_old_file_makes_it_no_package(tmp_path):
    theme = io.BytesIO()
    with zipfile.ZipFile(theme, "w") as made:
        made.writestr("theme/theme1.xml", "<a/>")
    old = tmp_path / "cu.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Times New Roman" + theme.getvalue())

    assert names_old_fonts(old) is False
