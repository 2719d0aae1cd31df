"""All stories of a site, sorted and grouped once. Pure.

What goes in: stories and publishers. What comes out: the lists and figures that pages show. Figures over several
stories exist from five scored reports on; below that only the reports themselves are shown.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import cached_property
from statistics import median
from typing import NamedTuple, TypeVar

from generator import vocabulary as v
from generator.models import Publisher, Story

# Fewer scores than this say more about chance than about a publisher.
AGGREGATE_FROM = 5

_Key = TypeVar("_Key", bound=Hashable)
Groups = dict[_Key, tuple[Story, ...]]


class Distribution(NamedTuple):
    """Hold the scores of a group of at least ``AGGREGATE_FROM`` reports, in ascending order."""

    scores: tuple[int, ...]

    @property
    def n(self) -> int:
        """Return how many scores there are."""
        return len(self.scores)

    @property
    def median(self) -> int:
        """Return the median score, 0-100, rounded half down."""
        return int(median(self.scores))

    def share_below(self, score: int) -> int:
        """Return which percentage (0-100, rounded down) of the scores lies below a score."""
        return 100 * bisect_left(self.scores, score) // self.n


def distribution(stories: Iterable[Story]) -> Distribution | None:
    """Return the distribution of the scores, or None for fewer than ``AGGREGATE_FROM``."""
    scores = sorted(story.verdict.score for story in stories if story.verdict.score is not None)
    return Distribution(tuple(scores)) if len(scores) >= AGGREGATE_FROM else None


def updated(stories: Iterable[Story]) -> dt.date | None:
    """Return the day on which one of the reports changed last, or None without any."""
    return max((story.updated.date() for story in stories), default=None)


class Catalog:
    """Every story of a site, newest first, and the groups that pages list."""

    def __init__(self, stories: Iterable[Story], publishers: Iterable[Publisher] = ()) -> None:
        """Sort and group; a withdrawn report keeps its page and leaves every list and figure.

        Args:
            stories: all stories of ``content/stories``.
            publishers: all publisher files; a publisher known from stories alone is added.
        """
        ordered = sorted(stories, key=lambda one: (one.date, one.created, one.id), reverse=True)
        self.stories = tuple(ordered)
        self.shown = tuple(story for story in ordered if story.status is not v.Status.WITHDRAWN)
        self.publishers = _with_publishers_of(ordered, publishers)

    @cached_property
    def site(self) -> Distribution | None:
        """Return the distribution over all reports."""
        return distribution(self.shown)

    @cached_property
    def by_publisher(self) -> Groups[str]:
        """Return shown stories by publisher slug."""
        return _group((story.publisher.slug, story) for story in self.shown)

    @cached_property
    def withdrawn_by_publisher(self) -> Groups[str]:
        """Return withdrawn stories by publisher slug."""
        return _group((story.publisher.slug, story) for story in self.stories if story.status is v.Status.WITHDRAWN)

    @cached_property
    def by_topic(self) -> Groups[v.Topic]:
        """Return shown stories by topic; those without one are in no group."""
        return _group((story.topic, story) for story in self.shown if story.topic)

    @cached_property
    def by_type(self) -> Groups[v.SpinType]:
        """Return shown stories by primary type, ``none`` among them."""
        return _group((story.verdict.primary, story) for story in self.shown if story.verdict.primary)

    @cached_property
    def by_tactic(self) -> Groups[str]:
        """Return shown stories by tactic."""
        return _group((story.verdict.tactic, story) for story in self.shown if story.verdict.tactic)

    @cached_property
    def publisher_distributions(self) -> dict[str, Distribution]:
        """Return the distribution of every publisher that has enough reports."""
        found = ((slug, distribution(stories)) for slug, stories in self.by_publisher.items())
        return {slug: one for slug, one in found if one}

    def more_from(self, story: Story, most: int) -> tuple[Story, ...]:
        """Return the newest other reports on the same publisher."""
        return _others(self.by_publisher.get(story.publisher.slug, ()), story, most)

    def same_tactic(self, story: Story, most: int) -> tuple[Story, ...]:
        """Return the newest reports on other publishers with the same tactic."""
        found: list[Story] = []
        for other in self.by_tactic.get(story.verdict.tactic or "", ()):
            if other.publisher.slug != story.publisher.slug:
                found.append(other)
                if len(found) == most:
                    break
        return tuple(found)


def _group(pairs: Iterable[tuple[_Key, Story]]) -> Groups[_Key]:
    groups: defaultdict[_Key, list[Story]] = defaultdict(list)
    for key, story in pairs:
        groups[key].append(story)
    return {key: tuple(stories) for key, stories in groups.items()}


def _others(stories: tuple[Story, ...], story: Story, most: int) -> tuple[Story, ...]:
    return tuple(other for other in stories[: most + 1] if other.id != story.id)[:most]


def _with_publishers_of(stories: list[Story], publishers: Iterable[Publisher]) -> dict[str, Publisher]:
    """Return publishers by slug: the files, and whoever only stories know, as they knew them."""
    found = {one.slug: one for one in publishers if one.kind is None}
    for story in stories:
        known = story.publisher
        if known.slug not in found:
            found[known.slug] = Publisher(
                slug=known.slug,
                name=known.name,
                homepage=f"https://{known.domain}/",
                hosts=(known.domain,),
                role=known.role,
                independence=known.independence,
            )
    return dict(sorted(found.items()))
