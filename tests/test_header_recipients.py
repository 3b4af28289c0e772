"""A word of the recipients that recognition is unsure of is clear where a second witness says it, and only there."""

from dataclasses import replace

import pytest
from header_pages import Sheet

from extractors.document import Document
from extractors.finding.header import find_header
from pipeline.models import RecipientsField
from pipeline.resolve.header import resolve_header


def page(line: str, body: str = "Trạm Thủy nông đề nghị các xã rà soát kênh mương.") -> Document:
    """A scanned letter with this line among its recipients."""
    return (
        Sheet()
        .beside("SỞ NÔNG NGHIỆP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("TRẠM THỦY NÔNG", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside("Số: 12/TTN-KT", "Sơn La, ngày 14 tháng 5 năm 2031")
        .gap()
        .body(body)
        .gap()
        .beside("Nơi nhận:", "GIÁM ĐỐC")
        .beside("- Như trên;")
        .beside(line)
        .beside("- Lưu: VT.", "Lò Văn Pành")
        .document(confidence=0.96)
    )


def read(document: Document, words: str, confidence: float) -> RecipientsField:
    """The recipients, where recognition was this sure of the words."""
    at = range(document.text.index(words), document.text.index(words) + len(words))
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=confidence) if w.start in at else w for w in line.words))
        for line in document.lines
    )
    document = replace(document, lines=lines)
    return resolve_header(find_header(document), document, file_name="a.pdf").recipients


@pytest.mark.parametrize(
    ("line", "words", "confidence", "status"),
    [
        ("- BGĐ Sở (b/c);", "(b/c);", 0.04, "auto"),
        ("- BGĐ Sở (b/c);", "BGĐ", 0.2, "auto"),
        ("- Phòng KTVH;", "KTVH;", 0.04, "review"),
        ("- Phòng KTVH;", "KTVH;", 0.5, "review"),
        ("- Tổ TV;", "TV;", 0.2, "review"),
    ],
)
def test_the_wording_of_such_lists_needs_no_clear_picture(line, words, confidence, status):
    assert read(page(line), words, confidence).status == status


FORMS = [
    ("LĐLPĐ", 0.55, "review"), ("LĐLPĐ", 0.95, "auto"), ("LĐLĐ", 0.55, "auto"),
    ("QUTM", 0.85, "review"), ("QLTM", 0.85, "auto"), ("QUTW", 0.85, "auto"),
    ("TI", 0.7, "review"), ("VII", 0.7, "auto"), ("EVN", 0.95, "auto"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "confidence", "status"), FORMS)
def test_an_unclear_short_form_that_is_most_likely_another_one_is_for_review(form, confidence, status):
    assert read(page(f"- {form} và các đơn vị của tỉnh;"), form, confidence).status == status


def test_what_the_document_says_elsewhere_too_is_clear():
    body = "Phòng KTVH của Trạm Thủy nông đề nghị các xã rà soát kênh mương."

    assert read(page("- Phòng KTVH;", body), "KTVH;\n", 0.5).status == "auto"
    assert read(page("- Phòng KTVH;", body), "KTVH;\n", 0.04).status == "review"


@pytest.mark.parametrize(("line", "said"), [("- Như Điều l;", "Như Điều 1"), ("- d:ưu: Ví, TC.", "Lưu: VT, TC")])
def test_standing_phrases_are_read_through_a_letter_that_was_lost_or_changed(line, said):
    assert said in read(page(line), line.split()[-1], 0.96).value


def test_what_is_left_of_a_seal_is_no_recipient():
    assert read(page("St"), "St", 0.96).value == ("Như trên", "Lưu: VT")


def test_a_sign_that_no_list_holds_is_for_review():
    assert read(page("- Tiểu đoàn § (b/c);"), "§", 0.96).status == "review"


@pytest.mark.parametrize(
    ("line", "said"), [("- Sở TDDL;", "Sở TDĐL"), ("- UBND huyện, 'TP Sơn La;", "UBND huyện, TP Sơn La")]
)
def test_short_forms_are_read_as_the_text_has_them_and_without_specks(line, said):
    document = page(line, body="Trạm Thủy nông đề nghị các xã và TDĐL rà soát kênh mương.")

    assert said in read(document, line.split()[-1], 0.96).value
