"""Versions of one document: Word and PDF, signed and unsigned, another scan.

They bear the same number, symbol, issuer and year (the pair that NĐ 30/2020/NĐ-CP, Phụ lục VI asks systems to warn of).
One of them stands in lists and exports: the newest approved one, else the newest.  The others are withdrawn and kept.
Only values that nobody needs to look at link; a doubtful number could hide another document behind this one.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from pipeline.models import Directive, FieldBase, TextField
from pipeline.store import documents
from pipeline.store.documents import Change
from pipeline.store.tables import documents as table
from rules.spelling import level

_SURE = ("auto", "confirmed")
_REGISTER_ENTRY = ("register_year", "arrival_number", "arrival_date")


def likeness(directive: Directive) -> str | None:
    """What all versions of a document have in common; None where any of it is missing or in doubt."""
    header = directive.header
    wanted = (header.number, header.symbol, header.issuer, header.date)
    if not all(_is_sure(field) for field in wanted):
        return None
    parent = header.issuer_parent if _is_sure(header.issuer_parent) else None
    parts = [
        (header.number.value or "").lstrip("0"),
        header.symbol.value,
        header.issuer.value,
        parent.value if parent else None,
        (header.date.value or "")[:4],
    ]
    return "|".join(" ".join(level(part or "").split()) for part in parts)


def _is_sure(field: FieldBase) -> bool:
    return isinstance(field, TextField) and bool(field.value) and field.status in _SURE


def numbered_version(connection: sa.Connection, alike: str | None) -> sa.Row[Any] | None:
    """A version of the document that has a số đến already."""
    if alike is None:
        return None
    query = sa.select(table).where(table.c.likeness == alike, table.c.arrival_number.is_not(None))
    return connection.execute(query.order_by(table.c.id).limit(1).with_for_update()).one_or_none()


def link(connection: sa.Connection, document_id: int, change: Change) -> None:
    """Let one of the versions of this document stand for all, and give it their số đến."""
    alike = connection.scalar(sa.select(table.c.likeness).where(table.c.id == document_id))
    if alike is None:
        return
    query = sa.select(table).where(table.c.likeness == alike, table.c.sha256.is_not(None))
    versions = connection.execute(query.order_by(table.c.id).with_for_update()).all()
    if len(versions) < 2:
        return
    approved = [row for row in versions if row.approved_at]
    standing = (approved or versions)[-1]
    for row in versions:
        if row.id != standing.id and row.superseded_by != standing.sha256:
            _withdraw(connection, row, standing, change)
    _pass_on_number(connection, versions, standing)


def _withdraw(connection: sa.Connection, row: sa.Row[Any], standing: sa.Row[Any], change: Change) -> None:
    why = Change(change.by, change.at, f"Đã có bản khác của cùng văn bản: {standing.file_name}")
    documents.change_state(connection, row, "withdrawn", "superseded", why, superseded_by=standing.sha256)


def _pass_on_number(connection: sa.Connection, versions: Sequence[sa.Row[Any]], standing: sa.Row[Any]) -> None:
    holder = next((row for row in versions if row.arrival_number is not None), None)
    if holder is None or standing.arrival_number is not None:
        return
    entry = {name: getattr(holder, name) for name in _REGISTER_ENTRY}
    connection.execute(sa.update(table).where(table.c.id == holder.id).values(dict.fromkeys(_REGISTER_ENTRY)))
    connection.execute(sa.update(table).where(table.c.id == standing.id).values(register=holder.register, **entry))
