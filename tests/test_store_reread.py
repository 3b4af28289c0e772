"""Reading again: ids stay, differences are on record, an approved document is not touched, a failure takes nothing."""

import hashlib

import pytest
import sqlalchemy as sa
from intake_home import Office
from intake_samples import read_by_content

from extractors.errors import Broken
from pipeline.models import ErrorInfo
from pipeline.store.documents import Reading
from pipeline.store.rereading import with_former_ids
from pipeline.store.tables import events, readings, tasks


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.drop("kế hoạch.txt", "number=7\nnội dung")
    office.take_all()
    yield office
    office.store.close()


def read_again(office, change=lambda directive: directive, reader="sau"):
    [record] = office.store.documents()
    directive = change(record.directive)
    return office.store.keep_again(record.id, Reading(reader, directive), "thử")


def renumbered(directive):
    number = directive.header.number.model_copy(update={"value": "9"})
    return directive.model_copy(update={"header": directive.header.model_copy(update={"number": number})})


def with_tasks(directive, *quotes):
    pattern = directive.tasks[0]
    ids = [hashlib.sha256(quote.encode()).hexdigest()[:12] for quote in quotes]
    made = [pattern.model_copy(update={"id": key, "quote": quote}) for key, quote in zip(ids, quotes, strict=True)]
    return directive.model_copy(update={"tasks": tuple(made)})


def kinds(office):
    with office.store.reading() as connection:
        return list(connection.scalars(sa.select(events.c.kind).order_by(events.c.id)))


def test_the_same_reading_changes_nothing_but_is_kept(office):
    outcome = read_again(office)
    [record] = office.store.documents()
    with office.store.reading() as connection:
        kept = connection.scalar(sa.select(sa.func.count()).select_from(readings))

    assert (outcome, record.version, kept) == ("same", 1, 2)
    assert office.store.outdated("sau") == []


def test_a_different_reading_counts_and_says_what_changed(office):
    outcome = read_again(office, renumbered)
    [record] = office.store.documents()
    with office.store.reading() as connection:
        [data] = connection.scalars(sa.select(events.c.data).where(events.c.kind == "changed_by_reader"))

    assert (outcome, record.directive.header.number.value, record.version) == ("changed", "9", 2)
    assert data == {
        "changes": [
            {"what": "number", "from": {"value": "7", "status": "auto"}, "to": {"value": "9", "status": "auto"}}
        ]
    }
    assert record.arrival_number == 1


def test_an_approved_document_stays_as_it_was_approved(office):
    with office.store.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET state = 'approved', approved_at = '2026-03-03T00:00:00.000Z'")
    outcome = read_again(office, renumbered)
    [record] = office.store.documents()

    assert (outcome, record.state, record.directive.header.number.value) == ("differs", "approved", "7")
    assert kinds(office)[-1] == "differs"


def test_a_failure_takes_nothing_away(office):
    [record] = office.store.documents()
    error = {"code": Broken.code, "message": Broken.message, "next_step": Broken.next_step}
    outcome = office.store.keep_again(record.id, Reading("sau", error=ErrorInfo(**error)), "thử")
    [after] = office.store.documents()

    assert (outcome, after.state, after.directive) == ("failed", "read", record.directive)


def test_a_moved_or_slightly_changed_task_keeps_its_id(office):
    first = "Sở Y tế chủ trì rà soát cơ sở", "Sở Nội vụ tổng hợp, báo cáo"
    then = "Việc mới hoàn toàn khác", "Sở Nội vụ tổng hợp và báo cáo", "Sở Y tế chủ trì rà soát cơ sở."
    read_again(office, lambda directive: with_tasks(directive, *first))
    [before] = office.store.documents()
    read_again(office, lambda directive: with_tasks(directive, *then), reader="sau nữa")
    [after] = office.store.documents()
    former, now = ({task.quote: task.id for task in record.directive.tasks} for record in (before, after))
    with office.store.reading() as connection:
        rows = connection.execute(sa.select(tasks.c.task_id, tasks.c.position).order_by(tasks.c.position)).all()

    assert now[then[1]] == former[first[1]]
    assert now[then[2]] == former[first[0]]
    assert len(set(now.values())) == 3
    assert [row.task_id for row in rows] == list(now.values())


def test_what_failed_before_takes_its_number_when_it_is_read(office):
    office.drop("hỏng.pdf", "hỏng")
    office.take_all()
    [failed] = office.store.documents(state="failed")
    directive = read_by_content(office.config.failed / "hỏng.pdf.txt", file_name="hỏng.pdf")
    outcome = office.store.keep_again(failed.id, Reading("sau", directive), "thử")
    [after] = [record for record in office.store.documents() if record.id == failed.id]

    assert outcome == "taken"
    assert (after.state, after.error, after.arrival_number) == ("read", None, 2)


def test_of_two_that_match_the_better_one_keeps_the_id(office):
    [record] = office.store.documents()
    old = with_tasks(record.directive, "Văn phòng theo dõi, đôn đốc, báo cáo")
    new = with_tasks(record.directive, "Văn phòng theo dõi và báo cáo", "Văn phòng theo dõi, đôn đốc và báo cáo")
    matched = with_former_ids(old, new)

    assert [task.id == old.tasks[0].id for task in matched.tasks] == [False, True]
