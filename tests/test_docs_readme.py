"""What the README shows is what the program prints, and every page it links to is there."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import docs_readme  # noqa: E402

from pipeline.process import process  # noqa: E402

README = (ROOT / "README.md").read_text("utf-8")


def test_the_session_is_what_the_program_prints():
    shown = docs_readme.session(process(ROOT / docs_readme.SAMPLE))

    assert docs_readme.placed(README, shown) == README, "run `make docs`"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(link):
    assert (ROOT / link).exists()
