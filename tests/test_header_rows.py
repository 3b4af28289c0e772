"""The rows of an issuer's name: which are one name, and with which marks, as the rest of the document says."""

import pytest
from header_pages import Sheet

from extractors.document import Document
from extractors.finding.find import find
from pipeline.models import Header
from pipeline.resolve.header import resolve_header


def read(document: Document) -> Header:
    return resolve_header(find(document).header, document, file_name="a.pdf")


HOSPITAL = ("BỆNH VIỆN ĐA KHOA", "TRUNG TÂM LAI CHÂU")


@pytest.mark.parametrize(
    ("sentence", "issuer", "status"),
    [
        ("Bệnh viện Đa khoa Trung tâm Lai Châu thông báo lịch trực", "Bệnh viện Đa khoa Trung tâm Lai Châu", "auto"),
        ("Bệnh viện thông báo lịch trực của BỆNH VIỆN ĐA KHOA TRUNG TÂM LAI CHÂU", "Trung tâm Lai Châu", "review"),
    ],
    ids=["said in a sentence", "in capitals alone"],
)
def test_lines_that_a_sentence_has_as_one_name_are_one(sentence, issuer, status):
    sheet = Sheet().beside("SỞ Y TẾ LAI CHÂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.beside(HOSPITAL[0], "Độc lập - Tự do - Hạnh phúc").beside(HOSPITAL[1]).gap()
    sheet.beside("Số: 45/TB-BVĐKTT", "Lai Châu, ngày 09 tháng 7 năm 2021").gap().centred("THÔNG BÁO")
    sheet.centred("Về việc đổi lịch trực tuần sau").gap().body(sentence)
    field = read(sheet.document()).issuer

    assert (field.value, field.status) == (issuer, status)


@pytest.mark.parametrize(
    ("body", "issuer"),
    [
        (["Xã Mường Tè họp dân.", "Nhân dân Mường Tè tham gia."], "Ủy ban nhân dân huyện Mường Tè"),
        (["Xã Mường Tè họp dân."], "Ủy ban nhân dân huyện Mương Tè"),
        (["Xã Mưong Tè họp dân.", "Nhân dân Mưong Tè tham gia."], "Ủy ban nhân dân huyện Mương Tè"),
    ],
    ids=["twice", "once", "with fewer marks"],
)
def test_marks_that_recognition_lost_are_those_of_two_other_places(body, issuer):
    sheet = Sheet().beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.beside("HUYỆN MƯƠNG TÈ", "Độc lập - Tự do - Hạnh phúc").gap()
    sheet.beside("Số: 45/TB-UBND", "ngày 09 tháng 7 năm 2021").gap().centred("THÔNG BÁO")
    sheet.centred("Về việc họp dân").gap()
    for line in body:
        sheet.body(line)

    assert read(sheet.document(confidence=0.95)).issuer.value == issuer


def signed(authority: str, title: str, confidence: float | None) -> Header:
    sheet = Sheet().beside("BỘ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.beside("", "Độc lập - Tự do - Hạnh phúc").gap().beside("Số: 45/BNV-TCCB", "Hà Nội, ngày 09 tháng 7 năm 2021")
    sheet.beside("V/v họp giao ban").gap().centred("Kính gửi: Các đơn vị").gap().body(
        "Các đơn vị cử người dự họp."
    ).gap()
    sheet.beside("Nơi nhận:", authority).beside("- Như trên;", title).beside("- Lưu: VT, TCCB.").gap(30)
    return read(sheet.beside("", "Lò Thị Mỷ").document(confidence=confidence))


@pytest.mark.parametrize(
    ("title", "lost", "confidence"),
    [("VỤ TRƯỞNG", True, 0.95), ("VỤ TRƯỞNG", False, None), ("CHÁNH VĂN PHÒNG", False, 0.95)],
    ids=["scan", "print", "whole"],
)
def test_the_head_of_a_unit_without_its_name_may_have_lost_a_row_on_a_scan(title, lost, confidence):
    field = signed("TL. BỘ TRƯỞNG", title, confidence).signer_title

    assert field.value == title
    assert any("tên đơn vị" in reason for reason in field.reasons) == lost


def test_a_title_that_was_read_clearly_but_is_like_a_known_one_is_for_review():
    header = signed("KT. HẠM TRƯỞNG", "PHÓ HẠM TRƯỞNG", 0.95)

    assert (header.signer_authority.status, header.signer_title.status) == ("review", "review")


def test_a_title_stamped_over_a_printed_one_is_read_once():
    assert signed("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG TRƯỞNG", 0.95).signer_title.value == "THỨ TRƯỞNG"
