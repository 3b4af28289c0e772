"""Where the head names no issuer, the opening sentence and the line of authority do, together or not at all."""

from header_pages import Sheet

from extractors.finding.header import find_header
from pipeline.resolve.header import resolve_header

OPENING = "Căn cứ Điều lệ Hội, Ban Thường vụ Hội Nông dân tỉnh hướng dẫn việc xét tặng danh hiệu như sau:"


def issuer(authority: str, *body: str):
    sheet = (
        Sheet()
        .centred("HƯỚNG DẪN")
        .centred("Xét tặng danh hiệu hội viên gương mẫu")
        .gap()
        .body(OPENING[: OPENING.index(" tỉnh")])
    )
    sheet = sheet.body(OPENING[OPENING.index("tỉnh") :], indent=0)
    for line in body:
        sheet = sheet.body(line)
    document = sheet.gap().beside("Nơi nhận:", authority).beside("- Lưu: VT.", "PHÓ CHỦ TỊCH").document()
    return resolve_header(find_header(document), document, file_name="a.pdf").issuer


def test_the_body_that_speaks_and_for_which_is_signed_is_proposed():
    found = issuer("TM. BAN THƯỜNG VỤ", "- Hội Nông dân Lạng Sơn là tập thể mạnh.")

    assert found.value == "Ban Thường vụ Hội Nông dân tỉnh Lạng Sơn"
    assert found.status == "review"
    assert [piece.text.split() for piece in found.evidence][-1] == ["Lạng", "Sơn"]


def test_two_provinces_leave_the_locality_open():
    found = issuer("TM. BAN THƯỜNG VỤ", "- Hội Nông dân Lạng Sơn và Hội Nông dân Cao Bằng kết nghĩa.")

    assert found.value == "Ban Thường vụ Hội Nông dân tỉnh"


def test_the_man_is_not_the_city():
    found = issuer("TM. BAN THƯỜNG VỤ", "- Học tập phong cách Hồ Chí Minh; hội viên ở Lạng Sơn làm theo.")

    assert found.value == "Ban Thường vụ Hội Nông dân tỉnh Lạng Sơn"


def test_nobody_is_proposed_where_another_body_signs():
    assert issuer("TM. BAN CHẤP HÀNH").status == "missing"
    assert issuer("CHỦ TỊCH").status == "missing"
