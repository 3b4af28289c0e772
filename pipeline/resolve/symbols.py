"""Check a recognised symbol against type and issuer, and mend what they leave no doubt of.

Comes in: a symbol, the type of the document, the printed issuer.  Goes out: the symbol with mended groups, and whether
its groups are those that type and issuer ask for.  Abbreviations of bodies are set by each body's head (NĐ
30/2020/NĐ-CP Phụ lục I mục II.3), so an unknown group is kept as read; a group that is a known abbreviation as it
stands was read, not misread, and is kept whatever the issuer's line looks like.
"""

import functools
import re
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from extractors.finding.agencies import directory, expand, key
from rules.loader import load
from rules.spelling import fold, level, level_marks

# A group of the type, the sign between, a group of the body: no third that nothing bears out.
_TWO_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Mended:
    """A symbol after the check; `others` are its groups that neither type nor issuer bears out."""

    value: str
    agrees: bool
    others: tuple[str, ...] = field(default=(), repr=False)


def mended_symbol(
    symbol: str, kind: str | None, issuer: str | None, *, clear: bool = True, above: str | None = None
) -> Mended:
    """The symbol with groups spelt as type and issuer have them; `above` is the body printed over the issuer.

    An issuer that is not `clear` bears witness for a group that is spelt as it asks, but mends none.

    >>> mended_symbol("QD-UBND", "Quyết định", "UBND TỈNH LAI CHÂU")
    Mended(value='QĐ-UBND', agrees=True)
    >>> mended_symbol("QĐÐ-UBND", "Quyết định", "UBND TỈNH LAI CHÂU")
    Mended(value='QĐ-UBND', agrees=True)
    >>> mended_symbol("SV1-VP", "Công văn", "SỞ Y TẾ")
    Mended(value='SV1-VP', agrees=False)
    >>> mended_symbol("KH-UBND", "Kế hoạch", "IY BAN NHÂN DÂN")
    Mended(value='KH-UBND', agrees=False)
    >>> mended_symbol("CKLMN-TH", "Công văn", "CỤC KIỂM LÂM MIỀN NÚI PHÍA BẮC").value
    'CKLMN-TH'
    >>> mended_symbol("CTUBND", "Chỉ thị", "UBND TỈNH LAI CHÂU")
    Mended(value='CT-UBND', agrees=True)
    >>> mended_symbol("HD-BTGTU", "Hướng dẫn", "BAN TUYÊN GIÁO", above="TỈNH ỦY LAI CHÂU").agrees
    True
    """
    types, bodies = _abbreviations(kind), abbreviations_of(issuer)
    parts = re.split(r"([-/])", _parted(symbol, types, bodies))
    type_seen = body_seen = False
    others = []
    for index in range(0, len(parts), 2):
        made = is_made_of(parts[index], issuer)
        if not type_seen and (right := _nearest(parts[index], types, mend=True)):
            parts[index], type_seen = right, True
        elif not body_seen and (right := _nearest(parts[index], bodies, mend=clear and not made)):
            parts[index], body_seen = right, True
        elif not body_seen and type_seen and len(parts) == _TWO_GROUPS:
            body_seen = made or is_made_of(parts[index], f"{issuer} {above}")
            others += [] if body_seen else [parts[index]]
        else:
            others.append(parts[index])
    typed = type_seen or kind in (None, "Công văn")
    return Mended("".join(parts), typed and body_seen, tuple(others))


def _parted(symbol: str, types: tuple[str, ...], bodies: tuple[str, ...]) -> str:
    """A symbol of type and body between which recognition lost the dash, with it."""
    glued = {short + body: f"{short}-{body}" for short in types for body in bodies}
    return glued.get(symbol, symbol)


def _nearest(group: str, wanted: tuple[str, ...], *, mend: bool) -> str | None:
    """The abbreviation that a group is: as spelt, or where it may be mended but for marks or one letter."""
    if group in wanted:
        return group
    if not mend or group in known_abbreviations():
        return None
    same = [short for short in wanted if fold(short) == fold(group)] or [
        short for short in wanted if len(short) == 2 and _undoubled(short) == _undoubled(group)
    ]
    if len(same) == 1:
        return same[0]
    # Nothing is mended into another number: another body may have that one.
    likely = [s for s in wanted if not re.search(r"\d", s) or re.findall(r"\d", s) == re.findall(r"\d", group)]
    near = [s for s in likely if len(s) >= 3 and Levenshtein.distance(fold(s), fold(group), score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and len(group) >= 3 else None


def _undoubled(group: str) -> str:
    """A group without marks and without letters that recognition has twice."""
    return re.sub(r"(.)\1+", r"\1", fold(group))


def _initial(word: str) -> str:
    """What a word gives to a short form: its first letter, the Đ kept; a number whole."""
    if word.isdigit():
        return word
    return word[0].upper() if word[0] in "đĐ" else fold(word[0]).upper()


def is_made_of(group: str, issuer: str | None) -> bool:
    """Whether a symbol's group is made of the initials of an issuer's name: three in a row, or its first and last ones.

    Heads of bodies shorten their names as they like, most often leaving out what many bodies have in common.

    >>> is_made_of("MSC", "CÔNG TY CỔ PHẦN MAY SÔNG CẦU"), is_made_of("BVMC", "BỆNH VIỆN ĐA KHOA KHU VỰC MƯỜNG CHÀ")
    (True, True)
    >>> is_made_of("MSO", "CÔNG TY CỔ PHẦN MAY SÔNG CẦU"), is_made_of("ĐKLC", "ĐẠI HỌC SƯ PHẠM KỸ THUẬT LAI CHÂU")
    (False, False)
    """
    words = re.findall(r"\w+", level_marks(expand(issuer or "")))
    letters = "".join(_initial(word) for word in words if word.lower() not in {"và", "của", "các"})
    if len(group) < 3:
        return False
    if group in letters:
        return True
    # What kind of body it is may be left out at the beginning (TRƯỜNG ĐẠI HỌC is ĐH).
    return len(group) >= 4 and any(
        group[:cut] in letters[: cut + 2] and letters.endswith(group[cut:]) for cut in range(2, len(group) - 1)
    )


@functools.cache
def known_abbreviations() -> frozenset[str]:
    """Every abbreviation that the rules know, of types and of bodies, capitals kept.

    >>> {"UBND", "QĐ", "SNV"} <= known_abbreviations(), "IBND" in known_abbreviations()
    (True, False)
    """
    agencies = load("agencies").tables
    found = {short for rule in load("types").rules for short in rule.extra.get("abbreviations", ())}
    found.update(agencies["abbreviations"], agencies["abbreviations_in_schools"], *agencies["symbol_words"].values())
    return frozenset(found.union(*(entry.abbreviations for entry in directory())))


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
    # Symbols keep the Đ and drop the marks of vowels: Ủy ban is UB.
    letters = [_initial(word) for word in words]
    initials = "".join(letters)
    shorter = re.sub(r"^T(?=ĐH|CĐ|TH|H)", "", initials)
    found += [initials, shorter, "".join(letters[:4]), initials.replace("TPH", "")]
    return tuple(dict.fromkeys(s for s in found if len(s) >= 2))
