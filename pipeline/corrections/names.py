"""Names for what steps speak of: ids of tasks, keys of items that may have been missed."""

import hashlib
from collections import Counter
from collections.abc import Container

from pipeline.models import Missed
from pipeline.resolve.tasks_identity import task_id
from rules.spelling import level


def free_task_id(sha256: str, quote: str, taken: Container[str]) -> str:
    """The id of the first occurrence of these words that no other task has."""
    seen: Counter[str] = Counter()
    while (name := task_id(sha256, quote, seen)) in taken:
        continue
    return name


def missed_key(item: Missed) -> str:
    """A name for an item that may have been missed: 12 hex digits over its levelled words and its place."""
    starts = [piece.start for piece in item.evidence if piece.start is not None]
    told = f"{level(' '.join(item.quote.split()))}|{starts[0] if starts else ''}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]
