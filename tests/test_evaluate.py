"""The evaluation counts as the gold's own scorer does, and says what it counts."""

import copy
import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from made_documents import directive, task

from pipeline.errors import WrongUsage
from pipeline.evaluate import evaluate, print_evaluation
from pipeline.evaluation.words import due_dates, same_bodies

SHARED = Path(__file__).parent.parent.parent / "shared" / "gold"

GOLD = {
    "file": "ke-hoach.pdf",
    "source": "digital",
    "header": {"issuer": "Sở Xây dựng tỉnh Hòa Mỹ", "type": "Kế hoạch", "number": "12", "date": None,
               "handwritten": ["number"], "recipients": ["Như trên"]},
    "tasks": [{"quote": "Phòng Tổng hợp lập danh sách, gửi về Văn phòng trước ngày 15/6/2022",
               "lead": ["Phòng Tổng hợp"],
               "deadlines": [{"kind": "before", "due": "2022-06-14"}]}],
}  # fmt: skip
READING = directive(
    tasks=[task()], issuer="Sở Xây dựng tỉnh Hoà Mỹ", type="Kế hoạch", number="44", recipients=("Như trên",)
)


@pytest.fixture
def gold(tmp_path):
    """A folder with one gold file in each of the two forms, and the document above them."""

    def put(one=GOLD, two=None):
        (tmp_path / "ke-hoach.pdf").write_bytes(b"%PDF")
        folder = tmp_path / "gold"
        (folder / "thu-hai").mkdir(parents=True)
        (folder / "thu-nhat.json").write_text(json.dumps(one), "utf-8")
        (folder / "thu-hai" / "gold.json").write_text(json.dumps(two or one), "utf-8")
        return folder

    return put


def figures(folder, *readings):
    given = list(readings) * (2 // len(readings))
    return evaluate(folder, read_all=lambda paths: given[: len(paths)]).as_json()


def test_gold_files_are_found_in_both_forms_with_their_document(gold):
    asked = []
    evaluate(gold(), read_all=lambda paths: [asked.append(path) or READING for path in paths])

    assert [path.name for path in asked] == ["ke-hoach.pdf", "ke-hoach.pdf"]


def test_a_right_reading_counts_and_a_wrong_number_is_silent_where_it_was_sure(gold):
    made = figures(gold(), READING)

    assert made["header"]["issuer"]["exact"] == 1
    assert made["header"]["number by hand"] == {"exact": 0, "close": 0, "sure": 1, "silent": 1, "gold": 2, "all": 2}
    assert made["tasks"]["right"] == {"precision": 1, "recall": 1, "f1": 1}


def test_a_document_that_is_not_there_is_unread_and_named(gold):
    folder = gold(two=GOLD | {"file": "mat-tich.pdf"})
    made = figures(folder, READING)

    assert (made["unread"], made["absent"]) == (1, ["thu-hai"])


def test_optional_tasks_count_neither_way(gold):
    made = figures(gold(GOLD | {"tasks": [GOLD["tasks"][0] | {"optional": True}]}), READING)

    assert (made["tasks"]["gold"], made["tasks"]["read"], made["tasks"]["nobody"]) == (0, 0, [2, 2])


def test_bodies_agree_however_they_are_split():
    assert same_bodies(["Sở Y tế", "UBND các huyện"], ["Ủy ban nhân dân huyện; Sở Y tế"])
    assert not same_bodies(["Sở Y tế"], ["Sở Nội vụ"])


def test_recurrences_agree_by_their_days():
    one, two = ({"deadlines": [{"rrule": rule}]} for rule in ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "FREQ=MONTHLY;"
                                                              "BYMONTH=12,6;BYMONTHDAY=-1"))  # fmt: skip

    assert due_dates(one) == due_dates(two)


def test_the_printed_page_names_each_miss_on_request(gold):
    out = io.StringIO()
    print_evaluation(
        evaluate(gold(), read_all=lambda paths: [READING] * len(paths)), by_source=True, misses=True, out=out
    )

    assert "digital: 2 văn bản" in out.getvalue()
    assert '"thu-nhat"\t"number"\t"12"\t"44"\t"auto"' in out.getvalue()


def test_a_folder_without_gold_and_a_file_that_is_no_gold_are_wrong_usage(tmp_path):
    with pytest.raises(WrongUsage):
        evaluate(tmp_path, read_all=lambda paths: [])
    (tmp_path / "khac.json").write_text("[1]", "utf-8")
    with pytest.raises(WrongUsage, match=r"khac\.json"):
        evaluate(tmp_path, read_all=lambda paths: [])


def spoiled(says, dice):
    """A reading made out of a gold file with faults of every kind, the same ones each time."""
    header = {}
    for key, value in says["header"].items():
        if key == "handwritten" or dice.random() < 0.1:
            continue
        if isinstance(value, str) and dice.random() < 0.3:
            value = dice.choice(
                [value.upper(), value[: len(value) // 2], value.replace("a", "o"), f"V/v {value}", None]
            )
        if isinstance(value, list) and value and dice.random() < 0.4:
            value = [*value[:-1], value[-1][:10]]
        header[key] = {"value": value, "status": dice.choice(["auto", "absent", "review", "missing"])}
    tasks = [copy.deepcopy(each) for each in says.get("tasks") or [] if dice.random() < 0.85]
    for each in tasks:
        each["quote"] = each["quote"][dice.choice([0, 0, 0, 25]) :] + dice.choice(
            ["", " và các việc khác có liên quan"]
        )
        each["lead"] = [{"name": name} for name in each.get("lead") or [] if dice.random() < 0.9]
        each["deadlines"] = [d for d in each.get("deadlines") or [] if dice.random() < 0.9]
        if dice.random() < 0.1:
            each["deadlines"].append({"kind": "by", "due": "2022-12-31", "evidence": [{}]})
    return {"header": header, "tasks": tasks}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/gold is not beside this checkout")
def test_the_figures_are_those_of_the_gold_s_own_scorer(tmp_path):
    """On readings with every kind of fault, a broken one and a missing one among them."""
    dice, readings = random.Random(7), {}
    for path in sorted((SHARED / "dev").glob("*.json")):
        readings[path.stem] = spoiled(json.loads(path.read_text("utf-8")), dice)
    names = list(readings)
    readings[names[3]] = {"header": [], "tasks": 3}
    readings[names[5]] = {"error": {"code": "BROKEN"}}
    for name, reading in readings.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(reading), "utf-8")
    command = [sys.executable, SHARED / "score.py", SHARED / "dev", tmp_path, "--by-source", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    evaluation = evaluate(SHARED / "dev", read_all=lambda paths: readings.values())
    ours = {key: value for key, value in evaluation.as_json().items() if key != "absent"}

    assert json.loads(json.dumps(ours)) == theirs
