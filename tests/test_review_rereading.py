"""People's word outlasts another reading of the same file: applied to it, and told where the machine now differs."""

import pytest
from review_room import ME, Room, a_task, paper, place, plan

from pipeline.corrections.apply import NOT_SEEN_AGAIN, apply
from pipeline.corrections.stack import standing
from pipeline.packed_text import pack
from pipeline.review.changes import AddTask, MoveTask, RejectTask, SetField, SetTask
from pipeline.store.documents import Reading
from pipeline.store.rereading import keep_again
from pipeline.store.standing import steps_of


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path)
    yield made
    made.store.close()


def read_again(room, document, reading, text=None):
    with room.store.writing() as connection:
        read = Reading("r2", reading, text=pack(text or paper()))
        return keep_again(
            connection, document, read, room.store.change("Đọc lại."), room.store.config.register_settings
        )


def anew(**fields):
    return plan(f"{1:064x}", "tep-1.pdf", **fields)


def test_a_corrected_field_stays_and_the_other_reading_is_told(room):
    document = room.take()
    room.correct(document, SetField(field="number", value="11"))
    read_again(room, document, anew(number="14", code="1/KH-UBND"))
    number = room.now(document).header.number

    assert (number.value, number.status, number.machine["value"]) == ("11", "confirmed", "14")
    assert any("14" in reason for reason in number.reasons)


def test_a_machine_that_comes_to_agree_says_nothing(room):
    document = room.take()
    room.correct(document, SetField(field="number", value="11"))
    read_again(room, document, anew(number="11", code="1/KH-UBND"))

    assert room.now(document).header.number.reasons == ()


def test_what_nobody_touched_is_read_anew(room):
    document = room.take()
    room.correct(document, SetField(field="number", value="11"))
    read_again(room, document, anew(number="1", code="1/KH-UBND", place="Phú Lâm Đông"))

    assert room.now(document).header.place.value == "Phú Lâm Đông"


def test_a_task_of_a_person_is_kept_where_the_machine_finds_it_no_more(room):
    document = room.take()
    task = room.now(document).tasks[0]
    room.correct(document, SetTask(task=task.id, part="lead", value="Phòng Tư pháp"))
    reading = anew(number="1", code="1/KH-UBND")
    read_again(room, document, reading.model_copy(update={"tasks": reading.tasks[1:]}))
    kept = room.now(document).tasks[0]

    assert (kept.id, [body.name for body in kept.lead]) == (task.id, ["Phòng Tư pháp"])
    assert kept.reasons == (NOT_SEEN_AGAIN,)


def test_a_task_that_the_machine_now_finds_too_stands_once(room):
    document = room.take()
    words = "Các xã báo cáo kết quả trong quý III/2022"
    room.correct(document, AddTask(spans=(place(paper(), words),)))
    reading = anew(number="1", code="1/KH-UBND")
    found = a_task(paper(), f"{1:064x}", words, "Các xã")
    read_again(room, document, reading.model_copy(update={"tasks": (*reading.tasks, found)}))

    assert [task.quote for task in room.now(document).tasks].count(words) == 1


def test_a_rejected_task_stays_rejected(room):
    document = room.take()
    one, two = room.now(document).tasks
    room.correct(document, RejectTask(task=one.id, reason="không phải việc"))
    read_again(room, document, anew(number="1", code="1/KH-UBND", place="Phú Lâm Đông"))

    assert [task.id for task in room.now(document).tasks] == [two.id]
    assert len(room.now(document).rejected) == 1


def test_steps_alone_give_what_holds(room):
    document = room.take()
    reading = room.now(document)
    room.correct(document, SetField(field="place", value="Phú Lâm Đông"))
    room.correct(document, MoveTask(task=reading.tasks[1].id, to=0))
    with room.store.reading() as connection:
        steps = steps_of(connection, document).steps

    assert apply(reading, steps) == room.now(document)
    assert [step.by for step in steps] == [ME, ME]


def test_events_that_are_no_steps_change_nothing():
    assert standing([(1, "arrived", None), (2, "undone", {"of": 1}), (3, "reread", {})]).touched is False
