"""Catalog -> what can be subscribed to: the whole site, each publisher, spin type and topic. Pure."""

import heapq
from collections.abc import Iterator
from typing import Final, NamedTuple

from generator import jsonld
from generator import vocabulary as v
from generator.models import Story
from generator.pages import spin_types, words
from generator.pages.catalog import Catalog

# A night brings some dozens of reports: whoever looks in once a day misses none. Narrower feeds grow more slowly.
SITE_MOST: Final = 50
MOST: Final = 30
# Bytes of all reports of a feed together, before the escapes of its format, which at most double them; the newest one
# always stands. Reports have some 6,000, so this binds only where records are far larger than usual. The W3C checker
# has long refused feeds above 2,000,000 bytes, and so do some readers.
BYTES_MOST: Final = 700_000


class Form(NamedTuple):
    """One of the three formats: its name, the file of a feed in it, and its media type."""

    name: str
    file: str
    type: str


RSS: Final = Form("RSS", "feed.xml", "application/rss+xml")
ATOM: Final = Form("Atom", "atom.xml", "application/atom+xml")
JSON: Final = Form("JSON Feed", "feed.json", "application/feed+json")
FORMS: Final = (RSS, ATOM, JSON)


class Channel(NamedTuple):
    """One thing to subscribe to, in three formats beside the page that it follows."""

    folder: str  # path of that page below the site, with a trailing slash; empty for the front page
    name: str  # empty for the whole site
    about: str
    stories: tuple[Story, ...]
    most: int = MOST

    def title(self, site: jsonld.Site) -> str:
        """Return the title that a reader lists."""
        return f"{site.name}: {self.name}" if self.name else site.name

    def newest(self) -> list[Story]:
        """Return the reports that were written or changed last, at most ``most``, newest first.

        By the report's own date and not by its story's: a report on an old story, or a correction, is news too.
        """
        return heapq.nlargest(self.most, self.stories, key=lambda one: (one.updated, one.date, one.created, one.id))


class Groups(NamedTuple):
    """All channels by what they follow."""

    site: Channel
    types: tuple[Channel, ...]
    topics: tuple[Channel, ...]
    publishers: tuple[Channel, ...]

    def every(self) -> Iterator[Channel]:
        """Yield every channel."""
        yield from (self.site, *self.types, *self.topics, *self.publishers)


def groups(catalog: Catalog) -> Groups:
    """Return what can be subscribed to: a publisher and a type also before their first report, a topic after it."""
    return Groups(
        Channel(
            "",
            "",
            "One report per story on how its text frames its subject, with the evidence quoted. "
            "Reports are about wording and selection, never about truth or motives.",
            catalog.shown,
            SITE_MOST,
        ),
        tuple(_type(catalog, one) for one in v.SpinType),
        tuple(
            Channel(
                f"topics/{topic}/",
                words.sentence(v.label(topic)),
                f"Spin reports on stories about {v.label(topic)}.",
                catalog.by_topic[topic],
            )
            for topic in v.Topic
            if topic in catalog.by_topic
        ),
        tuple(
            Channel(
                f"publishers/{slug}/",
                one.name,
                f"Spin reports on stories by {one.name}.",
                catalog.by_publisher.get(slug, ()),
            )
            for slug, one in catalog.publishers.items()
        ),
    )


def _type(catalog: Catalog, one: v.SpinType) -> Channel:
    gist = v.TYPES.get(one, spin_types.NONE_INFO).gist
    return Channel(
        f"spin-types/{one}/",
        v.label(one),
        f"Spin reports whose verdict is {v.label(one)}: {gist}.",
        catalog.by_type.get(one, ()),
    )
