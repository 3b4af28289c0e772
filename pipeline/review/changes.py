"""What a person may ask for: one change of one document, as the page sends it.

A change says what is wanted in the words of the page (a typed day, a phrase, marked places).  pipeline.review.making
turns it into steps that need nothing but themselves (pipeline.corrections.steps); those are kept.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter

from pipeline.models import Model, Reference

HeaderKey = Literal[
    "issuer", "issuer_parent", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy", "recipients", "references",
]  # fmt: skip
TaskPart = Literal["action", "deliverable", "lead", "support", "report_to", "via", "deadlines"]
# Half-open code-point offsets into the canonical text, as the page marks them.
Spans = tuple[tuple[int, int], ...]


class _Asked(Model):
    """A change of the place that is named as in drafts; what stands in braces is a value of the change."""

    place: ClassVar[str]

    @property
    def path(self) -> str:
        """The name of the place that is changed."""
        return self.place.format_map(vars(self))


class SetField(_Asked):
    """A header field gets this value, is confirmed with it, or (None or nothing) is said to be not in the document.

    `date` is taken as `2022-04-06`, `06/4/2022` or written out; `spans` is where the person pointed.
    """

    place: ClassVar[str] = "header.{field}"
    kind: Literal["set_field"] = "set_field"
    field: HeaderKey
    value: str | tuple[str, ...] | tuple[Reference, ...] | None
    spans: Spans = ()


class SetTask(_Asked):
    """A part of a task: text for `action` and `deliverable`, names of bodies, or phrases for `deadlines`."""

    place: ClassVar[str] = "tasks.{task}.{part}"
    kind: Literal["set_task"] = "set_task"
    task: str
    part: TaskPart
    value: str | tuple[str, ...] | None
    spans: Spans = ()


class ConfirmTask(_Asked):
    """The task is right as it stands."""

    place: ClassVar[str] = "tasks.{task}"
    kind: Literal["confirm_task"] = "confirm_task"
    task: str


class AddTask(_Asked):
    """A task of the marked words; it stands where its words stand among the others."""

    place: ClassVar[str] = "tasks"
    kind: Literal["add_task"] = "add_task"
    spans: Spans = Field(min_length=1)


class SplitTask(_Asked):
    """Two tasks of one: the second begins at code point `at` of the quote."""

    place: ClassVar[str] = "tasks.{task}"
    kind: Literal["split_task"] = "split_task"
    task: str
    at: int = Field(gt=0)


class JoinTasks(_Asked):
    """One task of several, in the order in which they stand."""

    place: ClassVar[str] = "tasks.{tasks[0]}"
    kind: Literal["join_tasks"] = "join_tasks"
    tasks: tuple[str, ...] = Field(min_length=2)


class MoveTask(_Asked):
    """The task stands at this place of the list, counted from 0."""

    place: ClassVar[str] = "tasks"
    kind: Literal["move_task"] = "move_task"
    task: str
    to: int = Field(ge=0)


class RejectTask(_Asked):
    """What stands there is no task; why."""

    place: ClassVar[str] = "tasks.{task}"
    kind: Literal["reject_task"] = "reject_task"
    task: str
    reason: str = Field(min_length=1)


class RestoreTask(_Asked):
    """A rejected task is one after all."""

    place: ClassVar[str] = "rejected.{task}"
    kind: Literal["restore_task"] = "restore_task"
    task: str


class TakeMissed(_Asked):
    """What may have been missed is a task."""

    place: ClassVar[str] = "missed.{missed}"
    kind: Literal["take_missed"] = "take_missed"
    missed: str = Field(description="its missed_key")


class WaveOff(_Asked):
    """What may have been missed is no task."""

    place: ClassVar[str] = "missed.{missed}"
    kind: Literal["wave_off"] = "wave_off"
    missed: str = Field(description="its missed_key")


Change = Annotated[
    SetField | SetTask | ConfirmTask | AddTask | SplitTask | JoinTasks | MoveTask | RejectTask | RestoreTask
    | TakeMissed | WaveOff,
    Field(discriminator="kind"),
]  # fmt: skip
CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
