"""Names of bodies in running text: where one begins and ends, and how an enumeration of them is parted.

Comes in: a `Reading` and the token where a name may begin.  Goes out: `Name`s with offsets into the reading's text, and
the token behind them.  `Sở Tài chính, Sở Kế hoạch và Đầu tư, UBND các huyện` is three; `các sở, ban, ngành` is one.
"""

from dataclasses import dataclass, replace

from extractors.finding.bodies_ends import act_follows, end_of_clause, ends_before, is_inside_word
from extractors.finding.bodies_spelling import respelt
from extractors.finding.language import Reading, Term, Token
from rules.loader import load
from rules.spelling import level

_LONGEST_NAME = 40  # tokens
_MISREAD_FOR = {"đê", "đẻ"}  # recognition's readings of `để`
_ROMAN = set("ivxlcdm")
_CLASSES = ("head.class", "head.locality")


@dataclass(frozen=True, slots=True)
class Name:
    """One body or class of bodies; `head` is the word that an enumeration says only once (`các Sở: A, B`)."""

    start: int
    end: int
    head: str = ""
    bare: bool = False
    plural: bool = False

    def value(self, text: str) -> str:
        """The name in one line, as written, with a head said before the enumeration."""
        written = respelt(" ".join(text[self.start : self.end].split()).strip(" ,;:.-–"))
        return f"{self.head} {written}" if self.head else written


def begins_name(reading: Reading, index: int) -> bool:
    """Whether a name of a body may begin at a token."""
    at = _head_index(reading, index)
    if at is None or _is_act(reading, index, at):
        return False
    return _head(reading, at) is not None or _is_abbreviation(reading.tokens[at])


def _is_act(reading: Reading, index: int, at: int) -> bool:
    """`Tổ chức hội nghị`, `Thống kê số liệu`: a word that begins names and acts is an act unless a name's word follows.

    At the beginning of a sentence a capital tells nothing, elsewhere it does.
    """
    head, verb = _head(reading, at), reading.term(at, "verb.duty")
    if at != index or head is None or verb is None or head.behind > verb.behind:
        return False
    begins = at == 0 or reading.tokens[at - 1].text in {".", ";", ":"}
    if reading.tokens[at].capital and not begins:
        return False
    following = reading.tokens[verb.behind] if verb.behind < len(reading.tokens) else None
    if following is None:
        return False
    if following.text == ",":
        return reading.term(verb.behind + 1, "verb.duty") is not None
    named = reading.term(verb.behind, "head.") or (head.rule == "head.person" and _says_who(reading, verb.behind))
    return following.text.isalnum() and not named


def _says_who(reading: Reading, at: int) -> bool:
    return reading.tokens[at].capital or reading.tokens[at].text == "và" or reading.term(at, "determiner") is not None


def names_at(reading: Reading, index: int) -> tuple[list[Name], int]:
    """The enumeration of bodies that begins at a token, and the index of the token behind it.

    >>> from extractors.finding.language import read
    >>> text = "Sở Tài chính, Sở Kế hoạch và Đầu tư, UBND các huyện, thị xã chủ trì rà soát"
    >>> [name.value(text) for name in names_at(read(text), 0)[0]]
    ['Sở Tài chính', 'Sở Kế hoạch và Đầu tư', 'UBND các huyện, thị xã']
    """
    found: list[Name] = []
    behind = index
    while index < len(reading.tokens) and begins_name(reading, index):
        name, behind = _name(reading, index)
        found = _joined(reading, found, name)
        shared = _shared_head(reading, name, behind)
        if shared:
            names, behind = shared
            found = [*found[:-1], *names]
        following = _separator(reading, behind)
        if following is None:
            break
        index = following
    return found, behind


def _head_index(reading: Reading, index: int) -> int | None:
    """The token of the name's first own word, behind `các`, `toàn thể`, `đồng chí` …"""
    for _ in range(3):
        if index >= len(reading.tokens):
            return None
        if _head(reading, index):
            return index
        term = reading.term(index, "determiner")
        if term is None:
            return index
        index = term.behind
    return index if index < len(reading.tokens) else None


def _head(reading: Reading, index: int) -> Term | None:
    head = reading.term(index, "head.")
    compound = reading.term(index, "none.")
    return None if head is None or (compound is not None and _spelt(reading, compound, head)) else head


def _spelt(reading: Reading, compound: Term, head: Term) -> bool:
    """`bản chính` is no body, but `Ban Chính sách` is: tone marks decide where the head has its own."""
    own = level(reading.text[compound.start : compound.end]) in load("bodies").rule("none.compound").words
    exact = level(reading.text[head.start : head.end]) in load("bodies").rule(head.rule).words
    return compound.behind >= head.behind and (own or not exact)


def _is_abbreviation(token: Token) -> bool:
    """`VNPT`, `BVĐK`: capitals without tone marks, and no Roman number."""
    word = token.written
    plain = word.replace("Đ", "D")
    return len(word) >= 2 and plain.isascii() and word.isupper() and word.isalpha() and not set(word.lower()) <= _ROMAN


def _separator(reading: Reading, index: int) -> int | None:
    """The token behind `,`, `;`, `và`, `cùng`, where another name begins there."""
    at = index
    while (
        at < len(reading.tokens) and at - index < 3 and reading.tokens[at].text in {",", ";", "và", "&", "cùng", "hoặc"}
    ):
        at += 1
    return at if at > index and begins_name(reading, at) else None


def _name(reading: Reading, index: int) -> tuple[Name, int]:
    start = reading.tokens[index].start
    at = _head_index(reading, index)
    head_at = index if at is None else at
    plural = head_at > index
    head = _head(reading, head_at)
    behind = head.behind if head else head_at + 1
    end, bare = _walk(reading, behind, head_at)
    if plural:
        end = end_of_clause(reading, end)
    alone = bare and head is not None and head.rule != "head.person"
    name = Name(start, reading.tokens[end - 1].end, bare=alone, plural=plural)
    return name, _behind_brackets(reading, end)


def _walk(reading: Reading, index: int, head_at: int) -> tuple[int, bool]:
    """Go right while words still belong to the name; say whether nothing but the head stood there."""
    at, first, linked = index, index, False
    while at < min(len(reading.tokens), first + _LONGEST_NAME):
        atomic = _atomic(reading, at, near=at <= first + 3)
        if atomic and not ends_before(reading, at, atomic):
            linked = linked or atomic.rule == "link"
            at = atomic.behind
            continue
        step = _step(reading, at, linked=linked or _tall(reading, head_at), proper=_tall(reading, head_at))
        if step == 0 or (at > head_at + 1 and act_follows(reading, at, head_at)):
            break
        at += step
    while at > first and reading.tokens[at - 1].text in {"và", ",", "-", "&", "/"}:
        at -= 1
    return at, at == first


def _atomic(reading: Reading, at: int, *, near: bool) -> Term | None:
    """The longest phrase here that belongs to names: a field, a link, or next to the head a verb-like word."""
    kinds = ("field", "link", "inside") if near else ("field", "link")
    found = [term for kind in kinds if (term := reading.term(at, kind))]
    return max(found, key=lambda term: term.behind, default=None)


def _tall(reading: Reading, head_at: int) -> bool:
    """A proper name (`Sở`, `Phòng`): what follows in capitals belongs to it."""
    return reading.tokens[head_at].capital


def _step(reading: Reading, at: int, *, linked: bool, proper: bool) -> int:
    """How many tokens from here still belong to the name; 0 where it ends."""
    token = reading.tokens[at]
    following = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
    if token.text in {"-", "/", "&"}:
        return 1 if following and (following.capital or token.text == "/") else 0
    if token.text in {",", "và"}:
        return _over_comma(reading, at, linked=linked)
    if token.text == "trong" and following and (following.capital or following.text == "toàn"):
        return 2
    if not token.text[:1].isalnum() or (token.text in _MISREAD_FOR and not token.capital):
        return 0
    if token.text == "số" and following and following.text[:1].isdigit():
        return 0
    if token.capital:
        whole = _head(reading, at) or reading.term(at, "verb.duty")
        return whole.behind - at if whole else 1
    if is_inside_word(reading, at):
        return 1
    if reading.term(at, "verb.") or reading.term(at, "order.") or reading.term(at, "happens"):
        return 0
    inner = _head(reading, at)
    if inner and inner.behind - inner.first > 1:
        return inner.behind - at
    return 0 if not proper and not inner and reading.tag_at(token.start)[:1] == "V" else 1


def _over_comma(reading: Reading, at: int, *, linked: bool) -> int:
    """`Văn hóa, Thể thao và Du lịch` is one name: capitals go on over a comma or `và` unless a new head begins."""
    if at + 1 >= len(reading.tokens) or begins_name(reading, at + 1):
        return 0
    following = reading.tokens[at + 1]
    if reading.tokens[at].text == "và":
        verb = reading.term(at + 1, "verb.")
        return 1 if following.capital or (verb is None and reading.tag_at(following.start)[:1] == "N") else 0
    return 1 if linked and following.capital and reading.term(at + 1, "order.") is None else 0


def _behind_brackets(reading: Reading, index: int) -> int:
    """The token behind a short remark in brackets; it belongs to the name before it and is no part of its text."""
    if index < len(reading.tokens) and reading.tokens[index].text == "(":
        for at in range(index + 1, min(index + 20, len(reading.tokens))):
            if reading.tokens[at].text == ")":
                return at + 1
    return index


def _joined(reading: Reading, found: list[Name], name: Name) -> list[Name]:
    """A class goes on with bare classes: `các sở, ban, ngành` is one entry, a semicolon parts."""
    if not found or not _goes_on(reading, found[-1], name):
        return [*found, name]
    return [*found[:-1], replace(found[-1], end=name.end)]


def _goes_on(reading: Reading, last: Name, name: Name) -> bool:
    between = reading.text[last.end : name.start]
    if ";" in between or name.plural:
        return False
    first = reading.token_at(name.start)
    head = _head(reading, first)
    if head is None or reading.tokens[first].capital:
        return False
    several = "các" in reading.text[last.start : last.end].lower().split()
    in_class = last.plural or last.bare or (several and head.rule == "head.class")
    return (several and head.rule == "head.locality") or (
        in_class and (name.bare or head.rule in _CLASSES or head.rule == "head.organ")
    )


def _shared_head(reading: Reading, name: Name, behind: int) -> tuple[list[Name], int] | None:
    """`các Sở: Nội vụ, Tài chính`: each gets the head that is said once."""
    if behind >= len(reading.tokens) - 1 or reading.tokens[behind].text != ":":
        return None
    words = reading.text[name.start : name.end].split()
    following = reading.tokens[behind + 1]
    if (
        not words
        or "các" not in [w.lower() for w in words]
        or len(words) > 6
        or not following.capital
        or begins_name(reading, behind + 1)
    ):
        return None
    head = " ".join(word for word in words if word.lower() not in {"các", "những"})
    names, at = _listed(reading, behind + 1, head)
    return (names, at) if len(names) > 1 else None


def _listed(reading: Reading, index: int, head: str) -> tuple[list[Name], int]:
    """Capitalised names parted by commas, up to a semicolon, a verb or another head."""
    names: list[Name] = []
    at = start = index
    while at < len(reading.tokens):
        token = reading.tokens[at]
        field = reading.term(at, "field")
        if field:
            at = field.behind
        elif token.text in {",", "và"} and at > start:
            names.append(Name(reading.tokens[start].start, reading.tokens[at - 1].end, head))
            at = start = at + 1
            if at >= len(reading.tokens) or not reading.tokens[at].capital or begins_name(reading, at):
                return names, at - 1
        elif token.capital or (at > start and token.text.isalpha() and not reading.term(at, "verb.")):
            at += 1
        else:
            break
    if at > start:
        names.append(Name(reading.tokens[start].start, reading.tokens[at - 1].end, head))
    return names, at
