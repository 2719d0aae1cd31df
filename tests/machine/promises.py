"""What the project promises of its pages and their twins; no checker of others knows these rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.machine.built import Built, Checked, Json

# Properties whose text is prose: what a reader of the graph reads, a reader of the page must find.
PROSE = frozenset(
    [
        *("headline", "alternativeHeadline", "abstract", "articleBody", "description", "backstory"),
        *("reviewBody", "ratingExplanation", "text"),
    ]
)
# The names of these are prose as well; what got left out is named inside a list of notes.
NAMED = frozenset({"DefinedTerm", "Dataset", "Article"})
NOTES = frozenset({"negativeNotes", "positiveNotes"})
TWINS = {"index.md": "text/markdown", "index.json": "application/ld+json", "record.json": "application/json"}
# The site as a whole: no part of its front page, whose address their names begin with.
WHOLE_SITE = frozenset({"website", "organization", "logo"})
# A mean of these would be shown as stars, high for good.
NEVER_RATED = frozenset({"Organization", "NewsMediaOrganization", "Person", "Product", "WebSite", "Dataset"})

RATED = ("review", "reviews", "aggregateRating", "reviewRating")

Node = dict[str, Any]


def nodes(data: Json) -> Iterator[Node]:
    """Yield every object of a document, outer ones first."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for one in data:
            yield from nodes(one)


def of_type(data: Json, kind: str) -> Node:
    """Return the first object of a type, wherever it stands."""
    return next(one for one in nodes(data) if kind in types(one))


def types(node: Node) -> set[str]:
    """Return the types of a node."""
    found = node.get("@type", ())
    return {found} if isinstance(found, str) else set(found)


def graphs(built: Built) -> Iterator[tuple[str, Any]]:
    """Yield path and graph of every page that has one that can be read."""
    for path in built.pages:
        for block in built.page(path).blocks:
            try:
                yield path, json.loads(block)
            except ValueError:
                continue


def graph(built: Built, path: str) -> Json:
    """Return the graph of one page."""
    return json.loads(built.page(path).blocks[0])


def squeezed(text: str) -> str:
    """Return a text without its spaces: markup puts and takes some."""
    return re.sub(r"\s+", "", text)


def prose(built: Built) -> Checked:
    """Find every sentence of every embedded graph among what its page shows."""
    faults, looked_at = [], 0
    for path, graph in graphs(built):
        shown = squeezed(built.page(path).text)
        for literal in dict.fromkeys(literals(graph)):
            looked_at += 1
            if squeezed(literal) not in shown:
                faults.append(f"{path}: not on the page: {literal[:120]!r}")
    return Checked("prose on the page", looked_at, "literals", faults)


def literals(graph: Json) -> Iterator[str]:
    """Yield every text of a graph that is prose."""
    for node in nodes(graph):
        named = NAMED & types(node)
        for key, value in node.items():
            if key in PROSE or (key == "name" and named):
                yield from (one for one in ([value] if isinstance(value, str) else value) if isinstance(one, str))
            elif key in NOTES:
                yield from (one["name"] for one in nodes(value) if one.get("@type") == "ListItem")


def twins(built: Built) -> Checked:
    """Find the three twins of each report, each named in the head of the page and none named that is not there."""
    faults = []
    for folder in built.stories:
        page = built.page(f"{folder}index.html")
        for name, kind in TWINS.items():
            if f"{folder}{name}" not in built:
                faults.append(f"{folder}{name}: the twin is not there")
            if not any(
                built.file(one, f"{folder}index.html") == f"{folder}{name}" for one in page.link("alternate", kind)
            ):
                faults.append(f"{folder}index.html: names no twin of type {kind}")
    for path in built.pages:
        for one in built.page(path).link("alternate"):
            file = built.file(one, path)
            if file is not None and file not in built:
                faults.append(f"{path}: names {one}, which is not there")
    return Checked("twins", len(built.stories), "reports", faults)


def names(built: Built) -> Checked:
    """Find each id once on its page, and each name of a part of a page as an id on it."""
    faults, looked_at = [], 0
    for path in built.pages:
        faults += [f"{path}: id {one!r} twice" for one, count in Counter(built.page(path).ids).items() if count > 1]
    for path, graph in graphs(built):
        here, ids = built.url(path), set(built.page(path).ids)
        for one in dict.fromkeys(str(node.get("@id", "")) for node in nodes(graph)):
            base, _, fragment = one.partition("#")
            if base == here and fragment and not (here == built.address and fragment in WHOLE_SITE):
                looked_at += 1
                if fragment not in ids:
                    faults.append(f"{path}: #{fragment} of the graph is no id of the page")
    return Checked("ids of the graph", looked_at, "names", faults)


def ratings(built: Built) -> Checked:
    """Find no rating of an organization, no mean of ratings, no fact check, and no sameAs: none has a source."""
    faults, looked_at = [], 0
    documents = [*graphs(built), *((path, built.json(path)) for path in built.like("stories/*/index.json"))]
    for path, graph in documents:
        looked_at += 1
        kinds = {str(node["@id"]): types(node) for node in nodes(graph) if "@id" in node and "@type" in node}
        for node in nodes(graph):
            faults += [f"{path}: {fault}" for fault in _ratings(node, kinds)]
    return Checked("ratings and identities", looked_at, "graphs", faults)


def _ratings(node: Node, kinds: dict[str, set[str]]) -> Iterator[str]:
    kind = types(node)
    yield from (f"{one}: not used here" for one in kind & {"AggregateRating", "ClaimReview"})
    for one in sorted(kind & NEVER_RATED):
        yield from (f"{one}.{name}: is never given" for name in RATED if name in node)
    if "Review" in kind:
        target = node.get("itemReviewed", {})
        reviewed = types(target) or kinds.get(str(target.get("@id")), set())
        if reviewed != {"Article"}:
            yield f"Review of {sorted(reviewed)}: only articles are reviewed"
    if "sameAs" in node:
        yield "sameAs: has no source"


def reports(built: Built) -> Checked:
    """Find one report and at most one verdict in the graph of a report's page, and none on any other page."""
    faults = []
    for path, graph in graphs(built):
        # A node that only points at another has no type, or nothing beside it.
        counted = Counter(kind for node in nodes(graph) if len(node) > 2 for kind in types(node))
        most = int(path.removesuffix("index.html") in built.stories)
        if counted["AnalysisNewsArticle"] != most:
            faults.append(f"{path}: {counted['AnalysisNewsArticle']} reports in the graph")
        if counted["Review"] > most:
            faults.append(f"{path}: {counted['Review']} verdicts in the graph")
    return Checked("one report a graph", len(built.pages), "pages", faults)


ALL = (prose, twins, names, ratings, reports)
