"""A reading process that fails before it takes a file up is not the file's fault: tried again, and never in loi/."""

import logging
import sys

import pytest
from dying_reader import read_or_die
from intake_home import Office

from pipeline import worker_messages
from pipeline.config import Bounds
from pipeline.errors import ReaderUnavailable
from pipeline.worker_messages import loaded
from pipeline.workers import Readers

BOUNDS = Bounds(seconds=10, memory_mib=400, workers=1)


@pytest.fixture
def deaths(tmp_path, monkeypatch):
    left = tmp_path / "deaths"
    monkeypatch.setenv("DEATHS", str(left))
    return left


def test_a_process_that_dies_at_its_start_is_replaced_and_the_file_read(tmp_path, deaths):
    deaths.write_text("1")
    (tmp_path / "tốt.txt").write_text("x")
    with Readers(BOUNDS, 1, job=read_or_die) as readers:
        outcome = readers.read(tmp_path / "tốt.txt", "tốt.txt")

    assert outcome.failure is None
    assert outcome.directive is not None
    assert deaths.read_text() == "0"


def test_twice_dead_at_the_start_leaves_the_file_where_it_is_for_the_next_run(tmp_path, deaths, caplog):
    deaths.write_text("2")
    office = Office(tmp_path / "nhà")
    office.drop("tốt.txt")
    with Readers(BOUNDS, 1, job=read_or_die) as readers, caplog.at_level(logging.ERROR, "vanthu"):
        office.intake._readers = readers
        with pytest.raises(ReaderUnavailable) as raised:
            office.take_all()
        after_failing = office.tree("inbox", "loi", "da-tiep-nhan")
        reports = office.take_all()
    office.store.close()

    assert raised.value.passing
    assert after_failing == ["inbox/tốt.txt"]
    assert [report.outcome for report in reports] == ["taken"]
    assert "tốt.txt: READER_UNAVAILABLE" in caplog.text
    assert "status 7" in caplog.text


def test_a_file_that_kills_its_process_is_still_the_files_own_failure(tmp_path, deaths):
    deaths.write_text("0")
    (tmp_path / "tự chết.txt").write_text("x")
    with Readers(BOUNDS, 1, job=read_or_die) as readers:
        outcome = readers.read(tmp_path / "tự chết.txt", "tự chết.txt")

    assert outcome.failure.code == "INTERNAL"


def test_a_reader_that_cannot_be_loaded_is_told_with_its_trace(monkeypatch):
    monkeypatch.setitem(sys.modules, "pipeline.process", None)
    said = loaded(None)
    outcome = worker_messages.outcome_of(said)

    assert isinstance(outcome.failure, ReaderUnavailable)
    assert "pipeline.process" in outcome.trace
