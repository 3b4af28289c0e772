"""Who speaks in the opening sentence, for documents whose head names no issuer.

Comes in: the main text and the line of authority at its end.  Goes out: a mention of the issuer, only where both agree
(`…, Ban Thường vụ Hội Nông dân tỉnh phát động …` and `TM. BAN THƯỜNG VỤ`).  Such drafts and copies for the web
are common: the letterhead was added by hand or left out.
"""

import re

from extractors.document import Document, Span
from extractors.finding.agencies import Province, head_of, key, provinces
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import mention
from rules.loader import load
from rules.spelling import level, level_marks

# The opening is the first sentence or two: legal bases, then who does what.
_OPENING = 2000
_ON_BEHALF = re.compile(r"^\W*(?:TM|T/M)\W+", re.IGNORECASE)


def find_opening_issuer(document: Document, body: Span, authority: Mention | None) -> Mention | None:
    """The body that speaks first, if the one who signs on behalf of it says the same."""
    signs_for = _ON_BEHALF.sub("", level_marks(authority.value)) if authority else ""
    if authority is None or signs_for == level_marks(authority.value):
        return None
    rule = load("header").rule("issuer.opening")
    opening = document.text[body.start : min(body.end, body.start + _OPENING)]
    for match in rule.pattern.finditer(rule.levelled(opening)):
        name = Span(body.start + match.start("name"), body.start + match.end("name"))
        words = " ".join(document.text[slice(*name)].split())
        if head_of(words) is not None and f"{key(words)} ".startswith(f"{key(signs_for)} "):
            where = _only_province(document, body) if re.search(r"(?:tỉnh|thành phố)$", level(words)) else None
            spans = (name, where) if where else (name,)
            return mention(document, "issuer", spans, "header.issuer.opening", head="opening")
    return None


def _only_province(document: Document, body: Span) -> Span | None:
    """Where the one province stands that the main text names; None where it names none or several."""
    text = level_marks(document.text[slice(*body)])
    found: dict[str, Span] = {}
    for province in provinces():
        match = re.search(_names(province), text)
        if match:
            found[province.name] = Span(body.start + match.start(), body.start + match.end())
    return next(iter(found.values())) if len(found) == 1 else None


def _names(province: Province) -> str:
    """In capitals as names are written; the man whom a city is named after is no place."""
    spellings = (re.escape(level_marks(name)).replace(r"\ ", r"\s+") for name in (province.name, *province.spellings))
    before = r"(?:(?<=thành phố )|(?<=Thành phố )|(?<=TP\. )|(?<=TP ))" if province.name == "Hồ Chí Minh" else ""
    return rf"(?<!\w){before}(?:{'|'.join(spellings)})(?!\w)"
