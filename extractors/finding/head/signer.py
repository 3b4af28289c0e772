"""Read who signed: on whose behalf, with what title, under what name.

Comes in: the right-hand lines of the foot.  Goes out: mentions of authority, title and name (NĐ 30/2020/NĐ-CP Phụ lục I
mục II.7: authority lines, then the title, then below the signature the name).
"""

import re

from extractors.document import Document, Span, Word
from extractors.finding.findings import Mention
from extractors.finding.head.foot import is_authority
from extractors.finding.head.names import BESIDE_STROKES, SPELT, NameAt, name_behind_stroke, name_in, spoilt_name_in
from extractors.finding.head.numbers import mention
from extractors.finding.head.restore import is_fixed, restored, title_like
from extractors.finding.head.titles import spoilt_authority, title_in, without_echo
from extractors.finding.head.zone import middle
from extractors.finding.layout import Segment
from extractors.reading.syllables import is_of_titles

_HARDLY_READ = 0.6
"""A word of which recognition is no surer may be a stroke."""
_SIGNS_FOR = ("KT.", "TL.", "K/T", "T/L", "TUQ.")
_STROKES = " ,-–—_'`|*:;~\""
_SPECK, _FEWEST_WORDS = 3, 3
"""A word behind a title that is a speck has so few letters; a title and it are so many words."""


def find_signer(document: Document, lines: tuple[Segment, ...]) -> dict[str, list[Mention]]:
    """Authority, title and name; the candidates for the name, best first."""
    found: dict[str, list[Mention]] = {}
    authority, title, last = _posts(lines)
    if authority:
        found["signer_authority"] = [_joined(document, "signer_authority", authority, "signing.authority")]
    if title:
        found["signer_title"] = [_joined(document, "signer_title", title, "signing.title")]
    names = _names(document, lines, last)
    if names:
        names[0].details["alone"] = "yes" if len(lines) == 1 else None
        found["signer_name"] = names
    return found


def _joined(document: Document, kind: str, lines: list[Segment], rule: str) -> Mention:
    spans = tuple(_without_speck(document, line, _trimmed(line)) for line in lines)
    found = mention(document, kind, spans, rule)
    if any(line.origin == "ocr" for line in lines):
        spoilt = [spoilt_authority(line.text) for line in lines]
        if kind == "signer_title":
            spoilt = [one and one.removeprefix("KT. ") for one in spoilt]
        parts = [one or _restored(document.text[slice(*span)]) for one, span in zip(spoilt, spans, strict=True)]
        found.details["restored"] = title_like(found.value) or without_echo(" ".join(" ".join(parts).split()))
        found.details["spoilt"] = "yes" if any(spoilt) else None
    return found


def _restored(text: str) -> str:
    """A recognised line with the marks that it lost; what follows TM, KT, TL is a stop."""
    said = re.sub(r"^(T/?M|K/?T|T/?L|TUQ)\s?[,;:]\s?", r"\1. ", restored(text))
    mark, _, rest = said.partition(" ")
    return f"{mark} {title_like(rest)}" if mark in _SIGNS_FOR and title_like(rest) else said


def _trimmed(line: Segment) -> Span:
    text = line.text
    start = len(text) - len(text.lstrip(f".{_STROKES}"))
    return Span(line.start + start, line.start + len(text.rstrip(_STROKES)))


def _without_speck(document: Document, line: Segment, span: Span) -> Span:
    """A recognised line without a short word behind it that was hardly read: the edge of a seal or a stroke."""
    words = [word for _, word in document.words_in(*span)]
    if line.origin != "ocr" or len(words) < _FEWEST_WORDS:
        return span
    last = words[-1]
    text = document.text[last.start : last.end].strip(".,;:'`_")
    speck = len(text) <= _SPECK and (last.confidence or 0.0) <= _HARDLY_READ and not is_of_titles(text)
    before = re.sub(r"^(?:KT|TL|TUQ)\W+", "", document.text[span.start : words[-2].end])
    return Span(span.start, words[-2].end) if speck and title_in(before) else span


def _posts(lines: tuple[Segment, ...]) -> tuple[list[Segment], list[Segment], Segment | None]:
    """The lines of authority, those of the title, and the last of either."""
    authority: list[Segment] = []
    title: list[Segment] = []
    last: Segment | None = None
    deputy = any(_is_deputy(line) for line in lines if line.capital)
    for line in lines:
        if last is not None and _apart(last, line):
            break
        if last is not None and _beside(last, line) and (authority or title):
            # One printed row that recognition has cut: its right part goes on with what the left one began.
            if _is_words(line):
                (title or authority).append(line)
            continue
        spoilt = spoilt_authority(line.text) is not None
        if not title and (is_authority(line) or (spoilt and (deputy or not authority))) and not title_like(line.text):
            authority.append(line)
        elif not line.capital or len(line.text) < 4:
            continue
        elif title_in(line.text) or spoilt:
            # Under TM. or TL., with no deputy's title in the block, strokes before a head's title are no `KT.`.
            if not title:
                title.append(line)
            elif not _is_deputy(title[0]) and _is_deputy(line) and _same_post(title[0], line):
                # The head's title stands printed, the deputy's is stamped under it: KT. was left to the pen.
                authority, title = [*authority, *title], [line]
            else:
                continue
        elif title and _goes_on(title[-1], line):
            title.append(line)
        elif authority and not title and _is_words(line) and not _is_rest_of_title(line):
            authority.append(line)
        else:
            continue
        last = line
    last_line = authority[-1] if len(authority) > 1 else None
    if last_line and not title and not is_authority(last_line) and last_line.origin != "ocr":
        title = [authority.pop()]
    return authority, title, last


_DEPUTY = re.compile(r"\W*(?:PHÓ|PHO|P\.)\W")
"""What begins so is a deputy's title, even where the rest of it was lost."""


def _is_rest_of_title(line: Segment) -> bool:
    """Whether a line is what is left of a title: a deputy's beginning, or a lone word that recognition has."""
    return bool(_DEPUTY.match(line.text)) or (line.origin == "ocr" and len(line.text.split()) == 1)


def _beside(last: Segment, line: Segment) -> bool:
    if last.box is None or line.box is None or last.page != line.page:
        return False
    return abs(middle(last) - middle(line)) < 5 and line.box.x0 >= last.box.x1 - 2


def _is_words(line: Segment) -> bool:
    """Whether a capital line is made of words: always in digital text, only known or clear ones where recognised."""
    if line.origin != "ocr":
        return True
    if not line.capital or re.search(r"[^\w\s.,&/-]|\d{2}", line.text):
        return False
    return is_fixed(restored(line.text)) or (line.confidence or 0.0) > 0.8


def _is_deputy(line: Segment) -> bool:
    return (title_in(line.text) or "").startswith("pho ")


def _same_post(head: Segment, deputy: Segment) -> bool:
    one, two = title_in(head.text), title_in(deputy.text)
    return two == f"pho {one}"


def _apart(last: Segment, line: Segment) -> bool:
    """A second block further down is another signer, or another office of the same."""
    if last.box is None or line.box is None or last.page != line.page:
        return False
    return line.box.top - last.box.bottom > 55


def _goes_on(last: Segment, line: Segment) -> bool:
    if name_in(line.text) or not _is_words(line):
        return False
    if last.box is None or line.box is None:
        return line.line == last.line + 1 and len(line.text) < 40
    return line.box.top - last.box.bottom < 8 and abs(_centre(line) - _centre(last)) < 14


def _centre(line: Segment) -> float:
    return (line.box.x0 + line.box.x1) / 2 if line.box else 0.0


def _below(line: Segment, last: Segment) -> bool:
    if line.box and last.box and line.page == last.page:
        return middle(line) > middle(last)
    return line.start > last.end


def _name_beside_strokes(document: Document, line: Segment) -> NameAt | None:
    """A name of a known surname between strokes: what stands beside it looks like strokes, or was hardly read."""
    stray = name_behind_stroke(line.text)
    if stray:
        return stray
    words = [word for _, word in document.words_in(*line.span)]
    strokes = [_is_stroke(document, word) for word in words]
    for first, word in enumerate(words):
        for last in range(len(words), first + 1, -1):
            if (first, last) == (0, len(words)) or not all(strokes[:first] + strokes[last:]):
                continue
            start = word.start - line.start
            at = name_in(line.text[start : words[last - 1].end - line.start])
            if at and at.surname >= SPELT:
                return NameAt(start + at.start, start + at.end, BESIDE_STROKES)
    return None


def _is_stroke(document: Document, word: Word) -> bool:
    """Whether a word was hardly read, or has no letters."""
    text = document.text[word.start : word.end]
    return (word.confidence or 0.0) <= _HARDLY_READ or not any(map(str.isalpha, text))


def _names(document: Document, lines: tuple[Segment, ...], last: Segment | None) -> list[Mention]:
    candidates: list[tuple[float, Mention]] = []
    for line in lines:
        if last is not None and not _below(line, last):
            continue
        at = name_in(line.text)
        stray = _name_beside_strokes(document, line) if at is None and line.origin == "ocr" else None
        at = at or stray or (spoilt_name_in(line.text) if line.origin == "ocr" else None)
        if at is None:
            continue
        off = abs(_centre(line) - _centre(last)) if last is not None and line.page == last.page else 0.0
        score = at.surname - off / 200 - (0.3 if line.capital else 0.0) - 0.02 * len(candidates)
        span = Span(line.start + at.start, line.start + at.end)
        found = mention(document, "signer_name", (span,), "signing.name", surname=f"{at.surname:.1f}")
        found.details["stroke"] = "yes" if stray else None
        candidates.append((score, found))
    candidates.sort(key=lambda pair: -pair[0])
    return [found for score, found in candidates if score > 0.2]
