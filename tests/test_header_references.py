"""Cited documents: type, code, date, issuer, title, each with its place."""

from header_pages import Sheet

from extractors.finding.references import find_references


def cited(*lines: str) -> list:
    sheet = Sheet()
    for line in lines:
        sheet.body(line, 0)
    document = sheet.document()
    found = find_references(document, None)
    for one in found:
        assert " ".join(document.text[one.start : one.end].split()) == one.value
    return [one.details for one in found]


def test_a_first_citation_gives_everything():
    (one,) = cited("Căn cứ Quyết định số 45/QĐ-UBND ngày 03/02/2023 của UBND tỉnh Sơn La về việc giao dự toán;")

    assert one == {
        "type": "Quyết định",
        "code": "45/QĐ-UBND",
        "date": "2023-02-03",
        "issuer": "UBND tỉnh Sơn La",
        "title": "về việc giao dự toán",
    }


def test_the_partys_order_and_comma():
    (one,) = cited("Thực hiện Kế hoạch số 57-KH/TU, ngày 12/3/2023 của Thường trực Tỉnh ủy về đọc sách.")

    assert (one["code"], one["date"], one["issuer"]) == ("57-KH/TU", "2023-03-12", "Thường trực Tỉnh ủy")


def test_a_later_citation_gives_type_and_number_only():
    (one,) = cited("theo Nghị định số 30/2020/NĐ-CP và các văn bản liên quan")

    assert (one["type"], one["code"], one["date"]) == ("Nghị định", "30/2020/NĐ-CP", None)


def test_a_citation_over_two_lines_is_one():
    (one,) = cited("Căn cứ Thông tư số 08/2019/TT-BNV ngày 12 tháng 5", "năm 2019 của Bộ Nội vụ quy định về hồ sơ;")

    assert (one["code"], one["date"]) == ("08/2019/TT-BNV", "2019-05-12")


def test_plain_numbers_are_no_citations():
    assert cited("Kế hoạch năm 2023 gồm 15/20 chỉ tiêu; quyết định giao 45 đơn vị.") == []
