"""One-page PDFs to take in, as many as one asks for, each of other words: letters of an invented commune."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONTS = Path("/usr/share/fonts/truetype/liberation2")
_LEFT, _TOP, _LINE = 70, 780, 19
_UNITS = ("Trạm Y tế", "Trường Tiểu học Bình An", "Ban Chỉ huy Quân sự", "Hội Nông dân", "Văn phòng", "Đoàn Thanh niên")
_WORKS = ("kiểm kê tài sản", "sửa mương nước", "tiêm phòng đàn bò", "trồng cây đầu xuân", "tập huấn phòng cháy")


def make(folder: Path, count: int) -> None:
    """Write `thư 0.pdf`, `thư 1.pdf` … into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in (("Serif", "LiberationSerif-Regular.ttf"), ("Serif-Bold", "LiberationSerif-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, _FONTS / file))
    for number in range(count):
        _letter(folder / f"thư {number}.pdf", number)


def _letter(path: Path, number: int) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    for at, (font, words) in enumerate(_lines(number)):
        canvas.setFont(font, 13)
        canvas.drawString(_LEFT, _TOP - _LINE * at, words)
    canvas.save()


def _lines(number: int) -> list[tuple[str, str]]:
    day = f"ngày {number % 28 + 1} tháng {number % 12 + 1} năm 2026"
    unit, work = _UNITS[number % len(_UNITS)], _WORKS[number % len(_WORKS)]
    plain, bold = "Serif", "Serif-Bold"
    return [
        (plain, "UBND HUYỆN MAI LĨNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (bold, "UBND XÃ BÌNH AN                        Độc lập - Tự do - Hạnh phúc"),
        (plain, ""),
        (
            plain,
            f"Số: {number + 1}/UBND-VP              Bình An, {day}",
        ),
        (plain, f"V/v {work} đợt {number}"),
        (plain, ""),
        (bold, f"Kính gửi: {unit}"),
        (plain, ""),
        (plain, f"Ủy ban nhân dân xã đã nghe thôn số {number} trình bày về việc {work}."),
        (plain, f"1. Giao {unit} chủ trì {work} ở tổ {number % 97}, xong trước ngày {number % 27 + 1}/12/2026."),
        (plain, f"2. Văn phòng tổng hợp kết quả lần thứ {number} gửi Chủ tịch Ủy ban nhân dân xã."),
        (plain, ""),
        (bold, "                                                        CHỦ TỊCH"),
        (bold, "                                                        Trần Thị Bình"),
    ]
