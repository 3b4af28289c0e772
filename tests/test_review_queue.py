"""The queue: the doubtful first and the nearest deadline first, filtered, counted, searched without tone marks."""

import datetime

import pytest
from review_room import LINES, ME, Room, a_task, database, paper, plan

from pipeline.corrections.names import missed_key
from pipeline.review.changes import SetField, WaveOff
from pipeline.review.searching import FEW
from pipeline.review.views import PAGE_ROWS, Filters


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request, tmp_path):
    made = Room(tmp_path, url=database(request), own_office="Phòng Y tế huyện Phú Lâm")
    yield made
    made.store.close()


def read(number, due=None, doubtful=True, lines=(), **fields):
    """A reading with one task, due on a day or never, and the paper it was read from."""
    sha256, document = f"{number:064x}", paper((*lines, *LINES))
    first = document.text.splitlines()[0]
    task = a_task(document, sha256, first, "Phòng Nội vụ", (f"trước {due}", due) if due else None)
    own = {"number": str(number), "code": f"{number}/KH-UBND"}
    reading = plan(sha256, f"tep-{number}.pdf", document, doubtful, **(own | fields))
    return {"number": number, "reading": reading.model_copy(update={"tasks": (task,)}), "document": document}


def ids(room, search=None, page=1, **filters):
    return [row.id for row in room.desk.queue(Filters(**filters), page, search).rows]


def test_the_doubtful_come_first_then_the_nearest_deadline(room):
    sure = room.take(**read(1, "2022-04-11", doubtful=False))
    never, late, soon, gone = (
        room.take(**read(number, due)) for number, due in enumerate((None, "2022-06-30", "2022-04-12", "2022-03-01"), 2)
    )

    assert ids(room) == [soon, late, gone, never, sure]
    assert ids(room, sure=True) == [sure]
    assert ids(room, due="overdue") == [gone]
    assert ids(room, due="week") == [soon, sure]
    assert ids(room, due="later") == [late]
    assert ids(room, due="none") == [never]


def test_a_deadline_that_has_gone_by_makes_room_for_the_next(room):
    made = read(1, "2022-04-12")
    tasks = made["reading"].tasks
    later = a_task(made["document"], "x", made["document"].text.splitlines()[2], due=("sau", "2022-05-20"))
    made["reading"] = made["reading"].model_copy(update={"tasks": (*tasks, later)})
    room.take(**made)
    before = room.desk.queue(Filters()).rows[0].due
    room.later(days=5)

    assert (before, room.desk.queue(Filters()).rows[0].due) == ("2022-04-12", "2022-05-20")


def test_filters_ask_for_what_the_columns_say(room):
    plan_, letter = room.take(**read(1)), room.take(**read(2, type="Công văn", issuer="Sở Y tế tỉnh Bình Sơn"))
    topical = room.take(**read(3), topic="Y tế")

    assert ids(room, type="Công văn") == ids(room, issuer="Sở Y tế tỉnh Bình Sơn") == [letter]
    assert ids(room, topic="Y tế") == [topical]
    assert set(ids(room, concerns_us="unknown")) == {plan_, letter, topical}
    assert room.desk.choices().types == ("Kế hoạch", "Công văn")


def test_a_correction_moves_the_document_in_the_queue(room):
    document, other = room.take(**read(1)), room.take(**read(2))
    item = room.now(document).missed[0]
    before = ids(room)
    room.correct(document, SetField(field="number", value="11"))
    room.correct(document, WaveOff(missed=missed_key(item)))
    room.correct(document, SetField(field="summary", value="Chống hạn ở vùng cao"))

    assert (before, ids(room)) == ([document, other], [other, document])
    assert ids(room, sure=True) == ids(room, search="chong han") == [document]


def test_the_state_is_a_filter_and_counted(room):
    document = room.take(**read(1))
    room.take(**read(2))
    room.desk.approve(document, 1, ME)
    page = room.desk.queue(Filters(states=("approved",)))

    assert [row.id for row in page.rows] == [document]
    assert (page.counts["approved"], page.counts["read"], page.total) == (1, 1, 1)


@pytest.mark.parametrize(
    "typed", ["duong da", "đường đá", "Duong Da Nhim", "ĐƯỜNG", "tuyen duong nhi", "17/kh-ubnd", "tep 17"]
)
def test_words_are_found_however_they_are_typed(room, typed):
    wanted = room.take(**read(17, lines=("TUYẾN ĐƯỜNG ĐÁ NHÌM", "Đoạn qua xã")))
    room.take(**read(18, lines=("TUYẾN KÊNH", "Đoạn qua xã")))

    assert ids(room, search=typed) == [wanted]


def test_a_search_without_words_is_none(room):
    document = room.take(**read(1))

    assert ids(room, search=" -- ") == [document]
    assert ids(room, search="khongcotunay") == []


def test_pages_follow_each_other_without_gap_and_common_words_are_found_too(room):
    base = datetime.date(2022, 4, 10)
    numbers = range(1, FEW + 10)
    for number in numbers:
        due = base + datetime.timedelta(number % 90 - 20)
        room.take(**read(number, due.isoformat() if number % 3 else None, doubtful=number % 4 > 0))
    pages = [room.desk.queue(Filters(), page) for page in range(1, 6)]
    searched = [room.desk.queue(Filters(), page, "ke hoach") for page in range(1, 6)]
    rows = [row.id for page in pages for row in page.rows]

    assert sorted(rows) == sorted(set(rows))
    assert (len(rows), pages[0].total, len(pages[0].rows)) == (len(numbers), len(numbers), PAGE_ROWS)
    assert [row.id for page in searched for row in page.rows] == rows
    assert (searched[0].total, searched[0].more, pages[0].more) == (FEW, True, False)
    assert room.desk.listed(Filters(), "ke hoach") == room.desk.listed(Filters()) == rows
    assert room.desk.listed(Filters(), most=70) == rows[:70]


def test_a_row_tells_who_has_the_document_open(room):
    document = room.take(**read(1))
    room.desk.open(document, "w1", ME)
    [row] = room.desk.queue(Filters()).rows

    assert row.held_by == (ME,)
    assert (row.doubts > 0, row.tasks, row.type, row.date) == (True, 1, "Kế hoạch", "2022-04-06")


def test_documents_taken_in_before_there_were_lists_are_listed(tmp_path):
    from pipeline.store.tables import documents, words

    room = Room(tmp_path)
    document = room.take(**read(1))
    with room.store.writing() as connection:
        connection.execute(words.delete())
        connection.execute(documents.update().values(doubts=None, doubtful=0, type=None, due=None))
    later = Room(tmp_path)

    assert later.desk.queue(Filters()).rows[0].type == "Kế hoạch"
    assert ids(later, search="ung ngap") == [document]
    later.store.close()
    room.store.close()
