"""Several windows on one store: no work is overwritten, nobody is sent where somebody is, nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from review_room import ME, YOU, Room, database, paper, plan

from pipeline.packed_text import pack
from pipeline.review.changes import RejectTask, SetField, SetTask
from pipeline.review.desk import Desk
from pipeline.review.views import Conflict, Filters, Saved
from pipeline.store.documents import Reading
from pipeline.store.rereading import keep_again


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request, tmp_path):
    made = Room(tmp_path, url=database(request))
    yield made
    made.store.close()


def test_the_second_writer_is_shown_both_values(room):
    document = room.take()
    first = room.desk.correct(document, 1, ME, SetField(field="number", value="11"), "w1")
    second = room.desk.correct(document, 1, YOU, SetField(field="number", value="14"), "w2")

    assert isinstance(first, Saved)
    assert isinstance(second, Conflict)
    assert (second.version, second.mine, second.theirs, second.by) == (2, "14", "11", ME)
    assert room.now(document).header.number.value == "11"


def test_a_conflict_over_a_task_that_is_gone_is_one_too(room):
    document = room.take()
    task = room.now(document).tasks[0]
    room.desk.correct(document, 1, ME, RejectTask(task=task.id, reason="không phải việc"))
    conflict = room.desk.correct(document, 1, YOU, SetTask(task=task.id, part="lead", value="Phòng Tư pháp"))

    assert isinstance(conflict, Conflict)
    assert [entry.by for entry in conflict.changes] == [ME]


def test_another_reading_meanwhile_is_a_conflict_too(room):
    document = room.take()
    reading = plan(f"{1:064x}", "tep-1.pdf", number="14", code="1/KH-UBND")
    with room.store.writing() as connection:
        read = Reading("r2", reading, text=pack(paper()))
        keep_again(connection, document, read, room.store.change("Đọc lại."), room.store.config.register_settings)
    conflict = room.desk.correct(document, 1, YOU, SetField(field="number", value="11"))

    assert (conflict.mine, conflict.theirs, conflict.version) == ("11", "14", 2)
    assert [entry.title for entry in conflict.changes] == ["Đọc lại."]


def test_approval_and_undo_check_the_version_too(room):
    document = room.take()
    room.correct(document, SetField(field="number", value="11"))
    results = room.desk.approve(document, 1, YOU), room.desk.undo(document, 1, YOU), room.desk.redo(document, 1, YOU)

    assert [type(result) for result in results] == [Conflict, Conflict, Conflict]
    assert room.version(document) == 2


def test_the_second_window_is_told_who_has_the_document(room):
    document = room.take()
    alone = room.desk.open(document, "w1", ME)
    second = room.desk.open(document, "w2", YOU)
    _, others = room.desk.touch(document, "w1")

    assert alone.others == ()
    assert [holder.reviewer for holder in second.others] == [ME]
    assert [holder.reviewer for holder in others] == [YOU]


def test_next_never_shows_what_another_window_holds(room):
    documents = {room.take(number) for number in range(1, 5)}
    found = [room.desk.next(f"w{number}", ME) for number in range(5)]

    assert set(found[:4]) == documents
    assert found[4] is None


def test_a_hold_ends_with_the_window_or_by_itself(room):
    one, two = room.take(1), room.take(2)
    room.desk.open(one, "w1", ME)
    room.desk.open(two, "w1", ME)
    room.desk.leave(one, "w1")
    left = room.desk.next("w2", YOU)
    room.later(seconds=60)
    room.desk.touch(two, "w1")
    room.later(seconds=60)
    still = room.desk.next("w3", YOU)
    room.later(seconds=91)
    expired = room.desk.next("w4", YOU)

    assert left == one
    assert still == one
    assert expired in {one, two}
    assert room.desk.next("w5", YOU) is not None


def test_next_goes_on_behind_the_document_that_was_left(room):
    ids = [room.take(number) for number in range(1, 5)]
    order = [row.id for row in room.desk.queue(Filters()).rows]
    following = room.desk.next("w1", ME, after=order[1])
    round_again = room.desk.next("w2", ME, after=order[3])

    assert sorted(order) == sorted(ids)
    assert following == order[2]
    assert round_again == order[0]


def test_the_next_of_some_documents_is_free_and_waits_for_a_person(room):
    one, two, three, other = (room.take(number) for number in range(1, 5))
    ids = (one, two, three)
    room.desk.approve(two, 1, ME)
    found = [room.desk.next_of(ids, "w1", ME), room.desk.next_of(ids, "w1", ME, after=one)]
    held = room.desk.next_of(ids, "w2", YOU)

    assert found == [one, three]
    assert held is None
    assert room.desk.next("w2", YOU) == other


def test_what_is_typed_is_there_again_after_a_reload(room):
    document = room.take()
    room.desk.open(document, "w1", ME)
    room.desk.draft(document, "w1", "header.number", "1")
    room.desk.draft(document, "w1", "header.number", "11")
    opened = room.desk.open(document, "w1", ME)

    assert [(draft.path, draft.value) for draft in opened.drafts] == [("header.number", "11")]


def test_what_a_closed_tab_left_goes_to_the_next_window_of_the_same_person(room):
    document = room.take()
    room.desk.open(document, "w1", ME)
    room.desk.draft(document, "w1", "header.number", "11")
    meanwhile = room.desk.open(document, "w2", ME)
    room.desk.leave(document, "w1")
    other = room.desk.open(document, "w3", YOU)
    mine = room.desk.open(document, "w4", ME)
    again = room.desk.open(document, "w2", ME)

    assert meanwhile.drafts == other.drafts == ()
    assert [draft.value for draft in mine.drafts] == ["11"]
    assert again.drafts == ()


def test_a_draft_ends_when_the_field_is_written_or_it_is_dropped(room):
    document = room.take()
    room.desk.open(document, "w1", ME)
    room.desk.draft(document, "w1", "header.number", "11")
    room.desk.draft(document, "w1", "header.place", "Phú")
    room.correct(document, SetField(field="number", value="11"))
    room.desk.drop_draft(document, "w1", "header.place")

    assert room.desk.open(document, "w1", ME).drafts == ()
    assert len([e for e in room.desk.history(document) if e.path == "header.number"]) == 1


def test_drafts_outlast_the_server(tmp_path):
    room = Room(tmp_path)
    document = room.take()
    room.desk.open(document, "w1", ME)
    room.desk.draft(document, "w1", "tasks.abc.lead", "Phòng Tư p")
    room.store.close()
    later = Room(tmp_path)

    assert [draft.value for draft in later.desk.open(document, "w1", ME).drafts] == ["Phòng Tư p"]
    later.store.close()


def test_two_desks_on_one_store_write_one_after_the_other(room):
    document = room.take()
    desks = [Desk(room.store, now=lambda: room.moment) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        jobs = [
            threads.submit(desk.correct, document, 1, ME, SetField(field="number", value=str(n)), f"w{n}")
            for n, desk in enumerate(desks)
        ]
        results = [job.result() for job in jobs]

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Conflict", "Conflict", "Saved"]
    assert room.version(document) == 2
