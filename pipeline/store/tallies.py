"""How many documents are in each state, without counting them: triggers of the database keep the figures.

They are kept in the transaction that changes a state, whoever changes it, so that no sudden end parts the two.
"""

import sqlalchemy as sa

from pipeline.store.records import State
from pipeline.store.tables import documents, tallies

# The number by which changes of a state wait for each other on PostgreSQL, as the trigger has it.
_TALLY_LOCK = 7_480_118
_TRUE = sa.select(sa.func.count()).where(documents.c.state == tallies.c.state).scalar_subquery()


def kept(connection: sa.Connection) -> dict[State, int]:
    """The figures as they are kept."""
    return {row.state: row.number for row in connection.execute(sa.select(tallies))}


def wrong(connection: sa.Connection) -> dict[State, tuple[int, int]]:
    """The states whose figure is not what counting says: both, the kept one first."""
    query = sa.select(tallies.c.state, tallies.c.number, _TRUE.label("true")).where(tallies.c.number != _TRUE)
    return {row.state: (row.number, row.true) for row in connection.execute(query)}


def mend(connection: sa.Connection) -> None:
    """Count anew."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TALLY_LOCK)))
    connection.execute(sa.update(tallies).values(number=_TRUE))
