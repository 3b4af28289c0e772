"""Broken, locked and harmful files among good ones: the good are done, each bad one is told, memory stays bounded."""

import functools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hostile_office
import hostile_pdf
import psutil
from intake_home import Office
from pdf_files import directive

from flows.inbox import files_in, spell
from flows.intake import announce
from flows.take_in import Intake
from pipeline.config import Bounds
from pipeline.workers import Readers

GOOD = 20
BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "khoá.pdf": (hostile_pdf.encrypted, "ENCRYPTED"),
    "cụt.pdf": (hostile_pdf.truncated, "BROKEN"),
    "chỉ có đầu.pdf": (hostile_pdf.only_a_head, "BROKEN"),
    "triệu trang.pdf": (hostile_pdf.million_pages, "TOO_LARGE"),
    "bom ảnh.pdf": (hostile_pdf.picture_bomb, "TOO_LARGE"),
    "triệu đối tượng.pdf": (hostile_pdf.million_objects, "TOO_LARGE"),
    "vòng.pdf": (hostile_pdf.loops, "NO_TEXT"),
    "bom.docx": (hostile_office.bomb, "TOO_LARGE"),
    "nhiều phần.docx": (hostile_office.many_parts, "TOO_LARGE"),
    "thực thể.docx": (hostile_office.entities, "BROKEN"),
    "sâu.docx": (hostile_office.deep, "BROKEN"),
    "đứt.docx": (hostile_office.cut_off, "BROKEN"),
    "hỏng.docx": (hostile_office.damaged, "BROKEN"),
    "khoá.docx": (hostile_office.locked_docx, "ENCRYPTED"),
    "lạ.docx": (functools.partial(hostile_office.with_main_part, xml=b"<x/>"), "UNKNOWN_FORMAT"),
}
BOUNDS = Bounds(memory_mib=1024, workers=2)
_MIB = 1 << 20
# Of the service itself, beside its reading processes: what it holds does not grow with what the files would like.
_OWN_MIB = 300


class Peak:
    """The most memory that this process has gained and that one of its children has had, while it is open."""

    def __init__(self) -> None:
        self.own = self.child = 0.0
        self._process = psutil.Process()
        self._before = self._process.memory_info().rss
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.own = max(self.own, (self._process.memory_info().rss - self._before) / _MIB)
            for child in self._process.children(recursive=True):
                try:
                    self.child = max(self.child, child.memory_info().rss / _MIB)
                except psutil.Error:
                    continue


def fill(office: Office, folder: Path) -> None:
    """The good and the bad, each made elsewhere and laid in whole."""
    folder.mkdir()
    for number in range(GOOD):
        made = directive(folder / "tốt.pdf", number=f"Số: {number + 1}/KH-UBND")
        made.rename(office.config.inbox / f"tốt {number}.pdf")
    for name, (make, _) in BAD.items():
        make(folder / name).rename(office.config.inbox / name)


def test_hostile_files_among_good_ones(tmp_path):
    office = Office(tmp_path / "nhà", bounds=BOUNDS)
    fill(office, tmp_path / "làm")
    announce(office.store, [spell(path.relative_to(office.config.inbox)) for path in files_in(office.config.inbox)])
    with Readers(BOUNDS, 2) as readers, ThreadPoolExecutor(3) as threads, Peak() as peak:
        intake = Intake(office.config, office.store, readers)
        list(threads.map(intake.take_in, office.store.open_arrivals().values()))
    failed = {record.file_name: record.error for record in office.store.documents(state="failed")}
    texts = {name: (office.config.failed / f"{name}.txt").read_text("utf-8-sig") for name in BAD}
    read = [record.file_name for record in office.store.documents() if record.directive]
    office.store.close()

    assert sorted(read) == sorted(f"tốt {number}.pdf" for number in range(GOOD))
    assert {name: error.code for name, error in failed.items()} == {name: code for name, (_, code) in BAD.items()}
    assert all(error.message in texts[name] and error.next_step in texts[name] for name, error in failed.items())
    assert office.tree("inbox") == []
    assert peak.own < _OWN_MIB
    # Seen to be over its bound a process is killed; between two looks the system holds it to twice that.
    assert 0 < peak.child < 2 * BOUNDS.memory_mib
