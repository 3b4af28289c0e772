"""What holds for every input: dates survive printing, spans lie where they say, nothing raises, cost grows linearly."""

import datetime
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.finding.deadlines import find_deadlines, find_times
from pipeline.dates.calendar_days import add_months
from pipeline.dates.lunar import from_lunar
from pipeline.deadlines import read_phrases, resolve

DATE = datetime.date(2024, 3, 11)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
FORMS = [
    "ngày {d:02d}/{m:02d}/{y}", "ngày {d}/{m}/{y}", "{d:02d}.{m:02d}.{y}", "ngày {d:02d}-{m:02d}-{y}",
    "ngày{d:02d}/{m}/{y}",
    "ngày {d:02d} tháng {m:02d} năm {y}", "ngày {d} tháng {m} năm {y}", "ngày {d} / {m} / {y}", "{d:02d}/{m}/{y}",
    "NGÀY {d} THÁNG {m} NĂM {y}", "ngày {d:02d}\ntháng {m:02d}\nnăm {y}", "17 giờ 00 ngày {d}/{m}/{y}",
]  # fmt: skip
WORDS = st.sampled_from(
    [
        "trước",
        "ngày",
        "tháng",
        "năm",
        "quý",
        "hằng",
        "15/6",
        "I",
        "2024",
        "chậm",
        "nhất",
        "đến",
        "hết",
        "từ",
        "định",
        "kỳ",
        "(",
        ")",
        ",",
        ".",
        "-",
        "/",
        "10",
        "kể",
        "ký",
        "Tết",
        "rằm",
        "mùng",
        "tuần",
        "thứ",
        "hai",
    ]
)


@settings(max_examples=60, deadline=None)
@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_printed_date_is_read_back(day, form):
    text = "Gửi báo cáo chậm nhất " + form.format(d=day.day, m=day.month, y=day.year)
    (one,) = find_deadlines(text)

    assert resolve(one, document_date=DATE, text=text).due == day
    assert one.end == len(text)


@settings(max_examples=60, deadline=None)
@given(day=DAYS, form=st.sampled_from(FORMS[:10]))
def test_the_day_before_an_exclusive_bound(day, form):
    text = "Hoàn thành trước " + form.format(d=day.day, m=day.month, y=day.year)
    (one,) = find_deadlines(text)

    assert resolve(one, document_date=None, text=text).due == day - datetime.timedelta(days=1)


@settings(max_examples=40, deadline=None)
@given(date=DAYS, months=st.integers(1, 60))
def test_months_keep_their_day_or_end_with_the_month(date, months):
    told = add_months(date, months)

    assert (told.year * 12 + told.month) - (date.year * 12 + date.month) == months
    assert told.day == date.day or (told + datetime.timedelta(days=1)).day == 1


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_raises_and_spans_lie_in_it(text):
    for one in find_times(text):
        told = resolve(one, document_date=DATE, text=text)

        assert 0 <= one.start < one.end <= len(text)
        assert told.raw == text[one.start : one.end]
        assert told.start is None or told.due is None or told.start <= told.due


@settings(max_examples=60, deadline=None)
@given(
    line=st.one_of(
        st.text(max_size=80), st.recursive(st.none() | st.integers() | st.text(max_size=9), st.lists).map(repr)
    )
)
def test_no_line_of_phrases_raises(line):
    for row in read_phrases([line]):
        assert set(row) >= {"id", "preds"}


@pytest.mark.parametrize(
    "text",
    ["Gửi trước ngày 15/6/2024 về Sở.", "chậm nhất là ngày 20 tháng 5", "HẠN CHÓT: 17h00 ngày 20/5/2024", "hằng quý"],
)
def test_decomposed_letters_and_other_tone_marks_change_nothing(text):
    plain, apart = find_deadlines(text), unicodedata.normalize("NFD", text)

    assert [(one.kind, one.tree) for one in find_deadlines(apart)] == [(one.kind, one.tree) for one in plain]
    for one, other in zip(plain, find_deadlines(apart), strict=True):
        assert unicodedata.normalize("NFC", apart[other.start : other.end]) == text[one.start : one.end]


@pytest.mark.parametrize("year", range(1980, 2050))
def test_every_lunar_year_begins_between_the_end_of_january_and_february(year):
    first = from_lunar(1, 1, year)

    assert datetime.date(year, 1, 20) < first < datetime.date(year, 2, 22)


HARD = [
    "trước ngày 15/6, ", "ngày 1, ngày 2, 3, 4 và ", "từ ngày từ ngày ", "hằng tháng, quý, ", "trước khi sau khi ",
    "((((15/6 ", "7 3 9 1 ", "định kỳ 6 tháng, hằng năm, ", "quý I, II, III, IV, ", "ngày ngày ",
    "kể từ ngày nhận kể từ ngày ký ", "căn cứ luật kế hoạch đã hiệu lực ", "1/1/1/1/1/1/", "a-1-B/", "năm năm năm ",
    "12345678901234567890", "trước ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_twice_the_text_costs_about_twice_the_time(piece):
    def cost(copies):
        text = piece * copies
        runs = []
        for attempt in range(3):
            begin = time.process_time()
            find_times(text + " " * attempt)
            runs.append(time.process_time() - begin)
        return min(runs)

    cost(20)
    assert cost(800) <= 2.5 * cost(400) + 0.02
