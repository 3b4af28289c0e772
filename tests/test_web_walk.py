"""One review from the list to the exports, with keys alone but for the words that are marked with the mouse."""

import json
from io import BytesIO

from docx import Document as Word
from review_room import LINES, ME
from web_room import field, until, written

pytest_plugins = ("web_room",)

MISSED = "Các xã báo cáo kết quả trong quý III/2022."


def mark(page, quote):
    """Draw the mouse over these words of the page."""
    row = next(number for number, line in enumerate(LINES) if quote in line)
    before = len(" ".join(LINES[:row]).split()) + len(LINES[row].partition(quote)[0].split())
    words = page.locator("svg rect.word")
    words.nth(before).wait_for(state="attached")
    first, last = (words.nth(number).bounding_box() for number in (before, before + len(quote.split()) - 1))
    page.mouse.move(first["x"] + 3, first["y"] + 3)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 3, steps=6)
    page.mouse.up()


def rows_of(body):
    """The rows of the first table of a Word file that has them, as texts."""
    return [[cell.text for cell in row.cells] for table in Word(BytesIO(body)).tables for row in table.rows]


def test_a_document_goes_from_the_list_to_the_exports(office, window, address):
    document = office.take_paper()
    page = window.go("/")
    page.locator("table.rows").wait_for()
    page.keyboard.press("n")
    lit = page.wait_for_selector("svg.marks rect.lit").get_attribute("data-path")
    page.keyboard.type("46")
    page.keyboard.press("Enter")
    written(page)
    while not (page.evaluate("document.activeElement.dataset.path") or "").endswith(".deadlines"):
        page.keyboard.press("Tab")
    page.keyboard.type("trước 20/6")
    until(page, "[...document.querySelectorAll('.meaning')].some(e => e.textContent.includes('19/6/2022'))")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.summary').dataset.version === '3'")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    mark(page, MISSED)
    page.keyboard.press("t")
    until(page, "document.querySelectorAll('article.task').length === 3")
    page.keyboard.press("z")
    until(page, "document.querySelectorAll('article.task').length === 2")
    page.keyboard.press("y")
    until(page, "document.querySelectorAll('article.task').length === 3")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".summary[data-state=approved]")
    page.keyboard.press("h")
    page.locator("td", has_text="trước 20/6").first.wait_for()
    history = page.inner_text("table.rows")
    get = window.context.request.get
    [told] = json.loads(get(f"{address}/tai-ve/nhiem-vu?ids={document}").body())["documents"]
    rows = rows_of(get(f"{address}/tai-ve/phu-luc-2?nam=2022&ids={document}").body())

    assert lit == "header.number"
    assert all(said in history for said in (ME, "Sửa «Số»", "44", "46", "Hoàn tác: Thêm nhiệm vụ", "Duyệt văn bản"))
    assert (told["state"], told["approved_by"]) == ("approved", ME)
    assert (told["header"]["number"]["value"], told["header"]["number"]["machine"]["value"]) == ("46", "44")
    assert told["header"]["code"]["value"] == "46/KH-UBND"
    assert told["tasks"][0]["deadlines"][0]["due"] == "2022-06-19"
    assert told["tasks"][2]["quote"] == MISSED
    assert any("46/KH-UBND" in cell for row in rows for cell in row)


def test_letters_are_keys_on_a_row_and_text_in_its_field(office, window):
    document = office.take_paper()
    page = window.open(document)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("k")
    on_row = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("c")
    until(page, "document.querySelector('.summary').dataset.version === '2'")
    until(page, "document.activeElement.dataset.missed !== undefined")
    page.keyboard.press("x")
    until(page, "document.querySelector('.summary').textContent.includes('đã rõ hết')")

    assert on_row == "header.number"
    assert office.now(document).header.number.status == "confirmed"
    assert office.now(document).header.number.value == "44"


def test_what_is_typed_is_written_before_the_approval_and_n_goes_on(office, window):
    first, second = office.take_paper(), office.take_paper(file_name="hai.pdf")
    page = window.go("/tiep")
    page.wait_for_selector("svg.marks rect.lit")
    opened = int(page.url.split("/")[-1].split("?")[0])
    field(page, "header.place").fill("Phú Lâm Thượng")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".summary[data-state=approved]")
    page.keyboard.press("n")
    page.wait_for_url(f"**/van-ban/{second if opened == first else first}?**")

    assert office.store.by_id(opened).state == "approved"
    assert office.now(opened).header.place.value == "Phú Lâm Thượng"
