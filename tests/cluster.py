"""A small province for tests: a real PostgreSQL and a real Prefect server, workers and watchers as processes.

By hand, with as many files as wanted: `python tests/cluster.py --files 500`.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from intake_home import Office

from pipeline.store.verify import verify

ROOT = Path(__file__).parent.parent
DEBIAN_POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

WATCHERS, WORKERS = 2, 4
# Seconds: files at rest at once, a dead machine's work given back soon, and batches small enough for four to share.
SETTINGS = """
[inbox]
quiet_seconds = 0
poll_seconds = 2
lease_seconds = 30
batch = 8
[bounds]
workers = 1
"""

# Seconds that say that something hangs, not how fast it should be.
_PATIENCE, _PATIENCE_A_FILE = 1200, 5
# Stand-ins for what only these tests have: a reading that takes no time and writes down who has read what, and for each
# worker the name of a machine of its own.
JOB = """
import os, socket, sys
machine = os.environ.get("MACHINE")
if machine:
    socket.gethostname = lambda: machine
sys.path.insert(0, os.environ["TESTS"])
from cluster_job import read_and_tell
import pipeline.workers as workers
real = workers.Readers.__init__
def patched(self, bounds, count, own_office=None, job=None):
    real(self, bounds, count, own_office, read_and_tell)
workers.Readers.__init__ = patched
"""


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Debian's PostgreSQL in a folder of its own, with the extension that a Prefect server needs."""
    binaries, port = DEBIAN_POSTGRES[-1], free_port()
    as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    # Not among pytest's folders: those are closed to the user that PostgreSQL insists on.
    folder = Path(tempfile.mkdtemp(prefix="vt-pg"))
    if as_owner:
        shutil.chown(folder, "postgres")

    def run(*command: str | Path) -> None:
        subprocess.run([*as_owner, *command], check=True, capture_output=True, cwd="/tmp")

    run(binaries / "initdb", "-D", folder / "data", "-U", "vanthu", "-A", "trust", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run(binaries / "pg_ctl", "-D", folder / "data", "-o", options, "-w", "-l", folder / "log", "start")
    try:
        for name in ("store", "prefect"):
            run(binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "vanthu", name)
        extension = ("-d", "prefect", "-c", "CREATE EXTENSION pg_trgm")
        run(binaries / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "vanthu", *extension)
        yield f"vanthu@127.0.0.1:{port}"
    finally:
        run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@contextlib.contextmanager
def prefect_server(folder: Path, database: str) -> Iterator[str]:
    """A real Prefect server on that PostgreSQL; its address."""
    port = free_port()
    environ = {
        **os.environ, "PREFECT_HOME": str(folder), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_API_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://{database}/prefect",
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    folder.mkdir()
    with (folder / "log").open("w") as log, subprocess.Popen(command, env=environ, stdout=log, stderr=log) as server:
        address = f"http://127.0.0.1:{port}/api"
        until = time.monotonic() + 300
        while time.monotonic() < until and server.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2):
                break
            time.sleep(0.3)
        yield address
        server.terminate()


class Province:
    """Processes that share one home, one store and one Prefect server, each on a machine of its own by its name."""

    def __init__(self, home: Path, database: str, address: str) -> None:
        self.home = home
        self.url = f"postgresql://{database}/store"
        self.reads = home.parent / "reads"
        self.reads.mkdir(exist_ok=True)
        guard = home.parent / "job"
        guard.mkdir(exist_ok=True)
        (guard / "sitecustomize.py").write_text(JOB)
        self.environ = {
            **os.environ, "VANTHU_HOME": str(home), "VANTHU_DATABASE_URL": self.url, "VANTHU_PREFECT_API_URL": address,
            "TESTS": str(Path(__file__).parent), "PYTHONPATH": f"{guard}{os.pathsep}{ROOT}", "READS": str(self.reads),
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, machine: str, *command: str) -> "subprocess.Popen[bytes]":
        """`vanthu` with these words, on a machine of this name."""
        code = "import sys; from flows.cli import main\nif __name__ == '__main__': sys.exit(main())"
        with (self.home.parent / f"{machine}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", code, *command], env={**self.environ, "MACHINE": machine},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.running.append(process)
        return process

    def worker(self, number: int) -> "subprocess.Popen[bytes]":
        return self.start(f"may-{number}", "worker")

    def watcher(self, number: int) -> "subprocess.Popen[bytes]":
        return self.start(f"canh-{number}", "serve", "--port", "0")

    def read_by(self) -> dict[str, list[str]]:
        """Which machine has read which files."""
        return {path.name: path.read_text("utf-8").splitlines() for path in sorted(self.reads.iterdir())}

    def logs(self) -> dict[str, str]:
        """What each machine says that it did."""
        found = self.home.glob("vanthu-*.log")
        return {path.stem.removeprefix("vanthu-"): path.read_text("utf-8") for path in found}

    def stop(self) -> None:
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()


@dataclass
class Aftermath:
    """What is there when all is done."""

    files: int
    counts: dict[str, int]
    numbers: list[int]
    tree: list[str]
    read_by: dict[str, list[str]]
    killed: str
    read_before_the_kill: int
    logs: dict[str, str]
    faults: list[str]
    runs: set[str]


def killed_in_the_middle(folder: Path, files: int) -> Aftermath:
    """Let the province take so many files in, and kill the first worker that has begun, with all its processes."""
    home = folder / "nhà"
    with postgres() as database, prefect_server(folder / "prefect", database) as address:
        province = Province(home, database, address)
        office = Office(home, url=province.url)
        (home / "vanthu.toml").write_text(SETTINGS)
        for number in range(files):
            office.drop(f"tệp {number}.txt", f"văn bản {number}")
        try:
            workers = {f"may-{number}": province.worker(number) for number in range(WORKERS)}
            for number in range(WATCHERS):
                province.watcher(number)
            wait_until(lambda: province.read_by())
            killed = next(iter(province.read_by()))
            read_before = office.store.counts()["read"]
            kill(workers[killed])
            wait_until(lambda: all_read(office, files), _PATIENCE + files * _PATIENCE_A_FILE)
            wait_until(lambda: not office.tree("inbox"))
            # The run of the worker that was killed is ended in its stead.
            wait_until(lambda: not states_of_runs(address) & {"RUNNING", "PENDING", "SCHEDULED"})
            runs = states_of_runs(address)
        finally:
            province.stop()
        found = Aftermath(
            files, dict(office.store.counts()),
            sorted(record.arrival_number or 0 for record in office.store.documents()),
            office.tree("inbox", "da-tiep-nhan", "loi"), province.read_by(), killed, read_before, province.logs(),
            [fault.sentence for fault in verify(office.config, office.store)], runs,
        )  # fmt: skip
        office.store.close()
    return found


def all_read(office: Office, files: int) -> bool:
    counts = office.store.counts()
    return counts["read"] >= files and not counts["received"]


def states_of_runs(address: str) -> set[str]:
    """The states that flow runs are in, as Prefect's pages show them."""
    question = urllib.request.Request(
        f"{address}/flow_runs/filter", data=b"{}", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(question, timeout=30) as answer:
        return {run["state_type"] for run in json.load(answer)}


def wait_until(is_so: Callable[[], object], seconds: float = _PATIENCE) -> None:
    """Wait for it, and no longer than that."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come to its end"
        time.sleep(0.2)


def kill(worker: "subprocess.Popen[bytes]") -> None:
    """As when its machine loses power: the worker, its flow runs and their reading processes at once."""
    for process in [psutil.Process(worker.pid), *psutil.Process(worker.pid).children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def check_each_file_is_done_once(found: Aftermath) -> None:
    """Recorded once, numbered without gaps, read twice only where the reader was killed, by more than one machine."""
    read = Counter(name for names in found.read_by.values() for name in names)
    twice = {name for name, times in read.items() if times > 1}

    assert found.counts == {**dict.fromkeys(found.counts, 0), "read": found.files}
    assert found.numbers == list(range(1, found.files + 1))
    assert found.tree == sorted(f"da-tiep-nhan/tệp {number}.txt" for number in range(found.files))
    assert found.faults == []
    assert found.runs == {"COMPLETED", "CRASHED"}
    assert found.read_before_the_kill < found.files
    assert sum(read.values()) == found.files + len(twice)
    assert twice <= set(found.read_by[found.killed][-2:])
    assert len(found.read_by) > 1
    assert set(found.read_by) <= set(found.logs)
    # What the killed machine had just done it may not have written down.
    assert sum(log.count(": taken\n") for log in found.logs.values()) >= found.files - 2


def main() -> None:
    """Once with so many files, and say how it went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=500)
    files = options.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        found = killed_in_the_middle(Path(folder), files)
    check_each_file_is_done_once(found)
    shares = ", ".join(f"{machine} {len(names)}" for machine, names in found.read_by.items())
    sys.stdout.write(f"{files} files, each done once; {found.killed} killed; read by {shares}\n")


if __name__ == "__main__":
    main()
