"""Read feeds: bytes in, entries out. Pure.

What goes in: the bytes of one answer, the address and media type they came with, the run's clock.
What comes out: entries cleaned to text, newest first, and a count of what was left out and why. Bytes that are no
feed raise a FeedError. Parsers can be led astray by their input, so callers run `parse` in a worker with limits.
"""

import datetime as dt
import hashlib
import re
from collections import Counter
from typing import NamedTuple
from urllib.parse import urljoin

from generator.config import bare_host
from generator.feeds import dates, readers, sniff, text
from generator.feeds.identity import canonical_url, is_aggregator, other_scheme, story_id, unwrapped
from generator.models import FeedEntry, FeedSource

__all__ = ["Feed", "canonical_url", "is_aggregator", "parse", "story_id"]

# More entries than this are never looked at, whatever the publisher file says.
HARD_LIMIT = 2000
# And of more items than this, the first ones alone are read: the parser takes a fifth of a millisecond for each.
MOST_ITEMS = 2 * HARD_LIMIT
# Field sizes of FeedEntry.
_NAME, _ALIAS, _URL = 300, 2100, 2000
# An item has one link, seldom two; a record holds 50 names.
_LINKS = 40
_MAIL = re.compile(r"(?:mailto:)?[^\s()<>\[\]]+@[^\s()<>\[\]]+")
_WEB = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Feed(NamedTuple):
    """One feed, read."""

    entries: tuple[FeedEntry, ...]
    # Why entries were left out, and how many: empty, no_link, not_http, bad_link, duplicate, over_limit.
    dropped: dict[str, int]
    title: str
    language: str | None
    # Such as rss20, rss10, atom10, json11.
    format: str


class _Candidate(NamedTuple):
    """An item with its identity, before its texts are read."""

    item: readers.Item
    url: str
    raw_links: tuple[str, ...]
    guids: tuple[str, ...]
    published: dt.datetime | None
    aggregator: bool


def parse(body: bytes, *, url: str, content_type: str, source: FeedSource, now: dt.datetime) -> Feed:
    """Read a feed.

    Args:
        body: the answer after content decoding, at most 10 MiB.
        url: the address that answered; relative links are resolved against it.
        content_type: the Content-Type header, '' where there was none.
        source: gives the limit of entries and the category of entries that carry none.
        now: the run's clock; no entry is later.

    Returns:
        Entries newest first; undated ones after the dated ones, in the feed's order.

    Raises:
        FeedError: the bytes are no feed; the message says what they are instead.
    """
    found = sniff.text(body, url=url, content_type=content_type)
    dropped: Counter[str] = Counter()
    if found[0] in "{[":
        feed = readers.json_feed(found, url=url)
    else:
        found, dropped["over_limit"] = sniff.first_items(found, MOST_ITEMS)
        feed = readers.xml(sniff.xml(found, url=url), url=url)
    items = list(feed.items)
    dropped["over_limit"] += max(0, len(items) - MOST_ITEMS)
    candidates = [one for item in items[:MOST_ITEMS] if (one := _candidate(item, url, now, dropped)) is not None]
    candidates.sort(key=lambda one: one.published.timestamp() if one.published else 0.0, reverse=True)
    kept = _without_duplicates(candidates, dropped)
    limit = min(source.max_items or HARD_LIMIT, HARD_LIMIT)
    dropped["over_limit"] += max(0, len(kept) - limit)
    own = text.line(text.title(source.category or feed.category), _NAME)
    language = feed.language.replace("_", "-").lower()
    return Feed(
        entries=tuple(_entry(one, source.url, own) for one in kept[:limit]),
        dropped={reason: count for reason, count in sorted(dropped.items()) if count},
        title=text.title(feed.title),
        language=language if _LANGUAGE.fullmatch(language) else None,
        format=feed.format,
    )


def _candidate(item: readers.Item, base: str, now: dt.datetime, dropped: Counter[str]) -> _Candidate | None:
    """Find the article's address and date of an item, or count why it has none."""
    links = [link for raw in item.links if (link := _absolute(base, raw))]
    web = [link for link in links if link.startswith(("http://", "https://"))]
    if not web:
        if not item.links:
            dropped["no_link" if item.title else "empty"] += 1
            return None
        web = [*item.spare_links]
    named = [address for link in dict.fromkeys((*web, *item.spare_links)) if (address := _address(link))]
    if not named:
        dropped["bad_link" if web else "not_http"] += 1
        return None
    # The first address that is the article's own; an aggregator's only where there is no other.
    direct = next((address for address in named if not is_aggregator(address)), None)
    readings = (dates.date(raw, parsed, now) for raw, parsed in item.dates if raw)
    return _Candidate(
        item=item,
        url=direct or named[0],
        raw_links=tuple(dict.fromkeys(web)),
        guids=(item.guid,) if item.guid else (),
        published=next((one for one in readings if one), None),
        aggregator=direct is None,
    )


def _absolute(base: str, raw: str) -> str:
    # Browsers drop line ends and tabs inside addresses; feeds wrap long ones.
    try:
        return urljoin(base, re.sub(r"[\t\r\n]", "", raw).strip())
    except ValueError:
        return ""


def _address(link: str) -> str:
    """Return the canonical address behind a link, or '' where it cannot be one."""
    try:
        found = canonical_url(unwrapped(unwrapped(link)))
    except ValueError:
        return ""
    return found if len(found) <= _URL and _WEB.fullmatch(found) else ""


def _without_duplicates(candidates: list[_Candidate], dropped: Counter[str]) -> list[_Candidate]:
    """Keep the newest of entries with one address; it takes over the names of the others."""
    kept: dict[str, _Candidate] = {}
    for one in candidates:
        key = one.url.partition("://")[2]
        first = kept.get(key)
        if first is None:
            kept[key] = one
            continue
        dropped["duplicate"] += 1
        kept[key] = first._replace(raw_links=first.raw_links + one.raw_links, guids=first.guids + one.guids)
    # A guid that names two addresses names none.
    uses = Counter(guid for one in kept.values() for guid in set(one.guids))
    return [one._replace(guids=tuple(guid for guid in one.guids if uses[guid] == 1)) for one in kept.values()]


def _entry(one: _Candidate, feed_url: str, category: str) -> FeedEntry:
    summaries = sorted(
        (text.summary(raw) for raw in set(one.item.texts) if raw), key=lambda found: (-len(found), found)
    )
    return FeedEntry(
        feed_url=feed_url,
        url=one.url,
        aliases=_aliases(one, feed_url),
        title=text.title(one.item.title),
        author=_name(one.item.author) or None,
        published=one.published,
        category=text.line(text.title(one.item.category), _NAME) or category or None,
        summary=summaries[0] if summaries else "",
        aggregator=one.aggregator,
    )


def _name(raw: str) -> str:
    """Return the name in "name", "mail (name)" or "name <mail>"; a mail address alone is nobody's business."""
    name, found = _MAIL.subn(" ", text.title(raw))
    return text.line(name.strip(" ()<>[],;") if found else name, _NAME)


def _aliases(one: _Candidate, feed_url: str) -> tuple[str, ...]:
    """Return the other names of an entry: its address under the other scheme, links as given, guids."""
    host = bare_host(feed_url)
    names = [other_scheme(one.url)]
    names += [text.line(link, _ALIAS) for link in one.raw_links[:_LINKS]]
    for guid in dict.fromkeys(one.guids):
        name = text.line(guid, _ALIAS)
        if len(name) > _URL:
            name = "sha256-" + hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()
        names.append(f"guid:{host}:{name}")
    return tuple(name for name in dict.fromkeys(names) if name != one.url and len(name) <= _ALIAS)
