"""The steps that corrections are kept as: each holds all that it needs, no document, no rules, no clock.

So the same steps can be applied to a later reading of the same file (pipeline.corrections.apply).  Every step remembers
what stood there when it was made, which tells later whether the machine has come to read something else.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from pipeline.models import Evidence, Model, Task


class _Step(Model):
    """Who made it and when (ISO 8601, UTC)."""

    by: str
    at: str


class FieldStep(_Step):
    """A header field gets a value.  `read` is the machine's value that the person saw.

    `also` is what follows from it: a code is made of number and symbol.
    """

    op: Literal["field"] = "field"
    field: str
    value: Any
    raw: str | None = None
    evidence: tuple[Evidence, ...]
    read: Any = None
    also: tuple["FieldStep", ...] = ()


class TaskStep(_Step):
    """Parts of a task get values (nothing in `parts`: it is right as it stands).  `before` is the task as it stood."""

    op: Literal["task"] = "task"
    before: Task
    parts: dict[str, Any] = Field(default_factory=dict)


class ReplaceStep(_Step):
    """The tasks `made` stand in the place of those `gone`; none gone: they are new.

    `missed` names the item of the list of what may have been missed that they were made from.
    """

    op: Literal["replace"] = "replace"
    gone: tuple[Task, ...] = ()
    made: tuple[Task, ...]
    missed: str | None = None


class RejectStep(_Step):
    """A task is none."""

    op: Literal["reject"] = "reject"
    task: Task
    reason: str


class RestoreStep(_Step):
    """A rejected task is one after all."""

    op: Literal["restore"] = "restore"
    task: Task


class WaveStep(_Step):
    """An item that may have been missed was none."""

    op: Literal["wave"] = "wave"
    missed: str


class MoveStep(_Step):
    """The tasks stand in this order of ids; those not named stay behind the one they followed."""

    op: Literal["move"] = "move"
    order: tuple[str, ...]


class StateStep(_Step):
    """Somebody approved the document as it stands."""

    op: Literal["state"] = "state"
    state: Literal["approved"] = "approved"


Step = Annotated[
    FieldStep | TaskStep | ReplaceStep | RejectStep | RestoreStep | WaveStep | MoveStep | StateStep,
    Field(discriminator="op"),
]
STEP: TypeAdapter[Step] = TypeAdapter(Step)
