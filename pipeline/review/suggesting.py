"""Names of bodies for a field that is being typed: those that this office's approved documents name come first."""

import functools
import re

import sqlalchemy as sa

from extractors.finding.agencies import directory, lookup, province_in
from pipeline.review.views import Suggestion
from pipeline.store.tables import bodies_seen
from rules.spelling import fold


def suggest(
    connection: sa.Connection, typed: str, limit: int, own_office: str | None
) -> tuple[Suggestion, ...]:  # fmt: skip
    """Names that hold every typed word, or its beginning, with or without tone marks."""
    wanted = re.findall(r"\w+", fold(typed))
    if not wanted:
        return ()
    found = {each.name: each for each in _seen(connection, wanted, limit)}
    for name, body in _of_directory(own_office):
        if len(found) >= limit:
            break
        if name not in found and _fits(fold(name), wanted):
            found[name] = Suggestion(name, body)
    return tuple(found.values())[:limit]


def _fits(folded: str, wanted: list[str]) -> bool:
    words = re.findall(r"\w+", folded)
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _seen(connection: sa.Connection, wanted: list[str], limit: int) -> list[Suggestion]:
    seen = sa.func.count()
    query = sa.select(bodies_seen.c.name, sa.func.max(bodies_seen.c.body).label("body"), seen.label("seen"))
    holding = [bodies_seen.c.folded.contains(word, autoescape=True) for word in wanted]
    grouped = query.where(*holding).group_by(bodies_seen.c.name).order_by(seen.desc(), bodies_seen.c.name)
    rows = connection.execute(grouped.limit(5 * limit))
    return [Suggestion(row.name, row.body, row.seen) for row in rows if _fits(fold(row.name), wanted)][:limit]


@functools.lru_cache(4)
def _of_directory(own_office: str | None) -> tuple[tuple[str, str], ...]:
    """Names and ids of the directory; a body that every province has, for the own province first."""
    province = province_in(own_office) if own_office else None
    found: list[tuple[str, str]] = []
    for entry in directory():
        placed = lookup(f"{entry.name} {province.full}") if province else None
        if placed and placed.locality:
            found.append((placed.name, placed.id))
        found.append((entry.name, entry.id))
    return tuple(found)
