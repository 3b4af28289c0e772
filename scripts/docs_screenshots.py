"""Take the pictures of docs/huong-dan.md: the samples are read into a home of their own and shown in a browser.

Needs Debian's chromium; reading the samples takes a minute or two.
"""

import contextlib
import datetime
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from flows.serve import listening
from pipeline.config import Config, prepare_home
from pipeline.process import process_with_text
from pipeline.review.changes import SetField
from pipeline.review.desk import Desk
from pipeline.review.web.app import create_app
from pipeline.review.web.site import Actions
from pipeline.store.archive import Archive, content_hash
from pipeline.store.documents import Content, Reading
from pipeline.store.store import Store
from pipeline.store.taking import keep_directive

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("VANTHU_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# The pictures must not change with the day on which they are taken.
MOMENT = datetime.datetime(2026, 4, 6, 2, 0, tzinfo=datetime.UTC)
OWN_OFFICE = "Chi cục Kiểm lâm tỉnh Quảng Trị"
CHOSEN = ("tinh-doan-ke-hoach-trong-cay", "ubnd-xa-cong-van-gieng-khoan", "tinh-uy-ke-hoach-doc-sach",
          "mttq-phuong-giay-moi", "dang-uy-xa-quyet-dinh-phan-cong", "ubnd-tinh-quyet-dinh-ten-duong",
          "so-tai-chinh-thong-bao-chu-ky-so", "so-gddt-to-trinh-dat-ten-truong",
          "so-xay-dung-cong-van-tra-loi")  # fmt: skip
# How many days before the moment of the pictures each of them came.
CAME = (16, 15, 9, 8, 3, 2, 0, 0, 0)


class Clock:
    """The time that the store and the pages are told."""

    moment = MOMENT

    def __call__(self) -> datetime.datetime:
        """Now."""
        return self.moment


def fill(config: Config, store: Store, clock: Clock) -> None:
    """Read the chosen samples into the store."""
    archive = Archive(config.archive)
    for name, days in zip(CHOSEN, CAME, strict=True):
        clock.moment = MOMENT - datetime.timedelta(days)
        source = next((ROOT / "samples" / name).glob("source.*"))
        shown = f"{name}{source.suffix}"
        made = process_with_text(source, file_name=shown, own_office=config.own_office)
        sha256 = content_hash(source)
        archive.keep(source, sha256)
        content = Content(sha256, source.stat().st_size, shown, direction="den")
        reading = Reading("docs", made.directive, document=made.document)
        with store.writing() as connection:
            keep_directive(connection, None, content, reading, store.change("Tệp đến."), config.register_settings)


def work(store: Store, clock: Clock) -> None:
    """Let two documents have been corrected and approved, for the history and the figures."""
    desk = Desk(store, now=clock)
    for document, days, fields in ((4, 7, ("number", "place")), (5, 2, ("place",))):
        clock.moment = MOMENT - datetime.timedelta(days, hours=-3)
        for name in fields:
            record = store.by_id(document)
            change = SetField(field=name, value="35" if name == "number" else "Bến Trầm")
            desk.correct(document, record.version, "Trần Văn Bình", change)
        desk.approve(document, store.by_id(document).version, "Trần Văn Bình")
    clock.moment = MOMENT


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The pages over a home with the samples."""
    import uvicorn

    home = Path(tempfile.mkdtemp(prefix="vanthu-docs-"))
    config = Config(home=home, own_office=OWN_OFFICE)
    prepare_home(config)
    clock = Clock()
    with Store(config, now=clock) as store, listening("127.0.0.1", 0) as listener:
        fill(config, store, clock)
        work(store, clock)
        port = listener.getsockname()[1]
        app = create_app(config, store, Actions(lambda _: None), port, clock)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
    shutil.rmtree(home, ignore_errors=True)


def take(page: Page, name: str) -> None:
    """One picture, once the page has come to rest."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    page.screenshot(path=PICTURES / f"{name}.png")


def show_document(page: Page, address: str) -> None:
    """The pictures of one document under review."""
    page.goto(f"{address}/van-ban/1?cua=vidu01")
    take(page, "van-ban")
    page.locator("#panel article.task").nth(3).scroll_into_view_if_needed()
    page.locator("#panel article.task [data-phrase=han]").nth(3).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("trước 15/6")
    take(page, "thoi-han")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kept:text('Đã ghi')")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.wait_for_selector("svg rect.word", state="attached")
    for key in ("ArrowRight", *["Shift+ArrowRight"] * 6):
        page.keyboard.press(key)
    take(page, "danh-dau")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    take(page, "phim")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help", state="hidden")
    correct_number(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".summary[data-state=approved]")
    page.goto(f"{address}/van-ban/1/doi-chieu")
    take(page, "doi-chieu")
    page.goto(f"{address}/van-ban/1/lich-su")
    take(page, "lich-su")


def correct_number(page: Page) -> None:
    """Change the number, so that there is something to compare."""
    page.locator('#panel [data-path="header.number"]').fill("41")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kept:text('Đã ghi')")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as made:
        browser = made.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.set_default_timeout(180_000)
        page.goto(f"{address}/ten")
        page.get_by_label("Họ và tên").fill("Lê Thị Hoa")
        take(page, "ten")
        page.keyboard.press("Enter")
        page.wait_for_selector("table.rows")
        take(page, "danh-sach")
        page.goto(f"{address}/duyet-loat/moi")
        take(page, "duyet-loat")
        show_document(page, address)
        for path, name in (("/tiep-nhan", "tiep-nhan"), ("/so-den", "so-den"), ("/so-lieu", "so-lieu")):
            page.goto(address + path)
            take(page, name)
        browser.close()


if __name__ == "__main__":
    main()
