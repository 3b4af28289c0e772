"""Watch the inbox: take in what comes to rest there, for as long as the service runs.

Events of the file system wake the watch at once; a look every few seconds sees what network shares do not tell.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.errors import Failure
from flows import inbox
from flows.inbox import Look
from flows.intake import Summary, announce, take_in_open
from flows.log import LOG, keep_log
from flows.orchestration import begin_server
from flows.running import Tell, check_own_rules
from pipeline.config import Config, prepare_home
from pipeline.errors import SourceUnavailable, WatchFault
from pipeline.store.store import Store
from pipeline.workers import Job, Readers

_FIRST_DELAY, _LONGEST_DELAY = 15.0, 600.0

Clock = Callable[[], float]


@dataclass(slots=True)
class Patience:
    """When to try a file again that could not be taken in: soon at first, then less and less often."""

    first_delay: float = _FIRST_DELAY
    clock: Clock = time.monotonic
    _until: dict[int, tuple[float, float]] = field(default_factory=dict)

    def due(self, waiting: dict[str, int]) -> dict[str, int]:
        """Those whose time has come."""
        now = self.clock()
        self._until = {key: self._until[key] for key in waiting.values() if key in self._until}
        return {source: key for source, key in waiting.items() if self._until.get(key, (0.0, 0.0))[0] <= now}

    def note(self, keys: set[int], again: set[int]) -> None:
        """Of these that were tried, some are to be tried again."""
        for key in keys:
            delay = self._until.pop(key, (0.0, 0.0))[1]
            if key in again:
                delay = min(_LONGEST_DELAY, 2 * delay or self.first_delay)
                self._until[key] = (self.clock() + delay, delay)


class Complaints:
    """What makes the watch wait, told once, however often it is met."""

    def __init__(self, complain: Callable[[Failure], None]) -> None:
        self._complain = complain
        self._last: tuple[str, str] | None = None

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Let what fails in here be told; the watch goes on, for the folder stays its responsibility."""
        try:
            yield
        except Failure as failure:
            self._tell(failure)
        except Exception:  # noqa: BLE001 - whatever it is, files that come must still be taken in
            LOG.exception("inbox")
            self._tell(WatchFault())
        else:
            # If it comes back, it is told again.
            self._last = None

    def _tell(self, failure: Failure) -> None:
        if (failure.code, failure.detail) != self._last:
            self._complain(failure)
        self._last = (failure.code, failure.detail)


@dataclass(slots=True)
class Rest:
    """Which files have come to rest, by what was seen of them at earlier looks."""

    quiet_seconds: float
    clock: Clock = time.time
    _seen: dict[Path, tuple[Look, float]] = field(default_factory=dict)

    def resting(self, paths: list[Path]) -> list[Path]:
        """Those that have not changed for long enough, by their own times or under our eyes."""
        now = self.clock()
        before, self._seen = self._seen, {}
        for path in paths:
            seen = inbox.look(path)
            if seen is not None:
                known = before.get(path)
                self._seen[path] = known if known and known[0] == seen else (seen, now)
        return [path for path, (seen, since) in self._seen.items() if self._is_quiet(seen, since, now)]

    def _is_quiet(self, seen: Look, since: float, now: float) -> bool:
        return now - since >= self.quiet_seconds or now - seen.changed_ns / 1e9 >= self.quiet_seconds


def watch(
    config: Config,
    stop: threading.Event,
    tell: Callable[[Summary], None],
    complain: Callable[[Failure], None],
    progress: Tell = lambda _: None,
    *,
    job: Job | None = None,
) -> None:
    """Take in what comes until `stop` is set; each batch's summary is told, and each failure that makes it wait.

    A failure that may pass (a full disk, a vanished share, a database that does not answer) is waited for; so is a
    fault of the program's own, which is logged.
    """
    prepare_home(config)
    keep_log(config)
    begin_server(config)
    rest, patience = Rest(config.inbox_settings.quiet_seconds), Patience()
    complaints = Complaints(complain)
    with Readers(config.bounds, config.workers, config.own_office, job) as readers:
        threading.Thread(target=_stop_readers, args=(stop, readers), daemon=True).start()
        for _ in wakes(config, stop):
            with complaints.heard():
                summary = _look_once(config, readers, rest, patience, progress)
                if summary is not None:
                    tell(summary)


def _stop_readers(stop: threading.Event, readers: Readers) -> None:
    stop.wait()
    readers.stop()


def _look_once(config: Config, readers: Readers, rest: Rest, patience: Patience, progress: Tell) -> Summary | None:
    """Take in what rests now; None if there is nothing to do."""
    if not config.inbox.is_dir():
        raise SourceUnavailable(str(config.inbox))
    found = [inbox.spell(path.relative_to(config.inbox)) for path in rest.resting(list(inbox.files_in(config.inbox)))]
    with Store(config) as store:
        announce(store, found)
        waiting = patience.due(store.open_arrivals())
        if not waiting:
            return None
        check_own_rules(config)
        reports = take_in_open(config, store, waiting, readers, progress)
        tried = set(waiting.values())
        patience.note(tried, tried & set(store.open_arrivals().values()))
    return Summary(config.home, [report for report in reports if report.outcome != "elsewhere"])


def wakes(config: Config, stop: threading.Event) -> Iterator[None]:
    """Now, then at every event in the inbox and at least every few seconds, until stopped."""
    import watchfiles

    every = config.inbox_settings.poll_seconds
    yield
    while not stop.is_set():
        try:
            events = watchfiles.watch(
                config.inbox,
                watch_filter=None,
                stop_event=stop,
                rust_timeout=int(every * 1000),
                yield_on_timeout=True,
                raise_interrupt=True,
            )
            for _ in events:
                if stop.is_set():
                    return
                yield
        except FileNotFoundError:
            # The share is gone: look for it again from time to time.
            stop.wait(every)
            yield
