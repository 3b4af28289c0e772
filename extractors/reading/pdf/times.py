"""Times as a PDF writes them, and when it says that it was made.

ISO 32000-1, 7.9.4 (dates) and 14.3.3 (document information).
"""

import datetime
import re

import pypdfium2 as pdfium

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?'?)?")
# The first is the time of scanning; some programs write only the second.
_MADE = ("CreationDate", "ModDate")
_YEARS = range(1990, 2100)


def made_at(file: pdfium.PdfDocument) -> str | None:
    """When the file says that it was made, as ISO 8601; None where it says nothing that may be its time."""
    times = (iso_time(str(file.get_metadata_value(name))) for name in _MADE)
    return next((time for time in times if time and int(time[:4]) in _YEARS), None)


def iso_time(written: str) -> str | None:
    """A PDF date as ISO 8601, with its zone where it names one.

    >>> iso_time("D:20310205101500+07'00'")
    '2031-02-05T10:15:00+07:00'
    >>> iso_time("D:20310205"), iso_time("hôm qua")
    ('2031-02-05T00:00:00', None)
    >>> iso_time("D:20310205101500+99'00'"), iso_time("D:20311305")
    (None, None)
    """
    match = _DATE.match(written)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone: datetime.timezone | None = None
    try:
        if match[7]:
            zone = datetime.UTC
        elif match[8]:
            minutes = int(match[8]) * 60 + (1 if match[8][0] == "+" else -1) * int(match[9] or 0)
            zone = datetime.timezone(datetime.timedelta(minutes=minutes))
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone).isoformat()
    except ValueError:
        return None
