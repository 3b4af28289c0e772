"""Read the lines under Nơi nhận, one mention for each recipient.

Comes in: the label and the left-hand lines of the foot.  Goes out: mentions without leading dash and closing mark; a
recipient over several lines has several spans (NĐ 30/2020/NĐ-CP Phụ lục I mục II.9).
"""

import re

from extractors.document import Document, Span
from extractors.finding.findings import Mention
from extractors.finding.head.foot import Foot
from extractors.finding.head.numbers import mention
from extractors.finding.head.restore import restored
from extractors.finding.layout import Segment
from rules.loader import load

_BULLET = re.compile(r"^\s*(?:[-–—+•*_~»>=·.¡ˆ^]+|[oO0](?=\s+[A-ZĐ])|\d{1,2}[.)])\s*")
_SPECK = 2
_CLOSING = " \t\n.,;:|_"


def find_recipients(document: Document, foot: Foot) -> list[Mention]:
    """The recipients in their order; the filing line (Lưu …) is one of them."""
    groups: list[list[Span]] = []
    lines = _without_specks(list(foot.left))
    bulleted = sum(bool(_BULLET.match(line.text)) for line in lines) >= max(1, 0.6 * len(lines))
    if foot.label:
        rest = _after_label(foot.label)
        if rest:
            groups.append([rest])
    previous: Segment | None = None
    for line in lines:
        bullet = _BULLET.match(line.text)
        start = line.start + (bullet.end() if bullet else 0)
        if previous is None or bullet or _begins(previous, line, bulleted=bulleted):
            groups.append([Span(start, line.end)])
        else:
            groups[-1].append(Span(line.start, line.end))
        previous = line
    mentions = [m for m in (_recipient(document, spans) for spans in groups) if m is not None]
    if mentions and lines:
        mentions[0].details["begins"] = _beginning(foot.label, lines[0])
    return mentions


def _without_specks(lines: list[Segment]) -> list[Segment]:
    """The lines without recognised ones of one or two characters and no bullet: what is left of a seal or a pen."""
    return [s for s in lines if s.origin != "ocr" or len(s.text.strip()) > _SPECK or _BULLET.match(s.text)]


def _beginning(label: Segment | None, first: Segment) -> str:
    """How the list begins: right under its label, or with room for a line that was not read, or with no label."""
    if label is None:
        return "unlabelled"
    if label.box and first.box and first.page == label.page:
        room = first.box.top - label.box.bottom
        return "apart" if room > 0.9 * (label.box.bottom - label.box.top) else "under"
    return "under"


def _after_label(label: Segment) -> Span | None:
    match = re.search(r"(?<=\w)\s*[:;]\s*[-–]?\s*(?=\w)", label.text)
    return Span(label.start + match.end(), label.end) if match else None


def _begins(previous: Segment, line: Segment, *, bulleted: bool) -> bool:
    """Whether a line without a bullet begins a new recipient."""
    if load("header").rule("recipients.filing").search(line.text) and line.text.lstrip()[:1].isupper():
        return True
    if bulleted:
        return False
    ending = previous.text.rstrip()
    closed = ending.endswith((";", ".", ":")) and not ending.endswith("TP.")
    return closed or not ending.endswith(",")


def _recipient(document: Document, spans: list[Span]) -> Mention | None:
    first, last = spans[0], spans[-1]
    text = document.text
    head = text[first.start : first.end]
    begin = first.start + len(head) - len(head.lstrip(" \t\n-–—+•*_~.:;"))
    tail = text[last.start : last.end].rstrip(_CLOSING)
    trimmed = [Span(begin, first.end), *spans[1:]]
    trimmed[-1] = Span(trimmed[-1].start, last.start + len(tail))
    kept = tuple(span for span in trimmed if span.end > span.start)
    if not kept or not any(c.isalnum() for s in kept for c in text[s.start : s.end]):
        return None
    found = mention(document, "recipients", kept, "header.recipients")
    if any(line.origin == "ocr" for span in kept for line in document.lines_in(*span)):
        found.details["restored"] = _mended(restored(found.value))
    return found


def _mended(text: str) -> str:
    """The line with its standing phrases as they are written, where recognition has missed a letter of them."""
    for rule in load("header").group("mend."):
        match = rule.pattern.search(rule.levelled(text))
        if match:
            text = text[: match.start()] + match.expand(str(rule.extra["reads"])) + text[match.end() :]
    return text
