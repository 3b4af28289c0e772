"""What the store hands out: one document with its state, as plain immutable data without a session behind it."""

from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.models import Directive, ErrorInfo

State = Literal["received", "read", "in_review", "approved", "failed", "set_apart", "withdrawn"]
Direction = Literal["den", "di"]

STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One document of the store.  Times are ISO 8601 in UTC (`2026-04-06T01:02:03.456Z`), dates ISO.

    `directive` is there once the file has been read, `error` where it could not be; a document that was set apart has
    neither, no `sha256` and an empty `file_name`.  `version` counts the changes; `superseded_by` is the SHA-256 of the
    version that stands in this one's place; `direction`, `topic` and `unit` come from the inbox's subfolder.
    `arrival_number` and `arrival_date` are số đến and ngày đến in the `register` of that date's year.
    """

    id: int
    sha256: str | None
    file_name: str
    state: State
    version: int
    received_at: str
    directive: Directive | None = None
    error: ErrorInfo | None = None
    media_type: str | None = None
    approved_by: str | None = None
    approved_at: str | None = None
    direction: Direction | None = None
    topic: str | None = None
    unit: str | None = None
    superseded_by: str | None = None
    register: str | None = None
    arrival_number: int | None = None
    arrival_date: str | None = None
    secrecy_level: str | None = None
