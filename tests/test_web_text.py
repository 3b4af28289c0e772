"""A text without pages: its words are marked with the mouse or with keys alone, and become a task."""

from dataclasses import replace

import pytest
from review_room import LINES, paper, plan
from web_room import field, until, written

from pipeline.packed_text import pack
from pipeline.review.pictures import Pictures
from pipeline.store.documents import Content, Reading
from pipeline.store.taking import keep_directive

pytest_plugins = ("web_room",)

MISSED = "Các xã báo cáo kết quả trong quý III/2022."
# One character beyond the first plane: scripts count it as two, documents as one.
WIDE = (*LINES[:2], "𠀋 " + LINES[2], *LINES[3:])


@pytest.fixture
def opened(office, window, monkeypatch):
    """The text view of a file of which no pages can be rendered; the document's number and its page."""
    monkeypatch.setattr(Pictures, "placed", lambda *_: None)
    shown = paper(WIDE)
    lines = tuple(
        replace(line, page=None, box=None, words=tuple(replace(word, box=None) for word in line.words))
        for line in shown.lines
    )
    document = replace(shown, lines=lines, pages=(), media_type="application/octet-stream")
    sha256 = "cd" * 32
    reading = Reading("r1", plan(sha256, "ke-hoach.docx", shown), text=pack(document))
    with office.store.writing() as connection:
        change = office.store.change("Tệp đến hộp nhận.")
        content = Content(sha256, 10, "ke-hoach.docx", direction="den")
        number = keep_directive(connection, None, content, reading, change, office.config.register_settings)[0]
    page = window.go(f"/van-ban/{number}")
    page.wait_for_selector("#words mark")
    return number, page


def quotes(office, document):
    return [task.quote for task in office.now(document).tasks]


def test_values_are_lit_in_the_text(opened):
    _, page = opened
    field(page, "header.number").focus()
    task = page.locator("article.task").first
    task.focus()
    until(page, "document.querySelector('#words mark.lit') !== null")

    assert page.locator("#words mark.lit").first.inner_text().startswith("Phòng Nội vụ lập danh sách")


def test_words_are_marked_with_the_keys_alone(office, opened):
    document, page = opened
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    for _ in range(300):
        page.keyboard.press("ArrowRight")
        if page.evaluate("getSelection().toString()") == "3.":
            break
    page.keyboard.press("ArrowRight")
    for _ in MISSED.split()[1:]:
        page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("getSelection().toString()")
    page.keyboard.press("t")
    until(page, "document.querySelectorAll('article.task').length === 3")

    assert chosen == MISSED
    assert MISSED.rstrip(".") in [quote.rstrip(".") for quote in quotes(office, document)]


def test_words_are_marked_with_the_mouse(office, opened):
    document, page = opened
    page.locator("#words p", has_text=MISSED).click(click_count=3)
    page.keyboard.press("t")
    until(page, "document.querySelectorAll('article.task').length === 3")

    assert any(MISSED.rstrip(".") in quote for quote in quotes(office, document))


def test_a_document_without_its_original_says_so_and_is_reviewed_by_its_text(office, window, address):
    document = office.take_paper()
    sha256 = office.store.by_id(document).sha256
    next(office.config.archive.rglob(sha256)).unlink()
    page = window.go(f"/van-ban/{document}")
    page.wait_for_selector("#words mark")
    told = page.inner_text("#paper .note")
    page.keyboard.type("46")
    page.keyboard.press("Enter")
    written(page)
    page.locator("article.task").first.focus()
    lit = page.locator("#words mark.lit").first.inner_text()
    original = window.context.request.get(f"{address}/van-ban/{document}/goc", headers={"Accept": "text/html"})
    picture = window.context.request.get(f"{address}/van-ban/{document}/trang/1.png")

    assert "Bản gốc không còn trong kho lưu" in told
    assert page.locator("img").count() == 0
    assert page.locator("a", has_text="Bản gốc").count() == 0
    assert lit.startswith("Phòng Nội vụ lập danh sách")
    assert office.now(document).header.number.value == "46"
    assert (original.status, picture.status) == (404, 404)
    assert "vanthu verify" in original.text()
