"""Each machine of an office keeps a log of its own in the home that they share."""

import logging
import socket

import pytest

from flows.log import LOG, keep_log
from flows.orchestration import API_VARIABLE
from pipeline.config import Config


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """The log of this process is as it was, whatever the test makes of it."""
    for name in ("handlers", "level", "propagate"):
        monkeypatch.setattr(LOG, name, getattr(LOG, name))
    LOG.handlers = []
    monkeypatch.delenv(API_VARIABLE, raising=False)


def written(tmp_path):
    keep_log(Config(home=tmp_path))
    keep_log(Config(home=tmp_path))
    LOG.info("số 5: taken")
    for handler in LOG.handlers:
        handler.close()
    return {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}


def test_alone_it_is_vanthu_log_with_a_line_for_each_thing_done(tmp_path):
    [(name, text)] = written(tmp_path).items()

    assert name == "vanthu.log"
    assert text.endswith(" INFO số 5: taken\n")
    assert text.count("\n") == 1


def test_where_machines_share_a_home_the_name_is_the_machines(tmp_path, monkeypatch):
    monkeypatch.setenv(API_VARIABLE, "http://prefect:4200/api")
    monkeypatch.setattr(socket, "gethostname", lambda: "máy/một.so-y-te")

    assert list(written(tmp_path)) == ["vanthu-m_y_m_t.so-y-te.log"]


def test_the_log_is_not_told_to_the_terminal(tmp_path):
    keep_log(Config(home=tmp_path))

    assert not LOG.propagate
    assert not any(type(handler) is logging.StreamHandler for handler in LOG.handlers)
