"""`vanthu worker` joins the machines of an office, and says in Vietnamese what it lacks."""

import pytest

from flows import cluster
from flows.cli import build_parser, main

DATABASE, SERVER = "VANTHU_DATABASE_URL", "VANTHU_PREFECT_API_URL"
VALUES = {DATABASE: "postgresql://vt@db/vanthu", SERVER: "http://prefect:4200/api"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VANTHU_HOME", str(tmp_path))
    for name in VALUES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("named", "lacking"), [([], [DATABASE, SERVER]), ([DATABASE], [SERVER]), ([SERVER], [DATABASE])]
)
def test_it_refuses_with_2_where_database_or_server_are_not_named(named, lacking, monkeypatch, capsys):
    for name in named:
        monkeypatch.setenv(name, VALUES[name])
    monkeypatch.setattr(cluster, "join", lambda _config: pytest.fail("joined"))
    status = main(["worker"])
    told = capsys.readouterr().err

    assert status == 2
    assert f"chưa đặt {' và '.join(lacking)};" in told


def test_it_joins_where_both_are_named(tmp_path, monkeypatch):
    joined = []
    for name, value in VALUES.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cluster, "join", joined.append)

    assert main(["worker"]) == 0
    assert [(config.home, config.database_url) for config in joined] == [(tmp_path, VALUES[DATABASE])]


def test_the_help_names_it():
    assert "cho máy này cùng đọc với các máy khác" in " ".join(build_parser().format_help().split())
