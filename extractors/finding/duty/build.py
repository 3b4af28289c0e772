"""From a piece that binds somebody to a `Duty`: roles, deadlines and what must be done, each with its place.

Comes in: a `Piece` and the duties before it.  Goes out: a `Duty` whose mentions have offsets into the document.
"""

from dataclasses import replace

from extractors.document import Span
from extractors.finding.bodies import Name
from extractors.finding.deadlines import TimeExpression, find_deadlines
from extractors.finding.duty.context import Context
from extractors.finding.duty.judge import Verdict
from extractors.finding.duty.roles import roles_of
from extractors.finding.duty.signs import Piece, begins_with_verb
from extractors.finding.findings import Duty, Mention
from rules.loader import load

_BULLETS = {"-", "–", "+", "•", "*"}
_SURE = {"order": 0.95, "subject": 0.92, "colon": 0.92, "passive": 0.85, "whole": 0.8}


def duty_of(piece: Piece, verdict: Verdict) -> Duty:
    """The duty of a piece."""
    context, item = piece.context, piece.context.items[piece.item]
    tokens = piece.reading.tokens
    span = Span(item.start + tokens[piece.first].start, item.start + tokens[piece.behind - 1].end)
    lead = _lead(piece)
    own = _absolute(piece.times, item.start)
    support = _mentions(piece.roles.support, piece.reading.text, item.start, "role.support", 0.9)
    return Duty(
        item=piece.item,
        spans=(span,),
        action=_action(piece, span, own),
        section=section_spans(context, piece.item),
        lead=lead,
        support=support or _opened_support(context, piece.item),
        report_to=_mentions(piece.roles.report_to, piece.reading.text, item.start, "role.report", 0.9),
        via=_mentions(piece.roles.via, piece.reading.text, item.start, "role.via", 0.9),
        deadlines=own or opened_times(context, piece.item),
        deliverable=None,
        rule=verdict.rule,
        confidence=round(min([verdict.confidence, *(mention.confidence for mention in lead)]), 3),
        reasons=verdict.reasons,
    )


def section_spans(context: Context, index: int) -> tuple[Span, ...]:
    """The headings above an item, the widest first, with their numbers."""
    return tuple(
        Span(context.items[above].start, context.items[above].end) for above in reversed(context.ancestors(index))
    )


def _absolute(times: tuple[TimeExpression, ...], offset: int) -> tuple[TimeExpression, ...]:
    return tuple(replace(time, start=time.start + offset, end=time.end + offset) for time in times)


def _mentions(names: tuple[Name, ...], text: str, offset: int, rule: str, confidence: float) -> tuple[Mention, ...]:
    return tuple(
        Mention("body", (Span(offset + name.start, offset + name.end),), name.value(text), rule, confidence)
        for name in names
    )


def _lead(piece: Piece) -> tuple[Mention, ...]:
    """The piece's own actors; for a bare `các đơn vị` or nobody, whom the headings above name."""
    item = piece.context.items[piece.item]
    above = piece.context.inherited(piece.item)
    if piece.actors:
        own = _mentions(
            piece.actors.names, piece.reading.text, item.start, f"lead.{piece.actors.how}", _SURE[piece.actors.how]
        )
        return _inherited_lead(piece, above[0]) if above and _is_bare(own) else own
    if above:
        return _inherited_lead(piece, above[0])
    return _from_sibling(piece)


def _is_bare(mentions: tuple[Mention, ...]) -> bool:
    return len(mentions) == 1 and load("duties").rule("bare.class").search(mentions[0].value) is not None


def _inherited_lead(piece: Piece, above: int) -> tuple[Mention, ...]:
    actors = piece.context.own_actors(above)
    if actors is None:
        return ()
    start = piece.context.items[above].start
    return _mentions(actors.names, piece.context.reading(above).text, start, "lead.inherited", 0.85)


def _from_sibling(piece: Piece) -> tuple[Mention, ...]:
    """A second paragraph of a point, or a bullet after the first, goes on with the body that the first one names."""
    context, item = piece.context, piece.context.items[piece.item]
    if not begins_with_verb(piece.reading, piece.predicate):
        return ()
    siblings = context.children.get(item.parent, [])
    at = siblings.index(piece.item)
    if not at or (item.label and item.label not in _BULLETS):
        return ()
    named = siblings[0] if item.label else siblings[at - 1]
    before = context.items[named]
    if before.label != item.label and (item.label or not before.label):
        return ()
    actors = context.own_actors(named)
    text = context.reading(named).text
    return _mentions(actors.names, text, before.start, "lead.sibling", 0.7) if actors else ()


def _opened_support(context: Context, index: int) -> tuple[Mention, ...]:
    """Whom an opening line says to work with passes to the items under it."""
    for above in context.ancestors(index):
        reading = context.reading(above)
        actors = context.own_actors(above)
        if actors and reading.tokens and actors.behind < len(reading.tokens):
            names = roles_of(reading, actors.behind, len(reading.tokens)).support
            return _mentions(names, reading.text, context.items[above].start, "role.support", 0.7)
    return ()


def opened_times(context: Context, index: int) -> tuple[TimeExpression, ...]:
    """The deadline of an opening line passes to the items under it."""
    for above in context.ancestors(index):
        if context.opens_list(above) and context.items[above].kind != "heading":
            found = tuple(t for t in find_deadlines(context.text(above)) if _passes_down(context, above, t))
            if found:
                return _absolute(found, context.items[above].start)
    return ()


def _passes_down(context: Context, index: int, time: TimeExpression) -> bool:
    """An aim that opens the line (`Để hoàn thành trong năm 2030, …`) dates nothing below it."""
    actors = context.own_actors(index)
    reading = context.reading(index)
    if time.kind == "ongoing":
        return False
    at = reading.token_at(time.start)
    aim = any(token.text in {"để", "nhằm", "tiêu", "phấn"} for token in reading.tokens[max(0, at - 40) : at])
    return not (aim and (actors is None or at < actors.first))


def _action(piece: Piece, span: Span, times: tuple[TimeExpression, ...]) -> tuple[Span, ...]:
    """What must be done: the words behind the actor, without the times."""
    tokens = piece.reading.tokens
    offset = piece.context.items[piece.item].start
    keeps_front = piece.actors is None or piece.actors.how == "passive"
    start = span.start if keeps_front else offset + tokens[min(piece.predicate, piece.behind - 1)].start
    found: list[Span] = []
    for time in sorted(times, key=lambda t: t.start):
        if time.start > start:
            found.append(Span(start, time.start))
        start = max(start, time.end)
    if start < span.end:
        found.append(Span(start, span.end))
    return tuple(found) or (span,)
