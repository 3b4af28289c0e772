"""TCVN3 and VNI become Unicode run by run; what is no old text stays as it stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import p, r, tbl, tc, word_file

from extractors.reading.encoding import decode, decode_run, told_by_marks
from extractors.reading.word.file import read_word
from extractors.reading.word.legible import names_old_fonts, write_legible
from extractors.reading.word.package import WordPackage
from extractors.reading.word.styles import W
from rules.loader import load

TABLES = load("encodings").tables


def encoded(text, name):
    codes = {letter: bytes.fromhex(code).decode("latin-1") for letter, code in TABLES[name].items()}
    return "".join(codes.get(char, char) for char in text)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_every_letter_comes_back(name):
    letters = "".join(letter for letter in TABLES[name] if letter.islower())

    assert decode(encoded(" ".join(letters), name), name) == " ".join(letters)
    assert len(set(TABLES[name].values())) == len(TABLES[name])


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@given(
    st.lists(
        st.sampled_from(["kế", "hoạch", "quý", "tiếp", "đường", "thuỷ", "nghiêng", "giữ", "mỹ", "ưỡn"]), min_size=3
    )
)
def test_words_come_back(name, words):
    text = " ".join(words)

    assert decode(encoded(text, name), name) == text


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], min_codepoint=0x100)))
def test_text_beyond_latin_letters_is_left_alone(text):
    assert decode_run(text, None) == text


@pytest.mark.parametrize(
    "text", ["Căn cứ Quyết định số 5", "Hà Nam, chú ý ba lá cờ", "© 2021 Café Résumé 5 µm ± 2°", "naïve façade"]
)
def test_unicode_is_left_alone_without_a_font(text):
    assert decode_run(text, None) == unicodedata.normalize("NFC", text)


def test_unicode_typed_in_an_old_font_is_left_alone():
    assert decode_run("Uỷ ban nhân dân tỉnh", ".VnTime") == "Uỷ ban nhân dân tỉnh"


def test_capital_fonts_draw_capitals():
    assert decode_run("quyÕt ®Þnh", ".VnTimeH") == "QUYẾT ĐỊNH"


def test_a_capital_written_as_two_signs_is_one_letter():
    assert decode("®Þa chØ: Aµ, ¢Ê, Uû ban", "tcvn3") == "địa chỉ: À, Ấ, Uỷ ban"


def test_marks_tell_an_old_text_without_a_font():
    assert told_by_marks("B¸o c¸o t×nh h×nh thùc hiÖn nhiÖm vô") == "tcvn3"
    assert told_by_marks("Baùo caùo tình hình thöïc hieän nhieäm vuï") == "vni"


def test_runs_of_one_file_are_decoded_each_by_its_own_font(tmp_path):
    fonts = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    old, capital, vni = (fonts.format(name) for name in (".VnTime", ".VnTimeH", "VNI-Times"))
    document = read_word(
        word_file(
            tmp_path / "a.docx",
            p(r("b¸o c¸o ", capital), r("quý I n¨m", old), r(" và kế hoạch ")),
            p(r("Coä", vni), r("ng hoø", vni), r("a", vni), r(" © 2020")),
            p(r("th", old), "<w:r><w:rPr>" + old + "</w:rPr><w:softHyphen/></w:r>", r(" viÖn", old)),
        )
    )

    assert document.text == "BÁO CÁO quý I năm và kế hoạch\nCộng hòa © 2020\nthư viện\n"


def test_what_stood_in_the_file_is_kept_beside_the_text(tmp_path):
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    document = read_word(
        word_file(
            tmp_path / "a.docx",
            p("Kế hoạch", r("BÁO CÁO", "<w:caps/>")),
            p(r("Sè: 5\tHµ Néi", old)),
            tbl([tc(p(r("c¸n bé", old))), "số"]),
        )
    )

    assert [(document.text[one.start : one.end], one.text) for one in document.originals] == [
        ("Số: 5 Hà Nội", "Sè: 5\tHµ Néi"),
        ("cán bộ", "c¸n bé"),
    ]


def test_signs_of_symbol_fonts_and_words_set_in_them(tmp_path):
    symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    document = read_word(word_file(tmp_path / "a.docx", p("k ", r("£", symbol), r(" 5 thán", symbol), r("g", symbol))))

    assert document.text == "k ≤ 5 tháng\n"


def test_a_file_with_old_fonts_is_made_legible_for_rendering(tmp_path):
    fonts = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    styles = f'<w:style w:type="paragraph" w:styleId="V"><w:rPr>{fonts}</w:rPr></w:style>'
    helve = '<w:rFonts w:ascii="VNI-Helve" w:hAnsi="VNI-Helve"/>'
    soft = "<w:r><w:t>th</w:t><w:softHyphen/><w:t> môc</w:t></w:r>"
    old = word_file(tmp_path / "a.docx", p(soft, style="V"), p(r("Coäng", helve), r(" © 2020")), styles=styles)
    new = tmp_path / "b.docx"
    write_legible(old, new)

    assert names_old_fonts(old)
    assert read_word(new).text == read_word(old).text == "THƯ MỤC\nCộng © 2020\n"
    runs = [run.get(W + "hAnsi") for run in WordPackage(new).body.iter(W + "rFonts")]
    assert runs == ["Times New Roman", "Arial"]
