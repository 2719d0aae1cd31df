"""Catalog -> the front page. Pure."""

import datetime as dt
from itertools import groupby
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import figures, publishers, spin_types
from generator.pages.catalog import Catalog

HOME_MOST = 40
# The front page picks its extremes among so many of the newest reports, so that they change with the news.
RECENT = 100
EXTREMES = 5


class Day(NamedTuple):
    """The reports on stories of one day."""

    date: dt.date
    stories: tuple[Story, ...]


def view(catalog: Catalog) -> dict[str, Any]:
    """Return what the front page shows: the newest reports by day, the six types, the publishers."""
    return {
        "days": _days(catalog.shown[:HOME_MOST]),
        "total": len(catalog.shown),
        "left": max(0, len(catalog.shown) - HOME_MOST),
        "types": spin_types.counts(catalog),
        "plain": len(catalog.by_type.get(v.SpinType.NONE, ())),
        "publishers": sorted((one for one in publishers.listed(catalog) if one.n), key=lambda one: -one.n)[:12],
        "publisher_count": len(catalog.publishers),
        "site": catalog.site,
        "bins": figures.histogram(catalog.site) if catalog.site else (),
        "recent": min(RECENT, len(catalog.shown)),
        "steered": _steered(catalog),
        "evidenced": _evidenced(catalog),
    }


def _steered(catalog: Catalog) -> tuple[Story, ...]:
    """Return the highest scores among the newest reports; a plain text is no extreme."""
    found = [story for story in catalog.shown[:RECENT] if story.verdict.primary not in (None, v.SpinType.NONE)]
    return tuple(sorted(found, key=lambda one: -(one.verdict.score or 0))[:EXTREMES])


def _evidenced(catalog: Catalog) -> tuple[Story, ...]:
    """Return the newest reports whose text backs itself best: strong evidence, then the lower score."""
    found = [
        story
        for story in catalog.shown[:RECENT]
        if story.integrity.evidence_strength is v.Strength.STRONG and story.verdict.score is not None
    ]
    return tuple(sorted(found, key=lambda one: one.verdict.score or 0)[:EXTREMES])


def _days(stories: tuple[Story, ...]) -> tuple[Day, ...]:
    return tuple(Day(date, tuple(group)) for date, group in groupby(stories, key=lambda story: story.date))
