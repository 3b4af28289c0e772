"""Take a file in: document, reading, tasks, số đến and the arrival's outcome, in the caller's one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from pipeline.config import RegisterSettings
from pipeline.store import arrivals, documents, register, standing, versions
from pipeline.store.arrivals import Arrival, ArrivalOutcome
from pipeline.store.documents import Change, Content, Reading
from pipeline.store.earlier import borne_out
from pipeline.store.times import vietnam_date

# Where the file is to stand (relative to the home, in the store's spelling) for an outcome; None where it stays.
PlaceFor = Callable[[ArrivalOutcome], str | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an arrival.  `arrival_number` is the số đến, for an incoming document that was read."""

    outcome: ArrivalOutcome
    place: str | None
    document_id: int | None
    arrival_number: int | None = None


def take_in(
    connection: sa.Connection, arrival: Arrival, content: Content, reading: Reading | None, change: Change,
    place_for: PlaceFor, numbering: RegisterSettings,
) -> Taken:  # fmt: skip
    """Record what arrived and was read; the same bytes again are known, and read anew only if they had failed.

    `reading` may be None where the caller knows that the bytes are known.

    Raises:
        ClaimLost: another process has the arrival by now; nothing is recorded.

    """
    arrivals.require(connection, arrival)
    if reading and reading.secrecy_level is not None:
        taken = _set_apart(connection, reading.secrecy_level, change, place_for)
    else:
        taken = _take(connection, content, reading, change, place_for, numbering)
    arrivals.decide(connection, arrival.id, taken.outcome, taken.place, taken.document_id)
    return taken


def _set_apart(connection: sa.Connection, level: str, change: Change, place_for: PlaceFor) -> Taken:
    """Of a marked file the store keeps that it came, and its level; no name, no size, no hash."""
    nameless = Content(sha256=None, size=0, file_name="")
    created = documents.insert(connection, nameless, "set_apart", change, secrecy_level=level)
    return Taken("set_apart", place_for("set_apart"), created)


def _take(
    connection: sa.Connection, content: Content, reading: Reading | None, change: Change,
    place_for: PlaceFor, numbering: RegisterSettings,
) -> Taken:  # fmt: skip
    row = documents.by_hash(connection, content.sha256) if content.sha256 else None
    if row is not None and (reading is None or row.state != "failed"):
        documents.add_event(connection, row.id, "arrived_again", change, data={"file_name": content.file_name})
        return Taken("known", place_for("known"), row.id)
    if reading is None:
        raise ValueError("bytes that are not known must have been read")
    if reading.directive is None:
        return Taken("failed", place_for("failed"), _keep_failure(connection, row, content, reading, change))
    document_id, number = keep_directive(connection, row, content, reading, change, numbering)
    return Taken("taken", place_for("taken"), document_id, number)


def _keep_failure(
    connection: sa.Connection, row: sa.Row[Any] | None, content: Content, reading: Reading, change: Change
) -> int:
    error = reading.error.model_dump(mode="json") if reading.error else None
    if row is None:
        document_id = documents.insert(connection, content, "failed", change, error=error)
    else:
        document_id = row.id
        documents.change_state(connection, row, "failed", "failed_again", change, error=error)
    documents.add_reading(connection, document_id, reading, change)
    return document_id


def keep_directive(
    connection: sa.Connection, row: sa.Row[Any] | None, content: Content, reading: Reading, change: Change,
    numbering: RegisterSettings,
) -> tuple[int, int | None]:  # fmt: skip
    """Keep what was read as the reading that counts, under a số đến if it came in; returns document and number."""
    directive = reading.directive
    if directive is None:
        raise ValueError("there is no directive to keep")
    directive = borne_out(connection, directive, content.sha256)
    columns: dict[str, object] = {"error": None}
    alike = versions.numbered_version(connection, versions.likeness(directive))
    if content.direction == "den" and alike is None:
        columns |= _number(connection, content.register, change, numbering)
    if row is None:
        document_id = documents.insert(connection, content, "read", change, **columns)
    else:
        document_id = row.id
        documents.change_state(connection, row, "read", "read", change, **columns)
    reading_id = documents.add_reading(connection, document_id, replace(reading, directive=directive), change)
    standing.count(connection, document_id, reading_id, directive, change, reading.text)
    versions.link(connection, document_id, change)
    number = columns.get("arrival_number")
    return document_id, number if isinstance(number, int) else None


def _number(connection: sa.Connection, name: str, change: Change, numbering: RegisterSettings) -> dict[str, object]:
    day = vietnam_date(change.at)
    first = numbering.first_number.get(day.year, 1)
    return {
        "register": name,
        "register_year": day.year,
        "arrival_number": register.next_number(connection, name, day.year, first),
        "arrival_date": day.isoformat(),
    }
