"""When the document was signed: digital signatures, and the time that signing programs print into their stamps.

Comes in: a Document.  Goes out: days with their place.  The signing day is a witness for the date of the document (the
same day or one soon after), never its value by itself (NĐ 30/2020/NĐ-CP Điều 18).
"""

import datetime
import re
from dataclasses import dataclass

from extractors.document import Document, Span

# Day and time stand together in a stamp: 01.02.2031 08:00:00 +07:00, 2031-02-01T08:00:00.
_STAMP = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]?\s?(?P<y>20\d\d)|(?P<y2>20\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)T?)"
    r"\s*,?\s*\d{1,2}\s?[:.]\s?\d{2}(?:\s?[:.]?\s?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class SigningDay:
    """A day of signing; `span` is None where it comes from the signature itself and not from the page."""

    day: datetime.date
    span: Span | None


def signing_days(document: Document) -> tuple[SigningDay, ...]:
    """The days of signing, the earliest first."""
    days: dict[datetime.date, SigningDay] = {}
    for signature in document.signatures:
        match = re.match(r"(\d{4})-(\d\d)-(\d\d)", signature.signed_at or "")
        day = _day(match[1], match[2], match[3]) if match else None
        if day:
            days[day] = SigningDay(day, None)
    for match in _STAMP.finditer(document.text):
        day = _day(match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"])
        if day and day not in days:
            days[day] = SigningDay(day, Span(match.start(), match.end()))
    return tuple(days[day] for day in sorted(days))


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
