"""Faults planted in feeds, sitemaps, robots.txt, llms.txt and the data of a sound site."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.machine import listings, outside, publications
from tests.machine.built import Built, Json
from tests.machine.planted_sites import STORY, Fault, Spoil, gone, in_text

WHOLE = ("*",)
API_PART = ("index.html", "api/v1/latest.json", "schemas/*")
FEED_PART = ("index.html", "stories/*", "feed.xml", "atom.xml", "feed.json", "schemas/*")
ANSWERS = "User-agent: OAI-SearchBot"


def in_sitemap(change: Callable[[str], str]) -> Spoil:
    """Change the sitemap that lists the report."""

    def spoil(built: Built) -> Built:
        paths = built.like("sitemap*.xml", "sitemaps/*.xml")
        path = next(one for one in paths if f"{built.address}{STORY}</loc>" in built.text(one))
        return built.edited(path, change)

    return spoil


def of_story(pattern: str, new: str) -> Callable[[str], str]:
    """Replace what the pattern finds behind the address of the report."""
    return lambda text: re.sub(rf"({re.escape(STORY)}</loc>\s*){pattern}", rf"\g<1>{new}", text, count=1)


def in_feed(kind: str, pattern: str, new: str) -> Spoil:
    """Replace what the pattern finds first in the feed of the whole site."""

    def spoil(built: Built) -> Built:
        return built.edited(kind, lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL))

    return spoil


def in_json_feed(change: Callable[[dict], object]) -> Spoil:
    """Change the JSON feed of the whole site."""
    return lambda built: built.mended("feed.json", change)


SITEMAPS = (
    Fault(
        "lastmod that is no date",
        in_sitemap(of_story("<lastmod>[^<]*", "<lastmod>last Tuesday")),
        outside.sitemaps,
        "last Tuesday",
    ),
    Fault(
        "sitemap entry without an address",
        in_sitemap(lambda text: re.sub(r"<loc>[^<]*</loc>", "", text, count=1)),
        outside.sitemaps,
        "loc|not complete|Unexpected child",
    ),
    Fault(
        "sitemap that is no XML",
        in_sitemap(lambda text: text.replace("</urlset>", "")),
        outside.sitemaps,
        "Premature|tag",
    ),
)

LISTED = (
    Fault(
        "lastmod of the build",
        in_sitemap(of_story("<lastmod>[^<]*", "<lastmod>2031-01-01")),
        publications.sitemaps,
        "but its record changed",
        WHOLE,
    ),
    Fault(
        "report without a lastmod",
        in_sitemap(of_story("<lastmod>[^<]*</lastmod>", "")),
        publications.sitemaps,
        "no date",
        WHOLE,
    ),
    Fault(
        "page in no sitemap",
        in_sitemap(
            lambda text: re.sub(
                rf"<url>\s*<loc>[^<]*{re.escape(STORY)}</loc>.*?</url>", "", text, count=1, flags=re.DOTALL
            )
        ),
        publications.sitemaps,
        "stands in no sitemap",
        WHOLE,
    ),
    Fault(
        "sitemap that lists what is not there",
        in_sitemap(lambda text: text.replace(f"{STORY}</loc>", f"{STORY}nowhere/</loc>")),
        publications.sitemaps,
        "is not there",
        WHOLE,
    ),
    Fault(
        "robots.txt without a sitemap",
        lambda built: built.edited("robots.txt", lambda text: re.sub(r"(?m)^Sitemap:.*$", "", text)),
        outside.robots,
        "names no sitemap",
        WHOLE,
    ),
    Fault(
        "robots.txt that names a sitemap elsewhere",
        lambda built: built.edited(
            "robots.txt", lambda text: re.sub(r"(?m)^(Sitemap: .*/)[^/]+$", r"\1nowhere.xml", text)
        ),
        outside.robots,
        "nowhere.xml is not there",
        WHOLE,
    ),
    Fault(
        "robots.txt that shuts readers out",
        lambda built: built.with_file("robots.txt", "User-agent: *\nDisallow: /\n"),
        outside.robots,
        "may not fetch",
        WHOLE,
    ),
    Fault("no robots.txt", gone("robots.txt"), outside.robots, "not there", WHOLE),
    Fault(
        "llms.txt without a heading",
        lambda built: built.edited("llms.txt", lambda text: re.sub(r"^# .*\n", "", text)),
        outside.guides,
        "H1",
        WHOLE,
    ),
    Fault(
        "llms.txt without a summary",
        lambda built: built.edited("llms.txt", lambda text: re.sub(r"(?m)^> .*\n", "", text)),
        outside.guides,
        "summary",
        WHOLE,
    ),
    Fault(
        "llms.txt with a link to nowhere",
        in_text("llms.txt", "](", "](nowhere/x.md)\n- [a]("),
        outside.guides,
        "nowhere",
        WHOLE,
    ),
)

LATEST, MONTH, TABLE, LINES = (
    "api/v1/latest.json",
    "api/v1/stories/2026-11.json",
    "data/stories.csv",
    "data/stories.jsonl",
)
AWAY = "stories/brackwater-ferries/2026/story-53/"


def spoiled(path: str, change: Callable[[Json], object]) -> Spoil:
    """Change the data of a JSON file."""
    return lambda built: built.mended(path, change)


DATA = (
    Fault(
        "schema under another address",
        spoiled("schemas/story.schema.json", lambda data: data.update({"$id": "story.schema.json"})),
        publications.names,
        "calls itself",
    ),
    Fault(
        "API document that names a schema that is not there",
        spoiled(LATEST, lambda data: data.update({"$schema": "https://reports.example/base/schemas/x.json"})),
        publications.names,
        "x.json is not there",
        WHOLE,
    ),
    Fault(
        "unknown key in the API", spoiled(LATEST, lambda data: data.update(mood="x")), outside.schemas, "mood", API_PART
    ),
    Fault(
        "wrong word in the API",
        spoiled(LATEST, lambda data: data["stories"][0].update(primary="pillow")),
        outside.schemas,
        "pillow",
        API_PART,
    ),
    Fault(
        "relative address in the API",
        spoiled(LATEST, lambda data: data["stories"][0].update(url="../x/")),
        outside.schemas,
        "stories/0/url",
        API_PART,
    ),
    Fault(
        "bad date in the API",
        spoiled(LATEST, lambda data: data["stories"][0].update(date="last Tuesday")),
        outside.schemas,
        "last Tuesday",
        API_PART,
    ),
    Fault(
        "count that is not true", spoiled(LATEST, lambda data: data.update(count=99)), listings.api, "counts 99", WHOLE
    ),
    Fault(
        "report in no month of the API",
        spoiled(MONTH, lambda data: data["stories"].pop()),
        listings.api,
        "stands in no month",
        WHOLE,
    ),
    Fault(
        "address of the API that leads nowhere",
        spoiled(LATEST, lambda data: data["stories"][0].update(record_url="https://reports.example/base/x.json")),
        listings.api,
        "x.json is not there",
        WHOLE,
    ),
    Fault("digest of another file", in_text(LINES, '"year"', ' "year"'), publications.digests, "another digest", WHOLE),
    Fault(
        "record of the data that is not the record of its page",
        in_text(LINES, '"score":', '"score": 1'),
        listings.data,
        "is not what",
        WHOLE,
    ),
    Fault(
        "row missing in the table",
        lambda built: built.edited(TABLE, lambda text: text[: text.rindex("\n", 0, -1) + 1]),
        listings.data,
        "stands 0 times",
        WHOLE,
    ),
    Fault(
        "withdrawn report in a list",
        in_text("llms.txt", "](", f"]({AWAY})\n- [x]("),
        listings.withdrawn,
        "is withdrawn",
        WHOLE,
    ),
)

FEED, ATOM = "feed.xml", "atom.xml"
FEEDS = (
    Fault("feed that is no XML", in_feed(FEED, "</channel>", ""), outside.feeds, "mismatched|not well-formed", WHOLE),
    Fault(
        "guid twice in an RSS feed",
        in_feed(FEED, r"(<guid[^>]*>)([^<]*)(</guid>.*?<guid[^>]*>)[^<]*", r"\1\2\3\2"),
        publications.feeds,
        "twice",
        FEED_PART,
    ),
    Fault(
        "id twice in an Atom feed",
        in_feed(ATOM, r"(<entry>.*?<id>)([^<]*)(</id>.*?<entry>.*?<id>)[^<]*", r"\1\2\3\2"),
        publications.feeds,
        "twice",
        FEED_PART,
    ),
    Fault(
        "id twice in a JSON feed",
        in_json_feed(lambda data: data["items"][1].update(id=data["items"][0]["id"])),
        publications.feeds,
        "twice",
        FEED_PART,
    ),
    Fault(
        "RSS feed that does not name itself",
        in_feed(FEED, r'<atom:link[^>]*rel="self"[^>]*/?>(</atom:link>)?', ""),
        publications.feeds,
        "names itself ''",
        FEED_PART,
    ),
    Fault(
        "Atom feed that names itself elsewhere",
        in_feed(ATOM, r'(<link[^>]*)atom\.xml([^>]*rel="self"|")', r"\1elsewhere.xml\2"),
        publications.feeds,
        "names itself",
        FEED_PART,
    ),
    Fault(
        "JSON feed that does not name itself",
        in_json_feed(lambda data: data.pop("feed_url")),
        outside.schemas,
        "feed_url",
        FEED_PART,
    ),
    Fault(
        "relative link in the text of a feed",
        in_json_feed(lambda data: data["items"][0].update(content_html='<a href="../x/">x</a>')),
        publications.feeds,
        "is not whole",
        FEED_PART,
    ),
    Fault(
        "relative link in the text of an RSS feed",
        in_feed(FEED, r"(<content:encoded>)", r'\1&lt;a href="../x/"&gt;x&lt;/a&gt;'),
        publications.feeds,
        "is not whole",
        FEED_PART,
    ),
    Fault(
        "entry without text",
        in_json_feed(lambda data: data["items"][0].pop("content_html")),
        outside.schemas,
        "content_html",
        FEED_PART,
    ),
    Fault(
        "entry of a feed that leads nowhere",
        in_json_feed(lambda data: data["items"][0].update(url="https://reports.example/base/nowhere/")),
        publications.feeds,
        "leads to no page",
        FEED_PART,
    ),
    Fault(
        "feed with the date of the build",
        in_json_feed(lambda data: data["items"][0].update(date_modified="2031-01-01T00:00:00Z")),
        publications.feeds,
        "later than any report",
        FEED_PART,
    ),
    Fault(
        "JSON feed with a bad date",
        in_json_feed(lambda data: data["items"][0].update(date_published="last Tuesday")),
        outside.schemas,
        "last Tuesday",
        FEED_PART,
    ),
    Fault(
        "JSON feed of version 1",
        in_json_feed(lambda data: data.update(version="https://jsonfeed.org/version/1")),
        outside.schemas,
        "version",
        FEED_PART,
    ),
    Fault(
        "unknown word in the extension of a feed",
        in_json_feed(lambda data: data["items"][0]["_spin"].update(mood="x")),
        outside.schemas,
        "feed.json:1: ",
        FEED_PART,
    ),
    Fault(
        "feed that no page names",
        lambda built: built.edited(
            "index.html", lambda text: re.sub(r"<link[^>]*application/atom\+xml[^>]*>", "", text)
        ),
        publications.feeds,
        "names no feed",
        FEED_PART,
    ),
)

ALL = (*LISTED, *FEEDS, *DATA, *SITEMAPS)
