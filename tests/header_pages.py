"""Pages of our own making for the tests of the head: a page is drawn as text in two columns, and becomes a Document."""

from extractors.document import Box, Document, Line, Page, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, MIDDLE = (150.0, 400.0, 303.0)
STEP, CHARACTER = 16.0, 5.6


class Sheet:
    """Collects lines from top to bottom; `left` and `right` stand beside each other, `full` over the whole width."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, float, str, int | None, int, float | None]] = []
        self.top = 60.0
        self.page = 1

    def beside(self, left: str = "", right: str = "") -> "Sheet":
        for text, middle, column in ((left, LEFT, 0), (right, RIGHT, 1)):
            if text:
                self.rows.append((middle - len(text) * CHARACTER / 2, self.top, text, column, self.page, None))
        self.top += STEP
        return self

    def centred(self, text: str) -> "Sheet":
        self.rows.append((MIDDLE - len(text) * CHARACTER / 2, self.top, text, None, self.page, None))
        self.top += STEP
        return self

    def body(self, text: str, indent: float = 30.0) -> "Sheet":
        self.rows.append((85.0 + indent, self.top, text, None, self.page, None))
        self.top += STEP
        return self

    def gap(self, height: float = 20.0) -> "Sheet":
        self.top += height
        return self

    def next_page(self) -> "Sheet":
        self.page, self.top = self.page + 1, 60.0
        return self

    def document(self, *, confidence: float | None = None) -> Document:
        """The pages as a Document; with a confidence they count as recognised text."""
        text, lines, starts = "", [], {}
        for x0, top, said, column, page, _ in self.rows:
            starts.setdefault(page, len(text))
            start, words = len(text), []
            at = 0
            for word in said.split(" "):
                if word:
                    box = Box(x0 + at * CHARACTER, top, x0 + (at + len(word)) * CHARACTER, top + 12)
                    words.append(Word(start + at, start + at + len(word), box, confidence))
                at += len(word) + 1
            text += said + "\n"
            box = words[0].box.union(words[-1].box)
            origin = "ocr" if confidence is not None else "text"
            lines.append(Line(start, start + len(said), page, box, tuple(words), origin, column=column))
        ends = [*list(starts.values())[1:], len(text)]
        source = "scan" if confidence is not None else "digital"
        pages = tuple(
            Page(number, WIDTH, HEIGHT, start, end, source)
            for (number, start), end in zip(starts.items(), ends, strict=True)
        )
        return Document(text, tuple(lines), pages, "application/pdf", source)


def notice(*about: str) -> Sheet:
    """A department's notice down to its first sentence, under a summary of these lines."""
    sheet = (
        Sheet()
        .beside("UBND TỈNH SƠN LA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        .gap()
        .beside("Số: 58/TB-SNV", "Sơn La, ngày 14 tháng 5 năm 2031")
        .gap()
        .centred("THÔNG BÁO")
    )
    for line in about:
        sheet = sheet.centred(line)
    return sheet.gap().body("Sở Nội vụ thông báo lịch trực kho lưu trữ trong quý III năm 2031 như sau.")


def letter() -> Sheet:
    """An official letter of a department."""
    return (
        Sheet()
        .beside("UBND TỈNH LAI CHÂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .beside("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
        .gap(6)
        .beside("Số: 871/SNV-VP", "Lai Châu, ngày 05 tháng 3 năm 2024")
        .beside("V/v rà soát hồ sơ lưu trữ")
        .beside("của các đơn vị")
        .gap()
        .centred("Kính gửi: Các phòng, đơn vị trực thuộc")
        .gap()
        .body("Thực hiện Kế hoạch số 15/KH-UBND ngày 02/01/2024 của Ủy ban nhân dân tỉnh Lai Châu về lưu trữ;")
        .body("đề nghị các đơn vị rà soát hồ sơ và gửi báo cáo.", 0)
        .gap()
        .beside("Nơi nhận:", "KT. GIÁM ĐỐC")
        .beside("- Như trên;", "PHÓ GIÁM ĐỐC")
        .beside("- Lãnh đạo Sở (để b/c);")
        .beside("- Lưu: VT, VP.")
        .gap(30)
        .beside("", "Lò Thị Mỷ")
    )


def plan() -> Sheet:
    """A plan of a district's Party committee, its summary over two lines."""
    return (
        Sheet()
        .beside("TỈNH ỦY LAI CHÂU", "ĐẢNG CỘNG SẢN VIỆT NAM")
        .beside("BAN TỔ CHỨC")
        .beside("*")
        .beside("Số 12-KH/BTCTU", "Lai Châu, ngày 14 tháng 10 năm 2022")
        .gap()
        .centred("KẾ HOẠCH")
        .centred("kiểm tra công tác phát triển đảng viên")
        .centred("ở các chi bộ nông thôn năm 2022")
        .centred("-----")
        .gap()
        .body("Thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng,")
        .body("Ban Tổ chức Tỉnh ủy ban hành kế hoạch như sau:", 0)
        .gap()
        .beside("Nơi nhận:", "K/T TRƯỞNG BAN")
        .beside("- Thường trực Tỉnh ủy (để báo cáo),", "PHÓ TRƯỞNG BAN")
        .beside("- Các huyện ủy, thành ủy,")
        .beside("- Lưu Ban Tổ chức.")
        .gap(30)
        .beside("", "Tao Văn Pâng")
    )
