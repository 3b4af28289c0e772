"""The name of the issuing body as a register writes it.

Comes in: the printed lines of issuer and parent.  Goes out: a `Name`: ordinary case, abbreviations written out, with
the place or the body above it where the printed name alone is ambiguous (`SỞ Y TẾ` → `Sở Y tế tỉnh …`).  Never more
than the page says: what is added stands in the parent's line, in the signer's, or in the dateline.
"""

import datetime
import re
from dataclasses import dataclass

from extractors.document import Document
from extractors.finding.agencies import Entry, directory, expand, head_of, key, lookup, province_in, province_like
from rules.loader import load
from rules.spelling import fold, level, level_marks

_LOCAL = re.compile(
    r"(?<!\w)(tỉnh|thành phố|tp|huyện|quận|thị xã|tx|xã|phường|thị trấn|đặc khu)\.?\s+(?!ủy|uỷ|đoàn)"
    r"(?!(?<=xã )hội(?:\W*$|\s+(?:chủ|học|hóa|xã|phường|và)(?!\w)|\s*[-,]))(\S.*)$",
    re.IGNORECASE,
)
_BARE_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy")
_COMMITTEE_OF = re.compile(r"(huyện|quận) ủy (\w.*)$", re.IGNORECASE)
_REGION = re.compile(r"(?<!\w)khu vực\s+\w", re.IGNORECASE)
_SMALL = {"và", "của", "các", "cho", "về", "tại", "thuộc", "nhân", "dân", "xã", "huyện", "tỉnh", "thành", "phố", "quận",
          "phường", "thị", "trấn", "ngành"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A register's name; `entry` where the directory knows the body, `guessed` where its place is not in the head."""

    value: str
    entry: Entry | None
    added: str | None = None
    corrected: bool = False
    guessed: bool = False


def register_name(
    issuer: str,
    parent: str | None,
    document: Document,
    *,
    place: str | None = None,
    authority: str | None = None,
    on: datetime.date | None = None,
) -> Name:
    """The register's name of a printed issuer.

    Args:
        issuer: the printed name, its lines joined by blanks.
        parent: the printed lines above it.
        document: for the spelling that the document itself uses in its sentences.
        place: the place of the dateline, used for a department that names no province.
        authority: the line TM. …, which may name the body in full.
        on: the document's date.
    """
    mended, corrected = _mended(issuer)
    plain = ordinary_case(mended, document)
    if authority:
        longer = _longer(plain, authority, document)
        if longer and (parent is None or _names_place(longer)):
            return Name(longer, lookup(longer, on), longer[len(plain) :].strip(), corrected)
    added, guessed = _addition(plain, parent, place, document, on)
    whole = _put_together(plain, added) if added else plain
    entry = lookup(whole, on) or lookup(plain, on)
    return Name(whole, entry, added, corrected, guessed)


def _put_together(plain: str, added: str) -> str:
    """A name with its place; what kind of place it is stands there once.

    >>> _put_together("Thanh tra tỉnh", "tỉnh Lai Châu"), _put_together("Thanh tra", "tỉnh Lai Châu")
    ('Thanh tra tỉnh Lai Châu', 'Thanh tra tỉnh Lai Châu')
    """
    kind, _, rest = added.partition(" ")
    return f"{plain} {rest}" if rest and level(plain).endswith(f" {level(kind)}") else f"{plain} {added}"


def _longer(plain: str, authority: str, document: Document) -> str | None:
    """The name in full, where the signer's line has it: `TM. UBKT QUẬN ĐOÀN …` under `ỦY BAN KIỂM TRA`."""
    kind = head_of(plain)
    body = re.sub(r"^\W*(?:TM|T/M)\W+", "", level_marks(authority))
    if kind is None or not kind.extra.get("dependent") or body == level_marks(authority):
        return None
    full = ordinary_case(re.split(r"\s+(?:KT|K/T|TL)\W", body)[0], document)
    return full if key(full).startswith(key(plain) + " ") else None


def _mended(printed: str) -> tuple[str, bool]:
    """The printed name with the tone marks that recognition lost, where the directory knows one body only."""
    text = " ".join(printed.split())
    if lookup(text) or lookup(text.split(" tỉnh ")[0]):
        return text, False
    known = _by_fold().get(fold(key(text)))
    if known and key(known) != key(text):
        return known, True
    match = _LOCAL.search(level(text))
    if match is None:
        return text, False
    front = text[: match.start()].strip()
    known = _by_fold().get(fold(key(front)))
    kind = text[match.start(1) : match.end(1)]
    # A district or commune may be called like a province but for the marks.
    province = province_like(text[match.start(2) :]) if _kind(kind) in {"tỉnh", "thành phố"} else None
    mended = f"{known or front} {kind} {province.name if province else text[match.start(2) :]}"
    return (mended, True) if key(mended) != key(text) else (text, False)


def _by_fold() -> dict[str, str]:
    """The directory's names without marks, those that one name alone has."""
    found: dict[str, dict[str, str]] = {}
    for entry in directory():
        found.setdefault(fold(key(entry.name)), {}).setdefault(key(entry.name), entry.name)
    return {plain: next(iter(names.values())) for plain, names in found.items() if len(names) == 1}


def _addition(
    plain: str, parent: str | None, place: str | None, document: Document, on: datetime.date | None
) -> tuple[str | None, bool]:
    """What must be added to a name that says too little alone; whether it was not in the head's own lines."""
    kind = head_of(plain)
    if _BARE_COMMITTEE.fullmatch(level(plain)):
        return _committees_place(plain, parent, place, document)
    if kind is not None and is_general(plain) and parent is not None:
        found = _place_above(ordinary_case(_mended(parent)[0], document), on)
        if found or not kind.extra.get("dependent"):
            return _as_in_text(plain, found, document), False
    if kind is None or not kind.extra.get("dependent") or _names_place(plain):
        return None, False
    if parent is None:
        province = province_in(place, on) if place and kind.id == "head.so" else None
        return (province.full, True) if province else (None, False)
    above = ordinary_case(_mended(parent)[0], document)
    last = head_of(above) if kind.id != "head.van_phong" else None
    if last is not None and (last.means in {"government", "department", "council"} or kind.means == "association"):
        match = _LOCAL.search(above)
        if match:
            return f"{_kind(match[1])} {match[2]}", False
    return above, False


def is_general(name: str) -> bool:
    """Whether many places have a unit of this name (Bệnh viện Mắt), so that it says too little alone."""
    return load("agencies").rule("general.unit").search(name) is not None and not _names_place(name)


def _as_in_text(plain: str, place: str | None, document: Document) -> str | None:
    """A place without what kind it is, where the document itself writes the unit's name so."""
    bare = re.sub(r"^(?:tỉnh|thành phố) ", "", place or "")
    return bare if bare and f"{level(plain)} {level(bare)}" in " ".join(level(document.text).split()) else place


def _place_above(above: str, on: datetime.date | None) -> str | None:
    """The place that the body above a unit is named by."""
    match, province = _LOCAL.search(above), province_in(above, on)
    committee = _COMMITTEE_OF.match(above)
    if committee:
        return f"{committee[1].lower()} {committee[2]}"
    return f"{_kind(match[1])} {match[2]}" if match else province.full if province else None


def _committees_place(plain: str, parent: str | None, place: str | None, document: Document) -> tuple[str | None, bool]:
    """Where a Party committee is: its party organisation is printed above it, else the dateline says it."""
    match = _LOCAL.search(ordinary_case(_mended(parent)[0], document)) if parent else None
    if match is None:
        return place, place is not None
    return (f"{_kind(match[1])} {match[2]}" if level(plain).startswith("đảng") else match[2]), False


def _kind(word: str) -> str:
    return {"tp": "thành phố", "tx": "thị xã"}.get(word.lower(), word.lower())


def _names_place(plain: str) -> bool:
    return any(shape.search(plain) for shape in (_LOCAL, _REGION)) or province_in(plain) is not None


def ordinary_case(printed: str, document: Document | None = None) -> str:
    """A printed name in ordinary case, abbreviations written out.

    The directory's spelling is taken first, then the one the document uses in its sentences, then the rule of NĐ 30
    Phụ lục II as far as a machine can apply it.

    >>> ordinary_case("UBND TỈNH LAI CHÂU"), ordinary_case("SỞ NỘI VỤ")
    ('Ủy ban nhân dân tỉnh Lai Châu', 'Sở Nội vụ')
    >>> ordinary_case("KHO BẠC NHÀ NƯỚC LAI CHÂU")
    'Kho bạc Nhà nước Lai Châu'
    >>> ordinary_case("UBND TỈNH ĐỒNG NAI"), ordinary_case("CÔNG TY TNHH MTV MAY A SÀO")
    ('Ủy ban nhân dân tỉnh Đồng Nai', 'Công ty TNHH MTV May A Sào')
    >>> ordinary_case("TRƯỜNG CĐ NGHỀ LONG HẢI")
    'Trường Cao đẳng Nghề Long Hải'
    """
    text = re.sub(r"\s+-\s*|\s*-\s+", " - ", " ".join(printed.split()))
    entry = lookup(text)
    if entry:
        return _as_printed(text, entry)
    own = _as_in_sentences(text, document) if document else None
    return own or _cased(_written_out(text))


def _written_out(text: str) -> str:
    """A name without abbreviations, but for what a company's name has of its form: that is kept as printed."""
    return expand(text, kept=load("agencies").tables["company_forms"]["kept"])


def _as_printed(text: str, entry: Entry) -> str:
    """The directory's spelling with the kind of place that is printed, with none where none is (`KHO BẠC … X`)."""
    if entry.locality is None or not re.search(rf"(?<!\w){re.escape(level(entry.locality))}\W*$", level(text)):
        return entry.name
    front = level(text)[: level(text).rindex(level(entry.locality))]
    kind = re.search(r"(?<!\w)(tỉnh|thành phố|tp\.?)\s*$", front)
    printed = f" {_kind(kind[1].rstrip('.'))} " if kind else " "
    return re.sub(rf" (?:tỉnh|thành phố) (?={re.escape(entry.locality)}$)", printed, entry.name)


def _as_in_sentences(text: str, document: Document) -> str | None:
    """How the document itself writes the name where it is not set in capitals."""
    low = level(text)
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in low.split()) + r"(?!\w)"
    for match in re.finditer(pattern, level(document.text)):
        written = " ".join(document.text[match.start() : match.end()].split())
        if written != written.upper() and written[:1].isupper() and _written_out(written) == written:
            return written
    return None


def _cased(text: str) -> str:
    words = text.split()
    cased: list[str] = []
    for index, word in enumerate(words):
        if not any(c.islower() for c in word) and sum(c.isalpha() for c in word) > 0 and not _is_code(word):
            low = word.lower()
            small = index > 0 and low in _SMALL
            word = low if small else low[:1].upper() + low[1:]
        cased.append(word)
    return _provinces_cased(_phrases_cased(" ".join(cased)))


def _is_code(word: str) -> bool:
    return (
        any(c.isdigit() for c in word)
        or re.fullmatch(r"[IVX]+", word) is not None
        or not re.search(r"[aeiouy]", fold(word))
    )


def _phrases_cased(text: str) -> str:
    """Phrases whose case is known: the kinds of bodies and the fields of departments and ministries."""
    low = level(text)
    taken: list[range] = []
    for phrase in sorted(load("agencies").tables["phrases"]["spelt"], key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(level(phrase))}(?!\w)", low):
            if not any(match.start() < one.stop and one.start < match.end() for one in taken):
                taken.append(range(match.start(), match.end()))
                text = text[: match.start()] + phrase + text[match.end() :]
    return text


def _provinces_cased(text: str) -> str:
    province = province_in(text)
    if province and level(text).endswith(level(province.name)):
        return text[: len(text) - len(province.name)] + province.name
    return text
