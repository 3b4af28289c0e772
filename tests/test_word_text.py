"""The text of a Word file is what a clerk sees on the page, paragraph by paragraph."""

import pytest
from word_files import p, r, word_file

from extractors.errors import NoText
from extractors.reading.word.file import read_word


@pytest.fixture
def read(tmp_path):
    return lambda *body, **parts: read_word(word_file(tmp_path / "a.docx", *body, **parts))


def lines(document):
    return [document.text[line.start : line.end] for line in document.lines]


def test_a_paragraph_is_a_line_and_a_soft_break_makes_two(read):
    broken = "<w:r><w:t>Phòng Văn thư</w:t><w:br/><w:t>Tổ lưu trữ</w:t></w:r>"
    document = read(p("Kính gửi các đơn vị"), p(broken), p("  "), p("Trân trọng./."))

    assert document.text == "Kính gửi các đơn vị\nPhòng Văn thư\nTổ lưu trữ\nTrân trọng./.\n"
    assert len(document.lines) == 4


def test_blanks_become_single(read):
    assert read(p("Cơ\u00a0quan\t chủ   quản ")).text == "Cơ quan chủ quản\n"


def test_an_accent_in_the_next_run_joins_its_letter(read):
    assert read(p(r("Quye"), r("\u0302\u0301t "), r("định"))).text == "Quyết định\n"


def test_tracked_changes_show_the_final_text(read):
    document = read(
        p(
            "Hạn nộp: ",
            "<w:del><w:r><w:delText>10/5</w:delText></w:r></w:del>",
            "<w:ins><w:r><w:t>20/5</w:t></w:r></w:ins>",
        ),
        p("Giao", more="<w:rPr><w:del/></w:rPr>"),
        p(" phòng Nội vụ"),
        p(
            "<w:moveFrom><w:r><w:t>đã dời đi</w:t></w:r></w:moveFrom>",
            "<w:moveTo><w:r><w:t>dời đến đây</w:t></w:r></w:moveTo>",
        ),
    )

    assert lines(document) == ["Hạn nộp: 20/5", "Giao phòng Nội vụ", "dời đến đây"]


def test_fields_show_their_result_and_never_their_code(read):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF muc_2</w:instrText><w:t>rác</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục II</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = '<w:hyperlink w:anchor="x"><w:r><w:t> tại cổng tin</w:t></w:r></w:hyperlink>'

    assert read(p("Xem ", field, link)).text == "Xem mục II tại cổng tin\n"


def test_hidden_text_is_not_shown_and_all_capitals_are(read):
    assert read(p(r("thông báo", "<w:caps/>"), r(" ẩn", "<w:vanish/>"))).text == "THÔNG BÁO\n"


def test_symbols_become_ordinary_signs(read):
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'

    assert read(p(sign, r(" \uf02d mục"), "<w:r><w:noBreakHyphen/></w:r>")).text == "• - mục-\n"


def test_text_boxes_are_read_once_after_their_paragraph(read):
    inside = "<w:txbxContent>" + p("HOẢ TỐC") + "</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        + inside
        + "</wps:txbx></wps:wsp></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + inside
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert lines(read(p("Số: 12/TB-VP", box), p("Nội dung"))) == ["Số: 12/TB-VP", "HOẢ TỐC", "Nội dung"]


def anchored(x, y, *paragraphs):
    name = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ways = (("H", x), ("V", y))
    places = "".join(f"<d:position{way}><d:posOffset>{at}</d:posOffset></d:position{way}>" for way, at in ways)
    inside = f"<wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx>"
    return f'<w:r><w:drawing><d:anchor xmlns:d="{name}">{places}{inside}</d:anchor></w:drawing></w:r>'


def test_text_boxes_beside_each_other_are_columns_from_left_to_right(read):
    right = anchored(3_000_000, 0, p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Độc lập - Tự do - Hạnh phúc"))
    left = anchored(0, 20_000, p("XÃ MỚI"))
    below = anchored(0, 3_000_000, p("DỰ THẢO"))

    document = read(p(right, left))

    assert lines(document) == ["XÃ MỚI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [line.column for line in document.lines] == [0, 1, 1]
    assert [line.column for line in read(p(left, below)).lines] == [None, None]


def test_notes_follow_the_text_in_a_zone_of_their_own(read):
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    document = read(
        p("Theo kế hoạch", mark, " đã duyệt"), footnotes=f'<w:footnote w:id="4">{p("Ban hành năm trước")}</w:footnote>'
    )

    assert lines(document) == ["Theo kế hoạch đã duyệt", "1 Ban hành năm trước"]
    assert [line.zone for line in document.lines] == ["body", "footnote"]


def test_running_heads_are_marked_and_page_numbers_left_out(read):
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    document = read(
        p("Nội dung chính"),
        section='<w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/>',
        header1=p("- ", page, " -"),
        footer1=p("Địa chỉ: số 1 phố Mới"),
    )

    assert lines(document) == ["Nội dung chính", "Địa chỉ: số 1 phố Mới"]
    assert document.lines[1].zone == "running_head"


def test_a_letterhead_in_the_header_of_the_first_page_is_content(read):
    document = read(
        p("THÔNG BÁO"),
        section='<w:headerReference w:type="first" r:id="header1"/><w:titlePg/>',
        header1=p("XÃ AN HOÀ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    )

    assert [(text, line.zone, line.column) for text, line in zip(lines(document), document.lines, strict=True)] == [
        ("XÃ AN HOÀ", "body", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "body", 1),
        ("THÔNG BÁO", "body", None),
    ]


def test_a_line_tells_how_it_looks(read):
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="U"><w:basedOn w:val="T"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    document = read(p("KẾ HOẠCH", style="U"), p(r("chữ thường", '<w:sz w:val="26"/>')), styles=styles)
    title, body = document.lines

    assert (title.bold, title.italic, title.size, title.align) == (True, True, 14.0, "center")
    assert (body.bold, body.italic, body.size, body.align) == (False, False, 13.0, None)


def test_a_file_without_words_says_so(read):
    with pytest.raises(NoText):
        read(p(" "))
