"""The first tables: documents, arrivals, readings, tasks, events, registers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Make them in the order in which they refer to each other."""
    _documents()
    _arrivals()
    _readings()
    _tasks()
    _events()
    _registers()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(length=24), nullable=False),
        sa.Column("changed_at", sa.String(length=24), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("reading_id", KEY, nullable=True, comment="the reading that counts now"),
        sa.Column(
            "error", JSON, nullable=True, comment="code, message and next step of the last reading, if it failed"
        ),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.String(length=24), nullable=True),
        sa.Column("superseded_by", sa.String(length=64), nullable=True),
        sa.Column(
            "likeness",
            sa.Text(),
            nullable=True,
            comment="number, symbol, issuer and year, folded: the same in all versions of a document",
        ),
        sa.Column("issued_on", sa.String(length=10), nullable=True, comment="the date that the document bears"),
        sa.Column("register", sa.Text(), nullable=True),
        sa.Column("register_year", sa.Integer(), nullable=True),
        sa.Column("arrival_number", sa.Integer(), nullable=True),
        sa.Column("arrival_date", sa.String(length=10), nullable=True),
        sa.Column("secrecy_level", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "register",
            "register_year",
            "arrival_number",
            name=op.f("uq_documents_register_register_year_arrival_number"),
        ),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
        comment="one row for each different content",
    )
    op.create_index(op.f("ix_documents_changed_at"), "documents", ["changed_at"], unique=False)
    op.create_index(op.f("ix_documents_likeness"), "documents", ["likeness"], unique=False)
    op.create_index(op.f("ix_documents_state_id"), "documents", ["state", "id"], unique=False)


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "open_source",
            sa.Text(),
            nullable=True,
            comment="the source while work is to be done, so that two cannot open it",
        ),
        sa.Column(
            "source",
            sa.Text(),
            nullable=True,
            comment="where the file lay: relative to the inbox, or absolute in another folder",
        ),
        sa.Column("announced_at", sa.String(length=24), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True, comment="the process that works on it"),
        sa.Column("leased_until", sa.String(length=24), nullable=True, comment="when others may take it over"),
        sa.Column(
            "outcome",
            sa.String(length=16),
            nullable=True,
            comment="taken, failed, known, set_apart or vanished, once it is decided",
        ),
        sa.Column("place", sa.Text(), nullable=True, comment="where the file is to stand, relative to the home"),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("finished_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_arrivals_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("open_source", name=op.f("uq_arrivals_open_source")),
        comment="one row for each time that a file lay there",
    )
    op.create_index(op.f("ix_arrivals_document_id"), "arrivals", ["document_id"], unique=False)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False, comment="version of readers and rules"),
        sa.Column("directive", JSON, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.Column("trace", sa.Text(), nullable=True, comment="for engineers, where the error was not the file's"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_readings_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        comment="what was read, each time; nothing is ever written over",
    )
    op.create_index(op.f("ix_readings_document_id"), "readings", ["document_id"], unique=False)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("task_id", sa.String(length=12), nullable=False),
        sa.Column("reading_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True, comment="the earliest due date"),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_tasks_document_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_tasks_reading_id")),
        sa.PrimaryKeyConstraint("document_id", "task_id", name=op.f("pk_tasks")),
        comment="the tasks of the reading that counts, for lists over all documents",
    )
    op.create_index(op.f("ix_tasks_due"), "tasks", ["due"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("old_state", sa.String(length=16), nullable=True),
        sa.Column("new_state", sa.String(length=16), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", JSON, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_events_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        comment="each change: when, by whom, why",
    )
    op.create_index(op.f("ix_events_document_id"), "events", ["document_id"], unique=False)


def _registers() -> None:
    op.create_table(
        "registers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False, comment="the last số đến given"),
        sa.PrimaryKeyConstraint("name", "year", name=op.f("pk_registers")),
        comment="counters, raised in the transaction that takes a document in, so that no number is left out",
    )
