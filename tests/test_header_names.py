"""Names of bodies: written out, placed, dated; unknown ones are read by structure and not dropped."""

import datetime

import pytest
from header_pages import Sheet

from extractors.document import Document
from extractors.finding.agencies import expand, lookup, province_in
from extractors.finding.head.restore import restored
from pipeline.resolve.names import ordinary_case, register_name

CENTRE = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"
NOTHING = Sheet().body("Không có gì.").document()


@pytest.mark.parametrize(
    ("issuer", "parent", "name"),
    [
        ("SỞ Y TẾ", "UBND TỈNH SƠN LA", "Sở Y tế tỉnh Sơn La"),
        ("BAN TỔ CHỨC", "TỈNH ỦY SƠN LA", "Ban Tổ chức Tỉnh ủy Sơn La"),
        ("VĂN PHÒNG", "BỘ NỘI VỤ", "Văn phòng Bộ Nội vụ"),
        ("BAN THƯỜNG VỤ", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "Ban Thường vụ Liên đoàn Lao động tỉnh Sơn La"),
        ("UBND HUYỆN MỘC CHÂU", None, "Ủy ban nhân dân huyện Mộc Châu"),
        ("BỘ TÀI CHÍNH", None, "Bộ Tài chính"),
        ("PHÒNG NỘI VỤ", "UBND HUYỆN MỘC CHÂU", "Phòng Nội vụ huyện Mộc Châu"),
        ("BAN CHỈ ĐẠO 389", "UBND TỈNH SƠN LA", "Ban Chỉ đạo 389 tỉnh Sơn La"),
        ("TRƯỜNG ĐẠI HỌC TÂY BẮC", "BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Trường Đại học Tây Bắc"),
        ("TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "SỞ Y TẾ TỈNH SƠN LA", "Trung tâm Kiểm soát bệnh tật tỉnh Sơn La"),
        ("BỆNH VIỆN ĐA KHOA", "SỞ Y TẾ SƠN LA", "Bệnh viện Đa khoa tỉnh Sơn La"),
        ("BỆNH VIỆN MẮT", "SỞ Y TẾ", "Bệnh viện Mắt"),
        ("BỆNH VIỆN BÌNH YÊN", "SỞ Y TẾ SƠN LA", "Bệnh viện Bình Yên"),
    ],
)
def test_the_registers_name(issuer, parent, name):
    assert register_name(issuer, parent, NOTHING).value == name


def test_the_documents_own_spelling_is_taken():
    document = Sheet().body("Trường Cao đẳng Sơn Dương Vương thông báo như sau.").document()

    assert ordinary_case("TRƯỜNG CAO ĐẲNG SƠN DƯƠNG VƯƠNG", document) == "Trường Cao đẳng Sơn Dương Vương"


def test_a_department_without_a_place_is_placed_by_the_dateline_and_doubted():
    name = register_name("SỞ NỘI VỤ", None, NOTHING, place="Sơn La")

    assert (name.value, name.guessed) == ("Sở Nội vụ tỉnh Sơn La", True)


def test_lost_tone_marks_are_given_back_where_one_body_fits():
    name = register_name(restored("SƠ NỘI VU"), restored("UBND TINH SON LA"), NOTHING)

    assert name.value == "Sở Nội vụ tỉnh Sơn La"


def test_the_same_name_is_another_body_before_and_after_the_mergers():
    before, after = datetime.date(2024, 5, 1), datetime.date(2026, 5, 1)

    assert lookup("Bộ Kế hoạch và Đầu tư", before) is not None
    assert lookup("Bộ Kế hoạch và Đầu tư", after) is None
    assert lookup("Sở Nông nghiệp và Môi trường tỉnh An Giang", before) is None


@pytest.mark.parametrize(("on", "code"), [(datetime.date(2024, 1, 1), "89"), (datetime.date(2026, 1, 1), "91")])
def test_provinces_are_keyed_by_name_and_date(on, code):
    found = province_in("Ủy ban nhân dân tỉnh An Giang", on)

    assert found is not None
    assert found.code == code


def test_there_are_63_provinces_and_then_34():
    from extractors.finding.agencies import provinces

    assert sum(p.valid(datetime.date(2024, 6, 1)) for p in provinces()) == 63
    assert sum(p.valid(datetime.date(2026, 6, 1)) for p in provinces()) == 34


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CĐCS", "Công đoàn cơ sở"),
        ("LĐLĐ", "Liên đoàn Lao động"),
        ("BCH", "Ban Chấp hành"),
        ("MTTQ", "Mặt trận Tổ quốc"),
    ],
)
def test_abbreviations_are_written_out(short, long):
    assert expand(f"{short} xã").startswith(long)


def test_an_unknown_body_is_kept_as_printed():
    document: Document = NOTHING

    assert register_name("CÔNG TY TNHH MTV GỖ MAI LÂM", None, document).value == "Công ty TNHH MTV Gỗ Mai Lâm"


@pytest.mark.parametrize(("day", "kind"), [("2022-06-16", "tỉnh"), ("2026-06-16", "thành phố")])
def test_a_province_that_became_a_city_is_called_as_it_was_on_the_day(day, kind):
    on = datetime.date.fromisoformat(day)

    printed = register_name("BAN DÂN TỘC", f"UBND {kind.upper()} ĐỒNG NAI", NOTHING, on=on)
    guessed = register_name("SỞ NỘI VỤ", None, NOTHING, place="Đồng Nai", on=on)
    assert (printed.value, guessed.value) == (f"Ban Dân tộc {kind} Đồng Nai", f"Sở Nội vụ {kind} Đồng Nai")


def test_a_commune_called_like_a_province_but_for_the_marks_keeps_its_name():
    name = register_name("UBND XÃ HÀ NÁM", None, NOTHING)

    assert name.value == "Ủy ban nhân dân xã Hà Nám"


@pytest.mark.parametrize(
    ("parent", "name", "whole"),
    [
        ("UBND TỈNH SƠN LA", "ĐÀI PHÁT THANH VÀ TRUYỀN HÌNH", "Đài Phát thanh và Truyền hình tỉnh Sơn La"),
        ("TỈNH ỦY SƠN LA", "TRƯỜNG CHÍNH TRỊ", "Trường Chính trị tỉnh Sơn La"),
        ("HUYỆN ỦY MAI SƠN", "TRUNG TÂM CHÍNH TRỊ", "Trung tâm Chính trị huyện Mai Sơn"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG SƠN LA", "CHI CỤC KIỂM LÂM", "Chi cục Kiểm lâm tỉnh Sơn La"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "CÔNG ĐOÀN GIÁO DỤC", "Công đoàn Giáo dục tỉnh Sơn La"),
        ("UBND HUYỆN MAI SƠN", "TRUNG TÂM GDNN-GDTX", f"{CENTRE} huyện Mai Sơn"),
        ("CỤC THUẾ TỈNH SƠN LA", "CHI CỤC THUẾ KHU VỰC MAI SƠN", "Chi cục Thuế khu vực Mai Sơn"),
    ],
)
def test_a_name_that_many_places_have_gets_the_place_of_the_body_above(parent, name, whole):
    assert register_name(name, parent, NOTHING).value == whole
