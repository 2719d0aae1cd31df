"""Read the formats of feeds into one shape. Pure.

What goes in: the text of a feed. What comes out: its own title and language, and its items as they stand there.
"""

import io
import json
import time
from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

import feedparser

from generator.errors import FeedError

_DATES = ("published", "updated", "created")
_LOOK = "look at the feed in a validator; the publisher has to mend it"


class Item(NamedTuple):
    """One item as the feed gives it: nothing cleaned, nothing resolved but xml:base."""

    title: str
    links: tuple[str, ...]
    guid: str
    # Addresses that are good enough only where `links` lead through an aggregator.
    spare_links: tuple[str, ...]
    dates: tuple[tuple[str, time.struct_time | None], ...]
    author: str
    category: str
    texts: tuple[str, ...]


class Source(NamedTuple):
    """A feed as it stands in its text."""

    title: str
    language: str
    category: str
    format: str
    items: Iterable[Item]


def xml(body: bytes, *, url: str) -> Source:
    """Read RSS 0.9x to 2.0, RDF and Atom.

    Raises:
        FeedError: the parser failed, or found nothing of a feed.
    """
    try:
        # A stream: a plain string or bytes that name a file would be opened. No base address: relative links stay
        # relative here, so that a guid that is no address can be told from one that is.
        found = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # the parser raises whatever its input leads it to
        problem = f"the parser failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        raise FeedError(url, problem, _LOOK) from error
    if not found.version and not found.entries:
        cause = " ".join(str(found.get("bozo_exception") or "no rss, rdf or feed element").split())[:200]
        raise FeedError(url, f"no RSS, RDF or Atom in it: {cause}", "correct the address in the publisher file")
    channel = found.feed
    # In Atom an entry without an author has the feed's.
    author = _author(channel) if found.version.startswith("atom") else ""
    return Source(
        title=_string(channel.get("title")),
        language=_string(channel.get("language")),
        category=_category(channel),
        format=found.version or "xml",
        items=(_xml_item(entry, author) for entry in found.entries),
    )


def json_feed(text: str, *, url: str) -> Source:
    """Read JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).

    Raises:
        FeedError: no JSON, or JSON of something else.
    """
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError(url, f"no JSON: {' '.join(str(error).split())[:200]}", _LOOK) from error
    version = _string(found.get("version")) if isinstance(found, dict) else ""
    if "jsonfeed.org/version/" not in version or not isinstance(found.get("items"), list):
        _refuse_json(found, url)
    author = _json_author(found)
    return Source(
        title=_string(found.get("title")),
        language=_string(found.get("language")),
        category="",
        format="json" + version.rpartition("/")[2].replace(".", "")[:4],
        items=(_json_item(item, author) for item in found["items"] if isinstance(item, dict)),
    )


def _refuse_json(found: object, url: str) -> NoReturn:
    seen = ", ".join(sorted(map(str, found))[:6])[:120] if isinstance(found, dict) else type(found).__name__
    raise FeedError(url, f"JSON, but no JSON Feed (it holds {seen or 'nothing'})", "correct the address")


def _xml_item(entry: Any, author: str) -> Item:  # noqa: ANN401 - feedparser has no types
    guid = _string(entry.get("id"))
    own = [_string(entry.get("feedburner_origlink")), _string(entry.get("link"))]
    own += [_string(link.get("href")) for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    is_address = guid.startswith(("http://", "https://"))
    if entry.get("guidislink") and not is_address:
        # "guid is a permalink" is the default that nobody takes back: a bare id is no link.
        own = [link for link in own if link != guid]
    # A plain dictionary: the parser's own answers one date with another, and warns that it will not for long.
    own_dates = dict(entry.items())
    return Item(
        title=_string(entry.get("title")),
        links=tuple(dict.fromkeys(link for link in own if link)),
        guid=guid,
        spare_links=(guid,) if is_address else (),
        dates=tuple((_string(own_dates.get(name)), own_dates.get(f"{name}_parsed")) for name in _DATES),
        author=_author(entry) or author,
        category=_category(entry),
        texts=(*(_string(part.get("value")) for part in entry.get("content", ())), _string(entry.get("summary"))),
    )


def _json_item(item: dict[str, Any], author: str) -> Item:
    guid = item.get("id")
    guid = str(guid) if isinstance(guid, int | float) else _string(guid)
    own = (_string(item.get("url")), _string(item.get("external_url")))
    tags = item.get("tags")
    is_address = guid.startswith(("http://", "https://"))
    return Item(
        title=_string(item.get("title")),
        links=tuple(link for link in own if link) or ((guid,) if is_address else ()),
        guid=guid,
        spare_links=(guid,) if is_address else (),
        dates=tuple((_string(item.get(name)), None) for name in ("date_published", "date_modified")),
        author=_json_author(item) or author,
        category=_string(tags[0]) if isinstance(tags, list) and tags else "",
        texts=tuple(_string(item.get(name)) for name in ("content_html", "content_text", "summary")),
    )


def _author(holder: Any) -> str:  # noqa: ANN401 - feedparser has no types
    # Not author_detail: its name is what a too short pattern for mail addresses leaves over.
    return _string(holder.get("author"))


def _json_author(holder: dict[str, Any]) -> str:
    several = holder.get("authors")
    one = several[0] if isinstance(several, list) and several else holder.get("author")
    return _string(one.get("name")) if isinstance(one, dict) else ""


def _category(holder: Any) -> str:  # noqa: ANN401 - feedparser has no types
    labels = (_string(tag.get("label")) or _string(tag.get("term")) for tag in holder.get("tags") or ())
    return next(filter(None, labels), "")


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
