"""The command line in Vietnamese, down to the words that argparse prints by itself."""

import argparse
import gettext

# What argparse says to people.  Its complaints about wrong code (conflicting options …) reach programmers only and
# stay as they are.
WORDS = {
    "usage: ": "cách dùng: ",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "optional arguments": "tùy chọn",
    "unrecognized arguments: %s": "tham số không có: %s",
    "ambiguous option: %(option)s could match %(matches)s": "tùy chọn %(option)s chưa rõ, có thể là %(matches)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "giá trị %(value)r không hợp lệ (chọn một trong %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "giá trị %(value)r không hợp lệ, có phải là %(closest)r? (chọn một trong %(choices)s)"
    ),
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không đúng kiểu %(type)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r (các lệnh: %(choices)s)",
    "show this help message and exit": "hiện hướng dẫn này rồi thoát",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "not allowed with argument %s": "không dùng cùng với %s",
    "ignored explicit argument %r": "tùy chọn này không nhận giá trị %r",
}


def vietnamese(message: str) -> str:
    """Argparse's own words in Vietnamese; what has no entry stays as it is."""
    return WORDS.get(message, message)


def _plural(one: str, many: str, number: int) -> str:
    return vietnamese(gettext.ngettext(one, many, number))


def speak_vietnamese() -> None:
    """Make argparse speak Vietnamese.

    argparse looks its words up through two module names of gettext; no catalogue for Vietnamese comes with Python.
    """
    setattr(argparse, "_", vietnamese)  # noqa: B010 -- a private name that type checkers do not know
    setattr(argparse, "ngettext", _plural)  # noqa: B010
