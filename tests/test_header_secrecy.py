"""A mark sets a document apart; the same words in prose, names and tables do not."""

from dataclasses import replace

import pytest
from header_pages import Sheet, letter

from extractors.finding.secrecy import secrecy_of


def marked(text: str, *, side: str = "left", labelled_at: int = 3) -> Sheet:
    sheet = letter()
    x0 = 110.0 if side == "left" else 420.0
    top = 60.0 + 16 * labelled_at + 30
    sheet.rows.insert(labelled_at + 2, (x0, top, text, 0 if side == "left" else 1, 1, None))
    return sheet


@pytest.mark.parametrize(
    ("sheet", "level"),
    [
        (marked("MẬT"), "Mật"),
        (marked("TỐI MẬT"), "Tối mật"),
        (marked("TUYỆT MẬT", side="right"), "Tuyệt mật"),
        (marked("[MẬT]", side="right"), "Mật"),
        (marked("Độ mật: Tối mật"), "Tối mật"),
    ],
    ids=["plain", "top", "highest", "framed", "labelled"],
)
def test_five_marked_ones_are_found(sheet, level):
    found = secrecy_of(sheet.document())

    assert found is not None
    assert found.details["level"] == level


LOOK_ALIKES = {
    "prose": "Các đơn vị thực hiện nghiêm quy định về bảo vệ bí mật nhà nước.",
    "heading": "I. CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "title": "TĂNG CƯỜNG BẢO MẬT HỆ THỐNG THÔNG TIN",
    "password": "MẬT KHẨU",
    "front": "MẶT TRẬN TỔ QUỐC",
    "name": "Ngọc Mật",
    "levels in prose": "Tài liệu có độ mật: tuyệt mật, tối mật, mật được quản lý riêng.",
    "law": "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 15 tháng 11 năm 2018;",
    "honey": "Mật ong",
    "density": "MẬT ĐỘ DÂN SỐ",
}


@pytest.mark.parametrize("text", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_ten_look_alikes_are_left_alone(text):
    assert secrecy_of(letter().body(text).document()) is None
    assert secrecy_of(marked(text).document()) is None


def test_the_last_word_of_a_paragraph_marks_nothing():
    sheet = letter().body("Việc giao nhận tài liệu, vật chứa bí mật phải có sổ theo dõi và niêm phong bí", 0)

    assert secrecy_of(sheet.body("mật", 0).document()) is None


def test_a_mark_on_a_later_page_marks_nothing():
    assert secrecy_of(letter().next_page().centred("MẬT").document()) is None


def test_a_stamp_read_from_a_scan_counts():
    document = marked("TỐI MẬT").document(confidence=0.7)

    assert secrecy_of(replace(document, source="scan")) is not None
