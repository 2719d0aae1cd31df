"""Catalog -> the lists of one spin type within one topic. Pure.

The way to "a Fog story about security with weak evidence" without a script: the type's page, its topic, the first
group of the list.
"""

from collections.abc import Iterator

from generator import vocabulary as v
from generator.pages import lists, words
from generator.pages.catalog import Catalog, updated
from generator.pages.page import Page

# Each grade of evidence shows so many of its newest reports.
PAIR_MOST = 50


def pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each type and topic that have a report in common."""
    topics, types = topics_of_types(catalog), types_of_topics(catalog)
    for (kind, topic), stories in sorted(catalog.by_pair.items()):
        subject, about = v.label(kind), v.label(topic)
        path = f"spin-types/{kind}/{topic}/"
        yield Page(
            path=path,
            body="facet.html",
            title=f"{subject}: {about}",
            description=f"Spin reports on stories about {about} with the verdict “{subject}”, weakest evidence first.",
            view=lists.view(
                stories,
                lists.by_evidence(stories, PAIR_MOST),
                crumbs=(("Spin types", "spin-types/"), (subject, f"spin-types/{kind}/")),
                name=f"{subject}, {about}",
                standfirst="Grouped by the evidence inside the text, weakest first; within a group the newest first.",
                spin_type=kind,
                narrow=(
                    lists.Choices(f"{subject}, other topics", _others(topics[kind], path)),
                    lists.Choices(f"{words.sentence(about)}, other verdicts", _others(types[topic], path)),
                ),
                query=f"type={kind}&topic={topic}",
            ),
            updated=updated(stories),
        )


def topics_of_types(catalog: Catalog) -> dict[v.SpinType, tuple[lists.Choice, ...]]:
    """Return for each type its lists by topic, most reports first."""
    return {
        kind: _ranked(
            lists.Choice(words.sentence(v.label(topic)), f"spin-types/{kind}/{topic}/", len(stories))
            for (one, topic), stories in catalog.by_pair.items()
            if one is kind
        )
        for kind in v.SpinType
    }


def types_of_topics(catalog: Catalog) -> dict[v.Topic, tuple[lists.Choice, ...]]:
    """Return for each topic its lists by type, most reports first."""
    return {
        topic: _ranked(
            lists.Choice(v.label(kind), f"spin-types/{kind}/{topic}/", len(stories), kind)
            for (kind, one), stories in catalog.by_pair.items()
            if one is topic
        )
        for topic in v.Topic
    }


def _ranked(choices: Iterator[lists.Choice]) -> tuple[lists.Choice, ...]:
    return tuple(sorted(choices, key=lambda one: (-one.n, one.path)))


def _others(choices: tuple[lists.Choice, ...], path: str) -> tuple[lists.Choice, ...]:
    return tuple(one for one in choices if one.path != path)
