"""Ruled tables: rows, merged cells, heads, and tables that go on over pages."""

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
