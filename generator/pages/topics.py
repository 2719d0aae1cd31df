"""Catalog -> the pages about topics: their list, one page each, and one for each grade of evidence within it. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import facets, lists, pairs, words
from generator.pages.catalog import Catalog, group, updated
from generator.pages.page import Page


class Listed(NamedTuple):
    """A topic with its number of reports and, from five verdicts on, their types."""

    topic: v.Topic
    n: int
    mix: lists.Mix | None


def view(catalog: Catalog) -> dict[str, Any]:
    """Return the topics that have a report, in the order of the closed list."""
    found = [(topic, catalog.by_topic[topic]) for topic in v.Topic if topic in catalog.by_topic]
    return {
        "topics": [Listed(topic, len(stories), lists.mix(stories)) for topic, stories in found],
        "open": len(catalog.shown) - sum(len(stories) for _, stories in found),
    }


def choices(catalog: Catalog) -> tuple[lists.Choice, ...]:
    """Return the pages of the topics that have a report as links."""
    return tuple(
        lists.Choice(words.sentence(v.label(one)), f"topics/{one}/", len(catalog.by_topic[one]))
        for one in v.Topic
        if one in catalog.by_topic
    )


def pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each topic that has a report, and for each grade of evidence in it."""
    types = pairs.types_of_topics(catalog)
    for topic, stories in sorted(catalog.by_topic.items()):
        name = words.sentence(v.label(topic))
        graded = group((one.integrity.evidence_strength, one) for one in stories if one.integrity.evidence_strength)
        evidence = tuple(
            lists.Choice(f"{words.sentence(one)} evidence", f"topics/{topic}/{one}/", len(graded[one]))
            for one in v.Strength
            if one in graded
        )
        yield Page(
            path=f"topics/{topic}/",
            body="facet.html",
            title=f"Topic: {name}",
            description=f"Spin reports on stories about {v.label(topic)}, newest first, by verdict and by evidence.",
            view=lists.view(
                stories,
                lists.whole(stories),
                crumbs=(("Topics", "topics/"),),
                name=name,
                narrow=(
                    lists.Choices("Narrow by verdict", types[topic]),
                    lists.Choices("Narrow by evidence", evidence),
                ),
                query=f"topic={topic}",
            ),
            updated=updated(stories),
        )
        for strength, found in sorted(graded.items()):
            yield _graded(topic, strength, found, evidence)


def _graded(
    topic: v.Topic, strength: v.Strength, stories: tuple[Story, ...], evidence: tuple[lists.Choice, ...]
) -> Page:
    """Return the page of a topic's reports with one grade of evidence."""
    name, path = words.sentence(v.label(topic)), f"topics/{topic}/{strength}/"
    return Page(
        path=path,
        body="facet.html",
        title=f"{name}, {strength} evidence",
        description=f"Spin reports on stories about {v.label(topic)} that give {strength} evidence, newest first.",
        view=lists.view(
            stories,
            lists.whole(stories),
            crumbs=(("Topics", "topics/"), (name, f"topics/{topic}/")),
            name=f"{name}, {strength} evidence",
            standfirst=facets.EVIDENCE_SENSES[strength],
            siblings=lists.Choices(f"{name}, by evidence", lists.marked(evidence, path)),
            query=f"topic={topic}&evidence={strength}",
            definition=words.definition(strength),
        ),
        updated=updated(stories),
    )
