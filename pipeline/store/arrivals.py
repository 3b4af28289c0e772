"""Files that lie there to be taken in: announced once, claimed by one process at a time, finished when moved.

An arrival is open until its file stands where it belongs.  What has been decided about it (`outcome`, `place`) is
written in the same transaction as the document's record, so whoever finds it open after a crash knows what is left.
"""

import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from pipeline.store.opening import dialect_insert
from pipeline.store.tables import arrivals
from pipeline.store.times import utc_text

ArrivalOutcome = Literal["taken", "failed", "known", "set_apart", "vanished"]
_CHUNK = 500
# Said as a range, so that SQLite too goes by the index and not through all arrivals there ever were.
_OPEN = arrivals.c.open_source > ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that lies there.  `source` as the announcer wrote it; the rest is None until it is decided."""

    id: int
    source: str
    outcome: ArrivalOutcome | None = None
    place: str | None = None
    document_id: int | None = None


def announce(connection: sa.Connection, sources: Sequence[str], now: datetime.datetime) -> None:
    """Open an arrival for each source that has none open."""
    insert = dialect_insert(connection.dialect.name)
    # In one order everywhere, so that two that announce the same files never wait for each other.
    ordered = sorted(sources)
    for first in range(0, len(ordered), _CHUNK):
        chunk = ordered[first : first + _CHUNK]
        rows = [{"open_source": source, "source": source, "announced_at": utc_text(now)} for source in chunk]
        connection.execute(insert(arrivals).values(rows).on_conflict_do_nothing(index_elements=["open_source"]))


def forget(connection: sa.Connection, sources: Sequence[str]) -> None:
    """Take back what was announced and nobody has begun."""
    for first in range(0, len(sources), _CHUNK):
        connection.execute(
            sa.delete(arrivals)
            .where(arrivals.c.open_source.in_(sources[first : first + _CHUNK]))
            .where(arrivals.c.owner.is_(None), arrivals.c.outcome.is_(None))
        )


def free_ids(connection: sa.Connection, now: datetime.datetime, is_gone: Callable[[str], bool]) -> dict[str, int]:
    """Every open arrival that nobody works on: its source and id."""
    columns = (arrivals.c.open_source, arrivals.c.id, arrivals.c.owner, arrivals.c.leased_until)
    rows = connection.execute(sa.select(*columns).where(_OPEN)).all()
    gone = functools.cache(is_gone)
    free = [row for row in rows if _free(row, None, now, gone)]
    return {row.open_source: row.id for row in sorted(free, key=lambda row: row.id)}


def count_open(connection: sa.Connection) -> int:
    """How many files have arrived about which nothing is recorded yet."""
    query = sa.select(sa.func.count()).where(_OPEN, arrivals.c.outcome.is_(None))
    return connection.scalar(query) or 0


def claim(
    connection: sa.Connection,
    arrival_id: int,
    owner: str,
    now: datetime.datetime,
    lease: datetime.timedelta,
    is_gone: Callable[[str], bool],
) -> Arrival | None:
    """Take the arrival for this owner; None if it is finished, or another process that still lives has it."""
    row = connection.execute(sa.select(arrivals).where(arrivals.c.id == arrival_id)).one_or_none()
    if row is None or row.open_source is None or not _free(row, owner, now, is_gone):
        return None
    taken = connection.execute(
        sa.update(arrivals)
        .where(arrivals.c.id == arrival_id, arrivals.c.open_source.is_not(None))
        .where(arrivals.c.owner.is_(None) if row.owner is None else arrivals.c.owner == row.owner)
        .values(owner=owner, leased_until=utc_text(now + lease))
    )
    if taken.rowcount != 1:
        return None
    return Arrival(row.id, row.open_source, row.outcome, row.place, row.document_id)


def _free(row: Any, owner: str | None, now: datetime.datetime, is_gone: Callable[[str], bool]) -> bool:
    if row.owner in (None, owner) or row.leased_until < utc_text(now):
        return True
    return is_gone(row.owner)


def release(connection: sa.Connection, arrival_id: int, owner: str) -> None:
    """Give it back: it could not be done now, and anyone may try again."""
    connection.execute(
        sa.update(arrivals)
        .where(arrivals.c.id == arrival_id, arrivals.c.owner == owner)
        .values(owner=None, leased_until=None)
    )


def decide(
    connection: sa.Connection, arrival_id: int, outcome: ArrivalOutcome, place: str | None, document_id: int | None
) -> None:
    """Write down what becomes of the file: the rest is to put it there."""
    connection.execute(
        sa.update(arrivals)
        .where(arrivals.c.id == arrival_id)
        .values(outcome=outcome, place=place, document_id=document_id)
    )


def finish(
    connection: sa.Connection, arrival_id: int, outcome: ArrivalOutcome, place: str | None, now: datetime.datetime
) -> None:
    """Close it: the file stands at `place`.  Of a file that was set apart, or never seen, no name stays behind."""
    values: dict[str, str | None] = {"place": place, "finished_at": utc_text(now)}
    if outcome in ("set_apart", "vanished"):
        values |= {"source": None, "place": None}
    connection.execute(
        sa.update(arrivals)
        .where(arrivals.c.id == arrival_id)
        .values(open_source=None, owner=None, leased_until=None, **values)
    )


def places_of(connection: sa.Connection, document_id: int, outcome: ArrivalOutcome) -> dict[int, str]:
    """Where the files of a document stand that came to this outcome, by arrival."""
    query = sa.select(arrivals.c.id, arrivals.c.place).where(
        arrivals.c.document_id == document_id, arrivals.c.outcome == outcome, arrivals.c.place.is_not(None)
    )
    return {row.id: row.place for row in connection.execute(query)}


def replace(connection: sa.Connection, arrival_id: int, outcome: ArrivalOutcome, place: str) -> None:
    """Note that a finished arrival's file has been put elsewhere."""
    connection.execute(sa.update(arrivals).where(arrivals.c.id == arrival_id).values(outcome=outcome, place=place))
