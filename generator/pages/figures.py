"""Scores -> the geometry of bars and dots, for SVG written by the templates. Pure.

Every position is a percentage of the drawing's width, so that a drawing fits any screen without a script and its
letters keep their size. Every drawing comes with the sentence that says the same in words.
"""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from generator import vocabulary as v
from generator.models import Band, Story
from generator.pages import intervals
from generator.pages.catalog import Distribution

# Two labels closer than this, in percent of the width, would run into each other on a phone.
_LABEL_GAP = 34
# Labels nearer to an end than this are set flush with their tick instead of centered on it.
_END_ROOM = 15


class Tick(NamedTuple):
    """One reference mark below the bar: where, its words, how the words sit at it, on which line (0 or 1)."""

    at: int
    words: str
    anchor: str
    line: int


class ScoreBar(NamedTuple):
    """The bar of one score."""

    score: int
    low: int
    width: int
    ticks: tuple[Tick, ...]
    alt: str


def score_bar(
    score: int, band: Band, site: Distribution | None = None, publisher: Distribution | None = None
) -> ScoreBar:
    """Return the bar of a score with its band, and a tick for each median that enough reports stand behind.

    Args:
        score: 0-100.
        band: the range of the score, 0-100.
        site: scores of all reports, or None.
        publisher: scores of this publisher's reports, or None.
    """
    medians = [(site.median, "all reports")] if site else []
    medians += [(publisher.median, "this publisher")] if publisher else []
    ticks: list[Tick] = []
    for at, name in sorted(medians):
        line = 1 if ticks and at - ticks[-1].at < _LABEL_GAP else 0
        ticks.append(Tick(at, f"{name} {at}", _anchor(at), line))
    alt = f"Spin score {score} of 100, {v.score_word(score)}; band {band.low} to {band.high}"
    alt += "".join(f"; median of {name} {at}" for at, name in medians)
    return ScoreBar(score, band.low, max(1, band.high - band.low), tuple(ticks), f"{alt}.")


def _anchor(at: int) -> str:
    if at < _END_ROOM:
        return "start"
    return "end" if at > 100 - _END_ROOM else "middle"


class Spark(NamedTuple):
    """The newest scores of a group as a tiny strip: one dot each, oldest first, as the path of a single line."""

    path: str
    alt: str


SPARK_MOST = 20
# Pixels of the strip: from dot to dot, the height of the scale, the room around it.
_SPARK_STEP, _SPARK_HIGH, _SPARK_ROOM = 5, 16, 3


def spark(stories: Iterable[Story]) -> Spark | None:
    """Return the strip of the newest scores, newest on the right, or None without any score.

    Args:
        stories: newest first.
    """
    scored = (story.verdict.score for story in stories if story.verdict.score is not None)
    scores = list(islice(scored, SPARK_MOST))[::-1]
    if not scores:
        return None
    start = _SPARK_ROOM + _SPARK_STEP * (SPARK_MOST - len(scores))
    dots = (
        f"M{start + _SPARK_STEP * i} {_SPARK_ROOM + round(_SPARK_HIGH * (100 - score) / 100)}h0"
        for i, score in enumerate(scores)
    )
    return Spark("".join(dots), f"Newest scores, oldest first: {', '.join(map(str, scores))}.")


class Share(NamedTuple):
    """A part of a whole: how many, in percent with the 95% interval, and its place on a stacked bar, in percent."""

    key: str
    n: int
    percent: int
    low: int
    high: int
    at: float
    width: float

    @property
    def said(self) -> str:
        """Return the percentage as it is written."""
        return percentage(self.n, self.percent)


def percentage(count: int, percent: int) -> str:
    """Return a rounded percentage as it is written: what exists is never 0%."""
    return "under 1%" if count and not percent else f"{percent}%"


def share(key: str, count: int, total: int, before: int = 0) -> Share:
    """Return a part of a whole.

    Args:
        key: what the part is.
        count: how many of the whole belong to it.
        total: how many the whole has, at least 1.
        before: how many lie before it on a stacked bar.
    """
    at, width = round(100 * before / total, 2), round(100 * count / total, 2)
    return Share(key, count, round(100 * count / total), *intervals.share(count, total), at, width)


def shares(counts: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """Return the parts of a stacked bar in the order given; empty parts are left out."""
    present = [(key, count) for key, count in counts if count]
    total = sum(count for _, count in present)
    found: list[Share] = []
    before = 0
    for key, count in present:
        found.append(share(key, count, total, before))
        before += count
    return tuple(found)


class Range(NamedTuple):
    """A range of scores, both ends included."""

    low: int
    high: int

    @property
    def key(self) -> str:
        """Return the range as it stands in paths and addresses: 50-74."""
        return f"{self.low}-{self.high}"

    @property
    def word(self) -> str:
        """Return its words on the published scale."""
        return " or ".join(dict.fromkeys((v.score_word(self.low), v.score_word(self.high))))

    @property
    def path(self) -> str:
        """Return the path of the page that lists its reports."""
        return f"scores/{self.key}/"


class Bin(NamedTuple):
    """How many scores lie in a range of ten points, the height of its bar in pixels, and the range of the highest."""

    low: int
    high: int
    n: int
    height: int
    range: Range | None  # none where no score lies: nothing to list


# The four ranges of the published scale.
RANGES = (Range(0, 24), Range(25, 49), Range(50, 74), Range(75, 100))
_BARS_HIGH = 72


def histogram(scores: Iterable[int]) -> tuple[Bin, ...]:
    """Return ten bins of ten points each; 100 belongs to the last. At least one score is needed."""
    bins: list[list[int]] = [[] for _ in range(10)]
    for score in scores:
        bins[min(9, score // 10)].append(score)
    most = max(map(len, bins))
    return tuple(_bin(number, one, most) for number, one in enumerate(bins))


def _bin(number: int, scores: list[int], most: int) -> Bin:
    # The last range holds 100 as well.
    low, high = 10 * number, 10 * number + 9 + (number + 1) // 10
    if not scores:
        return Bin(low, high, 0, 0, None)
    # A bar of one report in a thousand still has to be seen.
    height = max(2, round(_BARS_HIGH * len(scores) / most))
    return Bin(low, high, len(scores), height, range_of(max(scores)))


def range_of(score: int) -> Range:
    """Return the range of the published scale that a score of 0-100 lies in."""
    return next(one for one in RANGES if score <= one.high)
