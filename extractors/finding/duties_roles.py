"""The bodies beside the lead: whom it works with, to whom the result goes, through whom.

Comes in: a `Reading` and a range of its tokens.  Goes out: the names of each role.  Which words say so stands in
rules/duties.toml (`role.*`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.finding.bodies import Name, begins_name, names_at
from extractors.finding.language import Reading
from rules.loader import load

_FARTHEST = 26  # tokens from a verb of sending to its `về`
_STOPS = {".", ";", "để", "nhằm"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Names with offsets into the reading's text, in the order in which they stand there."""

    support: tuple[Name, ...]
    report_to: tuple[Name, ...]
    via: tuple[Name, ...]


def roles_of(reading: Reading, first: int, behind: int) -> Roles:
    """Support, report-to and via of the tokens [first, behind)."""
    support = _unique(_after_rule(reading, "role.support", first, behind))
    report = _unique(_receivers(reading, first, behind))
    via = _unique(_after_rule(reading, "role.via", first, behind))
    return Roles(tuple(support), tuple(name for name in report if name not in via), tuple(via))


def _unique(names: Iterator[Name]) -> list[Name]:
    return list(dict.fromkeys(names))


def _after_rule(reading: Reading, rule_id: str, first: int, behind: int) -> Iterator[Name]:
    """The names behind each place where the rule applies."""
    rule = load("duties").rule(rule_id)
    start, end = reading.tokens[first].start, reading.tokens[behind - 1].end
    for match in rule.pattern.finditer(rule.levelled(reading.text), start, end):
        at = reading.token_at(match.end())
        if at < behind and begins_name(reading, at):
            yield from names_at(reading, at)[0]


def _receivers(reading: Reading, first: int, behind: int) -> Iterator[Name]:
    """Behind a verb of sending: the body named at once, or the one behind the first `về`, `cho`, `đến` with a name."""
    purpose = False
    at = first
    while at < behind:
        word = reading.tokens[at].text
        purpose = word in {"để", "nhằm"} or (purpose and word not in {".", ";"})
        verb = reading.term(at, "role.report")
        if verb is None or purpose or _is_noun(reading, at):
            at += 1
            continue
        names, at = _receiver(reading, verb.behind, behind, reading.text[verb.start : verb.end].lower())
        yield from names


def _is_noun(reading: Reading, at: int) -> bool:
    """`văn bản báo cáo`, `theo đề nghị`: the word is what is sent, not the sending."""
    before = reading.tokens[at - 1].text if at else ""
    return before in {"bản", "theo", "các", "mẫu", "kỳ", "độ", "của", "số", "biểu"}


def _receiver(reading: Reading, at: int, behind: int, verb: str) -> tuple[list[Name], int]:
    start = at
    while at < behind and reading.tokens[at].text in {
        "kịp",
        "thời",
        "ngay",
        "với",
        "trực",
        "tiếp",
        "bằng",
        "văn",
        "bản",
    }:
        at += 1
    direct = verb not in {"gửi", "gởi", "nộp", "đăng ký", "phản ánh", "gửi báo cáo", "báo cáo kết quả"}
    if direct and at < behind and begins_name(reading, at):
        return names_at(reading, at)
    for place in range(start, min(behind - 1, start + _FARTHEST)):
        token = reading.tokens[place]
        if token.text in _STOPS or (
            place > start and reading.term(place, "role.report") and not _is_noun(reading, place)
        ):
            break
        if reading.term(place, "role.to") and begins_name(reading, place + 1):
            return names_at(reading, place + 1)
    return [], start
