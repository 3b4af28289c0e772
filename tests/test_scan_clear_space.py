"""White paper around a line of capitals: what stands before a head's title is seen, read or not; dust is not."""

import cv2
import numpy as np
import pytest

from extractors.reading.scan.clear_space import clear_spaces
from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.picture import Sheet

TITLE = [SeenWord("TRƯỞNG", (1500, 600, 1690, 648), 645, 0.9), SeenWord("TRẠM", (1710, 600, 1840, 648), 645, 0.9)]
HIGH = 48


def sheet(
    *, pen: bool = False, above: int | None = None, behind: int | None = None, below: int | None = None,
    dust: bool = False,
) -> Sheet:  # fmt: skip
    """A page of 300 dpi with a title drawn on it, and what else is asked for."""
    grey = np.full((3508, 2480), 255, np.uint8)
    for word in TITLE:
        x0, top, x1, bottom = word.box
        for x in range(x0, x1 - 20, 34):
            cv2.rectangle(grey, (x, top + 8), (x + 22, bottom), 30, 4)
    if pen:
        points = np.array([(1400, 585), (1405, 650), (1402, 620), (1440, 588), (1404, 622), (1450, 652)], np.int32)
        cv2.polylines(grey, [points], False, 120, 3)
    if above is not None:
        cv2.rectangle(grey, (1520, 600 - above - 36), (1545, 600 - above), 30, 4)
    if below is not None:
        cv2.rectangle(grey, (1520, 648 + below), (1545, 648 + below + 36), 30, 4)
    if behind is not None:
        cv2.rectangle(grey, (1840 + behind, 606), (1865 + behind, 645), 30, 4)
    if dust:
        for x in range(1200, 1490, 20):
            grey[610 + x % 30 : 615 + x % 30, x : x + 5] = 0
    colour = np.repeat(grey[:, :, None], 3, axis=2)
    return Sheet(grey, colour, 300.0, 0, 0.0, (595.2, 841.9))


def sealed(page: Sheet, *, colour: tuple[int, int, int] = (60, 60, 220), radius: int = 210) -> Sheet:
    """The page with a seal (blue, green, red) whose rim and letters lie before the title."""
    picture = page.colour.copy()
    cv2.circle(picture, (1440, 640 + radius // 2), radius, colour, 6)
    for x in (1400, 1440, 1470):
        cv2.rectangle(picture, (x, 610), (x + 16, 646), colour, 4)
    picture = np.minimum(picture, page.colour)
    return Sheet(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)), picture, page.dpi, 0, 0.0, page.size)


def around(page: Sheet, words: list[SeenWord] = TITLE):
    found = clear_spaces(page, [words])
    assert len(found) == 1
    return found[0]


def test_a_title_alone_has_white_paper_as_far_as_is_looked():
    one = around(sheet())

    assert min(one.left, one.right) >= 4 * HIGH
    assert min(one.above, one.below) >= 2 * HIGH


def test_a_pen_before_the_title_is_seen_though_nobody_read_it():
    one = around(sheet(pen=True))

    assert one.left < 1.5 * HIGH
    assert one.right >= 4 * HIGH


def test_a_red_seal_before_the_title_is_no_ink_but_a_pen_under_it_is():
    assert around(sealed(sheet())).left >= 4 * HIGH
    assert around(sealed(sheet(pen=True))).left < 1.5 * HIGH


def test_a_black_seal_and_a_red_word_that_is_no_seal_are_ink():
    assert around(sealed(sheet(), colour=(40, 40, 40))).left < 1.5 * HIGH
    assert around(sealed(sheet(), radius=60)).left < 1.5 * HIGH


def test_dust_is_no_ink():
    assert around(sheet(dust=True)).left >= 4 * HIGH


@pytest.mark.parametrize("gap", [12, 30])
def test_rows_above_and_below_and_a_word_behind_are_as_far_as_they_are(gap):
    one = around(sheet(above=gap, behind=gap, below=gap))

    assert abs(one.above - gap) <= 6
    assert abs(one.right - gap) <= 6
    assert abs(one.below - gap) <= 6


def test_words_in_small_letters_left_halves_and_single_words_are_not_measured():
    small = [SeenWord("Trưởng", TITLE[0].box, 645, 0.9), SeenWord("trạm", TITLE[1].box, 645, 0.9)]
    left = [SeenWord("TRẠM", (x, 800, x + 130, 848), 845, 0.9) for x in (300, 450)]

    assert clear_spaces(sheet(), [small, TITLE[:1], left]) == []


def test_the_name_of_a_body_in_the_head_on_the_left_is_measured():
    left = [SeenWord("TRẠM", (x, 300, x + 130, 348), 345, 0.9) for x in (300, 450)]

    assert [one.box[0] for one in clear_spaces(sheet(), [left])] == [300]


def test_a_line_that_begins_in_the_other_column_is_measured_from_its_own_capitals():
    beside = [SeenWord("VT,", (300, 600, 360, 648), 645, 0.9), *TITLE]

    assert around(sheet(), beside).box[0] == 1500
