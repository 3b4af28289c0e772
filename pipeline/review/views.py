"""What the desk hands to the pages: plain data, nothing of the database in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractors.document import Document
from pipeline.models import Directive
from pipeline.store.records import Direction, State, StoredDocument

DueFilter = Literal["overdue", "week", "month", "later", "none"]
Concern = Literal["yes", "no", "unknown"]
PAGE_ROWS = 50
# The states that wait for a person; the queue shows them where no other state is asked for.
OPEN_STATES: tuple[State, ...] = ("read", "in_review")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is wanted; None is everything (of `states`: what waits for a person).

    `due` by the nearest due date from today on: gone by, within 7 days, within 31, later, or none at all.
    `sure` asks for documents with (False) or without (True) anything in doubt.
    """

    states: tuple[State, ...] = OPEN_STATES
    type: str | None = None
    issuer: str | None = None
    topic: str | None = None
    due: DueFilter | None = None
    concerns_us: Concern | None = None
    direction: Direction | None = None
    sure: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One document in a list.  `doubts` counts what a person should look at; `due` is the nearest due date, ISO."""

    id: int
    file_name: str
    state: State
    version: int
    received_at: str
    doubts: int
    tasks: int
    tasks_in_doubt: int
    due: str | None = None
    concerns_us: Concern | None = None
    type: str | None = None
    code: str | None = None
    issuer: str | None = None
    date: str | None = None
    summary: str | None = None
    topic: str | None = None
    direction: Direction | None = None
    arrival_number: int | None = None
    held_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue, counted from 1.

    `total` counts all rows; where `more` is set there are more than that.  `counts` has every state of the store.
    """

    rows: tuple[QueueRow, ...]
    page: int
    total: int
    more: bool
    counts: Mapping[State, int]

    @property
    def pages(self) -> int:
        """How many pages `total` rows fill; at least one."""
        return max(1, -(-self.total // PAGE_ROWS))


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that a filter of the queue can have, the commonest first."""

    types: tuple[str, ...]
    issuers: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody else has the document open."""

    reviewer: str
    since: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A value as it was last typed; `path` as in changes (`header.number`, `tasks.ID.lead`)."""

    path: str
    value: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history, in Vietnamese words; `undone` where it does not hold any more.

    `path` is the place that was changed, `old` and `new` its value in words, `where` the window it came from.
    """

    id: int
    at: str
    by: str
    kind: str
    title: str
    path: str | None = None
    old: str | None = None
    new: str | None = None
    where: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as a person sees it.

    `record.directive` is what holds now, `machine` what was read; `text` is the document itself with its words and
    boxes (None where it was read before texts were kept, or could not be); `undo` and `redo` name what they would do.
    """

    record: StoredDocument
    machine: Directive | None
    text: Document | None
    drafts: tuple[Draft, ...]
    history: tuple[Entry, ...]
    others: tuple[Holder, ...]
    undo: str | None = None
    redo: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The change holds; the document has this version now."""

    version: int
    record: StoredDocument
    undo: str | None = None
    redo: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the document meanwhile; nothing was written.

    `mine` and `theirs` are the value that was to be written and the one that stands now, in words; `changes` is what
    happened since the version that was seen, oldest first.
    """

    version: int
    path: str
    mine: str | None
    theirs: str | None
    by: str | None
    at: str | None
    changes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The change makes no sense; a Vietnamese sentence says why.  Nothing was written."""

    path: str
    message: str


Result = Saved | Conflict | Refused


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of the machine's reading beside the one that holds now, in words."""

    path: str
    name: str
    machine: str
    now: str
    status: str

    @property
    def same(self) -> bool:
        """Whether the person left it as it was read."""
        return self.machine == self.now


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """What a typed time means: `shown` in Vietnamese words, dates ISO; `doubt` where a person should look twice.

    `understood` is False where nothing in the phrase is a time.
    """

    phrase: str
    understood: bool
    shown: str
    kind: str | None = None
    start: str | None = None
    due: str | None = None
    time: str | None = None
    rrule: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body whose name fits what is typed; `body` is its id where the directory knows it."""

    name: str
    body: str | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """The documents of a list that a person must look at before the others are approved together."""

    chosen: tuple[int, ...]
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SureApproval:
    """What came of approving the rest of a list.

    `unchecked` and `corrected` name those of the sample that nobody has approved, or that had to be corrected; where
    there are any, nothing was approved.  `passed_over` are in doubt or changed meanwhile.
    """

    approved: tuple[int, ...]
    unchecked: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    passed_over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One week (its Monday, ISO) of documents that came: how many, with how many tasks, and how many in doubt."""

    monday: str
    documents: int
    tasks: int
    in_doubt: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The office in numbers.

    `corrections` by field in Vietnamese, the commonest first; `hours_to_approval` one number for each approved
    document, in the order of approval; `due_months` open tasks by month (`2026-04`), `total` and `approved` documents.
    """

    weeks: tuple[Week, ...]
    corrections: tuple[tuple[str, int], ...]
    hours_to_approval: tuple[float, ...]
    due_months: tuple[tuple[str, int], ...]
    states: Mapping[State, int] = field(default_factory=dict)
