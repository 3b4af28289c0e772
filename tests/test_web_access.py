"""Every page can be used by everybody: axe finds no serious fault, and nothing is wider than an office screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytest_plugins = ("web_room",)

PATHS = ("/", "/tiep-nhan", "/so-den", "/so-lieu", "/ten", "/duyet-loat?ids=1", "/van-ban/1", "/van-ban/1/lich-su",
         "/van-ban/1/doi-chieu")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_serious_fault(office, window, path):
    office.take_paper()
    page = window.go(path)
    page.wait_for_timeout(400)
    found = Axe().run(page).response["violations"]
    serious = [
        (each["id"], node["html"][:160])
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:3]
    ]

    assert serious == []


@pytest.mark.parametrize("path", PATHS)
def test_every_page_fits_an_office_screen(office, window, path):
    office.take_paper()
    page = window.go(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
