"""What the project promises of feeds, sitemaps, data and the bytes of every text; rules of our own."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import feedparser
from lxml import etree, html

from tests.machine import documents
from tests.machine.built import PLACES, Built, Checked, Json
from tests.machine.promises import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = ("*.html", "*.md", "*.json", "*.jsonl", "*.xml", "*.txt", "*.csv", "*.opml", "*.atom", "*.rss", "*.svg")
# Forbidden or invisible: they end lines, turn letters around or break XML. Our own texts have no use for them.
CONTROLS = {chr(one) for one in (*range(0x20), 0x7F, *range(0x80, 0xA0))} - {"\n", "\t"}
OVERRIDES = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
CLOSED_BY = {"\u2069": "\u2066\u2067\u2068", "\u202c": "\u202a\u202b\u202d\u202e"}
# Data hold what was found, as it was found.
EXACT = ("*/record.json", "data/*", "api/*")
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


class Feed(NamedTuple):
    """A feed of any form: what this file asks of it."""

    path: str
    self_link: str
    ids: list[str]
    links: list[str]
    contents: list[str]
    dates: list[str]


def feeds(built: Built) -> Checked:
    """Hold every feed: it names itself, names each report once, leads to it, and dates from records."""
    found = [*map(_json_feed, documents.json_feeds(built), _read(built, documents.json_feeds(built)))]
    found += [_xml_feed(built, path) for path in documents.xml_feeds(built)]
    newest = max(updates(built).values(), default="9")
    faults = [] if found else ["feeds: there is none"]
    for feed in found:
        faults += [f"{feed.path}: {fault}" for fault in _faults(built, feed, newest)]
    home = built.page("index.html")
    for kind in FEED_KINDS:
        if not home.link("alternate", kind):
            faults.append(f"index.html: names no feed of type {kind}")
    return Checked("feeds", len(found), "feeds", faults)


def _read(built: Built, paths: list[str]) -> Iterator[Any]:
    for path in paths:
        yield built.json(path)


def _json_feed(path: str, data: Json) -> Feed:
    items = data["items"]
    dates = [one.get(name, "") for one in items for name in ("date_published", "date_modified")]
    contents = [one.get("content_html", "") for one in items]
    return Feed(
        path,
        data.get("feed_url", ""),
        [one["id"] for one in items],
        [one.get("url", "") for one in items],
        contents,
        dates,
    )


def _xml_feed(built: Built, path: str) -> Feed:
    found = feedparser.parse(built.bytes(path), sanitize_html=False, resolve_relative_uris=False)
    own = [one.get("href", "") for one in found.feed.get("links", ()) if one.get("rel") == "self"]
    contents = [one.get("content", [{"value": ""}])[0]["value"] for one in found.entries]
    dates = [found.feed.get("updated", "")] + [one.get("updated", "") for one in found.entries]
    return Feed(
        path,
        own[0] if own else "",
        [one.get("id", "") for one in found.entries],
        [one.get("link", "") for one in found.entries],
        contents,
        [_iso(one) for one in dates],
    )


def _iso(date: str) -> str:
    """Return a date of RSS as one of ISO 8601."""
    try:
        return dt.datetime.strptime(date, "%a, %d %b %Y %H:%M:%S %z").astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return date


def _faults(built: Built, feed: Feed, newest: str) -> Iterator[str]:
    if feed.self_link != built.url(feed.path):
        yield f"names itself {feed.self_link!r}"
    yield from (f"id {one!r} twice" for one, count in Counter(feed.ids).items() if count > 1)
    for link in feed.links:
        if (built.file(link) or "?") not in built:
            yield f"{link!r} leads to no page of the site"
    for content in feed.contents:
        tree = html.fragment_fromstring(content or "-", create_parent=True)
        for _, name, link, _ in tree.iterlinks():
            if name in PLACES and not re.match(r"https?://|mailto:", link):
                yield f"the address {link!r} in the text is not whole"
    yield from (f"the date {one} is later than any report" for one in feed.dates if one > newest)


def updates(built: Built) -> dict[str, str]:
    """Return folder of each report to when it last changed."""
    records = ((folder, f"{folder}record.json") for folder in built.stories)
    return {folder: built.json(path)["updated"] for folder, path in records if path in built}


def sitemaps(built: Built) -> Checked:
    """Find each page that may be listed once in the sitemaps, dated as its record is, and none dated by the build."""
    changed = updates(built)
    newest = max(changed.values(), default="9")
    listed: Counter[str] = Counter()
    faults = []
    for path in built.like("sitemap*.xml", "*/sitemap*.xml", "sitemaps/*.xml"):
        try:
            root = etree.fromstring(built.bytes(path))
        except etree.XMLSyntaxError:
            continue  # the schema check names it
        for entry in root:
            url, date = (entry.findtext(f"s:{name}", "", SITEMAP) for name in ("loc", "lastmod"))
            file = built.file(url) or "?"
            if file not in built:
                faults.append(f"{path}: {url} is not there")
            elif file.endswith(".html"):
                listed[file] += 1
            record = changed.get(file.removesuffix("index.html"))
            if record and (not date or not record.startswith(date.removesuffix("Z"))):
                faults.append(f"{path}: {url}: {date or 'no date'}, but its record changed {record}")
            if date[:10] > newest[:10]:
                faults.append(f"{path}: {url}: {date} is later than any report")
    faults += [f"{one}: stands in no sitemap" for one in built.listed if one not in listed]
    faults += [f"{one}: stands {count} times in sitemaps" for one, count in listed.items() if count > 1]
    faults += [f"{one}: is hidden and stands in a sitemap" for one in listed if one not in built.listed]
    return Checked("sitemap dates", sum(listed.values()), "addresses", faults)


def texts(built: Built) -> Checked:
    """Read every text file as UTF-8: no byte order mark, no carriage return, no control, no letter turned around."""
    faults, exact = [], set(built.like(*EXACT))
    paths = [one for one in built.like(*TEXTS) if not one.startswith(("search/", "assets/"))]
    for path in paths:
        data = built.bytes(path)
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            faults.append(f"{path}: not UTF-8: {error.reason} at byte {error.start}")
            continue
        if text.startswith("\ufeff"):
            faults.append(f"{path}: begins with a byte order mark")
        # Rows of a table end as RFC 4180 has it.
        found = set(text.replace("\r\n", "\n") if path.endswith(".csv") else text)
        faults += [f"{path}: holds U+{ord(one):04X}" for one in sorted(CONTROLS & found)]
        lines = () if path in exact else text.split("\n")
        faults += [f"{path}: {line[:60]!r} is left turned around" for line in lines if _is_turned(line)]
        faults += [f"{path}: {fault}" for fault in _json_faults(path, text)]
    return Checked("bytes", len(paths), "files", faults)


def _is_turned(line: str) -> bool:
    """Return whether a mark that turns the order of letters is still open at the end of a line (UAX 9)."""
    if not OVERRIDES & set(line):
        return False
    opened: list[str] = []
    for character in line:
        if character in OVERRIDES:
            opened.append(character)
        elif opened and opened[-1] in CLOSED_BY.get(character, ""):
            opened.pop()
    return bool(opened)


def _json_faults(path: str, text: str) -> Iterator[str]:
    whole = [text] if path.endswith(".json") else text.splitlines() if path.endswith(".jsonl") else []
    for one in whole:
        try:
            json.loads(one, object_pairs_hook=_once, parse_constant=_finite)
        except ValueError as error:
            yield f"no JSON that all readers take alike: {error}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"the key {twice[0]!r} stands twice")
    return dict(pairs)


def _finite(word: str) -> float:
    raise ValueError(f"{word} is no number")


def digests(built: Built) -> Checked:
    """Compare the digest and length of every file that a document or a list of sums gives."""
    faults, looked_at = [], 0
    for path in built.like("*SHA256SUMS"):
        folder = path.rpartition("/")[0]
        for line in built.text(path).splitlines():
            digest, _, name = line.partition("  ")
            file = f"{folder}/{name}".removeprefix("/")
            looked_at += 1
            if file not in built or documents.digest(built.bytes(file)) != digest:
                faults.append(f"{path}: {name}: is not there or has another digest")
    for path in built.like("api/*.json", "data/*.json"):
        for node in nodes(built.json(path)):
            if "href" in node and node.get("digest"):
                looked_at += 1
                file = built.file(node["href"]) or "?"
                data = built.bytes(file) if file in built else b""
                if f"sha256:{documents.digest(data)}" != node["digest"] or len(data) != node.get(
                    "size_bytes", len(data)
                ):
                    faults.append(f"{path}: {node['href']}: is not there or has another digest or length")
    return Checked("digests", looked_at, "files", faults)


def names(built: Built) -> Checked:
    """Find each schema under the address it calls itself by, and every reference to one leading to a file."""
    faults, paths = [], documents.schemas(built)
    for path in paths:
        name = built.json(path).get("$id")
        if name != built.url(path):
            faults.append(f"{path}: calls itself {name!r}")
    for path in built.like("api/*.json", "data/*.json", "*/feed.json", "feed.json"):
        found = {node[key] for node in nodes(built.json(path)) for key in ("$schema", "schema_href") if node.get(key)}
        faults += [f"{path}: {one} is not there" for one in found if (built.file(one, path) or "?") not in built]
    return Checked("schema addresses", len(paths), "schemas", faults)


ALL = (feeds, sitemaps, texts, digests, names)
