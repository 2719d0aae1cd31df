"""Catalog -> the pages about topics: their list, and one page each. Pure."""

from collections.abc import Iterator
from typing import Any

from generator import vocabulary as v
from generator.pages import spin_types, words
from generator.pages.catalog import Catalog, updated
from generator.pages.page import Page

LIST_MOST = 200


def view(catalog: Catalog) -> dict[str, Any]:
    """Return the topics with their counts, in the order of the closed list."""
    rows = ((topic, len(catalog.by_topic.get(topic, ()))) for topic in v.Topic)
    return {"topics": [(topic, count) for topic, count in rows if count]}


def pages(catalog: Catalog) -> Iterator[Page]:
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
                "shares": spin_types.shares(stories),
            },
            updated=updated(stories),
        )
