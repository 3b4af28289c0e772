"""Who must do what, with whom, by when, reporting to whom: the tasks of a document as they are written.

Comes in: a Document, its outline and its header findings.  Goes out: `Duty`s in reading order, and the items that look
like one and yielded none.  docs/tasks.md says what a task is.
"""

from extractors.document import Document, Span
from extractors.finding.duty.actors import actors_of, sentences
from extractors.finding.duty.build import duty_of
from extractors.finding.duty.context import Context
from extractors.finding.duty.judge import judge
from extractors.finding.duty.lines import LineKind, attach, line_kind
from extractors.finding.duty.pieces import pieces_of
from extractors.finding.duty.rows import RowReader
from extractors.finding.duty.signs import begins_with_verb, says, signs_of
from extractors.finding.findings import Duty, HeaderFindings, Item, Omission

_NO_TASKS = {"form", "attached"}


def find_duties(
    document: Document, items: tuple[Item, ...], header: HeaderFindings
) -> tuple[tuple[Duty, ...], tuple[Omission, ...]]:
    """The duties of a document, and what looks like one and is none."""
    context = Context(document, items, header)
    if context.binds_nobody:
        return (), ()
    duties: list[Duty] = []
    omissions: list[Omission] = []
    lines: list[tuple[int, LineKind]] = []
    rows = RowReader(context)
    for index, item in enumerate(items):
        if item.zone in _NO_TASKS:
            continue
        if item.kind == "row":
            duty = rows.read(index)
            duties += [duty] if duty else []
            continue
        kind = line_kind(context.text(index))
        if kind:
            lines.append((index, kind))
        if kind == "place" and _binds_further(context, index):
            _read_item(context, index, duties, omissions)
        elif kind:
            continue
        elif not _only_opens(context, index):
            _read_item(context, index, duties, omissions)
    return tuple(attach(context, duties, lines)), tuple(omissions)


def _binds_further(context: Context, index: int) -> bool:
    """`Kinh phí: nguồn đoàn phí; Kế toán lập dự toán …`: behind the line's own words somebody is bound."""
    reading = context.reading(index)
    for first, behind in sentences(reading)[1:]:
        actors = actors_of(reading, first, behind, context.is_issuer)
        if actors and actors.how in {"subject", "order"} and reading.term(min(actors.behind, behind - 1), "verb.duty"):
            return True
    return False


def _only_opens(context: Context, index: int) -> bool:
    """A heading above others, or an opening line whose list holds acts or actors."""
    children = context.children.get(index, [])
    if not children:
        return False
    if context.items[index].kind == "heading" or _names_only(context, index):
        return True
    announces = says("no.announces", context.text(index))
    return announces or (context.opens_list(index) and _share_of_acts(context, children) >= 0.5)


def _names_only(context: Context, index: int) -> bool:
    """`Đề nghị Tòa án; Viện kiểm sát:` with a list below says whom the list binds."""
    actors = context.own_actors(index)
    reading = context.reading(index)
    return actors is not None and len(reading.tokens) - actors.behind <= 1 and len(reading.text) < 300


def _share_of_acts(context: Context, children: list[int]) -> float:
    """How many of these items say what somebody does, and do not only name things."""
    acting = [at for at in children if context.items[at].kind == "row" or _acts(context, at)]
    return len(acting) / len(children)


def _acts(context: Context, index: int) -> bool:
    reading = context.reading(index)
    if not reading.tokens:
        return False
    return (
        begins_with_verb(reading, 0)
        or context.opens_list(index)
        or actors_of(reading, 0, len(reading.tokens), context.is_issuer) is not None
    )


def _read_item(context: Context, index: int, duties: list[Duty], omissions: list[Omission]) -> None:
    item = context.items[index]
    for piece in pieces_of(context, index):
        verdict = judge(signs_of(piece))
        if verdict.task:
            duties.append(duty_of(piece, verdict))
        elif verdict.omission:
            tokens = piece.reading.tokens
            span = Span(item.start + tokens[piece.first].start, item.start + tokens[piece.behind - 1].end)
            omissions.append(Omission(span, verdict.omission))
