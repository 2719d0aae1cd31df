"""Graphs of pages that are no reports: right for pages a small site does not have, and strict about front matter."""

import json
from typing import Any

import pytest

from generator import jsonld, pages
from generator import vocabulary as v
from generator.config import Settings
from generator.pages import graphs
from generator.pages.data import DataSet
from tests.stories import make_brackwater, numbered

SITE = jsonld.Site("https://reports.example/base/")
EMPTY = pages.Catalog([])


def told(path: str, catalog: pages.Catalog) -> dict[str, dict[str, Any]]:
    """Return the nodes of a derived page by their type."""
    (page,) = (one for one in pages.derived(catalog, SITE, Settings()) if one.path == path)
    assert page.graph
    return {node["@type"]: node for node in json.loads(page.graph())["@graph"]}


def written(body: str, title: str, catalog: pages.Catalog, kind: str = "") -> dict[str, dict[str, Any]]:
    """Return the nodes of a hand-written page by their type."""
    dataset = DataSet(catalog, SITE)
    view = pages.handwritten(body, None, catalog, dataset) if body else {}
    page = graphs.Written("x/", title, "What the page says of itself.", view, body, kind)
    return {node["@type"]: node for node in json.loads(graphs.written(page, SITE, dataset)())["@graph"]}


def test_a_year_of_a_publisher_says_which_year_it_is() -> None:
    catalog = pages.Catalog([numbered(n) for n in range(101)], [make_brackwater()])
    found = told("publishers/brackwater-ferries/2026/", catalog)

    assert found["CollectionPage"]["name"] == "Brackwater Ferries Blog, 2026"
    assert (found["ItemList"]["numberOfItems"], len(found["ItemList"]["itemListElement"])) == (101, 20)
    assert all(one["name"] and one["url"] for one in found["ItemList"]["itemListElement"])
    assert [one["name"] for one in found["BreadcrumbList"]["itemListElement"]] == [
        "Publishers",
        "Brackwater Ferries Blog",
        "Brackwater Ferries Blog, 2026",
    ]


def test_the_second_page_of_a_month_says_that_it_is_the_second() -> None:
    catalog = pages.Catalog([numbered(n) for n in range(801)])
    found = told("archive/2026-11/2/", catalog)

    assert found["CollectionPage"]["name"] == "November 2026, page 2"
    assert found["ItemList"]["numberOfItems"] == 1


def test_a_publisher_without_reports_lists_none() -> None:
    found = told("publishers/brackwater-ferries/", pages.Catalog([], [make_brackwater()]))

    assert "ItemList" not in found
    assert "mainEntity" not in found["CollectionPage"]
    assert found["CollectionPage"]["about"] == {"@id": f"{SITE.url}publishers/brackwater-ferries/#source"}


def test_the_first_night_offers_data_without_dates() -> None:
    dataset = written("data.html", "Data", EMPTY)["Dataset"]

    assert {"dateModified", "temporalCoverage"} & dataset.keys() == set()
    assert len(dataset["distribution"]) == 2


def test_data_cover_the_days_of_their_stories() -> None:
    dataset = written("data.html", "Data", pages.Catalog([numbered(1)]))["Dataset"]

    assert dataset["temporalCoverage"] == "2026-11-17/2026-11-17"
    assert dataset["dateModified"] == "2026-11-20"


def test_a_file_of_unknown_length_and_digest_is_offered_without_them() -> None:
    (link, *_) = DataSet(EMPTY, SITE).whole
    bare = link.model_copy(update={"size_bytes": None, "digest": None})
    data = jsonld.Data("Data", "A sentence.", (bare,), None, None)
    graph = jsonld.dataset(jsonld.Place("data/", "Data", "WebPage"), SITE, data)

    assert {"contentSize", "sha256"} & graph["@graph"][-1]["distribution"][0].keys() == set()


def test_the_first_page_bears_the_name_of_the_site() -> None:
    assert written("home.html", "Start", EMPTY)["CollectionPage"]["name"] == "Spin Reports"


@pytest.mark.parametrize("kind", ["TechArticle", "AboutPage", ""])
def test_a_page_is_what_its_front_matter_calls_it(kind: str) -> None:
    assert (kind or "WebPage") in written("", "A page", EMPTY, kind)


def test_a_page_that_calls_itself_what_no_page_is_stops_the_build() -> None:
    with pytest.raises(ValueError, match="schema_type: 'Recipe' is none of AboutPage"):
        written("", "A page", EMPTY, "Recipe")


def test_no_list_has_a_date_that_a_note_on_one_report_would_change() -> None:
    catalog = pages.Catalog([numbered(n) for n in range(3)], [make_brackwater()])
    made = [one for one in pages.derived(catalog, SITE, Settings()) if one.body != "story.html"]

    assert len(made) > 10
    assert [one.path for one in made if "dateModified" in (one.graph() if one.graph else "")] == []


def test_the_page_of_all_types_holds_both_sets_whole() -> None:
    page = graphs.Written("spin-types/", "Spin types", "", pages.handwritten("types.html", None, EMPTY), "types.html")
    nodes = json.loads(graphs.written(page, SITE, DataSet(EMPTY, SITE))())["@graph"]
    sets = {one["name"]: len(one["hasDefinedTerm"]) for one in nodes if one["@type"] == "DefinedTermSet"}

    assert sets == {"Spin types": 6, "Tactics": len(v.TACTIC_TYPE)}


@pytest.mark.parametrize(("key", "sets"), [("cushion", 1), ("none", 0)])
def test_the_page_of_a_type_defines_it(key: str, sets: int) -> None:
    view = pages.handwritten("type.html", key, pages.Catalog([numbered(1)]))
    page = graphs.Written(f"spin-types/{key}/", "A type", "", view, "type.html")
    nodes = json.loads(graphs.written(page, SITE, DataSet(EMPTY, SITE))())["@graph"]
    (term,) = (one for one in nodes if one["@type"] == "DefinedTerm")

    assert term["description"] == view["info"].definition
    assert [one["@type"] for one in nodes].count("DefinedTermSet") == sets
