"""Story -> one entry of a feed, the same for every format. Pure."""

import datetime as dt
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from generator import jsonld
from generator import vocabulary as v
from generator.models import Story
from generator.pages import words
from generator.pages.syndication import body, characters
from generator.pages.syndication.channels import Channel

_TAG_HOST: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")


class Category(NamedTuple):
    """A closed word of a report: its key, the list it comes from, and its label."""

    term: str
    scheme: str
    label: str


class Entry(NamedTuple):
    """What a feed says about one report. Every text is free of characters that a format forbids."""

    id: str
    url: str
    original: str | None
    title: str
    summary: str
    html: str
    published: dt.datetime
    updated: dt.datetime
    categories: tuple[Category, ...]
    story: Story


class Feed(NamedTuple):
    """A channel with its entries, ready to be written in any format."""

    channel: Channel
    entries: tuple[Entry, ...]
    updated: dt.datetime
    site: jsonld.Site
    hub: str | None

    @property
    def page(self) -> str:
        """Return the address of the page that the channel follows."""
        return f"{self.site.url}{self.channel.folder}"


def entry(story: Story, site: jsonld.Site) -> Entry:
    """Return the entry of a report."""
    url = f"{site.url}{story.path}"
    original = characters.address(story.original.url)
    return Entry(
        id=tag(story, site),
        url=url,
        original=original,
        title=characters.line(story.original.title) or jsonld.UNTITLED,
        summary=characters.line(" ".join(filter(None, (said(story), story.framing, story.summary)))),
        html=body.html(story, url, original, site),
        published=story.created,
        updated=story.updated,
        categories=tuple(_categories(story, site)),
        story=story,
    )


def tag(story: Story, site: jsonld.Site) -> str:
    """Return the name of the report for all time (RFC 4151): host of the site, year, path of the site, id.

    Neither a renamed publisher nor a changed slug touches it, so no reader shows a report twice.
    """
    parts = urlsplit(site.url)
    host = "".join(one if one in _TAG_HOST else "-" for one in (parts.hostname or "").lower())
    return f"tag:{host},{story.created.year:04d}:{parts.path}{story.id}"


def said(story: Story) -> str:
    """Return the verdict and the score with its band in one sentence."""
    verdict = story.verdict
    if verdict.score is None or verdict.band is None:
        return f"No score: {(story.status_reason or 'the report is limited').rstrip('.')}."
    return (
        f"{named(story)}, spin score {verdict.score} of 100 ({v.score_word(verdict.score)}), "
        f"band {verdict.band.low} to {verdict.band.high}."
    )


def named(story: Story) -> str:
    """Return the verdict in words: tactic with its type, or the type alone, and the second type."""
    verdict = story.verdict
    name = v.label(verdict.primary or v.SpinType.NONE)
    if verdict.tactic:
        name = f"{words.sentence(verdict.tactic)} ({name})"
    return f"{name}, also {v.label(verdict.secondary)}" if verdict.secondary else name


def _categories(story: Story, site: jsonld.Site) -> list[Category]:
    found = []
    if story.verdict.primary:
        found.append(Category(story.verdict.primary, f"{site.url}spin-types/", v.label(story.verdict.primary)))
    if story.topic:
        found.append(Category(story.topic, f"{site.url}topics/", v.label(story.topic)))
    return found
