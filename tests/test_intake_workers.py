"""Reading processes: bounded in time and memory, killed and replaced, and nobody else the worse for it."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from intake_samples import directive_of, read_by_name

from extractors.errors import Encrypted
from pipeline.config import Bounds
from pipeline.errors import Stopped
from pipeline.models import Directive, FailedReading
from pipeline.workers import Outcome, Readers, read_files

BOUNDS = Bounds(seconds=4, seconds_per_page=1, seconds_most=5, memory_mib=400, workers=2)


@pytest.fixture(scope="module")
def readers():
    with Readers(BOUNDS, 2, job=read_by_name) as readers:
        yield readers


def outcome_of(readers: Readers, folder: Path, name: str) -> Outcome:
    path = folder / name
    path.write_text(name)
    return readers.read(path, name)


def code_of(outcome: Outcome) -> str | None:
    return outcome.failure.code if outcome.failure else None


def test_a_readable_file_comes_back_as_a_directive(readers, tmp_path):
    outcome = outcome_of(readers, tmp_path, "tốt.txt")

    assert outcome.directive == directive_of(tmp_path / "tốt.txt", "tốt.txt")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("khoá.txt", Encrypted.code),
        ("lỗi chương trình.txt", "INTERNAL"),
        ("mãi không xong.txt", "TIMEOUT"),
        ("nuốt bộ nhớ.txt", "TOO_LARGE"),
        ("hết bộ nhớ.txt", "TOO_LARGE"),
        ("tự chết.txt", "INTERNAL"),
        ("bị hệ thống diệt.txt", "TOO_LARGE"),
    ],
)
def test_each_fault_has_its_code_and_the_next_file_is_read(readers, tmp_path, name, code):
    outcome = outcome_of(readers, tmp_path, name)
    after = outcome_of(readers, tmp_path, "tốt.txt")

    assert code_of(outcome) == code
    assert after.directive is not None


def test_the_programs_own_fault_leaves_a_trace_for_engineers(readers, tmp_path):
    outcome = outcome_of(readers, tmp_path, "lỗi chương trình.txt")

    assert "ZeroDivisionError" in (outcome.trace or "")


def test_what_a_killed_reading_had_started_is_killed_with_it(readers, tmp_path):
    outcome = outcome_of(readers, tmp_path, "có tiến trình con.txt")
    child = int((tmp_path / "con.pid").read_text())
    deadline = time.monotonic() + 5
    while psutil.pid_exists(child) and psutil.Process(child).status() != "zombie" and time.monotonic() < deadline:
        time.sleep(0.05)

    assert code_of(outcome) == "TIMEOUT"
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


def test_files_come_back_in_the_order_given(tmp_path):
    names = ["chậm.txt", "tốt.txt", "khoá.txt", "tốt.txt"]
    for name in names:
        (tmp_path / name).write_text(name)

    found = list(read_files([tmp_path / name for name in names], BOUNDS, job=read_by_name))

    assert [type(reading) for reading in found] == [Directive, Directive, FailedReading, Directive]
    assert found[2].error.code == "ENCRYPTED"
    assert found[2].source.sha256


def test_stopping_ends_what_is_under_way(tmp_path):
    (tmp_path / "mãi không xong.txt").write_text("x")
    with Readers(Bounds(seconds=60), 1, job=read_by_name) as readers, ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(readers.read, tmp_path / "mãi không xong.txt", "x")
        time.sleep(1)
        readers.stop()
        outcome = waiting.result(timeout=10)

    assert isinstance(outcome.failure, Stopped)


_ONE_BY_ONE = """    with Readers(Bounds(seconds=60), 1, job=read_by_name) as readers:
        readers.read(files[0], 'x')
"""
_SIDE_BY_SIDE = """    list(read_files(files * 2, Bounds(seconds=60, workers=2), job=read_by_name))
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
@pytest.mark.parametrize("reading", [_ONE_BY_ONE, _SIDE_BY_SIDE])
def test_a_killed_parent_leaves_no_reading_process_behind(tmp_path, reading):
    (tmp_path / "mãi không xong.txt").write_text("x")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from intake_samples import read_by_name\n"
        "from pipeline.config import Bounds\n"
        "from pipeline.workers import Readers, read_files\n"
        "if __name__ == '__main__':\n"
        "    files = [Path(sys.argv[2])]\n" + reading
    )
    (tmp_path / "run.py").write_text(script)
    parent = subprocess.Popen(
        [sys.executable, tmp_path / "run.py", Path(__file__).parent, tmp_path / "mãi không xong.txt"],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "đang đọc.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (tmp_path / "đang đọc.pid").exists()
    children = psutil.Process(parent.pid).children(recursive=True)
    parent.kill()
    parent.wait()

    assert children
    assert psutil.wait_procs(children, timeout=10)[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a running program safely")
@pytest.mark.parametrize(("threads", "loaded"), [(1, True), (2, False)])
def test_a_program_with_one_thread_lends_its_readers_what_it_has_loaded(tmp_path, threads, loaded):
    (tmp_path / "tệp.txt").write_text("x")
    script = (
        "import sys, threading, time\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from intake_samples import tell_what_is_loaded\n"
        "from pipeline.workers import read_files\n"
        "if __name__ == '__main__':\n"
        "    import colorsys\n"
        f"    if {threads} > 1: threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\n"
        "    [reading] = read_files([Path(sys.argv[2])], job=tell_what_is_loaded)\n"
        "    print('colorsys' in reading.source.file_name)\n"
    )
    (tmp_path / "run.py").write_text(script)
    told = subprocess.run(
        [sys.executable, tmp_path / "run.py", Path(__file__).parent, tmp_path / "tệp.txt"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout == f"{loaded}\n"
