"""The public contract: what one read document looks like as JSON (docs/schema/directive-v1.json is made from this)."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from extractors.errors import Failure

SCHEMA_VERSION: Literal["1"] = "1"

FieldStatus = Literal["auto", "absent", "review", "missing", "confirmed"]
EvidenceOrigin = Literal["text", "ocr", "signature", "file_name", "package", "person"]
DeadlineKind = Literal["by", "before", "during", "within", "on", "range", "relative", "recurring", "ongoing"]


class Model(BaseModel):
    """Immutable, and nothing beyond what is named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Model):
    """Where a value stands: half-open code-point offsets of the canonical text, boxes in PDF points from top left.

    `package` is what the exchange package, or the file about itself (when it was scanned), says of the document.  For a
    person's word `by` and `at` say who and when.
    """

    origin: EvidenceOrigin
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""
    by: str | None = None
    at: str | None = None


class Crop(Model):
    """A place on the page to look at: it may be handwriting."""

    page: int
    box: tuple[float, float, float, float]


class FieldBase(Model):
    """What every header field carries beside its value."""

    raw: str | None = None
    status: FieldStatus
    confidence: float = Field(ge=0, le=1)
    rule: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    crop: Crop | None = None
    machine: dict[str, Any] | None = None


class TextField(FieldBase):
    """A header field with one value; dates are ISO 8601."""

    value: str | None = None


class RecipientsField(FieldBase):
    """The lines under Nơi nhận."""

    value: tuple[str, ...] = ()


class Reference(Model):
    """A document that this one cites."""

    type: str | None = None
    code: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    raw: str
    evidence: tuple[Evidence, ...]


class ReferencesField(FieldBase):
    """Every document that is cited, in the order of the text."""

    value: tuple[Reference, ...] = ()


class Header(Model):
    """The head and foot of a document; all keys are always there."""

    issuer: TextField
    issuer_parent: TextField
    type: TextField
    number: TextField
    symbol: TextField
    code: TextField
    place: TextField
    date: TextField
    summary: TextField
    signer_authority: TextField
    signer_title: TextField
    signer_name: TextField
    urgency: TextField
    secrecy: TextField
    recipients: RecipientsField
    references: ReferencesField


class Body(Model):
    """A body (or class of bodies) that a task names; `body` is its id in the directory where it is known."""

    name: str
    raw: str
    body: str | None = None
    evidence: tuple[Evidence, ...]


class Deadline(Model):
    """A time that bounds a duty (docs/deadlines.md has the kinds).  Dates are ISO; `offset` an ISO 8601 duration.

    `before` is exclusive: `due` is the day before, `raw` keeps the written date.
    """

    raw: str
    kind: DeadlineKind
    start: str | None = None
    due: str | None = None
    time: str | None = None
    rrule: str | None = None
    anchor: Literal["document_date", "receipt", "event"] | None = None
    offset: str | None = None
    evidence: tuple[Evidence, ...]
    rule: str


class ConcernsUs(Model):
    """Whether a task binds the own office, and why."""

    value: Literal["yes", "no", "unknown"]
    reason: str


class Task(Model):
    """The smallest item that obliges somebody; `id` stays the same when the document is read again."""

    id: str
    quote: str
    page: int | None
    evidence: tuple[Evidence, ...]
    section: tuple[str, ...] = ()
    action: str
    deliverable: str | None = None
    lead: tuple[Body, ...] = ()
    support: tuple[Body, ...] = ()
    report_to: tuple[Body, ...] = ()
    via: tuple[Body, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    concerns_us: ConcernsUs
    status: Literal["auto", "review", "confirmed"]
    confidence: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = ()
    machine: dict[str, Any] | None = None


class Missed(Model):
    """An item that looks like a duty and yielded no task."""

    quote: str
    page: int | None
    evidence: tuple[Evidence, ...]
    reason: str


class RejectedTask(Model):
    """A task that a person struck out, with the reason."""

    task: Task
    reason: str
    by: str
    at: str


class Source(Model):
    """The file itself."""

    file_name: str
    sha256: str
    media_type: str
    pages: int | None
    text: Literal["digital", "scan", "mixed", "word"]


class Directive(Model):
    """One document, read."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    source: Source
    header: Header
    tasks: tuple[Task, ...]
    missed: tuple[Missed, ...] = ()
    rejected: tuple[RejectedTask, ...] = ()
    warnings: tuple[str, ...] = ()


class FailedSource(Model):
    """What is known of a file that could not be read."""

    file_name: str
    sha256: str | None = None
    media_type: str | None = None
    pages: int | None = None
    text: None = None


class ErrorInfo(Model):
    """Why it failed: a stable code, a Vietnamese sentence, the next step."""

    code: str
    message: str
    next_step: str

    @classmethod
    def of(cls, failure: Failure | type[Failure]) -> Self:
        """What is told of this failure, or of every failure of this kind."""
        return cls(code=failure.code, message=failure.message, next_step=failure.next_step)


class FailedReading(Model):
    """A file that could not be read."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    source: FailedSource
    error: ErrorInfo
