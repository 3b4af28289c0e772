"""Check every rule file, the packaged ones and an office's own, and say in Vietnamese what is wrong (docs/rules.md)."""

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.system_words import reason
from rules.loader import PACKAGED, RuleError, complaints, read_file, topics

_KINDS: dict[str, tuple[type, str]] = {
    "id": (str, "phải là chữ trong dấu nháy"),
    "pattern": (str, "phải là chữ trong dấu nháy"),
    "means": (str, "phải là chữ trong dấu nháy"),
    "source": (str, "phải là chữ trong dấu nháy"),
    "words": (list, "phải là danh sách trong ngoặc vuông"),
    "matches": (list, "phải là danh sách trong ngoặc vuông"),
    "not_matches": (list, "phải là danh sách trong ngoặc vuông"),
    "case": (bool, "phải là true hoặc false"),
    "priority": (int, "phải là số nguyên"),
    "from": (datetime.date, "phải là ngày dạng 2026-07-01, không có dấu nháy"),
    "until": (datetime.date, "phải là ngày dạng 2026-07-01, không có dấu nháy"),
}
_PIECE = re.compile(r"\{([a-z_]+)\}")


def check(overlay: Path | None) -> list[str]:
    """What is wrong in any rule file, a sentence each; an empty list where every entry keeps its word.

    `overlay` is the folder of the office's own rule files; it need not exist.
    """
    found = [sentence for topic in topics() for sentence in _check_file(PACKAGED / f"{topic}.toml")]
    own = sorted(overlay.glob("*.toml")) if overlay and overlay.is_dir() else []
    for path in own:
        if path.stem not in topics():
            found.append(
                f"{path.name}: không có loại quy tắc tên này nên tệp không được dùng; có: {', '.join(topics())}."
            )
        found += _check_file(path)
    return found


def _check_file(path: Path) -> list[str]:
    try:
        misshapen = list(_shape(path))
        return misshapen or [f"{path.name}: {sentence}" for sentence in _entries(path)]
    except RuleError as problem:
        return [str(problem)]
    except OSError as problem:
        return [f"{path.name}: không mở được tệp ({reason(problem)})."]


def _shape(path: Path) -> Iterator[str]:
    """Values of the wrong kind, as a slip of the keyboard makes them: a bare word for a list, [rule] for [[rule]]."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleError(f"{path.name}: không đọc được tệp quy tắc: {problem}.") from problem
    rules = data.get("rule", [])
    if not isinstance(rules, list):
        yield f"{path.name}: mỗi mục phải mở đầu bằng dòng [[rule]] (hai dấu ngoặc vuông)."
        return
    for number, entry in enumerate(rules, 1):
        name = str(entry.get("id") or f"thứ {number}")
        for sentence in _wrong_values(entry):
            yield f"{path.name}: mục {name}: {sentence}."


def _wrong_values(entry: dict[str, Any]) -> Iterator[str]:
    for key, (kind, wanted) in _KINDS.items():
        value = entry.get(key)
        if value is None:
            continue
        # A truth value is an int to Python, and a time of day a date: neither is meant here.
        if type(value) is not kind:
            yield f"{key} {wanted}"
        elif isinstance(value, list) and not all(isinstance(item, str) and item for item in value):
            yield f"{key} chỉ được chứa chữ trong dấu nháy, không để trống"


def _entries(path: Path) -> Iterator[str]:
    packaged = PACKAGED / path.name
    shared = read_file(packaged).pieces if path != packaged and packaged.exists() else {}
    rules = read_file(path, shared).rules
    for name, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            yield f"mục {name} có {count} lần; mỗi id chỉ dùng một lần."
    for rule in rules:
        for piece in _PIECE.findall(rule.pattern.pattern):
            yield f"mục {rule.id} dùng {{{piece}}} nhưng nhóm [pieces] không có mảnh này."
        yield from (sentence for _, sentence in complaints(rule))
