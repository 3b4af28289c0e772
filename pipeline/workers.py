"""Read files in processes of their own, each document bounded in time and memory.

A reading process that asks for too much is killed with its children and replaced; the others and the caller go on.
Every thread that reads has one reading process, and talks to it over one pipe that nobody else holds: so killing one
can leave no lock behind.
"""

import contextlib
import hashlib
import json
import multiprocessing
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, Self

import psutil

from extractors.errors import Failure, TimedOut, TooLarge
from pipeline.config import Bounds
from pipeline.errors import ReaderUnavailable, Stopped
from pipeline.models import Directive, ErrorInfo, FailedReading, FailedSource
from pipeline.reading_process import serve
from pipeline.worker_messages import TAKEN_UP, Job, Outcome, outcome_of

__all__ = ["Job", "Outcome", "Readers", "read_files"]

_LOOK_EVERY = 0.2
# Looking for children goes through all processes of the machine, which is dear.
_CHILDREN_EVERY = 1.0
_MIB = 1 << 20
_START_SECONDS = 120.0
# A process that has read this much, or kept this share of its memory, makes room for a fresh one.  Starting one costs
# as much as reading fifty short letters, and seven hundred of them leave 4 MiB behind: mostly memory decides.
_DOCUMENTS_A_PROCESS = 1000
_KEPT_SHARE = 0.7
# Beyond this many times the bound on memory the system itself says no.
_RUNAWAY = 2


class Readers:
    """A set of reading processes, started when first needed, for as many threads as `count`.

    `job` must be a function that a fresh process can import; by default pipeline.process.process_with_text.
    """

    def __init__(self, bounds: Bounds, count: int, own_office: str | None = None, job: Job | None = None) -> None:
        self._bounds = bounds
        self._own_office = own_office
        self._job = job
        self._idle: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        self._stopping = threading.Event()
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Start the processes now, while nothing else goes on here: on Linux they need not load again what is loaded.

        A copy of a program with several threads may hold locks that nobody will open, so later ones start from nothing.
        """
        if sys.platform != "linux" or len(list(Path("/proc/self/task").iterdir())) > 1:
            return
        waiting = [self._idle.get() for _ in range(self._idle.qsize())]
        for process in waiting:
            with contextlib.suppress(OSError, psutil.Error):
                process = process or _Process(self._bounds, self._job, "fork")
            self._idle.put(process)

    def read(self, path: Path, file_name: str) -> Outcome:
        """Read one file; waits until a process is free.  Threads may call this side by side.

        A process that fails before it has taken the file up says nothing about the file: a new one tries again, once.
        """
        process = self._idle.get()
        try:
            if process is not None and not process.is_fresh():
                process.kill()
                process = None
            traces = []
            for _ in range(2):
                if self._stopping.is_set():
                    return Outcome(failure=Stopped())
                outcome, process = self._try(process, path, file_name)
                if not isinstance(outcome.failure, ReaderUnavailable):
                    return outcome
                traces.append(outcome.trace or outcome.failure.detail)
            return Outcome(failure=outcome.failure, trace="\n".join(traces))
        finally:
            self._idle.put(process if process and process.is_alive() else None)

    def _try(self, process: "_Process | None", path: Path, file_name: str) -> "tuple[Outcome, _Process | None]":
        """What came of it, and the process for the next file; a process that did not come up is ended."""
        try:
            process = process or _Process(self._bounds, self._job)
        except (OSError, psutil.Error):
            return Outcome(failure=ReaderUnavailable(), trace=traceback.format_exc()), None
        outcome = process.read(path, file_name, self._own_office, self._stopping)
        if not isinstance(outcome.failure, ReaderUnavailable):
            return outcome, process
        process.kill()
        return outcome, None

    def stop(self) -> None:
        """Let every reading that is under way fail with `Stopped`, and none begin."""
        self._stopping.set()

    def close(self) -> None:
        """End all processes."""
        self.stop()
        for _ in range(self._idle.qsize()):
            process = self._idle.get()
            if process is not None:
                process.kill()


def read_files(
    paths: Sequence[Path], bounds: Bounds | None = None, own_office: str | None = None, job: Job | None = None
) -> Iterator[Directive | FailedReading]:
    """Read files side by side, one process for each core, and yield what came of each in the order given."""
    bounds = bounds or Bounds()
    count = min(bounds.workers or os.cpu_count() or 1, max(1, len(paths)))
    with Readers(bounds, count, own_office, job) as readers, ThreadPoolExecutor(count) as threads:
        readers.begin()
        try:
            for path, outcome in zip(
                paths, threads.map(lambda path: readers.read(path, path.name), paths), strict=True
            ):
                yield outcome.directive or _failed(path, outcome.failure or Failure())
        finally:
            readers.stop()
            threads.shutdown(cancel_futures=True)


def _failed(path: Path, failure: Failure) -> FailedReading:
    sha256 = None
    with contextlib.suppress(OSError), path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FailedReading(source=FailedSource(file_name=path.name, sha256=sha256), error=ErrorInfo.of(failure))


class _Process:
    """One reading process, and the watch over it."""

    def __init__(self, bounds: Bounds, job: Job | None, way: Literal["spawn", "fork"] = "spawn") -> None:
        self._bounds = bounds
        self._pipe, theirs = multiprocessing.Pipe()
        most = _RUNAWAY * bounds.memory_mib * _MIB
        context = multiprocessing.get_context(way)
        # Every way has a kind of process of its own: they share no class that the types know.
        self._process: Any = context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, job, most), daemon=True
        )
        self._process.start()
        theirs.close()
        self._watched = psutil.Process(self._process.pid)
        self._children: list[psutil.Process] = []
        self._children_seen = 0.0
        self._documents = 0
        self._taken_up = False

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return bool(self._process.is_alive())

    def is_fresh(self) -> bool:
        """Whether it is fit for another document."""
        if not self.is_alive() or self._documents >= _DOCUMENTS_A_PROCESS:
            return False
        return self._memory() < _KEPT_SHARE * self._bounds.memory_mib * _MIB

    def read(self, path: Path, file_name: str, own_office: str | None, stopping: threading.Event) -> Outcome:
        """Hand over one file and wait for what comes of it, within the bounds."""
        self._documents += 1
        self._taken_up = False
        try:
            self._pipe.send({"path": str(path), "file_name": file_name, "own_office": own_office})
            return self._await(stopping)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(timeout=5)
            status = self._process.exitcode
            self.kill()
            if not self._taken_up:
                return Outcome(failure=ReaderUnavailable(), trace=f"the reading process never began: status {status}")
            # Nobody here has killed it: then it was the system, for want of memory.
            failure = TooLarge() if status == -9 else Failure()
            return Outcome(failure=failure, trace=f"the reading process ended by itself with status {status}")

    def _await(self, stopping: threading.Event) -> Outcome:
        started = time.monotonic()
        seconds = _START_SECONDS
        while True:
            if self._pipe.poll(_LOOK_EVERY):
                said = json.loads(self._pipe.recv_bytes())
                if said == TAKEN_UP:
                    self._taken_up = True
                    continue
                if "pages" not in said:
                    return outcome_of(said)
                # Only now has the process started and loaded what it needs, which on a busy machine takes its time.
                started = time.monotonic()
                more = said["pages"] * self._bounds.seconds_per_page
                seconds = min(self._bounds.seconds_most, self._bounds.seconds + more)
            fault = self._fault(time.monotonic() - started, seconds, stopping)
            if fault:
                self.kill()
                return Outcome(failure=fault)

    def _fault(self, elapsed: float, seconds: float, stopping: threading.Event) -> Failure | None:
        if stopping.is_set():
            return Stopped()
        if elapsed > seconds and not self._taken_up:
            return ReaderUnavailable(f"quá {seconds:.0f} giây")
        if elapsed > seconds:
            return TimedOut(f"quá {seconds:.0f} giây")
        if self._memory() > self._bounds.memory_mib * _MIB:
            return TooLarge(f"quá {self._bounds.memory_mib} MiB bộ nhớ")
        return None

    def _memory(self) -> int:
        """Bytes that the process and its children hold."""
        now = time.monotonic()
        if now - self._children_seen >= _CHILDREN_EVERY:
            self._children_seen = now
            with contextlib.suppress(psutil.Error):
                self._children = self._watched.children(recursive=True)
        total = 0
        for process in (self._watched, *self._children):
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
        return total

    def kill(self) -> None:
        """End it at once, and whatever it has started."""
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            family = self._watched.children(recursive=True)
        self._process.kill()
        for child in family:
            with contextlib.suppress(psutil.Error):
                child.kill()
        self._process.join(timeout=10)
        self._pipe.close()
