"""Files that lie there to be taken in: announced once, claimed by one process at a time, finished when moved.

An arrival is open until its file stands where it belongs.  What has been decided about it (`outcome`, `place`) is
written in the same transaction as the document's record, so whoever finds it open after a crash knows what is left.

A claim is a lease that its owner renews while it lives.  Whoever has let it run out (a machine that was cut off, or
asleep) may find it in other hands: deciding and finishing ask whether it is still one's own, and raise `ClaimLost`.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from pipeline.store.opening import dialect_insert
from pipeline.store.owners import POOL
from pipeline.store.tables import arrivals
from pipeline.store.times import utc_text

ArrivalOutcome = Literal["taken", "failed", "known", "set_apart", "vanished"]
_CHUNK = 500
# Said as a range, so that SQLite too goes by the index and not through all arrivals there ever were.
_OPEN = arrivals.c.open_source > ""


class ClaimLost(Exception):
    """Another process has the arrival by now."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that lies there, claimed by `owner`.  `source` as the announcer wrote it; the rest once it is decided."""

    id: int
    source: str
    owner: str
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
    query = sa.select(arrivals.c.open_source, arrivals.c.id).where(_OPEN, _is_nobodys(connection, now, is_gone))
    return {row.open_source: row.id for row in connection.execute(query.order_by(arrivals.c.id))}


def _is_nobodys(
    connection: sa.Connection, now: datetime.datetime, is_gone: Callable[[str], bool]
) -> sa.ColumnElement[bool]:
    """No owner, one whose lease has run out, or one that has certainly ended."""
    owner = arrivals.c.owner
    named = connection.scalars(sa.select(owner).where(_OPEN, owner.is_not(None)).distinct())
    gone = [name for name in named if is_gone(name)]
    return sa.or_(owner.is_(None), arrivals.c.leased_until < utc_text(now), owner.in_(gone))


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
    row = connection.execute(sa.select(arrivals).where(arrivals.c.id == arrival_id).with_for_update()).one_or_none()
    if row is None or row.open_source is None or not (row.owner == POOL or _free(row, owner, now, is_gone)):
        return None
    values = {"owner": owner, "leased_until": utc_text(now + lease)}
    connection.execute(sa.update(arrivals).where(arrivals.c.id == arrival_id).values(values))
    return Arrival(row.id, row.open_source, owner, row.outcome, row.place, row.document_id)


def offer(
    connection: sa.Connection, arrival_ids: Sequence[int], now: datetime.datetime, lease: datetime.timedelta,
    is_gone: Callable[[str], bool],
) -> list[int]:  # fmt: skip
    """Set aside those of these arrivals that nobody has, for whoever claims them first; no other offer has them too."""
    query = sa.select(arrivals.c.id).where(_OPEN, _is_nobodys(connection, now, is_gone), arrivals.c.id.in_(arrival_ids))
    # A second watcher passes over what the first one is offering this very moment.
    keys = list(connection.scalars(query.order_by(arrivals.c.id).with_for_update(skip_locked=True)))
    values = {"owner": POOL, "leased_until": utc_text(now + lease)}
    connection.execute(sa.update(arrivals).where(arrivals.c.id.in_(keys)).values(values))
    return keys


def renew(connection: sa.Connection, owner: str, now: datetime.datetime, lease: datetime.timedelta) -> None:
    """Keep for this owner what it still has."""
    connection.execute(
        sa.update(arrivals).where(_OPEN, arrivals.c.owner == owner).values(leased_until=utc_text(now + lease))
    )


def require(connection: sa.Connection, arrival: Arrival) -> None:
    """See that the arrival is still its owner's, and hold it so until the transaction ends.

    Raises:
        ClaimLost: it is not.

    """
    query = sa.select(arrivals.c.owner).where(arrivals.c.id == arrival.id).with_for_update()
    if connection.scalar(query) != arrival.owner:
        raise ClaimLost


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
