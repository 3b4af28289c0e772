"""What the review needs: lists, search, corrections, drafts, who has what open."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)
WORD = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns of lists, then the tables."""
    _lists()
    _corrected()
    _texts()
    _words()
    _holds()
    _drafts()
    _bodies_seen()


def _lists() -> None:
    columns = (
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column(
            "doubts",
            sa.Integer(),
            nullable=True,
            comment="how much of it a person should look at; null where nothing was read",
        ),
        sa.Column("doubtful", sa.Integer(), server_default="0", nullable=False, comment="1 where there are doubts"),
        sa.Column("task_count", sa.Integer(), nullable=True),
        sa.Column("tasks_in_doubt", sa.Integer(), nullable=True),
        sa.Column(
            "due",
            sa.String(length=10),
            nullable=True,
            comment="the nearest due date from the day it was last looked after",
        ),
        sa.Column("concerns_us", sa.String(length=8), nullable=True),
    )
    for column in columns:
        op.add_column("documents", column)
    op.create_index(
        op.f("ix_documents_state_doubtful_due_id"), "documents", ["state", "doubtful", "due", "id"], unique=False
    )
    for name in ("due", "type", "issuer", "topic"):
        op.create_index(op.f(f"ix_documents_{name}"), "documents", [name], unique=False)


def _document() -> sa.Column[int]:
    return sa.Column("document_id", KEY, autoincrement=False, nullable=False)


def _refers(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f(f"fk_{table}_document_id"))


def _corrected() -> None:
    op.create_table(
        "corrected",
        _document(),
        sa.Column("directive", JSON, nullable=False),
        _refers("corrected"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_corrected")),
        comment="what holds of a document that people have changed: its reading with their steps (events) applied",
    )


def _texts() -> None:
    op.create_table(
        "texts",
        _document(),
        sa.Column("packed", sa.LargeBinary(), nullable=False, comment="text, words and boxes: pipeline.packed_text"),
        _refers("texts"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_texts")),
        comment="the canonical text of the reading that counts, with its places on the pages",
    )


def _words() -> None:
    op.create_table(
        "words",
        sa.Column("word", WORD, nullable=False),
        _document(),
        _refers("words"),
        sa.PrimaryKeyConstraint("word", "document_id", name=op.f("pk_words")),
        sqlite_with_rowid=False,
        comment="each word of a document once, without tone marks, for searching",
    )
    op.create_index(op.f("ix_words_document_id_word"), "words", ["document_id", "word"], unique=False)


def _holds() -> None:
    op.create_table(
        "holds",
        _document(),
        sa.Column("window_id", sa.String(length=64), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=24), nullable=False),
        sa.Column(
            "until",
            sa.String(length=24),
            nullable=False,
            comment="when it counts as closed unless it says that it is there",
        ),
        _refers("holds"),
        sa.PrimaryKeyConstraint("document_id", "window_id", name=op.f("pk_holds")),
        comment="which browser window has which document open",
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        _document(),
        sa.Column("window_id", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        _refers("drafts"),
        sa.PrimaryKeyConstraint("document_id", "window_id", "path", name=op.f("pk_drafts")),
        comment="what is being typed",
    )


def _bodies_seen() -> None:
    op.create_table(
        "bodies_seen",
        _document(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True, comment="id in the directory"),
        _refers("bodies_seen"),
        sa.PrimaryKeyConstraint("document_id", "name", name=op.f("pk_bodies_seen")),
        comment="the bodies that approved documents name, for suggestions",
    )
    op.create_index(op.f("ix_bodies_seen_folded"), "bodies_seen", ["folded"], unique=False)
