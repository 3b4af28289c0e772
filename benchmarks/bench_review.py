"""The review with 10,000 documents in the store, against the same with 100: nobody waits longer as the years go by."""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from starlette.testclient import TestClient

from benchmarks.many_documents import NOW, SYLLABLES, filled
from benchmarks.measure import Row
from pipeline.review.desk import Desk
from pipeline.review.views import Filters
from pipeline.review.web.app import create_app
from pipeline.review.web.site import NAME_COOKIE, Actions
from rules.spelling import fold

FEW, MANY = 100, 10_000
_TIMES = 25
_Asked = TypeVar("_Asked")
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
            yield Row(f"{name}, {MANY} documents against {FEW}", _ratio(ask, *desks), 3.0, 1.5)
        yield from _pages(desks)
        for desk in desks:
            desk.store.close()


def _pages(desks: list[Desk]) -> Iterator[Row]:
    """The same as whole pages, as the browser gets them."""
    addresses = {
        "the queue as a page": "/",
        "a search for common words as a page": f"/?tim={_COMMON}",
        "a search for a rarer word as a page": f"/?tim={_RARE} ",
        "a document as a page": "/van-ban/7?cua=benchmark",
    }
    visitors = [_visitor(desk) for desk in desks]
    for name, address in addresses.items():
        ratio = _ratio(partial(_visit, address), *visitors)
        yield Row(f"{name}, {MANY} documents against {FEW}", ratio, 3.0, 1.5)


def _visitor(desk: Desk) -> TestClient:
    """A browser's part of the talk with the pages of this store."""
    app = create_app(desk.store.config, desk.store, Actions(lambda _: None), 8000, lambda: NOW)
    return TestClient(app, base_url="http://127.0.0.1:8000", cookies={NAME_COOKIE: "Benchmark"})


def _visit(address: str, visitor: TestClient) -> object:
    return visitor.get(address).raise_for_status()


def _ratio(ask: Callable[[_Asked], object], few: _Asked, many: _Asked) -> float:
    """How many times longer it takes of many: the quickest of some times each, in turns.

    What others do on the machine only ever slows, and slows both.
    """
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(_TIMES):
        for seconds, asked in zip(found, (few, many), strict=True):
            started = time.perf_counter()
            ask(asked)
            seconds.append(time.perf_counter() - started)
    return min(found[1]) / min(found[0])
