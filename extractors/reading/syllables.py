"""How Vietnamese a text is: the share of its words that are syllables of the language.

A text layer with a broken font, or of an OCR without tone marks, is told by this and by nothing else.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from rules.loader import load
from rules.spelling import fold, level, level_marks

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = ("c", "ch", "p", "t")
_LONGEST = 7
"""Letters of the longest syllable: nghiêng."""
_LIKE = 0.84
"""So much of a title is left where a letter or two were misread."""


def has_tone(word: str) -> bool:
    """Whether a word bears one of the five tone marks; hats, horns and breves are none.

    >>> has_tone("QUÁN"), has_tone("QUÂN")
    (True, False)
    """
    return any(c in _TONES for c in unicodedata.normalize("NFD", word))


@functools.lru_cache(8192)
def is_syllable(word: str) -> bool:
    """Whether the word is spelt as a Vietnamese syllable, tone included (rules/syllables.toml).

    >>> [is_syllable(w) for w in ("nghiêng", "QUYẾT", "thuở", "wqrt", "hoach")]
    [True, True, True, False, True]
    """
    plain = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", "".join(c for c in plain if c not in _TONES))
    if sum(c in _TONES for c in plain) > 1:
        return False
    return load("syllables").rule("syllable").pattern.fullmatch(toneless) is not None


def lacks_tone(word: str) -> bool:
    """Whether a syllable that ends in a stop (c, ch, p, t) bears no tone mark, as none does in Vietnamese: it lost one.

    >>> lacks_tone("kêt"), lacks_tone("kết"), lacks_tone("kê"), lacks_tone("Website")
    (True, False, False, False)
    """
    return is_syllable(word) and word.lower().endswith(_STOPS) and not has_tone(word)


def glued_syllables(word: str) -> list[str]:
    """The syllables that ran together into one word with marks; none where it is one, or may be parted in two ways.

    The fewest, each of two letters or more.

    >>> glued_syllables("Thôngtưsố"), glued_syllables("dựtuyển"), glued_syllables("nghiệpp"), glued_syllables("Website")
    (['Thông', 'tư', 'số'], [], [], [])
    """
    if not has_marks(word) or is_syllable(word):
        return []
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        found = [
            [*before, word[at:end]]
            for at in range(max(0, end - _LONGEST), end - 1)
            if is_syllable(word[at:end])
            for before in ways[at]
        ]
        fewest = min(map(len, found), default=0)
        ways.append([way for way in found if len(way) == fewest][:2])
    return ways[-1][0] if len(ways[-1]) == 1 else []


def is_borrowed(word: str) -> bool:
    """Whether a word is one that official texts have borrowed as it is spelt.

    >>> is_borrowed("Website"), is_borrowed("Wensite")
    (True, False)
    """
    return load("syllables").rule("borrowed").pattern.fullmatch(word.lower()) is not None


@functools.cache
def _of_names() -> frozenset[str]:
    tables = load("signing").tables["names"]
    return frozenset(level_marks(name).capitalize() for key in ("surnames", "given") for name in tables[key])


def is_of_names(word: str) -> bool:
    """Whether names of people are made of this syllable (rules/signing.toml).

    >>> is_of_names("Tuấn"), is_of_names("TUẤN"), is_of_names("Tuần")
    (True, True, False)
    """
    return level_marks(word).capitalize() in _of_names()


@functools.cache
def surnames() -> tuple[str, ...]:
    """Surnames as they are listed, the commonest first, without rare ones (rules/signing.toml).

    >>> surnames()[:3]
    ('Nguyễn', 'Trần', 'Lê')
    """
    return tuple(level_marks(name) for name in load("signing").tables["names"]["surnames"])


@functools.cache
def given_syllables() -> tuple[str, ...]:
    """Syllables of middle and given names, each once (rules/signing.toml).

    >>> "Trúc" in given_syllables(), "Nguyễn" in given_syllables()
    (True, False)
    """
    return tuple(dict.fromkeys(level_marks(name) for name in load("signing").tables["names"]["given"]))


def is_surname(word: str) -> bool:
    """Whether a syllable, spelt so, is a known surname that is not rare.

    >>> is_surname("TRẦN"), is_surname("Trân")
    (True, False)
    """
    return level_marks(word).capitalize() in surnames()


def is_rare_surname(word: str) -> bool:
    """Whether a syllable, spelt so, is a surname that few bear (rules/signing.toml).

    >>> is_rare_surname("Biện"), is_rare_surname("Trần")
    (True, False)
    """
    return level_marks(word).capitalize() in _rare_surnames()


@functools.cache
def _rare_surnames() -> frozenset[str]:
    return frozenset(level_marks(name) for name in load("signing").tables["names"]["rare"])


def has_twin_in_names(word: str) -> bool:
    """Whether names have another syllable of the same letters, so that its marks may be misread.

    >>> has_twin_in_names("Tuần"), has_twin_in_names("Nương"), has_twin_in_names("Tuấn")
    (True, False, False)
    """
    return not is_of_names(word) and fold(word) in _folded_of_names()


@functools.cache
def _folded_of_names() -> frozenset[str]:
    return frozenset(fold(name) for name in _of_names())


@functools.cache
def _of_titles() -> frozenset[str]:
    agencies, heads = load("agencies").tables, load("signing").tables["titles"]["heads"]
    phrases = [*heads, *agencies["phrases"]["spelt"], *agencies["restored"]["words"], "Phó", "TM", "KT", "TL", "TUQ"]
    return frozenset(word.lower() for phrase in phrases for word in level_marks(phrase).split())


def is_of_titles(word: str) -> bool:
    """Whether titles of those who sign, or names of bodies, are made of this word (rules/signing.toml, agencies.toml).

    >>> is_of_titles("TRƯỞNG"), is_of_titles("KT."), is_of_titles("KƯỞNG")
    (True, True, False)
    """
    return level_marks(word).strip(".,").lower() in _of_titles()


def is_like_title(words: Iterable[str]) -> bool:
    """Whether words are, but for a letter or two, a title of those who sign (rules/signing.toml).

    >>> [is_like_title(words.split()) for words in ("Trưởng phbng", "Phó Chánh Văn phnq", "Hà Văn Phong")]
    [True, True, False]
    """
    said = fold(" ".join(words))
    return any(Levenshtein.normalized_similarity(said, title) >= _LIKE for title in titles())


@functools.cache
def titles() -> dict[str, str]:
    """The titles of heads and their deputies in small letters, by their letters without marks (rules/signing.toml).

    >>> titles()["pho giam doc"]
    'phó giám đốc'
    """
    heads = [level(head) for head in load("signing").tables["titles"]["heads"]]
    return {fold(title): title for head in heads for title in (head, f"phó {head}")}


def has_marks(word: str) -> bool:
    """Whether a letter of the word carries a mark that only Vietnamese spelling gives it.

    >>> has_marks("đất"), has_marks("nam")
    (True, False)
    """
    return any(ord(c) > 0x7F for c in word)


def mark_count(word: str) -> int:
    """How many marks the letters of a word bear: hats, horns, breves, tones and the bar of đ.

    >>> mark_count("đất"), mark_count("năm"), mark_count("nam")
    (3, 1, 0)
    """
    return sum(unicodedata.combining(c) > 0 or c in "đĐ" for c in unicodedata.normalize("NFD", word))


def shares(words: Iterable[str]) -> tuple[float, float, int]:
    """Share of Vietnamese syllables, share of words with marks, and how many words were looked at.

    Words of one letter, and tokens without letters, are not looked at.

    >>> shares(["Căn", "cứ", "12/2020", "Luật"])
    (1.0, 1.0, 3)
    """
    looked = [part for word in words for part in _LETTERS.findall(word) if len(part) > 1]
    if not looked:
        return 0.0, 0.0, 0
    good = sum(is_syllable(word) for word in looked)
    marked = sum(has_marks(word) for word in looked)
    return good / len(looked), marked / len(looked), len(looked)
