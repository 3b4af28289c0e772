"""Automatic numbers of a Word file written out (WordprocessingML, ECMA-376 part 1, 17.9).

Comes in: the numbering part, then each numbered paragraph in order.  Goes out: what is printed before it.
"""

import re
from dataclasses import dataclass, field, replace

from extractors.reading.word.inline import plain_symbols
from extractors.reading.word.number_formats import written
from extractors.reading.word.styles import VAL, Element, W, is_on

_PLACE = re.compile(r"%([1-9])")
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its text with places %1 … %9, and when it starts again."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A numId: the counters it shares with others of its abstract list, and its own levels and starts."""

    abstract: str
    levels: dict[int, Level]
    own_starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, root: Element | None, style_lists: dict[str, str] | None = None) -> None:
        """`style_lists` names the numId of each numbering style, for lists that only point to one."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            abstracts = {a.get(W + "abstractNumId"): a for a in root.iterfind(W + "abstractNum")}
            nums = {n.get(W + "numId"): n for n in root.iterfind(W + "num")}
            for name, num in nums.items():
                found = _abstract_of(num, abstracts, nums, style_lists or {})
                if name is not None and found is not None:
                    self._lists[name] = _list(num, *found)

    def label(self, num_id: str | None, level: int | None, style: str | None = None) -> str:
        """What is printed before the next paragraph of that list and level; empty where nothing is."""
        numbered = self._lists.get(num_id or "")
        if numbered is None:
            return ""
        if level is None:
            level = next((at for at, one in numbered.levels.items() if style and one.style == style), 0)
        own = numbered.levels.get(level)
        if own is None:
            return ""
        counters = self._counters.setdefault(numbered.abstract, {})
        self._count(numbered, counters, level)
        return _PLACE.sub(lambda m: _shown(numbered, counters, int(m[1]) - 1, own), own.text).strip()

    def _count(self, numbered: _List, counters: dict[int, int], level: int) -> None:
        for above in range(level + 1):  # an own start counts once, when its list is first met at that depth
            if above in numbered.own_starts:
                counters[above] = numbered.own_starts.pop(above) - (above == level)
                _forget(counters, above)
        counters[level] = counters.get(level, _start(numbered, level) - 1) + 1
        for below in range(level + 1, LEVELS):
            restart = numbered.levels[below].restart if below in numbered.levels else None
            # w:lvlRestart names the level (from 1) whose use starts this one again; 0 means never.
            if restart is None or (restart and level < restart):
                counters.pop(below, None)


def _forget(counters: dict[int, int], level: int) -> None:
    for below in range(level + 1, LEVELS):
        counters.pop(below, None)


def _start(numbered: _List, level: int) -> int:
    return numbered.levels[level].start if level in numbered.levels else 1


def _shown(numbered: _List, counters: dict[int, int], level: int, own: Level) -> str:
    """The number of a level as it stands; one that was never counted shows its start."""
    value = counters.setdefault(level, _start(numbered, level))
    form = numbered.levels[level].form if level in numbered.levels else "decimal"
    return written(value, "decimal" if own.legal and form != "none" else form)


def _abstract_of(
    num: Element, abstracts: dict[str | None, Element], nums: dict[str | None, Element], style_lists: dict[str, str]
) -> tuple[str, Element] | None:
    """The abstract list of a w:num; one that only names a numbering style leads on to that style's own list."""
    for _ in range(4):
        pointer = num.find(W + "abstractNumId")
        name = pointer.get(VAL) if pointer is not None else None
        abstract = abstracts.get(name)
        if abstract is None or name is None:
            return None
        link = abstract.find(W + "numStyleLink")
        following = nums.get(style_lists.get(link.get(VAL) or "")) if link is not None else None
        if following is None or following is num:
            return name, abstract
        num = following
    return None


def _list(num: Element, name: str, abstract: Element) -> _List:
    levels = dict(_level(element) for element in abstract.iterfind(W + "lvl"))
    numbered = _List(name, levels)
    for override in num.iterfind(W + "lvlOverride"):
        at = _number(override.get(W + "ilvl"), 0)
        own = override.find(W + "lvl")
        if own is not None:
            numbered.levels[at] = _level(own)[1]
        start = override.find(W + "startOverride")
        if start is not None:
            numbered.own_starts[at] = _number(start.get(VAL), 1)
            if at in numbered.levels:
                numbered.levels[at] = replace(numbered.levels[at], start=numbered.own_starts[at])
    return numbered


def _level(element: Element) -> tuple[int, Level]:
    said = {child.tag: child for child in element}
    value = {tag: child.get(VAL) for tag, child in said.items()}
    restart = value.get(W + "lvlRestart")
    return _number(element.get(W + "ilvl"), 0), Level(
        start=_number(value.get(W + "start"), 0),
        form=_form(element, value.get(W + "numFmt")),
        text=plain_symbols(value.get(W + "lvlText") or ""),
        restart=None if restart is None else _number(restart, 0),
        legal=W + "isLgl" in said and is_on(said[W + "isLgl"]),
        style=value.get(W + "pStyle"),
    )


def _form(element: Element, form: str | None) -> str:
    """The number format; Word writes newer ones as alternatives, the plain one as the fallback."""
    if form is None:
        fallback = next(element.iter(W + "numFmt"), None)
        form = fallback.get(VAL) if fallback is not None else None
    return form or "decimal"


def _number(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise
