"""What a person may ask for: one change of one document, as the page sends it.

A change says what is wanted in the words of the page (a typed day, a phrase, marked places).  pipeline.review.making
turns it into steps that need nothing but themselves (pipeline.review.steps); those are kept.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from pipeline.models import Model, Reference

HeaderKey = Literal[
    "issuer", "issuer_parent", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy", "recipients", "references",
]  # fmt: skip
TaskPart = Literal["action", "deliverable", "lead", "support", "report_to", "via", "deadlines"]
# Half-open code-point offsets into the canonical text, as the page marks them.
Spans = tuple[tuple[int, int], ...]


class SetField(Model):
    """A header field gets this value, is confirmed with it, or (None or nothing) is said to be not in the document.

    `date` is taken as `2022-04-06`, `06/4/2022` or written out; `spans` is where the person pointed.
    """

    kind: Literal["set_field"] = "set_field"
    field: HeaderKey
    value: str | tuple[str, ...] | tuple[Reference, ...] | None
    spans: Spans = ()

    @property
    def path(self) -> str:
        """The name of the place that is changed, the same as in drafts."""
        return f"header.{self.field}"


class SetTask(Model):
    """A part of a task: text for `action` and `deliverable`, names of bodies, or phrases for `deadlines`."""

    kind: Literal["set_task"] = "set_task"
    task: str
    part: TaskPart
    value: str | tuple[str, ...] | None
    spans: Spans = ()

    @property
    def path(self) -> str:
        """The name of the place that is changed, the same as in drafts."""
        return f"tasks.{self.task}.{self.part}"


class ConfirmTask(Model):
    """The task is right as it stands."""

    kind: Literal["confirm_task"] = "confirm_task"
    task: str

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"tasks.{self.task}"


class AddTask(Model):
    """A task of the marked words; it stands where its words stand among the others."""

    kind: Literal["add_task"] = "add_task"
    spans: Spans = Field(min_length=1)

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return "tasks"


class SplitTask(Model):
    """Two tasks of one: the second begins at code point `at` of the quote."""

    kind: Literal["split_task"] = "split_task"
    task: str
    at: int = Field(gt=0)

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"tasks.{self.task}"


class JoinTasks(Model):
    """One task of several, in the order in which they stand."""

    kind: Literal["join_tasks"] = "join_tasks"
    tasks: tuple[str, ...] = Field(min_length=2)

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"tasks.{self.tasks[0]}"


class MoveTask(Model):
    """The task stands at this place of the list, counted from 0."""

    kind: Literal["move_task"] = "move_task"
    task: str
    to: int = Field(ge=0)

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return "tasks"


class RejectTask(Model):
    """What stands there is no task; why."""

    kind: Literal["reject_task"] = "reject_task"
    task: str
    reason: str = Field(min_length=1)

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"tasks.{self.task}"


class RestoreTask(Model):
    """A rejected task is one after all."""

    kind: Literal["restore_task"] = "restore_task"
    task: str

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"rejected.{self.task}"


class TakeMissed(Model):
    """What may have been missed is a task."""

    kind: Literal["take_missed"] = "take_missed"
    missed: str = Field(description="its missed_key")

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"missed.{self.missed}"


class WaveOff(Model):
    """What may have been missed is no task."""

    kind: Literal["wave_off"] = "wave_off"
    missed: str = Field(description="its missed_key")

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return f"missed.{self.missed}"


class BeginReview(Model):
    """Somebody has begun to look at the document."""

    kind: Literal["begin_review"] = "begin_review"

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return "state"


Change = Annotated[
    SetField | SetTask | ConfirmTask | AddTask | SplitTask | JoinTasks | MoveTask | RejectTask | RestoreTask
    | TakeMissed | WaveOff | BeginReview,
    Field(discriminator="kind"),
]  # fmt: skip
CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
