"""A line in capitals or a summary is sure where the rest of the document, or fixed words, bear out what is unclear."""

from dataclasses import replace

import pytest
from header_pages import Sheet

from extractors.document import Document, Span
from extractors.finding.header import find_header
from pipeline.models import Header
from pipeline.resolve.borne_out import is_borne_out, mostly_elsewhere, words_of
from pipeline.resolve.header import resolve_header
from pipeline.resolve.symbols import is_made_of, mended_symbol


def page(
    issuer: str,
    *body: str,
    symbol: str = "TB-TBTL",
    place: str = "Tân Lộc",
    parent: str = "UBND TỈNH SƠN LA",
    signing: tuple[str, ...] = (),
) -> Document:
    """A notice of a body of our own making."""
    sheet = (
        Sheet()
        .beside(parent, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside(issuer, "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside(f"Số: 58/{symbol}", f"{place}, ngày 14 tháng 5 năm 2031")
        .gap()
        .centred("THÔNG BÁO")
        .centred("Lịch mở cống tưới đợt hai vụ hè thu")
        .gap()
    )
    for line in ("Căn cứ mực nước các hồ trong tháng.", *body):
        sheet = sheet.body(line)
    sheet = sheet.gap(30)
    for row in signing:
        sheet = sheet.beside("Nơi nhận:" if row == signing[0] else "", row).gap(40 if row == signing[-2] else 0)
    return sheet.document(confidence=0.95)


def unclear(document: Document, words: dict[str, float]) -> Document:
    """The document with the first place of each word less sure."""
    places = {document.text.index(word): sure for word, sure in words.items()}
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(w, confidence=next((c for at, c in places.items() if w.start <= at < w.end), w.confidence))
                for w in line.words
            ),
        )
        for line in document.lines
    )
    return replace(document, lines=lines)


def read(document: Document) -> Header:
    return resolve_header(find_header(document), document, file_name="a.pdf")


def span_of(document: Document, words: str) -> tuple[Span]:
    at = document.text.index(words)
    return (Span(at, at + len(words)),)


def test_an_unclear_word_of_a_bodys_name_is_sure_where_the_text_has_it_beside_the_same_neighbour():
    name = "TRẠM BƠM TÂN LỘC"
    told = unclear(page(name, "Các hộ liên hệ Trạm bơm Tân Lộc để đăng ký."), {"LỘC": 0.7})
    alone = unclear(page(name, place="Sơn La"), {"LỘC": 0.7})

    assert is_borne_out(name, span_of(told, name), told)
    assert not is_borne_out(name, span_of(alone, name), alone)


def test_the_same_capitals_elsewhere_are_no_second_witness():
    name = "TRẠM BƠM TÂN LỘC"
    document = unclear(page(name, "NỘI QUY TRẠM BƠM TÂN LỘC", place="Sơn La"), {"LỘC": 0.7})

    assert not is_borne_out(name, span_of(document, name), document)


@pytest.mark.parametrize(
    ("name", "sure"),
    [("SỞ NỘI VỤ", True), ("TRẠM ƯƠM OUỲ CHÂU", False), ("TRẠM ƯƠM MAY SÔNG", False), ("TRẠM ƯƠM QUỲ CHÂU", True)],
)
def test_alone_only_fixed_words_and_clear_syllables_with_marks_are_sure(name, sure):
    document = unclear(page(name, place="Sơn La"), {"SỞ NỘI": 0.7} if name.startswith("SỞ") else {})

    assert is_borne_out(name, span_of(document, name), document) is sure


def test_a_fixed_word_that_was_hardly_read_may_hide_another():
    document = unclear(page("SỞ NỘI VỤ"), {"SỞ NỘI": 0.2})

    assert not is_borne_out("SỞ NỘI VỤ", span_of(document, "SỞ NỘI VỤ"), document)


def test_a_text_with_more_or_fewer_words_than_were_read_is_not_judged():
    document = page("SỞ NỘI VỤ")

    assert words_of("SỞ NỘI", span_of(document, "SỞ NỘI VỤ"), document) == []
    assert not is_borne_out("SỞ NỘI", span_of(document, "SỞ NỘI VỤ"), document)
    assert not mostly_elsewhere("SỞ NỘI", span_of(document, "SỞ NỘI VỤ"), document)


@pytest.mark.parametrize(("parent", "status"), [("UBND TỈNH SƠN LA", "auto"), ("UBND TỈHH SƠN LA", "review")])
def test_a_line_above_the_issuer_is_sure_where_its_words_are(parent, status):
    header = read(page("SỞ NỘI VỤ", parent=parent))

    assert (header.issuer_parent.value, header.issuer_parent.status) == (parent, status)


@pytest.mark.parametrize(("authority", "status"), [("TM. BAN THƯỜNG VỤ", "auto"), ("TM. BAN TBƯỜNG VỤ", "review")])
def test_a_line_of_authority_is_sure_where_its_words_are(authority, status):
    header = read(page("TRẠM BƠM SỐ BA", signing=(authority, "PHÓ BÍ THƯ", "Đinh Hải Yến")))

    assert (header.signer_authority.value, header.signer_authority.status) == (authority, status)


@pytest.mark.parametrize(("place", "status"), [("Tân Lộc", "auto"), ("Tân Lọc", "review")])
def test_a_place_is_sure_where_the_document_names_it_again(place, status):
    header = read(page("TRẠM BƠM SỐ BA", "Các hộ ở Tân Lộc đăng ký tại trạm.", place=place))

    assert (header.place.value, header.place.status) == (place, status)


SUMMARY = "Lịch mở cống tưới đợt hai vụ hè thu"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Nay thông báo lịch mở cống tưới đợt hai vụ hè thu như sau.", "auto"),
        ("Nay thông báo lịch mở cống đợt hai như sau.", "review"),
    ],
)
def test_an_unclear_summary_is_sure_where_the_text_says_it_again(body, status):
    document = unclear(page("TRẠM BƠM SỐ BA", body), {"cống": 0.4, "tưới": 0.5, "hè": 0.6})
    header = read(document)

    assert (header.summary.value, header.summary.status) == (SUMMARY, status)


@pytest.mark.parametrize(
    ("symbol", "status"),
    [("TB-TBTL", "auto"), ("TB-TBTI", "review"), ("TB-BTL-KT", "review")],
    ids=["initials", "a letter that is none", "a third group"],
)
def test_a_symbol_of_the_issuers_initials_is_sure_though_read_less_well(symbol, status):
    document = unclear(page("TRẠM BƠM TÂN LỘC", symbol=symbol), {symbol: 0.7})

    assert read(document).symbol.status == status


def test_a_number_in_a_bodys_name_stands_whole_in_its_symbol():
    assert mended_symbol("QĐ-BCĐ35", "Quyết định", "BAN CHỈ ĐẠO 35").agrees
    assert not mended_symbol("QĐ-BCĐ36", "Quyết định", "BAN CHỈ ĐẠO 35").agrees


@pytest.mark.parametrize("group", ["TL", "TBX", "TTL", ""])
def test_too_few_letters_or_others_are_no_initials(group):
    assert not is_made_of(group, "TRẠM BƠM TÂN LỘC")


def test_a_clear_syllable_that_spoils_a_known_name_is_likelier_misread():
    document = page("SỞ NỘI VỰ", place="Sơn La")

    assert not is_borne_out("SỞ NỘI VỰ", span_of(document, "SỞ NỘI VỰ"), document)


@pytest.mark.parametrize(("symbol", "sure"), [("QĐ-BCĐ35", True), ("QĐ-BCĐ36", False)])
def test_a_number_in_a_bodys_name_needs_another_place_that_has_it(symbol, sure):
    document = page("BAN CHỈ ĐẠO 35", symbol=symbol, place="Sơn La")

    assert is_borne_out("BAN CHỈ ĐẠO 35", span_of(document, "BAN CHỈ ĐẠO 35"), document) is sure


@pytest.mark.parametrize(("body", "status"), [("Lịch này áp dụng trong năm 2031.", "auto"), ("Lịch này.", "review")])
def test_a_printed_year_that_recognition_read_is_sure_where_the_text_says_it_again(body, status):
    header = read(page("SỞ NỘI VỤ", body))

    assert (header.date.value, header.date.status) == ("2031-05-14", status)
