"""The tables of the store, for SQLite and PostgreSQL alike.

Times are ISO 8601 text in UTC with milliseconds and a `Z`, so that they sort as text on both; dates are ISO text.
"""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts rows by itself only in an INTEGER key.
Key = sa.BigInteger().with_variant(Integer, "sqlite")
# JSON, not JSONB: it is never searched inside, keeps the order of keys, and may hold any character that a file holds.
Json = sa.JSON(none_as_null=True)
Time = String(24)
Date = String(10)
State = String(16)
Sha256 = String(64)
# Compared by code points on both, so that a range of the index is a prefix.
Word = String(40).with_variant(String(40, collation="C"), "postgresql")


def _time(name: str, comment: str | None = None, *, always: bool = True) -> Column[str]:
    """A moment; `always` says that every row has one."""
    return Column(name, Time, nullable=not always, comment=comment)


def _of_document() -> Column[int]:
    """The document that a row belongs to, as (a part of) the row's key."""
    return Column("document_id", Key, ForeignKey("documents.id"), primary_key=True, autoincrement=False)


documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sha256", Sha256, unique=True),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text),
    Column("size", sa.BigInteger),
    Column("state", State, nullable=False),
    Column("version", Integer, nullable=False),
    _time("received_at"),
    _time("changed_at"),
    Column("direction", String(3)),
    Column("topic", Text),
    Column("unit", Text),
    Column("reading_id", Key, comment="the reading that counts now"),
    Column("error", Json, comment="code, message and next step of the last reading, if it failed"),
    Column("approved_by", Text),
    _time("approved_at", always=False),
    Column("superseded_by", Sha256),
    Column("likeness", Text, comment="number, symbol, issuer and year, folded: the same in all versions of a document"),
    Column("issued_on", Date, comment="the date that the document bears"),
    Column("register", Text),
    Column("register_year", Integer),
    Column("arrival_number", Integer),
    Column("arrival_date", Date),
    Column("secrecy_level", Text),
    # What lists show and sort by, repeated from the directive that holds (pipeline.store.listing).
    Column("type", Text),
    Column("code", Text),
    Column("issuer", Text),
    Column("summary", Text),
    Column("doubts", Integer, comment="how much of it a person should look at; null where nothing was read"),
    Column("doubtful", Integer, nullable=False, server_default="0", comment="1 where there are doubts"),
    Column("task_count", Integer),
    Column("tasks_in_doubt", Integer),
    Column("due", Date, comment="the nearest due date from the day it was last looked after"),
    Column("concerns_us", String(8)),
    UniqueConstraint("register", "register_year", "arrival_number"),
    Index(None, "state", "id"),
    Index(None, "changed_at"),
    Index(None, "likeness"),
    Index(None, "state", "doubtful", "due", "id"),
    Index(None, "due"),
    Index(None, "type"),
    Index(None, "issuer"),
    Index(None, "topic"),
    comment="one row for each different content",
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("open_source", Text, unique=True, comment="the source while work is to be done, so that two cannot open it"),
    Column("source", Text, comment="where the file lay: relative to the inbox, or absolute in another folder"),
    _time("announced_at"),
    Column("owner", Text, comment="the process that works on it"),
    _time("leased_until", "when others may take it over", always=False),
    Column("outcome", String(16), comment="taken, failed, known, set_apart or vanished, once it is decided"),
    Column("place", Text, comment="where the file is to stand, relative to the home"),
    Column("document_id", Key, ForeignKey("documents.id"), index=True),
    _time("finished_at", always=False),
    comment="one row for each time that a file lay there",
)

readings = Table(
    "readings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document_id", Key, ForeignKey("documents.id"), nullable=False, index=True),
    _time("at"),
    Column("by", Text, nullable=False),
    Column("reader", Text, nullable=False, comment="version of readers and rules"),
    Column("directive", Json),
    Column("error", Json),
    Column("trace", Text, comment="for engineers, where the error was not the file's"),
    comment="what was read, each time; nothing is ever written over",
)

tasks = Table(
    "tasks",
    metadata,
    _of_document(),
    Column("task_id", String(12), primary_key=True),
    Column("reading_id", Key, ForeignKey("readings.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("due", Date, index=True, comment="the earliest due date"),
    Column("status", String(16), nullable=False),
    comment="the tasks of the reading that counts, for lists over all documents",
)

events = Table(
    "events",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document_id", Key, ForeignKey("documents.id"), nullable=False, index=True),
    _time("at"),
    Column("by", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("old_state", State),
    Column("new_state", State),
    Column("why", Text, nullable=False),
    Column("data", Json),
    comment="each change: when, by whom, why",
)

tallies = Table(
    "tallies",
    metadata,
    Column("state", State, primary_key=True),
    Column("number", Integer, nullable=False),
    comment="how many documents are in each state, kept by triggers of `documents`",
)

registers = Table(
    "registers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False, comment="the last số đến given"),
    comment="counters, raised in the transaction that takes a document in, so that no number is left out",
)

corrected = Table(
    "corrected",
    metadata,
    _of_document(),
    Column("directive", Json, nullable=False),
    comment="what holds of a document that people have changed: its reading with their steps (events) applied",
)

texts = Table(
    "texts",
    metadata,
    _of_document(),
    Column("packed", sa.LargeBinary, nullable=False, comment="text, words and boxes: pipeline.packed_text"),
    comment="the canonical text of the reading that counts, with its places on the pages",
)

words = Table(
    "words",
    metadata,
    Column("word", Word, primary_key=True),
    _of_document(),
    Index(None, "document_id", "word"),
    sqlite_with_rowid=False,
    comment="each word of a document once, without tone marks, for searching",
)

holds = Table(
    "holds",
    metadata,
    _of_document(),
    Column("window_id", String(64), primary_key=True),
    Column("reviewer", Text, nullable=False),
    _time("since"),
    _time("until", "when it counts as closed unless it says that it is there"),
    comment="which browser window has which document open",
)

drafts = Table(
    "drafts",
    metadata,
    _of_document(),
    Column("window_id", String(64), primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("value", Text, nullable=False),
    _time("at"),
    comment="what is being typed",
)

bodies_seen = Table(
    "bodies_seen",
    metadata,
    _of_document(),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
    Column("body", Text, comment="id in the directory"),
    comment="the bodies that approved documents name, for suggestions",
)
