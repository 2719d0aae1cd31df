"""Stories -> the geometry of their scores over time: no story hidden, and none far from its date and score. Pure.

Positions along time are percentages of the drawing's width, so that it fits any screen; heights are pixels, so that
letters and dots keep their size.
"""

import datetime as dt
from collections import Counter, defaultdict
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
# What a mark may lie off: percent of the width from the date of its stories, points from their scores.
ASIDE_MOST, POINTS_MOST = 2.5, 1
# Percent of the width that stays free at both ends; more than a mark moves aside.
_MARGIN = 3.0
# Pixels between the middles of two dots of one score, large and small: less than a dot, so that dots may touch and
# overlap, but far enough that each can be seen; and no more than a dot may move aside in the narrowest plot.
_APART, _APART_SMALL = 5.5, 4.5
# So many stories of one date and score have room side by side: one at its place and one on either side.
_BESIDE = 3
# On a screen of 1,220 a percent is at least so many pixels; narrower ones leave out the numbers that only fit there.
_WIDE_PIXELS_PER_PERCENT = 10
# Pixels of the number beside a mark: from the middle of the mark, the sign with one digit, each further digit, and half
# its height; half of a mark, large and small.
_TAG_OFF = 7
_TAG_WIDE, _TAG_DIGIT, _TAG_HALF = 15, 7, 6
_MARK_HALF, _MARK_HALF_SMALL = 6, 4
# Labels of the time axis: at most so many between the ends, and none nearer to them than so many percent.
_MIDDLE_MOST, _END_ROOM = 5, 20
_MONTHS_FROM_DAYS, _YEARS_FROM_DAYS = 62, 800


class Tag(NamedTuple):
    """The number beside a dot of several: pixels right of its middle, and whether every screen has room for it."""

    off: int
    narrow: bool


class Dot(NamedTuple):
    """One report, or several that have no room of their own: percent from the left, pixels from the top.

    ``tag`` is None for one report, and for several where a number would cover another mark or number.
    """

    x: float
    y: float
    stories: tuple[Story, ...]
    tag: Tag | None = None

    @property
    def n(self) -> int:
        """Return how many reports the dot stands for."""
        return len(self.stories)

    @property
    def type(self) -> v.SpinType:
        """Return the verdict that gives the dot its shape: the most frequent one, by the closed list among equals."""
        counts = Counter(story.verdict.primary for story in self.stories)
        return max(v.SpinType, key=lambda one: counts[one])

    @property
    def date(self) -> dt.date:
        """Return the date of the newest of its stories."""
        return max(story.date for story in self.stories)

    @property
    def says(self) -> str:
        """Return the number of stories, their dates, scores and verdicts, for a dot of several."""
        scores = sorted({story.verdict.score or 0 for story in self.stories})
        counts = Counter(story.verdict.primary for story in self.stories)
        kinds = ", ".join(f"{counts[one]} {v.label(one)}" for one in v.SpinType if counts[one])
        dates = words.days(min(story.date for story in self.stories), self.date)
        return f"{self.n} stories with a score of {' or '.join(map(str, scores))} ({dates}): {kinds}"


class Mark(NamedTuple):
    """One date of the time axis: percent from the left, and its words."""

    x: float
    words: str


class Plot(NamedTuple):
    """Scores over time.

    ``drawn`` is how many reports have a dot, ``moved`` whether one of them stands beside its date, ``scale`` the
    heights of 0, 25, 50, 75 and 100, ``sure`` top and height of an interval.
    """

    dots: tuple[Dot, ...]
    drawn: int
    moved: bool
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
    """Return the dots of the newest ``DOTS_MOST`` scored reports; at least one must have a score.

    Args:
        stories: newest first.
        median: of all their scores, 0-100.
        interval: the scores between which the median lies with 95% confidence, or None.
    """
    scored = [story for story in stories if story.verdict.score is not None]
    drawn = scored[:DOTS_MOST][::-1]
    first, last = drawn[0].date, drawn[-1].date
    small = len(drawn) >= SMALL_FROM
    present = {story.verdict.primary for story in drawn}
    sure = (height(interval[1]), max(1.0, height(interval[0]) - height(interval[1]))) if interval else None
    dots = _placed(drawn, _APART_SMALL if small else _APART)
    return Plot(
        _tagged(dots, _MARK_HALF_SMALL if small else _MARK_HALF),
        len(drawn),
        any(abs(dot.x - _at(story.date, first, last)) > _ROUNDED for dot in dots for story in dot.stories),
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


# Percent: what a place may differ by for being written with two digits.
_ROUNDED = 0.01


def _at(date: dt.date, first: dt.date, last: dt.date) -> float:
    """Return the place of a date in percent; a single day stands in the middle."""
    days = (last - first).days
    return _MARGIN + (100 - 2 * _MARGIN) * (date - first).days / days if days else 50.0


def _placed(stories: list[Story], apart: float) -> tuple[Dot, ...]:
    """Return dots at their places, by date and score.

    One that would hide another moves aside; what finds no room within ``ASIDE_MOST`` becomes one dot of several.
    """
    same: defaultdict[tuple[dt.date, int], list[Story]] = defaultdict(list)
    for story in sorted(stories, key=lambda one: (one.date, one.verdict.score, one.id)):
        same[story.date, story.verdict.score or 0].append(story)
    taken = _Taken(apart)
    # Crowds come first: they stay at their place, and what has fewer moves around them.
    for (date, score), alike in sorted(same.items(), key=lambda pair: (-max(_BESIDE, len(pair[1])), pair[0])):
        place = (_at(date, stories[0].date, stories[-1].date) * _PIXELS_PER_PERCENT, height(score))
        if len(alike) > _BESIDE:
            taken.add(alike, place, ways=(0.0,))
        else:
            for story in alike:
                taken.add([story], place, ways=(0.0, -apart, apart))
    dots = (Dot(round(x / _PIXELS_PER_PERCENT, 2), round(y, 1), tuple(own)) for (x, y), own in taken.places.items())
    return tuple(sorted(dots, key=lambda dot: (dot.stories[0].date, -dot.y, dot.x)))


def _tagged(dots: tuple[Dot, ...], half: int) -> tuple[Dot, ...]:
    """Return the dots, those of several with their number beside them where it covers no other dot and no number.

    Args:
        dots: by date.
        half: of a mark's width, in pixels.
    """
    tags: dict[int, Tag] = {}

    def free(at: int, off: int, scale: float) -> bool:
        begin, end = _reach(dots[at], off, scale)
        near = [n for n, one in enumerate(dots) if n != at and abs(one.y - dots[at].y) < 2 * _TAG_HALF]
        taken = [(dots[n].x * scale - half, dots[n].x * scale + half) for n in near]
        taken += [_reach(dots[n], tags[n].off, scale) for n in near if n in tags]
        return begin >= 0 and end <= 100 * scale and all(end <= low or high <= begin for low, high in taken)

    several = [at for at, one in enumerate(dots) if one.n > 1]
    for at in sorted(several, key=lambda one: -dots[one].n):
        wide = [off for off in (_TAG_OFF, -_TAG_OFF) if free(at, off, _WIDE_PIXELS_PER_PERCENT)]
        narrow = [off for off in wide if free(at, off, _PIXELS_PER_PERCENT)]
        if wide:
            tags[at] = Tag((narrow or wide)[0], bool(narrow))
    return tuple(one._replace(tag=tags.get(at)) for at, one in enumerate(dots))


def _reach(dot: Dot, off: int, scale: float) -> tuple[float, float]:
    """Return where the number beside a dot begins and ends, in pixels from the left."""
    near, wide = dot.x * scale + off, _TAG_WIDE + _TAG_DIGIT * (len(str(dot.n)) - 1)
    return (near - wide, near) if off < 0 else (near, near + wide)


class _Taken:
    """Places of a drawing that hold a dot, in pixels, with their stories; sorted into squares for a quick look."""

    def __init__(self, apart: float) -> None:
        self.places: dict[tuple[float, float], list[Story]] = {}
        self._apart = apart
        self._squares: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)

    def add(self, stories: list[Story], place: tuple[float, float], ways: tuple[float, ...]) -> None:
        """Give stories the first free place of those so many pixels aside, or a dot that is near enough to be theirs.

        Where neither is, they stand at their own place: the next dot then is more than ``POINTS_MOST`` away.
        """
        x, y = place
        free = next(((x + aside, y) for aside in ways if self._free((x + aside, y))), None)
        found = free or self._nearest(place) or place
        if found not in self.places:
            self._squares[self._square(found)].append(found)
        self.places.setdefault(found, []).extend(stories)

    def _free(self, place: tuple[float, float]) -> bool:
        # A little less than the distance: two dots exactly that far apart must not fail by a rounding.
        return all(hypot(x - place[0], y - place[1]) >= 0.99 * self._apart for x, y in self._near(place))

    def _nearest(self, place: tuple[float, float]) -> tuple[float, float] | None:
        """Return the nearest dot that lies within what a dot may lie off, or None."""
        inside = (one for one in self._near(place) if abs(one[1] - place[1]) <= _POINTS_PIXELS)
        return min(
            (one for one in inside if abs(one[0] - place[0]) <= _SQUARE),
            key=lambda one: (hypot(one[0] - place[0], one[1] - place[1]), one),
            default=None,
        )

    def _near(self, place: tuple[float, float]) -> list[tuple[float, float]]:
        column, row = self._square(place)
        beside = ((i, j) for i in (column - 1, column, column + 1) for j in (row - 1, row, row + 1))
        return [one for square in beside for one in self._squares.get(square, ())]

    def _square(self, place: tuple[float, float]) -> tuple[int, int]:
        return int(place[0] // _SQUARE), int(place[1] // _SQUARE)


# Pixels: the sides of the squares are what a dot may lie off its date, which is more than dots keep apart.
_SQUARE = ASIDE_MOST * _PIXELS_PER_PERCENT
_POINTS_PIXELS = POINTS_MOST * HIGH / 100 + 0.01


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
