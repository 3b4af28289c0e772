"""A sign of life from time to time, from a thread of its own, for as long as the process lives."""

import contextlib
import threading
from collections.abc import Callable

from pipeline.errors import StoreUnavailable


class Heartbeat:
    """Calls `beat` every so many seconds once started; a beat that the store cannot take now is left out."""

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End it, and wait for a beat that is under way."""
        self._stopped.set()
        with self._lock:
            if self._thread is not None:
                self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            with contextlib.suppress(StoreUnavailable):
                self._beat()
