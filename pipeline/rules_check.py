"""Check every rule file, the packaged ones and an office's own, and say in Vietnamese what is wrong (docs/rules.md)."""

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import BadSettings
from pipeline.system_words import reason
from rules.loader import PACKAGED, RuleError, complaints, read_file, topics
from rules.toml_faults import toml_fault

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
    return found + (_check_own(overlay) if overlay else [])


def require_right(overlay: Path) -> None:
    """Begin nothing with rules of the office's own that are wrong: every document would fail by them.

    Raises:
        BadSettings: with what is wrong in Vietnamese, by file and line.
    """
    complaints = _check_own(overlay)
    if complaints:
        raise BadSettings("; ".join(complaints))


def _check_own(overlay: Path) -> list[str]:
    found: list[str] = []
    for path in sorted(overlay.glob("*.toml")) if overlay.is_dir() else []:
        if path.stem not in topics():
            found.append(
                f"{path.name}: không có loại quy tắc tên này nên tệp không được dùng; có: {', '.join(topics())}."
            )
        found += _check_file(path)
    return found


def _check_file(path: Path) -> list[str]:
    try:
        return [_with_line(path, sentence) for sentence in _sentences(path)]
    except OSError as problem:
        return [f"{path.name}: không mở được tệp ({reason(problem)})."]


def _sentences(path: Path) -> list[str]:
    try:
        return list(_shape(path)) or [f"{path.name}: {sentence}" for sentence in _entries(path)]
    except RuleError as problem:
        return [str(problem)]


def _with_line(path: Path, sentence: str) -> str:
    """The sentence with the line on which the entry that it names begins, where it names one."""
    named = re.search(r"mục (?:thứ (\d+)|([^\s:]+))", sentence)
    if not named:
        return sentence
    lines = path.read_text("utf-8").splitlines()
    if named[1]:
        starts = [number for number, line in enumerate(lines, 1) if line.strip().startswith("[[rule]]")]
        found = starts[int(named[1]) - 1 :]
    else:
        own_id = re.compile(rf"""\s*id\s*=\s*["']{re.escape(named[2])}["']""")
        found = [number for number, line in enumerate(lines, 1) if own_id.match(line)]
    return f"{sentence.removesuffix('.')} (dòng {found[0]})." if found else sentence


def _unknown_tables(path: Path, data: dict[str, Any]) -> Iterator[str]:
    packaged = PACKAGED / path.name
    if path == packaged or not packaged.exists():
        return
    known = set(tomllib.loads(packaged.read_text("utf-8")))
    known |= {"pieces"} if "rule" in known else set()
    for key in data:
        if key not in known:
            yield f"{path.name}: không có nhóm «{key}» trong loại quy tắc này; có: {', '.join(sorted(known))}."


def _shape(path: Path) -> Iterator[str]:
    """Values of the wrong kind, as a slip of the keyboard makes them: a bare word for a list, [rule] for [[rule]]."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleError(f"{path.name}: không đọc được tệp quy tắc: {toml_fault(problem)}.") from problem
    yield from _unknown_tables(path, data)
    if not isinstance(data.get("pieces", {}), dict):
        yield f"{path.name}: pieces phải là một nhóm [pieces]."
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(entry, dict) for entry in rules):
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
