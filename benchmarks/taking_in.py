"""Take in what lies in the inbox of VANTHU_HOME and print what it cost: `python -m benchmarks.taking_in pool|ingest N`.

`ingest` is what the command does.  `pool` is the same without Prefect and without killable processes: a process pool
calls the same function, and threads archive, record and move as the intake does.
"""

import contextlib
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

from extractors.errors import Failure
from flows.inbox import files_in, spell
from flows.intake import announce, ingest
from flows.orchestration import ensure_server
from flows.take_in import Intake
from pipeline.config import Config, load_config, prepare_home
from pipeline.packed_text import pack
from pipeline.process import process_with_text
from pipeline.store.store import Store
from pipeline.workers import Outcome


class PoolReaders:
    """Reads in a process pool of the standard library."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def read(self, path: Path, file_name: str) -> Outcome:
        """Like pipeline.workers.Readers, without bounds."""
        try:
            return self._pool.submit(_read, path, file_name).result()
        except Failure as failure:
            return Outcome(failure=failure)


def _read(path: Path, file_name: str) -> Outcome:
    read = process_with_text(path, file_name=file_name)
    return Outcome(directive=read.directive, text=pack(read.document))


def with_a_pool(config: Config) -> int:
    """How many were taken in."""
    prepare_home(config)
    workers = ProcessPoolExecutor(config.workers, mp_context=get_context("spawn"))
    with Store(config) as store, workers as pool, ThreadPoolExecutor(config.workers + 1) as threads:
        announce(store, [spell(path.relative_to(config.inbox)) for path in files_in(config.inbox)])
        intake = Intake(config, store, PoolReaders(pool))
        return sum(report.outcome == "taken" for report in threads.map(intake.take_in, store.open_arrivals().values()))


def _cpu() -> float:
    """Seconds of this process and all its children, those that have ended and those that live."""
    spent = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            used = child.cpu_times()
            spent += used.user + used.system + used.children_user + used.children_system
    return spent


def main(kind: str, count: int) -> None:
    """Measure from the first file looked at to the last one put away."""
    config = load_config()
    clock, cpu = time.perf_counter(), _cpu()
    if kind == "ingest":
        prepare_home(config)
        ensure_server(config)
    started_clock, started_cpu = time.perf_counter(), _cpu()
    taken = len(ingest(config).taken) if kind == "ingest" else with_a_pool(config)
    spent = {"clock": time.perf_counter() - started_clock, "cpu": _cpu() - started_cpu}
    if taken != count:
        raise RuntimeError(f"{taken} of {count} files were taken in")
    json.dump({**spent, "start_clock": started_clock - clock, "start_cpu": started_cpu - cpu}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
