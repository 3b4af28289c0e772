"""Values in Vietnamese words, for the history and for laying two readings side by side."""

from collections.abc import Iterable
from typing import Any

from pipeline.corrections.steps import (
    FieldStep,
    MoveStep,
    RejectStep,
    ReplaceStep,
    RestoreStep,
    StateStep,
    Step,
    TaskStep,
    WaveStep,
)
from pipeline.models import Body, Deadline, Directive, Reference, Task
from pipeline.shown import FIELD_NAMES, one_line, shown_date, shown_deadline

NOTHING = ""
_LONGEST = 120
PART_NAMES = {
    "action": "Nội dung việc",
    "deliverable": "Sản phẩm",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "report_to": "Báo cáo",
    "via": "Gửi qua",
    "deadlines": "Thời hạn",
}


def field_said(name: str, value: Any) -> str:
    """The value of a header field in one line."""
    if value is None:
        return NOTHING
    if name == "date":
        return shown_date(value)
    if isinstance(value, str):
        return one_line(value)
    return "; ".join(one_line(each if isinstance(each, str) else _reference(each)) for each in value)


def _reference(value: Any) -> str:
    said = value.raw if isinstance(value, Reference) else value.get("raw")
    return str(said or NOTHING)


def part_said(task: Task, part: str) -> str:
    """A part of a task in one line."""
    value = getattr(task, part)
    if value is None or isinstance(value, str):
        return one_line(value or NOTHING)
    return bodies_said(value) if part != "deadlines" else deadlines_said(value)


def bodies_said(bodies: Iterable[Body]) -> str:
    """Names of bodies in one line."""
    return "; ".join(one_line(body.name) for body in bodies)


def deadlines_said(deadlines: Iterable[Deadline]) -> str:
    """Deadlines in one line."""
    return "; ".join(shown_deadline(deadline) for deadline in deadlines)


def short(text: str) -> str:
    """The beginning of a long text, in one line."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def title_of(step: Step) -> str:
    """What a step does, in Vietnamese."""
    match step:
        case FieldStep():
            return f"Sửa «{FIELD_NAMES[step.field]}»" if step.value != step.read else f"Xác nhận «{_name(step)}»"
        case TaskStep():
            return _task_title(step)
        case ReplaceStep():
            return _replace_title(step)
        case RejectStep():
            return f"Loại nhiệm vụ: {step.reason}"
        case RestoreStep():
            return "Khôi phục nhiệm vụ đã loại"
        case WaveStep():
            return "Xác nhận không phải nhiệm vụ"
        case MoveStep():
            return "Đổi thứ tự nhiệm vụ"
        case StateStep():
            return "Duyệt văn bản"


def _name(step: FieldStep) -> str:
    return FIELD_NAMES[step.field]


def _task_title(step: TaskStep) -> str:
    named = [PART_NAMES[part] for part in step.parts if part in PART_NAMES]
    return f"Sửa «{', '.join(named)}» của nhiệm vụ" if named else "Xác nhận nhiệm vụ"


def _replace_title(step: ReplaceStep) -> str:
    if step.missed:
        return "Thêm nhiệm vụ từ danh sách có thể bị sót"
    if not step.gone:
        return "Thêm nhiệm vụ"
    return "Tách nhiệm vụ" if len(step.made) > 1 else "Gộp nhiệm vụ"


def change_said(step: Step, before: Directive, after: Directive) -> tuple[str | None, str | None]:
    """What stood there before a step and what stands there after it, in words."""
    match step:
        case FieldStep():
            return field_said(step.field, getattr(before.header, step.field).value), field_said(step.field, step.value)
        case TaskStep():
            return _task_said(step, before), _task_said(step, after)
        case ReplaceStep():
            return " | ".join(short(t.quote) for t in step.gone), " | ".join(short(t.quote) for t in step.made)
        case RejectStep() | RestoreStep():
            said = short(step.task.quote)
            return (said, None) if step.op == "reject" else (None, said)
        case MoveStep():
            return _order_said(before), _order_said(after)
        case _:
            return None, None


def _task_said(step: TaskStep, directive: Directive) -> str | None:
    task = next((task for task in directive.tasks if task.id == step.before.id), None)
    named = [part for part in step.parts if part in PART_NAMES]
    if task is None:
        return None
    return "; ".join(part_said(task, part) for part in named) if named else short(task.quote)


def _order_said(directive: Directive) -> str:
    return " → ".join(short(task.action)[:30] for task in directive.tasks)
