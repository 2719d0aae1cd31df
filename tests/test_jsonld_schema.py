"""The schema of our JSON-LD: each planted fault is refused, and the longest record passes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator import jsonld
from generator.errors import StoryError
from generator.models import Band
from tests.stories import make_story
from tests.test_jsonld import SITE, node
from tests.test_story import build


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("AnalysisNewsArticle", lambda one: one.update(datePublished="last Tuesday")),
        ("AnalysisNewsArticle", lambda one: one.update(datePublished="2026-02-31T10:00:00Z")),
        ("AnalysisNewsArticle", lambda one: one.update(headlin="misspelt")),
        ("AnalysisNewsArticle", lambda one: one.pop("headline")),
        ("AnalysisNewsArticle", lambda one: one.pop("isBasedOn")),
        ("AnalysisNewsArticle", lambda one: one.update(isAccessibleForFree="maybe")),
        ("AnalysisNewsArticle", lambda one: one.update(abstract="x" * 70_000)),
        ("AnalysisNewsArticle", lambda one: one.update(digitalSourceType="https://schema.org/DigitalCapture")),
        ("AnalysisNewsArticle", lambda one: one["digitalSourceType"].update({"@id": "https://schema.org/Digital"})),
        ("AnalysisNewsArticle", lambda one: one.update(sameAs="https://elsewhere.example/")),
        ("AnalysisNewsArticle", lambda one: one.update({"@id": "https://reports.example/x/#story"})),
        ("AnalysisNewsArticle", lambda one: one.update({"spin:status": "processed"})),
        ("AnalysisNewsArticle", lambda one: one["mentions"][0].update(sameAs="https://elsewhere.example/")),
        ("WebSite", lambda one: one.update({"@type": "Website"})),
        ("WebSite", lambda one: one.update(aggregateRating={})),
        ("WebPage", lambda one: one.update(url="javascript:alert(1)")),
        ("WebPage", lambda one: one.update(breadcrumb="#breadcrumb")),
        ("BreadcrumbList", lambda one: one["itemListElement"].clear()),
        ("Review", lambda one: one["reviewRating"][0].update(ratingValue=101)),
        ("Review", lambda one: one["reviewRating"][1].update(ratingValue=4)),
        ("Review", lambda one: one["reviewRating"][1].update(bestRating=100)),
        ("Review", lambda one: one["reviewRating"].pop(0)),
        ("Review", lambda one: one["itemReviewed"].pop("name")),
        ("Review", lambda one: one.update(reviewBody="")),
        ("Review", lambda one: one.update({"@type": "ClaimReview"})),
        ("ImageObject", lambda one: one.update(width=1200)),
        ("Article", lambda one: one.update(datePublished="2026-11-17T09:30:00Z")),
    ],
)
def test_a_planted_fault_is_found(kind: str, fault: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(json.dumps(jsonld.graph(make_story(), SITE)))
    (one,) = (each for each in data["@graph"] if each["@type"] == kind)
    fault(one)
    with pytest.raises(StoryError, match=r"f\.md"):
        jsonld.validate(data, "f.md")


@pytest.mark.parametrize("kind", ["AnalysisNewsArticle", "Review", "WebPage", "Article", "BreadcrumbList"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_graph_holds_one_report_and_one_review(kind: str, times: int) -> None:
    data = jsonld.graph(build(), SITE)
    one = node(data, kind)
    data["@graph"] = [each for each in data["@graph"] if each["@type"] != kind] + [one] * times

    with pytest.raises(StoryError):
        jsonld.validate(data, "f.md")


@pytest.mark.parametrize(
    "fault",
    [
        lambda rows: rows.append({"@id": "https://reports.example/x/", "spin:invented": "word"}),
        lambda rows: rows.append({"@id": "https://reports.example/x/"}),
        lambda rows: rows.append({"@type": "oa:Note", "@id": "https://reports.example/x/", "oa:exact": "word"}),
        lambda rows: rows.append({"@id": "https://reports.example/x/", "oa:start": -1}),
        lambda rows: rows.append({"@id": "https://reports.example/x/", "spin:digest": "sha256:0"}),
        lambda rows: rows.append({"@id": "https://reports.example/x/", "spin:keyFigure": []}),
        lambda rows: rows[:] and rows.__setitem__(slice(None), [one for one in rows if "@type" in one][:9]),
    ],
)
def test_a_planted_fault_of_the_document_is_found(fault: Callable[[list[dict[str, Any]]], object]) -> None:
    data = json.loads(json.dumps(jsonld.document(make_story(), SITE)))
    fault(data["@graph"])
    with pytest.raises(StoryError, match=r"f\.md"):
        jsonld.validate(data, "f.md")


def test_what_the_twin_adds_is_refused_in_a_page() -> None:
    data = jsonld.document(build(), SITE)
    with pytest.raises(StoryError):
        jsonld.validate({**data, "@context": "https://schema.org"}, "f.md")


def test_the_longest_texts_a_record_can_hold_pass() -> None:
    one = make_story()
    long = one.model_copy(
        update={
            "summary": "ა" * 4000,
            "framing": "ა" * 600,
            "claims": tuple(each.model_copy(update={"exact": "ა" * 600}) for each in one.claims),
            "loaded_terms": tuple(each.model_copy(update={"exact": "ა" * 600}) for each in one.loaded_terms),
            "verdict": one.verdict.model_copy(update={"explanation": "ა" * 600, "band": Band(low=1, high=99)}),
        }
    )

    jsonld.validate(jsonld.document(long, SITE), "f.md")
