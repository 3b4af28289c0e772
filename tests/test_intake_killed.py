"""Killed at any named point and started again: every file once in the archive, once in the store, in one folder."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from intake_home import Office

from pipeline.store import tallies
from pipeline.store.archive import Archive
from pipeline.store.tables import arrivals, documents, readings, tasks

TESTS = Path(__file__).parent
FILES = {
    "một.txt": "number=1\nmột", "hai.txt": "number=2\nhai", "ba/ba.txt": "ba", "lại.txt": "number=1\nmột",
    "hỏng.pdf": "hỏng", "kín.pdf": "mật",
}  # fmt: skip

# The module, the class or None, the function, and whether death comes before or after it.
POINTS = {
    "after the claim": ("pipeline.store.store", "Store", "claim", "after"),
    "before the archive": ("pipeline.store.archive", "Archive", "keep", "before"),
    "in the archive": ("pipeline.store.archive", None, "sync_folder", "before"),
    "after the archive": ("pipeline.store.archive", "Archive", "keep", "after"),
    "before the commit": ("pipeline.store.arrivals", None, "decide", "after"),
    "after the commit": ("pipeline.store.store", "Store", "take_in", "after"),
    "before the move": ("flows.places", None, "_move_to", "before"),
    "in the move": ("flows.places", None, "sync_folder", "before"),
    "after the move": ("flows.places", None, "move", "after"),
    "before the reason is written": ("flows.places", None, "write_beside", "before"),
    "before the end is noted": ("pipeline.store.arrivals", None, "finish", "before"),
}

VICTIM = """
import importlib, os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from intake_home import Office

module, owner, name, when, round_ = sys.argv[3:8]
place = importlib.import_module(module)
place = getattr(place, owner) if owner else place
original = getattr(place, name)
calls = 0

def deadly(*given, **named):
    global calls
    calls += 1
    if calls == int(round_) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    found = original(*given, **named)
    if calls == int(round_) and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return found

setattr(place, name, deadly)
Office(Path(sys.argv[2]), url=os.environ.get("TEST_URL")).take_all()
"""


def run_victim(home: Path, point: str, round_: int, url: str | None) -> int:
    module, owner, name, when = POINTS[point]
    arguments = [TESTS, home, module, owner or "", name, when, str(round_)]
    environ = {**os.environ, "PYTHONPATH": str(TESTS.parent)} | ({"TEST_URL": url} if url else {})
    return subprocess.run([sys.executable, "-c", VICTIM, *arguments], env=environ, timeout=60).returncode


def assert_everything_is_there_once(office: Office) -> None:
    digests = {hashlib.sha256(text.encode()).hexdigest(): text for text in FILES.values()}
    kept = set(Archive(office.config.archive).hashes())
    with office.store.reading() as connection:
        recorded = connection.execute(sa.select(documents.c.sha256, documents.c.state)).all()
        counted = {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (documents, readings, tasks)
        }
        still_open = connection.scalar(sa.select(sa.func.count()).where(arrivals.c.open_source.is_not(None)))
        numbers = connection.scalars(sa.select(documents.c.arrival_number)).all()
        wrongly_counted = tallies.wrong(connection)

    assert kept == {digest for digest, text in digests.items() if text != "mật"}
    assert {row.sha256: row.state for row in recorded} == {
        digest if text != "mật" else None: {"hỏng": "failed", "mật": "set_apart"}.get(text, "read")
        for digest, text in digests.items()
    }
    assert counted == {"documents": 5, "readings": 4, "tasks": 6}
    assert wrongly_counted == {}
    assert still_open == 0
    assert sorted(number for number in numbers if number) == [1, 2, 3]
    assert office.tree("inbox", "da-tiep-nhan", "loi", "dat-rieng") == [
        "da-tiep-nhan/ba/ba.txt", "da-tiep-nhan/hai.txt", "da-tiep-nhan/lại.txt", "da-tiep-nhan/một.txt",
        "dat-rieng/kín.pdf", "loi/hỏng.pdf", "loi/hỏng.pdf.txt",
    ]  # fmt: skip


def check(home: Path, point: str, url: str | None) -> None:
    office = Office(home, url=url)
    for name, text in FILES.items():
        office.drop(name, text)
    endings = [run_victim(home, point, round_, url) for round_ in (1, 2)]
    office.take_all()

    assert endings[0] == -signal.SIGKILL
    assert_everything_is_there_once(office)
    assert list(Archive(office.config.archive).leftovers()) == [] or point == "in the archive"
    office.store.close()


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
@pytest.mark.parametrize("point", POINTS)
def test_killed_and_started_again_everything_is_there_once(tmp_path, point):
    check(tmp_path, point, None)


@pytest.mark.skipif(sys.platform != "linux", reason="the PostgreSQL that comes by pip is for Linux")
@pytest.mark.parametrize("point", ["after the archive", "before the commit", "after the commit", "before the move"])
def test_killed_and_started_again_on_postgresql(tmp_path, point, postgres_url):
    check(tmp_path, point, postgres_url)
