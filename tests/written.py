"""Documents written out in tests: every line is a paragraph, as in a Word file."""

from extractors.document import Cell, Document, Line, Table, Word
from extractors.finding.duties import find_duties
from extractors.finding.findings import HeaderFindings, Mention, Span
from extractors.finding.outline import find_outline


def document(text, tables=()):
    lines, start = [], 0
    for written in text.split("\n"):
        end = start + len(written)
        words, at = [], start
        for word in written.split(" "):
            if word:
                words.append(Word(at, at + len(word)))
            at += len(word) + 1
        if written:
            lines.append(Line(start, end, None, None, tuple(words)))
        start = end + 1
    return Document(text, tuple(lines), (), "text/plain", "word", tables=tuple(tables))


def header(text, doc_type="", issuer="", date=""):
    """A head that is known, and a body that is the whole text."""
    candidates = {}
    if doc_type:
        candidates["type"] = [Mention("type", (Span(0, 0),), doc_type, "test", 1.0)]
    if issuer:
        candidates["issuer"] = [Mention("issuer", (Span(0, 0),), issuer, "test", 1.0)]
    if date:
        candidates["date"] = [Mention("date", (Span(0, 0),), date, "test", 1.0, {"iso": date})]
    return HeaderFindings(candidates, body=Span(0, len(text)))


def duties(text, doc_type="kế hoạch", issuer="SỞ NỘI VỤ", date=""):
    """The duties of a text, each as (lead, support, report_to, times, words)."""
    written = document(text)
    head = header(text, doc_type, issuer, date)
    found, _ = find_duties(written, find_outline(written, head), head)
    return [
        {
            "lead": [m.value for m in duty.lead],
            "support": [m.value for m in duty.support],
            "report_to": [m.value for m in duty.report_to],
            "via": [m.value for m in duty.via],
            "times": [text[t.start : t.end] for t in duty.deadlines],
            "words": " ".join(text[a:b] for a, b in duty.spans),
        }
        for duty in found
    ]


def table(text, rows, start=0, head_rows=1):
    """A table whose rows stand in the text as lines of cells parted by tabs, from `start` on."""
    cells, at = [], start
    for row, written in enumerate(rows):
        for column, cell in enumerate(written):
            place = text.index(cell, at)
            cells.append(Cell(place, place + len(cell), row, column))
            at = place + len(cell)
    return Table(cells[0].start, at, tuple(cells), head_rows)
