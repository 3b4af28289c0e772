"""Which parts this machine lacks, and how to install them.

Comes in: the settings.  Goes out: one `Check` for each part, in Vietnamese.  Nothing is changed or installed.
"""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import sqlalchemy as sa

from extractors.errors import MissingPart
from extractors.reading import libreoffice
from extractors.reading.scan.ocr import language_home
from pipeline.config import Config
from pipeline.rules_check import check as check_rules

_GIB = 1 << 30
_MIB = 1 << 20
_LEAST_FREE = 2 * _GIB
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "C:/Windows/Fonts")
_ROMAN_FONTS = ("times", "liberationserif", "tinos")


class Check(NamedTuple):
    """One part of the machine: whether it is there, and if not, what it is for and the command that installs it."""

    name: str
    ok: bool
    advice: str


def examine(config: Config) -> list[Check]:
    """Look at everything that reading, keeping and exporting need."""
    return [
        _packages(),
        _language(),
        _engine(),
        _office(),
        _fonts(),
        _home(config.home),
        _space(config.home),
        _memory(config),
        *_database(config),
        *_rules(config),
    ]


def _install(debian: str, windows: str) -> str:
    """Both commands, this system's first."""
    lines = [f"Debian, Ubuntu: {debian}", f"Windows: {windows}"]
    return "; ".join(reversed(lines) if sys.platform == "win32" else lines)


def _packages() -> Check:
    try:
        wanted = importlib.metadata.requires("vanthu") or []
    except importlib.metadata.PackageNotFoundError:
        return Check("Gói Python của vanthu", False, "Chạy «make install» trong thư mục chương trình.")
    names = [re.match(r"[\w.-]+", line) for line in wanted if ";" not in line]
    missing = [name[0] for name in names if name and not _installed(name[0])]
    advice = f"Thiếu {', '.join(missing)}. Chạy «make install» (hoặc «uv sync --frozen») trong thư mục chương trình."
    return Check("Gói Python của vanthu", not missing, advice)


def _installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _language() -> Check:
    name = "Dữ liệu tiếng Việt của tesseract (đọc bản quét)"
    advice = _install(
        "sudo apt-get install -y tesseract-ocr-vie",
        "winget install UB-Mannheim.TesseractOCR, chọn thêm Vietnamese, đặt TESSDATA_PREFIX là thư mục tessdata",
    )
    try:
        return Check(f"{name}: {language_home()}", True, "")
    except MissingPart:
        return Check(name, False, advice)


def _engine() -> Check:
    there = importlib.util.find_spec("tesserocr") is not None
    return Check("Bộ nhận dạng chữ (tesserocr)", there, "Chạy «uv sync --frozen» trong thư mục chương trình.")


def _office() -> Check:
    name, there = "LibreOffice (đọc .doc, .rtf, .odt; trang của tệp Word)", libreoffice.program()
    advice = _install(
        "sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui",
        "winget install TheDocumentFoundation.LibreOffice, rồi thêm thư mục program của nó vào PATH",
    )
    return Check(f"{name}: {there}" if there else name, there is not None, advice)


def _fonts() -> Check:
    """Without a typeface as wide as Times the pages of Word files break elsewhere than on the sender's machine.

    One that lacks the letters of Vietnamese is no use: another typeface would then stand in for single letters.
    """
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    there = any(
        path.name.lower().replace("-", "").startswith(_ROMAN_FONTS) and _has_vietnamese(path)
        for folder in folders
        for path in folder.rglob("*.[to]t[fc]")
    )
    advice = _install("sudo apt-get install -y fonts-liberation2", "có sẵn Times New Roman; cài lại phông nếu đã xóa")
    return Check("Phông chữ kiểu Times (trình bày trang của tệp Word)", there, advice)


def _has_vietnamese(font: Path) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        return ord("ộ") in FT2Font(str(font)).get_charmap()
    except (OSError, RuntimeError):
        return False


def _nearest(path: Path) -> Path:
    return next((place for place in (path, *path.parents) if place.exists()), path)


def _home(home: Path) -> Check:
    name = f"Ghi được vào thư mục làm việc {home}"
    place = _nearest(home)
    advice = f"Xin quyền ghi vào {place}, hoặc đặt biến VANTHU_HOME là một thư mục ghi được."
    if not place.is_dir() or not os.access(place, os.W_OK):
        return Check(name, False, advice)
    try:
        with tempfile.TemporaryFile(dir=place):
            return Check(name, True, "")
    except OSError:
        return Check(name, False, advice)


def _space(home: Path) -> Check:
    free = shutil.disk_usage(_nearest(home)).free
    advice = f"Giải phóng ổ đĩa: nên còn ít nhất {_LEAST_FREE // _GIB} GiB."
    return Check(f"Ổ đĩa của thư mục làm việc còn {free / _GIB:.1f} GiB".replace(".", ","), free >= _LEAST_FREE, advice)


def _memory(config: Config) -> Check:
    """The reading processes together may take no more than the machine has."""
    total, asked = psutil.virtual_memory().total, config.workers * config.bounds.memory_mib * _MIB
    name = f"Bộ nhớ {total / _GIB:.1f} GiB đủ cho {config.workers} tiến trình đọc".replace(".", ",")
    return Check(name, asked <= total, "Giảm workers hoặc memory_mib ở nhóm [bounds] trong vanthu.toml.")


def _database(config: Config) -> Iterator[Check]:
    """Only a database that is named by its address can be out of reach."""
    if not config.database_url:
        return
    name = "Kết nối được cơ sở dữ liệu trong VANTHU_DATABASE_URL"
    advice = "Kiểm tra địa chỉ, tên, mật khẩu trong VANTHU_DATABASE_URL và máy chủ PostgreSQL đã chạy chưa."
    try:
        url = sa.make_url(config.database_url)
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url)
        with engine.connect():
            yield Check(name, True, "")
        engine.dispose()
    except (sa.exc.SQLAlchemyError, ImportError, OSError):
        yield Check(name, False, advice)


def _rules(config: Config) -> Iterator[Check]:
    """An office's own rules, where it has any."""
    if not any(config.rules.glob("*.toml")):
        return
    complaints = check_rules(config.rules)
    yield Check(
        f"Quy tắc riêng trong {config.rules}", not complaints, f"{len(complaints)} lỗi: chạy «vanthu rules check»."
    )
