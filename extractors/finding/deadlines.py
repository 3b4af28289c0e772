"""Deadlines in Vietnamese official texts: the door of the time grammar (docs/deadlines.md).

Comes in: a text of any length in its original spelling.  Goes out: time expressions with offsets into that text, their
kind, the rule that composed them and the tree of what is written.  What they mean in days is worked out by
pipeline.deadlines; nothing here looks at a clock.
"""

from extractors.finding.times.find import TimeExpression, find

__all__ = ["TimeExpression", "find_deadlines", "find_times"]


def find_times(text: str) -> list[TimeExpression]:
    """Everything about time in a text, each with its role.

    >>> told = find_times("Theo Công văn số 12/SNV-VP ngày 03/5/2024, nộp trước ngày 20/5/2024.")
    >>> [(t.kind, t.role) for t in told]
    [('on', 'citation'), ('before', 'deadline')]
    """
    return find(text)


def find_deadlines(text: str, bare: bool = False) -> list[TimeExpression]:
    """The time expressions that bound a duty.

    With `bare` the whole text is known to be a field that holds a time: a cell under "Thời gian hoàn thành", the words
    behind a label; then a day or period needs no bound and no preposition.

    >>> [t.kind for t in find_deadlines("Quý II/2024", bare=True)]
    ['during']
    >>> find_deadlines("Quý II/2024")
    []
    """
    return [expression for expression in find(text, bare=bare) if expression.role == "deadline"]
