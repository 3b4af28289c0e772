"""Level the spellings that one document mixes, without moving a single character.

Comes in: text in any spelling.  Goes out: a text of the same length, so that an offset into one is an offset
into the other.
"""

import functools
import re
import unicodedata

# Tone marks on open oa, oe, uy are placed on either vowel (uỷ = ủy, hoà = hòa); official texts mix both, even within
# NĐ 30/2020/NĐ-CP.  `qu` is a consonant, so quý keeps its y.
_OPEN_PAIRS = {
    new: old
    for bases, marked in (
        ("oa", ("òa", "óa", "ỏa", "õa", "ọa")),
        ("oe", ("òe", "óe", "ỏe", "õe", "ọe")),
        ("uy", ("ùy", "úy", "ủy", "ũy", "ụy")),
    )
    for old in marked
    for new in [unicodedata.normalize("NFC", bases + unicodedata.normalize("NFD", old)[1])]
}
_OPEN = re.compile(
    r"(?<!q)(" + "|".join(sorted(_OPEN_PAIRS)) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\n\t\r\f\v", " "),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‘’‛`´", "'"),
        "Ð": "Đ",
        "Ɖ": "Đ",
        "ð": "đ",
    }
)


def _move_tone(match: re.Match[str]) -> str:
    written = match.group(1)
    old = _OPEN_PAIRS[written.lower()]
    return "".join(o.upper() if w.isupper() else o for o, w in zip(old, written, strict=True))


@functools.lru_cache(256)
def level_marks(text: str) -> str:
    """Level tone-mark placement, dashes, quotes and blanks; the case stays.

    Expects NFC.  Every character stays at its offset.

    >>> level_marks("UỶ BAN – hoà giải, quý I")
    'ỦY BAN - hòa giải, quý I'
    """
    return _OPEN.sub(_move_tone, text.translate(_SAME))


@functools.lru_cache(256)
def level(text: str) -> str:
    r"""Level like `level_marks`, in lower case; every character stays at its offset.

    >>> level("Trước ngày 15/6,\nUỶ ban")
    'trước ngày 15/6, ủy ban'
    """
    kept = level_marks(text)
    low = kept.lower()
    # One letter (İ) becomes two in lower case.
    return low if len(low) == len(kept) else "".join(c if len(c.lower()) != 1 else c.lower() for c in kept)


def fold(text: str) -> str:
    """Strip every diacritic, for searching as people type without tone marks.

    >>> fold("Đảng uỷ Khối"), fold("GÐ")
    ('dang uy khoi', 'gd')
    """
    # Fonts and recognition have the Icelandic ð, which looks like the Vietnamese letter.
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
