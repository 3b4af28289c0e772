"""The V/v of a letter: a longer line centred under a short one goes on with it, the main text does not."""

from dataclasses import replace

import pytest
from header_pages import Sheet, notice

from extractors.finding.header import find_header
from pipeline.resolve.header import resolve_header


def summary(sheet: Sheet, confidence: float | None) -> str | None:
    document = sheet.document(confidence=confidence)
    return resolve_header(find_header(document), document, file_name="a.pdf").summary.value


def letter(*about: str) -> Sheet:
    sheet = (
        Sheet()
        .beside("UBND TỈNH SƠN LA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        .beside("Số: 58/SNV-VP", "Sơn La, ngày 05 tháng 4 năm 2031")
    )
    for line in about:
        sheet = sheet.beside(line)
    return sheet


@pytest.mark.parametrize("confidence", [None, 0.95], ids=["digital", "scan"])
def test_a_longer_line_centred_under_a_short_one_goes_on(confidence):
    sheet = letter("V/v rà soát", "kho lưu trữ của các trung tâm").gap().centred("Kính gửi: Các phòng, đơn vị")

    assert summary(sheet, confidence) == "rà soát kho lưu trữ của các trung tâm"


@pytest.mark.parametrize("confidence", [None, 0.95], ids=["digital", "scan"])
def test_the_text_right_under_a_short_line_is_none_of_it(confidence):
    sheet = letter("V/v rà soát kho").body("Sở Nội vụ đề nghị các phòng rà soát kho lưu trữ trong tháng này.", 0)

    assert summary(sheet, confidence) == "rà soát kho"


def test_a_speck_behind_a_line_of_a_recognised_summary_does_not_end_it():
    sheet = notice("Lịch trực kho lưu trữ.", "và phòng đọc trong quý III")

    assert summary(sheet, 0.95) == "Lịch trực kho lưu trữ. và phòng đọc trong quý III"
    assert summary(sheet, None) == "Lịch trực kho lưu trữ."


def test_words_of_a_recognised_summary_that_ran_together_are_parted_as_the_text_has_them():
    sheet = letter("V/v rà soát Thôngtưsố 12", "ngày 02/3/2031của Bộ").gap().centred("Kính gửi: Các phòng")
    sheet = sheet.gap().body("Căn cứ Thông tư số 12 và Thông tư số 14, Sở Nội vụ đề nghị các phòng rà soát kho.")

    assert summary(sheet, 0.95) == "rà soát Thông tư số 12 ngày 02/3/2031 của Bộ"
    assert summary(sheet, None) == "rà soát Thôngtưsố 12 ngày 02/3/2031của Bộ"


def test_words_of_a_recognised_summary_that_ran_together_are_parted_where_syllables_allow_one_way():
    sheet = letter("V/v rà soát Thôngtưsố 12 dựtuyển thoông").gap().centred("Kính gửi: Các phòng")

    assert summary(sheet, 0.95) == "rà soát Thông tư số 12 dựtuyển thoông"


def test_a_recognised_summary_with_a_word_that_lost_its_tone_is_for_review():
    def status(word: str, confidence: float | None) -> str:
        document = (
            letter(f"V/v liên {word} công tác lưu trữ")
            .gap()
            .centred("Kính gửi: Các phòng")
            .document(confidence=confidence)
        )
        return resolve_header(find_header(document), document, file_name="a.pdf").summary.status

    assert (status("kết", 0.97), status("kêt", 0.97), status("kêt", None)) == ("auto", "review", "auto")


@pytest.mark.parametrize(
    ("confidence", "body", "status"),
    [(0.9, "Các tổ rà soát.", "auto"), (0.5, "Các tổ rà soát.", "review"), (0.5, "Các tổ rải cấp phối.", "auto")],
    ids=["clear", "a guess", "said elsewhere too"],
)
def test_a_word_that_the_readings_do_not_agree_on_is_for_review_unless_it_stands_elsewhere(confidence, body, status):
    sheet = (
        letter("V/v rải cấp phối đường liên bản", "và sửa chữa các cầu treo dân sinh")
        .gap()
        .centred("Kính gửi: Các phòng")
        .gap()
        .body(body)
    )
    document = sheet.document(confidence=0.99)
    at = document.text.index("rải")
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=confidence) if w.start == at else w for w in line.words))
        for line in document.lines
    )
    document = replace(document, lines=lines)

    assert resolve_header(find_header(document), document, file_name="a.pdf").summary.status == status
