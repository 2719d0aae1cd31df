"""Which files of a site are documents, and which schema each is held against."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.machine.built import Built

RECORD = "schemas/story.schema.json"
LINKED_DATA = "schemas/story-jsonld.schema.json"
EXTENSION = "schemas/feed-extension.schema.json"
# JSON Feed publishes no schema of version 1.1; this one is ours.
JSON_FEED = "tests/machine/jsonfeed.schema.json"
XML_FEEDS = ("*.rss", "*.atom", "*rss.xml", "*atom.xml", "*feed.xml")


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def schemas(built: Built) -> list[str]:
    """Return the paths of the published schemas."""
    return built.like("schemas/*.schema.json")


def texts(built: Built) -> dict[str, Any]:
    """Return every schema by its path: the published ones, and ours for what others have published none for."""
    published: dict[str, Any] = {path: built.json(path) for path in schemas(built)}
    return {**published, JSON_FEED: json.loads((ROOT / JSON_FEED).read_text(encoding="utf-8"))}


def held(built: Built) -> Iterator[tuple[str, str, Any]]:
    """Yield path, path of its schema, and data of every document that has one."""
    yield from _twins(built)
    yield from _feeds(built)
    for path in built.like("api/*.json", "data/*.json"):
        data = built.json(path)
        schema = (data.get("$schema") or data.get("schema_href")) if isinstance(data, dict) else None
        if schema:
            yield path, built.file(urljoin(built.url(path), schema)) or str(schema), data
    for path in built.like("data/*.jsonl"):
        for number, line in enumerate(built.text(path).splitlines(), start=1):
            yield f"{path}:{number}", RECORD, json.loads(line)


def _twins(built: Built) -> Iterator[tuple[str, str, Any]]:
    for folder in built.stories:
        for name, schema in (("record.json", RECORD), ("index.json", LINKED_DATA)):
            if f"{folder}{name}" in built:
                yield f"{folder}{name}", schema, built.json(f"{folder}{name}")


def _feeds(built: Built) -> Iterator[tuple[str, str, Any]]:
    for path in json_feeds(built):
        data = built.json(path)
        yield path, JSON_FEED, data
        for number, item in enumerate([data, *data.get("items", ())]):
            if "_spin" in item:
                yield f"{path}:{number}", EXTENSION, item["_spin"]


def xml_feeds(built: Built) -> list[str]:
    """Return the paths of the RSS and Atom feeds."""
    return [one for one in built.like(*XML_FEEDS) if "sitemap" not in one]


def json_feeds(built: Built) -> list[str]:
    """Return the paths of the JSON feeds."""
    return built.like("feed.json", "*/feed.json")


def markdown_links(text: str) -> list[str]:
    """Return the addresses of the links of a Markdown text."""
    return re.findall(r"\]\(<?([^)\s>]+)>?\)", text)
