"""The command line speaks Vietnamese, the library's own words included."""

import argparse
import ast
import inspect

import pytest

from flows.cli import build_parser, main
from flows.wording import WORDS

# What argparse says to programmers whose code is wrong; no clerk can bring these about.
PROGRAMMERS = (
    "conflict", "not defined", "positionals", "mutually exclusive", "callable", "groups are named", "must start with",
    "dest=", "subparser", "with mode", "can't open", "unexpected option", "alias",
)  # fmt: skip


def library_words():
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_every_word_of_the_library_that_a_clerk_can_meet_has_its_vietnamese():
    unknown = {w for w in library_words() if w not in WORDS and not any(mark in w for mark in PROGRAMMERS)}

    assert unknown == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "còn thiếu tham số"),
        (["nhap"], "không hợp lệ"),
        (["read"], "còn thiếu tham số"),
        (["read", "a.pdf", "--xml"], "tham số không có"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_in_vietnamese(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_help_has_no_english_left():
    parser = build_parser()
    shown = parser.format_help()

    assert not any(word in shown for word in ("usage", "options", "show", "positional"))
