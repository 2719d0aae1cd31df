"""JSON-LD: valid by its schema, safe inside a script element, and the twin holds the embedded graph."""

import json

import pytest

from generator import jsonld
from generator.errors import StoryError
from generator.models import Span
from tests.test_story import HOSTILE, build

SITE = jsonld.Site("https://reports.example/base/")


@pytest.mark.parametrize("title", ["Plain title", *HOSTILE])
def test_graph_and_document_are_valid_and_safe_inside_a_script(title: str) -> None:
    one = build(title)
    for data in (jsonld.graph(one, SITE), jsonld.document(one, SITE)):
        jsonld.validate(data, "f.md")
        text = jsonld.embed(data)
        assert json.loads(text) == data
        assert not set("<>&\u2028\u2029") & set(text)


def test_the_embedded_graph_is_part_of_the_document() -> None:
    one = build()
    document = jsonld.document(one, SITE)["@graph"]
    assert all(node in document for node in jsonld.graph(one, SITE)["@graph"])


def test_ratings_can_be_left_out_of_the_page_but_not_of_the_twin() -> None:
    one, bare = build(), SITE._replace(embed_ratings=False)
    assert "ratingValue" not in json.dumps(jsonld.graph(one, bare))
    assert "ratingValue" in json.dumps(jsonld.document(one, bare))


def test_every_id_stands_under_the_site_or_is_the_original() -> None:
    one = build()
    for node in jsonld.graph(one, SITE)["@graph"]:
        assert node["@id"].startswith(SITE.url) or node["@id"] == one.original.url


@pytest.mark.parametrize(
    "fault",
    [
        lambda graph: graph[4].update(datePublished="last Tuesday"),
        lambda graph: graph.append(graph[4]),
        lambda graph: graph[1].update(aggregateRating={}),
        lambda graph: graph[1].update(sameAs="https://elsewhere.example/"),
        lambda graph: graph[0].update({"@type": "Website"}),
        lambda graph: graph[4].pop("headline"),
        lambda graph: graph[2].update(url="javascript:alert(1)"),
    ],
)
def test_a_planted_fault_is_found(fault: object) -> None:
    data = json.loads(json.dumps(jsonld.graph(build(), SITE)))
    fault(data["@graph"])  # type: ignore[operator]
    with pytest.raises(StoryError, match=r"f\.md"):
        jsonld.validate(data, "f.md")


def test_a_text_fragment_encodes_what_is_syntax() -> None:
    span = Span(exact="state-of-the-art, R&D", start=0, end=21, prefix="our", suffix="team")
    url = jsonld.fragment_url(build(), span)
    assert url.endswith("#:~:text=our-,state%2Dof%2Dthe%2Dart%2C%20R%26D,-team")
