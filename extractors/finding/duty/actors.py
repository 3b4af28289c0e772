"""Who a sentence binds: `giao X …`, `X chủ trì …`, `đề nghị X …`, `X: …`, `báo cáo của X gửi về …`, or a heading.

Comes in: a `Reading` and a range of its tokens.  Goes out: `Actors`, or None where nobody is named.  What the words
mean stands in rules/duties.toml.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractors.finding.bodies import Name, begins_name, names_at
from extractors.finding.language import Reading
from rules.loader import load
from rules.spelling import fold

How = Literal["order", "subject", "colon", "passive", "whole"]
IsIssuer = Callable[[str], bool]

_DIRECT = re.compile(r"\btrực tiếp là\b")
_SENDERS = {"gửi", "gởi", "nộp", "xin", "được", "phải"}
# without tone marks, as recognition may leave them
_ALWAYS_DOWN = {
    "yeu cau",
    "moi",
    "kinh moi",
    "tran trong kinh moi",
    "tran trong moi",
}  # without tone marks, as recognition may leave them
_ENUMERATES = {"với", "cùng", "của", "giữa", "gồm", "là", "thuộc"}
_LEADS_UP = _ENUMERATES | {
    "tại",
    "do",
    "cho",
    "về",
    "từ",
    "và",
    "các",
    "theo",
    "bởi",
    "số",
    "ở",
    "đến",
    "trong",
    "trên",
}
_LEADS_UP |= {"hợp", "khi", "nếu", "việc", "qua", "cáo", "nghị", ",", "-", "(", "/"}
_UNKNOWN_WORDS = 7
_FARTHEST = 90  # tokens into a sentence in which its actor is looked for


@dataclass(frozen=True, slots=True)
class Actors:
    """The bodies a sentence binds; how that is said; the token where what they must do begins."""

    names: tuple[Name, ...]
    how: How
    behind: int
    first: int
    asker: str = ""
    order: str = ""


def sentences(reading: Reading) -> list[tuple[int, int]]:
    """Ranges of tokens between full stops and semicolons; a stop after a number or an initial parts nothing."""
    found, first = [], 0
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text == ";" or (token.text == "." and _ends_sentence(reading, at)) or following is None:
            if at + 1 > first:
                found.append((first, at + 1))
            first = at + 1
    return found


def _ends_sentence(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    if at + 1 >= len(tokens) or not (tokens[at + 1].capital or tokens[at + 1].text in {"-", "+"}):
        return False
    glued = tokens[at + 1].start == tokens[at].end
    before = tokens[at - 1].written if at else ""
    return (
        not glued and not (len(before) <= 2 and before.isupper()) and before.lower() not in {"tp", "tx", "pgs", "ths"}
    )


def actors_of(reading: Reading, first: int, behind: int, is_issuer: IsIssuer) -> Actors | None:
    """Whom the tokens [first, behind) bind."""
    for start, plain in _starts(reading, first, behind):
        found = _at(reading, start, behind, is_issuer)
        if found and (plain or found.how == "order" or reading.term(found.behind, "verb.strong")):
            return found
    return _passive(reading, first, behind)


def _starts(reading: Reading, first: int, behind: int) -> Iterator[tuple[int, bool]]:
    """Where the actor may stand, and whether a plain `X làm …` is enough there.

    It is at the beginning, behind a comma of an adverbial that opens the sentence, and behind a topic's colon; behind
    any other comma only an order or a clear duty counts.
    """
    yield first, True
    text = reading.text[reading.tokens[first].start : reading.tokens[behind - 1].end]
    rule = load("duties").rule("opener.adverbial")
    opener = rule.pattern.search(rule.levelled(text))
    opened = opener is not None and not _acts_at_once(reading, first)
    at, last = first + 1, min(behind - 1, first + _FARTHEST)
    while at < last:
        mark = reading.tokens[at].text
        if mark in {",", ":"}:
            yield at + 1, opened or (mark == ":" and at < first + 25)
        elif opened and _begins_clause(reading, at):
            yield at, True
        at = max(_behind_enumeration(reading, at), at + 1)


def _behind_enumeration(reading: Reading, at: int) -> int:
    """Behind the body that begins here, or behind all that a word like `với` leads up to: no clause opens there."""
    if not begins_name(reading, at):
        return at
    names, behind = names_at(reading, at)
    if reading.tokens[at - 1].text in _ENUMERATES or not names:
        return behind
    return reading.token_at(names[0].end)


def _acts_at_once(reading: Reading, first: int) -> bool:
    """`Hằng năm tổ chức …`, `Định kỳ báo cáo …`: behind the recurrence stands the act, nobody is named."""
    if reading.tokens[first].text not in {"hàng", "hằng", "định", "thường"}:
        return False
    return any(reading.term(at, "verb.duty") for at in range(first + 2, min(first + 5, len(reading.tokens))))


def _begins_clause(reading: Reading, at: int) -> bool:
    """`Trong quá trình thực hiện Thủ trưởng các đơn vị …`: a name in capitals where no word leads up to it."""
    return (
        reading.tokens[at].capital
        and reading.tokens[at - 1].text not in _LEADS_UP
        and not reading.tokens[at - 1].capital
        and begins_name(reading, at)
    )


def _at(reading: Reading, start: int, behind: int, is_issuer: IsIssuer) -> Actors | None:
    order = reading.term(start, "order.")
    if order and not (reading.term(start, "head.") and reading.term(start, "head.").behind > order.behind):  # type: ignore[union-attr]
        return _ordered(reading, order.behind, start, behind, reading.text[order.start : order.end].lower())
    names, at = names_at(reading, start)
    if not names or at > behind:
        return None
    return _predicate(reading, names, start, at, behind, is_issuer)


def _ordered(reading: Reading, at: int, start: int, behind: int, order: str, asker: str = "") -> Actors | None:
    while at < behind and reading.tokens[at].text in {"cho", ":"}:
        at += 1
    if at >= behind or not begins_name(reading, at):
        return None
    names, end = names_at(reading, at)
    direct = _direct(reading, names, start, end, behind) if names and end < behind else None
    if direct:
        return replace(direct, how="order", order=order, asker=asker)
    return Actors(tuple(names), "order", min(end, behind), start, asker, order) if names else None


def _predicate(
    reading: Reading, names: list[Name], start: int, at: int, behind: int, is_issuer: IsIssuer
) -> Actors | None:
    """What follows the names decides: an order to others, a verb, a colon, or nothing more."""
    if at >= behind or (at == behind - 1 and reading.tokens[at].text in {".", ";", ","}):
        return Actors(tuple(names), "whole", behind, start)
    token = reading.tokens[at]
    if token.text == ":":
        inner = _at(reading, at + 1, behind, is_issuer) if at + 1 < behind else None
        return inner if inner and inner.how == "subject" else Actors(tuple(names), "colon", at + 1, start)
    if token.text == "," and at + 1 < behind:
        direct = _direct(reading, names, start, at, behind) or _over_comma(reading, names, start, at, behind)
        if direct:
            return direct
        at += 1
    forward = _forwarded(reading, names, start, at, behind, is_issuer)
    if forward:
        return forward
    order = reading.term(at, "told.")
    if order:
        told = _told(
            reading, names, order.behind, start, behind, reading.text[order.start : order.end].lower(), is_issuer
        )
        if told:
            return told
    if reading.term(at, "verb."):
        return Actors(tuple(names), "subject", at, start)
    return _longer(reading, names, start, at, behind)


def _told(
    reading: Reading, names: list[Name], at: int, start: int, behind: int, order: str, is_issuer: IsIssuer
) -> Actors | None:
    """`Sở yêu cầu các đơn vị …` binds the units; `Chi bộ đề nghị cấp trên …` binds the chi bộ unless it issues this."""
    asker = names[-1].value(reading.text)
    if len(names) == 1 and is_issuer(asker):
        return _ordered(reading, at, start, behind, order, asker)
    return _ordered(reading, at, start, behind, order, asker) if fold(order) in _ALWAYS_DOWN else None


def _forwarded(
    reading: Reading, names: list[Name], start: int, at: int, behind: int, is_issuer: IsIssuer
) -> Actors | None:
    """`Thanh tra chuyển đơn đến Chủ tịch xã để xem xét`: the one who gets it must act."""
    rule = load("duties").rule("order.forward")
    begin, end = reading.tokens[at].start, reading.tokens[behind - 1].end
    match = rule.pattern.match(rule.levelled(reading.text), begin, end)
    if match is None or not is_issuer(names[-1].value(reading.text)):
        return None
    asker = names[-1].value(reading.text)
    return _ordered(reading, reading.token_at(match.end()), start, behind, "chuyển", asker)


def _direct(reading: Reading, names: list[Name], start: int, at: int, behind: int) -> Actors | None:
    """`chi ủy, trực tiếp là đồng chí phó bí thư … chịu trách nhiệm`: the apposition belongs to the name."""
    rest = reading.text[reading.tokens[at].start : reading.tokens[behind - 1].end].lower()
    if not _DIRECT.match(rest.lstrip(", ")):
        return None
    for end in range(at + 1, min(behind, at + _FARTHEST)):
        strong = reading.term(end, "verb.strong")
        if strong:
            whole = Name(names[0].start, reading.tokens[end - 1].end)
            return Actors((whole,), "subject", end, start)
    return None


def _longer(reading: Reading, names: list[Name], start: int, at: int, behind: int) -> Actors | None:
    """`Hội viên nòng cốt các thôn tham dự …`: words that no list knows, then the verb."""
    if reading.tokens[at].text in {"và", "hoặc", "hay"}:
        return None
    for end in range(at, min(at + _UNKNOWN_WORDS, behind)):
        if not reading.tokens[end].text.isalnum() or reading.term(end, "happens"):
            return None
        if end > at and (reading.term(end, "verb.duty") or reading.term(end, "verb.strong")):
            last = replace(names[-1], end=reading.tokens[end - 1].end)
            return Actors((*names[:-1], last), "subject", end, start)
    return None


def _over_comma(reading: Reading, names: list[Name], start: int, at: int, behind: int) -> Actors | None:
    """`các đơn vị may mặc, da giày, kịp thời kiểm kê`: the last name goes on to the comma."""
    if reading.term(at + 1, "verb."):
        return None
    for end in range(at + 1, min(at + 10, behind - 1)):
        if reading.tokens[end].text in {".", ";", ":"} or reading.term(end, "verb."):
            return None
        if reading.tokens[end].text == "," and reading.term(end + 1, "verb."):
            last = replace(names[-1], end=reading.tokens[end - 1].end)
            return Actors((*names[:-1], last), "subject", end + 1, start)
    return None


def _passive(reading: Reading, first: int, behind: int) -> Actors | None:
    """`Báo cáo của các đơn vị gửi về …`, `… do Phòng A chịu trách nhiệm …`."""
    for at in range(first + 1, min(behind, first + 40)):
        word = reading.tokens[at].text
        if word not in {"của", "do"} or not begins_name(reading, at + 1):
            continue
        names, end = names_at(reading, at + 1)
        if not names or end >= behind:
            continue
        follows = reading.tokens[end].text
        if (word == "của" and follows in _SENDERS) or (word == "do" and reading.term(end, "verb.strong")):
            return Actors(tuple(names), "passive", end, at)
    return None
