"""Read the dates of feeds. Pure.

What goes in: the date as written, what feedparser made of it, the run's clock.
What comes out: an aware date in UTC, never after the clock, or None where the day is unknown or ambiguous.
"""

import datetime as dt
import re
import time

from dateutil import parser, tz

# The first web page is from 1991: an older date is a default of some software, mostly 1970.
_OLDEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_EPOCH = re.compile(r"\s*(\d{9,10})(?:\.\d+)?\s*|\s*(\d{12,13})\s*")
# Forms with a year, a month and a day in a fixed order, which feedparser reads rightly.
_CERTAIN = re.compile(r"\d{4}-\d\d?-\d\d?(?!\d)|\b\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{2,4}\b|^\s*\d{8}(?!\d)")
_YEAR_FIRST = re.compile(r"\s*\d{4}-\d\d?-\d\d?(?!\d)")
_LONGEST = 60
# Zone names feedparser takes for UTC; hours east of it (names as used in feeds, from the tz database).
# fmt: off
_ZONES: dict[str, float] = {
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "BST": 1, "WEST": 1, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9,
    "IST": 5.5, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SAST": 2,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
}
# fmt: on
_NAMED_ZONE = re.compile(r"\b([A-Z]{3,4})\s*$")
# Two days that differ in year, month, day and weekday: what is missing in the text shows as a difference.
_DEFAULTS = (dt.datetime(2001, 2, 3), dt.datetime(2010, 11, 22))  # noqa: DTZ001 - the text decides the zone


def date(raw: str, parsed: time.struct_time | None, now: dt.datetime) -> dt.datetime | None:
    """Return the date in UTC.

    Args:
        raw: the date as the feed writes it.
        parsed: feedparser's reading of it, in UTC.
        now: the run's clock; a later date becomes this.

    Returns:
        None for no date, one before 1990, one without a day (such as "2019"), or one that could be two days
        (such as 05/06/2019).
    """
    try:
        found = _read(raw, parsed)
    except (ValueError, OverflowError, TypeError, AttributeError):
        # dateutil promises ValueError and OverflowError; broken input has made it raise the others as well.
        return None
    if found is None or found < _OLDEST:
        return None
    return min(found, now.astimezone(dt.UTC))


def _read(raw: str, parsed: time.struct_time | None) -> dt.datetime | None:
    if epoch := _EPOCH.fullmatch(raw):
        seconds = int(epoch[1]) if epoch[1] else int(epoch[2]) / 1000
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    zone = _NAMED_ZONE.search(raw)
    if parsed is not None and _CERTAIN.search(raw) and not (zone and zone[1] in _ZONES and _ZONES[zone[1]] > 0):
        return dt.datetime(*parsed[:5], min(parsed[5], 59), tzinfo=dt.UTC)
    if not raw.strip() or len(raw) > _LONGEST:
        return None
    if _YEAR_FIRST.match(raw):
        # The order is certain, whatever follows.
        return _guess(raw, _DEFAULTS[0], day_first=False)
    readings = {_guess(raw, default, day_first=first) for default in _DEFAULTS for first in (False, True)}
    return readings.pop() if len(readings) == 1 else None


def _guess(raw: str, default: dt.datetime, *, day_first: bool) -> dt.datetime:
    found = parser.parse(raw, default=default, dayfirst=day_first, tzinfos=_zone)
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _zone(name: str | None, offset: int | None) -> dt.tzinfo:
    return tz.tzoffset(None, offset if offset is not None else int(_ZONES.get(name or "", 0) * 3600))
