"""Catalog -> the pages that list stories: home, publishers, spin types, topics. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Publisher, Story
from generator.pages import figures, words
from generator.pages.catalog import Catalog
from generator.pages.page import Page

HOME_MOST = 40
# The front page picks its extremes among so many of the newest reports, so that they change with the news.
RECENT = 100
EXTREMES = 5
TERMS_MOST = 8
LIST_MOST = 200
SIX = tuple(v.TYPES)
SEVEN = (*SIX, v.SpinType.NONE)


class Day(NamedTuple):
    """The reports on stories of one day."""

    date: dt.date
    stories: tuple[Story, ...]


class Listed(NamedTuple):
    """A publisher with its number of reports and, from five scores on, their median."""

    publisher: Publisher
    n: int
    median: int | None


class Role(NamedTuple):
    """The publishers of one role."""

    role: v.Role
    publishers: tuple[Listed, ...]


class TypeCount(NamedTuple):
    """A spin type, how many reports have it as their verdict, and its share of all, in percent."""

    type: v.SpinType
    info: v.TypeInfo
    n: int
    share: int


class TacticCount(NamedTuple):
    """A tactic, the fragment that names it on its type's page, and how many reports have it."""

    name: str
    anchor: str
    n: int


def home(catalog: Catalog) -> dict[str, Any]:
    """Return what the front page shows: the newest reports by day, the six types, the publishers."""
    return {
        "days": _days(catalog.shown[:HOME_MOST]),
        "total": len(catalog.shown),
        "left": max(0, len(catalog.shown) - HOME_MOST),
        "types": type_counts(catalog),
        "plain": len(catalog.by_type.get(v.SpinType.NONE, ())),
        "publishers": sorted((one for one in listed(catalog) if one.n), key=lambda one: -one.n)[:12],
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


def publishers(catalog: Catalog) -> dict[str, Any]:
    """Return the publishers by role, in the order of the closed list."""
    everyone = listed(catalog)
    roles = (Role(role, tuple(one for one in everyone if one.publisher.role is role)) for role in v.Role)
    return {"roles": [role for role in roles if role.publishers], "total": len(everyone)}


def types(catalog: Catalog) -> dict[str, Any]:
    """Return the six types with their counts."""
    return {
        "types": type_counts(catalog),
        "plain": len(catalog.by_type.get(v.SpinType.NONE, ())),
        "tactics": {one: _tactics(catalog, one) for one in SIX},
        "total": len(catalog.shown),
    }


def spin_type(catalog: Catalog, key: str) -> dict[str, Any]:
    """Return what the page of one spin type shows below its hand-written text.

    Raises:
        ValueError: the key is none of the six types.
    """
    one = v.SpinType(key)
    stories = catalog.by_type.get(one, ())
    pairs = Counter(story.verdict.secondary for story in stories if story.verdict.secondary)
    return {
        "type": one,
        "info": v.TYPES[one],
        "tactics": _tactics(catalog, one),
        "stories": stories[:HOME_MOST],
        "n": len(stories),
        "pairs": [(other, pairs[other]) for other in SIX if pairs[other]],
        "types": type_counts(catalog),
    }


def topics(catalog: Catalog) -> dict[str, Any]:
    """Return the topics with their counts, in the order of the closed list."""
    rows = ((topic, len(catalog.by_topic.get(topic, ()))) for topic in v.Topic)
    return {"topics": [(topic, count) for topic, count in rows if count]}


def topic_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each topic that has a report."""
    for topic, stories in sorted(catalog.by_topic.items()):
        name = words.sentence(v.label(topic))
        yield Page(
            path=f"topics/{topic}/",
            body="topic.html",
            title=f"Topic: {name}",
            description=f"Spin reports on stories about {v.label(topic)}, newest first.",
            view={
                "name": name,
                "stories": stories[:LIST_MOST],
                "n": len(stories),
                "shares": _shares(stories),
            },
            updated=_updated(stories),
        )


def publisher_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each publisher; figures over its reports only from five scores on."""
    for slug, publisher in catalog.publishers.items():
        stories = catalog.by_publisher.get(slug, ())
        scores = catalog.publisher_distributions.get(slug)
        yield Page(
            path=f"publishers/{slug}/",
            body="publisher.html",
            title=words.plain(publisher.name, words.TITLE_MOST),
            description=words.plain(
                f"How stories by {publisher.name} frame their subject: {words.count(len(stories), 'spin report')}, "
                "each with its evidence.",
                words.DESCRIPTION_MOST,
            ),
            view={
                "publisher": publisher,
                # All of them: this is the one list on which every report stands.
                "stories": stories,
                "n": len(stories),
                "scores": scores,
                "strip": figures.strip(stories, scores) if scores else None,
                "shares": _shares(stories) if scores else (),
                "terms": _terms(stories) if scores else (),
                "claims": _verification(stories) if scores else (),
                "withdrawn": catalog.withdrawn_by_publisher.get(slug, ()),
            },
            markdown=publisher.about,
            updated=_updated(stories),
        )


def listed(catalog: Catalog) -> list[Listed]:
    """Return every publisher with its figures, by name."""
    rows = []
    for slug, publisher in catalog.publishers.items():
        scores = catalog.publisher_distributions.get(slug)
        rows.append(Listed(publisher, len(catalog.by_publisher.get(slug, ())), scores.median if scores else None))
    return sorted(rows, key=lambda one: (one.publisher.name.casefold(), one.publisher.slug))


def type_counts(catalog: Catalog) -> tuple[TypeCount, ...]:
    """Return the six types with their counts."""
    total = sum(len(stories) for stories in catalog.by_type.values())
    counts = {one: len(catalog.by_type.get(one, ())) for one in SIX}
    return tuple(
        TypeCount(one, v.TYPES[one], counts[one], round(100 * counts[one] / total) if total else 0) for one in SIX
    )


def _tactics(catalog: Catalog, one: v.SpinType) -> tuple[TacticCount, ...]:
    info = v.TYPES[one]
    names = (*info.tactics, *info.extensions)
    return tuple(TacticCount(name, words.anchor(name), len(catalog.by_tactic.get(name, ()))) for name in names)


def _shares(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    counts = Counter(story.verdict.primary for story in stories if story.verdict.primary)
    return figures.shares((str(one), counts[one]) for one in SEVEN)


def _terms(stories: tuple[Story, ...]) -> tuple[tuple[str, int], ...]:
    """Return loaded wording of the text's own voice that stands in more than one report, with the number of reports."""
    counts = Counter(
        wording
        for story in stories
        for wording in {term.exact.casefold() for term in story.loaded_terms if term.speaker is not v.Speaker.QUOTED}
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((wording, n) for wording, n in ranked if n > 1)[:TERMS_MOST]


def _verification(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    """Return how far the texts back their claims, over all claims of the reports."""
    counts = Counter(claim.verification for story in stories for claim in story.claims)
    return figures.shares((str(one), counts[one]) for one in v.Verification)


def _days(stories: tuple[Story, ...]) -> tuple[Day, ...]:
    return tuple(Day(date, tuple(group)) for date, group in groupby(stories, key=lambda story: story.date))


def _updated(stories: tuple[Story, ...]) -> dt.date | None:
    return max((story.updated.date() for story in stories), default=None)
