"""The desk: everything that the pages of the review may ask for, over one store.

A `window` is the random name that a browser window gives itself and keeps over a reload; a `reviewer` is the name that
was asked for once, as stated and not proven.  Every write names the version it saw.
"""

import datetime
import itertools
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from pipeline.corrections.steps import StateStep
from pipeline.review import approving, counting, history, holds, phrases, queue, recording, suggesting
from pipeline.review.changes import Change
from pipeline.review.making import Desktop, make, speaks_of_words
from pipeline.review.recording import Context, Loaded
from pipeline.review.saying import change_said
from pipeline.review.senseless import Senseless
from pipeline.review.views import (
    OPEN_STATES,
    Choices,
    Compared,
    Conflict,
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
from pipeline.store import documents, listing, standing, texts
from pipeline.store.records import StoredDocument
from pipeline.store.store import Store
from pipeline.store.tables import documents as table
from pipeline.store.times import utc_now, vietnam_date

_GONE = "Không có văn bản này, hoặc văn bản chưa đọc được."
_WITHDRAWN = "Văn bản này đã được thay bằng một bản khác nên không sửa hay duyệt nữa."


class Desk:
    """The review of one store.  Threads may share it; other desks on the same store see the same things."""

    def __init__(self, store: Store, now: Callable[[], datetime.datetime] = utc_now) -> None:
        self.store = store
        self._now = now
        self._looked_after: datetime.date | None = None
        with store.writing() as connection:
            standing.catch_up(connection, self._change(""))

    def queue(self, filters: Filters, page: int = 1, search: str | None = None) -> QueuePage:
        """A page of 50 rows: the doubtful first, the nearest deadline first among them."""
        self._look_after()
        with self.store.reading() as connection:
            return queue.page_of(connection, queue.wanted(filters, search, self._now()), page)

    def listed(self, filters: Filters, search: str | None = None, most: int | None = None) -> list[int]:
        """The ids of the queue in its order, all of them or so many."""
        self._look_after()
        with self.store.reading() as connection:
            found = queue.ordered_ids(connection, queue.wanted(filters, search, self._now()))
            return list(itertools.islice(found, most))

    def choices(self) -> Choices:
        """The values that filters can have."""
        with self.store.reading() as connection:
            return queue.choices(connection)

    def open(self, document_id: int, window: str, reviewer: str) -> Opened | None:
        """A document as it stands, held by this window from now on; None where there is none to review."""
        with self.store.writing() as connection:
            if not holds.exists(connection, document_id):
                return None
            holds.hold(connection, document_id, window, reviewer, self._now())
            drafts = holds.adopt_drafts(connection, document_id, window, reviewer, self._now())
            others = holds.others(connection, document_id, window, self._now())
        with self.store.reading() as connection:
            record = next(documents.stream(connection, [table.c.id == document_id]))
            reading_id = connection.scalar(sa.select(table.c.reading_id).where(table.c.id == document_id))
            machine = standing.reading_of(connection, reading_id or 0)
            done = standing.steps_of(connection, document_id)
            told = history.entries(connection, document_id)
            text = texts.get(connection, document_id)
        undo, redo = recording.undo_title(done), recording.redo_title(done)
        return Opened(record, machine, text, drafts, told, others, undo, redo)

    def next(
        self, window: str, reviewer: str, after: int | None = None, filters: Filters | None = None,
        search: str | None = None,
    ) -> int | None:  # fmt: skip
        """The next document of the queue that no other window holds, held for this one; None at its end.

        With `after` the one that follows it in the queue, and from its beginning where none follows.
        """
        self._look_after()
        asked = queue.wanted(filters or Filters(), search, self._now())
        with self.store.writing() as connection:
            holds.one_at_a_time(connection)
            held = holds.held_elsewhere(connection, window, self._now())
            found, passed = None, after is None or not queue.holds_state(connection, asked, after)
            for document_id in queue.ordered_ids(connection, asked):
                if document_id == after:
                    passed = True
                elif document_id not in held:
                    found = document_id if found is None or passed else found
                    if passed:
                        break
            if found is not None:
                holds.hold(connection, found, window, reviewer, self._now())
        return found

    def next_of(self, ids: Sequence[int], window: str, reviewer: str, after: int | None = None) -> int | None:
        """The next of these documents that waits for a person and that no other window holds, held for this one.

        With `after` another one than that, those behind it first.
        """
        waiting = sa.select(table.c.id).where(table.c.id.in_(ids), table.c.state.in_(OPEN_STATES)).order_by(table.c.id)
        with self.store.writing() as connection:
            holds.one_at_a_time(connection)
            not_free = holds.held_elsewhere(connection, window, self._now()) | {after}
            free = [each for each in connection.scalars(waiting) if each not in not_free]
            found = next((each for each in free if each > (after or 0)), free[0] if free else None)
            if found is not None:
                holds.hold(connection, found, window, reviewer, self._now())
        return found

    def touch(self, document_id: int, window: str) -> tuple[int, tuple[Holder, ...]]:
        """The window still has it open (say so every 30 seconds); the version as it stands, and who else has it."""
        with self.store.writing() as connection:
            holds.touch(connection, document_id, window, self._now())
            version = connection.scalar(sa.select(table.c.version).where(table.c.id == document_id))
            return int(version or 0), holds.others(connection, document_id, window, self._now())

    def leave(self, document_id: int, window: str) -> None:
        """The window has closed the document."""
        with self.store.writing() as connection:
            holds.leave(connection, document_id, window)

    def draft(self, document_id: int, window: str, path: str, value: str) -> None:
        """Keep what is being typed."""
        with self.store.writing() as connection:
            if holds.exists(connection, document_id):
                holds.keep_draft(connection, document_id, window, path, value, self._now())

    def drop_draft(self, document_id: int, window: str, path: str) -> None:
        """What was typed is not wanted any more."""
        with self.store.writing() as connection:
            holds.drop_draft(connection, document_id, window, path)

    def begin(self, document_id: int, reviewer: str, window: str = "") -> None:
        """Somebody has begun to look at the document; its version stays."""
        with self.store.writing() as connection:
            loaded = recording.load(connection, document_id)
            if loaded is not None:
                recording.begin(connection, loaded, Context(self._change(reviewer), window, "state"))

    def correct(self, document_id: int, version: int, reviewer: str, change: Change, window: str = "") -> Result:
        """Write one change, if nobody else has changed the document since `version`."""

        def write(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
            step = make(change, self._desktop(connection, loaded, context, change))
            holds.drop_draft(connection, document_id, window, change.path)
            return recording.write(connection, loaded, step, context)

        return self._write(document_id, version, reviewer, window, change.path, write, change)

    def undo(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """Take the last change back, whoever made it and whenever."""

        def write(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
            if not loaded.done.done:
                raise Senseless("", "Không còn gì để hoàn tác.")
            return recording.undo(connection, loaded, context)

        return self._write(document_id, version, reviewer, window, "", write)

    def redo(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """Do again what was taken back last."""

        def write(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
            if not loaded.done.undone:
                raise Senseless("", "Không còn gì để làm lại.")
            return recording.redo(connection, loaded, context)

        return self._write(document_id, version, reviewer, window, "", write)

    def approve(self, document_id: int, version: int, reviewer: str, window: str = "") -> Result:
        """The document is right as it stands."""

        def write(connection: sa.Connection, loaded: Loaded, context: Context) -> int:
            if loaded.row.state == "approved":
                raise Senseless("state", "Văn bản này đã được duyệt.")
            return recording.write(connection, loaded, StateStep(by=reviewer, at=context.at), context)

        return self._write(document_id, version, reviewer, window, "state", write)

    def sample(self, ids: Sequence[int], share: float) -> Sample:
        """Which of a list to look at before the rest is approved; `share` (0 to 1) of them, at least one."""
        return approving.sample(ids, share)

    def approve_sure(self, ids: Sequence[int], share: float, reviewer: str, window: str = "") -> SureApproval:
        """Approve the sure ones of a list, once the sample of it has been approved without corrections."""
        return approving.approve_sure(self.store, ids, share, self._change(reviewer), window)

    def history(self, document_id: int) -> tuple[Entry, ...]:
        """Everything that happened to a document, oldest first."""
        with self.store.reading() as connection:
            return history.entries(connection, document_id)

    def compare(self, document_id: int) -> tuple[Compared, ...]:
        """The machine's reading beside what holds now: every header field, every part of every task."""
        with self.store.reading() as connection:
            loaded = recording.load(connection, document_id)
        return history.compared(loaded.reading, loaded.holding) if loaded else ()

    def date_phrase(self, text: str, document_date: datetime.date | None) -> PhraseMeaning:
        """What a typed time means: `trước 15/6`, `quý I/2022`."""
        return phrases.meaning_of(text, document_date)

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Bodies whose names hold the words typed, with or without tone marks: seen here, then the directory's."""
        with self.store.reading() as connection:
            return suggesting.suggest(connection, prefix, limit, self.store.config.own_office)

    def figures(self) -> Figures:
        """The office in numbers, for the plots."""
        with self.store.reading() as connection:
            return counting.figures(connection)

    def _change(self, reviewer: str) -> documents.Change:
        return documents.Change(reviewer, self._now(), "")

    def _look_after(self) -> None:
        """Once a day: what was due yesterday is not the nearest deadline any more."""
        today = vietnam_date(self._now())
        if self._looked_after != today:
            with self.store.writing() as connection:
                listing.roll(connection, today)
            self._looked_after = today

    def _desktop(self, connection: sa.Connection, loaded: Loaded, context: Context, change: Change) -> Desktop:
        text = texts.get(connection, loaded.row.id) if speaks_of_words(change) else None
        return Desktop(loaded.holding, text, context.change.by, context.at, self.store.config.own_office)

    def _write(
        self, document_id: int, version: int, reviewer: str, window: str, path: str,
        write: Callable[[sa.Connection, Loaded, Context], int], change: Change | None = None,
    ) -> Result:  # fmt: skip
        """One write: refused if it makes no sense, a conflict if another version stands, else done as a whole."""
        context = Context(self._change(reviewer), window, path)
        try:
            with self.store.writing() as connection:
                loaded = recording.load(connection, document_id)
                if loaded is None:
                    raise Senseless(path, _GONE)
                if loaded.row.state == "withdrawn":
                    raise Senseless(path, _WITHDRAWN)
                if loaded.row.version != version:
                    return self._conflict(connection, loaded, version, context, change)
                new_version = write(connection, loaded, context)
                done = standing.steps_of(connection, document_id)
                record = next(documents.stream(connection, [table.c.id == document_id]))
                made = _made_task(loaded, record)
        except Senseless as refusal:
            return Refused(refusal.path, refusal.message)
        return Saved(new_version, record, recording.undo_title(done), recording.redo_title(done), made)

    def _conflict(
        self, connection: sa.Connection, loaded: Loaded, version: int, context: Context, change: Change | None
    ) -> Conflict:
        changes = history.since(connection, loaded.row.id, version)
        last = next((each for each in reversed(changes) if each.path == context.path), changes[-1] if changes else None)
        mine = self._mine(connection, loaded, context, change) if change is not None else None
        theirs = history.value_at(loaded.holding, context.path)
        by, at = (last.by, last.at) if last else (None, None)
        return Conflict(loaded.row.version, context.path, mine, theirs, by, at, changes)

    def _mine(self, connection: sa.Connection, loaded: Loaded, context: Context, change: Change) -> str | None:
        """What the change would have made, in words; None where the thing to be changed is gone by now."""
        try:
            step = make(change, self._desktop(connection, loaded, context, change))
        except Senseless:
            return None
        return change_said(step, loaded.holding, recording.after(loaded, step))[1]


def _made_task(loaded: Loaded, record: StoredDocument) -> str | None:
    """The id of the first task that was not there before."""
    had = {task.id for task in loaded.holding.tasks}
    found = record.directive.tasks if record.directive else ()
    return next((task.id for task in found if task.id not in had), None)
