"""Words whose letters come from two typefaces, put together again.

A program that lacks a typeface with Vietnamese letters takes these from another one and may draw them after the rest
of the line; pdfium then tells `T`, `NH`, `Ỉ` where `TỈNH` stands.

Comes in: the tokens of a page as pdfium tells them.  Goes out: the tokens, those that touch made one.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from extractors.reading.printed import Token, around
from extractors.reading.syllables import is_syllable

TOUCHING = 0.06
"""Letters of one word stand nearer than this share of the type size; the narrowest justified blank is 0.1."""
OVERLAP = 0.15
"""Slanted or kerned letters reach into each other by less than this share of the type size."""
SAME_BASE = 0.5  # points
_OPENING = set("(“\"'«‘[")
_CLOSING = set(")”\"'»’],.;:!?")


def words_joined(tokens: list[Token]) -> list[Token]:
    """The tokens in their order; each word that was told in parts stands where its first part stood."""
    joined: dict[int, Token] = {}
    gone: set[int] = set()
    for chain in _chains(tokens):
        parts = [tokens[at] for at in chain]
        if not _is_one_word([part.text for part in parts]):
            continue
        first = min(chain)
        gone.update(chain)
        gone.discard(first)
        whole = replace(parts[0], text="".join(part.text for part in parts))
        whole.box = around(part.box for part in parts)
        joined[first] = whole
    if not joined:
        return tokens
    return [joined.get(at, token) for at, token in enumerate(tokens) if at not in gone]


def _chains(tokens: list[Token]) -> Iterator[list[int]]:
    """Places of tokens that touch each other on one baseline, from left to right, two or more at a time."""
    rows: list[list[int]] = []
    for at in sorted(range(len(tokens)), key=lambda at: tokens[at].baseline):
        if rows and tokens[at].baseline - tokens[rows[-1][-1]].baseline <= SAME_BASE:
            rows[-1].append(at)
        else:
            rows.append([at])
    for row in rows:
        row.sort(key=lambda at: tokens[at].box.x0)
        chain = row[:1]
        for before, at in itertools.pairwise(row):
            if not _touch(tokens[before], tokens[at]):
                if len(chain) > 1:
                    yield chain
                chain = []
            chain.append(at)
        if len(chain) > 1:
            yield chain


def _touch(left: Token, right: Token) -> bool:
    size = max(left.size, right.size)
    if not -OVERLAP * size <= right.box.x0 - left.box.x1 <= TOUCHING * size:
        return False
    last, first = left.text[-1], right.text[0]
    return (last.isalpha() and (first.isalpha() or first in _CLOSING)) or (last in _OPENING and first.isalpha())


def _is_one_word(parts: list[str]) -> bool:
    """Whether the parts are pieces of a word and no words by themselves.

    >>> _is_one_word(["T", "Ỉ", "NH"]), _is_one_word(["hi", "ệ", "n,"]), _is_one_word(["của", "tỉnh"])
    (True, True, False)
    """
    letters = ["".join(c for c in part if c.isalpha()) for part in parts]
    return is_syllable("".join(letters)) or any(len(one) == 1 or not is_syllable(one) for one in letters)
