"""From Findings to the Directive: what the document means, and what a person should look at."""

from extractors.document import Document
from extractors.finding.findings import Findings
from pipeline.models import Directive, Source
from pipeline.resolve.header import resolve_header
from pipeline.resolve.tasks import resolve_tasks


def resolve(findings: Findings, document: Document, source: Source, *, own_office: str | None) -> Directive:
    """Decide what the findings mean.

    `own_office` is the name of the office that reads (settings); without it no task is said to concern us.
    """
    header = resolve_header(findings.header, document, file_name=source.file_name)
    tasks, missed = resolve_tasks(
        findings.duties,
        findings.omissions,
        document,
        items=findings.items,
        header=header,
        sha256=source.sha256,
        own_office=own_office,
    )
    return Directive(source=source, header=header, tasks=tasks, missed=missed, warnings=document.warnings)
