"""`vanthu rules check` names every slip in an office's own rule files, in Vietnamese, and never stumbles over one."""

import re
from pathlib import Path

import pytest

from flows.cli import main
from pipeline.rules_check import check

PAGE = (Path(__file__).parent.parent / "docs" / "rules.md").read_text("utf-8")
GOOD = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture
def said(tmp_path):
    def ask(text, name="duties.toml"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return check(tmp_path)

    return ask


def test_the_packaged_files_are_right_and_a_home_without_rules_is_too(tmp_path):
    assert check(None) == check(tmp_path / "rules") == []


def test_the_example_of_the_page_is_right(said):
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('"Công an xã cắm chốt tại ngã ba"', '"Công an xã lập chốt"', "không nhận ra ví dụ của chính nó"),
        ('"điểm chốt ở ngã ba"', '"đã cắm chốt"', "nhận nhầm ví dụ loại trừ"),
        ('words = ["cắm chốt", "túc trực"]', 'words = "cắm chốt"', "words phải là danh sách trong ngoặc vuông"),
        ('words = ["cắm chốt", "túc trực"]', 'words = ["cắm chốt", ""]', "không để trống"),
        ('words = ["cắm chốt", "túc trực"]', "", "phải có pattern hoặc words"),
        ('words = ["cắm chốt", "túc trực"]', 'pattern = "(cắm"', "viết sai"),
        ('words = ["cắm chốt", "túc trực"]', 'pattern = "cắm {nowhere}"', "không có mảnh này"),
        ("[[rule]]", "[[rules]]", "không có nhóm «rules»"),
        ("[[rule]]", "[holidays]\na = 1\n[[rule]]", "không có nhóm «holidays»"),
        ("[[rule]]", "pieces = 3\n[[rule]]", "pieces phải là một nhóm"),
        ('source = "Quy chế làm việc của cơ quan, Điều 12"', "", "(dòng "),
        ('id = "verb.duty.own"', "priority = 'cao'", "(dòng "),
        ("[[rule]]", "[[rule]\n", "dòng "),
        ("[[rule]]", "[rule]", "hai dấu ngoặc vuông"),
        ('id = "verb.duty.own"', "", "không có id"),
        ('source = "Quy chế làm việc của cơ quan, Điều 12"', "", "không nêu nguồn"),
        ("[[rule]]", '[[rule]]\nfrom = "01/7/2025"', "from phải là ngày"),
        ("[[rule]]", "[[rule]]\nfrom = 2025-07-01\nuntil = 2025-07-01", "until phải sau from"),
        ("[[rule]]", '[[rule]]\npriority = "cao"', "priority phải là số nguyên"),
        ("[[rule]]", "[[rule]\n", "không đọc được tệp quy tắc"),
    ],
)
def test_a_slip_is_named_with_its_file(said, before, after, complaint):
    sentences = said(GOOD.replace(before, after))

    assert [s for s in sentences if complaint in s and s.startswith("duties.toml:")], sentences


def test_an_id_given_twice_is_named(said):
    assert [s for s in said(GOOD + GOOD) if "verb.duty.own có 2 lần" in s]


def test_a_file_that_nothing_reads_is_named(said):
    assert "nhiem-vu.toml: không có loại quy tắc tên này" in said(GOOD, "nhiem-vu.toml")[0]


def test_a_file_in_another_encoding_is_named(said):
    assert "không đọc được" in said(b"\xff\xfe[\x00")[0]


@pytest.mark.parametrize("command", [["read", "a.pdf"], ["text", "a.pdf"], ["evaluate", "."]])
def test_nothing_is_read_with_rules_that_are_wrong(tmp_path, monkeypatch, capsys, command):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "duties.toml").write_text("[[rule]]\nid = hỏng\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VANTHU_HOME", str(tmp_path))
    # The command line sets it for the finders; the other tests are to be without.
    monkeypatch.setenv("VANTHU_RULES", str(tmp_path / "rules"))

    assert main(command) == 2
    said = capsys.readouterr().err
    assert "duties.toml: không đọc được tệp quy tắc: dòng 2, cột 6" in said
    assert "BAD_SETTINGS" in said
