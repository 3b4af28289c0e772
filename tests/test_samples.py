"""The samples are whole: three files each, gold that agrees with its file and with the words it was made from."""

import doctest
import hashlib
import json
import re
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from dateutil.rrule import rrulestr

from samples.make import sheet, table
from samples.make.index import COLUMNS, SAMPLES, folders, render
from samples.make.sheet import load, words_of

FOLDERS = folders()
HEADER = {
    "issuer_parent_printed", "issuer_printed", "issuer", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy", "recipients", "handwritten",
}  # fmt: skip
KINDS = {"by", "before", "during", "within", "on", "range", "relative", "recurring", "ongoing"}
TASK = {"quote", "page", "lead", "support", "report_to", "deadlines"}
DEADLINE = {"raw", "kind", "start", "due", "time", "rrule", "anchor"}
LEAST_SHARE_WITHOUT_TASKS = 2 / 3
LARGEST = 400_000

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])


def gold_of(folder: Path) -> dict:
    return json.loads((folder / "gold.json").read_text("utf-8"))


def deadlines_of(folder: Path) -> list[dict]:
    return [deadline for task in gold_of(folder)["tasks"] for deadline in task["deadlines"]]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_there_are_samples_of_all_forms_and_systems():
    abouts = [tomllib.loads((folder / "about.toml").read_text("utf-8")) for folder in FOLDERS]

    assert len(FOLDERS) >= 10
    assert {about["kind"].split(",")[0] for about in abouts} == {"DOCX", "PDF with text", "scan"}
    assert {about["system"] for about in abouts} >= {"state", "party", "union", "youth", "front", "school"}


def test_most_documents_oblige_nobody():
    idle = sum(not gold_of(folder)["tasks"] for folder in FOLDERS)

    assert idle / len(FOLDERS) >= LEAST_SHARE_WITHOUT_TASKS


@each_folder
def test_a_folder_has_its_files(folder):
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))

    assert {"about.toml", "gold.json", "text.toml"} < {path.name for path in folder.iterdir()}
    assert set(about) == {"title", "origin", "licence", "kind", "system", "exercises", "checked_by", "split"}
    assert (about["licence"], about["split"]) == ("Apache-2.0", "dev")


@each_folder
def test_the_gold_belongs_to_the_file_beside_it(folder):
    gold = gold_of(folder)
    source = folder / gold["file"]
    data = source.read_bytes()

    assert hashlib.sha256(data).hexdigest() == gold["sha256"]
    assert len(data) < LARGEST
    assert gold["pages"] == (len(pypdfium2.PdfDocument(data)) if source.suffix == ".pdf" else None)


@each_folder
def test_scanned_pages_are_pictures_and_the_others_hold_text(folder):
    gold = gold_of(folder)
    if gold["source"] == "word":
        assert gold["file"].endswith(".docx")
        return
    pages = pypdfium2.PdfDocument(folder / gold["file"])
    have_text = {page.get_textpage().count_chars() > 0 for page in pages}

    assert have_text == {"digital": {True}, "scan": {False}, "mixed": {True, False}}[gold["source"]]


@each_folder
def test_the_gold_is_well_formed(folder):
    gold = gold_of(folder)

    assert set(gold) == {"file", "sha256", "pages", "source", "header", "tasks", "notes"}
    assert set(gold["header"]) == HEADER
    assert set(gold["header"]["handwritten"]) <= HEADER
    for task in gold["tasks"]:
        assert TASK <= set(task) <= TASK | {"optional"}
        assert 0 < len(task["quote"]) <= 300
    for deadline in deadlines_of(folder):
        assert set(deadline) == DEADLINE
        assert deadline["kind"] in KINDS
        assert deadline["anchor"] in {"document_date", "receipt", "event", None}


@each_folder
def test_dates_are_iso_and_follow_the_conventions(folder):
    issued = gold_of(folder)["header"]["date"]
    days = [date.fromisoformat(day) for d in deadlines_of(folder) for day in (d["start"], d["due"]) if day]

    assert issued is None or date.fromisoformat(issued)
    assert all(issued is None or day >= date.fromisoformat(issued).replace(day=1, month=1) for day in days)
    for deadline in deadlines_of(folder):
        if deadline["kind"] in {"by", "before"}:
            assert deadline["start"] is None
        if deadline["anchor"] in {"receipt", "event"}:
            assert (deadline["start"], deadline["due"]) == (None, None)


@each_folder
def test_a_rule_of_recurrence_gives_the_first_due_date(folder):
    issued = gold_of(folder)["header"]["date"]
    recurring = [d for d in deadlines_of(folder) if d["rrule"]]
    for deadline in recurring:
        rule = rrulestr(deadline["rrule"], dtstart=datetime.combine(date.fromisoformat(issued), time()))

        assert rule[0].date() == date.fromisoformat(deadline["due"])


@each_folder
def test_full_dates_before_which_something_is_due_lie_one_day_later(folder):
    for deadline in deadlines_of(folder):
        written = re.search(r"(\d{1,2})/(\d{1,2})/(\d{4})", deadline["raw"])
        if deadline["kind"] in {"by", "before"} and written:
            day = date(int(written[3]), int(written[2]), int(written[1]))
            exclusive = deadline["kind"] == "before" and deadline["time"] is None

            assert date.fromisoformat(deadline["due"]) == day - timedelta(days=exclusive)


@each_folder
def test_what_the_gold_quotes_stands_in_the_text(folder):
    gold = gold_of(folder)
    text = words_of(load(folder))
    lines, flat = {one_line(line) for line in text.splitlines()}, one_line(text)
    header = gold["header"]
    parts = [part for task in gold["tasks"] for part in task["quote"].split(" | ")]
    parts += [d["raw"] for d in deadlines_of(folder)]
    parts += [header[key] for key in ("summary", "place", "signer_title", "signer_name") if header[key]]
    parts += header["recipients"]

    assert [part for part in parts if part not in flat and part not in lines] == []


@each_folder
def test_the_code_is_number_and_symbol_as_printed(folder):
    header = gold_of(folder)["header"]
    if header["code"] is None:
        assert (header["number"], header["symbol"]) == (None, None)
        return

    assert header["code"].startswith(header["number"] or "/")
    assert header["code"].endswith(header["symbol"])
    assert " " not in header["code"]


def test_the_readme_names_every_sample():
    readme = (SAMPLES / "README.md").read_text("utf-8")

    assert render(readme) == readme
    assert " | ".join(COLUMNS) in readme


@pytest.mark.parametrize("module", [sheet, table])
def test_examples_in_the_maker_hold(module):
    assert doctest.testmod(module).failed == 0
