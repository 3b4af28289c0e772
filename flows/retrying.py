"""Failed files read once more because somebody asked for it, one after the other, beside the watch."""

import logging
import queue
import threading
from typing import Self

from extractors.errors import Failure
from flows.rereading import Rereading
from flows.take_in import Intake
from pipeline.config import Config
from pipeline.store.store import Store
from pipeline.workers import Readers

_log = logging.getLogger("vanthu")


class Retries:
    """What waits to be read again.  The process that reads begins with the first one."""

    def __init__(self, config: Config, store: Store) -> None:
        self._config = config
        self._store = store
        self._keys: queue.Queue[int | None] = queue.Queue()
        self._waiting: set[int] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._readers: Readers | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._keys.put(None)
        if self._readers is not None:
            self._readers.stop()
        self._thread.join(10)

    def add(self, document_id: int) -> None:
        """Read this one again, unless it waits already."""
        with self._lock:
            if document_id in self._waiting:
                return
            self._waiting.add(document_id)
        self._keys.put(document_id)

    def is_waiting(self, document_id: int) -> bool:
        """Whether it is being read or waits for it."""
        with self._lock:
            return document_id in self._waiting

    def _work(self) -> None:
        while (key := self._keys.get()) is not None:
            try:
                self._act(key)
            except Failure as failure:
                _log.warning("document %s could not be read again: %s", key, failure.code)
            finally:
                with self._lock:
                    self._waiting.discard(key)
        if self._readers is not None:
            self._readers.close()

    def _act(self, key: int) -> None:
        if self._readers is None:
            self._readers = Readers(self._config.bounds, 1, self._config.own_office)
        Rereading(Intake(self._config, self._store, self._readers))(key)
