"""Every composing rule proves itself: its example is read with that rule, to the day, rule or offset it names."""

import datetime
from itertools import pairwise

import pytest

from extractors.finding.times.find import composed, find, the_grammar
from extractors.finding.times.grammar import GRAMMAR_FILES, compose
from extractors.finding.times.lexer import cut
from pipeline.deadlines import resolve
from rules.loader import load
from rules.spelling import level, level_marks

DATE = datetime.date(2024, 3, 11)
PRODUCTIONS = [entry for name in GRAMMAR_FILES for entry in load(name).tables["production"]]
NO_DEADLINE = {"length.year_school"}


def trail_of(text):
    low, kept = level(text), level_marks(text)
    trail = []
    compose(cut(low, kept), low, kept, the_grammar(), trail)
    return trail


def deadlines(text):
    found = [one for one in find(text) if one.role == "deadline"] or find(text, bare=True)
    return [resolve(one, document_date=DATE, text=text) for one in found]


@pytest.mark.parametrize("entry", PRODUCTIONS, ids=lambda entry: entry["id"])
def test_a_rule_reads_its_own_example(entry):
    assert entry["id"] in trail_of(entry["example"])


@pytest.mark.parametrize("entry", PRODUCTIONS, ids=lambda entry: entry["id"])
def test_the_example_means_what_the_rule_says(entry):
    told = deadlines(entry["example"])
    last = told[-1] if told else None

    assert last is not None or entry["id"] in NO_DEADLINE
    assert (last.due.isoformat() if last and last.due else None) == entry.get("due")
    assert (last.rrule if last else None) == (f"FREQ={entry['rrule']}" if "rrule" in entry else None)
    if "offset" in entry:
        assert last.offset == entry["offset"]


def test_ids_are_given_once():
    ids = [entry["id"] for entry in PRODUCTIONS]

    assert sorted(ids) == sorted(set(ids))


def test_every_rule_says_what_it_means():
    assert [entry["id"] for entry in PRODUCTIONS if not entry.get("means") or not entry.get("example")] == []


def test_pieces_cover_the_text_in_order():
    pieces, _ = composed("Thực hiện Công văn số 12/SNV-VP ngày 03/5/2024, gửi báo cáo trước ngày 20/5/2024.")

    assert all(a.end <= b.start for a, b in pairwise(pieces))
