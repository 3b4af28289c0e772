"""Run pieces of Python in processes of their own and compare what they cost.

Comes in: source code and arguments.  Goes out: CPU seconds or peak memory, and rows of ratios with their bounds.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was compared, the ratio, its bound, and where it shall go.

    The bound is the most that is allowed, or with `at_least` the least.
    """

    what: str
    ratio: float
    bound: float
    goal: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the ratio keeps within its bound."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound

    def shown(self) -> str:
        """The line as Markdown."""
        told = "ok" if self.is_kept else "not kept"
        least = "≥ " if self.at_least else ""
        return f"| {self.what} | {self.ratio:.2f} | {least}{self.bound:g} | {least}{self.goal:g} | {told} |"


# A process is born with the peak of the one that starts it, so what wait4 tells of memory may be ours: it is asked for
# itself, and its children as they live.
_LOOK_EVERY = 0.02


def cost(code: str, arguments: Sequence[str | Path] = (), times: int = 3) -> float:
    """CPU seconds (user and system, children included) of the cheapest of some runs; `sys.argv[1:]` are `arguments`."""
    return min(_seconds(_started(code, arguments)) for _ in range(times))


def peak(code: str, arguments: Sequence[str | Path] = ()) -> float:
    """The peak of resident memory in MiB, of the process or the child that holds most (Linux)."""
    process, most = _started(code, arguments), 0.0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        with contextlib.suppress(psutil.Error, OSError):
            most = max(most, *map(_high_water, [watched, *watched.children(recursive=True)]))
        time.sleep(_LOOK_EVERY)
    if process.returncode:
        raise RuntimeError(f"a measured piece of code ended with {process.returncode}")
    return most


def _high_water(process: psutil.Process) -> float:
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


def _started(code: str, arguments: Sequence[str | Path]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )


def _seconds(process: subprocess.Popen[bytes]) -> float:
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a measured piece of code ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def work(code: str, idle: str, arguments: Sequence[str | Path], times: int = 3) -> float:
    """CPU seconds of the work alone: without what starting Python and importing costs."""
    return max(cost(code, arguments, times) - cost(idle, arguments, times), 1e-3)
