"""Which part of a document a paragraph stands in: head, body, foot; annex, form to fill in, another document attached.

Comes in: a Document and what is known of its head.  Goes out: the span of the main text, and the stretches after the
signature, each with its kind.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from extractors.document import Document, Line, Span
from extractors.finding.findings import HeaderFindings
from rules.loader import load

Kind = Literal["body", "annex", "form", "attached"]

_BLANKS = re.compile(r"[.…_]{6,}")
_FORM_BLANKS = 4  # dotted gaps to write into; fewer also occur in running text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text and what it is."""

    span: Span
    kind: Kind


def stretches(document: Document, header: HeaderFindings) -> list[Stretch]:
    """The main text first, then what follows the signature, page by page."""
    body = header.body or Span(_head_end(document), _foot_start(document))
    body = Span(body.start, max(body.end, _recipients_start(document, body)))
    body = Span(body.start, min([body.end, *_foreign_pages(document, body)]))
    found = [Stretch(body, "body")]
    attached = list(header.parts)
    for span in _pages_after(document, body.end):
        foreign = any(part.start < span.end and part.end > span.start for part in attached)
        kind = "attached" if foreign else _kind(document, span, found[-1].kind)
        if kind == found[-1].kind and found[-1].span.end >= span.start - 1 and kind != "body":
            found[-1] = Stretch(Span(found[-1].span.start, span.end), kind)
        else:
            found.append(Stretch(span, kind))
    return found


def _recipients_start(document: Document, body: Span) -> int:
    """Where the recipients stand: the main text goes on to them, whatever a stamp or a title in it looked like."""
    heads = (line.start for line in document.lines if line.start >= body.start and _is_recipients(document, line))
    return next(heads, body.end)


def _is_recipients(document: Document, line: Line) -> bool:
    return _matches("foot.recipients", document, line)


def _foreign_pages(document: Document, body: Span) -> list[int]:
    """Where pages of the main text begin with the head of another document or of a form."""
    starts = []
    for page in document.pages:
        if page.number == 1 or not body.start < page.start < body.end:
            continue
        top = [line for line in document.lines_in(page.start, page.end) if _has_words(document, line)][:5]
        if any(_matches("zone.attached", document, line) for line in top) or any(
            _matches("zone.form", document, line) for line in top[:2]
        ):
            starts.append(page.start)
    return starts


def _has_words(document: Document, line: Line) -> bool:
    return sum(character.isalpha() for character in document.text[line.start : line.end]) >= 4


def _matches(rule_id: str, document: Document, line: Line) -> bool:
    rule = load("outline").rule(rule_id)
    return bool(rule.pattern.search(rule.levelled(document.text[line.start : line.end].strip())))


def _first_page(document: Document) -> list[Line]:
    return [line for line in document.lines if line.page in {None, 1}][:60]


def _head_end(document: Document) -> int:
    """The head ends after the document's type and summary, or after the addressee; 0 where there is neither."""
    lines = _first_page(document)
    for index, line in enumerate(lines):
        if _matches("head.addressee", document, line):
            return _after_addressee(document, lines[index:])
    for index, line in enumerate(lines):
        if _matches("head.type", document, line):
            following = lines[index + 1] if index + 1 < len(lines) else line
            return following.start
    return 0


def _after_addressee(document: Document, lines: list[Line]) -> int:
    """Addressees may be a list of dashes; the body begins at the first line that is none."""
    for line in lines[1:]:
        text = document.text[line.start : line.end].strip()
        if not text.startswith(("-", "–", "+", "•")) and not text[:1].islower():
            return line.start
    return lines[0].end


def _foot_start(document: Document) -> int:
    for line in document.lines:
        if _matches("foot.recipients", document, line):
            return line.start
    authority = [line for line in document.lines if _matches("foot.authority", document, line)]
    return authority[0].start if authority and authority[0].start > len(document.text) // 4 else len(document.text)


def _pages_after(document: Document, end: int) -> list[Span]:
    """What follows the foot: whole pages, or in a file without pages what comes after the next heading of an annex."""
    if not document.pages or all(line.page is None for line in document.lines):
        return _annexes_without_pages(document, end)
    last = document.page_of(max(0, end - 1)) or 1
    return [Span(page.start, page.end) for page in document.pages if page.number > last and page.start >= end]


def _annexes_without_pages(document: Document, end: int) -> list[Span]:
    heads = [
        line.start
        for line in document.lines
        if line.start > end and any(_matches(f"zone.{kind}", document, line) for kind in ("annex", "form", "attached"))
    ]
    return [Span(a, b) for a, b in itertools.pairwise([*heads, len(document.text)])]


def _kind(document: Document, span: Span, before: Kind) -> Kind:
    """What a page after the signature is; one without a head of its own goes on with what was before."""
    top = [line for line in document.lines_in(*span) if _has_words(document, line)][:8]
    if any(_matches("zone.attached", document, line) for line in top):
        return "form" if _to_fill_in(document, span) else "attached"
    if any(_matches("zone.form", document, line) for line in top[:4]) or _to_fill_in(document, span):
        return "form"
    if any(_matches("zone.annex", document, line) for line in top[:4]):
        return "annex"
    return "annex" if before == "body" else before


def _to_fill_in(document: Document, span: Span) -> bool:
    return len(_BLANKS.findall(document.text[span.start : span.end])) >= _FORM_BLANKS
