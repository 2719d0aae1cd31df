"""Catalog -> the archive: every shown report, by month and day. Pure.

The one complete list of all reports; every other list that is cut points here.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from generator.models import Story
from generator.pages import words
from generator.pages.catalog import Catalog, updated
from generator.pages.page import Page

# A page of the archive holds so many reports, about 300 KB; a fuller month goes on on a second page.
PAGE_MOST = 800


class Day(NamedTuple):
    """The reports on stories of one day."""

    date: dt.date
    stories: tuple[Story, ...]


class Sheet(NamedTuple):
    """One page of a month: its path, its number from 1, its reports."""

    path: str
    number: int
    stories: tuple[Story, ...]


class Month(NamedTuple):
    """A month as in 2026-11, its words, its pages, the number of its reports, and that against the fullest month."""

    key: str
    name: str
    sheets: tuple[Sheet, ...]
    n: int
    width: int  # percent

    @property
    def path(self) -> str:
        """Return the path of its first page."""
        return self.sheets[0].path


def months(catalog: Catalog) -> tuple[Month, ...]:
    """Return every month that has a report, newest first."""
    most = max(map(len, catalog.by_month.values()), default=1)
    return tuple(
        Month(key, words.month(stories[0].date), _sheets(key, stories), len(stories), -(-100 * len(stories) // most))
        for key, stories in catalog.by_month.items()
    )


def _sheets(key: str, stories: tuple[Story, ...]) -> tuple[Sheet, ...]:
    starts = range(0, len(stories), PAGE_MOST)
    return tuple(
        Sheet(
            f"archive/{key}/" if number == 1 else f"archive/{key}/{number}/",
            number,
            stories[start : start + PAGE_MOST],
        )
        for number, start in enumerate(starts, start=1)
    )


def pages(catalog: Catalog) -> Iterator[Page]:
    """Yield the list of months, and the pages of each month."""
    known = months(catalog)
    yield Page(
        path="archive/",
        body="archive.html",
        title="Archive",
        description="Every spin report of this site, by the month and day of its story.",
        view={"years": years(known), "total": len(catalog.shown)},
        updated=updated(catalog.shown),
    )
    for place, month in enumerate(known):
        for sheet in month.sheets:
            yield Page(
                path=sheet.path,
                body="month.html",
                title=f"Archive: {month.name}{f', page {sheet.number}' if sheet.number > 1 else ''}",
                description=f"Every spin report on stories of {month.name}, by day: {words.count(month.n, 'report')}.",
                view=_view(month, sheet, known[place - 1] if place else None, known[place + 1 : place + 2]),
                updated=updated(sheet.stories),
            )


def years(known: tuple[Month, ...]) -> tuple[tuple[str, tuple[Month, ...]], ...]:
    """Return the months by their year, newest first."""
    return tuple((year, tuple(own)) for year, own in groupby(known, key=lambda month: month.key[:4]))


def _view(month: Month, sheet: Sheet, newer: Month | None, older: tuple[Month, ...]) -> dict[str, Any]:
    days = tuple(Day(date, tuple(own)) for date, own in groupby(sheet.stories, key=lambda story: story.date))
    return {
        "month": month,
        "sheet": sheet,
        "days": days,
        "newer": newer,
        "older": older[0] if older else None,
    }
