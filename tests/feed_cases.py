"""Small feeds for tests, written for them, and short ways to read them."""

from typing import Any

from generator import feeds
from generator.models import FeedSource
from tests.conftest import NOW

URL = "https://press.example/blog/feed.xml"
SOURCE = FeedSource(url=URL)


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Press</title><link>https://press.example/</link>{head}{inner}</channel></rss>"
    ).encode()


def atom(*entries: str, attributes: str = "", head: str = "") -> bytes:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Press</title>{head}{inner}</feed>'.encode()


def parse(body: bytes, content_type: str = "", source: FeedSource = SOURCE, url: str = URL) -> feeds.Feed:
    return feeds.parse(body, url=url, content_type=content_type, source=source, now=NOW)


def only(body: bytes, content_type: str = "") -> Any:  # noqa: ANN401 - a test's handle
    (entry,) = parse(body, content_type).entries
    return entry


def titled(title: str) -> str:
    return str(only(rss(f"<title>{title}</title><link>https://press.example/1</link>")).title)


def dated(date: str) -> str | None:
    found = only(rss(f"<title>t</title><link>https://press.example/1</link><pubDate>{date}</pubDate>")).published
    return found.isoformat() if found else None
