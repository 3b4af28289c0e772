"""Does a task bind the own office: by its name, by a class it belongs to, by the level it stands on, or not?

Comes in: the bodies of a task and the own office's name from the settings.  Goes out: yes, no or unknown, with the
reason in Vietnamese.
"""

import re
from collections.abc import Iterable

from extractors.finding.agencies import key, lookup
from extractors.finding.language import read
from pipeline.models import Body, ConcernsUs

_SEVERAL = {"các", "những", "mọi", "toàn", "tất", "từng", "mỗi"}
_LEVELS = {"tỉnh", "huyện", "xã", "phường", "quận", "thị xã", "thành phố", "thị trấn", "đặc khu"}
_CHIEFS = ("head.person",)


def concerns(lead: tuple[Body, ...], support: tuple[Body, ...], own_office: str) -> ConcernsUs:
    """Whether a task binds the own office.

    >>> office = "Sở Nội vụ tỉnh Lai Châu"
    >>> concerns((Body(name="các sở, ban, ngành", raw="", evidence=()),), (), office).value
    'yes'
    >>> concerns((Body(name="UBND các huyện", raw="", evidence=()),), (), office).value
    'no'
    """
    found = [_concern(body.name, own_office, "chủ trì") for body in lead]
    found += [_concern(body.name, own_office, "phối hợp") for body in support]
    for value in ("yes", "unknown"):
        for one in found:
            if one.value == value:
                return one
    if not lead:
        return ConcernsUs(value="unknown", reason="Văn bản không nêu ai phải làm việc này.")
    return ConcernsUs(value="no", reason=f"Việc giao cho {_listed(body.name for body in lead)}.")


def _listed(names: Iterable[str]) -> str:
    chosen = list(names)
    return ", ".join(chosen[:3]) + (" …" if len(chosen) > 3 else "")


def _concern(name: str, own: str, role: str) -> ConcernsUs:
    if _same(name, own):
        return ConcernsUs(value="yes", reason=f"Nêu đích danh: {name} ({role}).")
    if not _is_class(name):
        return ConcernsUs(value="no", reason=f"Việc giao cho {name}.")
    heads, own_heads = _heads(name), _heads(own)
    places = {word for word in _LEVELS if re.search(rf"(?<!\w){word}(?!\w)", name.lower())}
    if own_heads & heads and _on_level(own, own_heads & heads, places):
        return ConcernsUs(value="yes", reason=f"Cơ quan mình thuộc lớp «{name}» ({role}).")
    if heads & _general():
        return ConcernsUs(value="unknown", reason=f"«{name}» không nói rõ gồm những cơ quan nào.")
    return ConcernsUs(value="no", reason=f"Cơ quan mình không thuộc lớp «{name}».")


def _same(name: str, own: str) -> bool:
    """One name, or the name without the locality that the own office bears, or the head of the own office."""
    wanted, ours = key(_without_chief(name)), key(own)
    entry, own_entry = lookup(name), lookup(own)
    if entry and own_entry and entry.id == own_entry.id:
        return True
    return bool(wanted) and (wanted == ours or (ours.startswith(wanted + " ") and len(wanted.split()) > 1))


def _without_chief(name: str) -> str:
    """`Giám đốc Sở Nội vụ` is Sở Nội vụ where the question is whom it concerns."""
    reading = read(name)
    chief = reading.term(0, "head.person") if reading.tokens else None
    return name[chief.end :].strip() if chief and chief.end < len(name) and " các " not in f" {name} " else name


def _is_class(name: str) -> bool:
    return bool(_SEVERAL & set(re.findall(r"\w+", name.lower())))


def _heads(name: str) -> set[str]:
    """The words in a name that begin bodies: `các sở, ban, ngành` has three."""
    reading = read(name)
    return {
        key(reading.text[term.start : term.end])
        for term in reading.terms
        if term.rule.startswith("head.") and term.rule not in (*_CHIEFS, "head.locality")
    }


def _general() -> set[str]:
    """Class words that name no kind of body."""
    return {"cơ quan", "đơn vị", "địa phương", "tổ chức", "các cấp", "cấp"}


def _on_level(own: str, heads: set[str], places: set[str]) -> bool:
    """`UBND các huyện` holds a UBND of a huyện only; a class without a level holds every one."""
    if not places or not any("ủy ban nhân dân" in head or "ủy" in head.split() for head in heads):
        return True
    return any(re.search(rf"(?<!\w){place}(?!\w)", own.lower()) for place in places)
