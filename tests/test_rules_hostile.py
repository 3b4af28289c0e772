"""No entry of a rule file keeps a machine busy for ever: recognition makes long lines of nonsense out of stamps.

A pattern that can match the same letters in many ways tries them all, twice as many with each further letter.  The
search runs in a process of its own, so that such a pattern fails the test and does not hang it.
"""

import random
import subprocess
import sys
from pathlib import Path

_LENGTH = 240
_ENOUGH = 120
"""Seconds for what takes two or three: a pattern that grows exponentially takes years."""
_UNITS = (
    *("0", "04 ", "A", "A ", "Aa", "Aa ", "Aa Aa, ", "a", "a ", "a, ", "ab ", "1. ", "1/", "-", "- ", ".", ". ", "…"),
    *(" ", "\t", "I. ", "ngày 1 ", "tháng 1 ", "Số: ", "/", "UBND ", "1/A-", "(a", "Ủy ban ", "Sở ", "a1", "; ", ":"),
    *(", và ", "của ", "các ", "trước ", "đến "),
)
_SEARCH = """
import sys
from rules.loader import load, topics
lines = sys.stdin.read().split("\\n")
for topic in topics():
    for rule in load(topic).rules:
        print(topic, rule.id, flush=True)
        for line in lines:
            list(rule.pattern.finditer(rule.levelled(line)))
"""


def _nonsense() -> list[str]:
    chance = random.Random(7)
    repeated = [unit * (_LENGTH // len(unit)) for unit in _UNITS]
    mixed = ["".join(chance.choice(_UNITS) for _ in range(_LENGTH // 2)) for _ in range(20)]
    figures = ["".join(chance.choice("0049 Ô") for _ in range(_LENGTH)) for _ in range(5)]
    lines = [*repeated, *mixed, *figures]
    return [*lines, *(f"ĐA {line}" for line in lines), *(f"Aa {line}x" for line in lines)]


def test_long_lines_of_nonsense_are_searched_by_every_entry():
    command = [sys.executable, "-c", _SEARCH]
    try:
        ended = subprocess.run(
            command, input="\n".join(_nonsense()), cwd=Path(__file__).parent.parent, capture_output=True, text=True,
            check=False, timeout=_ENOUGH, encoding="utf-8",
        )  # fmt: skip
    except subprocess.TimeoutExpired as slow:
        searched = (slow.stdout or b"").decode().split("\n")
        raise AssertionError(f"still searching with {searched[-2]}") from None

    assert ended.returncode == 0, ended.stderr
