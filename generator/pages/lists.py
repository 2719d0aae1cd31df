"""Stories -> what every list of reports shows: groups, ways to narrow it, shares of the spin types. Pure.

A list stands in ``facet.html``, whatever it lists: a topic, a range of scores, a role, a type within a topic.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import figures, words
from generator.pages.catalog import AGGREGATE_FROM

# So many of its newest reports stand on a list; all of them stand in the archive.
LIST_MOST = 200


class Choice(NamedTuple):
    """A list that a reader can go to: its words, its path below the site, and how many reports stand there."""

    words: str
    path: str
    n: int
    type: v.SpinType | None = None
    here: bool = False


class Choices(NamedTuple):
    """Several lists under one heading."""

    heading: str
    choices: tuple[Choice, ...]


class Group(NamedTuple):
    """Reports of a list that belong together; without a heading they are the whole list."""

    stories: tuple[Story, ...]
    n: int
    heading: str = ""
    anchor: str = "list"


class Mix(NamedTuple):
    """How at least ``AGGREGATE_FROM`` verdicts divide among the six types and none."""

    n: int
    parts: tuple[figures.Share, ...]
    alt: str


def verdicts(stories: Iterable[Story]) -> tuple[figures.Share, ...]:
    """Return the shares of the verdicts that occur, the six types before none."""
    found = Counter(story.verdict.primary for story in stories if story.verdict.primary)
    return figures.shares((one, found[one]) for one in v.SpinType)


def mix(stories: Iterable[Story]) -> Mix | None:
    """Return how verdicts divide, or None for fewer than ``AGGREGATE_FROM``."""
    parts = verdicts(stories)
    total = sum(one.n for one in parts)
    if total < AGGREGATE_FROM:
        return None
    return Mix(total, parts, " ".join(f"{v.label(one.key)}: {one.n} of {total}." for one in parts))


def marked(choices: Iterable[Choice], path: str) -> tuple[Choice, ...]:
    """Return the links with the one to this path marked as the page itself."""
    return tuple(one._replace(here=one.path == path) for one in choices)


def whole(stories: tuple[Story, ...]) -> tuple[Group, ...]:
    """Return a list as one group of its newest reports."""
    return (Group(stories[:LIST_MOST], len(stories)),)


def by_evidence(stories: tuple[Story, ...], most: int) -> tuple[Group, ...]:
    """Return the reports by the evidence inside their texts: weak first, last where it is not determined.

    Args:
        stories: newest first.
        most: each group shows so many of its newest reports.
    """
    strengths: tuple[v.Strength | None, ...] = (*v.Strength, None)
    groups = []
    for strength in strengths:
        own = tuple(story for story in stories if story.integrity.evidence_strength is strength)
        if own:
            name = f"{words.sentence(strength)} evidence" if strength else "Evidence not determined"
            groups.append(Group(own[:most], len(own), name, v.anchor(name)))
    return tuple(groups)


def view(  # noqa: PLR0913 - what a list can show
    stories: tuple[Story, ...],
    groups: tuple[Group, ...],
    *,
    crumbs: tuple[tuple[str, str], ...],
    name: str,
    standfirst: str = "",
    spin_type: v.SpinType | None = None,
    narrow: tuple[Choices, ...] = (),
    siblings: Choices | None = None,
    query: str = "",
    definition: str = "",
) -> dict[str, Any]:
    """Return what ``facet.html`` reads.

    Args:
        stories: all reports of the list.
        groups: those that are shown.
        crumbs: words and path below the site of the pages above.
        name: heading of the page.
        standfirst: one or two sentences below it.
        spin_type: the one type of the list, where it has one; then there are no shares to show.
        narrow: shorter lists of the same reports.
        siblings: lists beside this one.
        query: the same filter for the search page, encoded.
        definition: address, below the site, of what the name means.
    """
    return {
        "crumbs": crumbs,
        "name": name,
        "standfirst": standfirst,
        "type": spin_type,
        "n": len(stories),
        "mix": None if spin_type else mix(stories),
        "groups": groups,
        "left": len(stories) - sum(len(group.stories) for group in groups),
        "narrow": tuple(one for one in narrow if one.choices),
        "siblings": siblings,
        "query": query,
        "definition": definition,
    }
