"""Times as the store writes them: UTC as text that sorts, and the date in Viet Nam."""

import datetime

# Viet Nam has had one zone and no summer time since 1975; Windows brings no zone data that could be asked.
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def utc_now() -> datetime.datetime:
    """The present moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def utc_text(moment: datetime.datetime) -> str:
    """ISO 8601 in UTC with milliseconds.

    >>> utc_text(datetime.datetime(2026, 4, 6, 8, 2, 3, 456789, VIETNAM))
    '2026-04-06T01:02:03.456Z'
    """
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def vietnam_date(moment: datetime.datetime) -> datetime.date:
    """The day on which this moment falls in Viet Nam.

    >>> vietnam_date(datetime.datetime(2025, 12, 31, 17, 0, tzinfo=datetime.UTC))
    datetime.date(2026, 1, 1)
    """
    return moment.astimezone(VIETNAM).date()
