"""DOC, RTF, ODT and Word's HTML read the same as the DOCX they were made from."""

import pytest
from word_files import abstract, lvl, num, numbered, p, r, tbl, tc, word_file

from extractors.reading import libreoffice
from extractors.reading.office import read_office
from extractors.reading.word.file import read_word

pytestmark = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed here")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    head = tbl(
        [tc("UBND XÃ MỚI", "VĂN PHÒNG"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")],
        ["Số: 7/KH-VP", "Xã Mới, ngày 02 tháng 3 năm 2023"],
        ruled=False,
    )
    outline = abstract(0, lvl(0, "upperRoman", "%1."), lvl(1, "lowerLetter", "%2)")) + num(1, 0)
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = [
        head,
        p("KẾ HOẠCH", align="center", run="<w:b/>"),
        numbered("Mục đích"),
        numbered("Giao phòng Văn hoá báo cáo trước ngày 15/6", 1),
        numbered("Giao phòng Nội vụ tổng hợp", 1),
        numbered("Tổ chức thực hiện"),
        p(r("B¸o c¸o kÕt qu¶ ®óng h¹n", old)),
        tbl(["TT", "Việc", "Đơn vị"], ["1", "Tập huấn", "Trạm Y tế"], ["2", "Tổng kết", "Văn phòng"]),
        p("Yêu cầu các đơn vị nghiêm túc thực hiện./."),
    ]
    return word_file(tmp_path_factory.mktemp("office") / "a.docx", *body, numbering=outline)


@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_the_text_and_its_columns_are_those_of_the_original(original, target, tmp_path):
    with libreoffice.converted(original, target) as made:
        renamed = made.rename(tmp_path / "a.bin")
    document, want = read_office(renamed), read_word(original)

    assert document.text == want.text
    assert [line.column for line in document.lines] == [line.column for line in want.lines]
    assert [table.head_rows for table in document.tables] == [1]
    assert document.source == "word"


def test_html_that_word_wrote_under_the_name_of_a_document(tmp_path):
    path = tmp_path / "a.doc"
    path.write_text(
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"></head><body>'
        "<p><b>THÔNG BÁO</b></p><p>Về lịch tiếp công dân</p></body></html>",
        "utf-8",
    )

    assert read_office(path).text == "THÔNG BÁO\nVề lịch tiếp công dân\n"
    assert read_office(path).media_type == "text/html"
