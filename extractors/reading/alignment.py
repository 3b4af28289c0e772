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
    for kind, (i, j), (k, m) in _changes(left, right):
        if kind == "equal":
            found[i:j] = [(at,) for at in range(k, m)]
        elif j > i and m > k:
            _by_letters(left, right, (i, j), (k, m), found)
    _out_of_order(left, right, found)
    return found


def _changes(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Equal and unequal stretches of both; what is longer than a block is cut where both still agree."""
    i = k = 0
    while i < len(left) or k < len(right):
        j, m = min(i + _BLOCK, len(left)), min(k + _BLOCK, len(right))
        whole = (j, m) == (len(left), len(right))
        steps = list(Levenshtein.opcodes(left[i:j], right[k:m]))
        if not whole and any(step.tag == "equal" for step in steps):
            # The end of a block is matched by force: begin the next one after the last long agreement.
            equal = [step for step in steps if step.tag == "equal"]
            last = max(equal, key=lambda step: (step.src_end - step.src_start > LONG, step.src_end))
            steps = steps[: steps.index(last) + 1]
        for step in steps:
            yield step.tag, (i + step.src_start, i + step.src_end), (k + step.dest_start, k + step.dest_end)
        if whole:
            return
        i, k = i + steps[-1].src_end, k + steps[-1].dest_end


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
