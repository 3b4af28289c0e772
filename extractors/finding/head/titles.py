"""Titles of those who sign.

Comes in: a line.  Goes out: which title it begins with; recognition's lost tone marks and spoilt letters before it are
forgiven.  The list is in rules/signing.toml.
"""

import functools
import re

from rapidfuzz.distance import Levenshtein

from extractors.finding.head.restore import title_like
from rules.loader import load
from rules.spelling import fold, level_marks

_DEPUTY = re.compile(r"^(?:pho|p|q|quyen)(?:\s*\.\s*|\s+)")


@functools.cache
def _titles() -> tuple[str, ...]:
    heads = load("signing").tables["titles"]["heads"]
    return tuple(sorted((fold(head) for head in heads), key=len, reverse=True))


def title_in(line: str) -> str | None:
    """The known title with which a line begins, without marks; a deputy's counts as such.

    >>> title_in("PHÓ GIÁM ĐỐC"), title_in("P. HIỆU TRƯỞNG"), title_in("GIÁM ĐÓC"), title_in("KẾ HOẠCH")
    ('pho giam doc', 'pho hieu truong', 'giam doc', None)
    """
    line = re.sub(r"^[a-zà-ỹđ](?=[^\W\d_a-zà-ỹđ]{2})", "", line)
    plain = re.sub(r"\s+", " ", re.sub(r"[^\w\s.]|_", " ", fold(level_marks(line)))).strip(" .")
    deputy = _DEPUTY.match(plain)
    rest = plain[deputy.end() :] if deputy else plain
    squeezed = rest.replace(" ", "")
    for title in _titles():
        if rest == title or rest.startswith(title + " ") or squeezed == title.replace(" ", ""):
            return f"pho {title}" if deputy and not plain.startswith("q") else title
    near = title_like(line) if line.isupper() else None
    return fold(near) if near else None


def without_echo(title: str) -> str:
    """A title without its own words once more behind it: a title stamped over a printed one is read twice.

    >>> without_echo("PHÓ GIÁM ĐỐC GIÁM"), without_echo("K/T CHÁNH VĂN PHÒNG VĂN PHỐNG")
    ('PHÓ GIÁM ĐỐC', 'K/T CHÁNH VĂN PHÒNG')
    >>> without_echo("VỤ TRƯỞNG VỤ TỔ CHỨC"), without_echo("PHÓ GIÁM ĐỐC")
    ('VỤ TRƯỞNG VỤ TỔ CHỨC', 'PHÓ GIÁM ĐỐC')
    """
    words, plain = title.split(), fold(title).split()
    for head in _titles():
        own = head.split()
        for at in range(len(plain) - len(own)):
            rest = plain[at + len(own) :]
            if plain[at : at + len(own)] == own and set(rest) <= set(own):
                return " ".join(words[: at + len(own)])
    return title


def deputys_title(head: str) -> str:
    """The title of a head's deputy, in capitals.

    >>> deputys_title("GIÁM ĐỐC"), deputys_title("BỘ TRƯỞNG")
    ('PHÓ GIÁM ĐỐC', 'THỨ TRƯỞNG')
    """
    return _deputies().get(title_in(head) or "", f"PHÓ {head}")


def deputy_has_own_title(head: str) -> bool:
    """Whether the deputy of a head has a title without the head's in it."""
    return (title_in(head) or "") in _deputies()


def heads_title(deputy: str) -> str | None:
    """The title of the head for whom a deputy signs, in capitals; None where the title is no deputy's.

    >>> heads_title("PHÓ GIÁM ĐỐC"), heads_title("THỨ TRƯỞNG THƯỜNG TRỰC"), heads_title("GIÁM ĐỐC")
    ('GIÁM ĐỐC', 'BỘ TRƯỞNG', None)
    """
    said = title_in(deputy) or ""
    for head, own in load("signing").tables["titles"]["deputies"].items():
        if said.startswith(fold(own)):
            return str(head).upper()
    bare = re.sub(r"^(?:PHÓ|P\.)\s*", "", deputy)
    return bare if bare != deputy else None


def is_deputys(title: str) -> bool:
    """Whether a title is a deputy's, of whatever head."""
    said = title_in(title) or ""
    return said.startswith("pho ") or any(said.startswith(fold(own)) for own in _deputies().values())


@functools.cache
def _deputies() -> dict[str, str]:
    """A head's title without marks → the title of his deputy, in capitals."""
    own = load("signing").tables["titles"]["deputies"]
    return {fold(head): str(deputy).upper() for head, deputy in own.items()}


_SPOILT = re.compile(
    r"[\W_]*(?!(?:KT|TM|TL|TUQ|T/M|K/T|T/L)\W)"
    r"(?:\w{0,3}\W{0,2}[.,:]\s*|(?P<mark>[^\s\d]{1,4})\s+)(?P<title>\w.{4,30}?)[\W\d_]*$"
)


def spoilt_authority(text: str) -> str | None:
    """A head's title behind a few spoilt letters: `KT.` by hand before what is printed.

    >>> spoilt_authority("ZT, GIÁM ĐỐC"), spoilt_authority("VEL GIÁM ĐÓC"), spoilt_authority("KT. GIÁM ĐỐC")
    ('KT. GIÁM ĐỐC', 'KT. GIÁM ĐỐC', None)
    >>> spoilt_authority("PHÓ GIÁM ĐỐC"), spoilt_authority("PRÓ GIÁM ĐỐC"), spoilt_authority("TỔNG GIÁM ĐỐC")
    (None, None, None)
    """
    match = _SPOILT.match(text)
    title = title_like(match["title"]) if match and not title_like(text) else None
    if match is None or title is None or title.startswith("PHÓ") or _is_word_of_titles(match["mark"] or ""):
        return None
    return f"KT. {title}"


def _is_word_of_titles(mark: str) -> bool:
    """Whether what stands before a title is a word of its own (Tổng, Phó), or one that is hardly spoilt."""
    plain = fold("".join(c for c in mark if c.isalpha()))
    return len(plain) > 2 and any(Levenshtein.distance(plain, word) < 2 for word in ("pho", "tong", "quyen", "chi"))
