"""A symbol is mended only where nothing speaks for what was read, and a mended one is for people to see."""

import pytest
from header_pages import Sheet

from extractors.finding.header import find_header
from pipeline.resolve.header import resolve_header
from pipeline.resolve.symbols import mended_symbol


def symbol_of(symbol: str, issuer: str = "ỦY BAN NHÂN DÂN", file_name: str = "a.pdf", body: str = "Căn cứ nhu cầu."):
    sheet = (
        Sheet()
        .beside(issuer, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("TỈNH SƠN LA", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside(f"Số: 214/{symbol}", "Sơn La, ngày 12 tháng 3 năm 2024")
        .gap()
        .centred("KẾ HOẠCH")
        .centred("Trồng cây ven đường liên xã năm 2024")
        .gap()
        .body(body)
    )
    document = sheet.document(confidence=0.96)
    return resolve_header(find_header(document), document, file_name=file_name).symbol


@pytest.mark.parametrize("group", ["UBND", "SNV", "VP", "QĐ"])
def test_a_group_that_is_a_known_abbreviation_stays_whatever_the_issuer_looks_like(group):
    assert mended_symbol(f"KH-{group}", "Kế hoạch", f"X{group[1:]}").value == f"KH-{group}"


def test_a_badly_read_issuer_does_not_change_a_well_read_symbol():
    symbol = symbol_of("KH-UBND", issuer="IY BAN NHÂN DÂN")

    assert symbol.value == "KH-UBND"


def test_an_issuer_in_doubt_mends_nothing():
    assert mended_symbol("KH-UBNO", "Kế hoạch", "UBND TỈNH SƠN LA", clear=False).value == "KH-UBNO"


def test_a_symbol_as_type_and_issuer_ask_for_it_is_sure():
    symbol = symbol_of("KH-UBND")

    assert (symbol.value, symbol.status) == ("KH-UBND", "auto")


def test_a_mended_symbol_is_for_review_and_keeps_what_was_read():
    symbol = symbol_of("KH-UBNO")

    assert (symbol.value, symbol.raw, symbol.status) == ("KH-UBND", "KH-UBNO", "review")
    assert "đã sửa" in symbol.reasons[0]


@pytest.mark.parametrize(
    "witness", [{"file_name": "214_KH_UBND trong cay.pdf"}, {"body": "Theo văn bản số 87/KH-UBND đã ban hành."}]
)
def test_a_mended_symbol_with_a_second_witness_is_sure(witness):
    symbol = symbol_of("KH-UBNO", **witness)

    assert (symbol.value, symbol.status) == ("KH-UBND", "auto")
