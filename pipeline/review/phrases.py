"""Times as people type them: what they mean, in days and in Vietnamese words."""

import datetime
import re

from extractors.finding.deadlines import find_deadlines
from extractors.finding.times.find import TimeExpression
from pipeline.deadlines import ResolvedDeadline, resolve
from pipeline.models import Deadline, Evidence
from pipeline.review.views import PhraseMeaning
from pipeline.shown import shown_date

RULE = "person"
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_PARTIAL = re.compile(r"(?:tháng\s+)?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ANCHORS = {"document_date": "ngày văn bản", "receipt": "ngày nhận được văn bản", "event": "một sự việc trong văn bản"}


def meaning_of(text: str, document_date: datetime.date | None) -> PhraseMeaning:
    """What a typed time means.

    >>> meaning_of("trước 15/6", datetime.date(2022, 4, 6)).shown
    'chậm nhất ngày 14/6/2022'
    >>> meaning_of("quý I/2022", datetime.date(2021, 12, 6)).shown
    'từ ngày 01/01/2022 đến hết ngày 31/3/2022'
    >>> meaning_of("bao giờ cũng được", None).understood
    False
    """
    phrase = " ".join(text.split())
    found = _read(phrase, document_date)
    if found is None:
        return PhraseMeaning(phrase, understood=False, shown="Chưa hiểu thời hạn này.")
    _, meant = found
    start, due = _iso(meant.start), _iso(meant.due)
    return PhraseMeaning(
        phrase, True, in_words(meant), meant.kind, start, due, meant.time, meant.rrule, meant.doubt
    )  # fmt: skip


def deadline_of(text: str, document_date: datetime.date | None, evidence: tuple[Evidence, ...]) -> Deadline | None:
    """The deadline that a person typed; None where it is not understood."""
    phrase = " ".join(text.split())
    found = _read(phrase, document_date)
    if found is None or found[1].kind == "none":
        return None
    _, meant = found
    values = {
        "raw": phrase, "kind": meant.kind, "start": _iso(meant.start), "due": _iso(meant.due), "time": meant.time,
        "rrule": meant.rrule, "anchor": meant.anchor, "offset": meant.offset, "evidence": evidence, "rule": RULE,
    }  # fmt: skip
    return Deadline.model_validate(values)


def _read(phrase: str, document_date: datetime.date | None) -> tuple[TimeExpression, ResolvedDeadline] | None:
    """The one time of a phrase: written with a bound as in a sentence, or bare as in a table."""
    if _ISO.fullmatch(phrase) and len(phrase) == len("2022-04-06"):
        phrase = shown_date(phrase)
    for bare in (False, True):
        found = find_deadlines(phrase, bare=bare)
        if found:
            return found[0], resolve(found[0], document_date=document_date, text=phrase)
    return None


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def in_words(meant: ResolvedDeadline) -> str:
    """A deadline in Vietnamese: the days if there are any, else what they are counted from."""
    start, due = shown_date(_iso(meant.start)), shown_date(_iso(meant.due))
    at = f"{meant.time} " if meant.time else ""
    if meant.rrule:
        return f"định kỳ, lần đầu ngày {due}" if due else "định kỳ"
    if meant.kind == "ongoing":
        return f"thường xuyên, từ ngày {start}" if start else "thường xuyên"
    if due and start and start != due:
        return f"từ ngày {start} đến hết {at}ngày {due}"
    if due:
        return f"{at}ngày {due}" if meant.kind == "on" else f"chậm nhất {at}ngày {due}"
    if meant.anchor:
        return f"tính từ {_ANCHORS[meant.anchor]}, chưa xác định được ngày"
    return "chưa xác định được ngày"


def header_date(text: str) -> str | None:
    """The day of issue as typed, as ISO 8601; a month or year alone stays one, and what is no day gives None.

    >>> header_date("06/4/2022"), header_date("ngày 6 tháng 4 năm 2022"), header_date("4/2022")
    ('2022-04-06', '2022-04-06', '2022-04')
    >>> header_date("31/02/2022") is None
    True
    """
    phrase = " ".join(text.split())
    if _ISO.fullmatch(phrase):
        return phrase if _exists(phrase) else None
    numeric = _NUMERIC.fullmatch(phrase.lower().removeprefix("ngày").strip())
    if numeric:
        day, month, year = (int(part) for part in numeric.groups())
        iso = f"{year:04}-{month:02}-{day:02}"
        return iso if _exists(iso) else None
    partial = _PARTIAL.fullmatch(phrase.lower())
    if partial:
        iso = f"{int(partial[2]):04}-{int(partial[1]):02}"
        return iso if _exists(iso) else None
    found = find_deadlines(phrase, bare=True)
    meant = resolve(found[0], document_date=None, text=phrase) if len(found) == 1 else None
    return _iso(meant.due) if meant and meant.kind == "on" and meant.due else None


def _exists(iso: str) -> bool:
    try:
        datetime.date.fromisoformat(iso + "-01-01"[3 * iso.count("-") :])
    except ValueError:
        return False
    return True
