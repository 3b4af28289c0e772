"""Every entry of every rule file proves itself: it finds its own examples and leaves the others alone."""

import pytest

from rules.loader import RuleError, complaints, load, read_file, topics

ENTRIES = [(topic, rule) for topic in topics() for rule in load(topic).rules]


@pytest.mark.parametrize(("topic", "rule"), ENTRIES, ids=[f"{topic}:{rule.id}" for topic, rule in ENTRIES])
def test_an_entry_finds_its_examples_and_leaves_the_others_alone(topic, rule):
    assert [sentence for _, sentence in complaints(rule)] == []


@pytest.mark.parametrize("topic", topics())
def test_ids_are_given_once(topic):
    ids = [rule.id for rule in load(topic).rules]

    assert sorted(ids) == sorted(set(ids))


def test_a_wrong_pattern_is_named_with_its_entry(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[rule]]\nid = "own.broken"\npattern = "(chưa đóng"\n', "utf-8")

    with pytest.raises(RuleError, match=r"own\.broken"):
        read_file(path)
