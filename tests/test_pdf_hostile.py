"""Broken, locked and hostile PDF files end with a class of extractors.errors, or with the pages that can be read."""

import hostile_pdf as make
import pytest

from extractors.errors import Broken, Encrypted, NoText, TooLarge
from extractors.reading.limits import Limits
from extractors.reading.read import read


@pytest.mark.parametrize(
    ("maker", "error"),
    [
        (make.encrypted, Encrypted),
        (make.truncated, Broken),
        (make.only_a_head, Broken),
        (make.million_pages, TooLarge),
        (make.picture_bomb, TooLarge),
        (make.million_objects, TooLarge),
        (make.loops, NoText),
    ],
)
def test_a_hostile_file_ends_with_its_error(tmp_path, maker, error):
    with pytest.raises(error):
        read(maker(tmp_path / "a.pdf"))


def test_what_only_forbids_printing_is_read(tmp_path):
    assert "XÃ SÔNG LAM" in read(make.owner_locked(tmp_path / "a.pdf")).text


def test_one_bad_page_does_not_lose_the_others(tmp_path):
    document = read(make.one_bad_page(tmp_path / "a.pdf"))

    assert [page.problem is None for page in document.pages] == [True, False, True]
    assert document.text.count("XÃ SÔNG LAM") == 2
    assert document.warnings == (f"Trang 2: {document.pages[1].problem}",)


def test_a_page_as_large_as_the_format_allows_is_read(tmp_path):
    assert read(make.huge_sheet(tmp_path / "a.pdf")).text == "Bản vẽ khổ lớn\n"


def test_the_name_of_a_file_does_not_matter(tmp_path):
    assert "KẾ HOẠCH" in read(make.directive(tmp_path / "ke-hoach.docx")).text


def test_a_file_over_the_bound_is_not_opened(tmp_path):
    with pytest.raises(TooLarge):
        read(make.directive(tmp_path / "a.pdf"), limits=Limits(max_bytes=1000))
