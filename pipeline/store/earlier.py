"""What the store knows of a body's other documents, drawn up for pipeline.resolve.earlier.

Only the latest documents of the body count, and of them only values that nobody needs to look at.
"""

import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.models import Directive
from pipeline.resolve.earlier import Earlier, Issued, Signing, with_earlier
from pipeline.store.tables import corrected, documents, readings
from rules.spelling import level

_MOST = 30
_SURE = ("auto", "absent", "confirmed")
_WHOLE_DAY = len("2022-04-06")
_SIGNING = ("signer_name", "signer_title", "signer_authority")


def borne_out(connection: sa.Connection, directive: Directive, own_hash: str | None) -> Directive:
    """The directive of a scan with what the store's other documents of the body say of it; another as it is."""
    if directive.source.text not in ("scan", "mixed") or not directive.header.issuer.value:
        return directive
    return with_earlier(directive, earlier_of(connection, directive, own_hash))


def earlier_of(connection: sa.Connection, directive: Directive, own_hash: str | None) -> Earlier:
    """How the latest other documents of the same body were signed, and on which days its numbers fell."""
    rows = _latest(connection, directive, own_hash)
    symbol, year = level(directive.header.symbol.value or ""), (directive.header.date.value or "")[:4]
    signings = [signing for row in rows if (signing := _signing(row))]
    issued = [one for row in rows if (one := _issued(row, symbol, year))]
    return Earlier(tuple(signings), tuple(issued))


def _latest(connection: sa.Connection, directive: Directive, own_hash: str | None) -> list[dict[str, Any]]:
    """Values and states of the fields wanted, by name, as what holds of each document has them."""
    names = (*_SIGNING, "number", "symbol", "date")
    columns = [
        table.c.directive["header"][name][part].as_string().label(f"{held}_{name}_{part}")
        for table, held in ((readings, "read"), (corrected, "held"))
        for name in names
        for part in ("value", "status")
    ]
    known = corrected.c.document_id.label("held")
    query = (
        sa.select(documents.c.approved_at, known, *columns)
        .join(readings, documents.c.reading_id == readings.c.id)
        .outerjoin(corrected, documents.c.id == corrected.c.document_id)
        .where(documents.c.issuer == directive.header.issuer.value, documents.c.sha256.is_distinct_from(own_hash))
        .order_by(documents.c.id.desc())
        .limit(_MOST)
    )
    made = []
    for row in connection.execute(query).mappings():
        side = "read" if row["held"] is None else "held"
        fields = {name: (row[f"{side}_{name}_value"], row[f"{side}_{name}_status"]) for name in names}
        made.append({"approved": row["approved_at"] is not None, **fields})
    return made


def _signing(row: dict[str, Any]) -> Signing | None:
    values = [row[name][0] for name in _SIGNING]
    if not values[0] or any(row[name][1] not in _SURE for name in _SIGNING):
        return None
    return Signing(values[0], values[1], values[2], approved=row["approved"])


def _issued(row: dict[str, Any], symbol: str, year: str) -> Issued | None:
    number, day = row["number"][0], row["date"][0]
    if any(row[name][1] not in _SURE for name in ("number", "symbol", "date")) or not (number and day):
        return None
    if level(row["symbol"][0] or "") != symbol or day[:4] != year or not number.isdecimal():
        return None
    # A person may have written only month and year.
    return Issued(int(number), datetime.date.fromisoformat(day)) if len(day) == _WHOLE_DAY else None
