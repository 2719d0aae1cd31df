"""Catalog -> the pages about the six spin types, and about no spin at all. Pure."""

from collections import Counter
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import LoadedTerm, Story
from generator.pages import figures, lists, pairs
from generator.pages.catalog import AGGREGATE_FROM, Catalog

# A type's page shows so many of its newest reports.
NEWEST_MOST = 40
TACTIC_MOST = 3
PUBLISHERS_MOST = 12
# What readers are told about the seventh verdict, in the shape of the six.
NONE_INFO = v.TypeInfo(
    v.NONE_LABEL,
    v.NONE_GIST,
    "Not a seventh type but the absence of all six, and a verdict of its own. Notices, instructions and most wire "
    "copy should end here.",
    (),
    (),
)
# A shorter example is a single adjective more often than not.
_EXAMPLE_WORDS = 3


class TypeCount(NamedTuple):
    """A spin type, how many reports have it as their verdict, and its share of all in words."""

    type: v.SpinType
    info: v.TypeInfo
    n: int
    share: str


class TacticCount(NamedTuple):
    """A tactic, the fragment that names it on its type's page, how many reports have it, and the newest of them."""

    name: str
    anchor: str
    n: int
    stories: tuple[Story, ...] = ()


class Example(NamedTuple):
    """Loaded wording of a report with its plainer wording, and its number on that report's page."""

    story: Story
    number: int
    term: LoadedTerm


class PublisherShare(NamedTuple):
    """A publisher, and a type's share of its reports."""

    slug: str
    name: str
    total: int
    part: figures.Share


def overview(catalog: Catalog) -> dict[str, Any]:
    """Return the six types with their counts."""
    return {
        "types": counts(catalog),
        "none": NONE_INFO,
        "plain": len(catalog.by_type.get(v.SpinType.NONE, ())),
        "tactics": {one: _tactics(catalog, one) for one in v.TYPES},
        "judged": _judged(catalog),
    }


def one_type(catalog: Catalog, key: str) -> dict[str, Any]:
    """Return what the page of one spin type, or of none, shows around its hand-written text.

    Raises:
        ValueError: the key is none of the seven verdicts.
    """
    one = v.SpinType(key)
    stories = catalog.by_type.get(one, ())
    topics = pairs.topics_of_types(catalog)[one]
    publishers = _publishers(catalog, one)
    return {
        "type": one,
        "info": v.TYPES.get(one, NONE_INFO),
        "tactics": _tactics(catalog, one),
        "example": example(stories, one),
        "stories": stories[:NEWEST_MOST],
        "n": len(stories),
        "share": figures.share(one, len(stories), judged) if (judged := _judged(catalog)) >= AGGREGATE_FROM else None,
        "judged": judged,
        "topics": lists.Choices("Narrow by topic", topics),
        "untopical": len(stories) - sum(choice.n for choice in topics),
        "publishers": publishers[:PUBLISHERS_MOST],
        "more_publishers": len(publishers[PUBLISHERS_MOST:]),
        "pairs": _second(stories, one),
        "siblings": lists.marked(choices(catalog), f"spin-types/{one}/"),
    }


def choices(catalog: Catalog) -> tuple[lists.Choice, ...]:
    """Return the pages of the six types and of none as links."""
    return tuple(
        lists.Choice(v.label(one), f"spin-types/{one}/", len(catalog.by_type.get(one, ())), one) for one in v.SpinType
    )


def counts(catalog: Catalog) -> tuple[TypeCount, ...]:
    """Return the six types with their counts."""
    total = _judged(catalog)
    found = {one: len(catalog.by_type.get(one, ())) for one in v.TYPES}
    return tuple(
        TypeCount(one, info, found[one], figures.percentage(found[one], round(100 * found[one] / max(1, total))))
        for one, info in v.TYPES.items()
    )


def example(stories: tuple[Story, ...], one: v.SpinType) -> Example | None:
    """Return the wording of the newest reports that shows a type best, of those with a plainer wording.

    In the text's own voice; several words before one, then the most severe, then the newest.
    """
    found = (
        Example(story, number, term)
        for story in stories[:NEWEST_MOST]
        for number, term in enumerate(story.loaded_terms, start=1)
        if term.type == str(one) and term.plainer and term.speaker is not v.Speaker.QUOTED
    )
    return max(found, key=lambda each: (len(each.term.exact.split()) >= _EXAMPLE_WORDS, each.term.weight), default=None)


def _judged(catalog: Catalog) -> int:
    """Return how many reports have a verdict."""
    return sum(len(stories) for stories in catalog.by_type.values())


def _tactics(catalog: Catalog, one: v.SpinType) -> tuple[TacticCount, ...]:
    info = v.TYPES.get(one, NONE_INFO)
    rows = ((name, catalog.by_tactic.get(name, ())) for name in (*info.tactics, *info.extensions))
    return tuple(TacticCount(name, v.anchor(name), len(own), own[:TACTIC_MOST]) for name, own in rows)


def _publishers(catalog: Catalog, one: v.SpinType) -> tuple[PublisherShare, ...]:
    """Return the type's share among the reports of each publisher with enough verdicts, largest first.

    Where none of these has the type there is nothing to compare, and nothing is returned.
    """
    rows = []
    for slug, stories in catalog.by_publisher.items():
        judged = [story.verdict.primary for story in stories if story.verdict.primary]
        if len(judged) >= AGGREGATE_FROM:
            part = figures.share(one, judged.count(one), len(judged))
            rows.append(PublisherShare(slug, catalog.publishers[slug].name, len(judged), part))
    if not any(row.part.n for row in rows):
        return ()
    return tuple(sorted(rows, key=lambda row: (-row.part.n / row.total, -row.total, row.name.casefold(), row.slug)))


def _second(stories: tuple[Story, ...], one: v.SpinType) -> tuple[figures.Share, ...]:
    """Return which second types go with a type, in the order of the six; the last part is no second type."""
    if len(stories) < AGGREGATE_FROM or one is v.SpinType.NONE:
        return ()
    found = Counter(story.verdict.secondary or v.SpinType.NONE for story in stories)
    return tuple(figures.share(other, found[other], len(stories)) for other in v.SpinType if other is not one)
