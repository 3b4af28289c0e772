"""The recipients' column of scans: what pens, shadows and thin print spoil in one reading is taken from another one."""

import re

import numpy as np
import pytest
from header_pages import Sheet as Typed
from pdf_files import Sheet, scan
from PIL import Image, ImageDraw

from extractors.errors import MissingPart
from extractors.finding.header import find_header
from extractors.reading.read import read
from extractors.reading.scan import column
from extractors.reading.scan.column import column_lines
from extractors.reading.scan.ocr import SeenWord, language_home
from extractors.reading.scan.picture import Sheet as Picture
from pipeline.resolve.header import resolve_header

try:
    language_home()
    ENGINE = True
except MissingPart:
    ENGINE = False
SCALE = 200 / 72
RECIPIENTS = ("Chi cục Thủy lợi (để báo cáo)", "Các tổ thủy nông", "Trạm bơm Bãi Dâu", "Website xã", "Lưu: VT, hvlan")


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    sheet = Sheet(tmp_path_factory.mktemp("recipients") / "letter.pdf")
    sheet.say(165, 70, "ỦY BAN NHÂN DÂN", 12, middle=True).say(165, 86, "XÃ SÔNG LAM", 12, True, True)
    sheet.say(165, 112, "Số: 27/UBND-NN", 13, middle=True)
    sheet.say(410, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, True)
    sheet.say(410, 86, "Độc lập - Tự do - Hạnh phúc", 13, True, True)
    sheet.say(410, 112, "Sông Lam, ngày 14 tháng 6 năm 2031", 13, middle=True)
    sheet.say(165, 132, "V/v vận hành trạm bơm", 12, middle=True)
    sheet.say(300, 170, "Kính gửi: Các tổ thủy nông", 13, middle=True)
    sheet.say(115, 205, "Ủy ban nhân dân xã đề nghị các tổ thủy nông vận hành trạm bơm theo lịch đã")
    sheet.say(85, 225, "gửi, ghi sổ theo dõi từng ca bơm và giữ gìn máy móc được giao./.")
    sheet.say(85, 270, "Nơi nhận:", 12, True)
    for at, text in enumerate(RECIPIENTS):
        sheet.say(85, 285 + 14 * at, f"- {text}{'.' if at == 4 else ';'}", 11)
    sheet.say(410, 270, "TM. ỦY BAN NHÂN DÂN", 13, True, True).say(410, 287, "CHỦ TỊCH", 13, True, True)
    sheet.say(410, 350, "Trịnh Hoài Nam", 13, True, True)
    return sheet.done()


def recipients_of(path):
    document = read(path)
    return resolve_header(find_header(document), document, file_name="tep.pdf").recipients


def drawn(*lines, fill=(20, 20, 20), width=3):
    def _ink(picture):
        for points in lines:
            ImageDraw.Draw(picture).line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=width)
        return picture

    return _ink


def initials(picture):
    """A clerk's initials in black behind the last word of the text, down over the label."""
    return drawn(
        [(150, 240), (158, 262), (166, 238), (172, 268), (182, 240), (186, 262), (240, 246)],
        [(84, 258), (98, 276), (112, 256), (126, 272), (200, 256), (260, 244)],
    )(picture)


def pasted(picture):
    """The shadow of a slip of paper that was pasted over the list."""
    return drawn([(60, 256), (300, 258), (302, 362), (62, 364), (60, 256)], fill=(150, 150, 155), width=5)(picture)


def shone_through(picture):
    """Print of the other side, as dots of different sizes around the list."""
    random = np.random.default_rng(7)
    draw = ImageDraw.Draw(picture)
    for x, y in zip(random.uniform(70, 330, 160), random.uniform(255, 372, 160), strict=True):
        size = random.integers(1, 3)
        draw.ellipse([x * SCALE, y * SCALE, x * SCALE + size, y * SCALE + size], fill=(40, 40, 40))
    return picture


def pale(picture):
    """Worn print: grey, with holes."""
    values = np.asarray(picture).astype(np.int16)
    holes = np.random.default_rng(3).random(values.shape[:2]) < 0.12
    values = np.where((values < 128).any(axis=2, keepdims=True), values + 70, values)
    values[holes] = np.maximum(values[holes], 215)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def words_of(values):
    return [" ".join(re.findall(r"\w+", value)) for value in values]


@pytest.mark.parametrize("ink", [initials, pasted, shone_through, pale])
@pytest.mark.ocr
@pytest.mark.skipif(not ENGINE, reason="text recognition (tesseract-ocr-vie) is not installed")
def test_a_spoilt_list_is_read_whole(letter, tmp_path, ink):
    found = recipients_of(scan(letter, tmp_path / "a.pdf", ink=ink))

    assert words_of(found.value) == words_of(RECIPIENTS)


PAPER = Picture(
    np.full((400, 1200), 255, np.uint8), np.full((400, 1200, 3), 255, np.uint8), 300.0, 0, 0.0, (288.0, 96.0)
)
AREA = (0, 0, 1200, 400)


def line(text, top=100, confidence=0.95, **doubtful):
    """A line of words 20 pixels a letter; `doubtful` gives single words a confidence of their own."""
    words, x = [], 60
    for part in text.split():
        low, high = (top + 18, top + 22) if part == "-" else (top, top + 32)
        sure = doubtful.get(part, confidence)
        words.append(SeenWord(part, (x, low, x + 20 * len(part), high), top + 30.0, sure))
        x += 20 * len(part) + 12
    return words


@pytest.fixture
def further(monkeypatch):
    """What further readings of the column give, in their order; those that were asked for are taken away."""
    readings = []
    monkeypatch.setattr(column, "_read", lambda *_: readings.pop(0) if readings else [])
    return readings


def agreed_on(*readings):
    return [" ".join(word.text for word in found) for found in column_lines(PAPER, AREA, list(readings))]


def test_lines_that_two_readings_see_alike_are_not_read_again(further):
    further.append([line("- Ban Giám đốc;")])

    assert agreed_on([line("- Như trên;")], [line("- Như trên;")]) == ["- Như trên;"]
    assert len(further) == 1


def test_what_one_reading_misses_is_taken_from_the_others(further):
    further += [[line("- Như trên;")], [line("- Như trên;")]]

    assert agreed_on([], [line("- Như trên;")]) == ["- Như trên;"]


def test_two_readings_that_stop_short_do_not_win(further):
    whole = line("- Trạm bơm Bãi Dâu (để biết);")
    further += [[whole], [line("- Trạm bơm")]]

    assert agreed_on([line("- Trạm bơm")], [whole]) == ["- Trạm bơm Bãi Dâu (để biết);"]


def test_strokes_that_one_reading_takes_for_letters_are_no_line(further):
    stroke = line("x~% Wfk", top=220, confidence=0.3)

    assert agreed_on([line("- Như trên;")], [line("- Như trên;"), stroke]) == ["- Như trên;"]


def test_a_slash_that_one_reading_sees_is_kept_but_in_doubt(further):
    unclear = [line("Phòng Nội vụ (th);", **{"(th);": 0.4})]
    further += [[line("Phòng Nội vụ (t/h);")], [line("Phòng Nội vụ (th);")]]

    [found] = column_lines(PAPER, AREA, [unclear, unclear])

    assert found[-1].text == "(t/h);"
    assert found[-1].confidence < 0.35


def test_a_code_that_readings_do_not_agree_on_is_in_doubt(further):
    further += [[line("Lưu: VT, hvlan.")], [line("Lưu: VT, bylan.")]]

    [found] = column_lines(PAPER, AREA, [[line("Lưu: VT, hvlan.")], [line("Lưu: VT, hylan.")]])

    assert found[-1].text == "hvlan."
    assert found[-1].confidence < 0.5 < found[0].confidence


def foot_of(*left, confidence=0.95):
    sheet = Typed()
    sheet.beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.beside("XÃ BẾN TRE", "Độc lập - Tự do - Hạnh phúc")
    sheet.beside("Số: 12/TB-UBND", "Bến Tre, ngày 02 tháng 5 năm 2031").gap()
    sheet.centred("THÔNG BÁO").centred("Lịch tiếp công dân quý II").gap()
    sheet.body("Ủy ban nhân dân xã thông báo lịch như sau.").gap()
    for at, text in enumerate(left):
        sheet.beside(text, "CHỦ TỊCH" if at == 0 else "")
    sheet.gap(40).beside("", "Trần Hoàng Tuấn")
    document = sheet.document(confidence=confidence)
    return resolve_header(find_header(document), document, file_name="tep.pdf").recipients


@pytest.mark.parametrize("label", ["ơi nhận:", ";Với nhận:", "Nơi nhân:"])
def test_a_garbled_label_opens_the_list(label):
    assert foot_of(label, "- Như trên;", "- Lưu: VT.").value == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("read_as", "printed"), [("nehoa12", "nchoa12"), ("Ithoa", "lthoa"), ("nt¡nh", "ntinh"), ("nthoa2I", "nthoa21")]
)
def test_a_typists_code_is_mended_and_keeps_what_was_read(read_as, printed):
    found = foot_of("Nơi nhận:", "- Như trên;", f"- Lưu: VT, {read_as}.")

    assert found.value[-1] == f"Lưu: VT, {printed}"
    assert read_as in found.raw


def test_a_digital_code_is_kept_as_it_is_printed():
    assert foot_of("Nơi nhận:", "- Như trên;", "- Lưu: VT, nehoa12.", confidence=None).value[-1] == "Lưu: VT, nehoa12"
