"""The desk: everything that the pages of the review may ask for, over one store.

A `window` is the random name that a browser window gives itself and keeps over a reload; a `reviewer` is the name that
was asked for once, as stated and not proven.  Every write names the version it saw.
"""

import datetime
from collections.abc import Callable, Sequence

from pipeline.review.changes import Change
from pipeline.review.views import (
    Choices,
    Compared,
    Conflict,
    Draft,
    Entry,
    Figures,
    Filters,
    Holder,
    Opened,
    PhraseMeaning,
    QueuePage,
    Refused,
    Result,
    Sample,
    Saved,
    Suggestion,
    SureApproval,
)
from pipeline.store.store import Store
from pipeline.store.times import utc_now

__all__ = ["Conflict", "Desk", "Draft", "Entry", "Holder", "Refused", "Saved"]


class Desk:
    """The review of one store.  Threads may share it; other desks on the same store see the same things."""

    def __init__(self, store: Store, now: Callable[[], datetime.datetime] = utc_now) -> None:
        self.store = store
        self._now = now

    def queue(self, filters: Filters, page: int = 1, search: str | None = None) -> QueuePage:
        """A page of 50 rows: the doubtful first, the nearest deadline first among them."""
        raise NotImplementedError

    def choices(self) -> Choices:
        """The values that filters can have."""
        raise NotImplementedError

    def open(self, document_id: int, window: str, reviewer: str) -> Opened | None:
        """A document as it stands, held by this window from now on; None where there is none to review."""
        raise NotImplementedError

    def next(
        self, window: str, reviewer: str, after: int | None = None, filters: Filters | None = None,
        search: str | None = None,
    ) -> int | None:  # fmt: skip
        """The next document of the queue that no other window holds, held for this one; None at its end."""
        raise NotImplementedError

    def touch(self, document_id: int, window: str) -> tuple[int, tuple[Holder, ...]]:
        """The window still has it open (say so every 30 seconds); the version as it stands, and who else has it."""
        raise NotImplementedError

    def leave(self, document_id: int, window: str) -> None:
        """The window has closed the document."""
        raise NotImplementedError

    def draft(self, document_id: int, window: str, path: str, value: str) -> None:
        """Keep what is being typed."""
        raise NotImplementedError

    def drop_draft(self, document_id: int, window: str, path: str) -> None:
        """What was typed is not wanted any more."""
        raise NotImplementedError

    def correct(self, document_id: int, version: int, reviewer: str, change: Change, window: str = "") -> Result:
        """Write one change, if nobody else has changed the document since `version`."""
        raise NotImplementedError

    def undo(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """Take the last change back, whoever made it and whenever."""
        raise NotImplementedError

    def redo(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """Do again what was taken back last."""
        raise NotImplementedError

    def approve(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """The document is right as it stands."""
        raise NotImplementedError

    def sample(self, ids: Sequence[int], share: float) -> Sample:
        """Which of a list to look at before the rest is approved; `share` (0 to 1) of them, at least one."""
        raise NotImplementedError

    def approve_sure(self, ids: Sequence[int], share: float, reviewer: str, window: str = "") -> SureApproval:
        """Approve the sure ones of a list, once the sample of it has been approved without corrections."""
        raise NotImplementedError

    def history(self, document_id: int) -> tuple[Entry, ...]:
        """Everything that happened to a document, oldest first."""
        raise NotImplementedError

    def compare(self, document_id: int) -> tuple[Compared, ...]:
        """The machine's reading beside what holds now: every header field, every part of every task."""
        raise NotImplementedError

    def date_phrase(self, text: str, document_date: datetime.date | None) -> PhraseMeaning:
        """What a typed time means: `trước 15/6`, `quý I/2022`."""
        raise NotImplementedError

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Bodies whose names hold the words typed, with or without tone marks: seen here, then the directory's."""
        raise NotImplementedError

    def figures(self) -> Figures:
        """The office in numbers, for the plots."""
        raise NotImplementedError
