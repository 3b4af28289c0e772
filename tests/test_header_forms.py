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
