"""Catalog -> the pages about the six spin types. Pure."""

from collections import Counter
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import figures, words
from generator.pages.catalog import Catalog

# A type's page shows so many of its newest reports.
NEWEST_MOST = 40
SIX = tuple(v.TYPES)
SEVEN = (*SIX, v.SpinType.NONE)


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


def overview(catalog: Catalog) -> dict[str, Any]:
    """Return the six types with their counts."""
    return {
        "types": counts(catalog),
        "plain": len(catalog.by_type.get(v.SpinType.NONE, ())),
        "tactics": {one: _tactics(catalog, one) for one in SIX},
        "total": len(catalog.shown),
    }


def one_type(catalog: Catalog, key: str) -> dict[str, Any]:
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
        "stories": stories[:NEWEST_MOST],
        "n": len(stories),
        "pairs": [(other, pairs[other]) for other in SIX if pairs[other]],
        "types": counts(catalog),
    }


def counts(catalog: Catalog) -> tuple[TypeCount, ...]:
    """Return the six types with their counts."""
    total = sum(len(stories) for stories in catalog.by_type.values())
    found = {one: len(catalog.by_type.get(one, ())) for one in SIX}
    return tuple(
        TypeCount(one, v.TYPES[one], found[one], round(100 * found[one] / total) if total else 0) for one in SIX
    )


def _tactics(catalog: Catalog, one: v.SpinType) -> tuple[TacticCount, ...]:
    info = v.TYPES[one]
    names = (*info.tactics, *info.extensions)
    return tuple(TacticCount(name, words.anchor(name), len(catalog.by_tactic.get(name, ()))) for name in names)


def shares(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    """Return how many of the reports have each type, or none, as their verdict."""
    found = Counter(story.verdict.primary for story in stories if story.verdict.primary)
    return figures.shares((str(one), found[one]) for one in SEVEN)
