"""Catalog -> feeds for readers and programs: RSS 2.0, Atom 1.0 and JSON Feed 1.1, and an OPML list of them. Pure.

What goes in: the catalog, the site, the address of a hub. What comes out: path and text of each feed, and which feeds
a page points at. Rooms: ``channels`` (what can be subscribed to), ``entries`` and ``body`` (a report in a feed),
``xml``, ``json_feed`` and ``opml`` (the formats), ``characters`` (what they can hold).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from generator import jsonld
from generator.pages.catalog import Catalog
from generator.pages.syndication import json_feed, opml, xml
from generator.pages.syndication.channels import (
    ATOM,
    BYTES_MOST,
    FORMS,
    JSON,
    RSS,
    SITE_MOST,
    Channel,
    Form,
    Groups,
    groups,
)
from generator.pages.syndication.entries import Entry, Feed, entry, tag

__all__ = [
    "FORMS",
    "OPML",
    "SITE_MOST",
    "Alternate",
    "Channel",
    "Discovery",
    "Groups",
    "files",
    "groups",
    "tag",
    "view",
]

OPML: Final = "feeds.opml"
# What a feed without a report says; a date of the build would change it every night.
_EPOCH: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_WRITTEN: Final[dict[Form, Callable[[Feed], str]]] = {RSS: xml.rss, ATOM: xml.atom, JSON: json_feed.text}


class Alternate(NamedTuple):
    """A feed that a page's head names."""

    type: str
    title: str
    path: str  # below the site


class Discovery:
    """Tell each page which feeds it points at; made once for a site."""

    forms = FORMS

    def __init__(self, catalog: Catalog, site: jsonld.Site) -> None:
        """Look up the channels by folder."""
        self._site = site
        self._channels = {channel.folder: channel for channel in groups(catalog).every()}

    def of(self, path: str) -> Channel | None:
        """Return the channel that follows the page at this path, or None; the front page's is that of the site."""
        return self._channels.get(path)

    def alternates(self, path: str) -> tuple[Alternate, ...]:
        """Return the feeds of a page: those of the site, then those of the publisher, type or topic it is about."""
        folders = [""]
        steps = path.split("/")
        folders += [found for n in range(1, len(steps)) if (found := "/".join(steps[:n]) + "/") in self._channels]
        return tuple(
            Alternate(form.type, f"{channel.title(self._site)} ({form.name})", f"{channel.folder}{form.file}")
            for channel in map(self._channels.__getitem__, folders)
            for form in FORMS
        )


def view(catalog: Catalog) -> dict[str, Any]:
    """Return what the page of feeds lists."""
    found = groups(catalog)
    return {
        "site": found.site,
        "groups": (("Spin types", found.types), ("Topics", found.topics), ("Publishers", found.publishers)),
        "opml": OPML,
    }


def files(catalog: Catalog, site: jsonld.Site, hub: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield path below the site and text of every feed, and of the list of them."""
    found = groups(catalog)
    made: dict[str, Entry] = {}  # a report stands in up to four channels
    for channel in found.every():
        entries = tuple(_within(_entries(channel, made, site)))
        updated = max((one.updated for one in entries), default=_EPOCH)
        feed = Feed(channel, entries, updated, site, hub)
        for form, written in _WRITTEN.items():
            yield f"{channel.folder}{form.file}", written(feed)
    yield OPML, opml.text(found, site)


def _entries(channel: Channel, made: dict[str, Entry], site: jsonld.Site) -> Iterator[Entry]:
    for story in channel.newest():
        if story.id not in made:
            made[story.id] = entry(story, site)
        yield made[story.id]


def _within(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries as long as they are short enough together; the first one always."""
    left = BYTES_MOST
    for number, one in enumerate(entries):
        left -= sum(len(text.encode()) for text in (one.html, one.summary, one.title))
        if number and left < 0:
            return
        yield one
