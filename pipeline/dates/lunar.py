"""Vietnamese lunar dates to the calendar: new moons and the sun's longitude at 105° E (UTC+7).

The rules are those of the calendar itself: a month begins on the day of the new moon in Hà Nội, the eleventh month
holds the
winter solstice, and of thirteen months between two solstices the first without a major solar term is the leap month.
The positions follow Meeus, Astronomical Algorithms (chapters 25 and 49), good to some minutes.
"""

import datetime
import functools
import math

_ZONE = 7 / 24
_EPOCH = 2415021.076998695  # first new moon of 1900 (Julian day)
_MONTH = 29.530588853
_JDN_OF_ORDINAL = 1721425  # Julian day number less proleptic ordinal
LEAP_SEARCH = 14


def _new_moon(k: int) -> float:
    """The Julian day (UT) of the k-th new moon since 1900."""
    t = k / 1236.85
    moon = 2415020.75933 + 29.53058868 * k + (0.0001178 - 0.000000155 * t) * t * t
    moon += 0.00033 * math.sin(math.radians(166.56 + (132.87 - 0.009173 * t) * t))
    sun = math.radians(359.2242 + 29.10535608 * k - (0.0000333 + 0.00000347 * t) * t * t)
    anomaly = math.radians(306.0253 + 385.81691806 * k + (0.0107306 + 0.00001236 * t) * t * t)
    node = math.radians(21.2964 + 390.67050646 * k - (0.0016528 + 0.00000239 * t) * t * t)
    shift = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun) - 0.4068 * math.sin(anomaly)
    shift += 0.0161 * math.sin(2 * anomaly) - 0.0004 * math.sin(3 * anomaly) + 0.0104 * math.sin(2 * node)
    shift -= 0.0051 * math.sin(sun + anomaly) + 0.0074 * math.sin(sun - anomaly) - 0.0004 * math.sin(2 * node + sun)
    shift -= 0.0004 * math.sin(2 * node - sun) + 0.0006 * math.sin(2 * node + anomaly)
    shift += 0.0010 * math.sin(2 * node - anomaly) + 0.0005 * math.sin(2 * anomaly + sun)
    drift = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return moon + shift - drift


@functools.lru_cache(4096)
def _new_moon_day(k: int) -> int:
    return math.floor(_new_moon(k) + 0.5 + _ZONE)


@functools.lru_cache(4096)
def _sun_sector(day: int) -> int:
    """Which twelfth of the sun's path (0 begins at the March equinox) at the beginning of a day in Hà Nội."""
    t = (day - 0.5 - _ZONE - 2451545.0) / 36525
    mean = math.radians(357.52910 + 35999.05030 * t - 0.0001559 * t * t)
    centre = (1.914600 - 0.004817 * t - 0.000014 * t * t) * math.sin(mean)
    centre += (0.019993 - 0.000101 * t) * math.sin(2 * mean) + 0.000290 * math.sin(3 * mean)
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t + centre
    omega = math.radians(125.04 - 1934.136 * t)
    return int((longitude - 0.00569 - 0.00478 * math.sin(omega)) % 360 // 30)


@functools.lru_cache(512)
def _eleventh_month(year: int) -> int:
    """The day that begins the lunar month with the winter solstice of a year."""
    off = datetime.date(year, 12, 31).toordinal() + _JDN_OF_ORDINAL - 2415021
    k = math.floor(off / _MONTH)
    begin = _new_moon_day(k)
    return _new_moon_day(k - 1) if _sun_sector(begin) >= 9 else begin


def _leap_offset(eleventh: int) -> int:
    k = math.floor(0.5 + (eleventh - _EPOCH) / _MONTH)
    last, offset = 0, 1
    sector = _sun_sector(_new_moon_day(k + offset))
    while sector != last and offset < LEAP_SEARCH:
        last = sector
        offset += 1
        sector = _sun_sector(_new_moon_day(k + offset))
    return offset - 1


def from_lunar(day: int, month: int, year: int) -> datetime.date | None:
    """The calendar day of a lunar one (never the leap month); None where the month has no such day.

    >>> from_lunar(1, 1, 2023), from_lunar(10, 3, 2022), from_lunar(15, 8, 2023)
    (datetime.date(2023, 1, 22), datetime.date(2022, 4, 10), datetime.date(2023, 9, 29))
    >>> from_lunar(1, 1, 2007)  # a day before China's
    datetime.date(2007, 2, 17)
    """
    a = _eleventh_month(year - 1 if month < 11 else year)
    b = _eleventh_month(year if month < 11 else year + 1)
    offset = (month - 11) % 12
    if b - a > 365 and offset >= _leap_offset(a):
        offset += 1
    k = math.floor(0.5 + (a - _EPOCH) / _MONTH)
    begin, following = _new_moon_day(k + offset), _new_moon_day(k + offset + 1)
    if not 1 <= day <= following - begin:
        return None
    return datetime.date.fromordinal(begin + day - 1 - _JDN_OF_ORDINAL)


def year_of_cycle(cycle: int, near: int) -> int:
    """The lunar year with that place in the cycle of sixty (giáp tý = 0) which is nearest to a calendar year.

    >>> year_of_cycle(39, 2022)
    2023
    """
    first = near + ((cycle + 4 - near) % 60)
    return first if first - near <= 30 else first - 60
