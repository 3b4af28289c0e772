"""The directory of bodies: who a printed name is, on a given day.

Comes in: a name as it stands on a page, and a date.  Goes out: an `Entry`, or None for a body the directory does not
know.  The knowledge is in rules/agencies.toml and rules/provinces.toml.
"""

import datetime
import functools
import re
from collections.abc import Collection
from dataclasses import dataclass

from rules.loader import Rule, load
from rules.spelling import fold, level, level_marks


@dataclass(frozen=True, slots=True)
class Entry:
    """One body of the directory; `locality` is the province of a body that every province has.

    `valid_from` is the first day, `valid_until` the first day on which it no longer exists; None is open.
    """

    id: str
    name: str
    level: str
    parent: str | None = None
    locality: str | None = None
    abbreviations: tuple[str, ...] = ()
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    def valid(self, on: datetime.date | None) -> bool:
        """Whether the body existed on that day; without a day any body counts."""
        if on is None:
            return True
        return not (self.valid_from and on < self.valid_from) and not (self.valid_until and on >= self.valid_until)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city with its days of validity and other spellings."""

    name: str
    kind: str
    code: str
    spellings: tuple[str, ...]
    seat: str | None
    valid_from: datetime.date | None
    valid_until: datetime.date | None

    def valid(self, on: datetime.date | None) -> bool:
        """Whether it existed on that day; without a day any counts."""
        if on is None:
            return True
        return not (self.valid_from and on < self.valid_from) and not (self.valid_until and on >= self.valid_until)

    @property
    def full(self) -> str:
        """The name with its kind, as it stands in a body's name."""
        return f"{self.kind} {self.name}"


@functools.cache
def provinces() -> tuple[Province, ...]:
    """All provinces that ever were, the present ones last."""
    return tuple(
        Province(
            name=item["name"],
            kind=item["kind"],
            code=item["code"],
            spellings=tuple(item.get("spellings", ())),
            seat=item.get("seat"),
            valid_from=item.get("from"),
            valid_until=item.get("until"),
        )
        for item in load("provinces").tables["province"]
    )


def key(text: str) -> str:
    """What of a name is compared: levelled words with abbreviations written out, no punctuation.

    >>> key("UBND Tỉnh Lai Châu") == key("Uỷ ban nhân dân tỉnh  LAI CHÂU")
    True
    """
    return " ".join(re.findall(r"\w+", level(expand(text))))


@functools.cache
def _abbreviations(table: str) -> dict[str, str]:
    return {level_marks(short): long for short, long in load("agencies").tables[table].items()}


_TOKEN = re.compile(r"[^\W_]+(?:[&.\-][^\W_]+)*\.?|&")


def expand(text: str, *, kept: Collection[str] = ()) -> str:
    """Write out the abbreviations that offices use in names but those `kept`; all else stays as it is.

    >>> expand("UBND TỈNH LAI CHÂU"), expand("BCH LĐLĐ huyện")
    ('Ủy ban nhân dân TỈNH LAI CHÂU', 'Ban Chấp hành Liên đoàn Lao động huyện')
    """
    table = _abbreviations("abbreviations")
    marked = level_marks(text)
    school = re.search(r"(?<!\w)(?:trường|đh|đại học|cao đẳng|học viện)(?!\w)", marked.lower()) is not None
    more = _abbreviations("abbreviations_in_schools") if school else {}

    def written_out(match: re.Match[str]) -> str:
        word = match.group()
        for short in (word, word.rstrip("."), word.upper() if len(word) <= 3 and word.endswith(".") else word):
            if short not in kept and (short in table or short in more):
                return table.get(short) or more[short]
        return text[match.start() : match.end()]

    return _TOKEN.sub(written_out, marked) if marked else text


def head_of(name: str) -> Rule | None:
    """The entry that says what kind of body a printed name begins with."""
    for rule in load("agencies").group("head."):
        if rule.search(name):
            return rule
    return None


def province_in(name: str, on: datetime.date | None = None) -> Province | None:
    """The province that a text names (at its end, or as the whole), valid on that day where there is one.

    >>> found = province_in("Sở Y tế tỉnh Lai Châu")
    >>> found.name if found else None
    'Lai Châu'
    """
    words = " ".join(re.findall(r"\w+", level(name)))
    best: Province | None = None
    for province in provinces():
        for spelling in (province.name, *province.spellings):
            wanted = " ".join(re.findall(r"\w+", level(spelling)))
            if re.search(rf"(?<!\w){re.escape(wanted)}$", words) and (best is None or province.valid(on)):
                longer = best is None or len(province.name) >= len(best.name) or not best.valid(on)
                best = province if longer else best
    return best


def province_like(name: str) -> Province | None:
    """The one province whose name is the same but for tone marks, as recognition leaves them; None if unsure."""
    wanted = _folded_words(name)
    found = {p.name: p for p in provinces() if wanted in map(_folded_words, (p.name, *p.spellings))}
    return next(iter(found.values())) if len(found) == 1 else None


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@functools.cache
def directory() -> tuple[Entry, ...]:
    """Every body of the directory, the local ones without their place."""
    return tuple(
        Entry(
            id=item["id"],
            name=item["name"],
            level=item["level"],
            abbreviations=tuple(item.get("abbreviations", ())),
            valid_from=item.get("from"),
            valid_until=item.get("until"),
        )
        for item in load("agencies").tables["body"]
    )


@functools.cache
def _by_key() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in directory():
        found.setdefault(key(entry.name), []).append(entry)
    return found


@functools.cache
def _local_ids() -> frozenset[str]:
    return frozenset(item["id"] for item in load("agencies").tables["body"] if item.get("local"))


def lookup(name: str, on: datetime.date | None = None) -> Entry | None:
    """The body of that name on that day, or None where the directory does not know it.

    A body that every province has is found with its province (`Sở Y tế tỉnh Lai Châu`) or, named alone, without.

    >>> entry = lookup("UBND tỉnh Lai Châu")
    >>> (entry.id, entry.locality) if entry else None
    ('ubnd.lai-chau', 'Lai Châu')
    >>> lookup("Công ty Cổ phần Không Ai Biết") is None
    True
    """
    wanted = key(name)
    for entry in _by_key().get(wanted, ()):
        if entry.valid(on):
            return entry
    province = province_in(name, on)
    if province is None or not province.valid(on):
        return None
    rest = re.sub(r"\s*(?:tỉnh|thành phố|tp)?\s*$", "", wanted[: len(wanted) - len(_tail(wanted, province))])
    for entry in _by_key().get(rest, ()):
        if entry.id in _local_ids() and entry.valid(on):
            return _placed(entry, province)
    return None


def names_one_body(name: str) -> bool:
    """Whether a printed name is wholly that of one body of the directory, not of one that every province has.

    >>> [names_one_body(name) for name in ("BỘ NỘI VỤ", "SỞ NỘI VỤ TỈNH LAI CHÂU", "SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN")]
    [True, True, False, False]
    """
    entry = lookup(name)
    return entry is not None and (entry.locality is not None or entry.id not in _local_ids())


def _tail(wanted: str, province: Province) -> str:
    tails = (" ".join(re.findall(r"\w+", level(s))) for s in (province.name, *province.spellings))
    return max((tail for tail in tails if wanted.endswith(tail)), key=len, default="")


def _placed(entry: Entry, province: Province) -> Entry:
    starts = [day for day in (entry.valid_from, province.valid_from) if day]
    ends = [day for day in (entry.valid_until, province.valid_until) if day]
    joint = province.name if re.search(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|Đoàn)$", entry.name) else province.full
    return Entry(
        id=f"{entry.id}.{fold(province.name).replace(' - ', '-').replace(' ', '-')}",
        name=f"{entry.name} {joint}",
        level=entry.level,
        parent=None if entry.id == "ubnd" else f"ubnd.{fold(province.name).replace(' - ', '-').replace(' ', '-')}",
        locality=province.name,
        abbreviations=entry.abbreviations,
        valid_from=max(starts, default=None),
        valid_until=min(ends, default=None),
    )
