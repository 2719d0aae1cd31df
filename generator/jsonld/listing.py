"""Pages that are no reports -> their graphs: lists of reports, publishers, spin types, what people wrote. Pure.

What goes in are plain values, so that nothing here knows how pages are made. Lists give addresses alone: each leads to
the graph that says the rest.
"""

from typing import NamedTuple

from generator import vocabulary as v
from generator.jsonld import verdict
from generator.jsonld.site import LICENSE, Node, Site, breadcrumb, organization, ref, website, whole
from generator.models import Publisher

# A graph names so many reports of a list; the page may show more.
LISTED_MOST = 20
# What a hand-written page may call itself in its front matter.
KINDS = frozenset({"AboutPage", "CollectionPage", "TechArticle", "WebPage"})


class Place(NamedTuple):
    """A page: path below the site, heading, schema.org type, and the pages above it as (name, path)."""

    path: str
    name: str
    kind: str = "CollectionPage"
    trail: tuple[tuple[str, str], ...] = ()


class Listing(NamedTuple):
    """Reports that a page lists: its fragment, how many there are, and those shown first as (title, path)."""

    fragment: str
    total: int
    first: tuple[tuple[str, str], ...]


def collection(place: Place, site: Site, listing: Listing | None = None) -> Node:
    """Return the graph of a page that leads to others, with the reports it lists."""
    return _graph(place, site, listing, {})


def publisher(place: Place, site: Site, one: Publisher, listing: Listing | None) -> Node:
    """Return the graph of a publisher's page: it is about an organization, and rates nothing."""
    source: Node = {
        "@type": "Organization",
        "@id": f"{site.url}publishers/{one.slug}/#source",
        "name": one.name,
        "url": one.homepage,
        "subjectOf": ref(site.url + place.path),
    }
    return _graph(place, site, listing, {"about": ref(source["@id"])}, source)


def spin_type(place: Place, site: Site, one: v.SpinType, definition: str, listing: Listing | None) -> Node:
    """Return the graph of a spin type's page: the term, and the reports with this verdict."""
    term = verdict.spin_type(one, site) | {"description": definition}
    sets = [] if one is v.SpinType.NONE else [verdict.type_set(site)]
    return _graph(place, site, listing, {"about": ref(term["@id"])}, term, *sets)


def spin_types(place: Place, site: Site) -> Node:
    """Return the graph of the page with all types: the two sets of terms, whole."""
    types = [verdict.spin_type(one, site) | {"description": info.definition} for one, info in v.TYPES.items()]
    tactics = [verdict.tactic(name, site) for name in v.TACTIC_TYPE]
    sets = [
        verdict.type_set(site) | {"hasDefinedTerm": [ref(one["@id"]) for one in types]},
        verdict.tactic_set(site) | {"hasDefinedTerm": [ref(one["@id"]) for one in tactics]},
    ]
    return _graph(place, site, None, {"about": [ref(one["@id"]) for one in sets]}, *sets, *types, *tactics)


def writing(place: Place, site: Site) -> Node:
    """Return the graph of a page that people wrote; a TechArticle stands on a page of its own."""
    if place.kind != "TechArticle":
        return _graph(place, site, None, {})
    url = site.url + place.path
    article: Node = {
        "@type": "TechArticle",
        "@id": f"{url}#content",
        "url": url,
        "mainEntityOfPage": ref(url),
        "headline": place.name,
        "inLanguage": "en",
        "author": ref(f"{site.url}#organization"),
        "publisher": ref(f"{site.url}#organization"),
        "image": f"{site.url}assets/card.png",
        "license": LICENSE,
        "isAccessibleForFree": True,
        "isPartOf": ref(f"{site.url}#website"),
    }
    return _graph(place._replace(kind="WebPage"), site, None, {"mainEntity": ref(article["@id"])}, article)


def _graph(place: Place, site: Site, listing: Listing | None, more: Node, *nodes: Node) -> Node:
    """Return the graph of a page: the site, who runs it, the page with what is said of it, the way to it, its list."""
    url = site.url + place.path
    page = {
        "@type": place.kind,
        "@id": url,
        "url": url,
        "name": place.name,
        "inLanguage": "en",
        "isPartOf": ref(f"{site.url}#website"),
    } | more
    found = [website(site), organization(site), page, *nodes]
    if place.trail:
        page["breadcrumb"] = ref(f"{url}#breadcrumb")
        above = tuple((name, site.url + path) for name, path in place.trail)
        found.append(breadcrumb(url, (*above, (place.name, url))))
    if listing and listing.first:
        items = _items(listing, url, site)
        page["mainEntity"] = ref(items["@id"])
        found.append(items)
    return whole(found)


def _items(listing: Listing, url: str, site: Site) -> Node:
    return {
        "@type": "ItemList",
        "@id": f"{url}#{listing.fragment}",
        "numberOfItems": listing.total,
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "url": site.url + path}
            for position, (name, path) in enumerate(listing.first[:LISTED_MOST], start=1)
        ],
    }
