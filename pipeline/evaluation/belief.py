"""Whether confidence means what it says: of the values claimed with confidence p, about p must be right.

Comes in: claims (a confidence, whether the value was right).  Goes out: a curve by bins with their support, and the
share that each rule's doubtful proposals have earned, fitted and cross-validated by document.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_BOUNDS = (0.0, 0.5, 0.65, 0.8, 0.9, 0.95, 1.0)
# A rule with few proposals is drawn towards what proposals are on the whole, as if it had this many such more.
_PRIOR, _WEIGHT = 2 / 3, 3


class Claim(NamedTuple):
    """A value that was read: by which rule, how sure, whether it is right, where, and whether nobody need look."""

    rule: str
    confidence: float
    right: bool
    document: str
    sure: bool


def curve(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """For each bin of confidence: its ends, how many values, their mean confidence, the share that is right.

    >>> claims = [Claim("a", 0.97, True, "x", True), Claim("a", 0.99, True, "y", True)]
    >>> [(row["from"], row["values"], row["claimed"], row["right"]) for row in curve(claims) if row["values"]]
    [(0.95, 2, 0.98, 1.0)]
    """
    rows = []
    kept = list(claims)
    for low, high in itertools.pairwise(_BOUNDS):
        within = [one for one in kept if low <= one.confidence < high or (high == 1.0 and one.confidence >= 1.0)]
        count = len(within)
        rows.append(
            {
                "from": low,
                "to": high,
                "values": count,
                "claimed": round(sum(one.confidence for one in within) / count, 4) if count else None,
                "right": sum(one.right for one in within) / count if count else None,
            }
        )
    return rows


def earned(claims: Iterable[Claim]) -> dict[str, float]:
    """The share of each rule's proposals for review that was right, rare rules drawn towards two in three.

    >>> earned([Claim("a", 0.6, True, "x", False), Claim("b", 0.9, True, "x", True)])
    {'a': 0.75}
    """
    counts: dict[str, list[bool]] = defaultdict(list)
    for one in claims:
        if not one.sure:
            counts[one.rule].append(one.right)
    return {
        rule: round((sum(rights) + _WEIGHT * _PRIOR) / (len(rights) + _WEIGHT), 2)
        for rule, rights in sorted(counts.items())
    }


def cross_validated(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the confidence that the other documents would have given them."""
    made = []
    for name in sorted({one.document for one in claims}):
        shares = earned(one for one in claims if one.document != name)
        for one in claims:
            if one.document == name:
                share = one.confidence if one.sure else shares.get(one.rule, _PRIOR)
                made.append(one._replace(confidence=min(share, one.confidence) if one.sure else share))
    return made
