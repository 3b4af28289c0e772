"""From a Document to its Findings: everything that is written in it and matters, each with its place."""

from extractors.document import Document
from extractors.finding.duties import find_duties
from extractors.finding.findings import Findings
from extractors.finding.header import find_header
from extractors.finding.outline import find_outline


def find(document: Document) -> Findings:
    """Find header, outline and duties; nothing is decided here about what they mean."""
    document = document.upright
    header = find_header(document)
    items = find_outline(document, header)
    duties, omissions = find_duties(document, items, header)
    return Findings(header, items, duties, omissions)
