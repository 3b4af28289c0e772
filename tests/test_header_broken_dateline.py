"""A dateline too long for its column goes on in the next row; a sentence that breaks at the same place is none."""

import pytest
from header_pages import Sheet

from extractors.finding.header import find_header
from pipeline.resolve.header import resolve_header


def page(*rows: str, left: tuple[str, ...] = (), body: str = "Kính gửi: Các phòng, đơn vị trực thuộc") -> Sheet:
    """A letter whose right column has these rows beside the number."""
    sheet = (
        Sheet()
        .beside("UBND TỈNH SƠN LA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        .gap(6)
    )
    lines = ("Số: 58/SNV-VP", "V/v rà soát kho lưu trữ", *left)
    for at in range(max(len(rows), len(lines))):
        sheet = sheet.beside(lines[at] if at < len(lines) else "", rows[at] if at < len(rows) else "")
    return sheet.gap().centred(body).gap().body("Sở Nội vụ đề nghị các phòng rà soát kho lưu trữ của mình.")


def date_and_place(sheet: Sheet, confidence: float | None = None):
    document = sheet.document(confidence=confidence)
    header = resolve_header(find_header(document), document, file_name="a.pdf")
    return header.date.value, header.place.value, header.summary.value, document, header


@pytest.mark.parametrize(
    "rows",
    [
        ("Mường La, ngày 05 tháng", "4 năm 2031"),
        ("Mường La, ngày 05", "tháng 4 năm 2031"),
        ("Mường La, ngày 05 tháng 4", "năm 2031"),
    ],
)
@pytest.mark.parametrize("confidence", [None, 0.95], ids=["digital", "scan"])
def test_a_dateline_broken_over_two_rows_is_one(rows, confidence):
    date, place, summary, document, header = date_and_place(page(*rows), confidence)

    assert (date, place) == ("2031-04-05", "Mường La")
    assert summary is not None
    assert "tháng" not in summary
    assert [document.text[e.start : e.end] for e in header.date.evidence][-1].endswith("năm 2031")


def test_rows_that_are_no_dateline_together_are_left_apart():
    date, *_ = date_and_place(page("Theo lịch ngày 05 tháng", "4 năm 2031 và các năm sau"))

    assert date is None


def test_the_left_columns_next_row_is_no_part_of_a_dateline():
    date, *_ = date_and_place(page("Mường La, ngày 05 tháng", left=("4 năm 2031",)))

    assert date is None


def test_a_row_cut_in_its_middle_comes_before_a_day_of_the_text():
    sheet = (
        Sheet()
        .beside("TỈNH ỦY SƠN LA", "ĐẢNG CÔNG SÁM VIÊT NAN")
        .beside("Số 58-TB/TU", "Mường La, ngày 05 tháng 4         năm 2031")
        .gap()
        .centred("THÔNG BÁO")
        .centred("lịch tiếp công dân")
        .gap()
        .body("Các huyện ủy gửi danh sách về Văn phòng", 0)
        .body("Tỉnh ủy trước ngày 15/4/2031.", 0)
    )
    date, place, summary, *_ = date_and_place(sheet, 0.95)

    assert (date, place, summary) == ("2031-04-05", "Mường La", "lịch tiếp công dân")
