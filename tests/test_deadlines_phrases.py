"""Sentences with what a careful clerk would enter: spans, kinds, days, recurrences, and where nothing is due."""

import datetime
import json
from pathlib import Path

import pytest

from extractors.finding.deadlines import find_deadlines, find_times
from pipeline.deadlines import gone_by, read_phrases, resolve

DATE = datetime.date(2024, 3, 11)
LINES = (Path(__file__).parent / "deadline_phrases.jsonl").read_text("utf-8").splitlines()
PHRASES = [json.loads(line) for line in LINES]
DATES = ("start", "due")


def read(text, date=DATE):
    for one in find_deadlines(text):
        told = resolve(one, document_date=date, text=text)
        if not gone_by(told, date):
            yield told


def summary(told):
    row = {"words": told.raw, "is": told.kind}
    row |= {name: getattr(told, name).isoformat() for name in DATES if getattr(told, name)}
    row |= {name: getattr(told, name) for name in ("time", "anchor", "offset") if getattr(told, name)}
    row |= {"doubt": True} if told.doubt else {}
    return row | ({"rrule": told.rrule.removeprefix("FREQ=")} if told.rrule else {})


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["text"][:60])
def test_a_sentence_is_read_as_a_clerk_would(phrase):
    assert [summary(told) for told in read(phrase["text"])] == phrase["expected"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Thực hiện Công văn số 12/SNV-VP ngày 03/5/2024 của Sở Nội vụ", "citation"),
        ("Quy chế có hiệu lực thi hành từ ngày 01/7/2024.", "effective"),
        ("Số liệu được tính đến hết ngày 20/3/2024.", "data_cutoff"),
        ("phê duyệt Chương trình khuyến công giai đoạn 2021-2025", "title"),
        ("Bà sinh ngày 02/5/1970 tại xã An Bình", "past"),
        ("Hành vi xảy ra trước ngày 01/7/2023 xử lý theo quy định cũ.", "scope"),
        ("Nam Sơn, ngày 11 tháng 3 năm 2024", "dateline"),
        ("Thẻ còn giá trị đến hết ngày 31/12/2024.", "validity"),
        ("Xã có 10/12 thôn đạt chuẩn.", "number"),
    ],
)
def test_what_is_no_deadline_has_a_role_of_its_own(text, role):
    assert [one.role for one in find_times(text)] == [role]
    assert find_deadlines(text) == []


@pytest.mark.parametrize(
    ("cell", "kind", "due"),
    [
        ("Quý II/2024", "during", "2024-06-30"), ("Tháng 6", "during", "2024-06-30"), ("15/6/2024", "on", "2024-06-15"),
        ("2024-2025", "range", "2025-12-31"), ("Hằng năm", "recurring", "2024-12-31"),
        ("Q2/2024", "during", "2024-06-30"),
        ("T6/2024", "during", "2024-06-30"), ("6/2024", "during", "2024-06-30"), ("Trước 30/4", "before", "2024-04-29"),
        ("Thường xuyên", "ongoing", None), ("01/4 - 15/4/2024", "range", "2024-04-15"), ("≤ 20 ngày", "within", None),
        ("Tháng 4-5/2024", "during", "2024-05-31"), ("Năm 2024", "during", "2024-12-31"),
        ("Cuối năm", "during", "2024-12-31"),
    ],
)  # fmt: skip
def test_a_bare_cell_needs_no_bound(cell, kind, due):
    (one,) = find_deadlines(cell, bare=True)
    told = resolve(one, document_date=DATE, text=cell)

    assert (told.kind, told.due.isoformat() if told.due else None, told.raw) == (kind, due, cell)


def test_without_the_documents_date_an_open_year_stays_open():
    told = list(read("Gửi báo cáo trước ngày 15/6, họp ngày 20/6/2024, trả lời trong 05 ngày kể từ ngày ký.", None))

    assert [one.due for one in told] == [None, datetime.date(2024, 6, 20), None]
    assert told[-1].offset == "P5D"


def test_working_days_beyond_the_published_years_say_so():
    text = "Trả lời trong vòng 12 ngày làm việc kể từ ngày ký."
    (told,) = read(text, datetime.date(2031, 1, 20))

    assert told.due is not None
    assert "ước tính" in (told.doubt or "")


def test_lines_of_phrases_are_read_one_by_one_and_bad_ones_named():
    lines = ['{"id": "a", "text": "nộp trước ngày 15/6/2024", "document_date": "2024-03-11"}', "không phải", "", "[1]",
             '{"id": "b", "text": "nộp ngày mai", "document_date": "11/3/2024"}', '{"id": "c"}']  # fmt: skip
    rows = list(read_phrases(lines))

    assert [row["id"] for row in rows] == ["a", None, None, "b", "c"]
    assert rows[0]["preds"][0] | {"tree": ""} == {
        "s": 4, "e": 24, "start": None, "end": "2024-06-14", "rrule": None, "offset": None, "kind": "before",
        "time": None,
        "anchor": None, "rule": "before.time", "tree": "", "doubt": None,
    }  # fmt: skip
    assert all("Dòng" in row["error"] and row["preds"] == [] for row in rows[1:])
