"""What of all that was done holds now: undo and redo are events too, so they outlast a reload and a restart.

Comes in: the events of a document in their order.  Goes out: those that hold, and those that redo would bring back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.corrections.steps import STEP, Step

UNDONE, REDONE = "undone", "redone"


@dataclass(frozen=True, slots=True)
class Done:
    """An event that made a step."""

    id: int
    step: Step


@dataclass(frozen=True, slots=True)
class Standing:
    """The events that hold, in their order, and those taken back, the last one last; `touched` if there were any."""

    done: tuple[Done, ...] = ()
    undone: tuple[Done, ...] = ()
    touched: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that hold."""
        return tuple(each.step for each in self.done)

    @property
    def state(self) -> str:
        """`approved` while nothing was changed after the approval, `in_review` once anything was done at all."""
        last = self.done[-1].step if self.done else None
        if last is not None and last.op == "state":
            return "approved"
        return "in_review" if self.touched else "read"


def standing(events: Iterable[tuple[int, str, dict[str, object] | None]]) -> Standing:
    """Fold events (id, kind, data) of one document: a new step ends what could be redone."""
    done: list[Done] = []
    undone: list[Done] = []
    touched = False
    for number, kind, data in events:
        if kind == UNDONE and done:
            undone.append(done.pop())
        elif kind == REDONE and undone:
            done.append(undone.pop())
        elif data and "step" in data:
            done.append(Done(number, STEP.validate_python(data["step"])))
            undone.clear()
        else:
            continue
        touched = True
    return Standing(tuple(done), tuple(undone), touched)
