"""What lists need of a document, repeated in columns, so that a queue of thousands opens none of them.

Comes in: the directive that holds.  Goes out: columns of `documents`, and the words under which it is found.
"""

import datetime
import re
from collections.abc import Iterable

import sqlalchemy as sa

from pipeline.models import Directive, FieldBase, Header, Task
from pipeline.store.documents import plain
from pipeline.store.opening import dialect_insert
from pipeline.store.tables import documents, tasks, words
from pipeline.store.versions import likeness
from rules.spelling import fold

LONGEST_WORD = 40
_CHUNK = 5000
_WORD = re.compile(r"\w+")


def columns(directive: Directive, today: datetime.date) -> dict[str, object]:
    """The columns of a document that repeat what its directive says."""
    header = directive.header
    doubts = count_doubts(directive)
    return {
        "media_type": directive.source.media_type,
        "issued_on": header.date.value,
        "likeness": likeness(directive),
        **{name: _plain(getattr(header, name).value) for name in ("type", "code", "issuer", "summary")},
        "doubts": doubts,
        "doubtful": int(doubts > 0),
        "task_count": len(directive.tasks),
        "tasks_in_doubt": sum(task.status == "review" for task in directive.tasks),
        "due": nearest_due(directive.tasks, today),
        "concerns_us": _concern(directive.tasks),
    }


def _plain(value: str | None) -> str | None:
    return None if value is None else plain(value)


def count_doubts(directive: Directive) -> int:
    """How many fields, tasks, items and warnings a person should look at."""
    fields = sum(field.status in {"review", "missing"} for field in header_fields(directive.header).values())
    in_doubt = sum(task.status == "review" for task in directive.tasks)
    return fields + in_doubt + len(directive.missed) + len(directive.warnings)


def header_fields(header: Header) -> dict[str, FieldBase]:
    """The fields of a header by name, in their order."""
    return {name: getattr(header, name) for name in type(header).model_fields}


def nearest_due(found: Iterable[Task], today: datetime.date) -> str | None:
    """The nearest due date from today on; if all are gone by, the last of them."""
    dues = sorted(deadline.due for task in found for deadline in task.deadlines if deadline.due)
    coming = [due for due in dues if due >= today.isoformat()]
    return coming[0] if coming else dues[-1] if dues else None


def _concern(found: tuple[Task, ...]) -> str | None:
    said = {task.concerns_us.value for task in found}
    return next((value for value in ("yes", "unknown", "no") if value in said), None)


def roll(connection: sa.Connection, today: datetime.date) -> None:
    """Where the nearest due date has gone by and a task is due later, let that be the nearest."""
    day = today.isoformat()
    later = sa.select(sa.func.min(tasks.c.due)).where(tasks.c.document_id == documents.c.id, tasks.c.due >= day)
    connection.execute(
        sa.update(documents)
        .where(documents.c.due < day, later.scalar_subquery().is_not(None))
        .values(due=later.scalar_subquery())
    )


def words_of(*parts: str | None) -> set[str]:
    """The words of texts as they are searched: without tone marks, cut where they are endless.

    >>> sorted(words_of("Kế hoạch số 168/KH-UBND", None))
    ['168', 'hoach', 'ke', 'kh', 'so', 'ubnd']
    """
    return {word[:LONGEST_WORD] for part in parts if part for word in _WORD.findall(fold(part))}


def said_in(directive: Directive) -> list[str]:
    """What the fields and tasks of a directive say, for searching."""
    header = directive.header
    values = [getattr(header, name).value for name in ("issuer", "issuer_parent", "type", "number", "symbol", "code",
              "place", "summary", "signer_authority", "signer_title", "signer_name")]  # fmt: skip
    said = [value for value in values if value] + list(header.recipients.value)
    for task in directive.tasks:
        said += [task.quote, task.action, *(body.name for body in (*task.lead, *task.support))]
    return said


def put_words(connection: sa.Connection, document_id: int, found: set[str], *, anew: bool) -> None:
    """Let a document be found under these words; with `anew` under no others."""
    had = set(connection.scalars(sa.select(words.c.word).where(words.c.document_id == document_id)))
    if anew and had - found:
        connection.execute(sa.delete(words).where(words.c.document_id == document_id))
        had = set()
    rows = [{"word": word, "document_id": document_id} for word in sorted(found - had)]
    insert = dialect_insert(connection.dialect.name)(words).on_conflict_do_nothing()
    for first in range(0, len(rows), _CHUNK):
        connection.execute(insert, rows[first : first + _CHUNK])
