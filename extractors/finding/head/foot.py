"""Find the foot of the main text: the recipients on the left, who signed on the right.

Comes in: a Document and where its main text begins.  Goes out: a `Foot` of segments.  An attached document has a
foot of its own; the first one is the main text's (NĐ 30/2020/NĐ-CP Phụ lục I mục II.7 and II.9).
"""

import re
from dataclasses import dataclass

from extractors.document import Document
from extractors.finding.head.names import SPELT, name_in
from extractors.finding.head.titles import spoilt_authority, title_in
from extractors.finding.head.zone import is_noise, matches, middle
from extractors.finding.layout import Segment, segments
from rules.loader import load

# How far above the label of the recipients the signer's lines may begin (points).
_ABOVE_LABEL = 48.0
_OVERLEAF = 260.0  # points from the top of the next page within which the name under a title is looked for
_BESIDE = 120.0
"""How far above the signer's block, of which the name may be all that was read, the list beside it begins (points)."""
_FULL = 3
"""A lone name has so many syllables."""
_SPECK = re.compile(r"^[\Wa-zı]{1,2}\s+(?=(?:KT|TM|TL|TUQ)\b)|\s[^\w\s]{1,2}(?=\s)")
"""A stroke that recognition reads as a letter before a line of authority, or as a mark in it."""


@dataclass(frozen=True, slots=True)
class Foot:
    """The label Nơi nhận, the lines under it, and the lines of the signer's block, each from top to bottom."""

    label: Segment | None
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]


def is_authority(segment: Segment) -> bool:
    """Whether a line says on whose behalf somebody signs (TM., KT., TL. …)."""
    text = _SPECK.sub("", segment.text) if segment.origin == "ocr" else segment.text
    return segment.capital and load("signing").rule("authority").search(text) is not None


def opens_block(segment: Segment) -> bool:
    """Whether a signer's block can begin with this line."""
    if segment.side == "left" or len(segment.text) > 70:
        return False
    if segment.origin == "ocr" and spoilt_authority(segment.text):
        return True
    return is_authority(segment) or (segment.capital and title_in(segment.text) is not None)


def find_foot(document: Document, after: int, before: int) -> Foot:
    """The foot of the main text that begins at `after`; at `before` an attached document begins."""
    found = [s for s in segments(document) if after < s.start < before]
    label = next((s for s in found if matches("recipients.label", s) and s.side != "right" and len(s.text) < 90), None)
    opening = next((s for s in found if opens_block(s) and _followed(found, s)), None) or _last_block(found)
    if label is None or (opening and _earlier_page(opening, label)):
        right = _right_from(found, opening) if opening else _lone_name(found)
        left = _unlabelled(found) or _bulleted_beside(found, right)
        if not right and left:
            right = tuple(s for s in _right_beside(found, left[0]) if s.side != "full")
        return Foot(None, left, right)
    left = _left(found, label)
    right = _right_beside(found, label)
    if not any(opens_block(s) for s in right) and opening:
        right = _right_from(found, opening)
    return Foot(label, left, (*right, *_name_overleaf(found, right)))


def _name_overleaf(found: list[Segment], right: tuple[Segment, ...]) -> list[Segment]:
    """The name that a page break has parted from the title above it: at the top of the next page, under that title."""
    title = next((s for s in reversed(right) if opens_block(s)), None)
    if title is None or title.box is None or any(name_in(s.text) for s in right):
        return []
    centre = (title.box.x0 + title.box.x1) / 2
    return [
        s for s in found
        if s.page == title.page + 1 and s.box and s.side != "left" and s.box.top < _OVERLEAF
        and abs((s.box.x0 + s.box.x1) / 2 - centre) < 40 and not s.capital and name_in(s.text)
    ][:1]  # fmt: skip


def _lone_name(found: list[Segment]) -> tuple[Segment, ...]:
    """A name of three syllables or more, the last thing on the right of its page: a seal has covered the title."""
    pages = sorted({segment.page for segment in found})
    for page in reversed(pages):
        right = [s for s in found if s.page == page and s.origin == "ocr" and s.side == "right" and not is_noise(s)]
        at = name_in(right[-1].text) if right else None
        if at and at.surname >= SPELT and len(right[-1].text[at.start : at.end].split()) >= _FULL:
            return (right[-1],)
    return ()


def _bulleted_beside(found: list[Segment], right: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The bulleted lines on the left of the signer's block, where neither label nor filing line was read."""
    if not right or right[0].box is None or right[0].origin != "ocr":
        return ()
    top, bottom = right[0].box.top - _BESIDE, max(s.box.bottom for s in right if s.box)
    lines = [
        s for s in found
        if s.page == right[0].page and s.side == "left" and s.box and top < s.box.top < bottom and _is_bulleted(s)
    ]  # fmt: skip
    return tuple(lines) if len(lines) > 1 else ()


def _last_block(found: list[Segment]) -> Segment | None:
    """A title at the very end with no name under it, as on minutes that are still to be signed."""
    return next((s for s in found[-6:] if s.side == "right" and opens_block(s)), None)


def _earlier_page(opening: Segment, label: Segment) -> bool:
    """A signer's block two pages before the label belongs to another part of the file."""
    return bool(opening.page) and label.page - opening.page > 1


def _followed(found: list[Segment], opening: Segment) -> bool:
    """Whether a name or a further line of authority stands under an opening line: headings have neither."""
    position = found.index(opening)
    for segment in found[position + 1 : position + 26]:
        if segment.page > opening.page + (1 if opening.page else 0):
            return False
        if segment.side != "left" and name_in(segment.text):
            return True
    return False


def _left(found: list[Segment], label: Segment) -> tuple[Segment, ...]:
    lines: list[Segment] = []
    previous = label
    for segment in found[found.index(label) + 1 :]:
        if segment.page != label.page and not _goes_on(segment, label, previous):
            break
        if segment.box is None and segment.side == "full" and lines:
            break
        if segment.side == "right" or (segment.side == "center" and not _under(segment, label)):
            continue
        if not _under(segment, label) or (is_noise(segment) and not any(c.isalnum() for c in segment.text)):
            continue
        if segment.box and previous.box and segment.page == previous.page:
            height = max(8.0, previous.box.bottom - previous.box.top)
            if segment.box.top - previous.box.bottom > 2.6 * height:
                break
        if matches("annex.title", segment) and segment.capital:
            break
        lines.append(segment)
        previous = segment
        if matches("recipients.filing", segment) and segment.text.rstrip().endswith("."):
            break
        if len(lines) > 60:
            break
    return tuple(lines)


def _unlabelled(found: list[Segment]) -> tuple[Segment, ...]:
    """The bulleted lines above a filing line (Lưu …), where the label over them was not read."""
    filing = next((i for i, s in enumerate(found) if _is_filing(s)), None)
    if filing is None:
        return ()
    lines = [found[filing]]
    for segment in reversed(found[max(0, filing - 30) : filing]):
        last = lines[-1]
        if segment.page != last.page or segment.box is None or last.box is None:
            break
        if segment.side == "right" or is_noise(segment) or abs(segment.box.x0 - last.box.x0) > 25:
            continue
        if last.box.top - segment.box.bottom > 14 or not _is_bulleted(segment):
            break
        lines.append(segment)
    return tuple(reversed(lines)) if len(lines) > 1 else ()


def _is_filing(segment: Segment) -> bool:
    return segment.side == "left" and len(segment.text) < 60 and matches("recipients.filing", segment)


def _is_bulleted(segment: Segment) -> bool:
    return segment.text.lstrip()[:1] in "-–—_•~+*"


def _goes_on(segment: Segment, label: Segment, previous: Segment) -> bool:
    """A list of recipients may go on at the top of the next page, with bullets."""
    if segment.page != previous.page + 1 and segment.page != previous.page:
        return False
    if matches("recipients.filing", previous):
        return False
    return segment.text.lstrip()[:1] in "-–+•" and bool(segment.box) and _under(segment, label)


def _under(segment: Segment, label: Segment) -> bool:
    if segment.box is None or label.box is None:
        return segment.side == label.side or label.side == "full"
    return segment.box.x0 < label.box.x0 + 60 and segment.box.x1 < label.box.x0 + 300


def _right_beside(found: list[Segment], label: Segment) -> tuple[Segment, ...]:
    if label.box is None:
        position = found.index(label)
        around = found[max(0, position - 8) : position + 70]
        return tuple(s for s in around if s.side in ("right", "center"))
    lines = [
        s
        for s in found
        if s.page == label.page and middle(s) > middle(label) - _ABOVE_LABEL and s.box and _right_of(s, label)
    ]
    if not any(opens_block(s) for s in lines):
        lines = [s for s in found if s.page == label.page and s.side in ("right", "center") and _near(s, label)]
    return tuple(lines)


def _right_of(segment: Segment, label: Segment) -> bool:
    assert segment.box
    assert label.box
    return (segment.box.x0 + segment.box.x1) / 2 > label.box.x0 + 190 and segment.box.x0 > label.box.x0 + 95


def _near(segment: Segment, label: Segment) -> bool:
    return middle(segment) > middle(label) - 3 * _ABOVE_LABEL and not matches("recipients.label", segment)


def _right_from(found: list[Segment], opening: Segment) -> tuple[Segment, ...]:
    position = found.index(opening)
    lines = [opening]
    for segment in found[position + 1 : position + 40]:
        if segment.page > opening.page + 1:
            break
        if matches("annex.title", segment) and segment.capital:
            break
        if segment.side != "left":
            lines.append(segment)
    return tuple(lines)
