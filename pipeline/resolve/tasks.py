"""From duties to tasks: names looked up, deadlines computed, doubts named, a stable id, and whether it concerns us.

Comes in: what extractors.finding.duties found.  Goes out: `Task`s and `Missed` items of the public contract.  Nothing
is added that does not stand in the document.
"""

import datetime
from collections import Counter

from extractors.document import Document, Span
from extractors.finding.agencies import lookup
from extractors.finding.deadlines import TimeExpression
from extractors.finding.findings import Duty, Item, Mention, Omission
from pipeline.deadlines import ResolvedDeadline, resolve
from pipeline.evidence import evidence_of
from pipeline.models import Body, ConcernsUs, Deadline, Header, Missed, Task
from pipeline.resolve.tasks_concern import concerns
from pipeline.resolve.tasks_identity import task_id
from rules.spelling import fold

_SURE_ENOUGH = 0.8  # below it a person looks first
_LONGEST_QUOTE = 2000  # characters of an item that are quoted; longer ones are cut at a blank
_DEADLINE_KINDS = {"by", "before", "during", "within", "on", "range", "relative", "recurring", "ongoing"}


def resolve_tasks(
    duties: tuple[Duty, ...],
    omissions: tuple[Omission, ...],
    document: Document,
    *,
    items: tuple[Item, ...],
    header: Header,
    sha256: str,
    own_office: str | None,
) -> tuple[tuple[Task, ...], tuple[Missed, ...]]:
    """The tasks of a document in reading order, and what looked like one.

    `own_office` is the name of the office that reads; without it no task is said to concern us.
    """
    date = _document_date(header)
    seen: Counter[str] = Counter()
    tasks = tuple(
        _task(duty, document, items=items, date=date, sha256=sha256, own_office=own_office, seen=seen)
        for duty in duties
    )
    return tasks, tuple(_missed(omission, document) for omission in omissions)


def _document_date(header: Header) -> datetime.date | None:
    """The day from which the document counts; a day in doubt still counts, and its tasks say so."""
    try:
        return datetime.date.fromisoformat(header.date.value) if header.date.value else None
    except ValueError:
        return None


def _task(
    duty: Duty,
    document: Document,
    *,
    items: tuple[Item, ...],
    date: datetime.date | None,
    sha256: str,
    own_office: str | None,
    seen: Counter[str],
) -> Task:
    quote = _said(document, duty.spans, parted=" | " if duty.rule == "duty.row" else " ")
    lead, support = _bodies(duty.lead, document, date), _bodies(duty.support, document, date)
    deadlines, doubts = _deadlines(duty, document, date)
    reasons = (*duty.reasons, *doubts)
    sure = duty.confidence >= _SURE_ENOUGH and not reasons
    return Task(
        id=task_id(sha256, quote, seen),
        quote=quote,
        page=document.page_of(duty.spans[0].start),
        evidence=evidence_of(document, duty.spans),
        section=tuple(_heading(document, span, items) for span in duty.section),
        action=_said(document, duty.action, parted=" ").strip(" ,;:."),
        deliverable=_said(document, (duty.deliverable,), parted=" ") if duty.deliverable else None,
        lead=lead,
        support=support,
        report_to=_bodies(duty.report_to, document, date),
        via=_bodies(duty.via, document, date),
        deadlines=deadlines,
        concerns_us=concerns(lead, support, own_office) if own_office else _unknown(),
        status="auto" if sure else "review",
        confidence=duty.confidence,
        reasons=reasons,
    )


def _unknown() -> ConcernsUs:
    return ConcernsUs(value="unknown", reason="Chưa khai báo cơ quan mình trong phần cài đặt.")


def _said(document: Document, spans: tuple[Span, ...], *, parted: str) -> str:
    """What stands in the spans, in one line."""
    pieces = [" ".join(document.text[span.start : span.end].split()) for span in spans]
    quote = parted.join(piece for piece in pieces if piece)
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0]


def _heading(document: Document, span: Span, items: tuple[Item, ...]) -> str:
    """A heading with its number, as a reader says it."""
    label = next((item.label for item in items if item.start == span.start and item.end == span.end), "")
    text = _said(document, (span,), parted=" ")
    return f"{label} {text}".strip()


def _bodies(mentions: tuple[Mention, ...], document: Document, date: datetime.date | None) -> tuple[Body, ...]:
    return tuple(_body(mention, document, date) for mention in mentions)


def _body(mention: Mention, document: Document, date: datetime.date | None) -> Body:
    entry = lookup(mention.value, date)
    raw = " ".join(document.text[mention.start : mention.end].split())
    evidence = evidence_of(document, mention.spans)
    name = mention.value
    if fold(name) == fold(raw) and not any(piece.origin == "ocr" for piece in evidence):
        name = raw  # tone marks are mended where recognition may have lost them, never in a text that was typed
    return Body(name=name, raw=raw, body=entry.id if entry else None, evidence=evidence)


def _deadlines(
    duty: Duty, document: Document, date: datetime.date | None
) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
    """The deadlines of a duty, and in Vietnamese what is in doubt about them."""
    found: list[Deadline] = []
    doubts: list[str] = []
    for expression in duty.deadlines:
        if not isinstance(expression, TimeExpression) or expression.kind not in _DEADLINE_KINDS:
            continue
        meant = resolve(expression, document_date=date, text=document.text)
        found.append(_deadline(expression, meant, document))
        if meant.doubt and meant.doubt not in doubts:
            doubts.append(meant.doubt)
    return tuple(found), tuple(doubts)


def _deadline(expression: TimeExpression, meant: ResolvedDeadline, document: Document) -> Deadline:
    span = Span(expression.start, expression.end)
    return Deadline(
        raw=_said(document, (span,), parted=" "),
        kind=meant.kind,
        start=meant.start.isoformat() if meant.start else None,
        due=meant.due.isoformat() if meant.due else None,
        time=meant.time,
        rrule=meant.rrule,
        anchor=meant.anchor,
        offset=meant.offset,
        evidence=evidence_of(document, (span,)),
        rule=expression.rule,
    )


def _missed(omission: Omission, document: Document) -> Missed:
    return Missed(
        quote=_said(document, (omission.span,), parted=" "),
        page=document.page_of(omission.span.start),
        evidence=evidence_of(document, (omission.span,)),
        reason=omission.reason,
    )
