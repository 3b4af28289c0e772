"""What the tests of the review share: a store with documents of invented text, a desk, and a clock that is set."""

import datetime
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from made_documents import header

from extractors.document import Box, Document, Line, Page, Span, Word
from pipeline.config import Config
from pipeline.evidence import evidence_of
from pipeline.models import Body, ConcernsUs, Deadline, Directive, Missed, Source, Task
from pipeline.packed_text import pack
from pipeline.resolve.tasks_identity import task_id
from pipeline.review.desk import Desk
from pipeline.store.documents import Content, Reading
from pipeline.store.store import Store
from pipeline.store.taking import keep_directive

LINES = (
    "ỦY BAN NHÂN DÂN HUYỆN PHÚ LÂM",
    "Số: 44/KH-UBND",
    "KẾ HOẠCH phòng chống úng ngập năm 2022",
    "1. Phòng Nội vụ lập danh sách tình nguyện viên, gửi về Văn phòng trước ngày 15/6/2022.",
    "2. Phòng Y tế chuẩn bị thuốc và rà soát trang thiết bị.",
    "3. Các xã báo cáo kết quả trong quý III/2022.",
    "4. Đề nghị các đoàn thể phối hợp vận động nhân dân trước ngày 20/5/2022.",
)
ME, YOU = "Lê Thu", "Trần Bình"
UNKNOWN = ConcernsUs(value="unknown", reason="Chưa khai báo cơ quan mình.")


def paper(lines=LINES):
    """A document of one page whose words stand in boxes of ten points a letter."""
    text, made = "", []
    for number, written in enumerate(lines):
        start, top = len(text), 40.0 + 20 * number
        words = tuple(
            Word(start + m.start(), start + m.end(), Box(50 + 5 * m.start(), top, 50 + 5 * m.end(), top + 12))
            for m in re.finditer(r"\S+", written)
        )
        box = Box(50, top, 50 + 5 * len(written), top + 12)
        made.append(Line(start, start + len(written), 1, box, words))
        text += written + "\n"
    page = Page(1, 595, 842, 0, len(text))
    return Document(text, tuple(made), (page,), "application/pdf", "digital")


def place(document, words):
    start = document.text.index(words)
    return (start, start + len(words))


def a_task(document, sha256, quote, lead=None, due=None, status="auto", **more):
    at = evidence_of(document, [Span(*place(document, quote))])
    bodies = (Body(name=lead, raw=lead, evidence=at),) if lead else ()
    deadlines = (Deadline(raw=due[0], kind="before", due=due[1], evidence=at, rule="r"),) if due else ()
    values = {"quote": quote, "page": 1, "evidence": at, "action": quote, "lead": bodies, "deadlines": deadlines,
              "concerns_us": UNKNOWN, "status": status, "confidence": 0.9, **more}  # fmt: skip
    return Task(id=task_id(sha256, quote, Counter()), **values)


def plan(sha256="ab" * 32, file_name="ke-hoach.pdf", document=None, doubtful=True, **fields):
    """What a machine could have read of the paper: a number in doubt, two tasks, one item that may be missed."""
    document = document or paper()
    tasks = (
        a_task(document, sha256, "Phòng Nội vụ lập danh sách tình nguyện viên, gửi về Văn phòng trước ngày 15/6/2022",
               "Phòng Nội vụ", ("trước ngày 15/6/2022", "2022-06-14")),
        a_task(document, sha256, "Phòng Y tế chuẩn bị thuốc và rà soát trang thiết bị", "Phòng Y tế"),
    )  # fmt: skip
    said = {
        "issuer": "Ủy ban nhân dân huyện Phú Lâm", "type": "Kế hoạch", "number": "44", "symbol": "KH-UBND",
        "code": "44/KH-UBND", "date": "2022-04-06", "summary": "Phòng chống úng ngập năm 2022", "place": "Phú Lâm",
        "signer_authority": "TM. ỦY BAN NHÂN DÂN", "signer_title": "CHỦ TỊCH", "signer_name": "Võ Minh An",
        "recipients": ("Như trên", "Lưu: VT"), **fields,
    }  # fmt: skip
    status = {"number": "review"} if doubtful else {}
    missing = "Đề nghị các đoàn thể phối hợp vận động nhân dân trước ngày 20/5/2022"
    at = evidence_of(document, [Span(*place(document, missing))]) if missing in document.text else ()
    missed = (Missed(quote=missing, page=1, evidence=at, reason="Chưa rõ ai làm."),) if doubtful and at else ()
    source = Source(file_name=file_name, sha256=sha256, media_type="application/pdf", pages=1, text="digital")
    status |= {"references": "absent"}
    return Directive(source=source, header=header(status, **said), tasks=tasks, missed=missed)


def database(request):
    """The address of the database that a fixture is asked for: a PostgreSQL of its own, or None for SQLite."""
    if request.param == "sqlite":
        return None
    if sys.platform != "linux":
        pytest.skip("the PostgreSQL that comes by pip is for Linux")
    return request.getfixturevalue("postgres_url")


class Room:
    """A store, a desk and the moment it is."""

    def __init__(self, home: Path, url=None, **settings):
        self.moment = datetime.datetime(2022, 4, 10, 2, 0, tzinfo=datetime.UTC)
        self.store = Store(Config(home=home, database_url=url, **settings), now=lambda: self.moment)
        self.desk = Desk(self.store, now=lambda: self.moment)

    def later(self, **delta):
        self.moment += datetime.timedelta(**delta)

    def take(self, number=1, reading=None, document=None, **content):
        """Take a document in; returns its id."""
        sha256 = f"{number:064x}"
        document = document or paper()
        reading = reading or plan(sha256, f"tep-{number}.pdf", document, code=f"{number}/KH-UBND", number=str(number))
        came = Content(sha256, 10, f"tep-{number}.pdf", direction="den", **content)
        read = Reading("r1", reading, text=pack(document))
        numbering = self.store.config.register_settings
        with self.store.writing() as connection:
            kept = keep_directive(connection, None, came, read, self.store.change("Tệp đến hộp nhận."), numbering)
        return kept[0]

    def correct(self, document_id, change, by=ME, window="w1"):
        """Write a change on the version that stands."""
        return self.desk.correct(document_id, self.version(document_id), by, change, window)

    def version(self, document_id):
        return self.store.by_id(document_id).version

    def now(self, document_id):
        return self.store.by_id(document_id).directive
