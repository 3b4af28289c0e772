"""Give fixed official words the tone marks back that recognition lost on capitals.

Comes in: a printed line.  Goes out: the same line with known phrases (names of bodies, titles, provinces) as they are
spelt.  Only where the letters agree without their marks and one phrase alone fits; the mention keeps the print.
"""

import functools
import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.finding.agencies import directory, provinces
from extractors.reading.syllables import has_tone, is_syllable, titles
from rules.loader import load
from rules.spelling import fold, level

_LONGEST = 10
_GLUED = 5
"""Phrases of fewer letters are not looked for where blanks are lost: a word may be like one."""
_SHORT = frozenset(load("agencies").tables["abbreviations"])


@functools.cache
def _phrases() -> dict[str, str]:
    """Folded words → the one phrase that is spelt so; where two are, none."""
    titles = load("signing").tables["titles"]["heads"]
    spelt = [*titles, *load("agencies").tables["phrases"]["spelt"], *load("agencies").tables["restored"]["words"]]
    spelt += [entry.name for entry in directory()]
    spelt += [p.name for p in provinces()] + [p.full for p in provinces()]
    return _by_plain(spelt)


@functools.cache
def _vocabulary() -> dict[str, str]:
    """Folded words → the one word of official texts that is spelt so."""
    return _by_plain(load("agencies").tables["restored"]["vocabulary"])


def _by_plain(spelt: Iterable[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for phrase in spelt:
        words = re.findall(r"\w+", phrase)
        found.setdefault(" ".join(fold(word) for word in words), set()).add(level(" ".join(words)))
    return {key: next(iter(forms)) for key, forms in found.items() if len(forms) == 1}


@functools.cache
def _spoilt_phrases() -> dict[str, str]:
    """The phrases as recognition spoils them: a letter seen twice taken for one, or all blanks lost."""
    found: dict[str, set[str]] = {}
    for plain, phrase in _phrases().items():
        found.setdefault(single(plain), set()).add(phrase)
        squeezed = plain.replace(" ", "")
        if " " in plain and len(squeezed) >= _GLUED:
            found.setdefault(squeezed, set()).add(phrase)
    return {key: next(iter(forms)) for key, forms in found.items() if len(forms) == 1}


def single(plain: str) -> str:
    """Letters that stand twice in a row, once: recognition sees one of them twice where its mark was unclear.

    >>> single("teeu"), single("so y te")
    ('teu', 'so y te')
    """
    return re.sub(r"([^\W\d_])\1+", r"\1", plain)


def _phrase_of(run: list[str], *, strict: bool) -> str | None:
    """The known phrase that a run of words is: but for its marks, or, unless strict, as recognition may spoil it."""
    plain = " ".join(fold(word) for word in run)
    known = _phrases().get(plain)
    if known is None and strict and run[-1].islower():
        known = _vocabulary().get(plain)
    if known or strict or all(map(is_syllable, run)):
        return known
    squeezed = plain.replace(" ", "")
    return _spoilt_phrases().get(single(plain)) or (
        _spoilt_phrases().get(squeezed) if len(squeezed) >= _GLUED else None
    )


def restored(line: str, *, least: int = 1) -> str:
    """The line with every known phrase spelt as it should be; words the lists do not know stay as they are.

    Phrases of fewer words than `least` are left alone.

    >>> restored("SƠ Y TE"), restored("PHO GIAM ĐÓC"), restored("UBND TINH LAI CHAU")
    ('SỞ Y TẾ', 'PHÓ GIÁM ĐỐC', 'UBND TỈNH LAI CHÂU')
    >>> restored("CỤC HẢI QUAN TINH LAI CHAU"), restored("QUAN TÂN BÌNH")
    ('CỤC HẢI QUAN TỈNH LAI CHÂU', 'QUẬN TÂN BÌNH')
    >>> restored("HUYỆN ĐỊNH QUÁN"), restored("HUYỆN ĐỊNH QUAN")
    ('HUYỆN ĐỊNH QUÁN', 'HUYỆN ĐỊNH QUAN')
    >>> restored("VẬN TẢI THỦY PHƯƠNG NAM"), restored("UBND PHƯƠNG NAM LÝ")
    ('VẬN TẢI THỦY PHƯƠNG NAM', 'UBND PHƯỜNG NAM LÝ')
    >>> restored("XÃ QUANG NAM"), restored("TỈNH QUANG NAM")
    ('XÃ QUANG NAM', 'TỈNH QUẢNG NAM')
    >>> restored("SỞ Y TÉẺ"), restored("SỞ YTÉ"), restored("ĐẠI HỌC QUỐC GIA VIỆTNAM")
    ('SỞ Y TẾ', 'SỞ Y TẾ', 'ĐẠI HỌC QUỐC GIA VIỆT NAM')
    >>> restored("sinh hoạt chỉ bộ về công ăn việc làm", least=2)
    'sinh hoạt chi bộ về công ăn việc làm'
    >>> restored("tắng cường khác phục sạt lở ở xã Công Bô", least=2)
    'tăng cường khắc phục sạt lở ở xã Công Bô'
    """
    words = list(re.finditer(r"[^\W_]+", line))
    pieces: list[str] = []
    at = index = 0
    known = True
    while index < len(words):
        for count in range(min(_LONGEST, len(words) - index), least - 1, -1):
            run = words[index : index + count]
            phrase = _phrase_of([word.group() for word in run], strict=least > 1)
            if phrase is None or (count == 1 and not _fits(run[0], phrase, line, known=known)):
                continue
            if phrase in _provinces() and _is_lesser("".join([*pieces, line[at : run[0].start()]])):
                continue
            pieces += _spelt(line, at, run, phrase)
            at = run[-1].end()
            known = True
            break
        else:
            count, known = 1, words[index].group() in _SHORT
        index += count
    return "".join([*pieces, line[at:]])


def _is_lesser(before: str) -> bool:
    """Whether what stands before a name says that it is a lesser place's, which may differ in its marks alone."""
    return load("agencies").rule("locality.lesser").search(before) is not None


@functools.cache
def _provinces() -> frozenset[str]:
    return frozenset(level(" ".join(re.findall(r"\w+", province.name))) for province in provinces())


def _fits(word: re.Match[str], phrase: str, line: str, *, known: bool) -> bool:
    """Whether a single word is a known phrase: several that ran together, or a word that lost its tone."""
    return " " in phrase or (known and _may_be_restored(word.group(), line[word.end() :]))


def _spelt(line: str, at: int, run: list[re.Match[str]], phrase: str) -> list[str]:
    """What stands from a place to the end of a run of words, these spelt as in a phrase."""
    right = phrase.split()
    if len(right) != len(run):
        whole = " ".join(_like(run[0].group(), word) for word in right)
        return [line[at : run[0].start()], whole]
    pieces: list[str] = []
    for word, spelt in zip(run, right, strict=True):
        pieces += [line[at : word.start()], _like(word.group(), spelt)]
        at = word.end()
    return pieces


def _may_be_restored(word: str, behind: str) -> bool:
    """Whether a single word may be a known one that lost its tone: it has none, and is no place's name.

    In small letters it may be another word altogether (ban, bàn, bản); `QUAN` with nothing behind it is no `QUẬN …`.
    Behind a word that belongs to no phrase it is part of a name (THỦY PHƯƠNG), which the caller sees.
    """
    if not word.isupper() or has_tone(word):
        return False
    return fold(word) != "quan" or re.search(r"\w", behind) is not None


def is_fixed(line: str) -> bool:
    """Whether every word of a line belongs to a known phrase, so that no slip of recognition is left in it.

    >>> is_fixed("PHÓ GIÁM ĐỐC"), is_fixed("KT. GIÁM ĐỐC"), is_fixed("BAN X QUẬN Y")
    (True, True, False)
    """
    rest = re.sub(r"^\W*(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b\W*|(?<=\s)(?:KT|TL|K/T|T/L)\b", " ", line)
    words = re.findall(r"[^\W_]+", rest)
    index = 0
    while index < len(words):
        for count in range(min(_LONGEST, len(words) - index), 0, -1):
            run = words[index : index + count]
            if _phrases().get(" ".join(fold(w) for w in run)) == level(" ".join(run)) or run[0] in _SHORT:
                index += count if run[0] not in _SHORT else 1
                break
        else:
            return False
    return bool(words)


@functools.cache
def _of_two_or_three() -> tuple[str, ...]:
    """The known phrases of two or three words, without marks."""
    return tuple(phrase for phrase in _phrases() if len(phrase.split()) in (2, 3))


def is_nearly_fixed(words: list[str], at: int) -> bool:
    """Whether a word keeps a run of two or three from being a known phrase by one letter: it is likely misread.

    >>> is_nearly_fixed(["SỞ", "Y", "LẾ"], 2), is_nearly_fixed(["SỞ", "Y", "TẾ"], 2)
    (True, False)
    >>> is_nearly_fixed(["TRẠM", "BƠM", "QUỲ"], 1)
    False
    """
    runs = [words[start:end] for start, end in _runs_with(at, len(words))]
    if any(_phrases().get(fold(" ".join(run))) == level(" ".join(run)) for run in runs):
        return False
    return any(_lacks_a_letter(words[start:end], at - start) for start, end in _runs_with(at, len(words)))


def _runs_with(at: int, count: int) -> list[tuple[int, int]]:
    """The runs of two or three words that a word belongs to, as half-open offsets."""
    wide = ((start, start + length) for length in (2, 3) for start in range(at - length + 1, at + 1))
    return [(start, end) for start, end in wide if start >= 0 and end <= count]


def _lacks_a_letter(run: list[str], at: int) -> bool:
    """Whether a run is one letter off a known phrase, all words but the one at a place being that phrase's."""
    plain = fold(" ".join(run))
    near = process.extractOne(plain, _of_two_or_three(), scorer=Levenshtein.distance, score_cutoff=1)
    if near is None:
        return False
    known, read = near[0].split(), plain.split()
    return len(known) == len(read) and known[:at] + known[at + 1 :] == read[:at] + read[at + 1 :]


def _like(written: str, right: str) -> str:
    """The right spelling in the case that is written."""
    if written.isupper() or (len(written) > 1 and sum(c.isupper() for c in written) > len(written) / 2):
        return right.upper()
    return right.capitalize() if written[:1].isupper() else right


@functools.cache
def _shortened_titles() -> dict[str, str]:
    """Those with `P.` (phó) or `Q.` (quyền) before them, by their words without marks."""
    return {f"{mark} {plain}": f"{mark}. {title}" for plain, title in titles().items() for mark in "pq"}


def title_like(line: str) -> str | None:
    """The known title that a whole line is but for a letter or two, in capitals; None if it is none or two.

    >>> title_like("HỦ TỊCH"), title_like("PHÓ CHỦ TỊC"), title_like("KẾ HOẠCH")
    ('CHỦ TỊCH', 'PHÓ CHỦ TỊCH', None)
    >>> title_like("Q. HIỆU TRUỞNG")
    'Q. HIỆU TRƯỞNG'
    """
    plain = " ".join(re.findall(r"[^\W_]+", fold(line)))
    exact = titles().get(plain) or _shortened_titles().get(plain)
    if exact:
        return exact.upper()
    if len(plain) < 6:
        return None
    allowed = 1 if len(plain) < 12 else 2
    near = {t for key, t in titles().items() if Levenshtein.distance(plain, key, score_cutoff=allowed) <= allowed}
    return near.pop().upper() if len(near) == 1 else None
