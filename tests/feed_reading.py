"""Make feeds of a few stories and read them back as readers do."""

import json
from xml.etree import ElementTree as ET

import feedparser
from lxml import html

from generator import jsonld
from generator.models import Story
from generator.pages import Catalog, syndication
from tests import feed_rules, json_feed_rules
from tests.stories import make_brackwater

SITE = jsonld.Site("https://example.org/project/")
RULES = {"feed.xml": feed_rules.rss, "atom.xml": feed_rules.atom, "feed.json": json_feed_rules.json_feed}


def built(*stories: Story, hub: str | None = None, site: jsonld.Site = SITE) -> dict[str, str]:
    return dict(syndication.files(Catalog(stories, [make_brackwater()]), site, hub))


def faults(files: dict[str, str], site: jsonld.Site = SITE) -> dict[str, list[str]]:
    """Return path to faults, of feeds that have any."""
    found = {
        path: rule(text.encode(), f"{site.url}{path}")
        for path, text in files.items()
        if (rule := RULES.get(path.rpartition("/")[2]))
    }
    found["feeds.opml"] = feed_rules.opml(files["feeds.opml"].encode())
    return {path: lines for path, lines in found.items() if lines}


def parsed(text: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse(text.encode())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def atom_titles(text: str) -> list[str]:
    """Return titles of entries as the format says them: HTML where the type says so."""
    found = []
    for title in ET.fromstring(text).iterfind("{*}entry/{*}title"):  # noqa: S314 - written a line before
        words = title.text or ""
        found.append(html.fromstring(f"<p>{words}</p>").text_content() if title.get("type") == "html" else words)
    return found


def content(text: str) -> html.HtmlElement:
    return html.fromstring(json.loads(text)["items"][0]["content_html"])


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
