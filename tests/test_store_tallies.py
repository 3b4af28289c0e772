"""The figures of `vanthu status` are kept with every change of a state, by whomever, and checked against the truth."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from intake_home import Office

from pipeline.store import opening, tallies
from pipeline.store.tables import documents
from pipeline.store.verify import verify


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    if request.param == "postgresql" and sys.platform != "linux":
        pytest.skip("the PostgreSQL that comes by pip is for Linux")
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def office(tmp_path, url):
    office = Office(tmp_path, url=url)
    for number in range(6):
        office.drop(f"tệp {number}.txt", f"văn bản {number}")
    office.drop("hỏng.pdf", "hỏng")
    office.drop("kín.pdf", "mật")
    office.take_all()
    yield office
    office.store.close()


def kept(office):
    with office.store.reading() as connection:
        return {state: number for state, number in tallies.kept(connection).items() if number}


def set_state(office, document_id, state):
    with office.store.writing() as connection:
        connection.execute(sa.update(documents).where(documents.c.id == document_id).values(state=state))


def test_every_way_into_and_out_of_a_state_is_counted(office):
    came = kept(office)
    ids = [record.id for record in office.store.documents(state="read")]
    set_state(office, ids[0], "approved")
    set_state(office, ids[1], "read")
    with office.store.writing() as connection:
        connection.execute(
            sa.insert(documents).values(file_name="x", state="received", version=1, received_at="", changed_at="")
        )
        connection.execute(sa.delete(documents).where(documents.c.file_name == "x"))

    assert came == {"read": 6, "failed": 1, "set_apart": 1}
    assert kept(office) == {"read": 5, "approved": 1, "failed": 1, "set_apart": 1}


def test_a_change_that_is_undone_is_not_counted(office):
    before = kept(office)
    with office.store.reading() as connection:
        connection.execute(sa.update(documents).values(state="withdrawn"))
        connection.rollback()

    assert kept(office) == before


def test_many_at_once_are_all_counted(office):
    ids = [record.id for record in office.store.documents(state="read")]
    states = ["in_review", "approved", "withdrawn", "read"] * 5
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda state: [set_state(office, each, state) for each in ids], states))
    with office.store.reading() as connection:
        assert tallies.wrong(connection) == {}


def test_a_wrong_figure_is_told_and_mended(office):
    with office.store.writing() as connection:
        connection.execute(sa.text("UPDATE tallies SET number = 41 WHERE state = 'read'"))
    told, mended, after = (list(verify(office.config, office.store, mend)) for mend in (False, True, False))

    assert [(fault.kind, fault.sentence, fault.mended) for fault in told] == [
        ("counts", "Số văn bản «chưa ai xem» ghi là 41, đếm lại là 6.", False)
    ]
    assert ([fault.mended for fault in mended], after) == ([True], [])
    assert kept(office)["read"] == 6


def test_a_store_of_the_version_before_is_counted_once_when_it_is_opened(office):
    """Back to the tables without figures, a document more, and forward again."""
    before = kept(office)
    with office.store.writing() as connection:
        for statement in UNDO[connection.dialect.name]:
            connection.execute(sa.text(statement))
        connection.execute(sa.text("DROP TABLE tallies"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
        connection.execute(sa.update(documents).where(documents.c.state == "failed").values(state="approved"))
    opening.open_engine(office.config.store_url).dispose()

    assert kept(office) == {**{state: n for state, n in before.items() if state != "failed"}, "approved": 1}


UNDO = {
    "sqlite": [f"DROP TRIGGER tally_{name}" for name in ("came", "went", "changed")],
    "postgresql": ["DROP TRIGGER tally_documents ON documents"],
}
