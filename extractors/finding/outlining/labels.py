"""Numbers and bullets at the beginning of a paragraph: `Phần thứ nhất`, `Điều 3.`, `II.`, `1.2.`, `a)`, `-`, `(4)` …

Comes in: the text of a paragraph.  Goes out: its `Label`, or None.  The styles are rules (rules/outline.toml).
"""

import re
from dataclasses import dataclass

from rules.loader import Rule, load
from rules.spelling import level, level_marks


@dataclass(frozen=True, slots=True)
class Label:
    """A number or bullet: which style it is, as written, how many characters it takes with the blanks around it.

    `rank` orders styles that a document has not used yet: a smaller one is the wider unit.
    """

    style: str
    text: str
    length: int
    rank: int


_SPECKS = re.compile(r"\s*[_|=~^'`´.,*—–-]{1,5}\s*(?=(?:\d{1,2}|[a-zđ])[.)]\s)")
_BULLETS = {"label.dash", "label.plus", "label.star", "label.bullet"}


def label_of(text: str) -> Label | None:
    """The number or bullet that a paragraph begins with.

    >>> label_of("3.2. Phòng Kế toán lập dự toán").text
    '3.2.'
    >>> label_of("– Rà soát danh sách").style
    'label.dash'
    >>> label_of("20/11 là ngày truyền thống") is None
    True
    """
    blank = _before_label(text)
    written = text[blank : blank + 60]
    cased, lowered = level_marks(written), level(written)
    for rule in _labels():
        match = rule.pattern.match(cased if rule.case else lowered)
        if match and match.end():
            return Label(
                str(rule.extra.get("style", rule.id)),
                match.group().strip(),
                blank + match.end(),
                int(rule.extra["rank"]),
            )
    return None


def _before_label(text: str) -> int:
    """Blanks, and the specks that recognition sees before a number or letter (`—_a) Chủ trì`)."""
    specks = _SPECKS.match(text)
    return specks.end() if specks else len(text) - len(text.lstrip())


def _labels() -> tuple[Rule, ...]:
    return load("outline").group("label.")


def is_bullet(label: Label | None) -> bool:
    """Whether a label only marks an item and does not count it."""
    return label is not None and label.style in _BULLETS
