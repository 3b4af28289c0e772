"""The task list for programs: one object a document, with state and version; nothing of secret ones."""

import io
import json

import jsonschema
import pytest
from made_documents import directive, failed, stored, task

from pipeline.exports.tasks import write_tasks
from pipeline.schema import schemas


def written(documents, format="jsonl", **options):
    out = io.StringIO()
    write_tasks(documents, format, out, **options)
    return out.getvalue()


def test_a_line_is_the_reading_with_its_state_beside_it():
    reading = directive(tasks=[task()], issuer="Sở Xây dựng tỉnh Hòa Mỹ")
    line = written([stored(1, "approved", reading, approved_by="Lan", approved_at="2026-04-07T02:00:00.000Z")])
    beside = {"state": "approved", "version": 1, "approved_by": "Lan", "approved_at": "2026-04-07T02:00:00.000Z"}

    assert json.loads(line) == json.loads(reading.model_dump_json()) | beside | {"superseded_by": None}


def test_letters_stay_letters_and_every_document_has_one_line():
    lines = written([stored(1, "read", directive(summary="Dòng một\nDòng hai")), failed(2)]).splitlines()

    assert len(lines) == 2
    assert "Dòng một\\nDòng hai" in lines[0]


def test_json_holds_all_documents_in_one_object():
    whole = json.loads(written([stored(1, "read", directive()), failed(2)], "json"))

    assert whole["schema_version"] == "1"
    assert [document["state"] for document in whole["documents"]] == ["read", "failed"]


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_no_documents_are_a_valid_export(format):
    assert written([], format).split() in ([], ['{"schema_version":', '"1",', '"documents":', "[", "]}"])


def test_everything_written_keeps_to_the_published_schema():
    documents = [stored(1, "read", directive(tasks=[task()])), failed(2), stored(3, "received"), stored(4, "set_apart")]
    whole = json.loads(written(documents, "json"))

    jsonschema.validate(whole, schemas()["tasks-v1.json"])


def test_a_failed_document_tells_its_code_and_advice():
    line = json.loads(written([failed(2)]))

    assert line["error"]["code"] == "BROKEN"
    assert line["source"]["file_name"] == "tep-2.pdf"


def test_of_a_document_set_apart_only_the_reason_is_told():
    hidden = stored(3, "set_apart", directive(summary="Nội dung không được lộ"), secrecy_level="Mật")
    line = written([hidden])

    assert json.loads(line)["error"]["code"] == "SECRET"
    assert "lộ" not in line
    assert "tep-3" not in line


def test_one_that_waits_says_so():
    assert json.loads(written([stored(3, "received")]))["error"]["code"] == "NOT_YET_READ"


def test_a_replaced_version_is_left_out_unless_it_is_asked_for():
    old = stored(1, "withdrawn", directive(), superseded_by="f" * 64)

    assert written([old]) == ""
    assert json.loads(written([old], withdrawn=True))["superseded_by"] == "f" * 64
