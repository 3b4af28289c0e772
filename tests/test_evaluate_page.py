"""The page of figures shows every field, every kind of document and, where they may be told, every file."""

import json
from pathlib import Path

import pytest
from made_documents import directive, task

from pipeline.evaluate import evaluate
from pipeline.evaluation.page import figures_of, page

TASK = {"quote": "Phòng Tổng hợp lập danh sách, gửi về Văn phòng trước ngày 15/6/2022", "lead": ["Phòng Tổng hợp"],
        "deadlines": [{"kind": "before", "due": "2022-06-14"}]}  # fmt: skip


@pytest.fixture
def evaluation(tmp_path):
    for name, kind, tasks in (("mot", "Kế hoạch", [TASK]), ("hai", "Công văn", [])):
        gold = {"file": "a.pdf", "source": "digital", "header": {"type": kind, "number": "5"}, "tasks": tasks}
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.pdf").write_bytes(b"%PDF")
        (tmp_path / name / "gold.json").write_text(json.dumps(gold), "utf-8")
    readings = [directive(type="Công văn", number="5"), directive(type="Kế hoạch", number="7", tasks=[task()])]
    return evaluate(tmp_path, read_all=lambda paths: readings)


def test_the_page_has_a_row_for_each_type_and_file(evaluation):
    made = page({"samples": figures_of(evaluation, name_files=True)})

    assert "| Kế hoạch | 1 | 93.3 | 1 | 1 | 100.0 | 100.0 |" in made
    assert "| hai | 1 | 100.0 | 0 | 0 |  |  |" in made
    assert "| number | 2 | 50.0 |" in made
    assert "| digital | 2 | 1 | 1 | 100.0 (100.0, 100.0) |" in made
    assert "1 of 1 |" in made


def test_names_of_files_that_may_not_be_told_are_nowhere(evaluation):
    figures = figures_of(evaluation, name_files=False)

    assert "hai" not in page({"offices": figures}) + json.dumps(figures)


def test_the_page_is_the_same_from_figures_that_were_kept(evaluation):
    figures = figures_of(evaluation, name_files=True)

    assert page({"samples": json.loads(json.dumps(figures))}) == page({"samples": figures})


def test_the_published_page_is_made_from_the_published_figures():
    docs = Path(__file__).parent.parent / "docs"
    figures = json.loads((docs / "accuracy.json").read_text("utf-8"))

    assert (docs / "accuracy.md").read_text("utf-8") == page(figures)
    assert "by_file" not in figures.get("offices", {})
