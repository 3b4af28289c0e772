"""From what a person asks for to the step that is kept: typed words understood, marked places turned into evidence.

Comes in: a change, the directive that holds and the document's text.  Goes out: one step of pipeline.corrections.steps,
or `Senseless` with the sentence that tells the person why not.
"""

import datetime
import functools
from dataclasses import dataclass
from typing import Any

from extractors.document import Document, Span
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
from pipeline.evidence import evidence_of
from pipeline.models import Directive, Evidence, Header, Missed, Reference, Task
from pipeline.review import changes, task_making
from pipeline.review.phrases import header_date
from pipeline.review.senseless import Senseless

LONGEST_VALUE = 20_000
# What stands between number and symbol: Party bodies write a hyphen.
_SIGNS = ("/", "-")


@dataclass(frozen=True, slots=True)
class Desktop:
    """What a change is made on: the directive that holds, the text (None where it was not kept), who and when."""

    directive: Directive
    text: Document | None
    by: str
    at: str
    own_office: str | None = None

    def person(self) -> Evidence:
        """The evidence of a person's word, without a place."""
        return Evidence(origin="person", by=self.by, at=self.at)

    def marked(self, spans: changes.Spans, path: str) -> tuple[Evidence, ...]:
        """The evidence of places that a person marked."""
        if not spans:
            return ()
        if self.text is None:
            raise Senseless(path, "Chưa lưu lời văn của văn bản này nên không đánh dấu được; hãy cho đọc lại.")
        if any(not 0 <= start < end <= len(self.text.text) for start, end in spans):
            raise Senseless(path, "Chỗ đánh dấu nằm ngoài văn bản.")
        found = evidence_of(self.text, [Span(*span) for span in spans])
        if not found:
            raise Senseless(path, "Chỗ đánh dấu không có chữ nào.")
        return tuple(self.own(piece) for piece in found)

    def own(self, piece: Evidence) -> Evidence:
        """A place in the document as a person's word."""
        return piece.model_copy(update={"origin": "person", "by": self.by, "at": self.at})

    def task(self, task_id: str) -> Task:
        """The task of that id."""
        found = next((task for task in self.directive.tasks if task.id == task_id), None)
        if found is None:
            raise Senseless(f"tasks.{task_id}", "Nhiệm vụ này không còn trong danh sách.")
        return found

    def missed(self, key: str) -> Missed:
        """The item of that key that may have been missed."""
        found = next((item for item in self.directive.missed if missed_key(item) == key), None)
        if found is None:
            raise Senseless(f"missed.{key}", "Mục này không còn trong danh sách có thể bị sót.")
        return found

    def day(self) -> datetime.date | None:
        """The document's day, from which times are counted."""
        try:
            return datetime.date.fromisoformat(self.directive.header.date.value or "")
        except ValueError:
            return None


def speaks_of_words(change: changes.Change) -> bool:
    """Whether the document's text is needed for it, which takes a while to unpack."""
    return isinstance(change, changes.SplitTask | changes.TakeMissed) or bool(getattr(change, "spans", ()))


@functools.singledispatch
def make(change: changes.Change, _desktop: Desktop) -> Step:
    """The step of a change.

    Raises:
        Senseless: it cannot be done as asked.

    """
    raise TypeError(change)


@make.register
def _field(change: changes.SetField, desktop: Desktop) -> Step:
    value = _value(change)
    marked = desktop.marked(change.spans, change.path)
    step = _step(change.field, value, marked, desktop)
    code = _code_after(change.field, value, desktop.directive.header)
    also = () if code is None else (_step("code", code, (), desktop, is_derived=True),)
    return step.model_copy(update={"also": also})


def _step(
    name: str, value: Any, marked: tuple[Evidence, ...], desktop: Desktop, *, is_derived: bool = False
) -> FieldStep:  # fmt: skip
    """A value with the place that was marked; one that stays, or follows from another, keeps the place it has."""
    field = getattr(desktop.directive.header, name)
    stands = field.model_dump(mode="json")["value"]
    evidence, raw = marked, " ".join(piece.text for piece in marked) or None
    if not marked and (stands == value or is_derived):
        evidence, raw = tuple(desktop.own(piece) for piece in field.evidence), field.raw
    return FieldStep(
        by=desktop.by, at=desktop.at, field=name, value=value, raw=raw, evidence=evidence or (desktop.person(),),
        read=field.machine.get("value") if field.machine else stands,
    )  # fmt: skip


def _code_after(name: str, value: Any, header: Header) -> str | None:
    """The code that follows from a number or symbol, as long as it is made of them; None where it stays as it is.

    Where the value stays too, the code is confirmed with it, unless the other part is in doubt.
    """
    parts = {"number": header.number.value or "", "symbol": header.symbol.value or ""}
    code = header.code.value or ""
    sign = code[len(parts["number"]) : len(code) - len(parts["symbol"])]
    if name not in parts or not value or not parts["symbol"] or sign not in _SIGNS:
        return None
    if code != parts["number"] + sign + parts["symbol"]:
        return None
    other = header.symbol if name == "number" else header.number
    if value == parts[name] and (header.code.status != "review" or other.status in {"review", "missing"}):
        return None
    parts[name] = value
    return parts["number"] + sign + parts["symbol"]


def _value(change: changes.SetField) -> Any:
    """The value in the form of the field, as JSON has it; blanks collapsed, nothing typed is nothing."""
    value = change.value
    if change.field == "references":
        return _references(change)
    if change.field == "recipients":
        given = value.splitlines() if isinstance(value, str) else [str(each) for each in value or ()]
        return [line for each in given if (line := _line(change.path, each))]
    if value is not None and not isinstance(value, str):
        raise Senseless(change.path, "Trường này chỉ nhận một giá trị.")
    typed = _line(change.path, value or "")
    if not typed:
        return None
    if change.field == "date":
        iso = header_date(typed)
        if iso is None:
            raise Senseless(change.path, f"Chưa hiểu ngày «{typed}»; hãy ghi như 06/4/2022.")
        return iso
    return typed


def _references(change: changes.SetField) -> list[dict[str, Any]]:
    given = () if change.value is None or isinstance(change.value, str) else change.value
    found = [each for each in given if isinstance(each, Reference)]
    if len(found) != len(given) or isinstance(change.value, str):
        raise Senseless(change.path, "Văn bản viện dẫn phải là một danh sách.")
    return [each.model_dump(mode="json") for each in found]


def _line(path: str, typed: str) -> str:
    line = " ".join(typed.replace("\0", "").split())
    if len(line) > LONGEST_VALUE:
        raise Senseless(path, "Giá trị quá dài.")
    return line


@make.register
def _set_task(change: changes.SetTask, desktop: Desktop) -> Step:
    task = desktop.task(change.task)
    marked = desktop.marked(change.spans, change.path) or (desktop.person(),)
    made = task_making.parts(change, task, marked, desktop.day(), desktop.own_office)
    # What stays as it is was confirmed, not corrected: the figures tell what the machine got wrong.
    had = task.model_dump(mode="json")
    parts = {part: value for part, value in made.items() if value != had[part]}
    return TaskStep(by=desktop.by, at=desktop.at, before=task, parts=parts)


@make.register
def _confirm(change: changes.ConfirmTask, desktop: Desktop) -> Step:
    return TaskStep(by=desktop.by, at=desktop.at, before=desktop.task(change.task))


@make.register
def _add(change: changes.AddTask, desktop: Desktop) -> Step:
    spans = tuple(sorted(change.spans))
    return ReplaceStep(by=desktop.by, at=desktop.at, made=(_marked_task(desktop, spans, change.path),))


@make.register
def _take(change: changes.TakeMissed, desktop: Desktop) -> Step:
    item = desktop.missed(change.missed)
    if desktop.text is not None:
        spans = tuple((e.start, e.end) for e in item.evidence if e.start is not None and e.end is not None)
        made = _marked_task(desktop, spans, change.path)
    else:
        evidence = tuple(desktop.own(piece) for piece in item.evidence) or (desktop.person(),)
        made = task_making.new_task(desktop.directive, item.quote, evidence, desktop.day())
    return ReplaceStep(by=desktop.by, at=desktop.at, made=(made,), missed=change.missed)


def _marked_task(desktop: Desktop, spans: changes.Spans, path: str) -> Task:
    evidence = desktop.marked(spans, path)
    text = desktop.text.text if desktop.text else ""
    quote = " ".join(" ".join(text[start:end].split()) for start, end in spans)
    return task_making.new_task(desktop.directive, quote, evidence, desktop.day())


@make.register
def _split(change: changes.SplitTask, desktop: Desktop) -> Step:
    task = desktop.task(change.task)
    made = task_making.split(desktop.directive, task, change.at, desktop.person(), desktop.text)
    return ReplaceStep(by=desktop.by, at=desktop.at, gone=(task,), made=made)


@make.register
def _join(change: changes.JoinTasks, desktop: Desktop) -> Step:
    for name in change.tasks:
        desktop.task(name)
    gone = tuple(task for task in desktop.directive.tasks if task.id in change.tasks)
    if len(gone) < 2:
        raise Senseless(change.path, "Cần ít nhất hai nhiệm vụ khác nhau để gộp.")
    made = task_making.joined(gone, desktop.person(), desktop.own_office)
    return ReplaceStep(by=desktop.by, at=desktop.at, gone=gone, made=(made,))


@make.register
def _move(change: changes.MoveTask, desktop: Desktop) -> Step:
    desktop.task(change.task)
    order = [task.id for task in desktop.directive.tasks if task.id != change.task]
    order.insert(min(change.to, len(order)), change.task)
    return MoveStep(by=desktop.by, at=desktop.at, order=tuple(order))


@make.register
def _reject(change: changes.RejectTask, desktop: Desktop) -> Step:
    reason = _line(change.path, change.reason)
    if not reason:
        raise Senseless(change.path, "Hãy ghi lý do loại nhiệm vụ.")
    return RejectStep(by=desktop.by, at=desktop.at, task=desktop.task(change.task), reason=reason)


@make.register
def _restore(change: changes.RestoreTask, desktop: Desktop) -> Step:
    found = next((each.task for each in desktop.directive.rejected if each.task.id == change.task), None)
    if found is None:
        raise Senseless(change.path, "Nhiệm vụ này không nằm trong danh sách đã loại.")
    return RestoreStep(by=desktop.by, at=desktop.at, task=found)


@make.register
def _wave(change: changes.WaveOff, desktop: Desktop) -> Step:
    desktop.missed(change.missed)
    return WaveStep(by=desktop.by, at=desktop.at, missed=change.missed)
