"""The flow with Prefect itself: quiet, at home under VANTHU_HOME, and no word to anybody but this machine."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

TESTS = Path(__file__).parent

# Every attempt to reach an address that is not this machine's own is written down and refused, in this process and in
# every Python process that it starts.
GUARD = """
import os, socket
real = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
def local(address):
    return not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost", None)
def tell(address):
    with open(os.environ["GUARD_LOG"], "a") as log: print(address, file=log)
def connect(self, address):
    if local(address): return real[0](self, address)
    tell(address); raise ConnectionRefusedError
def connect_ex(self, address):
    if local(address): return real[1](self, address)
    tell(address); return 111
def getaddrinfo(host, *given, **named):
    if host in ("127.0.0.1", "::1", "localhost", None): return real[2](host, *given, **named)
    tell(host); raise socket.gaierror
socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo = connect, connect_ex, getaddrinfo
"""

RUN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from intake_samples import read_by_content
from flows.intake import ingest
from pipeline.config import load_config
from pipeline.store.store import Store

def explode(self, arrival, content, *rest, take_in=Store.take_in):
    if content.file_name == "nổ.txt":
        raise RuntimeError("câu không ai được thấy")
    return take_in(self, arrival, content, *rest)

if __name__ == "__main__":
    Store.take_in = explode
    assert "prefect" not in sys.modules
    seen = []
    summary = ingest(load_config(), None, seen.append, job=read_by_content)
    print(json.dumps({"outcomes": [r.outcome for r in summary.reports], "lines": summary.lines(),
                      "progress": [p.done for p in seen]}))
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    (home / "vanthu.toml").write_text("[inbox]\nquiet_seconds = 0\n[bounds]\nworkers = 2\n")
    kept = {key: value for key, value in os.environ.items() if key not in ("CI", "DO_NOT_TRACK")}
    return {**kept, "VANTHU_HOME": str(home), "PYTHONPATH": str(TESTS.parent), **more}


def drop(home: Path, count: int, text: str = "văn bản") -> None:
    (home / "inbox").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (home / "inbox" / f"tệp {number}.txt").write_text(f"{text} {number}", "utf-8")


def test_a_batch_runs_quietly_and_nothing_leaves_this_machine(tmp_path):
    home, guard = tmp_path / "nhà", tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    environ = environment(home, GUARD_LOG=str(tmp_path / "guard.log"), PREFECT_API_URL="https://api.prefect.cloud/api")
    environ["PYTHONPATH"] = f"{guard}{os.pathsep}{environ['PYTHONPATH']}"
    drop(home, 6)
    (home / "inbox" / "hỏng.txt").write_text("hỏng")
    (home / "inbox" / "Tên rất kín.txt").write_text("mật")
    (home / "inbox" / "nổ.txt").write_text("nổ")
    (tmp_path / "run.py").write_text(RUN)
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", TESTS], env=environ, capture_output=True, text=True, timeout=120
    )
    said = json.loads(done.stdout)
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        flows = database.execute("SELECT name, state_type FROM flow_run").fetchall()
        tasks = database.execute("SELECT name, state_type FROM task_run").fetchall()
        artifacts = database.execute("SELECT key FROM artifact").fetchall()
    kept = b"".join(path.read_bytes() for path in (home / "prefect").rglob("*") if path.is_file())

    assert done.stderr == ""
    assert sorted(said["outcomes"]) == ["failed", "set_apart", *["taken"] * 6, "waiting"]
    assert said["progress"] == list(range(10))
    assert not (tmp_path / "guard.log").exists(), (tmp_path / "guard.log").read_text()
    assert flows == [("đợt 9 tệp", "COMPLETED")]
    assert sorted({state for _, state in tasks}) == ["COMPLETED", "FAILED"]
    assert len(tasks) == 9
    assert artifacts == [("dot-tiep-nhan",)]
    assert "rất kín".encode() not in kept
    assert "không ai được thấy".encode() not in kept
    assert "không ai được thấy" in (home / "vanthu.log").read_text("utf-8")
    assert len(re.findall(r" INFO số \d+: taken$", (home / "vanthu.log").read_text("utf-8"), re.M)) == 6
    assert "nổ.txt" in {path.name for path in (home / "inbox").iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_killed_in_the_middle_of_a_batch_the_next_run_completes_it(tmp_path):
    home = tmp_path / "nhà"
    environ = environment(home)
    drop(home, 12)
    (tmp_path / "run.py").write_text(RUN)
    command = [sys.executable, tmp_path / "run.py", TESTS]
    first = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list((home / "da-tiep-nhan").glob("*")) and time.monotonic() < until:
        time.sleep(0.01)
    family = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGKILL)
    first.wait()
    _, alive = psutil.wait_procs(family, timeout=15)
    left = len(list((home / "inbox").iterdir()))
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    with sqlite3.connect(home / "vanthu.db") as database:
        states = database.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall()
        still_open = database.execute("SELECT count(*) FROM arrivals WHERE open_source IS NOT NULL").fetchone()
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        runs = database.execute("SELECT state_type FROM flow_run ORDER BY created").fetchall()
        tasks = {state for (state,) in database.execute("SELECT state_type FROM task_run")}

    assert alive == []
    assert left > 0
    assert done.returncode == 0, done.stderr
    assert states == [("read", 12)]
    assert still_open == (0,)
    assert runs == [("CRASHED",), ("COMPLETED",)]
    assert tasks <= {"CRASHED", "COMPLETED"}
    assert len(list((home / "da-tiep-nhan").iterdir())) == 12
    assert list((home / "inbox").iterdir()) == []


def test_without_a_file_nothing_is_started(tmp_path):
    environ = environment(tmp_path / "nhà")
    (tmp_path / "run.py").write_text(RUN + "    assert 'prefect' not in sys.modules\n")
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", TESTS], env=environ, capture_output=True, text=True, timeout=60
    )

    assert json.loads(done.stdout)["lines"] == ["Đã tiếp nhận: 0 tệp, trong đó 0 tệp cần soát."]
    assert not (tmp_path / "nhà" / "prefect").exists()
