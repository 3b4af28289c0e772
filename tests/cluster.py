"""A small province for tests: a real PostgreSQL and a real Prefect server, workers and watchers as processes."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEBIAN_POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

JOB = """
import os, sys
sys.path.insert(0, os.environ["TESTS"])
from intake_samples import read_by_content
import flows.opened
import pipeline.workers as workers
real = workers.Readers.__init__
def patched(self, bounds, count, own_office=None, job=None):
    real(self, bounds, count, own_office, read_by_content)
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
        until = time.monotonic() + 120
        while time.monotonic() < until and server.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2):
                break
            time.sleep(0.3)
        yield address
        server.terminate()


class Province:
    """Processes that share one home, one store and one Prefect server."""

    def __init__(self, home: Path, database: str, address: str) -> None:
        self.home = home
        self.url = f"postgresql://{database}/store"
        guard = home.parent / "job"
        guard.mkdir(exist_ok=True)
        (guard / "sitecustomize.py").write_text(JOB)
        self.environ = {
            **os.environ, "VANTHU_HOME": str(home), "VANTHU_DATABASE_URL": self.url, "VANTHU_PREFECT_API_URL": address,
            "TESTS": str(Path(__file__).parent), "PYTHONPATH": f"{guard}{os.pathsep}{ROOT}",
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, call: str) -> "subprocess.Popen[bytes]":
        script = (
            "import threading\nfrom flows import cluster\nfrom pipeline.config import load_config\n"
            f"if __name__ == '__main__':\n    cluster.{call}\n"
        )
        number = len(self.running)
        path = self.home.parent / f"run{number}.py"
        path.write_text(script)
        with (self.home.parent / f"run{number}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, path], env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def worker(self) -> "subprocess.Popen[bytes]":
        return self.start("join(load_config())")

    def watcher(self) -> "subprocess.Popen[bytes]":
        return self.start("dispatch(load_config(), threading.Event(), print, print)")

    def stop(self) -> None:
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
