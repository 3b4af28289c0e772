"""The store: every document with its state, its readings and its history, in one database.

Each method is one transaction.  A database that cannot be reached or written now is told as `StoreUnavailable`, which
may pass; nothing is half done then.
"""

import contextlib
import datetime
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Self

import sqlalchemy as sa

from pipeline.config import Config
from pipeline.errors import StoreUnavailable
from pipeline.store import apart, arrivals, documents, owners, rereading, taking, tallies
from pipeline.store.arrivals import Arrival, ArrivalOutcome
from pipeline.store.documents import Change, Content, Reading
from pipeline.store.heartbeat import Heartbeat
from pipeline.store.opening import open_engine
from pipeline.store.records import STATES, State, StoredDocument
from pipeline.store.tables import documents as table
from pipeline.store.times import utc_now

# Two that record the same new bytes at once: the second finds the first one's row when it tries again.
_ATTEMPTS = 3
# So often is a lease renewed that two beats may fail before it runs out.
_BEATS_A_LEASE = 3


class Store:
    """The store of one home.  Threads may share it; a process opens its own."""

    def __init__(self, config: Config, now: Callable[[], datetime.datetime] = utc_now) -> None:
        self.config = config
        self.owner = owners.own_name()
        self._now = now
        self._lease = datetime.timedelta(seconds=config.inbox_settings.lease_seconds)
        self._heartbeat = Heartbeat(self.renew, config.inbox_settings.lease_seconds / _BEATS_A_LEASE)
        if not config.database_url:
            config.home.mkdir(parents=True, exist_ok=True)
        self.engine = open_engine(config.store_url)
        self._writer = self.engine.execution_options(writes=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and of the claims: they run out."""
        self._heartbeat.stop()
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads, and sees one state of things."""
        with _told(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is committed at the end of the block, or undone as a whole."""
        with _told(), self._writer.begin() as connection:
            yield connection

    def change(self, why: str, by: str | None = None) -> Change:
        """A change at this moment; by the program on this machine if nobody is named."""
        return Change(by or f"vanthu@{socket.gethostname()}", self._now(), why)

    def documents(
        self, state: State | None = None, since: str | None = None, *, sha256: str | None = None
    ) -> Iterator[StoredDocument]:
        """The documents in the order in which they arrived.

        `state` only those in it; `since` (ISO 8601, UTC) only those changed then or later.
        """
        wanted: list[sa.ColumnElement[bool]] = []
        if state:
            wanted.append(table.c.state == state)
        if since:
            wanted.append(table.c.changed_at >= since)
        if sha256:
            wanted.append(table.c.sha256 == sha256)
        with self.reading() as connection:
            yield from documents.stream(connection, wanted)

    def get(self, sha256: str) -> StoredDocument | None:
        """The document with these bytes."""
        return next(self.documents(sha256=sha256), None)

    def counts(self) -> dict[State, int]:
        """How many documents are in each state; all seven are named.

        A file that has been announced but not yet read counts as received.
        """
        counts = dict.fromkeys(STATES, 0)
        with self.reading() as connection:
            counts |= tallies.kept(connection)
            counts["received"] += arrivals.count_open(connection)
        return counts

    def announce(self, sources: Sequence[str], is_there: Callable[[str], bool]) -> None:
        """Say that these files lie there; one that has been announced already stays as it is.

        `is_there` is asked after that: a file that another process has put away since it was seen was put away before
        its arrival was finished, so what is still there now has an arrival, and what is not needs none.
        """
        if not sources:
            return
        with self.writing() as connection:
            arrivals.announce(connection, sources, self._now())
        gone = [source for source in sources if not is_there(source)]
        if gone:
            with self.writing() as connection:
                arrivals.forget(connection, gone)

    def open_arrivals(self) -> dict[str, int]:
        """Every arrival that is to be finished and that no living process works on: its source and id."""
        with self.reading() as connection:
            return arrivals.free_ids(connection, self._lease_time(connection), owners.is_gone)

    def claim(self, arrival_id: int) -> Arrival | None:
        """Take an arrival to work on; None if it is done or in the hands of another process that lives.

        It is kept for this process as long as the process lives and the store is open.
        """
        self._heartbeat.start()
        with self.writing() as connection:
            now = self._lease_time(connection)
            return arrivals.claim(connection, arrival_id, self.owner, now, self._lease, owners.is_gone)

    def offer(self, arrival_ids: Sequence[int]) -> list[int]:
        """Set those of these arrivals that nobody works on aside for any machine, until the lease runs out; which."""
        with self.writing() as connection:
            return arrivals.offer(connection, arrival_ids, self._lease_time(connection), self._lease, owners.is_gone)

    def renew(self) -> None:
        """Say that this process lives and keeps what it has claimed."""
        with self.writing() as connection:
            arrivals.renew(connection, self.owner, self._lease_time(connection), self._lease)

    def _lease_time(self, connection: sa.Connection) -> datetime.datetime:
        """The moment by the one clock that all machines share, which is the database's."""
        if connection.dialect.name != "postgresql":
            return self._now()
        moment: datetime.datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return moment

    def release(self, arrival_id: int) -> None:
        """Give an arrival back."""
        with self.writing() as connection:
            arrivals.release(connection, arrival_id, self.owner)

    def state_of(self, sha256: str) -> State | None:
        """The state of the document with these bytes; None if they have never been seen."""
        with self.reading() as connection:
            state: State | None = connection.scalar(sa.select(table.c.state).where(table.c.sha256 == sha256))
            return state

    def take_in(
        self, arrival: Arrival, content: Content, reading: Reading | None, why: str, place_for: taking.PlaceFor
    ) -> taking.Taken:
        """Record a file that arrived, with what was read; see pipeline.store.taking.

        Raises:
            ClaimLost: another process has the arrival by now.

        """
        change = self.change(why)
        numbering = self.config.register_settings
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self.writing() as connection:
                    return taking.take_in(connection, arrival, content, reading, change, place_for, numbering)
            except sa.exc.IntegrityError:
                if attempt == _ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def outdated(self, reader: str | None) -> list[int]:
        """The documents that this reader has not read yet (None: all whose original is kept)."""
        with self.reading() as connection:
            return rereading.outdated(connection, reader)

    def keep_again(self, document_id: int, reading: Reading, why: str) -> rereading.RereadOutcome:
        """Record a further reading of a document; see pipeline.store.rereading."""
        with self.writing() as connection:
            numbering = self.config.register_settings
            return rereading.keep_again(connection, document_id, reading, self.change(why), numbering)

    def vanish(self, arrival: Arrival) -> None:
        """The file is not there any more, and nothing was recorded of it."""
        with self.writing() as connection:
            arrivals.require(connection, arrival)
            arrivals.decide(connection, arrival.id, "vanished", None, None)
            arrivals.finish(connection, arrival.id, "vanished", None, self._now())

    def finish(self, arrival: Arrival, outcome: ArrivalOutcome, place: str | None) -> None:
        """The file stands where it belongs."""
        with self.writing() as connection:
            arrivals.require(connection, arrival)
            arrivals.finish(connection, arrival.id, outcome, place, self._now())

    def places_of(self, document_id: int, outcome: ArrivalOutcome) -> dict[int, str]:
        """Where the files of a document stand that came to this outcome, by arrival."""
        with self.reading() as connection:
            return arrivals.places_of(connection, document_id, outcome)

    def places_of_all(self, document_id: int) -> list[str]:
        """Where all files of a document stand that were put anywhere."""
        with self.reading() as connection:
            outcomes: tuple[ArrivalOutcome, ...] = ("taken", "known", "failed")
            found = [arrivals.places_of(connection, document_id, outcome).values() for outcome in outcomes]
            return [place for places in found for place in places]

    def set_apart(self, document_id: int, level: str, why: str) -> None:
        """Forget all of a document but its arrival and level."""
        with self.writing() as connection:
            apart.set_apart(connection, document_id, level, self.change(why))

    def replace(self, arrival_id: int, outcome: ArrivalOutcome, place: str) -> None:
        """Note that the file of a finished arrival has been put elsewhere."""
        with self.writing() as connection:
            arrivals.replace(connection, arrival_id, outcome, place)

    def by_id(self, document_id: int) -> StoredDocument:
        """The record of one document by its id."""
        with self.reading() as connection:
            return next(documents.stream(connection, [table.c.id == document_id]))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as problem:
        raise StoreUnavailable(str(getattr(problem, "orig", None) or problem)) from problem
