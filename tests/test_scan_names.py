"""Names under seals and signatures: what all readings spoil is guessed from the lists; what was read surely stays."""

import pytest

from extractors.reading.scan.name_votes import named, nearest
from extractors.reading.scan.ocr import SeenWord
from extractors.reading.scan.votes import agreed

LETTER, BLANK, END = 20, 15, 1000


def reading(text):
    """Words that end at the right margin; `Hòa/40` was read with a confidence of 0.40, any other word surely."""
    words, right = [], END
    for token in reversed(text.split()):
        said, _, sure = token.partition("/")
        left = right - LETTER * len(said)
        words.insert(0, SeenWord(said, (left, 0, right, 30), 28.0, int(sure or 95) / 100))
        right = left - BLANK
    return words


def name_of(*texts):
    readings = [reading(text) for text in texts]
    return named(agreed(readings), readings)


def said(words):
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["Ngxzễn/10 Bích Sương", "ffuyễn/5 Bích Sương", "guyễn/40 Bích Sương"], "Nguyễn Bích Sương"),
        (["Mai z@m/10 Khuê", "Mai 2âm/30 Khuê", "Mai xâm/20 Khuê", "Mai Lxm/10 Khuê"], "Mai Lâm Khuê"),
        (["Đắng/50 Kim Thoa", "Đăng/30 Kim Thoa", "Đặnq/20 Kim Thoa"], "Đặng Kim Thoa"),
        (["XS/30 Hiồ/40 Kim Thoa", "XSHồZ/10 Kim Thoa", "N/10 Hỗ/20 Kim Thoa"], "Hồ Kim Thoa"),
        (["Pham Bích Sương", "Pham Bích Sương", "Plam/30 Bích Sương"], "Phạm Bích Sương"),
    ],
)
def test_a_syllable_that_every_reading_spoils_is_guessed_from_all_of_them(readings, name):
    found = name_of(*readings)

    assert said(found) == name
    assert min(word.confidence for word in found) <= 0.5


def test_a_surname_that_ran_together_with_strokes_and_the_next_syllable_is_parted():
    readings = ["VữẬgân/50 Oanh", "Vữgân/40 Oanh", "VñNgân/20 Oanh", "gân/70 Oanh"]

    assert said(name_of(*readings)) == "Vũ Ngân Oanh"


def test_a_surname_that_was_dropped_for_a_stroke_comes_back():
    readings = ["<Bùi/20 Kim Thoa", "Bùi/10 Kim Thoa", "xBùi/5 Kim Thoa", "Kim Thoa"]

    found = named(reading("Kim Thoa"), [reading(text) for text in readings])

    assert said(found) == "Bùi Kim Thoa"
    assert found[0].confidence <= 0.5


def test_a_syllable_of_names_that_was_read_once_goes_before_one_that_is_none():
    [*_, last] = agreed([reading(f"Mai Kim {text}") for text in ("Thou/80", "Thou/70", "Thoa/20", "Thou/70")])

    assert (last.text, last.confidence) == ("Thoa", 0.5)


@pytest.mark.parametrize(
    "readings",
    [
        ["Siu Brêng Thoa"] * 3,
        ["Mai Kim Thoăng/80", "Mai Kim Thoăng/80", "Mai Kim Thoăng/75"],
        ["Mai Brêng Thoa", "Mai Brêng Thoa", "Mai Bông/40 Thoa"],
        ["Kim Thoa"] * 4,
        ["Trưởng phbng/40", "Trưởng phnng/40", "Trưởng phonq/40"],
        ["Văn phbng/40", "Văn phnng/40", "Văn phnòg/40"],
        ["Phó Chánh Văn phbng/40", "Phó Chánh Văn phnng/40", "Phó Chánh Văn phnòg/40"],
        ["KT. GIÁM ĐÓC/60", "KT. GIÁM ĐXC/30", "KT. GIÁM ĐOC/40"],
        ["XÃ BẾN xRE/40", "XÃ BẾN 7RE/40", "XÃ BẾN FRE/40"],
        ["BS/60 Trần Kim Thoa", "BS/60 Trần Kim Thoa", "B5/60 Trần Kim Thoa"],
        ["ThS.BS./70 Trần Kim Thoa"] * 3,
        ["theo kế hoạch"] * 3,
        ["zx/10 yy/20", "q/30", "wv/10 zz/10"],
    ],
    ids=lambda readings: readings[0],
)
def test_what_is_sure_or_no_name_stays_as_it_was_read(readings):
    parted = [reading(text) for text in readings]

    assert name_of(*readings) == agreed(parted)


def test_a_reading_that_is_rare_but_sure_is_not_made_a_common_one():
    assert said(name_of("Mai Brêng Thoa", "Mai Brêng Thoa", "Mai Bông/40 Thoa")) == "Mai Brêng Thoa"


def test_what_is_as_near_to_two_syllables_is_not_guessed():
    assert nearest(["Thiên", "Thiện"], surname=False) is None
    assert nearest(["Nguyn"], surname=True) is None


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["Xồng A/84 Khuê", "Xồng A/84 Khuê", "Xồnq/30 A/80 Khuê"], "Xồng A Khuê"),
        (["Y/92 Bích Khuê", "Y/92 Bích Khuê", "Y/90 Bích Khuê", "se/2 Bích Khuê"], "Y Bích Khuê"),
    ],
)
def test_names_of_one_letter_stay_where_most_readings_have_them(readings, name):
    assert said(name_of(*readings)) == name
