"""The published schemas are those of the models, and what is printed keeps to them."""

import json
from pathlib import Path

import jsonschema
import pytest
from made_documents import directive, task

from pipeline.models import ErrorInfo, FailedReading, FailedSource
from pipeline.schema import printed, schemas

FOLDER = Path(__file__).parent.parent / "docs" / "schema"


@pytest.mark.parametrize("name", schemas())
def test_the_published_schema_is_made_from_the_models(name):
    assert (FOLDER / name).read_text("utf-8") == printed(schemas()[name])


@pytest.mark.parametrize("name", schemas())
def test_the_schema_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_a_reading_and_a_failure_keep_to_the_schema():
    schema = schemas()["directive-v1.json"]
    failure = FailedReading(
        source=FailedSource(file_name="hong.pdf"), error=ErrorInfo(code="BROKEN", message="Hỏng.", next_step="Xin lại.")
    )

    jsonschema.validate(json.loads(directive(tasks=[task()]).model_dump_json()), schema)
    jsonschema.validate(json.loads(failure.model_dump_json()), schema)


def test_a_header_without_one_of_its_keys_is_refused():
    broken = json.loads(directive().model_dump_json())
    del broken["header"]["signer_name"]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schemas()["directive-v1.json"])
