"""Stamps of urgency and secrecy on scans: found aslant, in red, in a frame or an arrow; other stamps mark nothing."""

import pytest
from pdf_files import FONTS, directive, scan
from PIL import Image, ImageDraw, ImageFont

from extractors.errors import MissingPart
from extractors.finding.find import find
from extractors.reading.read import read
from extractors.reading.scan.ocr import language_home
from pipeline.resolve.header import resolve_header

pytestmark = pytest.mark.ocr

try:
    language_home()
except MissingPart:
    pytest.skip("text recognition (tesseract-ocr-vie) is not installed", allow_module_level=True)

SCALE = 200 / 72
RED = (205, 30, 45)
PLACE = (105, 160)
"""Where the stamp's middle is: in points, left of the title."""


def stamp(text, *, slant=0.0, arrow=False, ink=RED):
    """Draws a stamp in a frame on a page's picture."""

    def draw(picture):
        font = ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), round(15 * SCALE))
        wide, high = font.getlength(text) + 16 * SCALE, 26 * SCALE
        room = Image.new("RGBA", (round(wide + 60 * SCALE), round(high + 30 * SCALE)), (255, 255, 255, 0))
        pen, x, y = ImageDraw.Draw(room), 25 * SCALE, 15 * SCALE
        if arrow:
            tip, barb = 20 * SCALE, 5 * SCALE
            above = [(x - tip, y - barb), (x, y), (x + wide, y), (x + wide, y - barb), (x + wide + tip, y + high / 2)]
            below = [(x + wide, y + high + barb), (x + wide, y + high), (x, y + high), (x - tip, y + high + barb)]
            pen.polygon(above + below, outline=ink, width=4)
        else:
            pen.rectangle([x, y, x + wide, y + high], outline=ink, width=4)
        pen.text((x + wide / 2, y + high / 2), text, font=font, fill=ink, anchor="mm")
        room = room.rotate(slant, resample=Image.Resampling.BICUBIC, expand=True)
        at = (round(PLACE[0] * SCALE - room.width / 2), round(PLACE[1] * SCALE - room.height / 2))
        picture.paste(room, at, room)
        return picture

    return draw


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return directive(tmp_path_factory.mktemp("stamps") / "plan.pdf")


def header_of(plan, tmp_path, ink):
    document = read(scan(plan, tmp_path / "a.pdf", ink=ink))
    return resolve_header(find(document).header, document, file_name="a.pdf")


@pytest.mark.parametrize(
    ("text", "shape", "mark"),
    [
        ("KHẨN", {"slant": 12}, "Khẩn"),
        ("THƯỢNG KHẨN", {"slant": -5}, "Thượng khẩn"),
        ("HỎA TỐC", {"slant": 30, "arrow": True}, "Hỏa tốc"),
        ("HỎA TỐC", {"slant": 4, "ink": (175, 175, 175)}, "Hỏa tốc"),
    ],
    ids=["red aslant", "downwards", "arrow", "faint"],
)
def test_a_stamp_of_urgency_is_read_where_it_stands(plan, tmp_path, text, shape, mark):
    header = header_of(plan, tmp_path, stamp(text, **shape))
    x0, top, x1, bottom = header.urgency.evidence[0].box

    assert header.urgency.value == mark
    assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(PLACE, abs=8)
    assert (header.type.value, header.summary.value) == ("Kế hoạch", "Nạo vét mương tưới nội đồng vụ hè thu")


@pytest.mark.parametrize(("text", "level"), [("MẬT", "Mật"), ("TUYỆT MẬT", "Tuyệt mật")])
def test_a_stamp_of_secrecy_sets_a_scan_apart(plan, tmp_path, text, level):
    assert header_of(plan, tmp_path, stamp(text, slant=9)).secrecy.value == level


@pytest.mark.parametrize("text", ["CÔNG VĂN ĐẾN", "ĐÃ KIỂM TRA", "MỘT"])
def test_another_stamp_marks_nothing(plan, tmp_path, text):
    header = header_of(plan, tmp_path, stamp(text, slant=6))

    assert (header.urgency.value, header.secrecy.value) == (None, None)
    assert header.type.value == "Kế hoạch"
