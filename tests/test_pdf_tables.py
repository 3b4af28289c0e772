"""Ruled tables: rows, merged cells, heads, and tables that go on over pages."""

import pytest
from pdf_files import Sheet

from extractors.reading.read import read

XS = [60, 110, 330, 530]


def grid(document, table):
    return [[document.text[cell.start : cell.end] for cell in row] for row in table.rows()]


def test_cells_stand_in_rows_parted_by_tabs(tmp_path):
    rows = [("STT", "Công việc", "Thời hạn"), ("1", "Lập danh mục mương", "15/5/2031"), ("2", "Nạo vét", "30/5/2031")]
    document = read(Sheet(tmp_path / "a.pdf").table(XS, [100, 125, 150, 175], rows).done())
    [table] = document.tables

    assert grid(document, table) == [list(row) for row in rows]
    assert table.head_rows == 1
    assert "1\tLập danh mục mương\t15/5/2031\n" in document.text


def test_a_merged_cell_covers_its_rows(tmp_path):
    rows = [("TT", "Công việc", "Đơn vị"), ("1", "Khảo sát tuyến mương", "Ban Nông nghiệp"), ("2", "Lập dự toán", None)]
    document = read(Sheet(tmp_path / "a.pdf").table(XS, [100, 125, 150, 175], rows).done())
    merged = document.tables[0].rows()[1][2]

    assert document.text[merged.start : merged.end] == "Ban Nông nghiệp"
    assert (merged.row_span, merged.column_span) == (2, 1)
    assert len(document.tables[0].rows()[2]) == 2


def test_a_table_over_two_pages_is_one_and_its_head_is_no_row_twice(tmp_path):
    head = ("STT", "Công việc", "Thời hạn")
    sheet = Sheet(tmp_path / "a.pdf").say(60, 80, "Danh mục công việc kèm theo kế hoạch")
    sheet.table(XS, [760, 785, 810], [head, ("1", "Khảo sát", "01/5/2031")]).page()
    sheet.table(XS, [60, 85, 110], [head, ("2", "Nạo vét", "30/5/2031")])
    document = read(sheet.done())
    [table] = document.tables

    assert grid(document, table) == [list(head), ["1", "Khảo sát", "01/5/2031"], ["2", "Nạo vét", "30/5/2031"]]
    assert {cell.page for cell in table.cells} == {1, 2}
    assert [line.page for line in document.lines if line.zone == "running_head"] == [2]


def test_what_a_merged_cell_says_is_read_in_each_of_its_rows(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [["TT", "Nội dung", "Thời gian"], ["1", "Rà soát sổ hộ", "Tháng 3"], ["2", "Lập danh sách", None]]
    read_back = read(sheet.table([60, 120, 380, 520], [100, 130, 160, 190], rows).done())

    assert read_back.text.splitlines() == [
        "TT\tNội dung\tThời gian",
        "1\tRà soát sổ hộ\tTháng 3",
        "2\tLập danh sách\tTháng 3",
    ]
    first, again = (line.words[-1] for line in read_back.lines[1:3])
    assert read_back.text[again.start : again.end] == "3"
    assert again.box == first.box
    [time] = [cell for cell in read_back.tables[0].cells if cell.row_span == 2]
    assert time.end < again.start


def test_an_empty_row_beside_a_merged_cell_says_nothing(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [["TT", "Thời gian"], ["1", "Tháng 3"], ["", None], ["3", None]]
    read_back = read(sheet.table([60, 120, 380], [100, 130, 160, 190, 220], rows).done())

    assert read_back.text.splitlines() == ["TT\tThời gian", "1\tTháng 3", "", "3\tTháng 3"]


def test_a_long_text_beside_several_rows_is_said_once(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    told = " ".join(["giữ gìn đường làng"] * 7)
    rows = [["TT", "Nội dung"], ["1", told], ["2", None]]

    assert read(sheet.table([60, 120, 800], [100, 130, 160, 190], rows).done()).text.count(told) == 1


@pytest.mark.parametrize(("own_number", "rows_of_the_time"), [("", 3), ("3", 2)])
def test_a_merged_cell_goes_on_over_the_page_break_where_the_row_has_no_number(tmp_path, own_number, rows_of_the_time):
    sheet, xs = Sheet(tmp_path / "a.pdf"), [60, 120, 240, 520]
    head = ["TT", "Thời gian", "Nội dung"]
    sheet.table(
        xs, [700, 730, 760, 790], [head, ["1", "Tháng 3", "Rà soát sổ hộ"], [None, None, "Lập danh sách"]]
    ).page()
    sheet.table(xs, [60, 90, 120], [head, [own_number, "", "Niêm yết danh sách"]])
    read_back = read(sheet.done())

    [table] = read_back.tables
    [time] = [cell for cell in table.cells if read_back.text[cell.start : cell.end] == "Tháng 3"]
    assert (time.row, time.row_span) == (1, rows_of_the_time)
    last = read_back.lines[-1]
    told = read_back.text[last.start : last.end]
    assert told == ("1\tTháng 3\tNiêm yết danh sách" if not own_number else "3\t\tNiêm yết danh sách")
    assert [word.page or last.page for word in last.words][:2] == ([1, 1] if not own_number else [2, 2])


def test_a_frame_around_text_is_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.rule(50, 80, 540, 80).rule(50, 200, 540, 200).rule(50, 80, 50, 200).rule(540, 80, 540, 200)
    document = read(sheet.say(60, 110, "Thông tin liên hệ của Ban chỉ đạo").done())

    assert document.tables == ()
    assert document.text == "Thông tin liên hệ của Ban chỉ đạo\n"


def test_columns_without_rules_are_a_table_from_three_on(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").say(60, 60, "Phân công trực trong tuần của Văn phòng xã như sau:")
    rows = [("TT", "Họ và tên", "Ngày trực"), ("1", "Lê Thị Mận", "02/6"), ("2", "Trần Bưởi", "03/6"),
            ("3", "Vũ Cam", "04/6")]  # fmt: skip
    for at, row in enumerate(rows):
        for x, text in zip((70, 140, 380), row, strict=True):
            sheet.say(x, 90 + 20 * at, text)
    document = read(sheet.say(60, 180, "Ai không trực được thì báo trước một ngày để thay.").done())
    [table] = document.tables

    assert grid(document, table) == [list(row) for row in rows]
    assert table.head_rows == 1


def test_two_columns_without_rules_are_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for at in range(5):
        sheet.say(70, 90 + 20 * at, f"Bên trái {at}").say(330, 90 + 20 * at, f"Bên phải {at}")
    document = read(sheet.done())

    assert document.tables == ()
    assert document.text.splitlines()[:2] == ["Bên trái 0", "Bên trái 1"]
