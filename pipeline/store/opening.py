"""Open the store: the engine with what each kind of database needs, and the migrations that bring it up to date."""

import functools
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from pipeline.errors import StoreUnavailable

HEAD = "0003"
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 30
# Any number will do, as long as every process asks for the same.
_MIGRATION_LOCK = 7_480_117


def open_engine(url: str) -> sa.Engine:
    """An engine whose tables are those of today.

    Raises:
        StoreUnavailable: the database cannot be reached, is locked for too long, or comes from a newer version.

    """
    try:
        engine = _connected(url)
        _bring_up_to_date(engine)
    except (sa.exc.SQLAlchemyError, ImportError, OSError) as problem:
        raise StoreUnavailable(str(getattr(problem, "orig", None) or problem)) from problem
    return engine


def _connected(url: str) -> sa.Engine:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed, connect_args={"timeout": _BUSY_SECONDS}, pool_size=20)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_at_once)
        return engine
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return sa.create_engine(parsed, pool_pre_ping=True, pool_size=20)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        # A file is moved out of the inbox once its row is committed: the commit must have reached the disk by then.
        "synchronous = FULL",
        "foreign_keys = ON",
        # The name of a file that is set apart must not stay in a free page.
        "secure_delete = ON",
        # KiB: lists and searches of a large store find the pages of their indexes still there.
        "cache_size = -16384",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection: sa.Connection) -> None:
    """Ask for the write lock at the start: one that is asked for in the middle is refused without waiting."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        if _revision(connection) != HEAD:
            _migrate(connection)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(settings, "head")
    except CommandError as problem:
        raise StoreUnavailable("cơ sở dữ liệu do phiên bản mới hơn tạo ra") from problem


@functools.cache
def dialect_insert(name: str) -> Any:
    """The INSERT of this dialect, which knows what to do on a conflict."""
    from sqlalchemy.dialects import postgresql, sqlite

    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[name]
