"""The review with 10,000 documents in the store, against the same with 100: nobody waits longer as the years go by."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.many_documents import NOW, SYLLABLES, filled
from benchmarks.measure import Row
from pipeline.review.desk import Desk
from pipeline.review.views import Filters
from rules.spelling import fold

FEW, MANY = 100, 10_000
_TIMES = 25
_RARE, _COMMON = fold(SYLLABLES[17]), "uy ban"


def rows() -> Iterator[Row]:
    """The first 50 rows of the queue, of searches, and a document's page: bound 3 times."""
    with tempfile.TemporaryDirectory() as folder:
        desks = []
        for count in (FEW, MANY):
            store = filled(Path(folder) / str(count), count)
            desks.append(Desk(store, now=lambda: NOW))
        named: dict[str, Callable[[Desk], object]] = {
            "queue": lambda desk: desk.queue(Filters()),
            "search for common words": lambda desk: desk.queue(Filters(), 1, _COMMON),
            "search for a rarer word": lambda desk: desk.queue(Filters(), 1, f"{_RARE} "),
            "document's page": lambda desk: desk.open(7, "benchmark", "benchmark"),
        }
        for name, ask in named.items():
            few, many = (_seconds(ask, desk) for desk in desks)
            yield Row(f"{name}, {MANY} documents against {FEW}", many / few, 3.0, 1.5)
        for desk in desks:
            desk.store.close()


def _seconds(ask: Callable[[Desk], object], desk: Desk) -> float:
    """The quickest of some times: what others do on the machine only ever slows."""
    found = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        ask(desk)
        found.append(time.perf_counter() - started)
    return min(found)
