"""Undo and redo for everything: whatever was done, taken back step by step, gives what was read; and forward again."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from review_room import ME, YOU, Room, paper, place

from pipeline.corrections.names import missed_key
from pipeline.review import changes
from pipeline.review.views import Refused, Saved

WORDS = ("Các xã báo cáo kết quả", "phòng chống úng ngập", "rà soát trang thiết bị")
KINDS = ("field", "part", "confirm", "add", "split", "join", "move", "reject", "restore", "take", "wave", "approve")
PLAN = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 5)), max_size=10)


def a_change(directive, kind, number):
    """A change of this kind that can be made here; None where none can."""
    tasks, at = directive.tasks, number % max(1, len(directive.tasks))
    if kind == "field":
        name = ("number", "place", "date", "recipients")[number % 4]
        value = "5/5/2022" if name == "date" else ("Như trên",) if name == "recipients" else f"giá trị {number}"
        return changes.SetField(field=name, value=value)
    if kind == "add":
        return changes.AddTask(spans=(place(paper(), WORDS[number % 3]),))
    if kind in {"take", "wave"} and directive.missed:
        made = changes.TakeMissed if kind == "take" else changes.WaveOff
        return made(missed=missed_key(directive.missed[0]))
    if kind == "restore" and directive.rejected:
        return changes.RestoreTask(task=directive.rejected[0].task.id)
    if not tasks:
        return None
    task = tasks[at]
    return {
        "part": changes.SetTask(task=task.id, part=("lead", "action", "deadlines")[number % 3], value="trước 15/6"),
        "confirm": changes.ConfirmTask(task=task.id),
        "split": changes.SplitTask(task=task.id, at=len(task.quote) // 2),
        "join": changes.JoinTasks(tasks=(tasks[0].id, tasks[-1].id)) if len(tasks) > 1 else None,
        "move": changes.MoveTask(task=task.id, to=number),
        "reject": changes.RejectTask(task=task.id, reason="không phải việc"),
    }.get(kind)


def do(room, document, kind, number):
    """Make the change, if there is one; returns whether anything was written."""
    if kind == "approve":
        return isinstance(room.desk.approve(document, room.version(document), YOU), Saved)
    change = a_change(room.now(document), kind, number)
    return change is not None and isinstance(room.correct(document, change), Saved)


def look(room, document):
    """What there is to see of a document, but for its version."""
    record = room.store.by_id(document)
    return record.directive, record.approved_by, record.approved_at


def test_any_changes_taken_back_give_the_reading_and_done_again_what_they_made():
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))

        @settings(max_examples=25, deadline=None, derandomize=True)
        @given(PLAN)
        def check(plan):
            check.count += 1
            document = room.take(check.count)
            seen = [look(room, document)]
            for kind, number in plan:
                room.later(seconds=1)
                if do(room, document, kind, number):
                    seen.append(look(room, document))
            back = [look(room, document)]
            while isinstance(room.desk.undo(document, room.version(document), ME), Saved):
                back.append(look(room, document))
            forth = [look(room, document)]
            while isinstance(room.desk.redo(document, room.version(document), ME), Saved):
                forth.append(look(room, document))

            assert back == seen[::-1]
            assert forth == seen

        check.count = 0
        check()
        room.store.close()


def test_undo_outlasts_a_restart_and_is_anyones(tmp_path):
    room = Room(tmp_path)
    document = room.take()
    before = room.now(document)
    room.correct(document, changes.SetField(field="number", value="11"))
    room.store.close()
    later = Room(tmp_path)
    opened = later.desk.open(document, "w2", YOU)
    later.desk.undo(document, opened.record.version, YOU, "w2")

    assert opened.undo == "Sửa «Số»"
    assert later.now(document) == before
    assert later.desk.open(document, "w2", YOU).redo == "Sửa «Số»"
    later.store.close()


def test_a_new_change_ends_what_could_be_done_again(tmp_path):
    room = Room(tmp_path)
    document = room.take()
    room.correct(document, changes.SetField(field="number", value="11"))
    room.desk.undo(document, 2, ME)
    room.correct(document, changes.SetField(field="number", value="14"))
    refused = room.desk.redo(document, room.version(document), ME)

    assert isinstance(refused, Refused)
    assert [(e.title, e.undone) for e in room.desk.history(document)[1:]] == [
        ("Sửa «Số»", True),
        ("Hoàn tác: Sửa «Số»", False),
        ("Sửa «Số»", False),
    ]
    room.store.close()
