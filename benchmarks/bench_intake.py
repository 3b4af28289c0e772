"""`vanthu ingest` against a bare process pool that reads, archives and stores the same files in the same way.

`VANTHU_BENCH_FILES` says how many files (default 1,000).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import one_page_files
from benchmarks.measure import ROOT, Row

_SETTINGS = "[inbox]\nquiet_seconds = 0\n"


@dataclass(frozen=True, slots=True)
class Spent:
    """What taking the files in cost: seconds by the clock and of the processors, and those of starting a server."""

    clock: float
    cpu: float
    start_clock: float = 0.0
    start_cpu: float = 0.0


def rows() -> Iterator[Row]:
    """The rate of ours as a share of the pool's rate, by the clock and by the processors' time."""
    count = int(os.environ.get("VANTHU_BENCH_FILES", "1000"))
    with tempfile.TemporaryDirectory() as folder:
        bare, ours = (_run(Path(folder) / kind, kind, count) for kind in ("pool", "ingest"))
    what = f"`vanthu ingest` of {count} one-page PDFs, share of a bare pool's rate"
    yield Row(f"{what}, by the clock", bare.clock / ours.clock, 0.6, 0.85, at_least=True)
    yield Row(f"{what}, by CPU time", bare.cpu / ours.cpu, 0.6, 0.85, at_least=True)
    print(
        f"starting the embedded server, not counted above: {ours.start_clock:.1f} s by the clock, "
        f"{ours.start_cpu:.1f} s of CPU; taking in: {ours.clock:.1f} s and {ours.cpu:.1f} s, "
        f"the pool: {bare.clock:.1f} s and {bare.cpu:.1f} s",
        file=sys.stderr,
    )


def _run(home: Path, kind: str, count: int) -> Spent:
    """Take the files in, in a process of its own with a new home, and hear what it cost."""
    one_page_files.make(home / "inbox", count)
    (home / "vanthu.toml").write_text(_SETTINGS, "utf-8")
    environ = {**os.environ, "VANTHU_HOME": str(home), "OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "benchmarks.taking_in", kind, str(count)]
    said = subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, check=True).stdout
    return Spent(**json.loads(said))
