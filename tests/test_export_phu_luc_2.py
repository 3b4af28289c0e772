"""Phụ lục 2: the right rows in the right order, nothing filled in, and files in the form of NĐ 30."""

import datetime
import zipfile

import docx
import pytest
from docx.shared import Pt
from made_documents import failed, register_row, stored
from openpyxl import load_workbook

from pipeline.exports import phu_luc_2
from pipeline.exports.phu_luc_2 import build_rows


def rows(documents, **options):
    made = build_rows(documents, **{"year": 2022} | options).rows
    return [[cell.text for cell in row.cells(number)] for number, row in enumerate(made, 1)]


def codes(documents, **options):
    return [row[3] for row in rows(documents, **options)]


def notes(documents, **options):
    return build_rows(documents, **{"year": 2022} | options).notes()


def test_a_row_has_the_six_columns():
    made = rows([register_row(12, date="2022-04-06")])

    assert made == [["1", "Ủy ban nhân dân huyện Phú Lâm", "Kế hoạch", "12/KH-UBND", "06/4/2022",
                     "Phòng chống thiên tai năm 2022"]]  # fmt: skip


def test_rows_go_by_date_then_by_issuer_and_number():
    documents = [
        register_row(1, date="2022-12-01"),
        register_row(10, date="2022-03-01"),
        register_row(9, date="2022-03-01"),
        register_row(3, date="2022-03-01", issuer="Đảng ủy xã An Hòa", code="3-KH/ĐU"),
    ]

    assert codes(documents) == ["3-KH/ĐU", "9/KH-UBND", "10/KH-UBND", "1/KH-UBND"]


def test_documents_of_another_year_are_left_out_and_those_of_an_unknown_year_come_last():
    documents = [register_row(1, date=None), register_row(2, date="2021-12-31"), register_row(3, date="2022-12-31")]

    assert codes(documents) == ["3/KH-UBND", "1/KH-UBND"]
    assert codes(documents, year=1999) == ["1/KH-UBND"]


def test_a_year_that_is_written_beside_a_blank_day_counts_but_fills_nothing_in():
    draft = register_row(1, date=None, raw={"date": "ngày     tháng     năm 2021"})

    assert rows([draft]) == []
    assert [row[4] for row in rows([draft], year=2021)] == [""]


def test_what_is_unknown_stays_empty_and_is_named_below():
    bare = register_row(1, number=None, symbol=None, code=None, date=None, file_name="hướng dẫn.docx")

    assert rows([bare])[0][3:5] == ["", ""]
    assert notes([bare]) == [
        "Dòng 1 (tệp hướng dẫn.docx): Số hiệu văn bản: không đọc được; Thời gian ban hành: không đọc được."
    ]


def test_a_blank_number_keeps_the_printed_symbol_and_is_named():
    assert codes([register_row(1, number=None, code="/KH-UBND")]) == ["/KH-UBND"]
    assert "Số văn bản: còn để trống" in notes([register_row(1, number=None, code="/KH-UBND")])[0]


def test_a_value_in_doubt_is_marked_and_named_with_the_reason():
    doubtful = register_row(44, "read", status={"number": "review"}, reasons={"number": ("Số có thể viết tay.",)})
    register = build_rows([doubtful], year=2022)

    assert register.rows[0].code.doubtful
    assert register.notes()[1:] == [
        "Dòng 1 (tệp tep-44.pdf): Số hiệu văn bản: cần xem lại (Số có thể viết tay).", "Chưa duyệt: dòng 1."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("symbol", "printed", "shown"),
    [("KH-UBND", "44/KH-UBND", "11/KH-UBND"), ("KH/TU", "44-KH/TU", "11-KH/TU"), ("KH/TU", None, "11-KH/TU")],
)
def test_a_number_that_a_person_set_stands_in_the_code(symbol, printed, shown):
    document = register_row(11, symbol=symbol, code=printed, status={"number": "confirmed"})
    header = document.directive.header
    number = header.number.model_copy(update={"machine": {"value": "44" if printed else None}})

    assert phu_luc_2.code_cell(header.model_copy(update={"number": number})).text == shown


def test_documents_without_a_reading_are_named_and_secret_ones_only_counted():
    told = notes([failed(5), stored(6, "received"), stored(7, "set_apart", file_name="mật.pdf")])

    assert [line for line in told if "tep-5.pdf" in line and "hỏng" in line]
    assert [line for line in told if "tep-6.pdf" in line]
    assert [line for line in told if "1 văn bản mang dấu chỉ độ mật" in line]
    assert not [line for line in told if "mật.pdf" in line]


def test_the_summary_of_a_document_with_a_secrecy_mark_is_not_written():
    made = rows([register_row(1, secrecy="Tuyệt mật", summary="Nội dung mật")])

    assert made[0][5] == ""


def test_replaced_versions_stand_in_no_row():
    assert rows([register_row(1, "withdrawn", superseded_by="f" * 64)]) == []


def test_direction_topic_and_state_choose_the_rows():
    documents = [
        register_row(1, direction="di"),
        register_row(2, direction=None, topic="Phòng cháy"),
        register_row(3, "read", direction="den", summary="Phòng  cháy, chữa cháy"),
    ]

    assert codes(documents, direction="di") == ["1/KH-UBND"]
    assert codes(documents, direction="den") == ["2/KH-UBND", "3/KH-UBND"]
    assert codes(documents, topic="phong chay") == ["2/KH-UBND", "3/KH-UBND"]
    assert codes(documents, topic="phóng cháy") == []
    assert codes(documents, state="read") == ["3/KH-UBND"]


@pytest.fixture
def word(tmp_path):
    documents = [register_row(n, summary="Rà soát các hồ chứa " * (n % 9)) for n in range(1, 60)]
    phu_luc_2.write_docx(build_rows([*documents, register_row(60, date=None)], year=2022), tmp_path / "pl2.docx")
    return docx.Document(str(tmp_path / "pl2.docx"))


def test_the_word_file_keeps_the_page_form_of_the_decree(word):
    section = word.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(m.mm) for m in (section.left_margin, section.right_margin, section.top_margin)] == [30, 15, 20]
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert "PAGE" in section.header._element.xml
    assert section.different_first_page_header_footer


def test_the_word_file_has_titles_table_and_notes(word):
    title, subtitle = (p.text for p in word.paragraphs[:2])
    assert title == "PHỤ LỤC 2"
    assert subtitle.split(" năm ") == ["Thống kê các văn bản đã ban hành", "2022"]
    assert word.paragraphs[0].runs[0].font.size == Pt(14)
    assert list(enumerate(cell.text for cell in word.tables[0].rows[0].cells)) == [
        (0, "STT"), (1, "Cơ quan ban hành"), (2, "Thể loại"), (3, "Số hiệu văn bản"), (4, "Thời gian ban hành"),
        (5, "Trích yếu"),
    ]  # fmt: skip
    assert len(word.tables[0].rows) == 61
    assert "Dòng 60" in word.paragraphs[-1].text


def test_the_head_is_repeated_and_rows_are_not_torn(word):
    rows = word.tables[0]._tbl.tr_lst

    assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows[:3]] == [1, 0, 0]
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


@pytest.fixture
def sheet(tmp_path):
    def make(*documents):
        phu_luc_2.write_xlsx(build_rows(documents, year=2022), tmp_path / "pl2.xlsx")
        return load_workbook(tmp_path / "pl2.xlsx").active

    return make


def test_the_excel_file_has_the_same_table_with_days_as_days(sheet):
    made = sheet(register_row(7, date="2022-04-06"))

    assert made["A1"].value == "PHỤ LỤC 2"
    assert made["A2"].value.split(" năm ") == ["Thống kê các văn bản đã ban hành", "2022"]
    assert [cell.value for cell in made[5]] == [
        1, "Ủy ban nhân dân huyện Phú Lâm", "Kế hoạch", "7/KH-UBND", datetime.datetime(2022, 4, 6),
        "Phòng chống thiên tai năm 2022",
    ]  # fmt: skip
    assert made["E5"].number_format == "dd/m/yyyy"


def test_the_excel_file_prints_on_a4_with_its_head_on_every_page(sheet):
    made = sheet(register_row(7))

    assert (made.page_setup.paperSize, made.page_setup.orientation) == (9, "portrait")
    assert made.print_title_rows == "$4:$4"
    assert round(made.page_margins.left * 25.4) == 30
    assert made["B5"].font.name == "Times New Roman"
    assert (made.oddHeader.center.text, made.firstHeader.center.text) == ("&P", None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"])  # fmt: skip
def test_no_cell_is_a_formula(sheet, text):
    cell = sheet(register_row(1, summary=text))["F5"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_characters_do_no_harm(tmp_path, sheet):
    odd = register_row(1, summary="Kế\x00 hoạch\x0b \u202esố\ufffe 1", file_name="a\x1b[31m.pdf", date=None)
    phu_luc_2.write_docx(build_rows([odd], year=2022), tmp_path / "pl2.docx")

    assert sheet(odd)["F5"].value == "Kế hoạch số 1"
    assert "Kế hoạch số 1" in zipfile.ZipFile(tmp_path / "pl2.docx").read("word/document.xml").decode()


def test_an_empty_register_says_so(sheet):
    assert "Chưa có văn bản nào của năm 2022" in str([cell.value for row in sheet() for cell in row])
