"""Word to PDF by LibreOffice, and files that come out the same each time they are made."""

import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path

import pikepdf
from docx.document import Document as WordFile
from docx.oxml.ns import qn

WRITTEN = datetime(2026, 1, 1)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def decompose(word: WordFile) -> None:
    """Write letters and tone marks apart (Unicode NFD), as some offices' keyboards do."""
    for part in word.element.body.iter(qn("w:t")):
        part.text = unicodedata.normalize("NFD", part.text)


def save_word(word: WordFile, title: str, path: Path) -> None:
    """Write a Word file whose bytes depend on its content alone."""
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "vanthu", ""
    properties.created = properties.modified = WRITTEN
    with tempfile.TemporaryDirectory() as folder:
        loose = Path(folder) / "loose.docx"
        word.save(str(loose))
        with zipfile.ZipFile(loose) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)


def to_pdf(word_path: Path, pdf_path: Path) -> None:
    """Let LibreOffice lay a Word file out; its own profile keeps it apart from an office that is open."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed to make the samples: apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(word_path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        shutil.copy(Path(folder) / f"{word_path.stem}.pdf", pdf_path)
    settle(pdf_path)


def replace_pages(path: Path, scanned: Path, numbers: list[int]) -> None:
    """Put the scanned pages with these numbers (from 1) in the place of the printed ones."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(scanned) as pictures:
        for number in numbers:
            pdf.pages[number - 1] = pictures.pages[number - 1]
        pdf.save(path)
    settle(path)


def settle(path: Path) -> None:
    """Take the time of making and the random identifiers out of a PDF."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name in ("/Metadata", "/StructTreeRoot", "/MarkInfo"):
            if name in pdf.Root:
                del pdf.Root[name]
        for name in ("/DocChecksum", "/ID"):
            if name in pdf.trailer:
                del pdf.trailer[name]
        del pdf.docinfo
        pdf.remove_unreferenced_resources()
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
