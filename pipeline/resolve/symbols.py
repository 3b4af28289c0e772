"""Check a recognised symbol against type and issuer, and mend what they leave no doubt of.

Comes in: a symbol, the type of the document, the printed issuer.  Goes out: the symbol with mended groups, and whether
its groups are those that type and issuer ask for.  Abbreviations of bodies are set by each body's head (NĐ
30/2020/NĐ-CP Phụ lục I mục II.3), so an unknown group is kept as read.
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.finding.agencies import directory, expand, key
from rules.loader import load
from rules.spelling import fold, level, level_marks


@dataclass(frozen=True, slots=True)
class Mended:
    """A symbol after the check."""

    value: str
    agrees: bool


def mended_symbol(symbol: str, kind: str | None, issuer: str | None) -> Mended:
    """The symbol with groups spelt as type and issuer have them.

    >>> mended_symbol("QD-UBND", "Quyết định", "UBND TỈNH LAI CHÂU")
    Mended(value='QĐ-UBND', agrees=True)
    >>> mended_symbol("SV1-VP", "Công văn", "SỞ Y TẾ")
    Mended(value='SV1-VP', agrees=False)
    """
    parts = re.split(r"([-/])", symbol)
    types, bodies = _abbreviations(kind), abbreviations_of(issuer)
    type_seen = body_seen = False
    for index in range(0, len(parts), 2):
        if not type_seen and (right := _nearest(parts[index], types)):
            parts[index], type_seen = right, True
        elif not body_seen and (right := _nearest(parts[index], bodies)):
            parts[index], body_seen = right, True
    typed = type_seen or kind in (None, "Công văn")
    return Mended("".join(parts), typed and body_seen)


def _nearest(group: str, wanted: tuple[str, ...]) -> str | None:
    """The abbreviation that a group is: as spelt, but for marks, or but for one letter of four or more."""
    if group in wanted:
        return group
    same = [short for short in wanted if fold(short) == fold(group)]
    if len(same) == 1:
        return same[0]
    near = [s for s in wanted if len(s) >= 3 and Levenshtein.distance(fold(s), fold(group), score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and len(group) >= 3 else None


def _abbreviations(kind: str | None) -> tuple[str, ...]:
    return tuple(s for rule in load("types").rules if rule.means == kind for s in rule.extra.get("abbreviations", ()))


def abbreviations_of(issuer: str | None) -> tuple[str, ...]:
    """The short forms an issuer's name can have in a symbol: the directory's, and the initials of its words.

    >>> "SNV" in abbreviations_of("SỞ NỘI VỤ"), "ĐHLC" in abbreviations_of("TRƯỜNG ĐẠI HỌC LAI CHÂU")
    (True, True)
    """
    if not issuer:
        return ()
    found: list[str] = []
    name = key(issuer)
    for entry in directory():
        if name == key(entry.name) or name.startswith(key(entry.name) + " "):
            found += entry.abbreviations
    plain = level(issuer)
    for word, shorts in load("agencies").tables["symbol_words"].items():
        if word in plain:
            found += shorts
    words = [w for w in re.findall(r"\w+", level_marks(expand(issuer))) if w.lower() not in {"và", "của", "các"}]
    initials = "".join(w[0].upper() for w in words)
    shorter = re.sub(r"^T(?=ĐH|CĐ|TH|H)", "", initials)
    found += [initials, shorter, "".join(w[0].upper() for w in words[:4]), initials.replace("TPH", "")]
    return tuple(dict.fromkeys(s for s in found if len(s) >= 2))
