"""Part an item into the pieces that may bind somebody: the whole, or its sentences where they bind different bodies.

Comes in: the context of a document and an item.  Goes out: `Piece`s in reading order, each with whom it binds, whom it
inherits, the bodies beside them and the times that stand in it.
"""

from extractors.finding.bodies import Name
from extractors.finding.deadlines import TimeExpression, find_deadlines, find_times
from extractors.finding.duty.actors import Actors, actors_of, sentences
from extractors.finding.duty.context import Context
from extractors.finding.duty.headings import heading_actors
from extractors.finding.duty.past import is_past
from extractors.finding.duty.roles import roles_of
from extractors.finding.duty.signs import Piece, begins_with_verb, says
from extractors.finding.language import Reading
from rules.spelling import fold

_STRETCHES = {"on", "during", "range"}
_SPLITTING = {"order", "subject", "colon"}


def pieces_of(context: Context, index: int) -> list[Piece]:
    """The pieces of an item; most items are one piece."""
    reading = context.reading(index)
    if not reading.tokens:
        return []
    times = find_deadlines(reading.text)
    ranges = _ranges(context, reading)
    return [_piece(context, index, first, behind, actors, times) for first, behind, actors in ranges]


def _ranges(context: Context, reading: Reading) -> list[tuple[int, int, Actors | None]]:
    """Sentences joined until one binds somebody else by an order or a clear duty."""
    if says("yes.closing_article", reading.text):
        whole = len(reading.tokens)
        stops = [a for a, _ in sentences(reading) if not a or reading.tokens[a - 1].text == "."]
        ends = [*stops[1:], whole]
        bound = (a for a, b in zip(stops, ends, strict=True) if says("yes.closing_article", _words(reading, a, b)))
        first = next(bound, 0)
        return [(0, whole, actors_of(reading, first, whole, context.is_issuer))]
    found: list[tuple[int, int, Actors | None]] = []
    for first, behind in sentences(reading):
        actors = actors_of(reading, first, behind, context.is_issuer)
        if not found or (actors and _binds_others(context, reading, found[-1][0], found[-1][2], actors, first)):
            found.append((first, behind, actors))
        else:
            start, _, before = found[-1]
            late = _late(actors, reading, first)
            own = before is not None and all(context.is_issuer(name.value(reading.text)) for name in before.names)
            found[-1] = (start, behind, late if late and (own or before is None) else before)
    first, behind, actors = found[0]
    if actors is None:
        found[0] = (first, behind, _prefixed(context, reading))
    return found


def _words(reading: Reading, first: int, behind: int) -> str:
    return reading.text[reading.tokens[first].start : reading.tokens[behind - 1].end]


def _prefixed(context: Context, reading: Reading) -> Actors | None:
    """`Đối với các trường: lập danh sách …`: the words before the colon name whom it binds."""
    actors = heading_actors(reading, context.is_issuer)
    return actors if actors and actors.how == "colon" else None


def _late(actors: Actors | None, reading: Reading, first: int) -> Actors | None:
    """A later sentence only binds the whole item where it gives an order or a clear duty."""
    if actors is None:
        return None
    if actors.how == "order" or reading.term(actors.behind, "verb.strong"):
        return actors
    stopped = first > 0 and reading.tokens[first - 1].text in {".", ";"} and not begins_with_verb(reading, 0)
    plain = actors.how == "subject" and actors.first == first and stopped and reading.term(actors.behind, "verb.duty")
    return actors if plain else None


def _binds_others(
    context: Context, reading: Reading, start: int, before: Actors | None, actors: Actors, first: int
) -> bool:
    if actors.how not in _SPLITTING or before is None or actors.first > first + 12:
        return False
    said = {name.value(reading.text).lower() for name in before.names}
    says = {name.value(reading.text).lower() for name in actors.names}
    if said & says or all(context.is_issuer(name) for name in says):
        return False
    after_stop = first > 0 and reading.tokens[first - 1].text == "."
    apart = first > 0 and reading.tokens[first - 1].text == ";" and actors.first == first
    apart = apart and before.first == start
    if apart and actors.how == before.how == "subject" and reading.tokens[first].capital:
        return reading.term(actors.behind, "verb.duty") is not None
    strong = actors.how == "order" or reading.term(actors.behind, "verb.strong") is not None
    return strong or (after_stop and reading.term(actors.behind, "verb.duty") is not None and before.how != "passive")


def _piece(
    context: Context, index: int, first: int, behind: int, actors: Actors | None, times: list[TimeExpression]
) -> Piece:
    reading = context.reading(index)
    start, end = reading.tokens[first].start, reading.tokens[behind - 1].end
    inherited = _inherited(context, index)
    begin = actors.behind if actors and actors.behind < behind and actors.how != "passive" else first
    return Piece(
        context=context,
        item=index,
        first=first,
        behind=behind,
        actors=None if actors and (_says_nothing(actors, reading) or (inherited and _delegates(actors))) else actors,
        inherited=inherited,
        roles=roles_of(reading, begin, behind),
        times=tuple(
            time
            for time in times
            if start <= time.start < end and _bounds(reading, time, begin) and not _reports(context, time)
        ),
        over=tuple(t for t in find_times(reading.text) if start <= t.start < end and is_past(t, context.today)),
    )


def _bounds(reading: Reading, time: TimeExpression, begin: int) -> bool:
    """`kế hoạch hằng năm` describes the plan unless the act is to make it; `hằng năm, báo cáo` bounds the act."""
    if says("time.season", reading.text[time.start : time.end]):
        return False
    if not says("time.loose", reading.text[time.start : time.end]):
        return True
    at = reading.token_at(time.start)
    if at <= begin or reading.tokens[at - 1].text in {",", ";", "."}:
        return True
    return any(reading.term(place, "time.maker") for place in range(begin, min(begin + 4, at)))


def _reports(context: Context, time: TimeExpression) -> bool:
    """A day or stretch that is over says of what there are figures; a limit that is over is a misprint or told of."""
    return time.kind in _STRETCHES and is_past(time, context.today)


def _delegates(actors: Actors) -> bool:
    """`Phân công cán bộ theo dõi` under a body's heading is that body's own act."""
    return actors.how == "order" and not actors.asker and fold(actors.order) == "phan cong"


def _says_nothing(actors: Actors, reading: Reading) -> bool:
    """The item is a name and nothing more."""
    return actors.how == "whole" and actors.behind >= len(reading.tokens)


def _inherited(context: Context, index: int) -> tuple[Name, ...]:
    above = context.inherited(index)
    return above[1] if above else ()
