"""The queue: documents by doubt and nearness of the deadline, filtered and searched, a page at a time.

Only as much is read as a page needs: the order is that of an index, gone through group by group.
"""

import datetime
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from pipeline.review.searching import FEW, Search, parsed
from pipeline.review.views import PAGE_ROWS, Choices, Filters, QueuePage, QueueRow
from pipeline.store.records import STATES, State
from pipeline.store.tables import documents as table
from pipeline.store.tables import holds
from pipeline.store.times import utc_text, vietnam_date

_COLUMNS = (
    table.c.id, table.c.file_name, table.c.state, table.c.version, table.c.received_at, table.c.doubts,
    table.c.task_count, table.c.tasks_in_doubt, table.c.due, table.c.concerns_us, table.c.type, table.c.code,
    table.c.issuer, table.c.issued_on, table.c.summary, table.c.topic, table.c.direction, table.c.arrival_number,
)  # fmt: skip
_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the queue at a moment."""

    filters: Filters
    search: Search | None
    now: datetime.datetime

    @property
    def today(self) -> str:
        """The day in Viet Nam, ISO."""
        return vietnam_date(self.now).isoformat()

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Everything but the states."""
        filters = self.filters
        named = {"type": filters.type, "issuer": filters.issuer, "topic": filters.topic,
                 "concerns_us": filters.concerns_us, "direction": filters.direction}  # fmt: skip
        found = [table.c[name] == value for name, value in named.items() if value is not None]
        if filters.sure is not None:
            found.append(sa.and_(table.c.doubtful == int(not filters.sure), table.c.doubts.is_not(None)))
        return found + self._due()

    def _due(self) -> list[sa.ColumnElement[bool]]:
        due, today = table.c.due, vietnam_date(self.now)
        week, month = ((today + datetime.timedelta(days)).isoformat() for days in (7, 31))
        match self.filters.due:
            case "overdue":
                return [due < self.today]
            case "week":
                return [due >= self.today, due <= week]
            case "month":
                return [due >= self.today, due <= month]
            case "later":
                return [due > month]
            case "none":
                return [due.is_(None)]
            case None:
                return []


def wanted(filters: Filters, search: str | None, now: datetime.datetime) -> Wanted:
    """What is asked of the queue, its search cut into words."""
    return Wanted(filters, parsed(search), now)


def page_of(connection: sa.Connection, asked: Wanted, page: int) -> QueuePage:
    """A page of rows, counted from 1; of a search for common words no more are counted than a few pages."""
    page = max(1, page)
    first, end = (page - 1) * PAGE_ROWS, page * PAGE_ROWS
    few = asked.search.few(connection) if asked.search else None
    if few is not None:
        ids = _sorted_few(connection, asked, few)
        total = len(ids)
    elif asked.search:
        ids = list(_walk(connection, asked, max(end, FEW + 1)))
        total = min(len(ids), FEW)
    else:
        ids = list(_walk(connection, asked, end))
        total = _count(connection, asked)
    rows = tuple(_rows(connection, ids[first:end], asked.now))
    return QueuePage(rows, page, total, asked.search is not None and len(ids) > total, _counts(connection))


def ordered_ids(connection: sa.Connection, asked: Wanted) -> Iterator[int]:
    """The documents of the queue in its order, as far as one asks for them."""
    few = asked.search.few(connection) if asked.search else None
    if few is not None:
        yield from _sorted_few(connection, asked, few)
        return
    size, seen = PAGE_ROWS, 0
    while True:
        ids = list(_walk(connection, asked, size))
        yield from ids[seen:]
        if len(ids) < size:
            return
        seen, size = size, size * 4


def holds_state(connection: sa.Connection, asked: Wanted, document_id: int) -> bool:
    """Whether a document is in one of the states that are asked for."""
    return connection.scalar(sa.select(table.c.state).where(table.c.id == document_id)) in asked.filters.states


def _sorted_few(connection: sa.Connection, asked: Wanted, few: Sequence[int]) -> list[int]:
    """Of the documents with a rare word those that fulfil everything, in order.

    The states are looked at here: in the question they would tempt the database to go through all documents of a state.
    """
    searched = asked.search.conditions() if asked.search else []
    query = sa.select(table.c.id, table.c.state, table.c.doubtful, table.c.due).where(
        table.c.id.in_(few), *asked.conditions(), *searched
    )
    found = [row for row in connection.execute(query) if row.state in asked.filters.states]
    return [row.id for row in sorted(found, key=lambda row: _key(row, asked.today))]


def _key(row: Any, today: str) -> tuple[int, int, int, int]:
    """The doubtful first; what is due from today on, soonest first, then what is overdue, then what has no date."""
    if row.due is None:
        return -row.doubtful, 2, 0, row.id
    days = datetime.date.fromisoformat(row.due).toordinal()
    return (-row.doubtful, 0, days, row.id) if row.due >= today else (-row.doubtful, 1, -days, row.id)


def _walk(connection: sa.Connection, asked: Wanted, most: int) -> Iterator[int]:
    """The first ids of the order, group by group along the index."""
    conditions = asked.conditions() + (asked.search.conditions() if asked.search else [])
    due, today, left = table.c.due, asked.today, most
    groups = ((due >= today, due.asc()), (due < today, due.desc()), (due.is_(None), due.asc()))
    for doubtful in (1, 0):
        for group, order in groups:
            found = []
            for state in asked.filters.states:
                query = sa.select(table.c.id, table.c.doubtful, due).where(
                    table.c.state == state, table.c.doubtful == doubtful, group, *conditions
                )
                found.append(connection.execute(query.order_by(order, table.c.id).limit(left)).all())
            merged = heapq.merge(*found, key=lambda row: _key(row, today))
            for row, _ in zip(merged, range(left), strict=False):
                left -= 1
                yield row.id
            if not left:
                return


def _count(connection: sa.Connection, asked: Wanted) -> int:
    """How many there are without a search."""
    query = sa.select(sa.func.count()).where(table.c.state.in_(asked.filters.states), *asked.conditions())
    return connection.scalar(query.select_from(table)) or 0


def _rows(connection: sa.Connection, ids: list[int], now: datetime.datetime) -> Iterator[QueueRow]:
    found = {row.id: row for row in connection.execute(sa.select(*_COLUMNS).where(table.c.id.in_(ids)))}
    held: dict[int, list[str]] = {}
    who = sa.select(holds.c.document_id, holds.c.reviewer).where(
        holds.c.document_id.in_(ids), holds.c.until > utc_text(now)
    )
    for holder in connection.execute(who.order_by(holds.c.since)):
        held.setdefault(holder.document_id, []).append(holder.reviewer)
    for document_id in ids:
        row = found[document_id]
        yield QueueRow(
            id=row.id, file_name=row.file_name, state=row.state, version=row.version, received_at=row.received_at,
            doubts=row.doubts or 0, tasks=row.task_count or 0, tasks_in_doubt=row.tasks_in_doubt or 0, due=row.due,
            concerns_us=row.concerns_us, type=row.type, code=row.code, issuer=row.issuer, date=row.issued_on,
            summary=row.summary, topic=row.topic, direction=row.direction, arrival_number=row.arrival_number,
            held_by=tuple(dict.fromkeys(held.get(row.id, ()))),
        )  # fmt: skip


def _counts(connection: sa.Connection) -> dict[State, int]:
    counts = dict.fromkeys(STATES, 0)
    query = sa.select(table.c.state, sa.func.count()).group_by(table.c.state)
    return counts | {row[0]: row[1] for row in connection.execute(query)}


def choices(connection: sa.Connection) -> Choices:
    """The values that types, issuers and topics have, the commonest first."""
    return Choices(*(_common(connection, table.c[name]) for name in ("type", "issuer", "topic")))


def _common(connection: sa.Connection, column: sa.ColumnElement[str]) -> tuple[str, ...]:
    query = sa.select(column).where(column.is_not(None)).group_by(column)
    return tuple(connection.scalars(query.order_by(sa.func.count().desc(), column).limit(_CHOICES)))
