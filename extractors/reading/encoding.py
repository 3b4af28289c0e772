"""Texts in the old encodings TCVN3 (ABC) and VNI become Unicode, run by run.

Comes in: the text of a run as cp1252 shows it, and the name of its font where that is known.  Goes out: the text as
it was drawn.  A font name decides where there is one; without it only a text that becomes Vietnamese by decoding.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

from extractors.reading.syllables import is_syllable
from rules.loader import load

Encoding = Literal["tcvn3", "vni"]
LEAST_WORDS = 3
LEAST_SHARE = 0.8
_OLD_LETTER = re.compile("[\u00a1-\u00ff]")
# Letters that no one-byte font shows: where they stand, the run is Unicode whatever its font is called.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_OLD_WORD = re.compile("[A-Za-z\u00a1-\u00ff]*[\u00a1-\u00ff][A-Za-z\u00a1-\u00ff]*")
_DOUBLED = re.compile("([AEIOUYÂÊÔĂƠƯ])([à-ỹ])")


@functools.cache
def _named(font: str) -> tuple[Encoding | None, bool]:
    """The encoding that a font's name tells, and whether the font draws capitals only."""
    rules = load("encodings")
    capitals = rules.rule("font.capitals").search(font) is not None
    if rules.rule("font.tcvn3").search(font):
        return "tcvn3", capitals
    return ("vni", False) if rules.rule("font.vni").search(font) else (None, False)


def is_old(font: str | None) -> bool:
    """Whether the font's name is one of an old encoding.

    >>> is_old(".VnTimeH"), is_old("VNI-Times"), is_old("Times New Roman"), is_old(None)
    (True, True, False, False)
    """
    return bool(font) and _named(font or "")[0] is not None


@functools.cache
def _letters(encoding: Encoding) -> Mapping[str, str]:
    letters: dict[str, str] = {}
    for letter, codes in load("encodings").tables[encoding].items():
        code = bytes.fromhex(codes).decode("latin-1")
        letters[code] = letter
        if encoding == "vni":
            capital = "".join(chr(ord(char) - 0x20) for char in code)
            letters[capital] = letter.upper()
            letters.setdefault(capital[0] + code[1:], letter.upper())
            letters.setdefault(code[0] + capital[1:], letter)
    return letters


@functools.cache
def _pattern(encoding: Encoding) -> re.Pattern[str]:
    codes = sorted(_letters(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, codes)))


def decode(text: str, encoding: Encoding) -> str:
    r"""Decode a text that is known to be in the encoding.

    >>> decode("Uû ban nh©n d©n tØnh, qu\u00adu ®iÖn", "tcvn3")
    'Uỷ ban nhân dân tỉnh, quưu điện'
    >>> decode("Coäng hoøa xaõ hoäi, ñöôøng", "vni")
    'Cộng hòa xã hội, đường'
    """
    letters = _letters(encoding)
    decoded = _pattern(encoding).sub(lambda match: letters[match[0]], text)
    return _DOUBLED.sub(_one_capital, decoded) if encoding == "tcvn3" else decoded


def _one_capital(match: re.Match[str]) -> str:
    """Converters write a toned capital as the capital and the toned small letter; that is one letter."""
    capital, small = match[1], match[2]
    if unicodedata.normalize("NFD", small)[0].upper() == unicodedata.normalize("NFD", capital)[0]:
        return small.upper()
    return match[0]


def decode_run(text: str, font: str | None) -> str:
    """The text of a run as it was drawn: decoded where its font or its own marks say that it is old.

    >>> decode_run("céng hßa", ".VnTimeH"), decode_run("Cộng hoà", ".VnTime"), decode_run("5 µm", None)
    ('CỘNG HÒA', 'Cộng hoà', '5 µm')
    """
    encoding, capitals = _named(font) if font else (None, False)
    if encoding is None:
        encoding = told_by_marks(text) if _OLD_LETTER.search(text) else None
        return decode(text, encoding) if encoding else text
    if not _UNICODE.search(text):
        decoded = decode(text, encoding)
    else:  # typed in Unicode with an old font chosen: only words that are none as they stand can be old
        decoded = _OLD_WORD.sub(functools.partial(_mended, encoding), text)
    return decoded.upper() if capitals else decoded


def _mended(encoding: Encoding, match: re.Match[str]) -> str:
    word = match[0]
    if len(word) < 2 or is_syllable(word):
        return word
    decoded = decode(word, encoding)
    return decoded if is_syllable(decoded) else word


def told_by_marks(text: str) -> Encoding | None:
    """The encoding in which most of the strange words of a text become Vietnamese syllables, if there is one.

    >>> told_by_marks("ViÖc thùc hiÖn kÕ ho¹ch n¨m"), told_by_marks("Vieäc thöïc hieän keá hoaïch")
    ('tcvn3', 'vni')
    >>> told_by_marks("Résumé, café, µm, © 2020"), told_by_marks("Hà Nam là nơi có chú ý")
    (None, None)
    """
    if _UNICODE.search(text):
        return None
    words = [word for word in _OLD_WORD.findall(text) if len(word) > 1]
    strange = [word for word in words if not is_syllable(word)]
    if len(strange) < LEAST_WORDS:
        return None
    candidates: tuple[Encoding, ...] = ("tcvn3", "vni")
    share = {one: sum(is_syllable(decode(word, one)) for word in words) / len(words) for one in candidates}
    best = max(candidates, key=lambda one: share[one])
    return best if share[best] >= LEAST_SHARE else None
