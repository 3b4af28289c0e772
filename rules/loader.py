"""Read rule files: entries that carry their own meaning, source and proof.

Comes in: the name of a packaged TOML file and, where an office has laid its own over it, that folder.
Goes out: a `RuleFile` of `Rule` entries with compiled patterns.  The format is described in docs/rules.md.
"""

import datetime
import functools
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from rules.spelling import level, level_marks
from rules.toml_faults import toml_fault

PACKAGED = Path(__file__).parent
OWN_RULES = "VANTHU_RULES"  # the environment reaches every reading process, whatever starts it
_MEANING_KEYS = {"id", "pattern", "words", "means", "source", "from", "until", "case", "priority"}
_KNOWN_KEYS = _MEANING_KEYS | {"matches", "not_matches"}


class RuleError(ValueError):
    """An entry of a rule file is wrong; the message says which and why, in Vietnamese."""


@dataclass(frozen=True)
class Rule:
    """One entry: what to look for, what it means, where that is laid down, and its own examples.

    `pattern`, written as `regex`, is matched on the levelled text (rules.spelling): lower case, or the case as written
    where `case` is set.  `extra` keeps every further key of the entry for the finder that uses it, `words` the list it
    was made from.
    """

    id: str
    regex: str
    means: str
    source: str
    case: bool
    priority: int
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    extra: dict[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first asked for: most lists of words are matched by other means."""
        return re.compile(self.regex)

    def levelled(self, text: str) -> str:
        """The form of `text` that this rule's pattern is written for; offsets are the same."""
        return level_marks(text) if self.case else level(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place of `text` where the rule applies."""
        return self.pattern.search(self.levelled(text))


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The entries of one topic in their order, and the plain tables beside them."""

    name: str
    rules: tuple[Rule, ...]
    tables: dict[str, Any]
    pieces: Mapping[str, str] = field(default_factory=dict)

    def group(self, prefix: str) -> tuple[Rule, ...]:
        """The entries whose id begins with `prefix`, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.id.startswith(prefix))

    def rule(self, rule_id: str) -> Rule:
        """The entry of that id; KeyError where there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def _expand(pattern: str, pieces: dict[str, str]) -> str:
    """Put the named pieces ({date}) in their places; a piece may hold other pieces."""
    for _ in range(8):
        expanded = re.sub(r"\{([a-z_]+)\}", lambda m: f"(?:{pieces[m[1]]})" if m[1] in pieces else m[0], pattern)
        if expanded == pattern:
            break
        pattern = expanded
    return pattern


def _words_pattern(words: list[str], *, case: bool) -> str:
    levelled = sorted(((level_marks(w) if case else level(w)) for w in words), key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in levelled) + r")(?!\w)"


def _rule(entry: dict[str, Any], pieces: dict[str, str], file: str) -> Rule:
    name = str(entry.get("id") or "")
    if not name:
        raise RuleError(f"{file}: có một mục không có id.")
    if not entry.get("pattern") and not entry.get("words"):
        raise RuleError(f"{file}: mục {name} phải có pattern hoặc words.")
    case = bool(entry.get("case", False))
    words, pattern = entry.get("words"), entry.get("pattern")
    rule = Rule(
        id=name,
        regex=_expand(str(pattern), pieces) if pattern else _words_pattern(words or [], case=case),
        means=str(entry.get("means", "")),
        source=str(entry.get("source", "")),
        case=case,
        priority=int(entry.get("priority", 0)),
        valid_from=entry.get("from"),
        valid_until=entry.get("until"),
        matches=tuple(entry.get("matches", ())),
        not_matches=tuple(entry.get("not_matches", ())),
        extra={key: value for key, value in entry.items() if key not in _KNOWN_KEYS},
        words=tuple(words or ()),
    )
    try:
        _ = pattern and rule.pattern
    except re.error as problem:
        raise RuleError(f"{file}: mẫu của mục {name} viết sai: {problem}.") from problem
    return rule


def read_file(path: Path, pieces: Mapping[str, str] = MappingProxyType({})) -> RuleFile:
    """Read one rule file; `pieces` are named pieces of patterns from elsewhere that its own may use or replace.

    Raises:
        RuleError: the file is no TOML, or an entry is wrong.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleError(f"{path.name}: không đọc được tệp quy tắc: {toml_fault(problem)}.") from problem
    known = {**pieces, **data.pop("pieces", {})}
    rules = tuple(_rule(entry, known, path.name) for entry in data.pop("rule", []))
    return RuleFile(path.stem, rules, data, known)


def _laid_over(base: RuleFile, over: RuleFile) -> RuleFile:
    """An entry of the same id replaces the packaged one; new ones come first."""
    theirs = {rule.id: rule for rule in over.rules}
    kept = tuple(theirs.pop(rule.id, rule) for rule in base.rules)
    return RuleFile(base.name, tuple(theirs.values()) + kept, {**base.tables, **over.tables}, base.pieces)


@functools.cache
def load(name: str) -> RuleFile:
    """The rules of one topic (`header`, `deadlines` …), with an office's own laid over them.

    The office's own stand in the folder that VANTHU_RULES names, in a file of the same name; they are read once.

    Raises:
        RuleError: a rule file is wrong.
        FileNotFoundError: there is no such topic.
    """
    packaged = read_file(PACKAGED / f"{name}.toml")
    folder = os.environ.get(OWN_RULES)
    own = Path(folder) / f"{name}.toml" if folder else None
    return _laid_over(packaged, read_file(own, packaged.pieces)) if own and own.exists() else packaged


def topics() -> list[str]:
    """The names of the packaged rule files."""
    return sorted(path.stem for path in PACKAGED.glob("*.toml"))


Complaint = Literal["no_source", "no_example", "missed", "caught", "invalid_dates"]


def complaints(rule: Rule) -> list[tuple[Complaint, str]]:
    """What is wrong with an entry by its own account: examples it misses, counter-examples it catches."""
    found: list[tuple[Complaint, str]] = []
    if not rule.source:
        found.append(("no_source", f"mục {rule.id} không nêu nguồn (source)."))
    if not rule.matches:
        found.append(("no_example", f"mục {rule.id} không có ví dụ (matches)."))
    if rule.valid_from and rule.valid_until and rule.valid_until <= rule.valid_from:
        found.append(("invalid_dates", f"mục {rule.id}: until phải sau from."))
    for example in rule.matches:
        if not rule.search(example):
            found.append(("missed", f"mục {rule.id} không nhận ra ví dụ của chính nó: «{example}»."))
    for example in rule.not_matches:
        if rule.search(example):
            found.append(("caught", f"mục {rule.id} nhận nhầm ví dụ loại trừ: «{example}»."))
    return found
