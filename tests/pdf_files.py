"""Makes PDF files for the tests of reading: invented texts, drawn by reportlab, scans drawn from them."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype/liberation2")
WIDTH, HEIGHT = A4
_FACES = {"Serif": "LiberationSerif-Regular.ttf", "SerifBold": "LiberationSerif-Bold.ttf"}


class Sheet:
    """A PDF in the making; `say` writes a line whose baseline is `y` points below the top."""

    def __init__(self, path: Path, size=A4) -> None:
        for name, file in _FACES.items():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
        self.path, self.size = path, size
        self.canvas = Canvas(str(path), pagesize=size)

    def say(self, x, y, text, size=13, bold=False, middle=False):
        self.canvas.setFont("SerifBold" if bold else "Serif", size)
        draw = self.canvas.drawCentredString if middle else self.canvas.drawString
        draw(x, self.size[1] - y, text)
        return self

    def rule(self, x0, y0, x1, y1):
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)
        return self

    def table(self, xs, ys, rows):
        """A ruled table; `rows` are texts by cell, None where a cell is merged with the one above."""
        for at, y in enumerate(ys):
            for left, right, text in zip(xs, xs[1:], rows[at] if 0 < at < len(rows) else [""] * len(xs), strict=False):
                if text is not None:
                    self.rule(left, y, right, y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for row, y in zip(rows, ys, strict=False):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.say(x + 4, y + 15, text, size=11)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def done(self) -> Path:
        self.canvas.save()
        return self.path


def directive(path: Path, number="Số: 15/KH-UBND", day="ngày 04 tháng 5 năm 2031", signer="Vũ Đình Khải") -> Path:
    """A one-page plan of an invented office, with head, body and foot as the decree sets them."""
    sheet = Sheet(path)
    sheet.say(165, 70, "ỦY BAN NHÂN DÂN", 12, middle=True).say(165, 86, "XÃ SÔNG LAM", 12, True, True)
    sheet.say(165, 112, number, 13, middle=True)
    sheet.say(410, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, True)
    sheet.say(410, 86, "Độc lập - Tự do - Hạnh phúc", 13, True, True)
    sheet.say(410, 112, f"Sông Lam, {day}", 13, middle=True)
    sheet.say(WIDTH / 2, 150, "KẾ HOẠCH", 14, True, True)
    sheet.say(WIDTH / 2, 168, "Nạo vét mương tưới nội đồng vụ hè thu", 14, True, True)
    body = [
        "Để bảo đảm nước tưới cho vụ lúa hè thu, Ủy ban nhân dân xã lập kế hoạch nạo vét",
        "các tuyến mương nội đồng trên địa bàn với những nội dung sau đây:",
        "1. Ban Nông nghiệp xã rà soát, lập danh mục các tuyến mương cần nạo vét, gửi về",
        "Văn phòng Ủy ban trước ngày 15/5/2031.",
        "2. Các thôn vận động nhân dân tham gia, hoàn thành việc nạo vét chậm nhất ngày",
        "30/5/2031 và báo cáo kết quả bằng văn bản.",
    ]
    for at, line in enumerate(body):
        sheet.say(85, 205 + 20 * at, line)
    sheet.say(85, 360, "Nơi nhận:", 12, True).say(85, 375, "- Các thôn;", 11).say(85, 389, "- Lưu: VT.", 11)
    sheet.say(410, 360, "TM. ỦY BAN NHÂN DÂN", 13, True, True).say(410, 377, "CHỦ TỊCH", 13, True, True)
    sheet.say(410, 440, signer, 13, True, True)
    return sheet.done()


def pictures_of(path: Path, dpi: int = 200) -> list[Image.Image]:
    """The pages as a scanner sees them."""
    with pdfium.PdfDocument(path) as file:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in file]


def scan(source: Path, target: Path, *, dpi=200, quarter=0, skew=0.0, ink=None) -> Path:
    """A PDF of nothing but pictures of another one's pages, turned; `ink` draws on the first."""
    canvas = None
    for at, picture in enumerate(pictures_of(source, dpi)):
        if ink is not None and at == 0:
            picture = ink(picture)
        if skew:
            picture = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
        picture = picture.rotate(90 * quarter, expand=True)
        noise = np.random.default_rng(at).normal(0, 4, (picture.height, picture.width, 1))
        noisy = Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        canvas = canvas or Canvas(str(target), pagesize=size)
        canvas.setPageSize(size)
        held = io.BytesIO()
        noisy.save(held, "JPEG", quality=85)
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(held), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return target


def with_field(source: Path, target: Path, text: str, rect: tuple[float, float, float, float], page: int = 0) -> Path:
    """The same file with a signature field whose appearance writes `text`; rect in PDF points from the bottom left."""
    with pikepdf.open(source) as file:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        width, height = rect[2] - rect[0], rect[3] - rect[1]
        look = pikepdf.Stream(file, f"BT /F1 12 Tf 1 3 Td ({text}) Tj ET".encode("latin-1"))
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, width, height])
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(font)))
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            M=pikepdf.String("D:20310504091500+07'00'"),
            Name=pikepdf.String("Văn phòng xã"),
            ByteRange=pikepdf.Array([0, 1, 2, 3]),
        )
        field = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T=pikepdf.String("s1"),
                Rect=pikepdf.Array(rect), F=132, V=file.make_indirect(value),
                AP=pikepdf.Dictionary(N=file.make_indirect(look)),
            )
        )  # fmt: skip
        file.pages[page].obj.Annots = pikepdf.Array([field])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
        file.save(target)
    return target
