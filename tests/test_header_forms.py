"""The head and foot of each form of document are read: letter, Party plan, decision, telegram, drafts."""

import pytest
from header_pages import Sheet, letter, plan

from extractors.document import Document
from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.header import resolve_header


def read(document: Document, file_name: str = "a.pdf") -> Header:
    return resolve_header(find_header(document), document, file_name=file_name)


def values(header: Header) -> dict[str, object]:
    return {name: getattr(header, name).value for name in type(header).model_fields}


def test_an_official_letter():
    read_values = values(read(letter().document()))

    assert read_values | {"references": ()} == {
        "issuer": "Sở Nội vụ tỉnh Lai Châu",
        "issuer_parent": "UBND TỈNH LAI CHÂU",
        "type": "Công văn",
        "number": "871",
        "symbol": "SNV-VP",
        "code": "871/SNV-VP",
        "place": "Lai Châu",
        "date": "2024-03-05",
        "summary": "rà soát hồ sơ lưu trữ của các đơn vị",
        "signer_authority": "KT. GIÁM ĐỐC",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Lò Thị Mỷ",
        "urgency": None,
        "secrecy": None,
        "recipients": ("Như trên", "Lãnh đạo Sở (để b/c)", "Lưu: VT, VP"),
        "references": (),
    }


def test_everything_in_a_clear_digital_letter_is_sure():
    header = read(letter().document())

    doubtful = {name for name in type(header).model_fields if getattr(header, name).status not in ("auto", "absent")}
    assert doubtful == set()


def test_a_party_plan():
    header = read(plan().document())

    assert header.issuer.value == "Ban Tổ chức Tỉnh ủy Lai Châu"
    assert (header.number.value, header.symbol.value) == ("12", "KH/BTCTU")
    assert header.code.value == "12-KH/BTCTU"
    assert header.summary.value == "kiểm tra công tác phát triển đảng viên ở các chi bộ nông thôn năm 2022"
    assert header.signer_authority.value == "K/T TRƯỞNG BAN"
    assert header.recipients.value[-1] == "Lưu Ban Tổ chức"


def decision(number: str = "Số: 45/QĐ-UBND", dateline: str = "Mường Tè, ngày 09 tháng 7 năm 2021") -> Sheet:
    return (
        Sheet()
        .beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("HUYỆN MƯỜNG TÈ", "Độc lập - Tự do - Hạnh phúc")
        .beside(number, dateline)
        .gap()
        .centred("QUYẾT ĐỊNH")
        .centred("Về việc thành lập Tổ công tác chuyển đổi số")
        .gap()
        .centred("ỦY BAN NHÂN DÂN HUYỆN MƯỜNG TÈ")
        .gap()
        .body("Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;")
        .gap()
        .beside("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")
        .beside("- Như Điều 3;", "KT. CHỦ TỊCH")
        .beside("- Lưu: VT.", "PHÓ CHỦ TỊCH")
        .gap(30)
        .beside("", "Pờ Xuân Mai")
    )


def test_the_issuer_over_two_lines_is_one_body():
    header = read(decision().document())

    assert header.issuer.value == "Ủy ban nhân dân huyện Mường Tè"
    assert header.issuer_parent.status == "absent"


def test_two_lines_of_authority_are_joined():
    assert read(decision().document()).signer_authority.value == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"


def test_the_summary_ends_before_the_body_that_decides():
    assert read(decision().document()).summary.value == "Về việc thành lập Tổ công tác chuyển đổi số"


@pytest.mark.parametrize(
    ("line", "number", "symbol", "code"),
    [
        ("Số: 09/2010/QĐ-UBND", "09", "2010/QĐ-UBND", "09/2010/QĐ-UBND"),
        ("Số: 225 - KH/TWĐTN-CTTN", "225", "KH/TWĐTN-CTTN", "225-KH/TWĐTN-CTTN"),
        ("Số: 34 /KH-LĐLĐ", "34", "KH-LĐLĐ", "34/KH-LĐLĐ"),
        ("Số 70-KH/HU", "70", "KH/HU", "70-KH/HU"),
        ("Số: 15/QCPH/UBND-UBMTTQ", "15", "QCPH/UBND-UBMTTQ", "15/QCPH/UBND-UBMTTQ"),
    ],
)
def test_numbers_and_symbols(line, number, symbol, code):
    header = read(decision(line).document())

    assert (header.number.value, header.symbol.value, header.code.value) == (number, symbol, code)


def test_a_blank_number_is_missing_and_never_filled():
    header = read(decision("Số:       /QĐ-UBND").document(), "45-qd-ubnd.pdf")

    assert (header.number.value, header.number.status) == (None, "missing")
    assert header.code.value == "/QĐ-UBND"


def test_a_blank_day_gives_no_date():
    header = read(decision(dateline="Mường Tè, ngày     tháng 7 năm 2021").document())

    assert (header.date.value, header.date.status) == (None, "missing")
    assert header.place.value == "Mường Tè"


def test_the_number_is_never_taken_from_a_citation():
    sheet = letter()
    sheet.rows = [row for row in sheet.rows if "871" not in row[2]]
    header = read(sheet.document())

    assert header.number.value is None


def test_an_attached_document_does_not_lend_its_foot():
    sheet = decision()
    sheet.rows = [row for row in sheet.rows if row[1] < 200]
    sheet.next_page()
    for row in letter().rows:
        sheet.rows.append((*row[:4], 2, None))
    header = read(sheet.document())

    assert header.signer_name.value is None


def test_a_youth_union_head_keeps_its_committee_together():
    sheet = (
        Sheet()
        .beside("BAN CHẤP HÀNH", "ĐOÀN TNCS HỒ CHÍ MINH")
        .beside("ĐOÀN TRƯỜNG CAO ĐẲNG LAI CHÂU")
        .beside("***")
        .beside("Số: 31 - TB/ĐTN", "Lai Châu, ngày 02 tháng 4 năm 2023")
        .gap()
        .centred("THÔNG BÁO")
        .centred("Kết luận hội nghị giao ban tháng Ba")
        .gap()
        .body("Ngày 30/3/2023, Ban Thường vụ Đoàn trường đã họp và thống nhất các nội dung:")
    )
    header = read(sheet.document())

    assert header.issuer.value == "Ban Chấp hành Đoàn Trường Cao đẳng Lai Châu"
    assert header.symbol.value == "TB/ĐTN"


def test_a_telegram_with_its_urgency():
    sheet = (
        Sheet()
        .beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("TỈNH LAI CHÂU", "Độc lập - Tự do - Hạnh phúc")
        .beside("Số: 07/CĐ-UBND", "Lai Châu, ngày 11 tháng 8 năm 2024")
        .beside("HỎA TỐC")
        .gap()
        .centred("CÔNG ĐIỆN")
        .centred("Về việc ứng phó mưa lũ trên địa bàn tỉnh")
        .gap()
        .body("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU điện:")
    )
    header = read(sheet.document())

    assert (header.type.value, header.urgency.value) == ("Công điện", "Hỏa tốc")
    assert header.summary.value == "Về việc ứng phó mưa lũ trên địa bàn tỉnh"


def test_a_council_is_no_type_even_where_it_looks_like_one():
    sheet = (
        Sheet()
        .centred("HỘI ĐỒNG NHÂN DÂN")
        .centred("XÃ TÀ XÙA")
        .beside("Số: 14/NQ-HĐND", "Tà Xùa, ngày 18 tháng 12 năm 2025")
        .gap()
        .centred("NGHỊ QUYẾT")
        .centred("Về việc đặt tên hai cây cầu treo")
    )

    assert read(sheet.document()).type.value == "Nghị quyết"


@pytest.mark.parametrize("line", ["Số: 2051/KH-UBND", "Số: 1998/KH-UBND"])
def test_a_number_that_looks_like_a_year_is_a_number(line):
    header = read(decision(line).document())

    assert (header.number.value, header.symbol.value) == (line[4:].strip()[:4], "KH-UBND")


def test_a_year_behind_a_blank_number_belongs_to_the_symbol():
    header = read(decision("Số:     /2024/QĐ-UBND").document())

    assert (header.number.value, header.symbol.value) == (None, "2024/QĐ-UBND")


def test_a_dateline_with_strokes_is_read():
    header = read(decision(dateline="Mường Tè, ngày 9/7/2021").document())

    assert (header.place.value, header.date.value) == ("Mường Tè", "2021-07-09")


def test_the_assembly_names_its_number_in_full():
    assert read(decision("Nghị quyết số: 88/2031/QH17").document()).code.value == "88/2031/QH17"


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        (["UBND TỈNH LAI CHÂU", "BAN CHỈ ĐẠO", "PHÒNG, CHỐNG THIÊN TAI"],
         "Ban Chỉ đạo Phòng, chống thiên tai tỉnh Lai Châu", "UBND TỈNH LAI CHÂU"),
        (["CHI CỤC KIỂM LÂM LAI CHÂU", "HẠT KIỂM LÂM HUYỆN MƯỜNG TÈ"],
         "Hạt Kiểm lâm huyện Mường Tè", "CHI CỤC KIỂM LÂM LAI CHÂU"),
        (["THUẾ TỈNH LAI CHÂU", "THUẾ CƠ SỞ 2 TỈNH LAI CHÂU"],
         "Thuế cơ sở 2 tỉnh Lai Châu", "THUẾ TỈNH LAI CHÂU"),
        (["UBND XÃ TÀ TỔNG", "PHÒNG VĂN HÓA - XÃ HỘI"], "Phòng Văn hóa - Xã hội xã Tà Tổng", "UBND XÃ TÀ TỔNG"),
        (["UBND HUYỆN MƯỜNG TÈ", "VĂN PHÒNG"], "Văn phòng Ủy ban nhân dân huyện Mường Tè", "UBND HUYỆN MƯỜNG TÈ"),
        (["CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"], "Chủ tịch Ủy ban nhân dân tỉnh Lai Châu", None),
        (["ĐẢNG BỘ TỈNH LAI CHÂU", "TỈNH ỦY"], "Tỉnh ủy Lai Châu", "ĐẢNG BỘ TỈNH LAI CHÂU"),
    ],
)  # fmt: skip
def test_the_issuer_and_the_body_above_it(lines, issuer, parent):
    sheet = Sheet()
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    for left, motto in zip(lines, right, strict=False):
        sheet.beside(left, motto)
    sheet.gap().beside("Số: 45/TB-VP", "Mường Tè, ngày 09 tháng 7 năm 2021").gap().centred("THÔNG BÁO")
    header = read(sheet.centred("Về việc đổi lịch trực tuần sau").document())

    assert (header.issuer.value, header.issuer_parent.value) == (issuer, parent)


def test_lines_put_together_by_guess_are_for_review():
    sheet = (
        Sheet()
        .beside("LIÊN ĐOÀN XE ĐẠP LAI CHÂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("ĐUA ĐƯỜNG DÀI VIỆT BẮC", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside("Số: 45/TB-LĐXĐ", "Lai Châu, ngày 09 tháng 7 năm 2021")
        .gap()
        .centred("THÔNG BÁO")
        .centred("Về việc đổi lịch thi đấu")
    )

    assert read(sheet.document()).issuer.status == "review"


def signed_overleaf(*lines):
    """A letter whose signer's title is the last thing on its page, with these lines in the right column overleaf."""
    sheet = letter()
    sheet.rows = sheet.rows[:-1]
    sheet.next_page().gap(40)
    for line in lines:
        sheet.beside("", line)
    return sheet.document()


def test_a_name_that_the_page_break_parts_from_its_title_is_found():
    header = read(signed_overleaf("Lò Thị Mỷ"))

    assert (header.signer_title.value, header.signer_name.value) == ("PHÓ GIÁM ĐỐC", "Lò Thị Mỷ")


def test_a_title_without_a_name_is_for_people_to_see():
    assert read(signed_overleaf("PHỤ LỤC")).signer_name.status == "missing"
