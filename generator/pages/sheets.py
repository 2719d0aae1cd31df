"""Stories -> the pieces that lists and data for machines are cut into: by month or year, never too long. Pure.

A piece runs from the oldest story to the newest, so a new story lengthens the last piece of its month and leaves the
others as they are.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from generator.models import Story
from generator.pages import words

# So many reports stand in one piece: about 1 MB of a list, 9 MB of records. A fuller month goes on in a second one.
SHEET_MOST = 1000


class Sheet(NamedTuple):
    """One piece: its period, as in 2026-11 or 2026, its number from 1, and its stories, oldest first."""

    period: str
    number: int
    stories: tuple[Story, ...]

    @property
    def key(self) -> str:
        """Return what tells the piece apart, as in 2026-11 or, for the second one of a month, 2026-11.2."""
        return self.period if self.number == 1 else f"{self.period}.{self.number}"

    @property
    def name(self) -> str:
        """Return what readers call the piece, as in November 2026 or 2026, page 2."""
        name = words.month(self.stories[0].date) if "-" in self.period else self.period
        return name if self.number == 1 else f"{name}, page {self.number}"


def by_month(stories: tuple[Story, ...]) -> tuple[Sheet, ...]:
    """Return the pieces of each month, oldest first; the stories come newest first, as a catalog holds them."""
    return tuple(_sheets(stories, lambda story: story.date.isoformat()[:7]))


def by_year(stories: tuple[Story, ...]) -> tuple[Sheet, ...]:
    """Return the pieces of each year, oldest first; the stories come newest first, as a catalog holds them."""
    return tuple(_sheets(stories, lambda story: story.date.isoformat()[:4]))


def updated(stories: Iterable[Story]) -> dt.datetime | None:
    """Return when one of the reports changed last, or None without any."""
    return max((story.updated for story in stories), default=None)


def _sheets(stories: tuple[Story, ...], period: Callable[[Story], str]) -> Iterator[Sheet]:
    for name, group in groupby(reversed(stories), key=period):
        own = tuple(group)
        for number, start in enumerate(range(0, len(own), SHEET_MOST), start=1):
            yield Sheet(name, number, own[start : start + SHEET_MOST])
