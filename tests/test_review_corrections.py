"""A correction stands beside the reading, is counted, shown in exports, and is refused where it makes no sense."""

import io
import json

import pytest
from review_room import ME, YOU, Room, paper, place, plan

from pipeline.corrections.names import missed_key
from pipeline.exports.phu_luc_2 import build_rows
from pipeline.exports.tasks import write_tasks
from pipeline.review.changes import (
    AddTask,
    ConfirmTask,
    JoinTasks,
    MoveTask,
    RejectTask,
    RestoreTask,
    SetField,
    SetTask,
    SplitTask,
    TakeMissed,
    WaveOff,
)
from pipeline.review.views import Refused, Saved


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def document(room):
    return room.take()


def test_a_corrected_field_is_confirmed_and_keeps_what_was_read(room, document):
    saved = room.correct(document, SetField(field="number", value=" 11 "))
    number = room.now(document).header.number

    assert isinstance(saved, Saved)
    assert (number.value, number.status) == ("11", "confirmed")
    assert number.machine["value"] == "1"
    assert [(piece.origin, piece.by) for piece in number.evidence] == [("person", ME)]
    assert saved.version == room.version(document) == 2


def test_a_field_confirmed_as_it_stands_keeps_its_place(room, document):
    before = room.now(document).header.issuer
    room.correct(document, SetField(field="issuer", value=before.value))
    after = room.now(document).header.issuer

    assert after.status == "confirmed"
    assert [piece.box for piece in after.evidence] == [piece.box for piece in before.evidence]


@pytest.mark.parametrize(
    ("field", "typed", "code"), [("number", "11", "11/KH-UBND"), ("symbol", "QĐ-UBND", "1/QĐ-UBND")]
)
def test_the_code_follows_its_number_and_symbol_and_is_undone_with_them(room, document, field, typed, code):
    before = room.now(document)
    room.correct(document, SetField(field=field, value=typed))
    followed = room.now(document).header.code
    room.desk.undo(document, 2, ME)

    assert (followed.value, followed.status, followed.machine["value"]) == (code, "confirmed", "1/KH-UBND")
    assert [piece.box for piece in followed.evidence] == [piece.box for piece in before.header.code.evidence]
    assert room.now(document) == before


def test_a_code_that_is_not_made_of_them_stays(room, document):
    room.correct(document, SetField(field="code", value="1A/KH-UBND"))
    room.correct(document, SetField(field="number", value="11"))

    assert room.now(document).header.code.value == "1A/KH-UBND"


def test_a_confirmed_number_confirms_the_code_that_was_in_doubt_with_it(room):
    reading = plan(f"{1:064x}", "tep-1.pdf", number="1", code="1/KH-UBND")
    doubt = {"code": reading.header.code.model_copy(update={"status": "review"})}
    document = room.take(1, reading.model_copy(update={"header": reading.header.model_copy(update=doubt)}))
    room.correct(document, SetField(field="number", value="1"))

    assert room.now(document).header.code.status == "confirmed"
    assert room.desk.figures().corrections == ()


def test_a_field_pointed_at_has_the_place_of_the_words(room, document):
    spans = (place(paper(), "úng ngập năm 2022"),)
    room.correct(document, SetField(field="summary", value="Úng ngập năm 2022", spans=spans))
    summary = room.now(document).header.summary

    assert summary.raw == "úng ngập năm 2022"
    assert summary.evidence[0].page == 1
    assert summary.evidence[0].box is not None


@pytest.mark.parametrize("typed", ["7/4/2022", "ngày 07 tháng 4 năm 2022", "2022-04-07"])
def test_a_date_is_taken_as_people_write_it(room, document, typed):
    room.correct(document, SetField(field="date", value=typed))

    assert room.now(document).header.date.value == "2022-04-07"


def test_a_date_that_is_none_is_refused_and_nothing_is_written(room, document):
    refused = room.correct(document, SetField(field="date", value="31/2/2022"))

    assert isinstance(refused, Refused)
    assert "31/2/2022" in refused.message
    assert room.version(document) == 1


def test_recipients_are_lines(room, document):
    room.correct(document, SetField(field="recipients", value="Như Điều 3\n\nLưu: VT, TH"))

    assert room.now(document).header.recipients.value == ("Như Điều 3", "Lưu: VT, TH")


def test_a_field_that_the_document_does_not_have_is_empty_and_confirmed(room, document):
    room.correct(document, SetField(field="place", value=""))

    assert (room.now(document).header.place.value, room.now(document).header.place.status) == (None, "confirmed")


def test_parts_of_a_task_are_typed_as_words(room, document):
    task = room.now(document).tasks[1]
    room.correct(document, SetTask(task=task.id, part="deadlines", value="trước 15/6; quý III/2022"))
    room.correct(document, SetTask(task=task.id, part="lead", value=("Sở Y tế", "Phòng Y tế")))
    changed = room.now(document).tasks[1]

    assert [(d.kind, d.due) for d in changed.deadlines] == [("before", "2022-06-14"), ("during", "2022-09-30")]
    assert [body.name for body in changed.lead] == ["Sở Y tế", "Phòng Y tế"]
    assert changed.lead[1] == task.lead[0]
    assert changed.status == "confirmed"
    assert changed.machine["deadlines"] == []


def test_a_time_that_is_not_understood_is_refused(room, document):
    task = room.now(document).tasks[0]
    refused = room.correct(document, SetTask(task=task.id, part="deadlines", value="bao giờ cũng được"))

    assert isinstance(refused, Refused)


def test_a_missed_task_is_added_by_marking_words(room, document):
    words = "Các xã báo cáo kết quả trong quý III/2022"
    saved = room.correct(document, AddTask(spans=(place(paper(), words),)))
    tasks = room.now(document).tasks

    assert [task.quote for task in tasks][2] == words
    assert saved.task == tasks[2].id
    assert tasks[2].evidence[0].box is not None
    assert [deadline.due for deadline in tasks[2].deadlines] == ["2022-09-30"]


def test_an_added_task_stands_where_its_words_stand(room, document):
    room.correct(document, AddTask(spans=(place(paper(), "phòng chống úng ngập"),)))

    assert room.now(document).tasks[0].quote == "phòng chống úng ngập"


def test_marks_outside_the_text_are_refused(room, document):
    assert isinstance(room.correct(document, AddTask(spans=((5, 99_999),))), Refused)


def test_a_task_is_split_with_its_places(room, document):
    task = room.now(document).tasks[1]
    room.correct(document, SplitTask(task=task.id, at=task.quote.index("và rà soát")))
    first, second = room.now(document).tasks[1:]
    places = [[piece for piece in made.evidence if piece.start is not None] for made in (first, second)]

    assert (first.quote, second.quote) == ("Phòng Y tế chuẩn bị thuốc", "và rà soát trang thiết bị")
    assert places[0][-1].end <= places[1][0].start
    assert [body.name for body in second.lead] == ["Phòng Y tế"]


def test_a_split_in_a_word_is_made_before_it(room, document):
    task = room.now(document).tasks[1]
    room.correct(document, SplitTask(task=task.id, at=task.quote.index("soát") + 2))

    assert [made.quote for made in room.now(document).tasks[1:]] == [
        "Phòng Y tế chuẩn bị thuốc và rà",
        "soát trang thiết bị",
    ]


def test_split_parts_share_out_their_deadlines(room, document):
    task = room.now(document).tasks[0]
    room.correct(document, SplitTask(task=task.id, at=task.quote.index("gửi về")))
    first, second = room.now(document).tasks[:2]

    assert (len(first.deadlines), len(second.deadlines)) == (0, 1)


def test_tasks_are_joined_under_the_first_name(room, document):
    one, two = room.now(document).tasks
    room.correct(document, JoinTasks(tasks=(two.id, one.id)))
    [joined] = room.now(document).tasks

    assert joined.id == one.id
    assert joined.quote == f"{one.quote} {two.quote}"
    assert [body.name for body in joined.lead] == ["Phòng Nội vụ", "Phòng Y tế"]


def test_tasks_are_put_in_another_order(room, document):
    one, two = room.now(document).tasks
    room.correct(document, MoveTask(task=two.id, to=0))

    assert [task.id for task in room.now(document).tasks] == [two.id, one.id]


def test_a_rejected_task_leaves_with_its_reason_and_can_come_back(room, document):
    one, two = room.now(document).tasks
    room.correct(document, RejectTask(task=one.id, reason="Chỉ là phần mở đầu"))
    rejected = room.now(document).rejected
    room.correct(document, RestoreTask(task=one.id))
    restored = room.now(document)

    assert [(each.task.id, each.reason, each.by) for each in rejected] == [(one.id, "Chỉ là phần mở đầu", ME)]
    assert [task.id for task in restored.tasks] == [one.id, two.id]
    assert restored.rejected == ()


def test_what_may_be_missed_becomes_a_task_or_is_waved_off(room):
    taken, waved = room.take(1), room.take(2)
    item = room.now(taken).missed[0]
    room.correct(taken, TakeMissed(missed=missed_key(item)))
    room.correct(waved, WaveOff(missed=missed_key(item)))

    assert (room.now(taken).missed, room.now(taken).tasks[-1].quote) == ((), item.quote)
    assert (room.now(waved).missed, len(room.now(waved).tasks)) == ((), 2)


def test_confirming_a_task_says_so(room, document):
    room.correct(document, ConfirmTask(task=room.now(document).tasks[0].id))

    assert room.now(document).tasks[0].status == "confirmed"


def test_a_part_written_as_it_stands_confirms_the_task(room, document):
    task = room.now(document).tasks[0]
    room.correct(document, SetTask(task=task.id, part="lead", value="Phòng Nội vụ"))

    assert room.now(document).tasks[0].lead == task.lead
    assert room.desk.history(document)[-1].title == "Xác nhận nhiệm vụ"
    assert room.desk.figures().corrections == ()


def test_the_first_look_is_no_change_of_the_version(room, document):
    room.desk.begin(document, ME, "w1")

    assert (room.version(document), room.store.by_id(document).state) == (1, "in_review")


def test_an_approval_stands_in_the_exports(room, document):
    room.correct(document, SetField(field="number", value="11"))
    saved = room.desk.approve(document, room.version(document), YOU, "w2")
    out = io.StringIO()
    write_tasks(room.store.documents("approved"), "jsonl", out)
    told = json.loads(out.getvalue())
    [row] = build_rows(room.store.documents(), year=2022).rows

    assert isinstance(saved, Saved)
    assert (told["state"], told["approved_by"], told["version"]) == ("approved", YOU, 3)
    assert told["header"]["number"]["value"] == "11"
    assert (row.code.text, row.approved) == ("11/KH-UBND", True)


def test_a_correction_after_the_approval_takes_it_back(room, document):
    room.desk.approve(document, 1, ME)
    room.correct(document, SetField(field="place", value="Phú Lâm Thượng"))
    changed = room.store.by_id(document)
    room.desk.undo(document, changed.version, ME)
    again = room.store.by_id(document)

    assert (changed.state, changed.approved_by) == ("in_review", None)
    assert (again.state, again.approved_by) == ("approved", ME)


def test_the_history_says_who_when_from_to_and_from_where(room, document):
    room.correct(document, SetField(field="number", value="11"), by=YOU, window="w7")
    entry = room.desk.history(document)[-1]

    assert (entry.by, entry.old, entry.new, entry.where) == (YOU, "1", "11", "w7")
    assert entry.at.startswith("2022-04-10T02:00")
    assert entry.title == "Sửa «Số»"


def test_the_two_readings_are_laid_side_by_side(room, document):
    room.correct(document, SetField(field="number", value="11"))
    found = {each.path: each for each in room.desk.compare(document)}

    assert (found["header.number"].machine, found["header.number"].now) == ("1", "11")
    assert found["header.issuer"].same
