"""Feed -> RSS 2.0 and Atom 1.0, by feedgenerator. Pure.

The library writes the elements, their order and every escape; the classes below add what it leaves out: full content,
categories with the list they come from, links beside the first one, and dates that never come from the clock.
"""

import datetime as dt
import html
from typing import Any, Final

from feedgenerator import Atom1Feed, Rss201rev2Feed
from feedgenerator.django.utils.feedgenerator import rfc3339_date

from generator import jsonld
from generator.pages.syndication import characters
from generator.pages.syndication.channels import ATOM, RSS
from generator.pages.syndication.entries import Entry, Feed

LANGUAGE: Final = "en"
# The job runs once a night; a reader that looks in four times a day sees a report on the day it is written.
TTL_MINUTES: Final = 360
RIGHTS: Final = "CC BY 4.0; quoted words belong to their authors."


def rss(feed: Feed) -> str:
    """Return the feed as RSS 2.0."""
    return _written(_Rss, RSS.file, feed)


def atom(feed: Feed) -> str:
    """Return the feed as Atom 1.0 (RFC 4287)."""
    return _written(_Atom, ATOM.file, feed)


def _written(kind: type[Any], file: str, feed: Feed) -> str:
    written = kind(
        title=characters.plain(feed.channel.title(feed.site)),
        link=feed.page,
        description=characters.plain(feed.channel.about),
        language=LANGUAGE,
        author_name=characters.plain(feed.site.name),
        author_link=feed.site.url,
        feed_url=f"{feed.page}{file}",
        feed_copyright=RIGHTS,
        ttl=TTL_MINUTES,
        updated=feed.updated,
        icon=f"{feed.site.url}assets/favicon.svg",
        links=[("license", jsonld.LICENSE), *([("hub", feed.hub)] if feed.hub else [])],
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            description=f"<p>{html.escape(entry.summary)}</p>",
            content=entry.html,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            entry=entry,
        )
    return str(written.writeString("utf-8")) + "\n"


class _Dated:
    """Take a feed's date from its records; the library falls back on the clock."""

    feed: dict[str, Any]

    def latest_post_date(self) -> dt.datetime:
        moment: dt.datetime = self.feed["updated"]
        return moment


class _Rss(_Dated, Rss201rev2Feed):  # type: ignore[misc]
    """RSS 2.0 with full content, authors without an address of mail, and categories by domain."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: Any) -> None:  # noqa: ANN401 - the library's own writer
        super().add_root_elements(handler)
        handler.addQuickElement("docs", "https://www.rssboard.org/rss-specification")
        for relation, address in self.feed["links"]:
            handler.addQuickElement("atom:link", None, {"rel": relation, "href": address})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401 - the library's own writer
        entry: Entry = item["entry"]
        super().add_item_elements(handler, {**item, "title": characters.plain(entry.title)})
        handler.addQuickElement("content:encoded", entry.html)
        handler.addQuickElement("dc:creator", self.feed["author_name"])
        for category in entry.categories:
            handler.addQuickElement("category", category.term, {"domain": category.scheme})
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        if entry.original:
            handler.addQuickElement("atom:link", None, {"rel": "via", "href": entry.original})


class _Atom(_Dated, Atom1Feed):  # type: ignore[misc]
    """Atom 1.0 with titles that say whether they are text or HTML, and no two entries changed at the same instant."""

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - the library's own keywords
        super().__init__(**values)
        self._taken: set[dt.datetime] = set()

    def add_root_elements(self, handler: Any) -> None:  # noqa: ANN401 - the library's own writer
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])
        for relation, address in self.feed["links"]:
            handler.addQuickElement("link", None, {"rel": relation, "href": address})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401 - the library's own writer
        entry: Entry = item["entry"]
        if characters.looks_marked_up(entry.title):
            handler.addQuickElement("title", html.escape(entry.title), {"type": "html"})
        else:
            handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": entry.url})
        for relation in ("via", "related") if entry.original else ():
            handler.addQuickElement("link", None, {"rel": relation, "href": entry.original})
        handler.addQuickElement("id", entry.id)
        updated = self._instant(entry)
        handler.addQuickElement("published", _rfc3339(entry.published + (updated - entry.updated)))
        handler.addQuickElement("updated", _rfc3339(updated))
        for category in entry.categories:
            values = {"term": category.term, "scheme": category.scheme, "label": category.label}
            handler.addQuickElement("category", None, values)
        handler.addQuickElement("summary", item["description"], {"type": "html"})
        handler.addQuickElement("content", entry.html, {"type": "html"})

    def _instant(self, entry: Entry) -> dt.datetime:
        """Return when the entry changed, to the second as in its record, below it by its id.

        A run writes all its reports under one time, and two entries of one time are a fault: readers tell versions of
        an entry, and where they stopped, by it. The id gives each report the same part of a second in every feed.
        """
        moment = entry.updated.replace(microsecond=int(entry.story.id, 16) % 1_000_000)
        while moment in self._taken:
            moment += dt.timedelta(microseconds=1)
        self._taken.add(moment)
        return moment


def _rfc3339(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
