"""Scores -> the geometry of bars and dots, for SVG written by the templates. Pure.

Every position is a percentage of the drawing's width, so that a drawing fits any screen without a script and its
letters keep their size. Every drawing comes with the sentence that says the same in words.
"""

from collections.abc import Iterable
from typing import NamedTuple

from generator import vocabulary as v
from generator.models import Band, Story
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


class Dot(NamedTuple):
    """One report in a strip of reports: position in percent, and the report."""

    at: int
    row: int
    story: Story


class Strip(NamedTuple):
    """The scores of several reports on one common scale."""

    dots: tuple[Dot, ...]
    rows: int
    median: int
    alt: str


def strip(stories: Iterable[Story], scores: Distribution) -> Strip:
    """Return one dot per scored report; equal and near scores are stacked so that no dot hides another."""
    last_at: list[int] = []
    dots: list[Dot] = []
    scored = [(story.verdict.score, story) for story in stories if story.verdict.score is not None]
    for score, story in sorted(scored, key=lambda pair: (pair[0], pair[1].id)):
        row = next((row for row, at in enumerate(last_at) if score - at >= _DOT_GAP), len(last_at))
        if row == len(last_at):
            last_at.append(score)
        last_at[row] = score
        dots.append(Dot(score, row, story))
    alt = f"{scores.n} scores from {scores.scores[0]} to {scores.scores[-1]}, median {scores.median}."
    return Strip(tuple(dots), len(last_at), scores.median, alt)


# Narrower than this, in points of score, two dots overlap on a phone.
_DOT_GAP = 5


class Share(NamedTuple):
    """One part of a stacked bar: where it starts and how wide it is, in percent."""

    key: str
    n: int
    at: float
    width: float


def shares(counts: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """Return the parts of a stacked bar in the order given; empty parts are left out."""
    present = [(key, count) for key, count in counts if count]
    total = sum(count for _, count in present)
    found: list[Share] = []
    before = 0
    for key, count in present:
        found.append(Share(key, count, round(100 * before / total, 2), round(100 * count / total, 2)))
        before += count
    return tuple(found)


class Bin(NamedTuple):
    """How many scores lie in a range of ten points, and the height of its bar in pixels."""

    low: int
    high: int
    n: int
    height: int


_BARS_HIGH = 56


def histogram(scores: Distribution) -> tuple[Bin, ...]:
    """Return ten bins of ten points each; 100 belongs to the last."""
    counts = [0] * 10
    for score in scores.scores:
        counts[min(9, score // 10)] += 1
    most = max(counts)
    return tuple(Bin(10 * i, 10 * i + 9 + (i + 1) // 10, n, round(_BARS_HIGH * n / most)) for i, n in enumerate(counts))
