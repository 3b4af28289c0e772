"""Find the documents that the main text cites: type, symbol, date, issuer, title, each with its place.

Comes in: a Document and the span of its main text.  Goes out: `Mention`s with details type, code, date, issuer, title.
First citations give everything, later ones only type and number (NĐ 30/2020/NĐ-CP Phụ lục I mục II.6).
"""

import functools
import re

from extractors.document import Document, Span
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import confidence_of, iso_date
from rules.loader import load
from rules.spelling import level_marks

_UP = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ]"
_CODE = rf"\d{{1,5}}[a-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[-/]\s?(?:{_UP}[\w&.]*)(?:\s?[-/]\s?{_UP}?[\w&]+)*"
_ABOUT = "về|ban hành|quy định|hướng dẫn|phê duyệt|triển khai|sửa đổi"
_DATE = (
    r"(?P<d>\d{1,2})\s*(?:[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)"
    r"|\s*tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>(?:19|20)\d\d))"
)


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted((rule.means for rule in load("types").rules), key=len, reverse=True)
    kinds = "|".join("[" + n[0].upper() + n[0].lower() + "]" + re.escape(n[1:]).replace(r"\ ", r"\s+") for n in names)
    return re.compile(
        rf"(?P<type>{kinds})\s+(?:số\s*:?\s*)?(?P<code>{_CODE})"
        rf"(?:\s*,?\s*(?:ký\s+|ban hành\s+)?ngày\s+{_DATE})?"
        rf"(?:\s*,?\s*của\s+(?P<issuer>{_UP}[^;.,:()“”\"\n]*?(?:\n[^;.,:()“”\"\n]*?)?)"
        rf"(?=\s+(?:{_ABOUT}|thông báo|đề nghị|công bố)\b|[;.,:()“”\"]|\n\n|$))?"
        rf"(?:\s*,?\s*(?P<title>(?:{_ABOUT})\b[^;.]*?)(?=[;.]|\n\n|$))?",
    )


def find_references(document: Document, body: Span | None) -> list[Mention]:
    """Every cited document in the order of the text."""
    span = body or Span(0, len(document.text))
    text = level_marks(document.text)
    found = []
    for match in _pattern().finditer(text, span.start, span.end):
        details = {
            "type": " ".join(match["type"].split()).capitalize(),
            "code": re.sub(r"\s+", "", match["code"]),
            "date": iso_date(match["d"], match["m"] or match["m2"], match["y"] or match["y2"]),
            "issuer": _line(document, match, "issuer"),
            "title": _line(document, match, "title"),
        }
        at = Span(match.start(), match.start() + len(match.group().rstrip()))
        raw = " ".join(document.text[at.start : at.end].split())
        sure = confidence_of(document, (at,))
        found.append(Mention("references", (at,), raw, "references.cited", min(0.95, sure), details))
    return found


def _line(document: Document, match: re.Match[str], name: str) -> str | None:
    if match[name] is None:
        return None
    return " ".join(document.text[match.start(name) : match.end(name)].split()) or None
