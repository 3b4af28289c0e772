"""Decide the date: printed ones are taken, handwritten ones proposed with the signing day as their witness.

Comes in: the findings of the head, the document with its signatures.  Goes out: the field `date`.  A day that may be
handwriting is `review` with its crop; only a signing day that agrees makes it `auto`.  A blank stays blank.
"""

import datetime
import re
from collections import Counter
from dataclasses import replace

from extractors.document import Document, Span
from extractors.finding.findings import HeaderFindings, Mention
from extractors.finding.head.numbers import iso_date
from extractors.finding.head.signed import SigningDay, signing_days
from pipeline.evidence import crop_of, evidence_of
from pipeline.models import Evidence, TextField
from pipeline.resolve.numbers import BLANK, HAND, UNREAD, first, readings_of
from pipeline.resolve.pen_shapes import looks_like
from pipeline.resolve.weigh import Case, case_of, is_recognised, missing, settled
from pipeline.resolve.written_day import WrittenDay, is_one_figure, likeliest_day, made_on
from rules.spelling import level

# Printed figures that recognition is this sure of were right on every scan measured.
_CLEAR_FIGURES = 0.85
# A share of the belief with which a handwritten day or month was read right nine times in ten, by cross-validation.
_LIKELY = 0.9
# A share of the belief in a day at which none was wrong, where the scan's own time was weighed with a reading that is
# likelier than all others together.
_SURE, _LIKELIEST = 0.93, 0.5
# A scan made later says little of the day.
_SCANNED = datetime.timedelta(days=31)
_YEAR = 366
# Figures of a year of which recognition lost the last.
_READ_OF_YEAR = 3
# Signed by machine so soon after, the signing bears witness for a likely reading: another day fits one time in ten.
_SOON = datetime.timedelta(days=2)
# A document is signed by machine on the day it bears or within these days after.
_LATEST = datetime.timedelta(days=10)


def resolve_date(findings: HeaderFindings, document: Document) -> TextField:
    """The date as ISO 8601."""
    found = first(findings, "date")
    if found is None:
        return _in_minutes(findings, document) or missing("Không thấy dòng ngày, tháng, năm của văn bản.")
    found = _with_whole_year(found, document)
    iso = found.details.get("iso")
    if not is_recognised(document, found.spans) and not found.handwritten:
        if iso is None:
            return missing(BLANK, crop=crop_of(document, found.spans))
        case = case_of(found, iso)
        case.confidence = 0.98
        return settled(case, document)
    signed = _fitting(found, signing_days(document))
    agreeing = next((day for day in signed if day.day.isoformat() == iso), None)
    clear = not found.handwritten and float(found.details.get("figures") or 0.0) >= _CLEAR_FIGURES
    if iso and found.details.get("tidy") and clear and (agreeing or not signed):
        case = case_of(found, iso)
        case.confidence = 0.96
        if not agreeing:
            _doubt_year(case, found, document, _latest_citation(findings))
        return settled(case, document)
    if iso and agreeing:
        case = case_of(found, iso)
        case.confidence = 0.97
        case.extra += _witness(document, agreeing)
        case.crop = crop_of(document, found.spans)
        return settled(case, document)
    return _proposed(found, document, signed, iso, _latest_citation(findings))


_DAY_IN_WORDS = re.compile(r"(?<!\w)ngày\s+(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})")


def _in_minutes(findings: HeaderFindings, document: Document) -> TextField | None:
    """Minutes have no dateline: their first written day is that of the meeting, for a person to see."""
    kind = first(findings, "type")
    match = _DAY_IN_WORDS.search(level(document.text))
    if kind is None or kind.rule != "type.bien_ban" or match is None:
        return None
    iso = iso_date(match[1], match[2], match[3])
    raw = " ".join(document.text[match.start() : match.end()].split())
    case = Case(iso, 0.8, "header.date.minutes", (Span(match.start(), match.end()),), raw=raw)
    case.doubt("Biên bản không có dòng ngày tháng; lấy ngày họp ghi trong nội dung.")
    return settled(case, document)


def _with_whole_year(found: Mention, document: Document) -> Mention:
    """A recognised date whose year lost its last figure, with that of the scan's time or the one that is named most."""
    read = found.details.get("year") or ""
    if len(read) != _READ_OF_YEAR or not is_recognised(document, found.spans):
        return found
    made, named = made_on(document), _years_named(document, found)
    years = [str(made.year)] if made else [year for year, _ in named.most_common()]
    year = next((year for year in years if year.startswith(read)), None)
    if year is None:
        return found
    iso = iso_date(found.details.get("day"), found.details.get("month"), year)
    return replace(found, details={**found.details, "year": year, "iso": iso, "year_lost": "yes"})


def _years_named(document: Document, found: Mention) -> Counter[str]:
    """The years that a document names outside its date, with how often."""
    own = range(min(s.start for s in found.spans), max(s.end for s in found.spans))
    return Counter(m.group() for m in re.finditer(r"(?<!\d)(?:19|20)\d\d(?!\d)", document.text) if m.start() not in own)


def _latest_citation(findings: HeaderFindings) -> datetime.date | None:
    """The latest day of a document that is cited: this one is not older."""
    days = [one.details.get("date") for one in findings.candidates.get("references") or []]
    return max((datetime.date.fromisoformat(day) for day in days if day), default=None)


def _is_seen_so(by_hand: str, iso: str | None, found: Mention, signed: list[SigningDay]) -> bool:
    """Whether text recognition saw the same day and month: as figures, or, where no signing is far off, as shapes.

    Where both saw one figure of the day, both may have lost the same other one.
    """
    day, readings = by_hand[8:], readings_of(found.details.get("day_readings"))
    both = found.details.get("day") == day or looks_like(found.details.get("day_seen"), day, whole=True)
    if readings and is_one_figure(readings[0][0]) and not both:
        return False
    if iso == by_hand and found.details.get("tidy"):
        return True
    read = datetime.date.fromisoformat(by_hand)
    if signed and not any(read <= day.day <= read + _LATEST for day in signed):
        return False
    places = (("day", by_hand[8:]), ("month", by_hand[5:7]))
    return all(looks_like(found.details.get(f"{name}_seen"), figures) for name, figures in places)


def _bears_out(signed: SigningDay, written: WrittenDay) -> bool:
    """Whether a signing bears witness for a date read from handwriting: on the day, or soon after a likely one."""
    read = datetime.date.fromisoformat(written.iso)
    return signed.day == read or (read < signed.day <= read + _SOON and written.read >= _LIKELY)


def _doubt_year(case: Case, found: Mention, document: Document, latest: datetime.date | None) -> None:
    """A recognised year needs a second witness: figures have no spelling to go by.

    It is another place in the document that names it, or the time of the scan, soon after the day.  What the document
    cites is no younger than it is.
    """
    year, made = found.details.get("year") or "", made_on(document)
    late = (made - datetime.date.fromisoformat(case.value)).days if made and case.value else None
    if case.value and latest and latest.isoformat() > case.value:
        case.doubt("Văn bản dẫn chiếu văn bản ban hành sau ngày này.")
    if late is not None and -_YEAR <= late < 0:
        case.doubt("Tệp quét được tạo trước ngày này, theo thời điểm ghi trong tệp.")
    if found.details.get("year_lost"):
        case.doubt("Năm trên trang không đọc trọn; lấy theo thời điểm quét hoặc năm mà văn bản nhắc nhiều nhất.")
    if late is not None and 0 <= late <= _YEAR:
        return
    named = _years_named(document, found)
    clear = float(found.details.get("year_figures") or 0.0) >= _CLEAR_FIGURES
    if not named[year]:
        case.doubt("Năm đọc trên trang không thấy nhắc lại ở chỗ khác.")
    elif not clear and named[year] < max(named.values()):
        case.doubt("Năm đọc trên trang không rõ, văn bản nhắc năm khác nhiều hơn.")


def _is_soon_after(made: datetime.date, iso: str) -> bool:
    return datetime.timedelta() <= made - datetime.date.fromisoformat(iso) <= _SCANNED


def _fitting(found: Mention, days: tuple[SigningDay, ...]) -> list[SigningDay]:
    """The signing days that agree with what is printed of month and year."""
    year, month = found.details.get("year"), found.details.get("month")
    return [d for d in days if str(d.day.year) == year and (not month or len(month) > 2 or d.day.month == int(month))]


def _witness(document: Document, day: SigningDay) -> list[Evidence]:
    if day.span is None:
        return [Evidence(origin="signature", text=day.day.isoformat())]
    return list(evidence_of(document, [day.span]))


def _written(
    written: WrittenDay,
    found: Mention,
    document: Document,
    signed: list[SigningDay],
    iso: str | None,
    latest: datetime.date | None,
) -> TextField:
    """A day read from handwriting: sure where a signing, the scan's own time or text recognition bears it out."""
    case = Case(written.iso, min(0.85, written.share), "header.date.handwriting", found.spans, raw=found.value)
    case.crop = crop_of(document, found.spans)
    witness = next((day for day in signed if _bears_out(day, written)), None)
    made = made_on(document)
    if witness:
        case.confidence = 0.97
        case.extra += _witness(document, witness)
        return settled(case, document)
    if made and written.share >= _SURE and written.read >= _LIKELIEST and _is_soon_after(made, written.iso):
        case.confidence = written.share
        case.extra.append(Evidence(origin="package", text=made.isoformat()))
    elif written.read >= _LIKELY and _is_seen_so(written.iso, iso, found, signed):
        # Two readers that know nothing of each other say the same.
        case.confidence = 0.94
    else:
        case.doubt(HAND)
    _doubt_year(case, found, document, latest)
    return settled(case, document)


def _proposed(
    found: Mention, document: Document, signed: list[SigningDay], iso: str | None, latest: datetime.date | None
) -> TextField:
    """A proposal: what was read where a signing soon after allows it, else the signing day, else what was read."""
    crop = crop_of(document, found.spans)
    written = likeliest_day(found, signed, latest, made_on(document))
    if written:
        return _written(written, found, document, signed, iso, latest)
    read = datetime.date.fromisoformat(iso) if iso else None
    clear = read is not None and bool(found.details.get("tidy"))
    later = next((d for d in signed if read and d.day - _LATEST <= read <= d.day), None)
    if signed and not (clear and later):
        case = Case(signed[0].day.isoformat(), 0.8, "header.date.signature", found.spans, raw=found.value, crop=crop)
        case.extra += _witness(document, signed[0])
        case.doubt("Ngày có thể viết tay; ngày đề xuất là ngày ký số.")
        return settled(case, document)
    if iso is None:
        return missing(UNREAD, crop=crop)
    case = case_of(found, iso)
    case.crop = crop
    case.confidence = min(found.confidence, 0.75)
    case.doubt(HAND)
    _doubt_year(case, found, document, latest)
    return settled(case, document)
