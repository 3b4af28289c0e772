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


def test_an_office_lays_its_own_entries_over_the_packaged_ones(tmp_path, monkeypatch):
    """The office's file may use the packaged pieces; an entry of the same id takes the packaged one's place."""
    packaged = load("header")
    replaced = packaged.rules[0].id
    own = f"[[rule]]\nid = \"{replaced}\"\npattern = 'số riêng'\n\n[[rule]]\nid = \"own.new\"\npattern = 'mới'\n"
    (tmp_path / "header.toml").write_text(own, "utf-8")
    monkeypatch.setenv("VANTHU_RULES", str(tmp_path))
    load.cache_clear()
    try:
        laid_over = load("header")
    finally:
        load.cache_clear()

    assert laid_over.rule(replaced).pattern.pattern == "số riêng"
    assert laid_over.rules[0].id == "own.new"
    assert len(laid_over.rules) == len(packaged.rules) + 1
