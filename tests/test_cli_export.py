"""`vanthu export` takes what it understands, refuses the rest in Vietnamese, and counts what it wrote."""

import dataclasses
import json

import pytest
from intake_home import Office

from flows.cli import main


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VANTHU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VANTHU_RULES", str(tmp_path / "home" / "rules"))
    office = Office(tmp_path / "home")
    office.drop("một.txt", "một")
    office.drop("hai.txt", "hai")
    office.take_all()
    yield office
    office.store.close()


def ended(*arguments):
    with pytest.raises(SystemExit) as told:
        main(["export", *arguments])
    return told.value.code


@pytest.mark.parametrize("since", ["gestern", "2026-13-01", "06/4/2026", "hôm qua", ""])
def test_a_time_that_is_none_is_refused(home, capsys, since):
    assert ended("tasks", "--since", since) == 2
    assert "không phải thời điểm ISO 8601" in capsys.readouterr().err


def test_a_time_is_compared_in_utc(home, capsys):
    assert main(["export", "tasks", "--since", "2999-01-01T00:00:00+07:00"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == []
    assert main(["export", "tasks", "--since", "2001-01-01"]) == 0
    assert len(json.loads(capsys.readouterr().out)["documents"]) == 2


@pytest.mark.parametrize("kind", ["phu-luc-2", "so-den"])
@pytest.mark.parametrize(
    ("year", "said"), [("22", "năm phải từ 1900"), ("3000", "năm phải từ 1900"), ("x", "số nguyên")]
)
def test_a_year_that_is_none_is_refused(home, tmp_path, capsys, kind, year, said):
    assert ended(kind, "--year", year, "--out", str(tmp_path / "x.xlsx")) == 2
    assert said in capsys.readouterr().err


def test_the_name_decides_the_format(home, tmp_path):
    assert main(["export", "tasks", "--out", str(tmp_path / "a.jsonl")]) == 0
    assert main(["export", "phu-luc-2", "--year", "2022", "--out", str(tmp_path / "a.xlsx")]) == 0

    assert [json.loads(line)["state"] for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()] == [
        "read"
    ] * 2
    assert b"xl/workbook.xml" in (tmp_path / "a.xlsx").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("tasks", "--format", "json", "--out", "a.jsonl"),
        ("tasks", "--out", "a.xlsx"),
        ("phu-luc-2", "--year", "2022", "--format", "docx", "--out", "a.xlsx"),
        ("phu-luc-2", "--year", "2022", "--out", "a.pdf"),
        ("so-den", "--year", "2022", "--out", "a.docx"),
    ],
)
def test_a_name_that_says_another_format_is_refused(home, tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)

    assert main(["export", *arguments]) == 2
    assert "tên tệp kết thúc bằng" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_only_what_was_written_is_counted(home, tmp_path, monkeypatch, capsys):
    documents = list(home.store.documents())
    told = [dataclasses.replace(documents[0], state="withdrawn"), documents[1]]
    monkeypatch.setattr("pipeline.store.store.Store.documents", lambda *_, **__: iter(told))

    assert main(["export", "tasks", "--out", str(tmp_path / "a.json")]) == 0
    assert "Đã ghi 1 văn bản" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_to_be_made(home, tmp_path, capsys):
    assert main(["export", "tasks", "--out", str(tmp_path / "none" / "a.json")]) == 1
    assert "Tạo thư mục" in capsys.readouterr().err
