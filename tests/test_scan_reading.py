"""Scans: read upright whichever way they lie, with boxes on the page as shown, hands told from print."""

import pytest
from pdf_files import Sheet, directive, scan
from PIL import ImageDraw

from extractors.errors import MissingPart
from extractors.finding.find import find
from extractors.reading.read import read
from extractors.reading.scan import ocr
from extractors.reading.scan.ocr import language_home
from pipeline.resolve.header import resolve_header

pytestmark = pytest.mark.ocr

try:
    language_home()
except MissingPart:
    pytest.skip("text recognition (tesseract-ocr-vie) is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return directive(tmp_path_factory.mktemp("scan") / "plan.pdf")


@pytest.mark.parametrize(("quarter", "skew"), [(0, 0.0), (0, 2.2), (1, 0.0), (2, 0.0)])
def test_a_scan_is_read_upright_and_its_boxes_lie_as_shown(plan, tmp_path, quarter, skew):
    document = read(scan(plan, tmp_path / "a.pdf", quarter=quarter, skew=skew))
    start = document.text.index("KẾ HOẠCH")
    [place] = document.places(start, start + 8)
    page = document.pages[0]
    x, y = (place.box.x0 + place.box.x1) / 2 / page.width, (place.box.top + place.box.bottom) / 2 / page.height
    where = {0: (0.5, 0.174), 1: (0.174, 0.5), 2: (0.5, 0.826)}[quarter]

    header = resolve_header(find(document).header, document, file_name="a.pdf")

    assert (document.source, place.origin) == ("scan", "ocr")
    assert "trước ngày 15/5/2031" in document.text
    assert (x, y) == pytest.approx(where, abs=0.03)
    assert (header.type.value, header.number.value, header.place.value) == ("Kế hoạch", "15", "Sông Lam")
    assert header.type.evidence[0].box == tuple(place.box)


def test_print_in_the_head_is_not_taken_for_handwriting(plan, tmp_path):
    document = read(scan(plan, tmp_path / "a.pdf"))

    assert document.handwriting == ()
    assert "Số: 15/KH-UBND" in document.text


def test_a_number_in_a_hand_is_marked(tmp_path):
    def write(picture):
        pen, scale = ImageDraw.Draw(picture), 200 / 72
        strokes = [[(143, 95), (138, 118)], [(150, 97), (156, 104), (147, 119), (161, 117)]]
        for stroke in strokes:
            pen.line([(x * scale, y * scale) for x, y in stroke], fill=(30, 40, 160), width=6)
        return picture

    plain = directive(tmp_path / "a.pdf", number="Số:            /KH-UBND")
    document = read(scan(plain, tmp_path / "b.pdf", ink=write))
    [place] = document.handwriting

    assert place.page == 1
    assert place.box.x0 == pytest.approx(138, abs=6)
    assert all(
        word.handwritten
        for line in document.lines
        for word in line.words
        if word.box.x0 > 132 and word.box.x1 < 165 and word.box.top < 120
    )


def test_a_table_in_a_scan_has_its_cells(tmp_path):
    rows = [("STT", "Công việc", "Thời hạn"), ("1", "Lập danh mục mương", "15/5/2031"), ("2", "Nạo vét", "30/5/2031")]
    sheet = Sheet(tmp_path / "a.pdf").say(60, 80, "Danh mục công việc kèm theo kế hoạch nạo vét")
    digital = sheet.table([60, 110, 330, 530], [100, 125, 150, 175], rows).done()
    document = read(scan(digital, tmp_path / "b.pdf"))
    [table] = document.tables

    read_rows = [[document.text[c.start : c.end] for c in row] for row in table.rows()]

    assert read_rows[1:] == [list(row) for row in rows[1:]]
    assert read_rows[0][1:] == list(rows[0][1:])


class SlowEngine:
    """An engine that its clock stops until it was given this many seconds; `works` says whether it works meanwhile."""

    def __init__(self, needs, works):
        self.needs, self.works, self.worked = needs, works, 0.0

    def Recognize(self, milliseconds):
        self.worked += milliseconds / 1000 if self.works else 0.1
        return milliseconds / 1000 >= self.needs


@pytest.mark.parametrize(("works", "ends"), [(False, True), (True, False)])
def test_a_page_is_given_up_for_its_work_not_for_a_busy_machine(monkeypatch, works, ends):
    engine = SlowEngine(needs=60, works=works)
    monkeypatch.setattr(ocr.time, "thread_time", lambda: engine.worked)

    assert ocr._recognised(engine) is ends
