"""The graphs of a built site say what their pages say: every sentence is visible, every fragment is a place."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from generator import jsonld
from generator.models import Story
from tests import linked, sites
from tests.states import STATES
from tests.stories import numbered
from tests.test_site import ATTACKS

BASE = "https://reports.example/base/"
# Ids of a report's page that name one thing each; the others name sections.
THINGS = re.compile(r"(claim|term|entity|left-out|correction|breadcrumb)-\d+|report|verdict|breadcrumb|note|reply|card")


def told(number: int, story: Story) -> Story:
    """Return the story at an address of its own."""
    return story.model_copy(update={"id": f"{number:016x}", "slug": f"state-{number}"})


# No file may hold it.
IMPOSSIBLE = "a score without a band"
REPORTS = {name: told(number, story) for number, (name, story) in enumerate(STATES.items()) if name != IMPOSSIBLE}
HOSTILE = {f"hostile {number}": story for number, story in enumerate(ATTACKS)}
SHOWN = {name: one for name, one in (REPORTS | HOSTILE).items() if one.status != "withdrawn"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with reports in every state, below a path of its host."""
    folder = tmp_path_factory.mktemp("graphs")
    stories = (*REPORTS.values(), *HOSTILE.values(), *(numbered(n) for n in range(8)))
    done = sites.mkdocs(sites.lay_out(folder / "content", stories), folder / "site", SITE_URL=BASE)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def graph_of(page: html.HtmlElement) -> dict[str, Any] | None:
    """Return what the head of a page says to machines, or None."""
    blocks = page.xpath("//head/script[@type='application/ld+json']/text()")
    assert len(blocks) <= 1
    assert page.xpath("//body//script[@type='application/ld+json']") == []
    return dict(json.loads(blocks[0])) if blocks else None


def visible(page: html.HtmlElement) -> str:
    """Return the text of a page's body, folded or not, without scripts and templates, its spaces folded."""
    (body,) = page.xpath("//body")
    return " ".join("".join(body.xpath(".//text()[not(ancestor::script or ancestor::template)]")).split())


def unseen(page: html.HtmlElement, graph: dict[str, Any]) -> list[str]:
    """Return each sentence of a graph that its page does not show."""
    text = visible(page)
    return [f"{key}: {said[:90]}" for key, said in jsonld.prose(graph) if " ".join(said.split()) not in text]


def ids(value: object) -> set[str]:
    """Return every id of a graph, links among them."""
    if isinstance(value, dict):
        own = {value["@id"]} if "@id" in value else set()
        return own.union(*map(ids, value.values()))
    return set().union(*map(ids, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("story", SHOWN.values(), ids=SHOWN)
def test_every_sentence_of_a_reports_graph_is_visible(built: Path, story: Story) -> None:
    page = sites.page(built, story.path)
    graph = graph_of(page)

    assert graph is not None
    assert len(list(jsonld.prose(graph))) > 10
    assert unseen(page, graph) == []


@pytest.mark.parametrize("story", SHOWN.values(), ids=SHOWN)
def test_fragments_of_a_reports_graph_are_places_of_its_page_and_the_other_way_round(built: Path, story: Story) -> None:
    page, address = sites.page(built, story.path), f"{BASE}{story.path}#"
    places = page.xpath("//body//@id")
    named = {one.removeprefix(address) for one in ids(graph_of(page)) if one.startswith(address)}

    assert len(places) == len(set(places))
    assert named - set(places) == set()
    assert {one for one in places if THINGS.fullmatch(one)} - named == set()


@pytest.mark.parametrize("story", SHOWN.values(), ids=SHOWN)
def test_the_document_beside_a_page_holds_its_graph_and_leads_to_places_of_it(built: Path, story: Story) -> None:
    page, address = sites.page(built, story.path), f"{BASE}{story.path}#"
    graph = graph_of(page)
    document = json.loads((built / story.path / "index.json").read_text(encoding="utf-8"))
    named = {one.removeprefix(address) for one in ids(document) if one.startswith(address)}

    jsonld.validate(document, story.path)
    assert graph is not None
    jsonld.validate(graph, story.path)
    assert linked.triples(graph) < linked.triples(document)
    assert named - set(page.xpath("//body//@id")) == set()


def other_pages(site: Path) -> dict[str, html.HtmlElement]:
    """Return every page that is no report and leads nowhere else, by its path below the site."""
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    return {
        "" if path == "." else f"{path}/": sites.page(site, path) for path in found if not path.startswith("stories/")
    }


@pytest.fixture(scope="module")
def others(built: Path) -> dict[str, html.HtmlElement]:
    """Return the pages that are no reports."""
    return other_pages(built)


def test_every_page_has_a_graph_of_its_kind(others: dict[str, html.HtmlElement]) -> None:
    kinds = {
        path: [node["@type"] for node in graph["@graph"]] if (graph := graph_of(page)) else []
        for path, page in others.items()
    }
    begins = {path: found[:3] for path, found in kinds.items()}

    assert len(others) > 60
    assert {tuple(found[:2]) for found in begins.values()} == {("WebSite", "Organization")}
    assert {found[2] for found in begins.values()} == {"CollectionPage", "WebPage", "AboutPage"}
    assert {
        path: kinds[path][2:]
        for path in (
            *("", "publishers/", "publishers/brackwater-ferries/", "spin-types/cushion/", "spin-types/none/"),
            *("methodology/", "about/", "data/", "topics/business/", "search/", "privacy/"),
        )
    } == {
        "": ["CollectionPage", "ItemList"],
        "publishers/": ["CollectionPage"],
        "publishers/brackwater-ferries/": ["CollectionPage", "Organization", "BreadcrumbList", "ItemList"],
        "spin-types/cushion/": ["CollectionPage", "DefinedTerm", "DefinedTermSet", "BreadcrumbList", "ItemList"],
        "spin-types/none/": ["CollectionPage", "DefinedTerm", "BreadcrumbList", "ItemList"],
        "methodology/": ["WebPage", "TechArticle"],
        "about/": ["AboutPage"],
        "data/": ["WebPage", "Dataset"],
        "topics/business/": ["CollectionPage", "BreadcrumbList", "ItemList"],
        "search/": ["WebPage"],
        "privacy/": ["WebPage"],
    }


def test_every_sentence_of_every_other_graph_is_visible(others: dict[str, html.HtmlElement]) -> None:
    found = {path: unseen(page, graph) for path, page in others.items() if (graph := graph_of(page))}

    assert {path: missing for path, missing in found.items() if missing} == {}


def test_fragments_of_every_other_graph_are_places_of_its_page(others: dict[str, html.HtmlElement]) -> None:
    unlike = {"website", "organization", "logo", "contact"}
    found = {}
    for path, page in others.items():
        address = f"{BASE}{path}#"
        named = {one.removeprefix(address) for one in ids(graph_of(page)) if one.startswith(address)}
        found[path] = named - set(page.xpath("//body//@id")) - unlike

    assert {path: missing for path, missing in found.items() if missing} == {}


def test_the_way_to_a_page_is_the_one_it_shows(others: dict[str, html.HtmlElement]) -> None:
    told = {}
    shown = {}
    for path, page in others.items():
        graph = graph_of(page)
        assert graph is not None
        for node in graph["@graph"]:
            if node["@type"] == "BreadcrumbList":
                told[path] = [(one["name"], one["item"]["@id"]) for one in node["itemListElement"]]
        for crumbs in page.xpath("//*[@id='breadcrumb']"):
            steps = [(sites.words(a), urljoin(f"{BASE}{path}", a.get("href"))) for a in crumbs.iter("a")]
            shown[path] = [*steps, (sites.words(page.xpath("//h1")[0]), f"{BASE}{path}")]

    assert len(told) > 40
    assert told == shown


def test_lists_name_the_reports_that_they_show_and_no_withdrawn_one(others: dict[str, html.HtmlElement]) -> None:
    lists = 0
    for path, page in others.items():
        links = {urljoin(f"{BASE}{path}", one) for one in page.xpath("//body//a/@href")}
        graph = graph_of(page)
        assert graph is not None
        for node in graph["@graph"]:
            if node["@type"] == "ItemList":
                named = [one["url"] for one in node["itemListElement"]]
                lists += 1
                assert set(named) <= links
                assert len(named) == len(set(named)) == min(node["numberOfItems"], len(named)) <= 20
                assert f"{BASE}{REPORTS['withdrawn'].path}" not in named

    assert lists > 10


def test_the_data_page_offers_its_files(built: Path, others: dict[str, html.HtmlElement]) -> None:
    graph = graph_of(others["data/"])
    assert graph is not None
    (dataset,) = (node for node in graph["@graph"] if node["@type"] == "Dataset")
    offered = {
        (built / one["contentUrl"].removeprefix(BASE)): (one["contentSize"], one["sha256"])
        for one in dataset["distribution"]
    }

    assert len(offered) == 2
    assert offered == {
        file: (f"{file.stat().st_size} bytes", hashlib.sha256(file.read_bytes()).hexdigest()) for file in offered
    }
    assert 50 <= len(dataset["description"]) <= 5000


def test_a_withdrawn_report_says_nothing_to_machines(built: Path) -> None:
    assert graph_of(sites.page(built, REPORTS["withdrawn"].path)) is None


def test_fragments_on_other_pages_are_places_there(built: Path) -> None:
    wanted = {one for story in SHOWN.values() for one in ids(graph_of(sites.page(built, story.path)))}
    elsewhere = sorted(one.removeprefix(BASE) for one in wanted if one.startswith(BASE) and "/stories/" not in one)
    missing = [
        one
        for one in elsewhere
        if "#" in one
        and (fragment := one.partition("#")[2]) not in ("website", "organization", "logo", "contact")
        and fragment not in sites.page(built, one.partition("#")[0]).xpath("//@id")
    ]

    assert len(elsewhere) > 8
    assert missing == []


def test_the_words_of_our_own_lead_to_their_meaning(built: Path) -> None:
    meanings = json.loads((built / jsonld.VOCABULARY_FILE).read_text(encoding="utf-8"))

    assert meanings == jsonld.vocabulary()


def test_a_sentence_the_page_does_not_show_is_noticed(built: Path) -> None:
    page = sites.page(built, REPORTS["full"].path)
    graph = graph_of(page)
    assert graph is not None
    graph["@graph"].append({"@type": "Thing", "@id": f"{BASE}#x", "name": "An invented name"})

    assert unseen(page, graph) == ["name: An invented name"]
