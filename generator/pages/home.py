"""Catalog -> the front page. Pure.

"Newest", "this week" and "this month" are counted from the date of the newest story, never from the clock, so that the
same content gives the same page.
"""

import datetime as dt
from collections import Counter
from itertools import groupby
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import facets, figures, publishers, spin_types
from generator.pages.catalog import AGGREGATE_FROM, Catalog

# The front page lists so many of the newest reports, and so many of one day.
NEWEST_MOST = 16
DAY_MOST = 6
EXTREMES = 5
WEEK_DAYS, SPREAD_DAYS = 7, 30
PUBLISHERS_MOST = 20
# From this score on a story is called heavily steered.
HEAVY_FROM = figures.RANGES[-1].low


class Day(NamedTuple):
    """Newest reports on stories of one day, and how many more the day has."""

    date: dt.date
    stories: tuple[Story, ...]
    left: int


class Window(NamedTuple):
    """Reports on the stories of the last days up to the newest story; both dates included."""

    first: dt.date
    last: dt.date
    stories: tuple[Story, ...]


class Week(NamedTuple):
    """The extremes of one week."""

    window: Window
    steered: tuple[Story, ...]
    evidenced: tuple[Story, ...]


class Spread(NamedTuple):
    """The scores of the last days: ten bins, and the share of stories that are heavily steered."""

    window: Window
    n: int
    bins: tuple[figures.Bin, ...]
    heavy: figures.Share


class TypeShare(NamedTuple):
    """A verdict and its part of a month's reports; the share only from five reports on."""

    type: v.SpinType
    n: int
    share: figures.Share | None


class Month(NamedTuple):
    """The verdicts of the calendar month of the newest story."""

    date: dt.date
    n: int
    shares: tuple[TypeShare, ...]


def view(catalog: Catalog) -> dict[str, Any]:
    """Return what the front page shows: newest reports by day, a week's extremes, the spread of scores, publishers."""
    shown = catalog.shown
    present = {facets.range_key(story) for story in shown}
    ranked = sorted((one for one in publishers.listed(catalog) if one.n), key=lambda one: -one.n)
    return {
        "days": _days(shown),
        "total": len(shown),
        "unscored": sum(1 for story in shown if story.verdict.score is None),
        "span": (shown[-1].date, shown[0].date) if shown else None,
        "week": _week(shown),
        "spread": _spread(shown),
        "month": _month(shown),
        "ranges": [(one, one.key in present) for one in figures.RANGES],
        "types": spin_types.counts(catalog),
        "publishers": ranked[:PUBLISHERS_MOST],
        "publishers_read": len(ranked),
        "publisher_count": len(catalog.publishers),
    }


def _days(shown: tuple[Story, ...]) -> tuple[Day, ...]:
    """Return the newest days; a long day is cut, and the last one where the list is full."""
    days: list[Day] = []
    room = NEWEST_MOST
    for date, group in groupby(shown, key=lambda story: story.date):
        if not room:
            break
        rows = tuple(group)
        kept = rows[: min(DAY_MOST, room)]
        days.append(Day(date, kept, len(rows) - len(kept)))
        room -= len(kept)
    return tuple(days)


def _window(shown: tuple[Story, ...], days: int) -> Window:
    """Return the scored reports on the newest so many days; there is at least one report."""
    last = shown[0].date
    first = last - dt.timedelta(days=days - 1)
    return Window(first, last, tuple(one for one in shown if one.date >= first and one.verdict.score is not None))


def _week(shown: tuple[Story, ...]) -> Week | None:
    """Return the extremes of the newest week, or None while it has too few scores to choose from."""
    window = _window(shown, WEEK_DAYS) if shown else None
    if window is None or len(window.stories) < AGGREGATE_FROM:
        return None
    # A plain text is no extreme, however few others there are.
    steered = [one for one in window.stories if one.verdict.primary is not v.SpinType.NONE]
    evidenced = [one for one in window.stories if one.integrity.evidence_strength is v.Strength.STRONG]
    return Week(
        window,
        tuple(sorted(steered, key=lambda one: -(one.verdict.score or 0))[:EXTREMES]),
        tuple(sorted(evidenced, key=lambda one: one.verdict.score or 0)[:EXTREMES]),
    )


def _spread(shown: tuple[Story, ...]) -> Spread | None:
    """Return the scores of the newest thirty days, or None for too few."""
    window = _window(shown, SPREAD_DAYS) if shown else None
    if window is None or len(window.stories) < AGGREGATE_FROM:
        return None
    scores = [one.verdict.score or 0 for one in window.stories]
    heavy = sum(1 for one in scores if one >= HEAVY_FROM)
    return Spread(window, len(scores), figures.histogram(scores), figures.share("heavy", heavy, len(scores)))


def _month(shown: tuple[Story, ...]) -> Month | None:
    """Return the verdicts of the month of the newest story, or None without any report."""
    if not shown:
        return None
    date = shown[0].date.replace(day=1)
    counts = Counter(one.verdict.primary for one in shown if one.verdict.primary and one.date >= date)
    n = counts.total()
    shares = (
        TypeShare(one, counts[one], figures.share(one, counts[one], n) if n >= AGGREGATE_FROM else None)
        for one in v.SpinType
    )
    return Month(date, n, tuple(shares))
