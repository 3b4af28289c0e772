"""Pictures of pages are drawn in a process of its own, which may die, and ends with the service."""

import io

import pytest
from PIL import Image
from web_room import Office

from pipeline.review.pictures import Pictures, Wanted

WANTED = Wanted(1, 160)


@pytest.fixture
def kept(tmp_path):
    """The pictures of an archive, and the hash of the one paper in it."""
    office = Office(tmp_path)
    sha256 = office.store.by_id(office.take_paper()).sha256
    made = Pictures(office.config.archive)
    yield made, sha256
    made.close()
    office.store.close()


def test_a_page_is_drawn_as_wide_as_asked_and_again_after_its_process_has_died(kept):
    pictures, sha256 = kept
    first = pictures.picture(sha256, WANTED, paged=True)
    for process in pictures._pool._processes.values():
        process.kill()
        process.join()
    pictures.forget()
    while (again := pictures.picture(sha256, WANTED, paged=True)) is None:
        assert pictures._pool is None

    assert Image.open(io.BytesIO(first)).width == 160
    assert again == first


def test_once_all_has_ended_there_is_no_picture_and_no_new_process(kept):
    pictures, sha256 = kept
    pictures.close()

    assert pictures.picture(sha256, WANTED, paged=True) is None
    assert pictures._pool is None
