"""A person reviews a document in the browser, with the keys alone, and the change is everywhere it should be."""

from review_room import ME, YOU
from web_room import Window, field, until, written

pytest_plugins = ("web_room",)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_name_is_asked_once_and_brings_back(office, browser, address):
    document = office.take_paper()
    window = Window(browser, address, name=None)
    page = window.go(f"/van-ban/{document}")
    page.get_by_label("Họ và tên").fill(ME)
    press(page, "Enter")
    page.wait_for_selector("svg.marks rect.mark", state="attached")

    assert page.locator(".top .who").inner_text() == ME
    window.context.close()


def test_the_picture_of_the_page_is_shown(office, window):
    page = window.open(office.take_paper())

    until(page, "document.querySelector('img.scan').naturalWidth === 1000")


def test_a_value_lights_its_place_and_the_place_its_value(office, window):
    page = window.open(office.take_paper())
    field(page, "header.summary").focus()
    task = page.locator("svg rect.task:visible").first
    lit = page.locator("svg rect.lit").get_attribute("data-path")
    task.click()

    assert lit == "header.number" or lit == "header.summary"
    assert page.evaluate("document.activeElement.dataset.place").startswith("tasks.")
    assert page.locator("svg rect.lit").first.get_attribute("data-path").startswith("tasks.")


def test_a_missed_task_is_added_by_marking_words_and_taken_back(office, window):
    document = office.take_paper()
    page = window.open(document)
    press(page, "Escape", "m")
    words = page.locator("svg rect.word")
    words.first.wait_for(state="attached")
    before = len(office.now(document).tasks)
    texts = page.evaluate(f"fetch('/van-ban/{document}/trang/1/chu').then(r => r.json())")["words"]
    start = next(i for i, word in enumerate(texts) if word[6] == "3.")
    first, last = words.nth(start + 1).bounding_box(), words.nth(start + 6).bounding_box()
    page.mouse.move(first["x"] + 3, first["y"] + 3)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 3, steps=8)
    page.mouse.up()
    press(page, "t")
    until(page, f"document.querySelectorAll('article.task').length === {before + 1}")
    added = [task.quote for task in office.now(document).tasks]
    press(page, "Escape", "z")
    until(page, f"document.querySelectorAll('article.task').length === {before}")

    assert "Các xã báo cáo kết quả" in added
    assert len(office.now(document).tasks) == before


def test_words_are_marked_with_the_arrow_keys(office, window):
    document = office.take_paper()
    page = window.open(document)
    press(page, "Escape", "m")
    page.locator("svg rect.word").first.wait_for(state="attached")
    press(page, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    before = len(office.now(document).tasks)
    press(page, "t")
    until(page, f"document.querySelectorAll('article.task').length === {before + 1}")

    assert any(task.quote.startswith("ỦY BAN") or task.quote.startswith("BAN") for task in office.now(document).tasks)


def test_undo_goes_on_after_a_reload(office, window):
    document = office.take_paper()
    page = window.open(document)
    field(page, "header.place").fill("Nơi khác")
    press(page, "Tab")
    written(page)
    page.reload()
    page.wait_for_selector("svg.marks rect.mark", state="attached")
    press(page, "Escape", "z")
    until(page, "document.querySelector('#panel [data-path=\"header.place\"]').value === 'Phú Lâm'")

    assert office.now(document).header.place.value == "Phú Lâm"


def test_what_may_be_missed_is_taken_or_waved_off_with_one_key(office, window):
    document = office.take_paper()
    page = window.open(document)
    page.locator("article.missed").focus()
    press(page, "a")
    until(page, "document.querySelectorAll('article.missed').length === 0")
    taken = len(office.now(document).tasks)
    press(page, "Escape", "z")
    page.wait_for_selector("article.missed")
    page.locator("article.missed").focus()
    press(page, "x")
    until(page, "document.querySelectorAll('article.missed').length === 0")

    assert taken == 3
    assert len(office.now(document).tasks) == 2


def test_tasks_are_split_joined_moved_and_rejected_with_a_reason(office, window):
    document = office.take_paper()
    page = window.open(document)
    page.locator("article.task").first.focus()
    press(page, "s")
    page.wait_for_selector("#ask[open]")
    press(page, "Enter")
    until(page, "document.querySelectorAll('article.task').length === 3")
    page.locator("article.task").first.focus()
    press(page, "g")
    until(page, "document.querySelectorAll('article.task').length === 2")
    last = office.now(document).tasks[1].id
    page.locator("article.task").nth(1).focus()
    press(page, "[")
    until(page, f"document.querySelector('article.task').dataset.task === '{last}'")
    page.locator("article.task").first.focus()
    press(page, "x")
    page.wait_for_selector("#ask[open]")
    press(page, "Control+a")
    page.keyboard.type("đã giao ở văn bản khác")
    press(page, "Enter")
    page.wait_for_selector("article.rejected")

    assert office.now(document).rejected[0].reason == "đã giao ở văn bản khác"
    assert office.now(document).rejected[0].task.id == last


def test_names_of_bodies_are_offered_without_tone_marks(office, window):
    document = office.take_paper()
    page = window.open(document)
    task = office.now(document).tasks[0].id
    lead = field(page, f"tasks.{task}.lead")
    lead.focus()
    press(page, "Control+a")
    page.keyboard.type("so noi v")
    page.wait_for_selector("#suggestions li")
    press(page, "ArrowDown", "Enter", "Tab")
    written(page)

    assert "Nội vụ" in office.now(document).tasks[0].lead[0].name


def test_two_windows_on_one_document_lose_nothing(office, window, browser, address):
    document = office.take_paper()
    mine, other = window.open(document), Window(browser, address, YOU)
    theirs = other.open(document)
    until(theirs, "document.body.textContent.includes('cũng đang mở')")
    field(mine, "header.place").fill("Của tôi")
    press(mine, "Tab")
    written(mine)
    field(theirs, "header.place").fill("Của bạn")
    press(theirs, "Tab")
    theirs.wait_for_selector("#conflict[open]")
    sides = theirs.inner_text("#conflict")
    still = office.now(document).header.place.value
    theirs.click("[data-choose=mine]")
    until(theirs, "!document.querySelector('#conflict[open]')")
    theirs.wait_for_timeout(300)

    assert "Của tôi" in sides
    assert "Của bạn" in sides
    assert still == "Của tôi"
    assert office.now(document).header.place.value == "Của bạn"
    assert other.faults == []
    other.context.close()


def test_the_next_document_is_one_that_no_other_window_holds(office, window, browser, address):
    first, second = office.take_paper(), office.take_paper(file_name="hai.pdf")
    other = Window(browser, address, YOU)
    window.go("/tiep")
    other.go("/tiep")

    found = {page.url.split("/")[-1].split("?")[0] for page in (window.page, other.page)}
    assert found == {str(first), str(second)}
    other.context.close()


def test_the_list_is_worked_with_keys_that_the_help_names(office, window):
    for number, summary in ((1, "Nạo vét kênh"), (2, "Sửa đường liên thôn")):
        own = {"number": str(number), "code": f"{number}/KH-UBND", "summary": summary}
        office.take_paper(file_name=f"tep-{number}.pdf", **own)
    page = window.go("/")
    page.locator("table.rows").wait_for()
    press(page, "?")
    page.wait_for_selector("#help[open]")
    named = page.locator("#help dt kbd").all_inner_texts()
    press(page, "Escape", "j", "x")
    one = page.inner_text("#chosen")
    press(page, "a")
    with page.expect_download() as download:
        press(page, "p")
    press(page, "f")
    in_filters = page.evaluate("document.activeElement.name")
    page.locator("h1").click()
    two = page.inner_text("#chosen")
    press(page, "/")
    page.keyboard.type("duong lien")
    press(page, "Enter")
    page.wait_for_url("**tim=duong**")

    assert set("nxjko/fbpeta[]1234?") <= set(named)
    assert one == "Đã chọn 1 văn bản"
    assert two == "Đã chọn 2 văn bản"
    assert page.locator("table.rows td.about").all_inner_texts() == ["Kế hoạch Sửa đường liên thôn"]
    assert download.value.suggested_filename == "phu-luc-2-2022.docx"
    assert in_filters == "trang-thai"
