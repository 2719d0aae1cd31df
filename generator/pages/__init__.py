"""Stories -> what a site shows: pages, figures, lists, twins. Pure.

What goes in: a ``Catalog`` of stories and publishers. What comes out: ``Page`` values that any renderer can show, and
the text of the files beside story pages. Nothing here knows MkDocs; ``site`` is the thin adapter.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from generator import jsonld
from generator import vocabulary as v
from generator.config import Settings
from generator.pages import (
    about,
    alphabet,
    api,
    archive,
    ask,
    badge,
    browse,
    card,
    data,
    downloads,
    facets,
    figures,
    graphs,
    home,
    lists,
    llms,
    moved,
    pairs,
    publishers,
    report,
    robots,
    rows,
    search,
    segments,
    sheets,
    sitemap,
    spin_types,
    syndication,
    taxonomy,
    topics,
    twins,
    words,
)
from generator.pages.address import Address
from generator.pages.catalog import AGGREGATE_FROM, Catalog, Distribution, updated
from generator.pages.page import Page

__all__ = [
    "AGGREGATE_FROM",
    "Address",
    "Catalog",
    "Distribution",
    "Page",
    "about",
    "alphabet",
    "api",
    "archive",
    "ask",
    "badge",
    "browse",
    "card",
    "changed",
    "data",
    "derived",
    "downloads",
    "facets",
    "figures",
    "files",
    "graphs",
    "handwritten",
    "home",
    "lists",
    "llms",
    "moved",
    "pairs",
    "publishers",
    "report",
    "robots",
    "rows",
    "search",
    "segments",
    "sheets",
    "sitemap",
    "spin_types",
    "syndication",
    "taxonomy",
    "topics",
    "twins",
    "words",
]

# Bodies that hand-written pages may ask for in their front matter (`body: home.html`), and what fills them.
_VIEWS: dict[str, Callable[[Catalog], dict[str, Any]]] = {
    "home.html": home.view,
    "publishers.html": publishers.view,
    "types.html": spin_types.overview,
    "topics.html": topics.view,
    "browse.html": browse.view,
    "search.html": search.view,
    "feeds.html": syndication.view,
}
_WITHOUT_REPORTS = {"feeds.html", "search.html"}


def derived(catalog: Catalog, site: jsonld.Site, settings: Settings) -> Iterator[Page]:
    """Yield every page no file stands behind: stories, publishers, and all lists of reports."""
    made = (module.pages(catalog) for module in (topics, pairs, facets, archive, alphabet))
    for page in chain(publishers.pages(catalog, site), *made):
        yield page._replace(graph=partial(graphs.derived, page, site))
    for story in catalog.stories:
        yield report.page(story, catalog, site, settings)


def files(
    catalog: Catalog, site: jsonld.Site, settings: Settings, listed: Collection[Address], dataset: data.DataSet
) -> Iterator[tuple[str, str | Iterable[str]]]:
    """Yield path below the site and text of every file for machines: what stands beside the pages.

    A text that may be long comes in parts; whoever writes it need never hold the whole.

    Args:
        catalog: all stories.
        site: name and address.
        settings: what the owner allows.
        listed: every page that search engines may list, but the stories'.
        dataset: the data set of the same stories.
    """
    known = {one.path for one in listed}
    made: tuple[Iterator[tuple[str, str | Iterable[str]]], ...] = (
        twins.files(catalog, site),
        robots.files(settings, site.url),
        syndication.files(catalog, site, settings.hub),
        api.files(catalog, site, dataset.links),
        dataset.files(),
        sitemap.files(catalog, site.url, listed),
    )
    for path, text in chain.from_iterable(made):
        known.add(path)
        yield path, text
    # Last: it links to what there is.
    yield from llms.files(catalog, site, known)


def handwritten(
    body: str, spin_type: str | None, catalog: Catalog, dataset: data.DataSet | None = None
) -> dict[str, Any]:
    """Return what a hand-written page shows beside its text.

    Args:
        body: the template named in its front matter.
        spin_type: key of the spin type, for ``type.html``.
        catalog: all stories.
        dataset: the data set of the same stories, for ``data.html``.

    Raises:
        ValueError: no such body, or no such type.
    """
    if body == "data.html" and dataset:
        return downloads.view(dataset)
    if body == "type.html":
        return spin_types.one_type(catalog, spin_type or "")
    if body not in _VIEWS:
        raise ValueError(f"body: {body!r} is none of {', '.join(sorted([*_VIEWS, 'data.html', 'type.html']))}")
    return _VIEWS[body](catalog)


def changed(body: str, spin_type: str | None, catalog: Catalog) -> dt.date | None:
    """Return the day on which one of the reports behind a hand-written page changed last.

    Args:
        body: the template named in its front matter; without one, no record tells when its text changed.
        spin_type: key of the spin type, for ``type.html``.
        catalog: all stories.
    """
    if body == "type.html":
        return updated(catalog.by_type.get(v.SpinType(str(spin_type)), ()))
    return updated(catalog.shown) if body in {*_VIEWS, "data.html"} - _WITHOUT_REPORTS else None
