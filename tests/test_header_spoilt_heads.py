"""The head of a scan as recognition spoils it: blanks lost or put in, letters doubled, stamps beside it."""

from dataclasses import replace

import pytest
from header_pages import CHARACTER, Sheet

from extractors.document import Box, ClearSpace, Document
from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.header import resolve_header

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def page(
    *names: str,
    motto: str = MOTTO,
    number: str = "Số: 58/TB-SYT",
    place: str = "Sơn La",
    kind: str = "THÔNG BÁO",
    about: str = "Lịch trực kho lưu trữ",
) -> Document:
    """A notice of a body with these names over each other."""
    sheet = Sheet()
    for name, right in zip(names, (motto, "Độc lập - Tự do - Hạnh phúc", "")[: len(names)], strict=True):
        sheet = sheet.beside(name, right)
    sheet = sheet.gap().beside(number, f"{place}, ngày 14 tháng 5 năm 2031").gap().centred(kind).centred(about)
    return sheet.gap().body("Sở Y tế thông báo lịch trực kho lưu trữ trong quý III năm 2031.").document(confidence=0.95)


def read(document: Document) -> Header:
    return resolve_header(find_header(document), document, file_name="a.pdf")


def under_white(document: Document, row: str, above: float, below: float = 60) -> Document:
    """The document with the white paper over and under one of its rows measured."""
    box = next(word.box for line in document.lines for word in line.words if word.start == document.text.index(row))
    whole = Box(box.x0, box.top, box.x0 + len(row) * CHARACTER, box.bottom)
    return replace(document, clear_spaces=(ClearSpace(1, whole, 60, 60, above, below),))


def test_a_motto_with_a_blank_in_a_word_parts_the_columns():
    header = read(page("UBND TỈNH SƠN LA CỘN G HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ", motto=""))

    assert (header.issuer_parent.value, header.issuer.value) == ("UBND TỈNH SƠN LA", "Sở Y tế tỉnh Sơn La")


@pytest.mark.parametrize("name", ["SỐ Y TÉ", "SỞ Y TÉẺ", "SƠ Y TE"])
def test_a_department_whose_letters_are_spoilt_is_still_the_issuer(name):
    header = read(page("UBND TỈNH SƠN LA", name))

    assert header.issuer.value == "Sở Y tế tỉnh Sơn La"
    assert header.number.value == "58"


def test_a_speck_beside_a_name_is_none_of_it():
    assert read(page("ˆ UBND TỈNH SƠN LA", "SỞ Y TẾ")).issuer.value == "Sở Y tế tỉnh Sơn La"


def test_a_name_that_says_a_word_twice_is_for_review():
    assert read(page("UBND TỈNH SƠN LA", "SỞ Y Y TẾ")).issuer.status == "review"


@pytest.mark.parametrize(("above", "status"), [(30, "absent"), (4, "missing")])
def test_no_body_stands_over_the_issuer_only_where_the_paper_is_white(above, status):
    document = page("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA")

    assert read(under_white(document, "ỦY BAN NHÂN DÂN", above)).issuer_parent.status == status


@pytest.mark.parametrize("kind", ["KẼẾHOẠCH _", "KÊHOACH"])
def test_a_type_whose_blank_was_lost_is_read_with_the_summary_under_it(kind):
    header = read(page("UBND TỈNH SƠN LA", "SỞ Y TẾ", kind=kind))

    assert (header.type.value, header.summary.value) == ("Kế hoạch", "Lịch trực kho lưu trữ")


def test_a_stamp_of_reception_in_the_margin_is_none_of_the_summary():
    sheet = Sheet().beside("UBND TỈNH SƠN LA", MOTTO).beside("SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc").gap()
    sheet = sheet.beside("Số: 58/TB-SYT", "Sơn La, ngày 14 tháng 5 năm 2031").gap().centred("THÔNG BÁO")
    sheet = sheet.body("ĐẾN Số: 71", -60).centred("Lịch trực kho lưu trữ của các huyện").body("Chuyển:", -60)
    document = sheet.centred("và các xã vùng cao").gap().body("Sở Y tế thông báo như sau.").document(confidence=0.95)

    assert read(document).summary.value == "Lịch trực kho lưu trữ của các huyện và các xã vùng cao"


def test_a_summary_in_capitals_that_nothing_bears_out_is_for_review():
    document = page("UBND TỈNH SƠN LA", "SỞ Y TẾ", about="NGÀY HỘI HÔNG CỦA THIẾU NHI")

    assert read(document).summary.status == "review"


def test_a_treasury_is_called_as_it_is_printed():
    assert read(page("KHO BẠC NHÀ NƯỚC", "KHO BẠC NHÀ NƯỚC SƠN LA")).issuer.value == "Kho bạc Nhà nước Sơn La"


def test_a_speck_of_a_stamp_beside_the_first_body_does_not_end_the_names():
    sheet = Sheet().beside("P. để").beside("UBND TỈNH SƠN LA", MOTTO).beside("SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc")
    rows = [*sheet.rows[1:2], (40.0, sheet.rows[1][1], "P để", 0, 1, None), *sheet.rows[2:]]
    sheet.rows[:] = rows
    sheet = sheet.gap().beside("Số: 58/TB-SYT", "Sơn La, ngày 14 tháng 5 năm 2031").gap().centred("THÔNG BÁO")
    document = sheet.centred("Lịch trực kho").gap().body("Sở Y tế thông báo.").document(confidence=0.95)
    lines = tuple(
        replace(line, words=tuple(replace(word, confidence=0.1) for word in line.words)) if line.box.x0 == 40 else line
        for line in document.lines
    )

    assert read(replace(document, lines=lines)).issuer.value == "Sở Y tế tỉnh Sơn La"


def test_a_symbol_behind_whose_dash_something_was_lost_is_for_review():
    document = page("UBND TỈNH SƠN LA", "SỞ Y TẾ", number="Số: 58/SYT- -NVY")

    assert read(document).symbol.value == "SYT-NVY"
    assert read(page("UBND TỈNH SƠN LA", "SỞ Y TẾ", number="Số: 58/SYT- ,")).symbol.status == "review"


def test_a_number_that_looks_like_a_year_is_no_part_of_the_symbol():
    header = read(page("UBND TỈNH SƠN LA", "SỞ Y TẾ", number="Số: †B 2083 /TB-SYT"))

    assert header.symbol.value == "TB-SYT"


@pytest.mark.parametrize(("place", "status"), [("Ia Nuôl", "auto"), ("Ia Nuôi", "review")])
def test_a_place_a_letter_off_the_bodys_own_is_for_review(place, status):
    document = page("ỦY BAN NHÂN DÂN", "XÃ IA NUÔL", place=place)

    assert read(document).place.status == status


def test_a_trades_union_gets_the_place_of_the_union_above_it():
    header = read(page("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "CÔNG ĐOÀN NGÀNH Y TẾ"))

    assert header.issuer.value == "Công đoàn ngành Y tế tỉnh Sơn La"


@pytest.mark.parametrize(("below", "status"), [(4.0, "review"), (40.0, "auto")])
def test_letters_that_nobody_read_right_below_the_issuer_are_a_further_row_of_its_name(below, status):
    document = page("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA", number="Số: 58/TB-UBND")

    assert read(under_white(document, "TỈNH SƠN LA", 3, below)).issuer.status == status


def test_a_row_right_below_the_issuer_that_was_read_hides_nothing():
    document = page("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA", number="Số: 58/TB-UBND")
    box = next(line.box for line in document.lines if document.text[line.start :].startswith("TỈNH"))
    near = Box(box.x0, box.bottom + 3, box.x1, box.bottom + 15)
    number = next(at for at, line in enumerate(document.lines) if document.text[line.start :].startswith("Số"))
    moved = replace(document.lines[number], box=near)
    document = replace(document, lines=(*document.lines[:number], moved, *document.lines[number + 1 :]))

    assert read(under_white(document, "TỈNH SƠN LA", 3, 4.0)).issuer.status == "auto"


def test_a_speck_before_a_name_and_a_dash_behind_it_join_no_two_bodies():
    header = read(page("_UBND TỈNH SƠN LA -", "SỞ Y TẾ"))

    assert (header.issuer_parent.value, header.issuer.value) == ("UBND TỈNH SƠN LA", "Sở Y tế tỉnh Sơn La")


def test_a_committee_of_no_organisation_is_for_review():
    assert (
        read(page("HỘI NÔNG DÂN VIỆT NAM", "BAN CHẤP HÀNH TỈNH SƠN LA", number="Số: 58/TB-BTV")).issuer.status
        == "review"
    )


def test_where_the_issuer_is_not_sure_no_parent_is_not_sure_either():
    document = page("KHO BAC", "XYZ SƠN LA", number="Số: 58/TB-KB")
    header = read(under_white(document, "KHO BAC", 40))

    assert (header.issuer.status, header.issuer_parent.status) == ("review", "missing")


@pytest.mark.parametrize(("place", "status"), [("Sơn La", "auto"), ("Hà Nội", "review")])
def test_two_letters_at_a_names_end_are_no_short_form_where_they_are_written_as_a_word(place, status):
    assert read(page("BỘ CÔNG THƯƠNG", "TRƯỜNG CAO ĐẲNG SƠN LA", place=place)).issuer.status == status


PARENTS = [("BỘ CÔNG THƯƠNG", "auto"), ("SỞ CÔNG THƯƠNG", "review"), ("SỞ CÔNG THƯƠNG TỈNH SƠN LA", "auto")]


@pytest.mark.parametrize(("above", "status"), PARENTS)
def test_a_parent_that_is_wholly_one_body_is_sure_over_an_issuer_that_is_not(above, status):
    header = read(page(above, "TRƯỜNG CAO ĐẲNG MAY QNĂ", number="Số: 58/TB-CĐM"))

    assert (header.issuer.status, header.issuer_parent.status) == ("review", status)


def test_strokes_of_a_number_by_hand_are_no_part_of_a_symbol():
    assert read(page("UBND TỈNH SƠN LA", "SỞ Y TẾ", number="Số: 1 ÊÏ /CĐVC")).symbol.status == "review"


def test_the_first_words_of_a_summary_are_spelt_as_ever():
    assert read(page("UBND TỈNH SƠN LA", "SỞ Y TẾ", about="Vạ việc trực kho lưu trữ")).summary.value.startswith(
        "Về việc"
    )
