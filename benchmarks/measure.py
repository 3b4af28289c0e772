"""Run pieces of Python in processes of their own and compare what they cost.

Comes in: source code and arguments.  Goes out: CPU seconds and peak memory, and rows of ratios with their bounds.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system, children included) and the peak of resident memory in MiB."""

    seconds: float
    mebibytes: float


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


def cost(code: str, arguments: Sequence[str | Path] = (), times: int = 3) -> Cost:
    """The cheapest of some runs of a piece of code; `sys.argv[1:]` are the arguments."""
    return min((_once(code, arguments) for _ in range(times)), key=lambda one: one.seconds)


def _once(code: str, arguments: Sequence[str | Path]) -> Cost:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a measured piece of code ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def work(code: str, idle: str, arguments: Sequence[str | Path], times: int = 3) -> float:
    """CPU seconds of the work alone: without what starting Python and importing costs."""
    return max(cost(code, arguments, times).seconds - cost(idle, arguments, times).seconds, 1e-3)
