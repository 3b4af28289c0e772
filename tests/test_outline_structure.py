"""What hangs under what: by the style of the numbers, never by their value."""

import pytest

from extractors.document import Box, Document, Line, Page, Span, Word
from extractors.finding.findings import HeaderFindings
from extractors.finding.outline import find_outline
from extractors.finding.outlining.labels import label_of
from tests.written import document, header


def tree(text, **known):
    items = find_outline(document(text), header(text, **known))
    return [(item.label, items[item.parent].label if item.parent is not None else None) for item in items]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Phần thứ hai. NHIỆM VỤ", "label.part"),
        ("Chương III", "label.chapter"),
        ("Điều 4. Trách nhiệm", "label.article"),
        ("IV. TỔ CHỨC", "label.roman"),
        ("2. Phòng Kế toán", "label.number"),
        ("2.1. Phòng Kế toán", "label.number2"),
        ("2.1.3. Phòng Kế toán", "label.number3"),
        ("đ) Lập sổ", "label.letter"),
        ("(4) Lập sổ", "label.paren"),
        ("– Lập sổ", "label.dash"),
        ("+ Lập sổ", "label.plus"),
        ("* Lập sổ", "label.star"),
        ("|. Tham mưu kế hoạch", "label.number"),
        ("—_a) Chủ trì", "label.letter"),
    ],
)
def test_numbers_and_bullets_are_known(text, style):
    assert label_of(text).style == style


@pytest.mark.parametrize("text", ["2022 là năm cuối", "20/11 là ngày lễ", "1.5 tỷ đồng", "Mục tiêu chung"])
def test_what_only_looks_like_a_number_is_none(text):
    assert label_of(text) is None


def test_levels_follow_what_the_document_does():
    text = "I. NHIỆM VỤ\n1. Phòng A\na) Lập sổ.\nb) Ghi sổ.\n2. Phòng B\n- Nộp sổ.\nII. KINH PHÍ"

    assert tree(text) == [
        ("I.", None),
        ("1.", "I."),
        ("a)", "1."),
        ("b)", "1."),
        ("2.", "I."),
        ("-", "2."),
        ("II.", None),
    ]


def test_a_missing_number_changes_nothing():
    text = "I. NHIỆM VỤ\n1. Phòng A\n2. Phòng B\n4. Phòng D\nII. KINH PHÍ"

    assert [label for label, parent in tree(text) if parent == "I."] == ["1.", "2.", "4."]


def test_an_opening_line_holds_the_list_below_it():
    text = "Sở yêu cầu các phòng thực hiện các nội dung sau:\n1. Lập sổ.\n2. Nộp sổ."

    assert [parent for _, parent in tree(text)] == [None, "", ""]


def printed(lines, page=1):
    """Printed lines as (x0, x1, top, text)."""
    text, made = "", []
    for x0, x1, top, written in lines:
        start = len(text)
        text += written + "\n"
        box = Box(x0, top, x1, top + 12)
        made.append(Line(start, start + len(written), page, box, (Word(start, start + len(written), box),)))
    return text, made


def test_printed_lines_are_joined_into_paragraphs():
    text, lines = printed(
        [
            (120, 540, 100, "1. Phòng Hành chính lập danh sách cán bộ chưa qua lớp bồi dưỡng nghiệp"),
            (85, 540, 118, "vụ lưu trữ của cơ quan, gửi về Sở trước ngày 05/3/2030 để tổng hợp và xếp"),
            (85, 200, 136, "lịch học."),
            (120, 540, 154, "2. Phòng Tài chính bố trí kinh phí, hướng dẫn thủ tục thanh toán cho các học"),
            (85, 300, 172, "viên theo quy định."),
        ]
    )
    found = Document(text, tuple(lines), (Page(1, 595, 842, 0, len(text)),), "application/pdf", "digital")

    items = find_outline(found, HeaderFindings({}, body=Span(0, len(text))))

    assert [item.label for item in items] == ["1.", "2."]
    assert text[items[0].start : items[0].end].endswith("lịch học.")


def test_a_word_file_keeps_its_paragraphs_wherever_a_rendering_puts_them():
    text = "2. Phòng Kế toán và Văn phòng trực thuộc\n- Lập sổ theo dõi"
    end = text.index("\n")
    lines = (
        Line(0, end, 1, Box(85, 100, 540, 130), ()),
        Line(end + 1, len(text), 1, Box(85, 140, 540, 155), ()),
    )
    written = Document(text, lines, (), "text/plain", "word")

    items = find_outline(written, HeaderFindings({}, body=Span(0, len(text))))

    assert [item.label for item in items] == ["2.", "-"]


def test_pages_that_nothing_parts_are_cut_where_a_sentence_ends():
    told = "Bà con trong làng kể lại chuyện gieo cấy của vụ mùa năm ấy cho con cháu nghe"
    text, lines = printed([(85, 530, 18.0 * row, f"{told}{'.' if row % 7 == 6 else ''}") for row in range(300)])
    written = Document(text, tuple(lines), (Page(1, 595, 6000, 0, len(text)),), "application/pdf", "digital")

    found = find_outline(written, HeaderFindings({}, body=Span(0, len(text))))

    assert len(found) > 3
    assert all(item.end - item.start < 6000 for item in found)
    assert all(text[item.start : item.end].endswith(".") for item in found[:-1])
