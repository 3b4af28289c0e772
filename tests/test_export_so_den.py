"""The incoming register: the columns of NĐ 30, by số đến, one sheet a register, no number left out."""

import datetime

import pytest
from made_documents import register_row, stored
from openpyxl import load_workbook

from pipeline.exports import so_den


def arrived(number, day="2022-05-04", **fields):
    return register_row(
        number, arrival_number=number, arrival_date=day, register=fields.pop("register", "den"), **fields
    )


@pytest.fixture
def book(tmp_path):
    def make(*documents):
        so_den.write_xlsx(documents, tmp_path / "so.xlsx", year=2022)
        return load_workbook(tmp_path / "so.xlsx")

    return make


def test_a_row_has_the_ten_columns_of_the_decree(book):
    page = book(arrived(7, unit="Phòng Tổng hợp")).active

    assert [cell.value for cell in page[4]] == [
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ]  # fmt: skip
    assert [cell.value for cell in page[5]] == [
        datetime.datetime(2022, 5, 4), 7, "Ủy ban nhân dân huyện Phú Lâm", "7/KH-UBND", datetime.datetime(2022, 4, 6),
        "Kế hoạch. Phòng chống thiên tai năm 2022", "Phòng Tổng hợp", None, None, None,
    ]  # fmt: skip


def test_entries_go_by_their_number_within_the_year_of_arrival(book):
    documents = [arrived(10), arrived(9), arrived(3, "2021-12-31"), register_row(4), stored(5, "failed")]

    assert [row[1].value for row in book(*documents).active.iter_rows(min_row=5, max_row=6)] == [9, 10]


def test_each_register_has_a_sheet(book):
    made = book(arrived(1, register="den"), arrived(2, register="mat/khan"))

    assert made.sheetnames == ["Sổ den", "Sổ mat khan"]
    assert made["Sổ den"]["A2"].value == "Năm 2022 – sổ den"


def test_a_replaced_version_keeps_its_number(book):
    page = book(arrived(1, state="withdrawn", superseded_by="f" * 64)).active

    assert (page["B5"].value, page["J5"].value) == (1, "Đã có bản khác thay thế")


def test_what_is_unknown_or_waits_is_named_below(book):
    page = book(arrived(1, state="read", date=None), arrived(2)).active
    below = [row[0].value for row in page.iter_rows(min_row=7) if row[0].value]

    assert below == [
        "Văn thư cần bổ sung, kiểm tra:", "- Số đến 1 (tệp tep-1.pdf): Thời gian ban hành: không đọc được.",
        "- Chưa duyệt: số đến 1.",
    ]  # fmt: skip


def test_a_year_without_entries_gives_an_empty_register(book):
    assert book().sheetnames == ["Sổ den"]
