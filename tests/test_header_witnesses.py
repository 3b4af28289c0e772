"""A value of a scan is sure where two witnesses that know nothing of each other agree, and only there."""

from dataclasses import replace

import pytest
from header_pages import Sheet

from extractors.document import Document, Handwriting, Signature
from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.header import resolve_header

DAY_READ = (("14", 0.97), ("19", 0.03))


def page(
    *,
    day: str = "14",
    number: str = "3082",
    symbol: str = "KH-UBND",
    body: str = "Căn cứ nhu cầu của các xã trong năm 2031.",
) -> Document:
    sheet = (
        Sheet()
        .beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("TỈNH SƠN LA", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside(f"Số: {number}/{symbol}", f"Sơn La, ngày {day} tháng 5 năm 2031")
        .gap()
        .centred("KẾ HOẠCH")
        .centred("Trồng tre chắn sóng dọc suối")
        .gap()
        .body(body)
    )
    return sheet.document(confidence=0.96)


def by_hand(document: Document, kind: str, readings: tuple[tuple[str, float], ...], words: str) -> Document:
    """The document with a pen over the words, and what the reader of handwriting makes of it."""
    start = document.text.index(words)
    box = next(word.box for line in document.lines for word in line.words if word.start == start)
    return replace(document, handwriting=(Handwriting(1, box, kind, readings),))


def read(document: Document, file_name: str = "a.pdf") -> Header:
    return resolve_header(find_header(document), document, file_name=file_name)


def signed(document: Document, day: str) -> Document:
    return replace(document, signatures=(Signature("Văn phòng", None, f"{day}T08:00:00+07:00"),))


def unclear(document: Document, words: str, confidence: float) -> Document:
    """The document with one word of which recognition was less sure."""
    at = document.text.index(words)
    lines = tuple(
        replace(line, words=tuple(replace(w, confidence=confidence) if w.start == at else w for w in line.words))
        for line in document.lines
    )
    return replace(document, lines=lines)


def test_a_day_by_hand_is_sure_where_both_readers_say_it():
    date = read(by_hand(page(), "day", DAY_READ, "14 tháng")).date

    assert (date.value, date.status) == ("2031-05-14", "auto")


def test_a_day_by_hand_is_for_review_where_the_readers_differ():
    date = read(by_hand(page(day="44"), "day", DAY_READ, "44 tháng")).date

    assert (date.value, date.status) == ("2031-05-14", "review")


SIGNINGS = [("2031-05-14", "auto"), ("2031-05-16", "auto"), ("2031-05-28", "review")]


@pytest.mark.parametrize(("signing", "status"), SIGNINGS)
def test_a_signing_soon_after_bears_a_likely_day_out(signing, status):
    date = read(signed(by_hand(page(day="Ị4"), "day", DAY_READ, "Ị4 tháng"), signing)).date

    assert (date.value, date.status) == ("2031-05-14", status)


def scanned(document: Document, time: str) -> Document:
    return replace(document, made_at=time)


SCANS = [
    ("2031-05-14T16:05:00+07:00", "auto"),
    ("2031-05-14T17:30:00+00:00", "auto"),
    ("2031-06-24T08:00:00+07:00", "review"),
    ("2010-01-01T00:00:00", "review"),
]


@pytest.mark.parametrize(("time", "status"), SCANS, ids=lambda value: str(value)[:10])
def test_the_time_of_the_scan_bears_a_day_by_hand_out(time, status):
    date = read(scanned(by_hand(page(day="ÑÂ"), "day", DAY_READ, "ÑÂ tháng"), time)).date

    assert (date.value, date.status) == ("2031-05-14", status)
    assert ("package" in {piece.origin for piece in date.evidence}) == (status == "auto")


@pytest.mark.parametrize(("share", "status"), [(0.8, "auto"), (0.4, "review")])
def test_the_scans_own_day_bears_out_what_is_likelier_than_all_else(share, status):
    document = by_hand(page(day="ÑÂ"), "day", (("14", share), ("29", 0.95 - share)), "ÑÂ tháng")
    date = read(scanned(document, "2031-05-14T16:05:00+07:00")).date

    assert (date.value, date.status) == ("2031-05-14", status)


def test_a_scan_is_not_older_than_the_day_by_hand():
    document = by_hand(page(day="ÑÂ"), "day", DAY_READ, "ÑÂ tháng")

    assert read(scanned(document, "2031-05-13T08:00:00+07:00")).date.status == "review"


def test_a_lost_figure_is_found_by_the_time_of_the_scan_and_is_for_review():
    document = by_hand(page(day="ÑÂ"), "day", (("4", 0.99), ("1", 0.01)), "ÑÂ tháng")
    date = read(scanned(document, "2031-05-14T16:05:00+07:00")).date

    assert (date.value, date.status) == ("2031-05-14", "review")


def test_one_figure_that_both_readers_saw_may_be_all_that_is_left_of_two():
    document = by_hand(page(day="4"), "day", (("4", 1.0),), "4 tháng")

    assert read(document).date.status == "review"
    later = read(scanned(document, "2031-05-15T08:00:00+07:00")).date
    assert (later.value, later.status) == ("2031-05-14", "review")
    assert read(by_hand(page(day="04"), "day", (("4", 1.0),), "04 tháng")).date.status == "auto"


def test_print_that_a_scan_older_than_its_day_shows_is_for_review():
    assert read(scanned(page(), "2031-05-20T08:00:00+07:00")).date.status == "auto"
    assert read(scanned(page(), "2031-05-02T08:00:00+07:00")).date.status == "review"


def test_the_year_of_the_scan_is_a_second_place_that_names_the_year():
    document = unclear(by_hand(page(body="Căn cứ nhu cầu."), "day", DAY_READ, "14 tháng"), "2031", 0.4)

    assert read(scanned(document, "2031-06-30T08:00:00+07:00")).date.status == "auto"


def test_an_unlikely_reading_needs_the_signing_on_its_day():
    document = by_hand(page(day="Ị4"), "day", (("14", 0.6), ("19", 0.4)), "Ị4 tháng")

    assert read(signed(document, "2031-05-15")).date.status == "review"


@pytest.mark.parametrize(("body", "status"), [("Căn cứ nhu cầu.", "review"), ("Căn cứ dự toán năm 2031.", "auto")])
def test_an_unclear_year_needs_another_place_that_names_it(body, status):
    document = unclear(by_hand(page(body=body), "day", DAY_READ, "14 tháng"), "2031", 0.4)

    assert read(document).date.status == status


@pytest.mark.parametrize(("others", "status"), [("năm 2031 và năm 2030", "auto"), ("năm 2030, năm 2030", "review")])
def test_an_unclear_year_is_the_one_that_is_named_most(others, status):
    body = f"Căn cứ dự toán năm 2031, {others}."

    assert read(unclear(by_hand(page(body=body), "day", DAY_READ, "14 tháng"), "2031", 0.4)).date.status == status


def test_a_day_before_one_that_is_cited_is_for_review():
    cited = "Căn cứ Kế hoạch số 12/KH-SNN ngày {} của Sở Nông nghiệp năm 2031."

    assert read(page(body=cited.format("02/5/2031"))).date.status == "auto"
    assert read(page(body=cited.format("25/5/2031"))).date.status == "review"


def test_a_day_of_which_recognition_saw_a_part_and_nobody_read_the_pen_is_no_certainty():
    document = by_hand(page(day="2¿"), "month", (("5", 0.99),), "5 năm")
    date = read(scanned(document, "2031-05-23T08:00:00+07:00")).date

    assert date.status == "review"


@pytest.mark.parametrize(
    ("number", "reading", "status"), [("204", "204", "auto"), ("2Ø4", "204", "auto"), ("204", "294", "review")]
)
def test_a_number_by_hand_is_sure_where_both_readers_say_it(number, reading, status):
    document = by_hand(page(number=number), "number", ((reading, 0.98), ("24", 0.02)), number)

    assert read(document).number.status == status


def test_a_number_that_both_readers_saw_is_for_review_where_the_files_name_has_another():
    number = read(by_hand(page(number="204"), "number", (("204", 0.98),), "204"), "207 KH.pdf").number

    assert (number.value, number.status) == ("204", "review")


@pytest.mark.parametrize(
    ("confidence", "body", "status"),
    [
        (0.7, "Thực hiện trong năm 2031.", "review"),
        (0.9, "Thực hiện trong năm 2031.", "auto"),
        (0.7, "Gửi ĐTX.", "auto"),
    ],
    ids=["unclear", "clear", "unclear, and elsewhere too"],
)
def test_a_group_of_a_symbol_that_nothing_bears_out_must_be_clear(confidence, body, status):
    document = page(number="204", symbol="KH-UBND-ĐTX", body=body)

    assert read(unclear(document, "204/KH", confidence)).symbol.status == status


def test_one_figure_of_a_number_may_be_all_that_both_readers_saw_of_it():
    assert read(by_hand(page(number="7"), "number", (("7", 0.99),), "7")).number.status == "review"


def test_a_number_by_hand_with_one_figure_lost_is_borne_out_by_the_files_name():
    document = by_hand(page(number="30ÿ2"), "number", (("302", 0.6), ("352", 0.2)), "30ÿ2")

    assert read(document, "3082-KH-UBND.signed.pdf").number.status == "auto"
    assert read(document, "3082 KH.pdf").number.status == "review"
    assert read(document, "3194-KH-UBND.pdf").number.status == "review"


def test_a_faint_reading_is_enough_where_the_files_name_has_the_whole_symbol():
    document = by_hand(page(number="ÑÂ"), "number", (("81", 0.6), ("31", 0.3), ("37", 0.06)), "ÑÂ")

    assert (read(document, "37-KH-UBND.pdf").number.value, read(document, "37-KH-UBND.pdf").number.status) == (
        "37",
        "auto",
    )
    assert read(document, "37 KH.pdf").number.status == "review"


def test_a_first_page_that_could_not_be_read_leaves_nothing_sure():
    document = page()
    lost = replace(document, pages=(replace(document.pages[0], problem="Không đọc được trang."), *document.pages[1:]))
    header = read(lost)

    assert header.issuer.value == "Ủy ban nhân dân tỉnh Sơn La"
    assert {getattr(header, name).status for name in type(header).model_fields} == {"review", "missing"}


@pytest.mark.parametrize(("type_line", "status"), [("KẾ HOẠCH", "auto"), ("KẺ HOẠCH", "auto"), ("KẾ HOẠCN", "auto")])
def test_a_type_that_was_mended_is_borne_out_by_the_symbol(type_line, status):
    kind = read(unsettled(type_line, "Số: 12/KH-UBND")).type

    assert (kind.value, kind.status) == ("Kế hoạch", status)


def test_a_type_that_was_mended_without_a_witness_is_for_review():
    kind = read(unsettled("KẾ HOẠCN", "Số: 12/SNV-VP")).type

    assert (kind.value, kind.status) == ("Kế hoạch", "review")


def unsettled(type_line: str, number: str) -> Document:
    sheet = (
        Sheet()
        .beside("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("TỈNH SƠN LA", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside(number, "Sơn La, ngày 14 tháng 5 năm 2031")
        .gap()
        .centred(type_line)
        .centred("Trồng tre chắn sóng dọc suối")
        .gap()
        .body("Căn cứ nhu cầu.")
    )
    return sheet.document(confidence=0.96)


def test_the_year_in_a_files_name_is_no_number():
    document = by_hand(page(number="1ÿ7Z"), "number", (("147", 0.5), ("197", 0.2)), "1ÿ7Z")

    assert read(document, "ke-hoach-ubnd-2031-trong-tre.pdf").number.value == "147"
