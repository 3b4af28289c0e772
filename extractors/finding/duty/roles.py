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
_PURPOSE = {"để", "nhằm", "đê", "đẻ"}  # with recognition's readings of `để`
_STOPS = {".", ";"} | _PURPOSE
_NO_RECEIVERS = {"cá", "sinh", "học", "đảng", "đoàn viên", "người", "nhân", "hộ", "tất", "trẻ", "công", "viên"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Names with offsets into the reading's text, in the order in which they stand there."""

    support: tuple[Name, ...]
    report_to: tuple[Name, ...]
    via: tuple[Name, ...]


def roles_of(reading: Reading, first: int, behind: int) -> Roles:
    """Support, report-to and via of the tokens [first, behind)."""
    support = _unique(reading, _after_rule(reading, "role.support", first, behind))
    report = _unique(reading, _receivers(reading, first, behind))
    via = _unique(reading, _after_rule(reading, "role.via", first, behind))
    return Roles(tuple(support), tuple(name for name in report if name not in via), tuple(via))


def _unique(reading: Reading, names: Iterator[Name]) -> list[Name]:
    """Each body once, whatever its capitals."""
    return list({name.value(reading.text).lower(): name for name in reversed(list(names))}.values())[::-1]


def _leads_there(reading: Reading, place: int, verb: str) -> bool:
    """`đối với` names whom it is about, `tại` a place unless something is handed in there."""
    word = reading.tokens[place].text
    if word == "với":
        return reading.tokens[place - 1].text != "đối"
    return word != "tại" or verb in {"nộp", "gửi", "gởi"}


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
        purpose = word in _PURPOSE or (purpose and word not in {".", ";"})
        verb = reading.term(at, "role.report")
        if verb is None or purpose or _is_noun(reading, at):
            at += 1
            continue
        said = reading.text[verb.start : verb.end].lower()
        names, at = _receiver(reading, verb.behind, behind, said)
        if not (said in {"đề xuất", "kiến nghị"} and _advises(reading, verb.first)):
            yield from (name for name in names if _receives(reading, name))


def _advises(reading: Reading, at: int) -> bool:
    """`Tham mưu, đề xuất Ủy ban …`: advice to a body is not yet a report to it."""
    return "mưu" in {token.text for token in reading.tokens[max(0, at - 4) : at]}


def _receives(reading: Reading, name: Name) -> bool:
    """Not the people an act is about, no room numbers and no addresses."""
    first = reading.token_at(name.start)
    words = reading.text[name.start : name.end].split()
    numbered = len(words) > 1 and words[1].strip(",.").isdigit()
    person = reading.tokens[first].text in _NO_RECEIVERS
    return not numbered and not person and reading.term(first, "head.locality") is None


def _is_noun(reading: Reading, at: int) -> bool:
    """`văn bản báo cáo`, `theo đề nghị`: the word is what is sent, not the sending."""
    before = reading.tokens[at - 1].text if at else ""
    return before in {"bản", "theo", "các", "mẫu", "độ", "của", "số", "biểu", "làm"}


def _receiver(reading: Reading, at: int, behind: int, verb: str) -> tuple[list[Name], int]:
    start = at
    if verb == "chuyển về" and at + 2 < behind and reading.tokens[at].text == "tài":
        at += 3 if reading.tokens[at + 2].text == "của" else 2  # `chuyển về tài khoản của Hội`
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
        if reading.term(place, "role.to") and begins_name(reading, place + 1) and _leads_there(reading, place, verb):
            return names_at(reading, place + 1)
    return [], start
