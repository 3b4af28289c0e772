"""Find the words of one text among the words of another that shows the same, in nearly the same order.

Comes in: the words of a document, and those of its rendered pages.  Goes out: for each word where it is shown, as
places in the second list, or nothing where that is not sure.
"""

import bisect
import unicodedata
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

FARTHEST = 600  # words between which two columns of a page may be told in another order
MOST_IN_GAP = 4_000  # letters
LEAST_SHARE = 0.8
LONG = 5  # words that agree one after the other
_BLOCK = 20_000
MOST_JOINED = 3  # words that a page may show without a blank between them


def key(word: str) -> str:
    """What has to agree: letters whatever their case and form.

    >>> key("QUYẾT") == key("quyê\u0301t")
    True
    """
    return unicodedata.normalize("NFC", word).casefold()


def align(words: Sequence[str], shown: Sequence[str]) -> list[tuple[int, ...]]:
    """For each word the places in `shown` that show it, mostly one.

    >>> align(["Số:", "12/TB", "Nơi", "nhận"], ["Số:", "12/", "TB", "x", "Nơi", "nhận"])
    [(0,), (1, 2), (4,), (5,)]
    """
    left, right = [key(word) for word in words], [key(word) for word in shown]
    found: list[tuple[int, ...]] = [()] * len(left)
    i = k = 0
    for (start, end), place in [*_agreements(left, right), ((len(left), len(left)), len(right))]:
        if start > i and place > k:
            _by_letters(left, right, (i, start), (k, place), found)
        found[start:end] = [(place + offset,) for offset in range(end - start)]
        i, k = end, place + end - start
    _out_of_order(left, right, found)
    return found


def _agreements(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[tuple[int, int], int]]:
    """Stretches of the first list with the place where the same stands in the second, in order, block by block."""
    i = k = 0
    while i < len(left) and k < len(right):
        j, m = min(i + _BLOCK, len(left)), min(k + _BLOCK, len(right))
        equal = [step for step in Levenshtein.opcodes(left[i:j], right[k:m]) if step.tag == "equal"]
        if (j, m) != (len(left), len(right)) and equal:
            # The end of a block is matched by force: begin the next one after the last long agreement.
            last = max(equal, key=lambda step: (step.src_end - step.src_start > LONG, step.src_end))
            equal = equal[: equal.index(last) + 1]
            j, m = i + last.src_end, k + last.dest_end
        for step in equal:
            yield (i + step.src_start, i + step.src_end), k + step.dest_start
        i, k = j, m


def _by_letters(
    left: Sequence[str], right: Sequence[str], words: tuple[int, int], shown: tuple[int, int],
    found: list[tuple[int, ...]],
) -> None:  # fmt: skip
    """Words that are cut or joined otherwise on the page: match the letters of the gap."""
    ours = [(char, at) for at in range(*words) for char in left[at]]
    theirs = [(char, at) for at in range(*shown) for char in right[at]]
    if len(ours) + len(theirs) > MOST_IN_GAP:
        return
    hits: dict[int, list[int]] = {}
    for step in Levenshtein.opcodes([c for c, _ in ours], [c for c, _ in theirs]):
        if step.tag == "equal":
            for offset in range(step.src_end - step.src_start):
                hits.setdefault(ours[step.src_start + offset][1], []).append(theirs[step.dest_start + offset][1])
    for at, places in hits.items():
        if len(places) >= LEAST_SHARE * len(left[at]) and places[-1] - places[0] < 3:
            found[at] = tuple(sorted(set(places)))


def _out_of_order(left: Sequence[str], right: Sequence[str], found: list[tuple[int, ...]]) -> None:
    """Words of a column that the page tells in another order: look near what stands before them."""
    used = {place for places in found for place in places}
    free: dict[str, list[int]] = {}
    for at, word in enumerate(right):
        if at not in used:
            free.setdefault(word, []).append(at)
    before = 0
    for at in range(len(left)):
        if found[at]:
            before = found[at][-1]
            continue
        for count in range(1, MOST_JOINED + 1):
            together = "".join(left[at : at + count])
            place = _nearest(free.get(together, []), before + 1)
            if not any(found[at : at + count]) and place is not None and abs(place - before) <= FARTHEST:
                free[together].remove(place)
                found[at : at + count] = [(place,)] * len(found[at : at + count])
                before = place
                break


def _nearest(places: Sequence[int], wanted: int) -> int | None:
    at = bisect.bisect_left(places, wanted)
    near = places[max(at - 1, 0) : at + 1]
    return min(near, key=lambda place: abs(place - wanted), default=None)
