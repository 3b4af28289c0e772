"""The doctor names each part that is missing with the command that installs it, and changes nothing."""

import shutil
from pathlib import Path

import matplotlib
import pytest

from extractors.reading import libreoffice
from extractors.reading.scan import ocr
from pipeline import doctor
from pipeline.config import Bounds, Config
from pipeline.doctor import examine


def found(checks, part):
    return next(check for check in checks if part in check.name)


def test_this_machine_has_its_python_packages_and_a_home_to_write_to(tmp_path):
    checks = examine(Config(home=tmp_path / "not" / "yet"))

    assert found(checks, "Gói Python").ok
    assert found(checks, "thư mục làm việc").ok
    assert list(tmp_path.iterdir()) == []


def test_a_missing_language_and_a_missing_office_are_told_with_both_commands(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "_HOMES", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    checks = examine(Config(home=tmp_path))

    for part, package in (("tesseract", "tesseract-ocr-vie"), ("LibreOffice", "libreoffice-writer-nogui")):
        assert not found(checks, part).ok
        assert package in found(checks, part).advice
        assert "Windows: winget install" in found(checks, part).advice


def test_on_windows_its_command_comes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.sys, "platform", "win32")

    assert found(examine(Config(home=tmp_path)), "Phông").advice.startswith("Windows:")


def test_a_home_that_is_a_file_cannot_be_written(tmp_path):
    (tmp_path / "home").write_text("")

    assert not found(examine(Config(home=tmp_path / "home")), "thư mục làm việc").ok


def test_too_many_readers_for_the_memory_are_told(tmp_path):
    greedy = Config(home=tmp_path, bounds=Bounds(workers=256, memory_mib=1 << 20))

    assert not found(examine(greedy), "Bộ nhớ").ok


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "nonsense"])
def test_a_database_out_of_reach_is_told_without_its_password(tmp_path, url):
    check = found(examine(Config(home=tmp_path, database_url=url)), "cơ sở dữ liệu")

    assert not check.ok
    assert "nobody" not in check.name + check.advice


def test_wrong_rules_of_the_office_are_told(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "duties.toml").write_text("[[rule]]", "utf-8")

    assert not found(examine(Config(home=tmp_path)), "Quy tắc riêng").ok


@pytest.mark.parametrize(("typeface", "enough"), [("cmr10.ttf", False), ("DejaVuSerif.ttf", True)])
def test_a_typeface_without_vietnamese_letters_is_not_enough(tmp_path, monkeypatch, typeface, enough):
    shutil.copy(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / typeface, tmp_path / "times.ttf")
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path),))

    assert found(examine(Config(home=tmp_path)), "Phông").ok is enough
