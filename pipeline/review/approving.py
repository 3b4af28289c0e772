"""Approve the sure documents of a list together, once a sample of them has been looked at.

Which documents belong to the sample follows from the list alone, so that nobody can pick the easy ones.
"""

import hashlib
import math
from collections.abc import Sequence

import sqlalchemy as sa

from pipeline.corrections.steps import StateStep
from pipeline.review.recording import Context, Loaded, load, write
from pipeline.review.views import Sample, SureApproval
from pipeline.store.documents import Change


def sample(ids: Sequence[int], share: float) -> Sample:
    """The documents to look at: `share` (0 to 1) of the list, at least one, chosen by the list itself.

    >>> chosen = sample(range(1, 11), 0.2)
    >>> len(chosen.chosen), len(chosen.rest)
    (2, 8)
    """
    whole = sorted(set(ids))
    seed = ",".join(map(str, whole))
    count = min(len(whole), max(1, math.ceil(round(share * len(whole), 6)))) if whole else 0
    order = sorted(whole, key=lambda each: hashlib.sha256(f"{seed}|{each}".encode()).digest())
    chosen = frozenset(order[:count])
    return Sample(tuple(i for i in whole if i in chosen), tuple(i for i in whole if i not in chosen))


def approve_sure(
    connection: sa.Connection, ids: Sequence[int], share: float, change: Change, window: str
) -> SureApproval:
    """Approve what is sure of the rest, if the whole sample was approved and nothing in it was corrected."""
    parts = sample(ids, share)
    checked = {each: load(connection, each) for each in parts.chosen}
    unchecked = tuple(each for each, loaded in checked.items() if loaded is None or loaded.row.state != "approved")
    corrected = tuple(each for each, loaded in checked.items() if loaded and _was_corrected(loaded))
    if unchecked or corrected:
        return SureApproval((), unchecked, corrected)
    approved, passed_over = [], []
    note = {"sample": list(parts.chosen), "share": share, "of": len(parts.chosen) + len(parts.rest)}
    context = Context(change, window, "state", note)
    for each in parts.rest:
        loaded = load(connection, each)
        if loaded is None or loaded.row.doubtful or loaded.row.state not in {"read", "in_review"}:
            passed_over.append(each)
            continue
        write(connection, loaded, StateStep(by=change.by, at=context.at, state="approved"), context)
        approved.append(each)
    return SureApproval(tuple(approved), passed_over=tuple(passed_over))


def _was_corrected(loaded: Loaded) -> bool:
    """Whether a person said other than the machine: a mere confirmation is none."""
    before, now = loaded.reading, loaded.holding
    fields = type(now.header).model_fields
    if any(getattr(before.header, name).value != getattr(now.header, name).value for name in fields):
        return True
    parts = ("id", "action", "deliverable", "lead", "support", "report_to", "via", "deadlines")
    said = [[[getattr(task, part) for part in parts] for task in each.tasks] for each in (before, now)]
    return said[0] != said[1]
