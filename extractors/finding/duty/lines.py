"""Lines that only tell the time, the place, the people or the lead of an item: what they say belongs to its tasks.

Comes in: the context, the duties found so far and such a line.  Goes out: the duties with what the line says, or one
more duty where the item has no task of its own.
"""

from dataclasses import replace
from typing import Literal

from extractors.document import Span
from extractors.finding.bodies import names_at
from extractors.finding.deadlines import TimeExpression, find_deadlines
from extractors.finding.duty.build import section_spans
from extractors.finding.duty.context import Context
from extractors.finding.duty.signs import begins_with_verb, says
from extractors.finding.findings import Duty, Mention
from extractors.finding.language import read

LineKind = Literal["time", "place", "people", "lead", "support"]

_SHORT_ITEM = 160  # characters
_NEAR = 6  # items between an invitation and the line that tells when
_KINDS: tuple[LineKind, ...] = ("time", "people", "lead", "support", "place")


def line_kind(text: str) -> LineKind | None:
    """What a line tells of the item it stands in, or None where it is no such line.

    >>> line_kind("Thời gian thực hiện: trong quý II"), line_kind("Rà soát danh sách")
    ('time', None)
    """
    return next((kind for kind in _KINDS if says(f"line.{kind}", text)), None)


def attach(context: Context, duties: list[Duty], lines: list[tuple[int, LineKind]]) -> list[Duty]:
    """Give each line's time or bodies to the tasks it belongs to."""
    for index, kind in lines:
        if kind == "time":
            duties = _attach_time(context, duties, index)
        elif kind in {"lead", "support"}:
            duties = _attach_bodies(context, duties, index, kind)
    return sorted(
        (_with_lines(context, duty, lines) for duty in duties),
        key=lambda duty: (duty.item, duty.spans[0].start if duty.spans else 0),
    )


def _with_lines(context: Context, duty: Duty, lines: list[tuple[int, LineKind]]) -> Duty:
    """A short item is quoted with the lines that tell its time and people; they lead it if nobody else does."""
    item = context.items[duty.item]
    own = [(at, kind) for at, kind in lines if context.items[at].parent == duty.item]
    if not own or item.end - item.start > _SHORT_ITEM or duty.rule == "duty.row":
        return duty
    spans = [*duty.spans, *(Span(context.items[at].start, context.items[at].end) for at, _ in own)]
    people = next((at for at, kind in own if kind == "people"), None)
    lead = _line_bodies(context, people) if people is not None and not duty.lead else duty.lead
    return replace(duty, spans=tuple(dict.fromkeys(spans)), lead=lead)


def line_times(context: Context, index: int) -> tuple[TimeExpression, ...]:
    """The times of a label line, with offsets into the document."""
    item = context.items[index]
    found = find_deadlines(context.text(index)) or _bare(context.text(index))
    return tuple(replace(time, start=time.start + item.start, end=time.end + item.start) for time in found)


def _bare(text: str) -> list[TimeExpression]:
    behind = text.find(":") + 1
    return [
        replace(time, start=time.start + behind, end=time.end + behind)
        for time in find_deadlines(text[behind:], bare=True)
    ]


def _targets(context: Context, duties: list[Duty], index: int) -> list[int]:
    """The tasks of the item that a line stands in: its parent's, else those under the same parent."""
    parent = context.items[index].parent
    if _is_a_point(context, index):
        return []
    own = [at for at, duty in enumerate(duties) if duty.item == parent]
    if own or parent is None:
        return own
    return [at for at, duty in enumerate(duties) if parent in context.ancestors(duty.item)]


def _is_a_point(context: Context, index: int) -> bool:
    """`1. Thời gian chuyển: …` beside `2. Địa điểm …` in a letter is a point of its own, not a remark on the others."""
    item = context.items[index]
    above = item.parent
    numbered = item.label[:1].isdigit() or item.label[:1].isalpha()
    return numbered and (above is None or context.items[above].kind != "heading")


def _attach_time(context: Context, duties: list[Duty], index: int) -> list[Duty]:
    times = line_times(context, index)
    if not times:
        return duties
    invited = _invitations(context, duties, index)
    if invited:
        return [replace(duty, deadlines=times) if at in invited else duty for at, duty in enumerate(duties)]
    targets = _targets(context, duties, index)
    if _is_a_point(context, index):
        made = _from_point(context, index, times)
        return [*duties, made] if made else duties
    if not targets:
        made = _from_heading(context, index, times)
        return [*duties, made] if made else duties
    return [
        replace(duty, deadlines=times) if at in targets and not duty.deadlines else duty
        for at, duty in enumerate(duties)
    ]


def _invitations(context: Context, duties: list[Duty], index: int) -> list[int]:
    """The invitation near a line that tells when, however the line is numbered."""
    return [
        at
        for at, duty in enumerate(duties)
        if not duty.deadlines
        and abs(index - duty.item) <= _NEAR
        and duty.rule != "duty.row"
        and says("yes.invitation", context.text(duty.item))
    ]


def _from_point(context: Context, index: int, times: tuple[TimeExpression, ...]) -> Duty | None:
    """`1. Thời gian chuyển: …`: the label names the act, the opening line above names who acts."""
    lead = _above(context, index)
    reading = context.reading(index)
    acts = any(reading.term(at, "verb.duty") for at in range(2, min(6, len(reading.tokens))))
    if not lead or not acts:
        return None
    span = Span(context.items[index].start, context.items[index].end)
    return replace(_bare_duty(context, index, times), spans=(span,), lead=lead)


def _bare_duty(context: Context, index: int, times: tuple[TimeExpression, ...]) -> Duty:
    """A duty of which only the place and the time are known."""
    span = Span(context.items[index].start, context.items[index].end)
    return Duty(
        item=index,
        spans=(span,),
        action=(span,),
        section=section_spans(context, index),
        lead=(),
        support=(),
        report_to=(),
        via=(),
        deadlines=times,
        deliverable=None,
        rule="duty.heading_time",
        confidence=0.7,
        reasons=("Việc được đọc từ tiêu đề và dòng thời gian.",),
    )


def _from_heading(context: Context, index: int, times: tuple[TimeExpression, ...]) -> Duty | None:
    """An item with a time but no task of its own: its heading with the line is the task."""
    parent = context.items[index].parent
    article = parent is not None and context.items[parent].label.lower().startswith("điều")
    if parent is None or article or not _names_an_act(context, parent):
        return None
    head, line = context.items[parent], context.items[index]
    people = [at for at in context.children.get(parent, []) if line_kind(context.text(at)) == "people"]
    lead = _line_bodies(context, people[0]) if people else _above(context, parent)
    spans = (Span(head.start, head.end), Span(line.start, line.end))
    return replace(_bare_duty(context, parent, times), spans=spans, lead=lead)


def _names_an_act(context: Context, index: int) -> bool:
    reading = context.reading(index)
    if not reading.tokens or context.section(index) in {"aim", "situation", "basis"}:
        return False
    return begins_with_verb(reading, 0)


def _above(context: Context, index: int) -> tuple[Mention, ...]:
    found = context.inherited(index)
    if found is None:
        return ()
    above, names = found
    start, text = context.items[above].start, context.text(above)
    return tuple(
        Mention("body", (Span(start + name.start, start + name.end),), name.value(text), "lead.inherited", 0.8)
        for name in names
    )


def _line_bodies(context: Context, index: int) -> tuple[Mention, ...]:
    """The bodies behind a label's colon."""
    item, text = context.items[index], context.text(index)
    behind = text.find(":") + 1
    rest = text[behind:]
    reading = read(rest)
    if not reading.tokens:
        return ()
    names, _ = names_at(reading, 0)
    offset = item.start + behind
    return tuple(
        Mention("body", (Span(offset + name.start, offset + name.end),), name.value(rest), "lead.line", 0.85)
        for name in names
    )


def _attach_bodies(context: Context, duties: list[Duty], index: int, kind: LineKind) -> list[Duty]:
    bodies = _line_bodies(context, index)
    targets = _targets(context, duties, index)
    if not bodies or not targets:
        return duties
    given = [replace(d, lead=bodies) if kind == "lead" else replace(d, support=bodies) for d in duties]
    return [given[at] if at in targets else duty for at, duty in enumerate(duties)]
