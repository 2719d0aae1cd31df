"""Stories -> the geometry of their scores over time: one dot a story, none hidden. Pure.

Positions along time are percentages of the drawing's width, so that it fits any screen; heights are pixels, so that
letters and dots keep their size.
"""

import datetime as dt
from collections import defaultdict
from math import hypot
from typing import NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import words

# So many of the newest reports become dots; older ones stand in the list alone.
DOTS_MOST = 300
# From so many dots on they are drawn small.
SMALL_FROM = 61
# Pixels: the room above the highest score, and the height of the scale.
TOP, HIGH = 18, 200
# The narrowest plot in pixels, on a screen of 320: there a percent is so many pixels.
_PIXELS_PER_PERCENT = 2.3
_WIDTH, _EDGE = 100 * _PIXELS_PER_PERCENT, 2.0
# A dot moves so many pixels along time before it moves one up or down, which would misstate its score.
_SCORE_WEIGHS = 6.0
# Percent of the width that stays free at both ends.
_MARGIN = 3.0
# Pixels between the middles of two dots at least, large and small: less than a dot, so that dots may touch and overlap,
# but far enough that each can be seen.
_APART, _APART_SMALL = 9.0, 4.5
# Labels of the time axis: at most so many between the ends, and none nearer to them than so many percent.
_MIDDLE_MOST, _END_ROOM = 5, 20
_MONTHS_FROM_DAYS, _YEARS_FROM_DAYS = 62, 800


class Dot(NamedTuple):
    """One report: percent from the left, pixels from the top, and the report."""

    x: float
    y: float
    story: Story


class Mark(NamedTuple):
    """One date of the time axis: percent from the left, and its words."""

    x: float
    words: str


class Plot(NamedTuple):
    """Scores over time; ``scale`` the heights of 0, 25, 50, 75 and 100, ``sure`` top and height of an interval."""

    dots: tuple[Dot, ...]
    small: bool
    older: int
    unscored: int
    first: dt.date
    last: dt.date
    marks: tuple[Mark, ...]
    scale: tuple[tuple[int, float], ...]
    median: float
    sure: tuple[float, float] | None
    types: tuple[v.SpinType, ...]


def height(score: int) -> float:
    """Return how many pixels below the top of the drawing a score of 0-100 stands."""
    return TOP + HIGH * (100 - score) / 100


def plot(stories: tuple[Story, ...], median: int, interval: tuple[int, int] | None) -> Plot:
    """Return one dot per scored report of the newest ``DOTS_MOST``; at least one must have a score.

    Args:
        stories: newest first.
        median: of all their scores, 0-100.
        interval: the scores between which the median lies with 95 % confidence, or None.
    """
    scored = [story for story in stories if story.verdict.score is not None]
    drawn = scored[:DOTS_MOST][::-1]
    first, last = drawn[0].date, drawn[-1].date
    small = len(drawn) >= SMALL_FROM
    present = {story.verdict.primary for story in drawn}
    sure = (height(interval[1]), max(1.0, height(interval[0]) - height(interval[1]))) if interval else None
    return Plot(
        _placed(drawn, small=small),
        small,
        len(scored) - len(drawn),
        len(stories) - len(scored),
        first,
        last,
        _marks(first, last),
        tuple((score, height(score)) for score in (0, 25, 50, 75, 100)),
        height(median),
        sure,
        tuple(one for one in v.SpinType if one in present),
    )


def _at(date: dt.date, first: dt.date, last: dt.date) -> float:
    """Return the place of a date in percent; a single day stands in the middle."""
    days = (last - first).days
    return _MARGIN + (100 - 2 * _MARGIN) * (date - first).days / days if days else 50.0


def _placed(stories: list[Story], *, small: bool) -> tuple[Dot, ...]:
    """Return dots at their places; one that would hide another moves aside by as little as it takes."""
    taken = _Taken(_APART_SMALL if small else _APART)
    dots = []
    for story in sorted(stories, key=lambda one: (one.date, one.verdict.score, one.id)):
        x = _at(story.date, stories[0].date, stories[-1].date) * _PIXELS_PER_PERCENT
        x, y = taken.nearest_free(x, height(story.verdict.score or 0))
        dots.append(Dot(round(x / _PIXELS_PER_PERCENT, 2), round(y, 1), story))
    return tuple(dots)


class _Taken:
    """Places of a drawing that hold a dot, in pixels, sorted into squares for a quick look."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._squares: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        reach = int(_WIDTH / apart) + 1
        steps = ((aside * apart, down * apart) for aside in range(-reach, reach + 1) for down in range(-3, 4))
        # Sorting keeps the order of equals, so the same stories always give the same drawing.
        self._ways = sorted(steps, key=lambda way: hypot(way[0], _SCORE_WEIGHS * way[1]))

    def nearest_free(self, x: float, y: float) -> tuple[float, float]:
        """Take and return the nearest free place inside the plot; time gives way before the score does."""
        places = ((x + aside, y + down) for aside, down in self._ways if _EDGE <= x + aside <= _WIDTH - _EDGE)
        place = next((one for one in places if self._free(one)), (x, y))
        self._squares[self._square(place)].append(place)
        return place

    def _free(self, place: tuple[float, float]) -> bool:
        column, row = self._square(place)
        near = (
            one
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for one in self._squares.get((i, j), ())
        )
        return all((x - place[0]) ** 2 + (y - place[1]) ** 2 >= 0.98 * self._apart**2 for x, y in near)

    def _square(self, place: tuple[float, float]) -> tuple[int, int]:
        return int(place[0] // self._apart), int(place[1] // self._apart)


def _marks(first: dt.date, last: dt.date) -> tuple[Mark, ...]:
    """Return the months or years that begin between the two dates, thinned so that their labels stay apart."""
    days = (last - first).days
    if days < _MONTHS_FROM_DAYS:
        return ()
    yearly = days >= _YEARS_FROM_DAYS
    months = range(12 * first.year + first.month, 12 * last.year + last.month)
    begins = [dt.date(one // 12, one % 12 + 1, 1) for one in months if not yearly or one % 12 == 0]
    thinned = begins[:: -(-len(begins) // _MIDDLE_MOST)]
    return tuple(
        Mark(round(at, 2), str(one.year) if yearly else words.month(one)[:3])
        for one in thinned
        if _END_ROOM <= (at := _at(one, first, last)) <= 100 - _END_ROOM
    )


def months(stories: tuple[Story, ...]) -> tuple[tuple[dt.date, tuple[Story, ...]], ...]:
    """Return the stories, newest first, by the month they are of; a month is known by its first day."""
    found: defaultdict[dt.date, list[Story]] = defaultdict(list)
    for story in stories:
        found[story.date.replace(day=1)].append(story)
    return tuple((month, tuple(rows)) for month, rows in found.items())
