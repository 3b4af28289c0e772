"""A dateline of which recognition lost a letter or the last figure of the year is one still, and is for review."""

from dataclasses import replace

import pytest
from test_header_broken_dateline import page

from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.header import resolve_header


def header(dateline: str, *, confidence: float | None = 0.9, made_at: str | None = None) -> Header:
    document = replace(page(dateline).document(confidence=confidence), made_at=made_at)
    return resolve_header(find_header(document), document, file_name="a.pdf")


def test_a_month_that_lost_its_first_letter():
    read = header("Sơn La, ngày 12 háng 5 năm 2031")

    assert (read.place.value, read.date.value) == ("Sơn La", "2031-05-12")


@pytest.mark.parametrize("year", ["203Š", "203"])
def test_a_year_that_lost_its_last_figure_is_that_of_the_scan_and_is_for_review(year):
    date = header(f"Sơn La, ngày 12 tháng 5 năm {year}", made_at="2031-05-13T08:00:00+07:00").date

    assert (date.value, date.status) == ("2031-05-12", "review")
    assert any("không đọc trọn" in reason for reason in date.reasons)


def test_a_year_that_lost_its_last_figure_is_none_where_nothing_says_which():
    assert header("Sơn La, ngày 12 tháng 5 năm 203Š").date.value is None
    assert header("Sơn La, ngày 12 tháng 5 năm 203Š", made_at="2029-05-13T08:00:00+07:00").date.value is None
    assert header("Sơn La, ngày 12 tháng 5 năm 203", confidence=None).date.value is None
