"""Reading against its peers: pdfplumber, tesseract, python-docx, and importing two language libraries."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import documents
from benchmarks.measure import Row, cost, peak, work

_OURS = """
import sys
from pathlib import Path
from extractors.reading.read import read
{warm}
for name in sys.argv[1:]:
    {body}
"""
_VANTHU = "import sys; sys.argv[0] = 'vanthu'; from flows.cli import main; sys.exit(main())"
_SCAN_MODULES = "import extractors.reading.pdf.file, extractors.reading.scan.page"
_WORD_MODULES = "import extractors.reading.word.file as word"
_READ = _OURS.format(warm="import extractors.reading.pdf.file", body="read(Path(name))")
_IDLE = _OURS.format(warm="import extractors.reading.pdf.file", body="pass")
_READ_SCAN = _OURS.format(warm=_SCAN_MODULES, body="read(Path(name))")
_IDLE_SCAN = _OURS.format(warm=_SCAN_MODULES, body="pass")
_READ_WORD = _OURS.format(warm=_WORD_MODULES, body="word.read_word(Path(name), boxes=False)")
_IDLE_WORD = _OURS.format(warm=_WORD_MODULES, body="pass")

_PLUMBER = """
import sys, pdfplumber
for name in sys.argv[1:]:
    with pdfplumber.open(name) as file:
        for page in file.pages:
            page.extract_text()
"""
_TESSERACT = """
import sys, tesserocr
from extractors.reading.scan.ocr import language_home
engine = tesserocr.PyTessBaseAPI(path=str(language_home()), lang="vie", oem=tesserocr.OEM.LSTM_ONLY)
for name in sys.argv[1:]:
    engine.SetImageFile(name)
    engine.Recognize()
    engine.GetUTF8Text()
"""
_DOCX = """
import sys, docx
for name in sys.argv[1:]:
    file = docx.Document(name)
    [paragraph.text for paragraph in file.paragraphs]
    [cell.text for table in file.tables for row in table.rows for cell in row.cells]
"""


def rows() -> Iterator[Row]:
    """The comparisons, one after the other."""
    digital, scans, word = documents.digital(), documents.scans(), documents.word()
    if digital:
        idle = "import pdfplumber"
        yield Row("PDF with text, against pdfplumber extract_text",
                  work(_READ, _IDLE, digital) / work(_PLUMBER, idle, digital), 1.0, 0.2)  # fmt: skip
        yield _cold_start(digital)
    if scans:
        yield _scans(scans)
    if word:
        yield Row("DOCX without boxes, against python-docx",
                  work(_READ_WORD, _IDLE_WORD, word * 3) / work(_DOCX, "import docx", word * 3), 3.0, 1.5)  # fmt: skip
    yield from _memory()


def _cold_start(digital: list[Path]) -> Row:
    """From nothing to a result, against importing spaCy and underthesea."""
    ours = cost(_VANTHU, ["read", digital[0]])
    return Row("cold start of `vanthu read`, against importing spaCy and underthesea",
               ours / cost("import spacy, underthesea"), 1.5, 1.0)  # fmt: skip


def _scans(scans: list[Path]) -> Row:
    """CPU time against the engine alone on pictures of the same pages, made beforehand at 300 dpi."""
    import pypdfium2 as pdfium

    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        for name in scans:
            with pdfium.PdfDocument(name) as file:
                for at, page in enumerate(file):
                    pictures.append(Path(folder) / f"{name.parent.name}-{name.stem}-{at}.png")
                    page.render(scale=300 / 72).to_pil().save(pictures[-1], dpi=(300, 300))
        alone = work(_TESSERACT, "import tesserocr", pictures, times=1)
        return Row("scan, against tesseract alone", work(_READ_SCAN, _IDLE_SCAN, scans, times=1) / alone, 1.6, 1.05)


def _memory() -> Iterator[Row]:
    """Of the reader alone, and of the whole command with all that it loads."""
    with tempfile.TemporaryDirectory() as folder:
        short, long = (documents.long_pdf(Path(folder) / f"{pages}.pdf", pages) for pages in (5, 500))
        for what, code, arguments in (("file to Document", _READ, []), ("`vanthu read`", _VANTHU, ["read"])):
            ratio = peak(code, [*arguments, long]) / peak(code, [*arguments, short])
            yield Row(f"peak memory of {what}, 500 pages against 5", ratio, 1.5, 1.0)
