"""Approve the sure documents of a list together, once a sample of them has been looked at.

Which documents belong to the sample follows from the list alone, so that nobody can pick the easy ones.
"""

import hashlib
import math
from collections.abc import Sequence

import sqlalchemy as sa

from pipeline.corrections.steps import StateStep
from pipeline.review.recording import Context, Loaded, load, write
from pipeline.review.views import OPEN_STATES, Sample, SureApproval
from pipeline.store.documents import Change
from pipeline.store.store import Store


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


def approve_sure(store: Store, ids: Sequence[int], share: float, change: Change, window: str) -> SureApproval:
    """Approve what is sure of the rest, if the whole sample was approved and nothing in it was corrected.

    Each document is one transaction: a long list keeps nobody else from writing.
    """
    parts = sample(ids, share)
    with store.reading() as connection:
        checked = {each: load(connection, each) for each in parts.chosen}
    unchecked = tuple(each for each, loaded in checked.items() if loaded is None or loaded.row.state != "approved")
    corrected = tuple(each for each, loaded in checked.items() if loaded and _was_corrected(loaded))
    if unchecked or corrected:
        return SureApproval((), unchecked, corrected)
    note = {"sample": list(parts.chosen), "share": share, "of": len(parts.chosen) + len(parts.rest)}
    context = Context(change, window, "state", note)
    done: dict[bool, list[int]] = {True: [], False: []}
    for each in parts.rest:
        with store.writing() as connection:
            done[_approved(connection, each, context)].append(each)
    return SureApproval(tuple(done[True]), passed_over=tuple(done[False]))


def _approved(connection: sa.Connection, document_id: int, context: Context) -> bool:
    """Approve a document if nothing in it is in doubt; says whether that was done."""
    loaded = load(connection, document_id)
    if loaded is None or loaded.row.doubtful or loaded.row.state not in OPEN_STATES:
        return False
    write(connection, loaded, StateStep(by=context.change.by, at=context.at), context)
    return True


def _was_corrected(loaded: Loaded) -> bool:
    """Whether a person said other than the machine: a mere confirmation is none."""
    before, now = loaded.reading, loaded.holding
    fields = type(now.header).model_fields
    if any(getattr(before.header, name).value != getattr(now.header, name).value for name in fields):
        return True
    parts = ("id", "action", "deliverable", "lead", "support", "report_to", "via", "deadlines")
    said = [[[getattr(task, part) for part in parts] for task in each.tasks] for each in (before, now)]
    return said[0] != said[1]
