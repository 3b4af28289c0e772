"""The table of rules in docs/deadlines.md is the one that the rule files make."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import docs_deadlines  # noqa: E402


def test_the_table_of_rules_is_up_to_date():
    page = docs_deadlines.PAGE.read_text("utf-8")

    assert page.split(docs_deadlines.MARK)[1] == docs_deadlines.table()
