"""What the tests of the pages share: a served home with invented documents, and a browser."""

import contextlib
import hashlib
import io
import threading
import time
from urllib.parse import quote

import pytest
from pdf_files import FONTS
from playwright.sync_api import sync_playwright
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from review_room import LINES, ME, Room, paper, plan

from flows.serve import listening
from pipeline.config import prepare_home
from pipeline.packed_text import pack
from pipeline.review.web.app import create_app
from pipeline.review.web.site import Actions
from pipeline.store.documents import Content, Reading
from pipeline.store.taking import keep_directive

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def drawn(lines=LINES):
    """The paper of the review's tests as a PDF: each letter five points wide, as its words' boxes say."""
    pdfmetrics.registerFont(TTFont("Mono", str(FONTS / "LiberationMono-Regular.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Mono", 5 / 0.6)
    for number, written in enumerate(lines):
        canvas.drawString(50, 842 - (40 + 20 * number + 10), written)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class Office(Room):
    """A home whose pages are served on a free port of this machine."""

    def __init__(self, home):
        super().__init__(home)
        self.config = self.store.config
        prepare_home(self.config)
        self.retried = []

    def take_paper(self, lines=LINES, file_name="ke-hoach.pdf", **fields):
        """Take in a paper with its original; returns its id."""
        original = drawn(lines) + f"% {file_name}".encode()
        sha256 = hashlib.sha256(original).hexdigest()
        path = self.config.archive / sha256[:2] / sha256[2:4] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(original)
        document = paper(lines)
        reading = Reading("r1", plan(sha256, file_name, document, **fields), text=pack(document))
        content = Content(sha256, len(original), file_name, direction="den")
        numbering = self.config.register_settings
        with self.store.writing() as connection:
            change = self.store.change("Tệp đến hộp nhận.")
            kept = keep_directive(connection, None, content, reading, change, numbering)

        return kept[0]

    @contextlib.contextmanager
    def served(self, port=0):
        """Serve until the block ends; yields the address."""
        import uvicorn

        with listening("127.0.0.1", port) as listener:
            chosen = listener.getsockname()[1]
            app = create_app(self.config, self.store, Actions(self.retried.append), chosen, lambda: self.moment)
            server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.01)
            try:
                yield f"http://127.0.0.1:{chosen}"
            finally:
                server.should_exit = True
                thread.join(10)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as made:
        browser = made.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def address(office):
    with office.served() as address:
        yield address


class Window:
    """A browser window of one reviewer; remembers what went wrong in it and whom it spoke to."""

    def __init__(self, browser, address, name=ME):
        self.context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        self.context.set_default_timeout(8000)
        if name:
            self.context.add_cookies([{"name": "vanthu_ten", "value": quote(name), "url": address}])
        self.address, self.faults, self.asked = address, [], []
        self.page = self.open_tab()

    def open_tab(self):
        page = self.context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def go(self, path):
        self.page.goto(self.address + path)
        return self.page

    def open(self, document_id):
        page = self.go(f"/van-ban/{document_id}")
        page.wait_for_selector("svg.marks rect.mark", state="attached")
        return page


@pytest.fixture
def window(browser, address):
    made = Window(browser, address)
    yield made
    made.context.close()
    assert made.faults == []
    assert [url for url in made.asked if not url.startswith((address, "data:"))] == []


def field(page, path):
    return page.locator(f'#panel [data-path="{path}"]')


def written(page):
    """Wait until the last thing typed is in the history."""
    until(page, "document.getElementById('kept').textContent === 'Đã ghi'")


def until(page, expression, seconds=8.0):
    """Wait until it is true in the page; the page's own policy forbids a script that would wait there."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(30)
