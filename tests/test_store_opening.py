"""Opening a store: migrations make what the models say, also for several at once, and a newer store is told."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from pipeline.errors import StoreUnavailable
from pipeline.store import opening
from pipeline.store.tables import metadata


def url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'vanthu.db'}"


def test_migrations_and_models_agree(tmp_path):
    with opening.open_engine(url_in(tmp_path)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_is_expected():
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))

    assert ScriptDirectory.from_config(settings).get_current_head() == opening.HEAD


def test_sqlite_is_opened_for_several_processes_and_sudden_ends(tmp_path):
    with opening.open_engine(url_in(tmp_path)).connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_four_processes_may_open_an_empty_store_at_once(tmp_path):
    script = f"from pipeline.store.opening import open_engine; open_engine({url_in(tmp_path)!r})"
    command = [sys.executable, "-c", script]
    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path(__file__).parent.parent, text=True) for _ in range(4)
    ]
    complaints = [process.communicate(timeout=60)[1] for process in running]

    assert complaints == ["", "", "", ""]


def test_a_store_of_a_newer_version_is_told_and_left_alone(tmp_path):
    engine = opening.open_engine(url_in(tmp_path))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnavailable, match="mới hơn"):
        opening.open_engine(url_in(tmp_path))


@pytest.mark.parametrize("url", ["sqlite:////không/có/ở/đây/vanthu.db", "postgresql://nobody@127.0.0.1:1/vanthu"])
def test_a_store_that_cannot_be_reached_is_told(url):
    with pytest.raises(StoreUnavailable):
        opening.open_engine(url)
