"""How well the samples are read may rise and never fall: the floors are in accuracy_floor.toml beside this test."""

import tomllib
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate
from pipeline.workers import read_files

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "accuracy_floor.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def figures():
    return evaluate(HERE.parent / "samples", read_all=read_files).figures()


def test_every_sample_is_read(figures):
    assert figures["unread"] == 0


@pytest.mark.parametrize("field", sorted(FLOORS["header_exact"]))
def test_a_header_field_is_read_as_well_as_before(figures, field):
    assert figures["header"][field]["exact"] >= FLOORS["header_exact"][field]


def test_nothing_more_is_sure_and_wrong_than_before(figures):
    assert figures["silent"] <= FLOORS["silent_at_most"]
    assert figures["tasks"]["invented"] == figures["tasks"]["ungrounded"] == 0


@pytest.mark.parametrize("figure", sorted(FLOORS["tasks_f1"]))
def test_tasks_are_read_as_well_as_before(figures, figure):
    assert figures["tasks"][figure]["f1"] >= FLOORS["tasks_f1"][figure]


def test_documents_that_oblige_nobody_stay_as_clean_as_before(figures):
    assert figures["tasks"]["nobody"][0] >= FLOORS["nobody_clean"]
