"""Catalog -> what the search page offers: facets with their counts, and ways in for readers without a script. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.pages import figures, words
from generator.pages.catalog import Catalog
from generator.pages.facets import UNSCORED, band
from generator.pages.segments import FACETS, facets


class Choice(NamedTuple):
    """One value of a facet as it stands in an address, its words, and how many reports have it."""

    value: str
    label: str
    n: int


class Facet(NamedTuple):
    """One question a reader can narrow by."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    short: bool  # few enough to stand side by side


class Way(NamedTuple):
    """A list of pages that lead to reports without a script: its heading and (path, words) pairs."""

    label: str
    links: tuple[tuple[str, str], ...]


def view(catalog: Catalog) -> dict[str, Any]:
    """Return what the search page shows before anything is searched."""
    return {
        "total": len(catalog.shown),
        "facets": _facets(catalog) if catalog.shown else (),
        "ways": _ways(catalog),
    }


def _facets(catalog: Catalog) -> tuple[Facet, ...]:
    """Return the facets; a value that no report has is offered only where the list is short and closed."""
    columns = zip(*(facets(story) for story in catalog.shown), strict=True)
    counts = dict(zip(FACETS, map(Counter, columns), strict=False))
    bands = Counter(band(story) for story in catalog.shown)
    months = Counter(story.date.replace(day=1) for story in catalog.shown)
    names = {slug: words.plain(one.name, words.TITLE_MOST) for slug, one in catalog.publishers.items()}
    publishers = sorted((names[slug].casefold(), slug) for slug in counts["publisher"])
    return (
        Facet("type", "Spin type", _closed(v.SpinType, counts["type"]), short=True),
        Facet("band", "Score", _bands(bands), short=True),
        Facet("evidence", "Evidence", _closed(v.Strength, counts["evidence"]), short=True),
        Facet("topic", "Topic", _known(v.Topic, counts["topic"]), short=False),
        Facet("role", "Publisher’s role", _known(v.Role, counts["role"]), short=False),
        Facet(
            "publisher",
            "Publisher",
            tuple(Choice(slug, names[slug], counts["publisher"][slug]) for _, slug in publishers),
            short=False,
        ),
        Facet(
            "month",
            "Month",
            tuple(
                Choice(f"{month:%Y-%m}", words.month(month), months[month]) for month in sorted(months, reverse=True)
            ),
            short=False,
        ),
    )


def _closed(values: Iterable[str], counts: Counter[str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(one), words.sentence(v.label(one)), counts[one]) for one in values)


def _known(values: Iterable[str], counts: Counter[str]) -> tuple[Choice, ...]:
    return tuple(one for one in _closed(values, counts) if one.n)


def _bands(counts: Counter[str]) -> tuple[Choice, ...]:
    """Return the ranges of the score by the keys of the lists, and what has no score."""
    found = (Choice(one.key, f"{one.low}–{one.high} {one.word}", counts[one.key]) for one in figures.BANDS)
    return (*found, Choice(UNSCORED, "No score", counts[UNSCORED]))


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
        Way("By spin type", tuple((f"spin-types/{one}/", v.label(one)) for one in v.TYPES)),
        Way("By topic", tuple(topics)),
        Way("By everything else", everything),
    )
