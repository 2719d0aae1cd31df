"""Turn the newsroom's sources into what its hosts answer: pages, feeds, redirects, robots.txt. Reads the templates.

What goes in: the values of ``sources``. What comes out: one ``Answer`` per absolute URL.
"""

import datetime as dt
import html
import json
import re
from collections.abc import Iterable
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import jinja2
import markdown  # type: ignore[import-untyped,unused-ignore]  # no stubs among the locked packages
from markupsafe import Markup

from tests.newsroom.sources import NOW, FeedLook, Look, Source, looks, publishers, read

FEED_TYPES: Final = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}
HTML: Final = "text/html; charset=utf-8"
SUMMARY_WORDS: Final = 35
RELATED: Final = 4
# What the one landing page sells.
PRODUCTS: Final = (
    ("Lambswool socks", "14"),
    ("Enamel mug, blue", "9"),
    ("Beeswax candle", "18"),
    ("Card holder", "24"),
    ("Children's mittens", "12"),
    ("Advent box", "39"),
)


class Answer(NamedTuple):
    """What one URL answers."""

    status: int
    body: bytes
    headers: dict[str, str]
    last_modified: dt.datetime = NOW


class Entry(NamedTuple):
    """One item as its feed lists it."""

    title: str
    link: str
    url: str
    guid: str
    guid_only: bool
    author: str
    category: str
    published: dt.datetime | None
    summary: str
    content: str


def site() -> dict[str, Answer]:
    """Return every answer of every host of the newsroom, by absolute URL."""
    sources, look_of, homes = read(), looks(), {slug: one.homepage for slug, one in publishers().items()}
    answers: dict[str, Answer] = {}
    for source in sources:
        answers |= _page(source, look_of[source.publisher], homes[source.publisher], sources)
    for slug, look in look_of.items():
        answers[homes[slug]] = _html("home.html", look=look, related=_stories(sources, slug))
        for feed in look.feeds:
            answers |= _feed(feed, look, homes[slug], _listed(sources, feed, first=feed is look.feeds[0], slug=slug))
    return answers | _robots(answers, look_of, homes)


def _page(source: Source, look: Look, home: str, sources: Iterable[Source]) -> dict[str, Answer]:
    answers = {}
    if source.redirected_from:
        answers[source.redirected_from] = _redirect(302, source.url)
    if source.page == "missing":
        return answers
    template = f"{look.template}.html" if source.page in {"article", "paywall"} else f"{source.page}.html"
    answer = _html(
        template,
        source=source,
        look=look,
        home=home,
        body=Markup(_to_html(source.body)),  # noqa: S704  # our own Markdown
        related=[one for one in _stories(sources, source.publisher) if one is not source][:RELATED],
        products=PRODUCTS,
        feed_types=FEED_TYPES,
        linked_data=lambda kind: _linked_data(source, look, kind),
    )
    headers = answer.headers | ({"X-Robots-Tag": "noindex"} if source.noindex == "header" else {})
    answers[source.url] = answer._replace(headers=headers, last_modified=source.published)
    return answers


def _feed(feed: FeedLook, look: Look, home: str, sources: Iterable[Source]) -> dict[str, Answer]:
    entries = [_entry(source) for source in sources]
    updated = max((entry.published for entry in entries if entry.published), default=NOW)
    if feed.format == "json":
        text = json.dumps(_json_feed(feed, home, entries), ensure_ascii=False, indent=1)
    else:
        template = TEMPLATES.get_template(f"{feed.format}.xml")
        text = template.render(feed=feed, look=look, home=home, entries=entries, updated=updated)
    headers = {"Content-Type": f"{FEED_TYPES[feed.format]}; charset=utf-8"}
    answers = {feed.url: Answer(200, text.encode(), headers, updated)}
    if feed.moved_from:
        answers[feed.moved_from] = _redirect(301, feed.url)
    return answers


def _robots(answers: Iterable[str], look_of: dict[str, Look], homes: dict[str, str]) -> dict[str, Answer]:
    """Answer robots.txt on every host: the publisher's own rules, or an empty file."""
    rules = {urlsplit(home).netloc: look_of[slug].robots for slug, home in homes.items()}
    hosts = {urlsplit(url).netloc for url in answers}
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return {f"https://{host}/robots.txt": Answer(200, rules.get(host, "").encode(), headers) for host in sorted(hosts)}


def _entry(source: Source) -> Entry:
    form = source.feed_entry
    title = form.title or source.title
    return Entry(
        title=html.escape(title, quote=False) if form.title_escaped_twice else title,
        link=form.link or source.redirected_from or source.url,
        url=source.url,
        guid=source.url if form.guid is None else form.guid,
        guid_only=form.guid_only,
        author=source.author,
        category=source.category,
        published=None if form.published == "none" else source.published,
        summary=_summary(source.body),
        content=_to_html(source.body),
    )


def _json_feed(feed: FeedLook, home: str, entries: Iterable[Entry]) -> dict[str, Any]:
    items = [
        {
            "id": entry.guid,
            "url": entry.link,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "date_published": entry.published.isoformat() if entry.published else None,
            "authors": [{"name": entry.author}],
            "tags": [entry.category],
        }
        for entry in entries
    ]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": home,
        "feed_url": feed.url,
        "items": items,
    }


def _linked_data(source: Source, look: Look, kind: str) -> Markup:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": source.title,
        "datePublished": source.published.isoformat(),
        "author": {"@type": "Organization" if source.author == look.name else "Person", "name": source.author},
        "publisher": {"@type": "Organization", "name": look.name},
        "mainEntityOfPage": source.canonical or source.url,
    }
    if source.author_organization:
        data["author"] |= {"affiliation": {"@type": "Organization", "name": source.author_organization}}
        data["sourceOrganization"] = {"@type": "Organization", "name": source.author_organization}
    if source.page == "paywall":
        data["isAccessibleForFree"] = False
    # '<' would end the script element early.
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def _stories(sources: Iterable[Source], slug: str) -> list[Source]:
    own = [one for one in sources if one.publisher == slug and one.expected.outcome == "written"]
    return sorted(own, key=lambda one: one.published, reverse=True)


def _listed(sources: Iterable[Source], feed: FeedLook, *, first: bool, slug: str) -> list[Source]:
    """Return what a feed lists, newest first: pages that name it, and pages of its publisher that name none."""
    chosen = [one for one in sources if one.feed == feed.url or (first and not one.feed and one.publisher == slug)]
    return sorted(chosen, key=lambda one: one.published, reverse=True)


def _summary(body: str) -> str:
    """Return the start of the first paragraph as plain text."""
    words = html.unescape(re.sub(r"<[^>]+>", "", _to_html(body.split("\n\n", maxsplit=1)[0]))).split()
    return " ".join(words[:SUMMARY_WORDS]) + (" …" if len(words) > SUMMARY_WORDS else "")


def _to_html(body: str) -> str:
    return str(markdown.markdown(body, extensions=["tables"]))


def _html(template: str, **values: object) -> Answer:
    return Answer(200, TEMPLATES.get_template(template).render(values).encode(), {"Content-Type": HTML})


def _redirect(status: int, location: str) -> Answer:
    return Answer(status, b"", {"Location": location})


def _path(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(Path(__file__).resolve().parent / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters |= {
        "path": _path,
        "day": lambda when: f"{when:%B} {when.day}, {when.year}",
        "iso_day": lambda when: when.date().isoformat(),
        "rfc822": format_datetime,
    }
    return environment


TEMPLATES: Final = _environment()
