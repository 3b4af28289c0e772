"""How many documents are in each state, kept by the database itself: whoever changes a state is counted with it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_STATES = ("received", "read", "in_review", "approved", "failed", "set_apart", "withdrawn")

_SQLITE = (
    """
    CREATE TRIGGER tally_came AFTER INSERT ON documents BEGIN
        UPDATE tallies SET number = number + 1 WHERE state = NEW.state;
    END
    """,
    """
    CREATE TRIGGER tally_went AFTER DELETE ON documents BEGIN
        UPDATE tallies SET number = number - 1 WHERE state = OLD.state;
    END
    """,
    """
    CREATE TRIGGER tally_changed AFTER UPDATE OF state ON documents WHEN OLD.state <> NEW.state BEGIN
        UPDATE tallies SET number = number + (state = NEW.state) - (state = OLD.state)
        WHERE state IN (OLD.state, NEW.state);
    END
    """,
)

# At the commit, and one after the other: by then a transaction has all its other locks, so that none waits for one
# that waits for it.
_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION tally_documents() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = NEW.state THEN
            RETURN NULL;
        END IF;
        PERFORM pg_advisory_xact_lock(7480118);
        IF TG_OP <> 'INSERT' THEN
            UPDATE tallies SET number = number - 1 WHERE state = OLD.state;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            UPDATE tallies SET number = number + 1 WHERE state = NEW.state;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER tally_documents AFTER INSERT OR UPDATE OR DELETE ON documents
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tally_documents()
    """,
)


def upgrade() -> None:
    """Count what is there, then let every change count itself."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        # Who still runs the version before changes no state between the count and the trigger.
        connection.execute(sa.text("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE"))
    tallies = op.create_table(
        "tallies",
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_tallies")),
        comment="how many documents are in each state, kept by triggers of `documents`",
    )
    counted = connection.execute(sa.text("SELECT state, count(*) FROM documents GROUP BY state"))
    there = {row[0]: row[1] for row in counted}
    op.bulk_insert(tallies, [{"state": state, "number": there.get(state, 0)} for state in _STATES])
    for statement in _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE:
        connection.execute(sa.text(statement))
