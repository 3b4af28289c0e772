"""Born-digital PDF: words, boxes, columns and zones stand where they are printed."""

import pikepdf
import pytest
from pdf_files import HEIGHT, WIDTH, Sheet, directive, with_field
from reportlab.pdfbase import pdfmetrics

from extractors.document import Box
from extractors.reading.pdf.touching import words_joined
from extractors.reading.printed import Token
from extractors.reading.read import read


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return read(directive(tmp_path_factory.mktemp("pdf") / "a.pdf"))


def texts(document, **wanted):
    return [
        document.text[line.start : line.end]
        for line in document.lines
        if all(getattr(line, name) == value for name, value in wanted.items())
    ]


def test_the_issuer_stands_before_the_motto(plan):
    lines = plan.text.splitlines()

    assert lines[:3] == ["ỦY BAN NHÂN DÂN", "XÃ SÔNG LAM", "Số: 15/KH-UBND"]
    assert lines[3:6] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Lam, ngày 04 tháng 5 năm 2031",
    ]


def test_columns_are_told_from_full_lines(plan):
    assert texts(plan, column=0)[:3] == ["ỦY BAN NHÂN DÂN", "XÃ SÔNG LAM", "Số: 15/KH-UBND"]
    assert texts(plan, column=1)[-1] == "Vũ Đình Khải"
    assert "KẾ HOẠCH" in texts(plan, column=None)


def test_every_word_has_its_text_and_a_box_on_the_page(plan):
    for line in plan.lines:
        for word in line.words:
            assert plan.text[word.start : word.end].strip() == plan.text[word.start : word.end] != ""
            assert 0 <= word.box.x0 < word.box.x1 <= WIDTH
            assert 0 <= word.box.top < word.box.bottom <= HEIGHT


def test_style_of_print_is_known(plan):
    line = next(line for line in plan.lines if plan.text[line.start : line.end] == "KẾ HOẠCH")

    assert line.bold
    assert line.size == pytest.approx(14, abs=0.8)


def test_a_signature_field_is_read_where_it_stands(tmp_path):
    plain = directive(tmp_path / "a.pdf", number="Số:        /KH-UBND")
    document = read(with_field(plain, tmp_path / "b.pdf", "27", (131, HEIGHT - 116, 155, HEIGHT - 98)))
    start = document.text.index("27")
    [place] = document.places(start, start + 2)

    assert "Số: 27 /KH-UBND" in document.text.splitlines()
    assert (place.origin, place.page) == ("signature", 1)
    assert [(s.signer, s.signed_at, s.page) for s in document.signatures] == [
        ("Văn phòng xã", "2031-05-04T09:15:00+07:00", 1)
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"/CreationDate": "D:20310504101500+07'00'", "/ModDate": "D:20310601"}, "2031-05-04T10:15:00+07:00"),
        ({"/CreationDate": "hôm nay", "/ModDate": "D:20310601"}, "2031-06-01T00:00:00"),
        ({"/CreationDate": "D:99991231235959-11'00'", "/ModDate": "D:20310601101500+99'00'"}, None),
        ({}, None),
    ],
)
def test_when_the_file_says_that_it_was_made(tmp_path, written, told):
    path = directive(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        del file.trailer.Info
        for name, time in written.items():
            file.docinfo[name] = time
        file.save(path)

    assert read(path).made_at == told


def test_page_numbers_and_running_heads_are_set_apart(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for number in range(1, 5):
        sheet.say(WIDTH / 2, 40, str(number), middle=True) if number > 1 else None
        sheet.say(80, 60, "Báo cáo mùa vụ của xã", size=9)
        sheet.say(80, 200, f"Nội dung chính của phần {number}").page()
    document = read(sheet.done())

    assert texts(document, zone="page_number") == ["2", "3", "4"]
    assert texts(document, zone="running_head") == ["Báo cáo mùa vụ của xã"] * 3


def test_a_turned_page_has_its_boxes_as_shown(tmp_path):
    import pikepdf

    with pikepdf.open(directive(tmp_path / "a.pdf")) as file:
        file.pages[0].rotate(90, relative=False)
        file.pages[0].rotate(0, relative=False)
        file.pages[0].obj.CropBox = pikepdf.Array([20, 30, 575, 800])
        file.save(tmp_path / "b.pdf")
    straight, cropped = read(tmp_path / "a.pdf"), read(tmp_path / "b.pdf")

    assert cropped.text == straight.text
    assert (cropped.pages[0].width, cropped.pages[0].height) == (555, 770)
    assert cropped.lines[0].box.x0 == pytest.approx(straight.lines[0].box.x0 - 20, abs=0.1)
    assert cropped.lines[0].box.top == pytest.approx(straight.lines[0].box.top - (HEIGHT - 800), abs=0.1)


def test_a_word_set_in_two_typefaces_is_one_word(tmp_path):
    # The letters with marks come after the rest of the line, as word processors write them.
    sheet, x, later = Sheet(tmp_path / "a.pdf"), 80.0, []
    for part in ("H", "ọ", "c t", "ậ", "p c", "ủ", "a cán b", "ộ", ", xã"):
        other = part in "ọậủộ"
        later.append((x, part)) if other else sheet.say(x, 200, part)
        x += pdfmetrics.stringWidth(part, "SerifBold" if other else "Serif", 13)
    for at, part in later:
        sheet.say(at, 200, part, bold=True)
    document = read(sheet.done())
    first = document.lines[0].words[0]

    assert document.text.splitlines() == ["Học tập của cán bộ, xã"]
    assert document.text[first.start : first.end] == "Học"
    assert first.box.x1 == pytest.approx(80 + pdfmetrics.stringWidth("Học", "Serif", 13), abs=2)


def test_words_that_nearly_touch_stay_two():
    left, right = (Token(text, Box(x, 0, x + 20, 13), 13, 11) for text, x in (("của", 0), ("tỉnh", 20.3)))

    assert words_joined([left, right]) == [left, right]
