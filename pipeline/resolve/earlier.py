"""What earlier documents of the same body say of this one: who signs there with what title, which number fell when.

Comes in: a Directive as it was read from its file alone, and an `Earlier` that whoever keeps documents has drawn up.
Goes out: the Directive, with scanned values sure that agree with it word for word, and with a reason to look where they
nearly agree or contradict it.  No value is ever taken from elsewhere: what the page does not say stays unsaid.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.models import Directive, Header, TextField
from rules.spelling import level

_SURE: Final = ("auto", "confirmed")
_AGREED, _DOUBTED = 0.95, 0.5
# What people have approved bears witness alone; of what a machine was sure of it takes two.
_ENOUGH = 2
# A name of three syllables that differs from a known one in so few letters is likelier it than another's.
_SLIPS = 2
# Numbers are given day by day: with the days before and after no further apart, a day between them was read right.
_NEAR = datetime.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Signing:
    """How somebody signed for the body: values that nobody needed to look at; `approved` by a person since."""

    name: str
    title: str | None
    authority: str | None
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A number under the same symbol in the same year, and the day that the document bears."""

    number: int
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of a body's other documents."""

    signings: tuple[Signing, ...] = ()
    issued: tuple[Issued, ...] = ()


def with_earlier(directive: Directive, earlier: Earlier) -> Directive:
    """The directive with what the body's other documents bear out or contradict."""
    header = directive.header
    if header.issuer.status not in _SURE:
        return directive
    signings = _known(earlier.signings)
    name = _name(header.signer_name, signings)
    same = [one for one in signings if name.status in _SURE and level(one.name) == level(name.value or "")]
    changes: Mapping[str, TextField] = {
        "signer_name": name,
        "signer_title": _title(header.signer_title, same),
        "signer_authority": _authority(header, same),
        "date": _date(header, earlier.issued),
    }
    return directive.model_copy(update={"header": header.model_copy(update=changes)})


def _known(signings: tuple[Signing, ...]) -> list[Signing]:
    """The ways of signing that enough documents have."""
    ways = [(level(one.name), level(one.title or ""), level(one.authority or "")) for one in signings]
    return [
        one for one, way in zip(signings, ways, strict=True)
        if ways.count(way) >= _ENOUGH or any(o.approved for o, w in zip(signings, ways, strict=True) if w == way)
    ]  # fmt: skip


def _is_recognised(field: TextField) -> bool:
    return any(one.origin == "ocr" for one in field.evidence)


def _sure(field: TextField) -> TextField:
    return field.model_copy(update={"status": "auto", "confidence": _AGREED, "reasons": ()})


def _doubted(field: TextField, reason: str) -> TextField:
    confidence = min(field.confidence, _DOUBTED)
    return field.model_copy(
        update={"status": "review", "confidence": confidence, "reasons": (*field.reasons, reason)}
    )  # fmt: skip


def _name(field: TextField, signings: list[Signing]) -> TextField:
    """A scanned name: sure where it is that of one who signs there, in doubt where it is nearly that."""
    if not field.value or field.status == "confirmed" or not _is_recognised(field):
        return field
    said = level(field.value)
    if any(level(one.name) == said for one in signings):
        return _sure(field) if field.status == "review" else field
    near = {one.name for one in signings if _is_nearly(level(one.name), said)}
    if len(near) != 1:
        return field
    return _doubted(field, f"Gần giống {near.pop()}, người đã ký văn bản khác của cơ quan này.")


def _is_nearly(known: str, said: str) -> bool:
    """Whether a name is another but for slips: as many syllables, few letters apart.

    >>> _is_nearly("hà văn phúc", "hà văn phục"), _is_nearly("hà văn phúc", "lê thị hoa")
    (True, False)
    """
    same_length = len(known.split()) == len(said.split())
    return same_length and Levenshtein.distance(known, said, score_cutoff=_SLIPS) <= _SLIPS


def _title(field: TextField, same: list[Signing]) -> TextField:
    """A scanned title beside a sure name: sure where that person signs under it, in doubt where only under others."""
    titles = {level(one.title): one.title for one in same if one.title}
    if not titles or not field.value or field.status == "confirmed" or not _is_recognised(field):
        return field
    if level(field.value) in titles:
        return _sure(field) if field.status == "review" else field
    return _doubted(
        field, f"Người này đã ký văn bản khác với chức vụ {', '.join(sorted(filter(None, titles.values())))}."
    )


def _authority(header: Header, same: list[Signing]) -> TextField:
    """A scanned line of authority: sure where that person signs so under that title, each time."""
    field, title = header.signer_authority, level(header.signer_title.value or "")
    ways = {level(one.authority or "") for one in same if one.title and level(one.title) == title}
    if len(ways) != 1 or field.status not in ("review", "missing"):
        return field
    said = ways.pop()
    if field.value:
        return _sure(field) if level(field.value) == said and _is_recognised(field) else field
    if said or not _is_recognised(header.signer_title):
        return field
    return field.model_copy(update={"status": "absent", "confidence": _AGREED, "reasons": ()})


def _date(header: Header, issued: tuple[Issued, ...]) -> TextField:
    """A day by hand under a sure number: sure between the days of its neighbours, in doubt outside them."""
    field, number = header.date, header.number
    if field.status not in ("review", "auto") or not field.value or not _is_recognised(field):
        return field
    if number.status not in _SURE or not (number.value or "").isdecimal():
        return field
    own, day = int(number.value or ""), datetime.date.fromisoformat(field.value)
    before = max((one.day for one in issued if one.number < own), default=None)
    after = min((one.day for one in issued if one.number > own), default=None)
    if (before and day < before) or (after and day > after):
        reason = "Số và ngày không theo thứ tự các văn bản khác của cơ quan này."
        return _doubted(field, reason) if field.crop or field.status == "review" else field
    if before and after and after - before <= _NEAR and field.status == "review":
        return _sure(field)
    return field
