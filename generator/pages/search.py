"""Catalog -> what the search page offers: filters with their counts, and ways in for readers without a script. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.pages import facets, figures, segments, words
from generator.pages.catalog import Catalog


class Option(NamedTuple):
    """One value of a filter as it stands in an address, its words, and how many reports have it."""

    value: str
    label: str
    n: int


class Filter(NamedTuple):
    """One question a reader can narrow by: its name in an address, its words, its answers."""

    key: str
    label: str
    options: tuple[Option, ...]
    short: bool  # few enough to stand side by side


class Way(NamedTuple):
    """A list of pages that lead to reports without a script: its heading and (path, words) pairs."""

    label: str
    links: tuple[tuple[str, str], ...]


def view(catalog: Catalog) -> dict[str, Any]:
    """Return what the search page shows before anything is searched."""
    return {
        "total": len(catalog.shown),
        "filters": _filters(catalog) if catalog.shown else (),
        "ways": _ways(catalog),
    }


def _filters(catalog: Catalog) -> tuple[Filter, ...]:
    """Return the filters; a value that no report has is offered only where the list is short and closed."""
    columns = zip(*(segments.values(story) for story in catalog.shown), strict=True)
    counts = dict(zip(segments.FACETS, map(Counter, columns), strict=False))
    ranges = Counter(facets.range_key(story) for story in catalog.shown)
    months = Counter(story.date.replace(day=1) for story in catalog.shown)
    names = {slug: words.plain(one.name, words.TITLE_MOST) for slug, one in catalog.publishers.items()}
    publishers = sorted((names[slug].casefold(), slug) for slug in counts["publisher"])
    return (
        Filter("type", "Spin type", _closed(v.SpinType, counts["type"]), short=True),
        Filter("score", "Score", _ranges(ranges), short=True),
        Filter("evidence", "Evidence", _closed(v.Strength, counts["evidence"]), short=True),
        Filter("topic", "Topic", _known(v.Topic, counts["topic"]), short=False),
        Filter("role", "Publisher’s role", _known(v.Role, counts["role"]), short=False),
        Filter(
            "publisher",
            "Publisher",
            tuple(Option(slug, names[slug], counts["publisher"][slug]) for _, slug in publishers),
            short=False,
        ),
        Filter(
            "month",
            "Month",
            tuple(
                Option(f"{month:%Y-%m}", words.month(month), months[month]) for month in sorted(months, reverse=True)
            ),
            short=False,
        ),
    )


def _closed(values: Iterable[str], counts: Counter[str]) -> tuple[Option, ...]:
    return tuple(Option(str(one), words.sentence(v.label(one)), counts[one]) for one in values)


def _known(values: Iterable[str], counts: Counter[str]) -> tuple[Option, ...]:
    return tuple(one for one in _closed(values, counts) if one.n)


def _ranges(counts: Counter[str]) -> tuple[Option, ...]:
    """Return the ranges of the score by the keys of the lists, and what has no score."""
    found = (Option(one.key, f"{one.low}–{one.high} {one.word}", counts[one.key]) for one in figures.RANGES)
    return (*found, Option(facets.UNSCORED, "No score", counts[facets.UNSCORED]))


def _ways(catalog: Catalog) -> tuple[Way, ...]:
    """Return the prebuilt lists of reports; the page of all lists names the rest."""
    topics = ((f"topics/{one}/", words.sentence(v.label(one))) for one in v.Topic if one in catalog.by_topic)
    everything = (
        ("browse/", "Every list: scores, evidence, roles, kinds of text"),
        ("publishers/", "Publishers"),
        ("archive/", "Archive by month"),
        ("a-z/", "Index A to Z"),
    )
    return (
        Way("By verdict", tuple((f"spin-types/{one}/", v.label(one)) for one in v.SpinType)),
        Way("By topic", tuple(topics)),
        Way("By everything else", everything),
    )
