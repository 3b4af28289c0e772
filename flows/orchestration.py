"""Prefect as it is shipped here: at home under VANTHU_HOME, quiet in the terminal, and silent towards the world.

Nothing of this module needs Prefect itself: the environment must be set before Prefect is first imported.
"""

import atexit
import contextlib
import errno
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, MutableMapping
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import ServiceUnavailable
from pipeline.system_words import reason

API_VARIABLE = "VANTHU_PREFECT_API_URL"
_START_SECONDS = 120
_END_SECONDS = 5
# Bytes that the server's own database takes at its start.
_LEAST_ROOM = 8 << 20

SETTINGS = {
    # Official documents: no usage figures to anybody, neither from the server nor from the library.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_ENABLED": "true",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    # What a document says must not come to lie in Prefect's own folders.
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
    # Seconds: how soon a machine that has nothing to do sees that there is work.
    "PREFECT_WORKER_QUERY_SECONDS": "3",
    # Seconds: how often a run says that it lives, for flows/lost_runs.py.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
}

# The embedded server serves one process: nothing is scheduled, paused or automated there, and nobody asks for events.
_NOT_NEEDED = (
    "CANCELLATION_CLEANUP", "CLEANUP_RECONCILER", "EVENT_PERSISTER", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS",
    "REPOSSESSOR", "SCHEDULER", "TRIGGERS",
)  # fmt: skip
EMBEDDED_ONLY = {
    **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _NOT_NEEDED},
    # States of tasks are written many in one transaction, at the latest after so many seconds, instead of each in one
    # of its own: that was the dearest part of a task.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "60",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "2",
}


def is_shared() -> bool:
    """Whether the office has a Prefect server of its own."""
    return API_VARIABLE in os.environ


def set_environment(config: Config, environ: MutableMapping[str, str] = os.environ) -> None:
    """Point Prefect at this home, and at no server but ours.

    An address or key that was set for other purposes (Prefect Cloud) is not used: the office names its own server,
    if it has one, in VANTHU_PREFECT_API_URL.
    """
    for name in [name for name in environ if name.startswith("PREFECT_")]:
        del environ[name]
    environ.update(SETTINGS)
    environ["PREFECT_HOME"] = str(prefect_home(config))
    if API_VARIABLE in environ:
        environ["PREFECT_API_URL"] = environ[API_VARIABLE]


def prefect_home(config: Config) -> Path:
    """Where Prefect keeps its own database and logs."""
    return config.home / "prefect"


def ensure_server(config: Config) -> str:
    """The address of a running Prefect server: the office's own, or an embedded one that ends with this process.

    Prefect reads its settings once in the life of a process, so the embedded server keeps its port; it is started
    again where another home wants one, or where it has died.

    Raises:
        ServiceUnavailable: the embedded server did not start.

    """
    named = os.environ.get(API_VARIABLE)
    if named:
        set_environment(config)
        return named
    return _EMBEDDED.address_for(config)


def begin_server(config: Config) -> None:
    """Start the embedded server without waiting for it, where there is something else to do meanwhile."""
    if API_VARIABLE not in os.environ:
        _EMBEDDED.begin(config)


class _Embedded:
    """The one embedded server of this process."""

    def __init__(self) -> None:
        self._port: int | None = None
        self._home: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def begin(self, config: Config) -> str:
        """Start it unless it runs for this home already; returns where it is going to answer."""
        with self._lock:
            if self._port is None:
                self._port = _free_port()
                # Registered before Prefect is imported, so that it runs after Prefect has sent its last words.
                atexit.register(self.stop)
            address = f"http://127.0.0.1:{self._port}/api"
            if self._home != config.home or self._process is None or self._process.poll() is not None:
                self.stop()
                set_environment(config)
                self._process = _start(config, self._port)
                self._home = config.home
                os.environ["PREFECT_API_URL"] = address
            return address

    def address_for(self, config: Config) -> str:
        """Where it answers, once it does."""
        address = self.begin(config)
        if self._process is not None:
            _await_health(self._process, address, prefect_home(config))
        return address

    def stop(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()


_EMBEDDED = _Embedded()


def _start(config: Config, port: int) -> "subprocess.Popen[bytes]":
    prefect_home(config).mkdir(parents=True, exist_ok=True)
    with (prefect_home(config) / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_server", str(port)],
            # The server ends when this end of its input is closed, however this process comes to its end.
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, **EMBEDDED_ONLY, "PYTHONPATH": str(Path(__file__).parent.parent)},
            # Ctrl-C is for the one who pressed it: the server is still needed to close the run in good order.
            start_new_session=True,
        )


def _await_health(process: "subprocess.Popen[bytes]", address: str, home: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until and process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            opener.open(f"{address}/health", timeout=2),
        ):
            return
        time.sleep(0.1)
    raise ServiceUnavailable(reason(OSError(errno.ENOSPC, "")) if shutil.disk_usage(home).free < _LEAST_ROOM else "")


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_with_input(end: Callable[[], None]) -> None:
    """Ask this process to end as soon as its standard input is closed, that is when the process that started it ends.

    What has not ended in good order some seconds after `end` was called ends at once.
    """
    threading.Thread(target=_await_end_of_input, args=(end,), daemon=True).start()


def _await_end_of_input(end: Callable[[], None]) -> None:
    sys.stdin.buffer.read()
    end()
    time.sleep(_END_SECONDS)
    os._exit(0)
