"""A day by hand that text recognition saw as strokes and letters: these count where they have the figures' shape."""

import pytest
from test_header_witnesses import by_hand, page, read

from pipeline.resolve.pen_shapes import looks_like


@pytest.mark.parametrize(
    ("seen", "reading", "status"),
    [
        ("3|", "31", "auto"),
        ("{Ô", "10", "auto"),
        ("|Š", "15", "auto"),
        ("Šo", "30", "review"),
        ("4|", "11", "review"),
        ("l", "11", "review"),
        ("Ä]j", "19", "review"),
    ],
)
def test_strokes_bear_witness_for_a_day_of_their_shape(seen, reading, status):
    date = read(by_hand(page(day=seen), "day", ((reading, 0.98), ("2", 0.01)), f"{seen} tháng")).date

    assert (date.value, date.status) == (f"2031-05-{reading}", status)


def test_strokes_are_no_witness_for_a_reading_that_is_not_likely():
    date = read(by_hand(page(day="3|"), "day", (("31", 0.6), ("21", 0.4)), "3|")).date

    assert date.status == "review"


@pytest.mark.parametrize(
    ("seen", "figures"), [("", "1"), (None, "1"), ("11", "1"), ("5", "15"), ("44", "11"), ("z", "3"), ("B", "8")]
)
def test_other_shapes_say_nothing(seen, figures):
    assert not looks_like(seen, figures)
