"""The task list for other programs: every stored document as the public JSON, with its state beside it.

Comes in: documents of the store.  Goes out: one JSON object (`json`) or one object a line (`jsonl`).
"""

import json
from collections.abc import Iterable
from typing import Any, Literal, TextIO

from extractors.errors import Secret
from pipeline.errors import NotYetRead
from pipeline.models import SCHEMA_VERSION, Directive, ErrorInfo, FailedReading, FailedSource, Model
from pipeline.store.records import State, StoredDocument

TaskFormat = Literal["json", "jsonl"]


class Standing(Model):
    """What an export says of a document beside its reading.

    `version` counts the changes, `approved_at` is ISO 8601, `superseded_by` the SHA-256 of the version that stands in
    the place of this one.
    """

    state: State
    version: int
    approved_by: str | None = None
    approved_at: str | None = None
    superseded_by: str | None = None


class ExportedDirective(Directive, Standing):
    """A document that was read, with its state."""


class ExportedFailure(FailedReading, Standing):
    """A document that could not be read (or was set apart), with its state."""


class TaskList(Model):
    """The whole export in one object."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    documents: tuple[ExportedDirective | ExportedFailure, ...]


def exported(document: StoredDocument) -> ExportedDirective | ExportedFailure:
    """A stored document in the form of the export; of one that was set apart nothing but the reason is told."""
    standing: dict[str, Any] = {
        "state": document.state,
        "version": document.version,
        "approved_by": document.approved_by,
        "approved_at": document.approved_at,
        "superseded_by": document.superseded_by,
    }
    if document.state == "set_apart":
        return ExportedFailure(source=FailedSource(file_name=""), error=ErrorInfo.of(Secret), **standing)
    if document.directive is not None:
        parts = {name: getattr(document.directive, name) for name in Directive.model_fields}
        return ExportedDirective(**parts, **standing)
    source = FailedSource(file_name=document.file_name, sha256=document.sha256, media_type=document.media_type)
    return ExportedFailure(source=source, error=document.error or ErrorInfo.of(NotYetRead), **standing)


def _json(value: Model) -> str:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False)


def write_tasks(
    documents: Iterable[StoredDocument], format: TaskFormat, out: TextIO, *, withdrawn: bool = False
) -> int:
    """Write the documents in their order, one after the other, so that a large store needs no large memory.

    Of linked versions only the standing one is written, so that no program doubles its tasks.  With `withdrawn` the
    replaced ones are written too, with that state: who asks for changes since a time learns that they are gone.
    Returns how many were written.
    """
    wanted = (document for document in documents if withdrawn or document.state != "withdrawn")
    count = 0
    if format == "json":
        out.write(f'{{"schema_version": {json.dumps(SCHEMA_VERSION)}, "documents": [')
    for document in wanted:
        before, after = ("", "\n") if format == "jsonl" else (",\n" if count else "\n", "")
        out.write(before + _json(exported(document)) + after)
        count += 1
    if format == "json":
        out.write("\n]}\n")
    return count
