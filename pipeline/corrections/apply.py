"""Apply steps to a reading: what the document says now, by the machine and by people.

Comes in: a machine's reading, this one or a later one, and the steps in their order.  Goes out: the directive that
holds.  A step whose task a later reading does not show any more brings that task along, in doubt and with the reason.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.corrections.names import missed_key
from pipeline.corrections.steps import (
    FieldStep,
    MoveStep,
    RejectStep,
    ReplaceStep,
    RestoreStep,
    Step,
    TaskStep,
    WaveStep,
)
from pipeline.models import Directive, FieldBase, RejectedTask, Task
from rules.spelling import level

NOT_SEEN_AGAIN = "Lần đọc lại không còn thấy nhiệm vụ này."


def apply(reading: Directive, steps: Iterable[Step]) -> Directive:
    """The directive after all steps, in their order."""
    return functools.reduce(_applied, steps, reading)


def _applied(directive: Directive, step: Step) -> Directive:
    do: Callable[[Directive, Any], Directive] | None = _APPLIERS.get(type(step))
    return do(directive, step) if do else directive


def _field(directive: Directive, step: FieldStep) -> Directive:
    field: FieldBase = getattr(directive.header, step.field)
    machine = field.machine if field.status == "confirmed" else field.model_dump(mode="json", exclude={"machine"})
    read = machine.get("value") if machine else None
    reasons = () if read in (step.read, step.value) or _same(read, step) else (_other(read),)
    values = {
        "value": step.value, "raw": step.raw, "status": "confirmed", "confidence": 1.0, "rule": field.rule,
        "evidence": step.evidence, "reasons": reasons, "crop": field.crop, "machine": machine,
    }  # fmt: skip
    made = type(field).model_validate(values)
    changed = directive.model_copy(update={"header": directive.header.model_copy(update={step.field: made})})
    return functools.reduce(_field, step.also, changed)


def _same(read: Any, step: FieldStep) -> bool:
    """Lists come as tuples or lists, by the way they went through JSON."""
    return isinstance(read, list | tuple) and list(read) in (_listed(step.read), _listed(step.value))


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def _other(read: Any) -> str:
    shown = f"«{read}»" if isinstance(read, str) else "không thấy" if not read else "một giá trị khác"
    return f"Lần đọc lại máy thấy: {shown}."


def _task(directive: Directive, step: TaskStep) -> Directive:
    tasks = list(directive.tasks)
    at = _index(tasks, step.before)
    if at is None:
        if any(each.task.id == step.before.id for each in directive.rejected):
            return directive
        lost = step.before.model_copy(update={"reasons": (*step.before.reasons, NOT_SEEN_AGAIN)})
        tasks = _placed(tasks, lost)
        at = tasks.index(lost)
    tasks[at] = confirmed(tasks[at], step.parts)
    return directive.model_copy(update={"tasks": tuple(tasks)})


def confirmed(task: Task, parts: dict[str, Any]) -> Task:
    """The task with these parts as a person set them, what the machine read kept beside it."""
    by_machine = task.machine is None and not is_of_person(task)
    machine = task.model_dump(mode="json", exclude={"machine"}) if by_machine else task.machine
    kept = tuple(reason for reason in task.reasons if reason == NOT_SEEN_AGAIN)
    values = task.model_dump(mode="json") | parts | {"status": "confirmed", "reasons": kept, "machine": machine}
    return Task.model_validate(values)


def is_of_person(task: Task) -> bool:
    """Whether a person made the task, by marking, splitting or joining."""
    return bool(task.evidence) and task.evidence[0].origin == "person"


def _replace(directive: Directive, step: ReplaceStep) -> Directive:
    tasks = list(directive.tasks)
    places = [at for gone in step.gone if (at := _index(tasks, gone)) is not None]
    made_ids = {task.id for task in step.made}
    first = min(places, default=None)
    kept = [task for at, task in enumerate(tasks) if at not in places and task.id not in made_ids]
    if first is None:
        for task in step.made:
            kept = _placed(kept, task)
    else:
        before = sum(1 for at, task in enumerate(tasks[:first]) if at not in places and task.id not in made_ids)
        kept[before:before] = step.made
    changes: dict[str, Any] = {"tasks": tuple(kept)}
    if step.missed:
        changes["missed"] = tuple(item for item in directive.missed if missed_key(item) != step.missed)
    return directive.model_copy(update=changes)


def _reject(directive: Directive, step: RejectStep) -> Directive:
    at = _index(directive.tasks, step.task)
    if at is None:
        return directive
    rejected = RejectedTask(task=directive.tasks[at], reason=step.reason, by=step.by, at=step.at)
    tasks = directive.tasks[:at] + directive.tasks[at + 1 :]
    return directive.model_copy(update={"tasks": tasks, "rejected": (*directive.rejected, rejected)})


def _restore(directive: Directive, step: RestoreStep) -> Directive:
    if _index(directive.tasks, step.task) is not None:
        return directive
    left = tuple(each for each in directive.rejected if each.task.id != step.task.id)
    tasks = _placed(list(directive.tasks), confirmed(step.task, {}))
    return directive.model_copy(update={"tasks": tuple(tasks), "rejected": left})


def _wave(directive: Directive, step: WaveStep) -> Directive:
    left = tuple(item for item in directive.missed if missed_key(item) != step.missed)
    return directive.model_copy(update={"missed": left})


def _move(directive: Directive, step: MoveStep) -> Directive:
    """Those named in the new order, each followed by the unnamed ones that followed it."""
    groups: dict[str, list[Task]] = {"": []}
    current = ""
    for task in directive.tasks:
        if task.id in step.order:
            current = task.id
            groups[current] = []
        groups[current].append(task)
    ordered = [*groups[""], *(task for key in step.order for task in groups.get(key, ()))]
    return directive.model_copy(update={"tasks": tuple(ordered)})


def _index(tasks: Sequence[Task], wanted: Task) -> int | None:
    """Where the task stands: the one of its id, else the one of the same words."""
    for at, task in enumerate(tasks):
        if task.id == wanted.id:
            return at
    words = _words(wanted)
    return next((at for at, task in enumerate(tasks) if _words(task) == words), None)


def _words(task: Task) -> str:
    return " ".join(level(task.quote).split())


def _placed(tasks: list[Task], task: Task) -> list[Task]:
    """The task among the others where its words stand in the document; without a known place at the end."""
    start = place_of(task)
    at = len(tasks)
    if start is not None:
        at = next((i for i, other in enumerate(tasks) if (place_of(other) or 0) > start), at)
    return [*tasks[:at], task, *tasks[at:]]


def place_of(task: Task) -> int | None:
    """Where in the text the task begins."""
    return min((piece.start for piece in task.evidence if piece.start is not None), default=None)


_APPLIERS: dict[type, Callable[[Directive, Any], Directive]] = {
    FieldStep: _field,
    TaskStep: _task,
    ReplaceStep: _replace,
    RejectStep: _reject,
    RestoreStep: _restore,
    WaveStep: _wave,
    MoveStep: _move,
}
