"""How far a batch is: a bar in a terminal, a line now and then where there is none."""

import contextlib
import sys
import time
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from flows.running import Progress as Stand
from flows.running import Tell

# A log that people read later wants a line now and then, not one for each file.
_LINE_EVERY_SECONDS = 5.0


@contextlib.contextmanager
def told(work: str = "Tiếp nhận") -> Iterator[Tell]:
    """Something to tell the progress of `work` to, on stderr so that what a command prints stays clean."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        with _bar(console, work) as tell:
            yield tell
    else:
        yield _Lines(work)


@contextlib.contextmanager
def _bar(console: Console, work: str) -> Iterator[Tell]:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TextColumn("đã qua"), TimeElapsedColumn(), TextColumn("còn"), TimeRemainingColumn(),
        TextColumn("{task.fields[doubt]}"),
    )  # fmt: skip
    with Progress(*columns, console=console) as bar:
        started = time.monotonic()
        task = bar.add_task(work, total=None, doubt="", rate="")

        def tell(stand: Stand) -> None:
            bar.update(task, total=stand.total, completed=stand.done, doubt=_doubt(stand), rate=_rate(stand, started))

        yield tell


class _Lines:
    """A line at most every few seconds, and one at the end."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._started = self._last = time.monotonic()

    def __call__(self, stand: Stand) -> None:
        now = time.monotonic()
        if stand.done and (stand.done == stand.total or now - self._last >= _LINE_EVERY_SECONDS):
            self._last = now
            rate = _rate(stand, self._started)
            print(
                f"{self._work} {stand.done}/{stand.total} {rate} {_doubt(stand)}".rstrip(), file=sys.stderr, flush=True
            )


def _rate(stand: Stand, started: float) -> str:
    minutes = (time.monotonic() - started) / 60
    return f"{stand.done / minutes:.0f} tệp/phút" if stand.done and minutes > 0 else ""


def _doubt(stand: Stand) -> str:
    """What a person will have to look at so far.

    >>> _doubt(Stand(total=9, done=5, in_doubt=2, failed=1))
    'cần soát 2, lỗi 1'
    """
    parts = (("cần soát", stand.in_doubt), ("lỗi", stand.failed), ("đã có", stand.known))
    return ", ".join(f"{name} {number}" for name, number in parts if number)
