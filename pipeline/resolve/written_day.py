"""Which day a hand wrote: what its readers make of the figures, weighed with all else that is known of the day.

Comes in: the mention of the date, its document, days of signing and of citations.  Goes out: the likeliest day with the
share of the belief that it gets among all days (Bayes' rule, each witness taken as knowing nothing of the others).
"""

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Document
from extractors.finding.findings import Mention
from extractors.finding.head.numbers import iso_date
from extractors.finding.head.signed import SigningDay
from pipeline.resolve.numbers import readings_of
from pipeline.resolve.pen_shapes import looks_like
from rules.loader import load

_HERE = datetime.timezone(datetime.timedelta(hours=7))
_LAST_DAY, _LAST_MONTH = 31, 12
# What text recognition makes of a pen is right about one time in three, and else any of thirty days.
_SEEN = 8.0
# A letter sent on a Saturday or Sunday is as rare as one sent on one of the days is common.
_WEEKEND = 0.2
_SATURDAY = 5
# Below what the document cites, in the same month, and before or long after its signing.
_BEFORE_CITED, _AFTER_SIGNING, _SOON_SIGNED, _LATER_SIGNED = 0.05, 0.02, 0.6, 0.25
_SOON_DAYS = 5
# A hand that loses a figure or has one changed to the reader, against one that is read as any other.
_ONE_LOST, _ONE_CHANGED = 4.0, 3.0


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """The likeliest day (ISO 8601) and its share of the belief, 0 to 1.

    `read` is the reader's own belief in its figures, before anything else was weighed; that of any
    figure where nobody saw one.
    """

    iso: str
    share: float
    read: float


def made_on(document: Document) -> datetime.date | None:
    """The day on which a scan was made, in Việt Nam, by its own word."""
    if document.source == "digital" or not document.made_at:
        return None
    made = datetime.datetime.fromisoformat(document.made_at)
    return (made.astimezone(_HERE) if made.tzinfo else made).date()


def likeliest_day(
    found: Mention, signed: Sequence[SigningDay], latest: datetime.date | None, made: datetime.date | None
) -> WrittenDay | None:
    """The day with the most belief; None where nobody read a figure by hand, or none that makes a day.

    `latest` is the latest day that the document cites.
    """
    day_readings, month_readings = (readings_of(found.details.get(f"{name}_readings")) for name in ("day", "month"))
    if not day_readings and not month_readings:
        return None
    days, months = (
        _shaped(
            _belief(readings, found.details.get(name), last, clear=bool(found.details.get(f"{name}_tidy"))),
            found.details.get(f"{name}_seen"),
        )
        for name, readings, last in (("day", day_readings, _LAST_DAY), ("month", month_readings, _LAST_MONTH))
    )
    beliefs: dict[str, float] = {}
    for day, share in days.items():
        for month, weight in months.items():
            iso = iso_date(str(day), str(month), found.details.get("year"))
            if iso is not None:
                beliefs[iso] = share * weight * _allowed(datetime.date.fromisoformat(iso), signed, latest, made)
    if not beliefs:
        return None
    best = max(beliefs, key=lambda iso: beliefs[iso])
    read = _read_so(day_readings, days, int(best[8:])) * _read_so(month_readings, months, int(best[5:7]))
    return WrittenDay(best, beliefs[best] / sum(beliefs.values()), read)


def _shaped(belief: dict[int, float], seen: str | None) -> dict[int, float]:
    """The belief after what recognition took the pen for, letters and signs: they may have the shape of two figures.

    >>> _shaped({20: 0.1, 21: 0.1}, "&0")
    {20: 0.8, 21: 0.1}
    """
    if seen is None or seen.isdecimal():
        return belief
    return {
        number: share * (_SEEN if looks_like(seen, f"{number:02}", whole=True) else 1)
        for number, share in belief.items()
    }


def _read_so(readings: list[tuple[str, float]], belief: dict[int, float], figure: int) -> float:
    """How much the reader believes in a figure; a printed one wholly, one that nobody saw as any other."""
    return sum(share for text, share in readings if int(text) == figure) if readings else belief[figure]


def _belief(readings: list[tuple[str, float]], recognised: str | None, last: int, *, clear: bool) -> dict[int, float]:
    """How likely each number up to `last` is to stand there, by the reader of the pen and by text recognition.

    `clear` says that text recognition read the line as one of print; where it did not, its figure may be part of one.

    >>> _belief([], "5", 12, clear=True)
    {5: 1.0}
    >>> shares = _belief([("5", 1.0)], None, 31, clear=False)
    >>> shares[5] > 0.5, shares[15] > 3 * shares[14]
    (True, True)
    >>> _belief([("5", 0.0)], "5", 12, clear=True)
    {5: 1.0}
    >>> shares = _belief([], "2", 31, clear=False)
    >>> shares[2] < 0.5, shares[22] > shares[13]
    (True, True)
    """
    whole = sum(share for _, share in readings)
    seen = int(recognised) if recognised and recognised.isdecimal() and 1 <= int(recognised) <= last else None
    if not whole:
        return _unread(seen, last, clear=clear)
    slip = float(load("handwriting").tables["made_after"]["slip"])
    likeness = {number: _likeness(readings[0][0], number) for number in range(1, last + 1)}
    # What the reader left open is as likely as where nobody read.
    open_share, unread = max(0.0, 1 - whole), _unread(seen, last, clear=clear)
    shares = {
        number: slip * like / sum(likeness.values()) + (1 - slip) * open_share * unread.get(number, 0.0)
        for number, like in likeness.items()
    }
    for text, share in readings:
        for number, part in _meant_by(text, last).items():
            shares[number] += (1 - slip) * part * share
    if seen:
        shares[seen] *= _SEEN
    return shares


def _meant_by(read: str, last: int) -> dict[int, float]:
    """What figures that were read may stand for, with shares: themselves, or of one alone two that it is part of.

    >>> _meant_by("05", 31), _meant_by("5", 12), _meant_by("45", 31)
    ({5: 1.0}, {5: 1.0}, {})
    >>> sorted(_meant_by("5", 31)), sorted(_meant_by("1", 12))
    ([5, 15, 25], [1, 10, 11, 12])
    """
    number = int(read)
    wider = [two for two in range(10, last + 1) if read in str(two)] if is_one_figure(read) else []
    lost = float(load("handwriting").tables["made_after"]["lost"]) if wider else 0.0
    meant = {number: 1 - lost} if 1 <= number <= last else {}
    return meant | {two: lost / len(wider) for two in wider}


def is_one_figure(read: str) -> bool:
    """Whether one figure was read, not two: days below ten, and months that begin with 1 or 2, have a nought before.

    (NĐ 30/2020/NĐ-CP Phụ lục I mục II.4)

    >>> is_one_figure("5"), is_one_figure("05")
    (True, False)
    """
    return len(read) == 1


def _unread(seen: int | None, last: int, *, clear: bool) -> dict[int, float]:
    """The belief where nobody read a pen: in what was recognised, if print; if spoilt, in what it may be part of."""
    if seen is None:
        return dict.fromkeys(range(1, last + 1), 1 / last)
    if clear:
        return {seen: 1.0}
    likeness = {number: _likeness(str(seen), number) for number in range(1, last + 1)}
    likeness[seen] *= _SEEN
    return {number: like / sum(likeness.values()) for number, like in likeness.items()}


def _likeness(read: str, number: int) -> float:
    """How easily a number is read so: by losing one of two figures, by one figure taken for another."""
    bare, written = read.lstrip("0"), str(number)
    if len(bare) == 1 and len(written) == 2:
        return _ONE_LOST if bare in written else 1.0
    same = [one == other for one, other in zip(bare.zfill(2), written.zfill(2), strict=True)]
    return _ONE_CHANGED if sum(same) == 1 and len(bare) == 2 else 1.0


def _allowed(
    day: datetime.date, signed: Sequence[SigningDay], latest: datetime.date | None, made: datetime.date | None
) -> float:
    """How far all else allows a day: after what is cited, by its signing, by when it was scanned, on a working day."""
    factor = _WEEKEND if day.weekday() >= _SATURDAY else 1.0
    if latest and (latest.year, latest.month) == (day.year, day.month) and day < latest:
        factor *= _BEFORE_CITED
    if signed:
        gap = min(((one.day - day).days for one in signed), key=abs)
        later = _SOON_SIGNED if gap <= _SOON_DAYS else _LATER_SIGNED
        factor *= 1.0 if gap == 0 else later if gap > 0 else _AFTER_SIGNING
    return factor * (_scanned_after((made - day).days) if made else 1.0)


@functools.cache
def _delays() -> tuple[tuple[tuple[int, float], ...], float]:
    table = load("handwriting").tables["made_after"]
    return tuple((int(until), float(share)) for until, share in table["days"]), float(table["other"])


def _scanned_after(days: int) -> float:
    """The share of documents that are scanned so many days after the day they bear; clocks may be wrong.

    >>> _scanned_after(0) > _scanned_after(3) > _scanned_after(30) > _scanned_after(-1) > 0
    True
    """
    delays, other = _delays()
    return other + next((share for until, share in delays if 0 <= days <= until), 0.0)
