"""A symbol behind a number by hand is read by itself, from where its sign is drawn."""

import numpy as np
import pytest
from pdf_files import directive, pictures_of
from PIL import ImageDraw

from extractors.errors import MissingPart
from extractors.reading.scan.number_line import with_symbol
from extractors.reading.scan.ocr import SeenWord, language_home
from extractors.reading.scan.picture import Sheet

try:
    language_home()
    ENGINE = True
except MissingPart:
    ENGINE = False
SCALE = 300 / 72


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The picture of a plan whose number, written by hand over the blank, reaches up to the slash."""
    path = directive(tmp_path_factory.mktemp("number") / "plan.pdf", number="Số:           /KH-UBND")
    picture = pictures_of(path, 300)[0]
    draw = ImageDraw.Draw(picture)
    for stroke in (
        [(140, 103), (133, 114), (144, 113)],
        [(142, 105), (140, 122)],
        [(148, 104), (156, 103), (150, 122)],
    ):
        draw.line([(x * SCALE, y * SCALE) for x, y in stroke], fill=(20, 30, 130), width=7, joint="curve")
    colour = np.asarray(picture.convert("RGB"))[:, :, ::-1].copy()
    return Sheet(np.asarray(picture.convert("L")).copy(), colour, 300.0, 0, 0.0, (595.0, 842.0))


def line(*words):
    """Words as read at first on the number line: text, left and right in points, confidence."""
    top, bottom = round(101 * SCALE), round(114 * SCALE)
    return [
        SeenWord(text, (round(x0 * SCALE), top, round(x1 * SCALE), bottom), bottom, sure)
        for text, x0, x1, sure in words
    ]


@pytest.mark.ocr
@pytest.mark.skipif(not ENGINE, reason="text recognition (tesseract-ocr-vie) is not installed")
@pytest.mark.parametrize("first", ["47KHUBND", "4/KHUBND", "⁄‡KH-UBNU"])
def test_a_spoilt_symbol_is_read_again(sheet, first):
    dateline = [("Sông", 340, 370, 0.95), ("Lam,", 374, 400, 0.95)]
    found = with_symbol(sheet, line(("Số:", 110, 130, 0.95), (first, 133, 220, 0.3), *dateline))

    assert [word.text for word in found[-3:]] == ["/KH-UBND", "Sông", "Lam,"]
    assert found[-3].box[0] > 150 * SCALE
    assert found[0].text == "Số:"


@pytest.mark.parametrize(
    "words",
    [
        [("Số:", 110, 130, 0.95), ("47", 135, 150, 0.3), ("/KH-UBND", 160, 220, 0.95)],
        [("SỞ", 110, 130, 0.95), ("NỘI", 133, 160, 0.3), ("VỤ", 165, 190, 0.3)],
        [("Sơn", 110, 130, 0.95), ("La,", 133, 160, 0.3)],
    ],
    ids=["a clear symbol", "the name of a body", "no number"],
)
def test_other_lines_stay_as_they_are(sheet, words):
    first = line(*words)

    assert with_symbol(sheet, first) is first
