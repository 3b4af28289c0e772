"""The incoming register (sổ đăng ký văn bản đến): số đến, without gaps, by year and register."""

import sqlalchemy as sa

from pipeline.store.opening import dialect_insert
from pipeline.store.tables import registers


def next_number(connection: sa.Connection, name: str, year: int, first: int) -> int:
    """Raise the counter in the caller's transaction: if that is undone, so is the number.

    A number under `first` is passed over, also where the setting came later than the first entries.
    """
    key = {"name": name, "year": year}
    insert = dialect_insert(connection.dialect.name)(registers).values(**key, last=first - 1)
    connection.execute(insert.on_conflict_do_nothing(index_elements=["name", "year"]))
    following = sa.case((registers.c.last + 1 < first, first), else_=registers.c.last + 1)
    return int(
        connection.execute(
            sa.update(registers)
            .where(registers.c.name == name, registers.c.year == year)
            .values(last=following)
            .returning(registers.c.last)
        ).scalar_one()
    )
