"""The sure documents of a list are approved together in the browser, once a sample of a chosen share was looked at."""

import pytest
from review_room import ME
from web_room import Window, field, until, written

pytest_plugins = ("web_room",)


@pytest.fixture
def batch(office):
    """Five sure documents and one in doubt, each with a number of its own."""
    sure = [
        office.take_paper(file_name=f"tep-{number}.pdf", doubtful=False, number=str(number), code=f"{number}/KH-UBND")
        for number in range(1, 6)
    ]
    return sure, office.take_paper(file_name="tep-9.pdf", number="9", code="9/KH-UBND")


def states(office, ids):
    return [office.store.by_id(each).state for each in ids]


def chosen(page):
    """The numbers of the sample's documents, as the page shows them."""
    rows = page.locator("section[aria-labelledby=sample] tbody tr td:first-child").all_inner_texts()
    return [int(each.partition("/")[0]) for each in rows]


def test_the_sure_ones_are_approved_after_a_sample_of_the_chosen_share(office, window, batch):
    sure, doubtful = batch
    page = window.go("/")
    page.locator("table.rows").wait_for()
    page.keyboard.press("b")
    page.get_by_label("Xem kỹ").fill("40")
    page.keyboard.press("Enter")
    page.wait_for_url("**phan=40**")
    sample = chosen(page)
    said = page.inner_text("main")
    page.locator("h1").click()
    for _ in sample:
        page.keyboard.press("n")
        page.wait_for_selector("svg.marks rect.mark", state="attached")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".summary[data-state=approved]")
    before = states(office, sure)
    page.keyboard.press("n")
    page.wait_for_selector("section[aria-labelledby=rest] button:focus")
    page.keyboard.press("Enter")
    page.get_by_text("Cả loạt đã được duyệt.").wait_for()
    entry = office.desk.history(next(each for each in sure if each not in sample))[-1]

    assert len(sample) == 2
    assert "1 văn bản khác của danh sách không nằm trong loạt" in said
    assert sorted(before) == ["approved"] * 2 + ["read"] * 3
    assert states(office, sure) == ["approved"] * 5
    assert states(office, [doubtful]) == ["read"]
    assert (entry.kind, entry.by) == ("approved", ME)


def test_a_sample_that_was_corrected_approves_no_other(office, window, batch):
    sure, _ = batch
    page = window.go(f"/duyet-loat?ids={','.join(map(str, sure))}&phan=1")
    [only] = chosen(page)
    page.keyboard.press("n")
    page.wait_for_selector("svg.marks rect.mark", state="attached")
    field(page, "header.place").fill("Nơi khác")
    page.keyboard.press("Tab")
    written(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".summary[data-state=approved]")
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    page.wait_for_selector("section[aria-labelledby=rest] button:focus")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('said').textContent.includes('đã phải sửa')")

    assert sorted(states(office, sure)) == ["approved"] + ["read"] * 4
    assert states(office, [only]) == ["approved"]


def test_two_windows_share_out_a_sample(office, window, batch, browser, address):
    sure, _ = batch
    other = Window(browser, address, "Trần Bình")
    path = f"/tiep?loat={','.join(map(str, sure))}&phan=40"
    found = {page.url.split("/")[-1].split("?")[0] for page in (window.go(path), other.go(path))}
    other.context.close()

    assert len(found) == 2
