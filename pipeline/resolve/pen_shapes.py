"""Whether what text recognition made of a pen's figures has their shape.

Comes in: a text as recognised, figures as the reader of handwriting has them.  Goes out: yes or no.  The shapes are
data (rules/handwriting.toml); that recognition takes a figure for a letter says nothing by itself.
"""

import functools
import re

from rules.loader import load
from rules.spelling import fold


@functools.cache
def _shapes() -> dict[str, str]:
    table = load("handwriting").tables["lookalikes"]
    return {figure: figure + str(table.get(figure, "")) for figure in "0123456789"}


def looks_like(seen: str | None, figures: str, *, whole: bool = False) -> bool:
    """Whether every character seen is one of the figures or of its shape, a leading nought apart, unless `whole`.

    >>> looks_like("3|", "31"), looks_like("{Ô", "10"), looks_like("Š", "05"), looks_like("44", "11")
    (True, True, True, False)
    >>> looks_like("", "5"), looks_like("1", "11"), looks_like("05", "5")
    (False, False, True)
    >>> looks_like("5", "05", whole=True), looks_like("0P", "05", whole=True)
    (False, False)
    >>> looks_like("Ø5", "05", whole=True)
    True
    """
    plain = re.sub(r"[\s.,…_]+", "", fold(seen or ""))
    bare = figures.lstrip("0")
    forms = {figures} if whole else {bare, bare.zfill(2)}
    return any(
        len(plain) == len(form) and all(one in _shapes()[figure] for one, figure in zip(plain, form, strict=True))
        for form in forms
    )
