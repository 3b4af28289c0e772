"""The page of errors is made from the classes, and every class is on it once, with words for people."""

import importlib
import sys
from pathlib import Path

from extractors.errors import Failure

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
docs_errors = importlib.import_module("docs_errors")


def told(base=Failure):
    if base.__module__ in {"extractors.errors", "pipeline.errors"}:
        yield base
    for kind in base.__subclasses__():
        yield from told(kind)


def test_the_page_is_made_from_the_classes():
    assert (ROOT / "docs" / "errors.md").read_text("utf-8") == docs_errors.page()


def test_every_code_is_given_once():
    codes = [kind.code for kind in told() if "code" in vars(kind)]

    assert sorted(codes) == sorted(set(codes))
    assert all(f"| `{code}` |" in docs_errors.page() for code in codes)


def test_sentences_end_and_are_vietnamese():
    sentences = [text for kind in told() for text in (kind.message, kind.next_step)]

    assert [text for text in sentences if not text.endswith(".") or text.isascii()] == []
