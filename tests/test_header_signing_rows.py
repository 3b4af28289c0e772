"""A scanned signing block: a head's title is sure where nothing can have been lost, two rows bear each other out."""

from dataclasses import replace

import pytest
from header_pages import CHARACTER, notice

from extractors.document import Box, ClearSpace, Document
from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.header import resolve_header
from pipeline.resolve.signing_rows import is_deputy_of

NAME = "Đinh Hải Yến"


def page(
    *rows: str, left: tuple[str, ...] = ("- Như trên;", "- Lưu: VT.", ""), name: str = NAME, confidence: float = 0.95
) -> Document:
    """A notice whose signing block has these rows, and under them a name."""
    sheet = notice("Lịch trực kho lưu trữ").gap(30).beside("Nơi nhận:", rows[0])
    for row, beside in zip((*rows[1:], "", "", "")[: len(left)], left, strict=False):
        sheet = sheet.beside(beside, row)
    return sheet.gap(50).beside("", name).document(confidence=confidence)


def spaced(document: Document, row: str, left: float, right: float = 60, above: float = 30) -> Document:
    """The document with the white paper around one of its rows."""
    at = document.text.index(row)
    box = next(word.box for line in document.lines for word in line.words if word.start == at)
    whole = Box(box.x0, box.top, box.x0 + len(row) * CHARACTER, box.bottom)
    return replace(document, clear_spaces=(*document.clear_spaces, ClearSpace(1, whole, left, right, above, 60)))


def read(document: Document) -> Header:
    return resolve_header(find_header(document), document, file_name="a.pdf")


def test_a_heads_title_with_white_paper_around_it_is_sure_and_so_is_that_nobody_signs_for_him():
    header = read(spaced(page("GIÁM ĐỐC"), "GIÁM ĐỐC", 58))

    assert (header.signer_title.value, header.signer_title.status) == ("GIÁM ĐỐC", "auto")
    assert (header.signer_authority.value, header.signer_authority.status) == (None, "absent")


@pytest.mark.parametrize(
    "space",
    [{"left": 4}, {"left": 24}, {"left": 58, "right": 3}, {"left": 58, "above": 5}],
    ids=["a pen before it", "a pen further off", "a word behind it", "a row above it"],
)
def test_ink_near_a_heads_title_is_a_reason_to_look(space):
    header = read(spaced(page("GIÁM ĐỐC"), "GIÁM ĐỐC", **space))

    assert header.signer_title.status == "review"
    assert header.signer_authority.status == "missing"


def test_a_title_around_which_nothing_was_measured_is_a_reason_to_look():
    header = read(page("GIÁM ĐỐC"))

    assert (header.signer_title.status, header.signer_authority.status) == ("review", "missing")


@pytest.mark.parametrize(("left", "status"), [(58, "auto"), (4, "review")])
def test_a_head_who_signs_for_a_body_is_sure_where_no_pen_stands_before_the_title(left, status):
    document = spaced(page("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "CHÁNH VĂN PHÒNG", left, above=4)
    header = read(document)

    assert header.signer_title.status == header.signer_authority.status == status
    assert header.signer_title.value == "CHÁNH VĂN PHÒNG"


def test_spoilt_letters_before_a_heads_title_are_kt_where_his_deputys_title_stands_below():
    header = read(page("VEL GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))

    assert (header.signer_authority.value, header.signer_authority.status) == ("KT. GIÁM ĐỐC", "auto")
    assert header.signer_title.status == "auto"


def test_spoilt_letters_before_a_heads_title_alone_are_a_reason_to_look():
    assert read(page("VEL GIÁM ĐỐC")).signer_authority.status == "review"


@pytest.mark.parametrize(("left", "status"), [(3, "auto"), (58, "review")])
def test_of_the_deputys_title_the_end_is_enough_where_ink_stands_before_it(left, status):
    document = page("KT. GIÁM ĐỐC", "GIÁM ĐỐC")
    row = document.text.rindex("GIÁM ĐỐC")
    box = next(word.box for line in document.lines for word in line.words if word.start == row)
    space = ClearSpace(1, Box(box.x0, box.top, box.x0 + 8 * CHARACTER, box.bottom), left, 60, 4, 60)
    header = read(replace(document, clear_spaces=(space,)))

    assert (header.signer_title.value, header.signer_title.status) == ("PHÓ GIÁM ĐỐC", status)


@pytest.mark.parametrize(("row", "status"), [("PHÓ GIÁM ×7", "auto"), ("(8 r Xi", "review")])
def test_of_the_deputys_title_the_beginning_is_enough_right_under_kt(row, status):
    header = read(page("KT. GIÁM ĐỐC", row))

    assert (header.signer_title.value, header.signer_title.status) == ("PHÓ GIÁM ĐỐC", status)


@pytest.mark.parametrize(("row", "status"), [("L^T, 3 GIÁM ĐỐC", "auto"), ("£ s~ ọc", "review")])
def test_a_row_above_the_deputys_title_that_ends_in_the_heads_says_for_whom(row, status):
    header = read(page(row, "PHÓ GIÁM ĐỐC"))

    assert (header.signer_authority.value, header.signer_authority.status) == ("KT. GIÁM ĐỐC", status)


def test_a_deputy_ministers_title_is_never_guessed_for_it_may_be_a_permanent_ones():
    assert read(page("KT. BỘ TRƯỞNG", "(8 r Xi")).signer_title.status == "review"


def test_a_line_of_authority_that_goes_on_is_a_reason_to_look():
    document = page("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")
    whole = spaced(spaced(document, "CHỦ TỊCH", 58, above=4), "TM. BAN CHẤP HÀNH", 60)
    behind = spaced(spaced(document, "CHỦ TỊCH", 58, above=4), "TM. BAN CHẤP HÀNH", 60, right=4)
    under = page("TM. BAN CHẤP HÀNH", "(8", "CHỦ TỊCH")

    assert read(whole).signer_authority.status == "auto"
    assert read(behind).signer_authority.status == "review"
    assert read(spaced(under, "CHỦ TỊCH", 58)).signer_authority.status == "review"


def test_a_deputy_is_the_heads_own():
    assert is_deputy_of("PHÓ HIỆU TRƯỞNG", "HIỆU TRƯỞNG")
    assert not is_deputy_of("HIỆU TRƯỞNG", "HIỆU TRƯỞNG")
    assert not is_deputy_of(None, "HIỆU TRƯỞNG")


def test_of_two_lines_of_authority_a_spoilt_first_one_may_be_any():
    header = read(page("FL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"))

    assert header.signer_authority.status == "review"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("- Các ban (để biết);", "auto"),
        ("- Các ba(n để biết;", "review"),
        ("- Các bzn (để biết);", "review"),
        ("- Website Sở (t/h);", "auto"),
    ],
)
def test_a_lone_bracket_or_a_word_that_is_none_among_the_recipients_is_a_reason_to_look(line, status):
    document = page("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", left=("- Như trên;", line, "- Lưu: VT."))

    assert read(document).recipients.status == status


@pytest.mark.parametrize(
    ("name", "confidence", "status"),
    [
        ("Đinh Hải Khuôi", 0.95, "auto"),
        ("Đinh Hải Khuôi", 0.93, "review"),
        ("Đinh Hải Khvơi", 0.95, "review"),
        ("Biện Hải Yến", 0.95, "review"),
    ],
)
def test_a_syllable_that_names_seldom_have_is_sure_where_all_readings_have_it(name, confidence, status):
    header = read(page("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", name=name, confidence=confidence))

    assert (header.signer_name.value, header.signer_name.status) == (name, status)


@pytest.mark.parametrize("rows", [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ"), ("KT. CHỦ", "PHÓ CHỦ TỊCH")])
def test_a_line_of_authority_that_stops_before_the_title_is_for_review(rows):
    assert read(page(*rows)).signer_authority.status == "review"


def test_strokes_before_a_heads_title_under_tm_are_no_kt_where_no_deputy_signs():
    alone = read(page("TM. BAN THƯỜNG VỤ", "V„ BÍ THƯ"))
    deputy = read(page("TM. BAN THƯỜNG VỤ", "V„ BÍ THƯ", "PHÓ BÍ THƯ"))

    assert (alone.signer_authority.value, alone.signer_title.value) == ("TM. BAN THƯỜNG VỤ", "BÍ THƯ")
    assert alone.signer_title.status == "review"
    assert (deputy.signer_authority.value, deputy.signer_title.value) == ("TM. BAN THƯỜNG VỤ KT. BÍ THƯ", "PHÓ BÍ THƯ")


@pytest.mark.parametrize(("confidence", "title"), [(0.3, "GIÁM ĐỐC"), (0.95, "GIÁM ĐỐC VẢ")])
def test_a_short_word_behind_a_title_that_was_hardly_read_is_none_of_it(confidence, title):
    document = page("GIÁM ĐỐC VẢ")
    at = document.text.index("VẢ")
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=confidence) if w.start == at else w for w in line.words))
        for line in document.lines
    )

    assert read(replace(document, lines=lines)).signer_title.value == title


def test_titles_are_read_through_a_letter_glued_before_or_changed_in_them():
    header = read(page("K/T CHỦ NHIỆM", "xPHÓ CHỦ NHIỆM"))

    assert header.signer_title.value == "PHÓ CHỦ NHIỆM"
    assert read(page("TL. CIÁM ĐỐC", "CHÁNH VĂN PHÒNG")).signer_authority.value == "TL. GIÁM ĐỐC"


def test_a_line_of_authority_that_says_two_words_twice_is_for_review():
    header = read(page("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"))

    assert header.signer_authority.status == "review"


@pytest.mark.parametrize(
    ("body", "title", "status"),
    [
        ("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "auto"),
        ("TM. BAN THƯỜNG VỤ", "     BÍ THƯ", "review"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "review"),
    ],
    ids=["in the middle", "aside, as what is left of a deputy's", "a head for whom deputies sign"],
)
def test_the_head_of_a_committee_in_the_middle_under_its_line_is_sure(body, title, status):
    header = read(page(body, title))

    assert (header.signer_authority.value, header.signer_title.value) == (body, title.strip())
    assert {header.signer_authority.status, header.signer_title.status} == {status}


@pytest.mark.parametrize(("title", "status"), [("THỨ TRƯỞNG", "review"), ("CHÁNH VĂN PHÒNG", "missing")])
def test_a_deputy_or_the_head_of_a_unit_never_signs_by_himself(title, status):
    header = read(spaced(page(title), title, 58))

    assert header.signer_authority.status == status


def test_words_that_touch_a_title_from_above_are_a_row_of_their_own():
    document = spaced(page("1Q. Ok TỊCH", "GIÁM ĐỐC"), "GIÁM ĐỐC", 58)
    row = next(at for at, line in enumerate(document.lines) if document.text[line.start :].startswith("1Q."))
    words = tuple(
        replace(word, box=word.box._replace(bottom=word.box.bottom + 8)) for word in document.lines[row].words
    )
    lower = replace(document.lines[row], words=words)
    touching = replace(document, lines=(*document.lines[:row], lower, *document.lines[row + 1 :]))

    assert read(document).signer_authority.status == "absent"
    assert read(touching).signer_authority.status == "missing"


def test_strokes_before_a_line_of_authority_are_none_of_it():
    header = read(page("_—_ KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))

    assert header.signer_authority.value == "KT. GIÁM ĐỐC"
