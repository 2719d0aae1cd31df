"""Title, date, author and author organization of a page, each with its origin. Pure.

What goes in: what the page says, its visible tree, the feed entry, the publisher. What comes out: Byline.
Origins: feed, jsonld, opengraph, html, trafilatura, url, byline, publisher.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dateutil import parser as dates
from lxml.html import HtmlElement

from generator.extract import organization, wording
from generator.extract.markup import Markup
from generator.models import FeedEntry, Publisher

_TAG = re.compile(r"<[^<>]{0,500}>")
_CUT_OFF = ("…", "...")
_SEPARATOR = re.compile(r"\s+[|·•»—–-]\s+|\s*:\s+")
_BY = re.compile(
    r"^(?:(?:written|posted|published|words|text|story)\s+)?by:?\s+|^(?:von|par|por|di|door|av)\s+", re.IGNORECASE
)
_NO_NAME = re.compile(r"[<>{}@\\=;]|https?:|www\.|\d{4}")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_URL_DATE = re.compile(r"/(20\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
_DATE_NAMES = (
    ("article:published_time", "opengraph"),
    ("og:article:published_time", "opengraph"),
    ("og:published_time", "opengraph"),
    ("datepublished", "html"),
    ("parsely-pub-date", "html"),
    ("sailthru.date", "html"),
    ("dc.date.issued", "html"),
    ("dcterms.created", "html"),
    ("dcterms.date", "html"),
    ("dc.date", "html"),
    ("citation_publication_date", "html"),
    ("pubdate", "html"),
    ("publish-date", "html"),
    ("publication_date", "html"),
    ("date", "html"),
)
_AUTHOR_NAMES = (
    ("author", "html"),
    ("article:author", "opengraph"),
    ("dc.creator", "html"),
    ("parsely-author", "html"),
)
_EARLIEST, _LATEST = 1990, 2100
_MAX_AUTHOR = 200
_MAX_NAMES = 6
_LEAD_LINES = 6
# Navigation comes before the byline.
_TOP_CHARACTERS = 8000
_SAME_TITLE_SHARE = 0.8
# Names of zones that stand in dates of English pages; anything else without an offset is read as UTC.
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2}


class Byline(NamedTuple):
    """Who wrote what under which title when, and where each value came from."""

    title: str
    author: str | None
    organization: str | None
    published: dt.datetime | None
    origins: dict[str, str]


Found = tuple[str, str]


def read(  # noqa: PLR0913 - each source of a byline is one argument
    said: Markup,
    root: HtmlElement,
    *,
    url: str,
    entry: FeedEntry | None,
    publisher: Publisher | None,
    paragraphs: tuple[str, ...],
) -> Byline:
    """Return title, date, author and organization: feed first, then the page's own markup, then extraction."""
    titled = next(_titles(said, root, entry, publisher), None)
    dated = next(_dates(said, root, entry, url), None)
    named = next(_authors(said, root, entry), None)
    speaks = organization.find(
        said,
        organization.Seen(url, titled[0] if titled else "", named[0] if named else "", paragraphs, _top(root)),
        publisher,
    )
    found = {"title": titled, "published": dated, "author": named, "author_organization": speaks}
    return Byline(
        title=titled[0] if titled else "",
        author=named[0] if named else None,
        organization=speaks[0] if speaks else None,
        published=dated[0] if dated else None,
        origins={field: value[1] for field, value in found.items() if value},
    )


def without_title(lines: list[str], title: str) -> list[str]:
    """Return the lines without those that repeat the title among the first six."""
    wanted = wording.fold(title)
    if not wanted:
        return lines
    return [line for index, line in enumerate(lines) if index >= _LEAD_LINES or not _same_title(line, wanted)]


def _same_title(line: str, wanted: str) -> bool:
    folded = wording.fold(line)
    shorter, longer = sorted((folded, wanted), key=len)
    return shorter == longer or (longer.startswith(shorter) and len(shorter) >= _SAME_TITLE_SHARE * len(longer))


# --- title ---------------------------------------------------------------------------------------------------------


def _titles(said: Markup, root: HtmlElement, entry: FeedEntry | None, publisher: Publisher | None) -> Iterator[Found]:
    from_page = list(_page_titles(said, root, publisher))
    if entry and entry.title.strip():
        title = wording.title_line(entry.title)
        start = wording.fold(title.rstrip("….")) if title.endswith(_CUT_OFF) else ""
        # Feeds cut long titles; the page then has the whole one.
        yield next(
            ((whole, origin) for whole, origin in from_page if start and wording.fold(whole).startswith(start)),
            (title, "feed"),
        )
    yield from from_page


def _page_titles(said: Markup, root: HtmlElement, publisher: Publisher | None) -> Iterator[Found]:
    headings = [text for text in (wording.line(" ".join(tag.itertext())) for tag in root.iter("h1")) if text]
    sites = {said.meta.get("og:site_name", ""), publisher.name if publisher else ""}
    candidates = (
        (_text(said.story.get("headline")), "jsonld"),
        (said.meta.get("og:title", ""), "opengraph"),
        (headings[0] if len(headings) == 1 else "", "html"),
    )
    for value, origin in candidates:
        title = _without_site(_plain(value), sites, headings)
        if title:
            yield title, origin
    from trafilatura.metadata import extract_title  # noqa: PLC0415 - for pages without any markup

    guessed = _without_site(_plain(extract_title(root) or ""), sites, headings)
    if guessed:
        yield guessed, "trafilatura"


def _without_site(title: str, sites: set[str], headings: list[str]) -> str:
    folded = wording.fold(title)
    for heading in headings:
        start = wording.fold(heading)
        if start and start != folded and folded.startswith(start) and _SEPARATOR.match(title[len(heading) :]):
            return heading
    names = {wording.fold(name) for name in sites if name}
    pieces = list(_SEPARATOR.finditer(title))
    if pieces and wording.fold(title[pieces[-1].end() :]) in names:
        return title[: pieces[-1].start()].strip()
    return title


# --- date ----------------------------------------------------------------------------------------------------------


def _dates(said: Markup, root: HtmlElement, entry: FeedEntry | None, url: str) -> Iterator[tuple[dt.datetime, str]]:
    if entry and entry.published:
        yield entry.published, "feed"
    in_jsonld = (_date(_text(said.story.get(name))) for name in ("datePublished", "dateCreated", "uploadDate"))
    yield from ((found, "jsonld") for found in in_jsonld if found)
    in_meta = ((_date(said.meta.get(name, "")), origin) for name, origin in _DATE_NAMES)
    yield from ((found, origin) for found, origin in in_meta if found)
    times = (tag for tag in root.iter("time") if tag.get("datetime"))
    marked = (tag for tag in times if "pubdate" in tag.attrib or tag.get("itemprop") == "datePublished")
    yield from ((found, "html") for found in (_date(tag.get("datetime", "")) for tag in marked) if found)
    in_url = _URL_DATE.search(url)
    if in_url:
        found = _date("-".join(in_url.groups()))
        if found:
            yield found, "url"
    guessed = _guessed_date(root, url)
    if guessed:
        yield guessed, "trafilatura"


def _guessed_date(root: HtmlElement, url: str) -> dt.datetime | None:
    from htmldate import find_date  # noqa: PLC0415 - loaded for pages without a date in their markup

    # A fixed latest date keeps the answer independent of today; no free search, which takes dates of other stories.
    found = find_date(root, url=url, original_date=True, extensive_search=False, max_date=f"{_LATEST}-01-01")
    return _date(found or "")


def _date(text: str) -> dt.datetime | None:
    if not _YEAR.search(text):
        return None
    try:
        found: dt.datetime | None = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        found = _loose_date(text)
    if found is None or not _EARLIEST <= found.year < _LATEST:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except OverflowError:
        return None


def _loose_date(text: str) -> dt.datetime | None:
    try:
        return dates.parse(text[:60], default=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), tzinfos=_zone)
    except (ValueError, OverflowError, TypeError):
        return None


def _zone(name: str | None, offset_seconds: int | None) -> dt.timezone:
    if offset_seconds is not None:
        return dt.timezone(dt.timedelta(seconds=offset_seconds))
    return dt.timezone(dt.timedelta(hours=_ZONES.get(name or "", 0)))


# --- author --------------------------------------------------------------------------------------------------------


def _authors(said: Markup, root: HtmlElement, entry: FeedEntry | None) -> Iterator[Found]:
    if entry and entry.author:
        yield from ((name, "feed") for name in [_name(entry.author)] if name)
    names = [_name(_text(author.get("name"))) for author in nodes_of(said.story.get("author"))]
    joined = ", ".join(dict.fromkeys(name for name in names[:_MAX_NAMES] if name))
    if joined:
        yield joined[:_MAX_AUTHOR], "jsonld"
    for field, origin in _AUTHOR_NAMES:
        name = _name(said.meta.get(field, ""))
        if name:
            yield name, origin
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - for pages without an author in their markup

    guessed = _name(extract_author(root) or "")
    if guessed:
        yield guessed, "trafilatura"


def nodes_of(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - a page may put any JSON here
    """Return the objects of a JSON-LD value that may be a name, an object, or a list of either."""
    values = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {"name": item} for item in values if isinstance(item, dict | str)]


def _name(text: str) -> str:
    name = _BY.sub("", _plain(text)).strip(" ,;|·-–—")
    usable = any(letter.isalpha() for letter in name) and not _NO_NAME.search(name) and len(name) <= _MAX_AUTHOR
    return name if usable else ""


# --- small readers -------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:  # noqa: ANN401 - a page may put any JSON here
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return wording.line(_TAG.sub(" ", html.unescape(text[:2000])))


def _top(root: HtmlElement) -> str:
    """Return the first visible characters of the page, where bylines stand."""
    body = root.find("body")
    pieces: list[str] = []
    length = 0
    for text in (root if body is None else body).itertext():
        pieces.append(text[:_TOP_CHARACTERS])
        length += len(text)
        if length > _TOP_CHARACTERS:
            break
    return "\n".join(line for line in (wording.line(piece) for piece in pieces) if line)
