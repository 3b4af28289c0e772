"""Tables that list something stay tables; those that only set columns beside each other come apart."""

import pytest
from word_files import p, r, tbl, tc, word_file

from extractors.reading.word.file import read_word

B = "<w:b/>"


@pytest.fixture
def read(tmp_path):
    return lambda *body, **parts: read_word(word_file(tmp_path / "a.docx", *body, **parts))


def placed(document):
    return [(document.text[line.start : line.end], line.column) for line in document.lines]


def cells(document, table):
    return [
        (document.text[c.start : c.end], c.row, c.column, c.row_span, c.column_span)
        for c in document.tables[table].cells
    ]


def test_a_ruled_table_has_a_line_for_each_row_and_a_cell_for_each_place(read):
    document = read(tbl(["TT", "Việc"], ["1", tc("Rà soát", "hồ sơ")]), p("Hết"))

    assert document.text == "TT\tViệc\n1\tRà soát hồ sơ\nHết\n"
    assert cells(document, 0) == [
        ("TT", 0, 0, 1, 1),
        ("Việc", 0, 1, 1, 1),
        ("1", 1, 0, 1, 1),
        ("Rà soát hồ sơ", 1, 1, 1, 1),
    ]
    assert document.tables[0].head_rows == 1
    assert [line.zone for line in document.lines] == ["table", "table", "body"]


def test_merged_cells_keep_their_spans(read):
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        tbl(
            [tc("STT", properties=start), tc("Chỉ tiêu", properties='<w:gridSpan w:val="2"/>')],
            [tc("", properties=on), "Giao", "Đạt"],
            ["(1)", "(2)", "(3)"],
            ["1", "40", "38"],
        )
    )

    assert cells(document, 0)[:4] == [
        ("STT", 0, 0, 2, 1),
        ("Chỉ tiêu", 0, 1, 1, 2),
        ("Giao", 1, 1, 1, 1),
        ("Đạt", 1, 2, 1, 1),
    ]
    assert document.tables[0].head_rows == 3


def test_a_head_repeated_on_every_page_is_told_by_the_file(read):
    table = tbl(["Đơn vị", "Số lượng"], ["Thôn Đông", "4"]).replace(
        "<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1
    )

    assert read(table).tables[0].head_rows == 1


def test_deleted_rows_are_not_shown(read):
    table = tbl(["A1", "B1"], ["A2", "B2"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)

    assert read(table).text == "A2\tB2\n"


def test_a_head_without_borders_is_read_column_by_column(read):
    head = tbl(
        [tc("UBND XÃ MỚI", "VĂN PHÒNG"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")],
        ["Số: 7/TB-VP", "Xã Mới, ngày 02 tháng 3 năm 2023"],
        ruled=False,
    )
    document = read(head, p("THÔNG BÁO"))

    assert placed(document) == [
        ("UBND XÃ MỚI", 0),
        ("VĂN PHÒNG", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
        ("Số: 7/TB-VP", 0),
        ("Xã Mới, ngày 02 tháng 3 năm 2023", 1),
        ("THÔNG BÁO", None),
    ]
    assert document.tables == ()


def test_a_head_with_borders_is_still_a_head(read):
    document = read(tbl(["XÃ MỚI", "Độc lập – Tự do – Hạnh phúc"]))

    assert placed(document) == [("XÃ MỚI", 0), ("Độc lập – Tự do – Hạnh phúc", 1)]


def test_an_empty_middle_column_does_not_count(read):
    document = read(
        tbl(["Nơi nhận:", "", "GIÁM ĐỐC"], ["- Như trên;", "", "Lê Thị Bình"], ["", "", "(đã ký)"], ruled=False)
    )

    assert placed(document)[1::2] == [("GIÁM ĐỐC", 1), ("Lê Thị Bình", 1)]
    assert placed(document)[-1] == ("(đã ký)", 1)


def test_a_list_without_borders_is_a_table_from_three_rows_and_columns_on(read):
    rows = [["Thôn", "Hộ", "Người"], ["Đông", "12", "40"], ["Tây", "9", "31"]]

    assert len(read(tbl(*rows, ruled=False)).tables[0].cells) == 9


def test_tables_within_tables(read):
    inner = tbl(["a", "b"])
    inside_list = read(tbl(["TT", tc("gồm", inner, "hết")], ["1", "x"]))
    inside_frame = read(tbl([tc("Trái", inner), "Phải"], ruled=False))

    assert inside_list.text == "TT\tgồm a b hết\n1\tx\n"
    assert inside_frame.text == "Trái\na\tb\nPhải\n"


def test_a_head_set_by_tabs_comes_apart_as_one_set_as_a_table(read):
    document = read(
        p("SỞ MỚI\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        p("      VĂN PHÒNG          Độc lập - Tự do - Hạnh phúc"),
        p("Số: 3/KH-VP\t\tNúi Xanh, ngày 4 tháng 5 năm 2024"),
        p("KẾ HOẠCH"),
        p("1.\tGiao phòng Tổng hợp"),
    )

    assert placed(document) == [
        ("SỞ MỚI", 0),
        ("VĂN PHÒNG", 0),
        ("Số: 3/KH-VP", 0),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
        ("Núi Xanh, ngày 4 tháng 5 năm 2024", 1),
        ("KẾ HOẠCH", None),
        ("1. Giao phòng Tổng hợp", None),
    ]


def test_a_foot_set_by_tabs_comes_apart(read):
    document = read(
        p("Trân trọng./."),
        p("\t\t\t\t\tTM. BAN CHẤP HÀNH"),
        p("Nơi nhận:\t\t\tCHỦ TỊCH"),
        p("- Như trên;"),
        p("- Các phòng và"),
        p("đơn vị trực thuộc;"),
        p("- Lưu: VT."),
        p("\t\t\t\tLê Thị Bình"),
    )

    assert placed(document)[1:] == [
        ("Nơi nhận:", 0),
        ("- Như trên;", 0),
        ("- Các phòng và", 0),
        ("đơn vị trực thuộc;", 0),
        ("- Lưu: VT.", 0),
        ("TM. BAN CHẤP HÀNH", 1),
        ("CHỦ TỊCH", 1),
        ("Lê Thị Bình", 1),
    ]


def test_a_head_row_in_bold_names_the_columns(read):
    bold = tbl([tc(p(r("Nội dung", B))), tc(p(r("Đơn vị", B)))], ["Tập huấn", "Phòng Y tế"])

    assert read(bold).tables[0].head_rows == 1
    assert read(tbl(["Nội dung", "Đơn vị"], ["Tập huấn", "Phòng Y tế"])).tables[0].head_rows == 0


def test_a_ruled_list_of_numbers_stays_a_table(read):
    rows = [["Văn bản", "Ngày"], ["Số: 5/QĐ-UBND", "02/3"]]

    assert len(read(tbl(*rows)).tables) == 1
    assert read(tbl(*rows[1:], ruled=False)).tables == ()
