"""Documents to measure with: the project's samples, or a folder named by VANTHU_BENCH_DOCUMENTS."""

import os
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).parent.parent / "samples"
_MOST = 12
_FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
_ASKED = "Các thôn báo cáo kết quả gieo cấy về xã đúng hạn."


def _files(suffix: str) -> list[Path]:
    folder = os.environ.get("VANTHU_BENCH_DOCUMENTS")
    found = Path(folder).rglob(f"*{suffix}") if folder else SAMPLES.glob(f"*/source{suffix}")
    return sorted(found)


def _has_text(path: Path) -> bool:
    with pdfium.PdfDocument(path) as file:
        return all(page.get_textpage().count_chars() > 100 for page in file)


def _is_picture(path: Path) -> bool:
    with pdfium.PdfDocument(path) as file:
        return not any(page.get_textpage().count_chars() for page in file)


def digital() -> list[Path]:
    """PDF files with a text layer on every page."""
    return [path for path in _files(".pdf") if _has_text(path)][:_MOST]


def scans() -> list[Path]:
    """PDF files of which no page has one."""
    return [path for path in _files(".pdf") if _is_picture(path)][:_MOST]


def word() -> list[Path]:
    """DOCX files."""
    return _files(".docx")[:_MOST]


def long_pdf(path: Path, pages: int) -> Path:
    """A PDF of so many pages of invented text: a report that tells much and asks for one thing on each page."""
    pdfmetrics.registerFont(TTFont("Serif", _FONT))
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(pages):
        canvas.setFont("Serif", 13)
        for line in range(34):
            said = "Trong vụ vừa qua, bà con đã gieo cấy xong trên các xứ đồng." if line else _ASKED
            canvas.drawString(80, 780 - 20 * line, f"{page}.{line}. {said}")
        canvas.showPage()
    canvas.save()
    return path
