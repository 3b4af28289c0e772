"""The name of a task that stays when its document is read again.

Comes in: the document's hash and the quote of an item.  Goes out: 12 hex digits (docs/tasks.md).
"""

import hashlib
import re
from collections import Counter

from rules.spelling import level

_LENGTH = 80  # characters of the quote that count; what follows may be cut or corrected without a new name
_DIGITS = 12


def task_id(sha256: str, quote: str, seen: Counter[str]) -> str:
    """The id of the next task with this quote in the document; `seen` counts those before it.

    >>> task_id("ab" * 32, "Rà soát danh sách", Counter()) == task_id("ab" * 32, "rà  soát danh sách", Counter())
    True
    """
    begin = re.sub(r"\s+", " ", level(quote)).strip()[:_LENGTH]
    occurrence = seen[begin]
    seen[begin] += 1
    return hashlib.sha256(f"{sha256}\n{begin}\n{occurrence}".encode()).hexdigest()[:_DIGITS]
