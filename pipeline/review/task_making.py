"""New tasks and parts of tasks from what people mark and type; what they take over keeps its place."""

import datetime
from typing import Any

from extractors.document import Document, Span
from extractors.finding.agencies import lookup
from extractors.finding.deadlines import find_deadlines
from pipeline.corrections.names import free_task_id
from pipeline.deadlines import resolve
from pipeline.evidence import evidence_of
from pipeline.models import Body, ConcernsUs, Deadline, Directive, Evidence, Task
from pipeline.resolve.tasks_concern import concerns
from pipeline.review.changes import SetTask
from pipeline.review.phrases import deadline_of
from pipeline.review.senseless import Senseless

_BODIES = {"lead", "support", "report_to", "via"}
_UNKNOWN = ConcernsUs(value="unknown", reason="Người xem lại thêm nhiệm vụ này, chưa rõ có thuộc cơ quan mình không.")
_LONGEST = 20_000


def parts(
    change: SetTask, task: Task, evidence: tuple[Evidence, ...], day: datetime.date | None, own_office: str | None
) -> dict[str, Any]:
    """The values of a changed part, as JSON; who must do it decides anew whether it concerns the own office."""
    if change.part in _BODIES:
        bodies = _bodies(_typed(change), getattr(task, change.part), evidence, day)
        made: dict[str, Any] = {change.part: [body.model_dump(mode="json") for body in bodies]}
        if change.part in {"lead", "support"} and own_office:
            named = {"lead": task.lead, "support": task.support} | {change.part: bodies}
            made["concerns_us"] = concerns(named["lead"], named["support"], own_office).model_dump(mode="json")
        return made
    if change.part == "deadlines":
        found = [_deadline(change, phrase, task, evidence, day) for phrase in _typed(change)]
        return {"deadlines": [deadline.model_dump(mode="json") for deadline in found]}
    text = " ".join(_typed(change, whole=True))
    if change.part == "action" and not text:
        raise Senseless(change.path, "Nội dung việc không được để trống.")
    return {change.part: text or None}


def _typed(change: SetTask, *, whole: bool = False) -> list[str]:
    """What was typed, in lines; `a; b` in one line are two."""
    value = change.value or ()
    if isinstance(value, str):
        value = (value,) if whole else tuple(value.replace("\n", ";").split(";"))
    lines = [" ".join(each.replace("\0", "").split()) for each in value]
    if sum(map(len, lines)) > _LONGEST:
        raise Senseless(change.path, "Giá trị quá dài.")
    return [line for line in lines if line]


def _bodies(
    names: list[str], had: tuple[Body, ...], evidence: tuple[Evidence, ...], day: datetime.date | None
) -> tuple[Body, ...]:
    known = {body.name: body for body in had}
    made = []
    for name in dict.fromkeys(names):
        entry = lookup(name, day)
        new = Body(name=name, raw=name, body=entry.id if entry else None, evidence=evidence)
        made.append(known.get(name, new))
    return tuple(made)


def _deadline(
    change: SetTask, phrase: str, task: Task, evidence: tuple[Evidence, ...], day: datetime.date | None
) -> Deadline:
    had = next((deadline for deadline in task.deadlines if " ".join(deadline.raw.split()) == phrase), None)
    found = had or deadline_of(phrase, day, evidence)
    if found is None:
        raise Senseless(change.path, f"Chưa hiểu thời hạn «{phrase}»; hãy ghi như «trước 15/6/2022» hoặc «quý I/2022».")
    return found


def new_task(
    directive: Directive, quote: str, evidence: tuple[Evidence, ...], day: datetime.date | None
) -> Task:  # fmt: skip
    """A task of marked words.  Times that stand in them are taken over; who does it is left to the person."""
    return Task(
        id=_free(directive, quote), quote=quote, page=evidence[0].page, evidence=evidence, action=quote,
        deadlines=_deadlines_in(quote, evidence, day), concerns_us=_UNKNOWN, status="confirmed", confidence=1.0,
    )  # fmt: skip


def _free(directive: Directive, quote: str, *also: str) -> str:
    taken = {task.id for task in directive.tasks} | {each.task.id for each in directive.rejected} | set(also)
    return free_task_id(directive.source.sha256, quote, taken)


def _deadlines_in(
    quote: str, evidence: tuple[Evidence, ...], day: datetime.date | None
) -> tuple[Deadline, ...]:  # fmt: skip
    found = []
    for expression in find_deadlines(quote):
        meant = resolve(expression, document_date=day, text=quote)
        made = deadline_of(meant.raw, day, evidence)
        if made is not None:
            found.append(made.model_copy(update={"rule": expression.rule}))
    return tuple(found)


def split(
    directive: Directive, task: Task, at: int, person: Evidence, text: Document | None
) -> tuple[Task, Task]:  # fmt: skip
    """Two tasks: bodies go to both, a time or deliverable to the part whose words hold it, else to both."""
    at = _between_words(task.quote, at)
    quotes = (task.quote[:at].strip(" ,;"), task.quote[at:].strip(" ,;.:"))
    if not all(any(char.isalnum() for char in quote) for quote in quotes):
        raise Senseless(f"tasks.{task.id}", "Chỗ tách phải nằm giữa nội dung nhiệm vụ.")
    pieces = _parted(task.evidence, task.quote[:at], text)
    first_id = _free(directive, quotes[0])
    names = (first_id, _free(directive, quotes[1], first_id))
    made = [
        task.model_copy(
            update={
                "id": name, "quote": quote, "page": _page(evidence, task), "evidence": (person, *evidence),
                "action": _action(task, quote), "deliverable": _kept(task.deliverable, quote),
                "deadlines": tuple(d for d in task.deadlines if d.raw in quote or d.raw not in task.quote),
                "status": "confirmed", "reasons": (), "machine": None,
            }
        )
        for name, quote, evidence in zip(names, quotes, pieces, strict=True)
    ]  # fmt: skip
    return made[0], made[1]


def _between_words(quote: str, at: int) -> int:
    """The place itself, or the beginning of the word that it stands in."""
    while 0 < at < len(quote) and quote[at - 1].isalnum() and quote[at].isalnum():
        at -= 1
    return at


def _page(evidence: tuple[Evidence, ...], task: Task) -> int | None:
    return next((piece.page for piece in evidence if piece.page is not None), task.page)


def _action(task: Task, quote: str) -> str:
    """The part of the action that stands in this half of the quote; the half itself where they do not overlap."""
    action = task.action
    if action in quote:
        return action
    at = task.quote.find(action)
    if at < 0:
        return quote
    begin = task.quote.find(quote)
    inner = task.quote[max(at, begin) : min(at + len(action), begin + len(quote))].strip(" ,;:.-–")
    return inner or quote


def _kept(value: str | None, quote: str) -> str | None:
    return value if value and value in quote else None


def _parted(
    evidence: tuple[Evidence, ...], head: str, text: Document | None
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The places of the two halves: the letters of the first half are counted off along the places of the whole."""
    left = sum(char.isalnum() for char in head)
    first: list[Evidence] = []
    second: list[Evidence] = []
    for piece in evidence:
        length = sum(char.isalnum() for char in piece.text)
        if left >= length:
            first.append(piece)
        elif left <= 0:
            second.append(piece)
        else:
            one, other = _cut(piece, left, text)
            first += one
            second += other
        left -= length
    return tuple(first), tuple(second)


def _cut(piece: Evidence, letters: int, text: Document | None) -> tuple[list[Evidence], list[Evidence]]:
    """A place cut behind so many letters; without the document's text the box of the whole stays with both."""
    at = 0
    while letters:
        letters -= piece.text[at].isalnum()
        at += 1
    if piece.start is not None and piece.end is not None and text is not None:
        middle = piece.start + at
        halves = (Span(piece.start, middle), Span(middle, piece.end))
        return list(evidence_of(text, halves[:1])), list(evidence_of(text, halves[1:]))
    middle_or_none = None if piece.start is None else piece.start + at
    return (
        [piece.model_copy(update={"text": piece.text[:at], "end": middle_or_none})],
        [piece.model_copy(update={"text": piece.text[at:], "start": middle_or_none})],
    )


def joined(gone: tuple[Task, ...], person: Evidence, own_office: str | None) -> Task:
    """One task of several under the first one's id, with everything that any of them has once."""
    lead, support = _all_bodies(gone, "lead"), _all_bodies(gone, "support")
    deadlines = {(d.raw, d.due): d for task in gone for d in task.deadlines}
    places = [piece for task in gone for piece in task.evidence if piece.start is not None or piece.page is not None]
    values = {
        "quote": " ".join(task.quote for task in gone), "evidence": (person, *places),
        "action": "; ".join(task.action for task in gone),
        "deliverable": "; ".join(task.deliverable for task in gone if task.deliverable) or None,
        "lead": lead, "support": support, "report_to": _all_bodies(gone, "report_to"),
        "via": _all_bodies(gone, "via"), "deadlines": tuple(deadlines.values()), "status": "confirmed", "reasons": (),
        "machine": None, "concerns_us": concerns(lead, support, own_office) if own_office else gone[0].concerns_us,
    }  # fmt: skip
    return gone[0].model_copy(update=values)


def _all_bodies(gone: tuple[Task, ...], part: str) -> tuple[Body, ...]:
    return tuple({body.name: body for task in gone for body in getattr(task, part)}.values())
