"""The foot of scans: what seal and signature lie over is read, and what stays in doubt is for people."""

from dataclasses import replace

import pytest
from header_pages import Sheet as Typed
from pdf_files import directive, scan
from PIL import ImageDraw

from extractors.errors import MissingPart
from extractors.finding.head.names import name_in, nearest_surname, spoilt_name_in
from extractors.finding.header import find_header
from extractors.reading.read import read
from extractors.reading.scan.ocr import SeenWord, language_home
from extractors.reading.scan.second_look import is_read_again, lies_over
from extractors.reading.scan.votes import agreed
from pipeline.resolve.header import resolve_header

try:
    language_home()
    ENGINE = True
except MissingPart:
    ENGINE = False
RED, BLUE, BLACK = (222, 58, 60), (28, 44, 150), (20, 20, 20)
SCALE = 200 / 72
SIGNER = "Nguyễn Thị Phương Thảo"


def signed(seal, pen):
    """A hand that signs over title and name of the plan, and a round seal that touches both."""

    def _ink(picture):
        draw = ImageDraw.Draw(picture)
        x, y = 348, 402
        for radius, width in ((40, 6), (36, 3), (24, 3)):
            box = [side * SCALE for side in (x - radius, y - radius, x + radius, y + radius)]
            draw.ellipse(box, outline=seal, width=width)
        strokes = [(368, 404), (396, 388), (402, 416), (418, 394), (428, 412), (446, 398), (520, 392)]
        draw.line([(a * SCALE, b * SCALE) for a, b in strokes], fill=pen, width=4, joint="curve")
        draw.line([(a * SCALE, b * SCALE) for a, b in ((396, 418), (452, 431), (520, 410))], fill=pen, width=4)
        return picture

    return _ink


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return directive(tmp_path_factory.mktemp("foot") / "plan.pdf", signer=SIGNER)


def header_of(document, file_name="tep.pdf"):
    return resolve_header(find_header(document), document, file_name=file_name)


@pytest.mark.parametrize(("seal", "pen"), [(RED, BLUE), (RED, BLACK)])
@pytest.mark.ocr
@pytest.mark.skipif(not ENGINE, reason="text recognition (tesseract-ocr-vie) is not installed")
def test_a_name_under_seal_and_signature_is_read(plan, tmp_path, seal, pen):
    header = header_of(read(scan(plan, tmp_path / "a.pdf", ink=signed(seal, pen))))

    assert header.signer_name.value == SIGNER
    assert header.signer_authority.value == "TM. ỦY BAN NHÂN DÂN"
    assert header.signer_title.value == "CHỦ TỊCH"
    assert header.recipients.value == ("Các thôn", "Lưu: VT")


@pytest.mark.ocr
@pytest.mark.skipif(not ENGINE, reason="text recognition (tesseract-ocr-vie) is not installed")
def test_a_name_that_a_black_seal_spoils_is_never_a_sure_one(plan, tmp_path):
    header = header_of(read(scan(plan, tmp_path / "a.pdf", ink=signed(BLACK, BLACK))))

    assert header.signer_name.value == SIGNER or header.signer_name.status in ("review", "missing")
    assert header.recipients.value == ("Các thôn", "Lưu: VT")


def word(text, confidence, x0=0, x1=80):
    return SeenWord(text, (x0, 0, x1, 30), 28.0, confidence)


def said(words):
    return [one.text for one in words]


def test_readings_that_agree_are_surer_than_one_alone():
    [alone] = agreed([[word("Tuấn", 0.97)]])
    [both] = agreed([[word("Tuấn", 0.97)], [word("Tuấn", 0.96)]])

    assert alone.confidence < 0.9 <= both.confidence


def test_a_reading_that_none_confirms_does_not_become_sure():
    [chosen] = agreed([[word("Tuấn", 0.9)], [word("Tuần", 0.9)], [word("Toàn", 0.9)]])

    assert chosen.text == "Tuấn"
    assert chosen.confidence < 0.9


def test_two_unclear_readings_alike_do_not_make_a_sure_one():
    [chosen] = agreed([[word("Tuấn", 0.5)], [word("Tuấn", 0.5)]])

    assert chosen.confidence < 0.9


def test_strokes_at_the_ends_are_dropped_and_spoilt_print_stays():
    rest = [word("Văn", 0.96, 100, 180), word("Bình", 0.96, 190, 270)]
    stroke = agreed([[word("x4", 0.2), *rest], rest, rest, rest])
    print_ = agreed([[word(text, 0.2), *rest] for text in ("Ngfzn", "Ngyzn", "Ngfn", "Nguzn")])

    assert said(stroke) == ["Văn", "Bình"]
    assert len(print_) == 3


def test_one_spoilt_syllable_of_a_name_is_forgiven_but_not_two():
    assert spoilt_name_in("Kftrễn Trúc Giang") is not None
    assert spoilt_name_in("Kftrễn Trqc Giang") is None
    assert spoilt_name_in("Kế hoạch công tác") is None
    assert name_in("Kftrễn Trúc Giang") is None


@pytest.mark.parametrize("word", ["Nguyễn", "Lê", "Vi", "Điêu"])
def test_a_known_surname_is_never_mended(word):
    assert nearest_surname(word) is None


def signed_by(name, confidence):
    return foot_of(name, confidence, "CHỦ TỊCH").signer_name


def foot_of(name, confidence, *post):
    sheet = Typed()
    sheet.beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.beside("XÃ BẾN TRE", "Độc lập - Tự do - Hạnh phúc")
    sheet.beside("Số: 12/TB-UBND", "Bến Tre, ngày 02 tháng 5 năm 2031").gap()
    sheet.centred("THÔNG BÁO").centred("Lịch tiếp công dân quý II").gap()
    sheet.body("Ủy ban nhân dân xã thông báo lịch như sau.")
    sheet.gap()
    for left, right in zip(("Nơi nhận:", "- Như trên;", "- Lưu: VT."), (*post, "", ""), strict=False):
        sheet.beside(left, right)
    sheet.gap(40).beside("", name)
    return header_of(sheet.document(confidence=confidence))


def test_who_signs_for_the_head_is_not_the_head():
    header = foot_of("Trần Hoàng Tuấn", 0.95, "KT. CHỦ TỊCH", "HỦ TỊCH")

    assert header.signer_authority.value == "KT. CHỦ TỊCH"
    assert (header.signer_title.value, header.signer_title.status) == ("PHÓ CHỦ TỊCH", "review")


def test_a_hand_before_the_heads_title_is_proposed_as_a_deputys():
    header = foot_of("Trần Hoàng Tuấn", 0.95, "VEL GIÁM ĐÓC")

    assert (header.signer_authority.value, header.signer_authority.status) == ("KT. GIÁM ĐỐC", "review")
    assert (header.signer_title.value, header.signer_title.status) == ("PHÓ GIÁM ĐỐC", "review")


def test_a_clear_name_of_usual_syllables_needs_nobody():
    assert signed_by("Trần Hoàng Tuấn", 0.95).status == "auto"


@pytest.mark.parametrize("name", ["Trần Hoàng Tuần", "Đỗ Thị Lệ Hảu", "Hoàng Anh", "Văn Phúc Hải"])
def test_a_name_that_may_be_misread_is_for_people(name):
    assert signed_by(name, 0.95).status in ("review", "missing")


def test_a_mended_surname_keeps_what_was_read_and_is_for_people():
    found = signed_by("Trân Hoàng Tuấn", 0.95)

    assert (found.value, found.raw, found.status) == ("Trần Hoàng Tuấn", "Trân Hoàng Tuấn", "review")


def test_a_digital_name_is_kept_as_it_is_printed():
    found = signed_by("Trân Hoàng Tuần", None)

    assert (found.value, found.status) == ("Trân Hoàng Tuần", "auto")


@pytest.mark.parametrize(
    ("box", "confidence", "over"),
    [
        ((480, 300, 620, 640), 0.3, True),
        ((480, 300, 620, 640), 0.9, False),
        ((480, 590, 560, 640), 0.3, False),
        ((100, 300, 300, 640), 0.3, False),
    ],
    ids=["a stroke", "a sure word", "as high as the line", "beside it"],
)
def test_a_stroke_read_as_a_word_over_a_name_gives_way_to_it(box, confidence, over):
    name = [SeenWord("Vương", (400, 592, 500, 638), 630, 0.95), SeenWord("Thị", (510, 592, 570, 638), 630, 0.95)]

    assert lies_over(SeenWord("Ấn", box, box[3], confidence), name, 36.0) is over


@pytest.mark.parametrize(
    ("box", "confidence", "again"),
    [
        ((395, 560, 505, 610), 0.4, True),
        ((395, 560, 505, 610), 0.95, False),
        ((395, 590, 505, 640), 0.95, True),
        ((395, 500, 505, 590), 0.2, False),
    ],
    ids=["strokes that reach above it", "a sure word partly over it", "the same word", "what stands above"],
)
def test_print_that_was_read_again_stands_there_once(box, confidence, again):
    name = [SeenWord("Vương", (400, 592, 500, 638), 630, 0.95)]

    assert is_read_again(SeenWord("Xương", box, box[3], confidence), name) is again


def name_in_a_letter(title, row, confidence=0.95, unsure=()):
    """The name of a letter's signer, where the last row of the foot is this, some of its words hardly read."""
    sheet = Typed().beside("UBND TỈNH SƠN LA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").beside("SỞ NỘI VỤ")
    sheet = sheet.beside("Số: 58/SNV-VP", "Sơn La, ngày 05 tháng 4 năm 2031").gap().centred("Kính gửi: Các phòng").gap()
    sheet = sheet.body("Sở Nội vụ đề nghị các phòng rà soát kho.").gap().beside("Nơi nhận:" if title else "", title)
    document = sheet.beside("- Lưu: VT.").gap(30).beside("", row).document(confidence=confidence)
    at = {document.text.index(word) for word in unsure}
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=0.4) if w.start in at else w for w in line.words))
        for line in document.lines
    )
    return header_of(replace(document, lines=lines)).signer_name


@pytest.mark.parametrize(
    ("row", "unsure"),
    [
        ("VU; Vương Thị Lụa", ()),
        ("No vẻ Vương Thị Lụa", ("No", "vẻ")),
        ("BSGKII. Vương Thị Lụa", ("BSGKII.",)),
        ("xưng Vương Thị Lụa 1*SN", ("xưng", "1*SN")),
    ],
)
def test_a_name_beside_strokes_is_read_and_is_for_review(row, unsure):
    name = name_in_a_letter("GIÁM ĐỐC", row, unsure=unsure)

    assert (name.value, name.status) == ("Vương Thị Lụa", "review")


def test_a_clear_word_beside_a_name_is_no_stroke():
    assert name_in_a_letter("GIÁM ĐỐC", "chị Vương Thị Lụa ghi").value is None


def test_a_name_whose_title_a_seal_has_covered_is_read_and_is_for_review():
    name = name_in_a_letter("", "Vương Thị Lụa")

    assert (name.value, name.status) == ("Vương Thị Lụa", "review")
