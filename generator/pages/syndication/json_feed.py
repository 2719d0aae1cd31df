"""Feed -> JSON Feed 1.1. Pure.

The format is one JSON object (jsonfeed.org/version/1.1), so the standard library writes it.
"""

import datetime as dt
import json
from typing import Any

from generator import jsonld, schemas
from generator.models import FeedExtension, FeedOrigin
from generator.pages import card
from generator.pages.syndication import characters
from generator.pages.syndication.channels import JSON
from generator.pages.syndication.entries import Entry, Feed

VERSION = "https://jsonfeed.org/version/1.1"


def text(feed: Feed) -> str:
    """Return the feed as JSON Feed 1.1."""
    site = feed.site
    data: dict[str, Any] = {
        "version": VERSION,
        "title": characters.line(feed.channel.title(site)),
        "home_page_url": feed.page,
        "feed_url": f"{feed.page}{JSON.file}",
        "description": characters.line(feed.channel.about),
        "favicon": f"{site.url}assets/favicon.svg",
        "authors": [{"name": characters.line(site.name), "url": site.url}],
        "language": "en",
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        "_spin": _origin(feed).model_dump(mode="json"),
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        **({"external_url": entry.original} if entry.original else {}),
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": f"{entry.url}{card.FILE}",
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "tags": [category.label for category in entry.categories],
        "language": "en",
        "_spin": _extension(entry).model_dump(mode="json"),
    }


def _origin(feed: Feed) -> FeedOrigin:
    """Return where the keys of our own are explained."""
    return FeedOrigin(
        about=f"{feed.site.url}feeds/",
        schema_href=schemas.address("feed-extension", feed.site.url),
        license=jsonld.LICENSE,
        updated=feed.updated if feed.entries else None,
    )


def _extension(entry: Entry) -> FeedExtension:
    """Return what a program reads of a report without its HTML."""
    story = entry.story
    verdict = story.verdict
    return FeedExtension(
        id=story.id,
        publisher=story.publisher.slug,
        status=story.status,
        primary=verdict.primary,
        secondary=verdict.secondary,
        tactic=verdict.tactic,
        score=verdict.score,
        band=verdict.band,
        evidence_strength=story.integrity.evidence_strength,
        record_url=f"{entry.url}record.json",
    )


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
