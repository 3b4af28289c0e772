"""What concerns the whole office: sure documents approved together, names suggested, times explained, figures."""

import datetime

import pytest
from review_room import ME, YOU, Room, database, paper, plan

from pipeline.review.changes import SetField, SetTask
from pipeline.review.views import Filters


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request, tmp_path):
    made = Room(tmp_path, url=database(request), own_office="Sở Y tế tỉnh Lai Châu")
    yield made
    made.store.close()


def sure(number):
    """A reading without anything in doubt."""
    sha256 = f"{number:064x}"
    reading = plan(sha256, f"tep-{number}.pdf", paper(), doubtful=False, number=str(number), code=f"{number}/KH-UBND")
    return {"number": number, "reading": reading}


def test_the_rest_of_a_list_is_approved_once_its_sample_was(room):
    ids = [room.take(**sure(number)) for number in range(1, 11)]
    doubtful = room.take(11)
    sample = room.desk.sample([*ids, doubtful], 0.2)
    early = room.desk.approve_sure([*ids, doubtful], 0.2, ME)
    for each in sample.chosen:
        room.desk.approve(each, 1, ME)
    done = room.desk.approve_sure([*ids, doubtful], 0.2, YOU)
    states = {each: room.store.by_id(each) for each in ids}

    assert early.unchecked == sample.chosen
    assert early.approved == ()
    assert set(done.approved) == set(ids) - set(sample.chosen)
    assert set(done.passed_over) <= {doubtful}
    assert all(record.state == "approved" for record in states.values())
    assert states[done.approved[0]].approved_by == YOU


def test_a_sample_that_had_to_be_corrected_approves_nothing(room):
    ids = [room.take(**sure(number)) for number in range(1, 6)]
    [chosen] = room.desk.sample(ids, 0.1).chosen
    room.correct(chosen, SetField(field="number", value="99"))
    room.desk.approve(chosen, 2, ME)
    done = room.desk.approve_sure(ids, 0.1, ME)

    assert (done.corrected, done.approved) == ((chosen,), ())


def test_a_sample_that_was_only_confirmed_is_good(room):
    ids = [room.take(**sure(number)) for number in range(1, 4)]
    [chosen] = room.desk.sample(ids, 0.1).chosen
    room.correct(chosen, SetField(field="place", value="Phú Lâm"))
    room.desk.approve(chosen, 2, ME)

    assert len(room.desk.approve_sure(ids, 0.1, ME).approved) == 2


def test_names_are_suggested_from_the_directory_and_from_what_was_approved(room):
    document = room.take()
    directory = [each.name for each in room.desk.suggest("so y te")]
    before = room.desk.suggest("doi thuy nong")
    task = room.now(document).tasks[0]
    room.correct(document, SetTask(task=task.id, part="lead", value="Đội Thủy nông liên xã"))
    room.desk.approve(document, 2, ME)
    after = room.desk.suggest("thủy nông")

    assert directory[0].startswith("Sở Y tế")
    assert before == ()
    assert [(each.name, each.seen) for each in after] == [("Đội Thủy nông liên xã", 1)]


def test_a_typed_time_is_explained(room):
    day = datetime.date(2022, 4, 6)
    before, quarter = room.desk.date_phrase("trước 15/6", day), room.desk.date_phrase("quý I/2023", day)

    assert (before.shown, before.due) == ("chậm nhất ngày 14/6/2022", "2022-06-14")
    assert (quarter.start, quarter.due) == ("2023-01-01", "2023-03-31")
    assert not room.desk.date_phrase("bao giờ cũng được", day).understood


def test_whom_a_task_concerns_follows_who_must_do_it(room):
    document = room.take()
    task = room.now(document).tasks[1]
    room.correct(document, SetTask(task=task.id, part="lead", value="Sở Y tế"))

    assert room.now(document).tasks[1].concerns_us.value == "yes"
    assert [row.id for row in room.desk.queue(Filters(concerns_us="yes")).rows] == [document]


def test_the_figures_count_what_was_done(room):
    first, second = room.take(1), room.take(2)
    room.correct(first, SetField(field="number", value="11"))
    room.correct(second, SetField(field="number", value="12"))
    room.correct(second, SetField(field="place", value="Phú Lâm"))
    room.correct(second, SetField(field="issuer", value="Sở Nội vụ"))
    room.desk.undo(second, room.version(second), ME)
    room.later(hours=3)
    room.desk.approve(first, 2, ME)
    figures = room.desk.figures()

    assert figures.corrections == (("Số", 2),)
    assert figures.hours_to_approval == (3.0,)
    assert [(week.monday, week.documents, week.tasks) for week in figures.weeks] == [("2022-04-04", 2, 4)]
    assert figures.due_months == (("2022-06", 2),)
    assert figures.states["approved"] == 1


def test_hostile_words_do_no_harm(room):
    document = room.take()
    evil = "<script>alert(1)</script>\u202e\0" + "x" * 10_000
    room.correct(document, SetField(field="summary", value=evil))
    room.desk.open(document, "w" * 64, ME)
    room.desk.draft(document, "w" * 64, "header.summary", evil)

    assert "\0" not in room.now(document).header.summary.value
    assert room.desk.queue(Filters(), 1, "script alert").total == 1
    assert room.desk.queue(Filters(), 1, "%_'\"; DROP TABLE words").total == 0
