"""What JSON Feed 1.1 asks of a feed, written anew from jsonfeed.org/version/1.1. Nothing of ``generator`` is used."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests import feed_values as values

Faults = Iterator[str]

_TOP = (
    "version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs "
    "items"
)
TOP = frozenset(_TOP.split())
_JSON_ITEM = (
    "id url external_url title content_html content_text summary image banner_image date_published date_modified "
    "authors tags language attachments"
)
JSON_ITEM = frozenset(_JSON_ITEM.split())


def json_feed(data: bytes, address: str) -> list[str]:
    try:
        feed = json.loads(data.decode("utf-8"), object_pairs_hook=_pairs)
    except ValueError:
        return ["NotJSON: document"]
    return sorted(_json_feed(feed, address))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _json_feed(feed: dict[str, Any], address: str) -> Faults:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "InvalidVersion: feed"
    yield from (f"UnknownKey: {key}" for key in feed if key not in TOP and not key.startswith("_"))
    if not feed.get("title"):
        yield "MissingTitle: feed"
    if feed.get("feed_url") != address:
        yield "SelfDoesntMatchLocation: feed_url"
    for key in ("home_page_url", "feed_url", "icon", "favicon"):
        if key in feed:
            yield from (f"{fault}: {key}" for fault in values.web(feed[key]))
    yield from _authors(feed.get("authors", ()))
    yield from (f"{fault}: language" for fault in values.language(feed.get("language", "")))
    for hub in feed.get("hubs", ()):
        if set(hub) != {"type", "url"}:
            yield "InvalidHub: hubs"
    yield from _extended(feed)
    if not isinstance(feed.get("items"), list):
        yield "MissingElement: items"
        return
    ids = Counter(str(item.get("id")) for item in feed["items"])
    yield from (f"DuplicateEntries: {one}" for one, n in ids.items() if n > 1)
    for item in feed["items"]:
        yield from _json_item(item)


def _json_item(item: dict[str, Any]) -> Faults:
    yield from (f"UnknownKey: {key}" for key in item if key not in JSON_ITEM and not key.startswith("_"))
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "MissingElement: id"
    if not (item.get("content_html") or item.get("content_text")):
        yield "MissingTextualContent: item"
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item:
            yield from (f"{fault}: {key}" for fault in values.web(item[key]))
    for key in ("date_published", "date_modified"):
        if key in item:
            yield from (f"{fault}: {key}" for fault in values.internet_date(item[key]))
    yield from (f"{fault}: content_html" for fault in values.html(item.get("content_html", "")))
    for key in ("title", "summary", "content_html"):
        yield from (f"{fault}: {key}" for fault in values.characters(item.get(key, "")))
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", ())):
        yield "InvalidTag: tags"
    yield from _authors(item.get("authors", ()))
    yield from _extended(item)


def _authors(authors: Iterable[dict[str, str]]) -> Faults:
    for author in authors:
        if not author or not set(author) <= {"name", "url", "avatar"}:
            yield "InvalidAuthor: authors"


def _extended(item: dict[str, Any]) -> Faults:
    for key, value in item.items():
        if key.startswith("_") and not (isinstance(value, dict) and "." not in key):
            yield f"InvalidExtension: {key}"
