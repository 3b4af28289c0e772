"""Whom a heading binds: the bodies that it is, or that it says lead.

Comes in: the `Reading` of a heading.  Goes out: `Actors`, or None where it names nobody.
"""

import re

from extractors.finding.bodies import Name, begins_name, names_at
from extractors.finding.duty.actors import Actors, IsIssuer, actors_of
from extractors.finding.language import Reading

_PREFIX = re.compile(
    r"^(?:(?:trách nhiệm|nhiệm vụ)(?:\s+cụ thể)?\s+(?:của|đối với)|"
    r"đối với|về phía|ở|tại|giao(?: cho)?|đề nghị|yêu cầu)\s+"
)
_LONGEST_NAME = 45  # tokens of a heading that is a name or a list of names


def _is_one_long_name(reading: Reading, first: int) -> bool:
    """`Ban Chỉ đạo xóa nhà tạm huyện …`: a heading that begins with a name and says nothing of duty is a name."""
    tokens = reading.tokens[first:]
    if len(tokens) > _LONGEST_NAME or not tokens[0].capital or reading.text.isupper() or tokens[-1].text == ":":
        return False
    strong = any(reading.term(at, "verb.strong") for at in range(first, len(reading.tokens)))
    return not strong and not any(token.text in {":", "."} for token in tokens[:-1])


def _parted_heading(reading: Reading, first: int) -> tuple[Name, ...]:
    """The names of such a heading, parted at semicolons and where a comma or `và` stands before another name."""
    names, start, tokens = [], first, reading.tokens
    for at in range(first + 1, len(tokens) + 1):
        parts = at == len(tokens) or (
            tokens[at].text in {";", ",", "và"} and at + 1 < len(tokens) and begins_name(reading, at + 1)
        )
        if parts and at > start:
            names.append(Name(tokens[start].start, tokens[at - 1].end))
            start = at + 1
    return tuple(names)


def heading_actors(reading: Reading, is_issuer: IsIssuer) -> Actors | None:
    """The bodies that a heading is, or that it says lead (`2. Sở Công Thương chủ trì, phối hợp thực hiện`)."""
    if not reading.tokens:
        return None
    prefix = _PREFIX.match(" ".join(token.text for token in reading.tokens))
    first = len(prefix.group().split()) if prefix else 0
    names, at = names_at(reading, first)
    if not names:
        return None
    rest = [token for token in reading.tokens[at:] if token.text not in {".", ":", ",", ";", "-"}]
    if not rest:
        return Actors(tuple(names), "whole", at, first)
    if reading.tokens[at].text == ":":
        return Actors(tuple(names), "colon", at + 1, first)
    if reading.term(at, "verb.strong") or (len(rest) <= 6 and reading.term(at, "verb.")):
        return Actors(tuple(names), "subject", at, first)
    if _is_one_long_name(reading, first):
        return Actors(_parted_heading(reading, first), "whole", len(reading.tokens), first)
    return (
        actors_of(reading, first, len(reading.tokens), is_issuer)
        if not prefix and reading.text.rstrip().endswith(":")
        else None
    )
