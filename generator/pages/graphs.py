"""Pages -> what their heads say to machines. Pure.

A report makes its own graph (``report``); here are those of all other pages, read off the same views that the
templates read.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from generator import jsonld
from generator import vocabulary as v
from generator.jsonld import Listing, Place
from generator.models import Story
from generator.pages import words
from generator.pages.data import DataSet
from generator.pages.page import Page, View

Trail = tuple[tuple[str, str], ...]

_BROWSE: Trail = (("Browse", "browse/"),)
_PUBLISHERS: Trail = (("Publishers", "publishers/"),)


class Written(NamedTuple):
    """A page with a file behind it: path below the site, and what its front matter says."""

    path: str
    title: str
    description: str
    view: View  # what the template reads
    body: str = ""  # empty: the text alone
    kind: str = ""  # empty: as the template says


def derived(page: Page, site: jsonld.Site) -> str:
    """Return the graph of a list or a publisher, safe inside a script element.

    Args:
        page: a list, or the page of a publisher; not a report.
        site: the site.
    """
    view = page.view
    name, trail, listing = _READ[page.body](view)
    # Without a date: a note on one report must not touch the lists it stands in. Sitemaps say when lists changed.
    place = Place(page.path, name, trail=trail)
    if page.body == "publisher.html":
        return jsonld.embed(jsonld.publisher(place, site, view["publisher"], listing))
    return jsonld.embed(jsonld.collection(place, site, listing))


def written(page: Written, site: jsonld.Site, dataset: DataSet) -> Callable[[], str]:
    """Return what makes the graph of a page with a file behind it, safe inside a script element.

    Raises:
        ValueError: it calls itself what no such page is.
    """
    if page.kind and page.kind not in jsonld.KINDS:
        raise ValueError(f"schema_type: {page.kind!r} is none of {', '.join(sorted(jsonld.KINDS))}")
    return partial(_written, page, site, dataset)


def _written(page: Written, site: jsonld.Site, dataset: DataSet) -> str:
    usual = "CollectionPage" if page.body in _COLLECTIONS else "WebPage"
    place = Place(page.path, page.title, page.kind or usual)
    if page.body == "home.html":
        stories = chain.from_iterable(day.stories for day in page.view["days"])
        listing = _listing(stories, page.view["total"], "newest")
        return jsonld.embed(jsonld.collection(place._replace(name=site.name), site, listing))
    if page.body == "type.html":
        place = place._replace(name=page.view["info"].label, trail=(("Spin types", "spin-types/"),))
        listing = _listing(page.view["stories"], page.view["n"])
        definition = page.view["info"].definition
        return jsonld.embed(jsonld.spin_type(place, site, page.view["type"], definition, listing))
    if page.body == "types.html":
        return jsonld.embed(jsonld.spin_types(place, site))
    if page.body == "data.html":
        return jsonld.embed(_data(place, page, site, dataset))
    return jsonld.embed(jsonld.writing(place, site))


_COLLECTIONS = frozenset({"home.html", "type.html", "types.html", "topics.html", "publishers.html", "browse.html"})


def _data(place: Place, page: Written, site: jsonld.Site, dataset: DataSet) -> dict[str, Any]:
    view = page.view
    days = (view["first"], view["last"]) if view["first"] else None
    changed = view["updated"].date() if view["updated"] else None
    columns = tuple((name, meaning) for name, meaning in view["columns"] if name in _FOUND)
    found = jsonld.Data(dataset.name, page.description, dataset.whole, days, changed, columns)
    return jsonld.dataset(place, site, found)


# Columns of the data set that say most of what was found about a story.
_FOUND = frozenset(
    {"score", "primary", "tactic", "evidence_strength", "verification", "narrative_risk", "repetition_risk"}
)


def _listing(stories: Iterable[Story], total: int, fragment: str = "reports") -> Listing:
    first = tuple((jsonld.title(one), one.path) for one in islice(stories, jsonld.LISTED_MOST))
    return Listing(fragment, total, first)


Told = tuple[str, Trail, Listing | None]


def _facet(view: View) -> Told:
    stories = chain.from_iterable(group.stories for group in view["groups"])
    return view["name"], view["crumbs"], _listing(stories, view["n"])


def _publisher(view: View) -> Told:
    one = view["publisher"]
    role = (words.sentence(v.label(one.role)), f"publishers/#{v.anchor(one.role)}")
    return one.name, (*_PUBLISHERS, role), _listing(_by_month(view), view["n"])


def _year(view: View) -> Told:
    one = view["publisher"]
    trail = (*_PUBLISHERS, (one.name, f"publishers/{one.slug}/"))
    return f"{one.name}, {view['year']}", trail, _listing(_by_month(view), view["n"])


def _by_month(view: View) -> Iterator[Story]:
    return chain.from_iterable(stories for _, stories in view["months"])


def _month(view: View) -> Told:
    month, sheet = view["month"], view["sheet"]
    name = f"{month.name}{f', page {sheet.number}' if sheet.number > 1 else ''}"
    return name, (*_BROWSE, ("Archive", "archive/")), _listing(sheet.stories, len(sheet.stories))


def _letter(view: View) -> Told:
    return f"{view['index']}: {view['sheet'].name}", (*_BROWSE, ("A to Z", "a-z/")), None


_READ: dict[str, Callable[[View], Told]] = {
    "facet.html": _facet,
    "publisher.html": _publisher,
    "publisher-year.html": _year,
    "archive.html": lambda _: ("Archive", _BROWSE, None),
    "month.html": _month,
    "a-z.html": lambda _: ("A to Z", _BROWSE, None),
    "letter.html": _letter,
}
