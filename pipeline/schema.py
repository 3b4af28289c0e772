"""The published JSON Schemas, made from the models; tests/test_schema.py holds the files in docs/schema/ to them."""

import json
from typing import Any

from pydantic import TypeAdapter

from pipeline.exports.tasks import TaskList
from pipeline.models import SCHEMA_VERSION, Directive, FailedReading

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _schema(kind: Any, title: str, description: str) -> dict[str, Any]:
    made = TypeAdapter(kind).json_schema(mode="serialization")
    return {"$schema": _DIALECT, **made, "title": title, "description": description}


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by file name: what `vanthu read --json` prints, and what `vanthu export tasks` writes."""
    return {
        f"directive-v{SCHEMA_VERSION}.json": _schema(
            Directive | FailedReading,
            "One document, read",
            "What `vanthu read FILE --json` prints: a Directive, or why the file could not be read.",
        ),
        f"tasks-v{SCHEMA_VERSION}.json": _schema(
            TaskList,
            "Task list",
            "What `vanthu export tasks --format json` writes; with `--format jsonl` each line is one of `documents`.",
        ),
    }


def printed(schema: dict[str, Any]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
