"""Earlier documents of a body bear a scan out: names signed before, titles they go with, days between the numbers."""

import pytest
from made_documents import header
from review_room import ME, Room, database, paper

from pipeline.models import Directive, Evidence, Source
from pipeline.packed_text import pack
from pipeline.review.changes import SetField
from pipeline.store.documents import Reading

SIGNED = {"signer_name": "Đinh Hải Yến", "signer_title": "PHÓ GIÁM ĐỐC", "signer_authority": "KT. GIÁM ĐỐC"}
HEAD = {"signer_name": "Tô Bá Khiêm", "signer_title": "GIÁM ĐỐC"}


@pytest.fixture(params=["sqlite", "postgresql"])
def room(request, tmp_path):
    made = Room(tmp_path, url=database(request))
    yield made
    made.store.close()


def scan(number, status=None, source="scan", **fields):
    """A scanned letter of a department, all of it recognised."""
    said = {
        "issuer": "Sở Nội vụ tỉnh Sơn La", "type": "Công văn", "number": str(number), "symbol": "SNV-VP",
        "code": f"{number}/SNV-VP", "date": "2031-05-14", "summary": "Rà soát kho lưu trữ", "place": "Sơn La",
    } | fields  # fmt: skip
    standing = {"signer_authority": "absent"} if "signer_authority" not in fields else {}
    read = header(standing | (status or {}), **said)
    seen = {
        name: getattr(read, name).model_copy(
            update={"evidence": tuple(Evidence(origin="ocr", text=one.text) for one in getattr(read, name).evidence)}
        )
        for name in said
    }
    kept = Source(file_name="a.pdf", sha256=f"{number:064x}", media_type="application/pdf", pages=1, text=source)
    return Directive(source=kept, header=read.model_copy(update=seen), tasks=())


def take(room, number, reading):
    return room.now(room.take(number, reading, paper())).header


def take_many(room, count=2, first=100, **fields):
    for number in range(first, first + count):
        take(room, number, scan(number, **(fields or SIGNED)))


IN_DOUBT = dict.fromkeys(("signer_name", "signer_title", "signer_authority"), "review")


def test_a_name_and_title_in_doubt_are_sure_where_two_documents_were_signed_so(room):
    take_many(room)
    signed = take(room, 200, scan(200, IN_DOUBT, **SIGNED))

    for name in SIGNED:
        assert (getattr(signed, name).value, getattr(signed, name).status) == (SIGNED[name], "auto")
        assert getattr(signed, name).reasons == ()


@pytest.mark.parametrize(
    "others",
    [{"count": 1}, {"issuer": "Sở Y tế tỉnh Sơn La"}, {"signer_name": "Ma Thị Liễu"}],
    ids=["one document alone", "another body's", "another person"],
)
def test_without_two_documents_of_the_body_signed_so_a_name_stays_in_doubt(room, others):
    take_many(room, **({"count": others["count"]} | SIGNED if "count" in others else SIGNED | others))
    signed = take(room, 200, scan(200, IN_DOUBT, **SIGNED))

    assert signed.signer_name.status == signed.signer_title.status == "review"


def test_what_people_have_approved_bears_witness_alone(room):
    kept = room.take(100, scan(100, **SIGNED), paper())
    room.desk.approve(kept, room.version(kept), ME, "w1")

    assert take(room, 200, scan(200, IN_DOUBT, **SIGNED)).signer_name.status == "auto"


def test_a_name_that_people_have_corrected_counts_as_they_have_it(room):
    for number in (100, 101):
        kept = room.take(number, scan(number, **SIGNED), paper())
        room.correct(kept, SetField(field="signer_name", value="Đinh Hải Yên"))

    assert take(room, 200, scan(200, IN_DOUBT, **SIGNED)).signer_name.status == "review"


@pytest.mark.parametrize("status", ["auto", "review"])
def test_a_name_that_is_nearly_one_known_there_is_for_people_to_see(room, status):
    take_many(room)
    name = take(room, 200, scan(200, {"signer_name": status}, **SIGNED | {"signer_name": "Đình Hải Yến"})).signer_name

    assert (name.value, name.status) == ("Đình Hải Yến", "review")
    assert "Đinh Hải Yến" in name.reasons[-1]


def test_a_title_under_which_a_known_person_never_signed_is_for_people_to_see(room):
    take_many(room)
    signed = take(room, 200, scan(200, signer_name=SIGNED["signer_name"], signer_title="GIÁM ĐỐC"))

    assert (signed.signer_title.value, signed.signer_title.status) == ("GIÁM ĐỐC", "review")
    assert "PHÓ GIÁM ĐỐC" in signed.signer_title.reasons[-1]


def test_that_a_known_head_signs_for_nobody_is_sure(room):
    take_many(room, **HEAD)
    doubt = {"signer_name": "review", "signer_title": "review", "signer_authority": "missing"}
    signed = take(room, 200, scan(200, doubt, **HEAD))

    assert (signed.signer_title.status, signed.signer_authority.status) == ("auto", "absent")


def test_what_stands_in_a_file_as_text_is_left_as_it_is(room):
    take_many(room)
    signed = take(room, 200, scan(200, source="digital", **SIGNED | {"signer_name": "Đình Hải Yến"}))

    assert signed.signer_name.status == "auto"


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ({150: "2031-05-13", 250: "2031-05-15"}, "auto"),
        ({150: "2031-05-02", 250: "2031-05-15"}, "review"),
        ({150: "2031-05-13"}, "review"),
        ({150: "2031-05-15", 250: "2031-05-16"}, "review"),
        ({150: "2030-05-13", 250: "2030-05-15"}, "review"),
    ],
    ids=["neighbours close by", "neighbours far off", "one side", "out of order", "of another year"],
)
def test_a_day_is_sure_between_close_neighbours_of_its_number(room, days, status):
    for number, day in days.items():
        take(room, number, scan(number, date=day))

    assert take(room, 200, scan(200, {"date": "review"})).date.status == status


def test_a_day_out_of_order_says_so(room):
    take(room, 150, scan(150, date="2031-05-15"))

    assert "thứ tự" in take(room, 200, scan(200, {"date": "review"})).date.reasons[-1]


def test_reading_again_hears_the_same_witnesses(room):
    kept = room.take(200, scan(200, IN_DOUBT, **SIGNED), paper())
    take_many(room)
    outcome = room.store.keep_again(kept, Reading("r2", scan(200, IN_DOUBT, **SIGNED), text=pack(paper())), "Đọc lại.")

    assert outcome == "changed"
    assert room.now(kept).header.signer_name.status == "auto"


def test_a_month_that_a_person_wrote_for_a_day_bears_no_witness_and_stops_nothing(room):
    kept = room.take(150, scan(150, date="2031-05-13"), paper())
    room.correct(kept, SetField(field="date", value="5/2031"))

    assert take(room, 200, scan(200, {"date": "review"})).date.status == "review"
