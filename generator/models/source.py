"""What goes in: publishers, feed entries, responses, articles. Pure."""

import datetime as dt
from typing import Literal

from pydantic import Field

from generator import vocabulary as v
from generator.models.base import Alias, Digest, Language, Name, Noun, Prose, Slug, Url


class FeedSource(Noun):
    """One feed a publisher file names."""

    url: Url = Field(description="Address of the feed.")
    max_age_days: int = Field(7, ge=0, description="Older entries are refused as stale; 0 means no limit.")
    max_items: int = Field(50, ge=0, description="At most this many newest entries are looked at; 0 means no limit.")
    category: Name | None = Field(None, description="Category given to entries that carry none.")


class Publisher(Noun):
    """One publisher: whose stories these are, in what role, and which feeds bring them."""

    slug: Slug = Field(description="File name of the publisher file; part of every address.")
    name: Name = Field(description="Name readers see.")
    homepage: Url = Field(description="Front page of the publisher.")
    hosts: tuple[Name, ...] = Field(
        (), max_length=200, description="Hosts whose stories belong to this publisher, without 'www.'."
    )
    role: v.Role = Field(description="What kind of source this is.")
    independence: v.Level = Field(description="How far the publisher is from what it writes about.")
    topic: v.Topic = Field(v.Topic.OTHER, description="Usual topic; a hint, never a finding.")
    language: Language = Field("en", description="Expected language; the real one is detected from the text.")
    enabled: bool = Field(True, description="False: feeds are not fetched; existing stories stay.")  # noqa: FBT003
    feeds: tuple[FeedSource, ...] = Field((), max_length=100, description="Feeds to read.")
    author_organizations: dict[Name, Name] = Field(
        {}, max_length=200, description="URL path prefix to the organization that speaks."
    )
    kind: Literal["aggregator"] | None = Field(None, description="An aggregator has feeds and never owns a story.")
    about: Prose = Field("", description="Body of the publisher file: what a reader should know.")


# --- what the network and the parsers hand on ----------------------------------------------------------------------


class Response(Noun):
    """One answer of the network door."""

    requested_url: Url = Field(description="The address asked for.")
    url: Url = Field(description="The address that answered, after redirects.")
    status: int = Field(description="HTTP status: 200 or 304; everything else is a FetchError.")
    headers: dict[str, str] = Field(description="Response headers, names in lower case.")
    body: bytes = Field(description="Body after content decoding; empty at 304.")
    moved_to: Url | None = Field(None, description="Where every hop was permanent (301, 308): the new address.")
    received_bytes: int = Field(0, ge=0, description="Bytes read from the wire, before decoding.")
    requests: int = Field(1, ge=0, description="HTTP requests made, hops and retries included.")


class FeedEntry(Noun):
    """One entry of a feed, cleaned to text; every date is UTC."""

    feed_url: Url = Field(description="Feed that brought the entry.")
    url: Url = Field(description="Canonical address of the article, tracking parameters removed.")
    aliases: tuple[Alias, ...] = Field(
        (), max_length=50, description="Other names of the same entry: raw link, 'guid:HOST:GUID', old addresses."
    )
    title: Prose = Field("", description="Title as plain text, at most 300 characters.")
    author: Name | None = Field(None, description="Author as the feed gives it.")
    published: dt.datetime | None = Field(None, description="Publication date, clamped to the run's date.")
    category: Name | None = Field(None, description="First category of the entry, else the feed's own.")
    summary: str = Field("", max_length=20_000, description="Summary or content as plain text, cut at 20,000.")
    aggregator: bool = Field(False, description="The link leads through an aggregator and must be resolved.")  # noqa: FBT003


class PageFacts(Noun):
    """What the page says about itself, besides its text."""

    noindex: bool = Field(False, description="A robots meta tag or header forbids indexing.")  # noqa: FBT003
    ai_reserved: bool = Field(False, description="ai-input=no, noai or a text-and-data-mining reservation.")  # noqa: FBT003
    free: bool | None = Field(None, description="isAccessibleForFree of the page's own markup.")
    types: tuple[Name, ...] = Field((), description="og:type and JSON-LD types of the page.")
    canonical_url: Url | None = Field(None, description="rel=canonical of the page, absolute.")
    external_links: int = Field(0, ge=0, description="Links in the article body that lead to other hosts.")
    link_share: float = Field(0, ge=0, le=1, description="Share of the extracted words that stand inside links.")


class Article(Noun):
    """One article as a sighted reader would see it. Never written to content/."""

    url: Url = Field(description="Address the text came from.")
    title: Prose = Field(description="Title as plain text.")
    author: Name | None = Field(None, description="Person or byline.")
    author_organization: Name | None = Field(None, description="Organization that speaks, where it is not the host.")
    published: dt.datetime | None = Field(None, description="Publication date, UTC.")
    language: Language | None = Field(None, description="Language detected from the text.")
    category: Name | None = Field(None, description="The feed's own category.")
    text: str = Field(description="Normalized text: title, blank line, body; NFC, no controls, no invisibles.")
    digest: Digest = Field(description="SHA-256 of the normalized text in UTF-8.")
    words: int = Field(ge=0, description="Words of the body.")
    extraction_confidence: v.Level = Field(v.Level.HIGH, description="Low where two extractors disagree.")
    origins: dict[str, str] = Field({}, description="Field name to where it came from: feed, jsonld, opengraph, ...")
    facts: PageFacts = Field(PageFacts(), description="What the page says about itself.")
