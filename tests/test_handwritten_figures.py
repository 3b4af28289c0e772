"""Figures drawn like a hand's are read, places without ink are not, and no reading is a day that cannot be."""

import cv2
import numpy as np
import pytest

from extractors.reading.scan.digits import read_figures
from extractors.reading.scan.figure_places import figures_between


def sheet(text: str, *, slant: float = -0.15) -> np.ndarray:
    """A line of figures as strokes of even width on light paper."""
    page = np.full((160, 420), 245, np.uint8)
    cv2.putText(page, text, (120, 105), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 30, 5, cv2.LINE_AA)
    return cv2.warpAffine(page, np.float32([[1, slant, -slant * 80], [0, 1, 0]]), (420, 160), borderValue=245)


@pytest.mark.parametrize("text", ["27", "05", "31", "684", "10"])
def test_drawn_figures_are_read(text):
    readings = read_figures(sheet(text), 60, 400)

    assert text in [reading.text for reading in readings[:2]]


@pytest.mark.parametrize("text", ["27", "15", "06"])
def test_a_ruled_line_over_the_figures_is_none_of_them(text):
    page = sheet(text)
    cv2.line(page, (40, 40), (380, 43), 40, 4)

    assert read_figures(page, 60, 400)[0].text == read_figures(sheet(text), 60, 400)[0].text


def test_shares_are_a_belief():
    shares = [reading.confidence for reading in read_figures(sheet("38"), 60, 400)]

    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.01


def test_blank_paper_says_nothing():
    assert read_figures(np.full((60, 200), 250, np.uint8), 0, 200) == ()


def test_a_place_out_of_the_page_says_nothing():
    assert figures_between(np.full((40, 40), 250, np.uint8), (30, 60), 500, 600, "day") == ()


@pytest.mark.parametrize(("kind", "most"), [("day", 31), ("month", 12)])
def test_no_reading_is_beyond_the_calendar(kind, most):
    readings = figures_between(sheet("64"), (50, 115), 100, 300, kind)

    assert all(1 <= int(reading.text) <= most for reading in readings)
