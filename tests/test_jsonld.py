"""JSON-LD: valid by its schema, safe inside a script element, honest about its state, and part of its twin."""

import json
from typing import Any

import pytest

from generator import jsonld
from generator.models import Span, Story
from tests import linked
from tests.mixed import LARGE, SMALL, make_fallback, make_mixed
from tests.states import STATES
from tests.stories import make_story
from tests.test_story import HOSTILE, build

SITE = jsonld.Site("https://reports.example/base/", operator="Wanda Ostrom", contact="mailto:desk@reports.example")


def node(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the one node of a type."""
    (found,) = (one for one in data["@graph"] if one.get("@type") == kind)
    return dict(found)


@pytest.mark.parametrize("story", [*map(build, HOSTILE), *STATES.values()], ids=[*map(ascii, HOSTILE), *STATES])
def test_graph_and_document_are_valid_and_safe_inside_a_script(story: Story) -> None:
    for site in (SITE, jsonld.Site("https://reports.example/", embed_ratings=False)):
        for data in (jsonld.graph(story, site), jsonld.document(story, site)):
            jsonld.validate(data, "f.md")
            text = jsonld.embed(data)
            assert json.loads(text) == data
            assert not set("<>&\u2028\u2029") & set(text)


@pytest.mark.parametrize("ratings", [True, False])
@pytest.mark.parametrize("story", STATES.values(), ids=STATES)
def test_every_statement_of_the_embedded_graph_stands_in_the_document(story: Story, *, ratings: bool) -> None:
    site = SITE._replace(embed_ratings=ratings)
    embedded, twin = linked.triples(jsonld.graph(story, site)), linked.triples(jsonld.document(story, site))

    assert len(embedded) > 60
    assert embedded < twin
    assert [line for line in twin if line.startswith("_:") or " _:" in line] == []


@pytest.mark.parametrize("story", STATES.values(), ids=STATES)
def test_the_embedded_graph_is_schema_org_alone(story: Story) -> None:
    predicates = {line.split()[1] for line in linked.triples(jsonld.graph(story, SITE))}
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

    assert {one for one in predicates if not one.startswith("<https://schema.org/")} == {rdf}


def test_every_word_of_a_document_leads_to_a_vocabulary_and_ours_to_its_meaning() -> None:
    told = {one["@id"]: one["rdfs:comment"] for one in jsonld.vocabulary()["@graph"]}
    mine = f"{SITE.url}{jsonld.VOCABULARY_FILE}"
    used = set()
    for story in STATES.values():
        for line in linked.triples(jsonld.document(story, SITE)):
            used |= {one.strip("<>") for one in line.split() if one.startswith(f"<{mine}#")}

    assert {one.removeprefix(mine) for one in used} == set(told)
    assert all(text.endswith(".") for text in told.values())


def test_ratings_can_be_left_out_of_the_page_but_not_of_the_twin() -> None:
    one, without = build(), SITE._replace(embed_ratings=False)

    assert "atingValue" not in json.dumps(jsonld.graph(one, without))
    assert "reviewRating" not in node(jsonld.graph(one, without), "Review")
    assert "reviewRating" in node(jsonld.document(one, without), "Review")


def test_nothing_but_the_review_holds_a_rating() -> None:
    def bearers(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {str(value.get("@type"))} if {"reviewRating", "aggregateRating"} & value.keys() else set()
            return own.union(*(bearers(one) for one in value.values()))
        return set().union(*(bearers(one) for one in value)) if isinstance(value, list) else set()

    text = json.dumps([jsonld.document(one, SITE) for one in STATES.values()])
    assert bearers([jsonld.document(one, SITE) for one in STATES.values()]) == {"Review"}
    assert [word for word in ("AggregateRating", "ClaimReview", "sameAs", "SearchAction") if word in text] == []


def test_every_id_stands_under_the_site_or_is_the_original() -> None:
    for story in STATES.values():
        for one in jsonld.document(story, SITE)["@graph"]:
            assert one["@id"].startswith(SITE.url) or one["@id"] == story.original.url


def test_ids_do_not_change_between_two_makings() -> None:
    assert jsonld.embed(jsonld.document(make_story(), SITE)) == jsonld.embed(jsonld.document(make_story(), SITE))


def test_a_verdict_is_about_its_type_and_mentions_the_second_one_and_the_tactic() -> None:
    data = jsonld.graph(make_story(), SITE)
    review = node(data, "Review")
    terms = {one["@id"]: one for one in data["@graph"] if one["@type"] == "DefinedTerm"}
    types = f"{SITE.url}spin-types/"

    assert review["about"] == {"@id": f"{types}cushion/#term"}
    assert [one["@id"] for one in review["mentions"]] == [f"{types}fog/#term", f"{types}cushion/#job-loss-softening"]
    assert {key: one["inDefinedTermSet"]["@id"] for key, one in terms.items()} == {
        f"{types}cushion/#term": f"{types}#set",
        f"{types}fog/#term": f"{types}#set",
        f"{types}cushion/#job-loss-softening": f"{types}#tactics",
    }


def test_no_material_spin_is_a_term_of_no_set() -> None:
    data = jsonld.graph(STATES["plain"], SITE)

    assert node(data, "Review")["about"] == {"@id": f"{SITE.url}spin-types/none/#term"}
    assert "inDefinedTermSet" not in node(data, "DefinedTerm")
    assert "DefinedTermSet" not in [one["@type"] for one in data["@graph"]]


@pytest.mark.parametrize("name", ["limited", "limited without a reason", "bare", "a score without a band"])
def test_a_report_without_a_verdict_reviews_without_rating_and_says_so(name: str) -> None:
    data = jsonld.graph(STATES[name], SITE)
    review = node(data, "Review")

    assert review["name"] == "No verdict, no score"
    assert "the verdict stays open" in review["reviewBody"]
    assert "about" not in review
    assert "spin-score" not in json.dumps(review)
    assert ("reviewRating" in review) == (STATES[name].integrity.evidence_strength is not None)
    assert "DefinedTerm" not in [one["@type"] for one in data["@graph"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("full", ["Processed"]),
        ("limited", ["Limited"]),
        ("withdrawn", ["Withdrawn"]),
        ("corrected", ["Processed", "Corrected"]),
        ("disputed", ["Processed", "Disputed by the publisher"]),
        ("reviewed", ["Processed", "Reviewed by a person"]),
    ],
)
def test_the_graph_says_what_state_the_report_is_in(name: str, words: list[str]) -> None:
    assert node(jsonld.graph(STATES[name], SITE), "AnalysisNewsArticle")["creativeWorkStatus"] == words


def test_corrections_notes_and_replies_stand_with_the_report() -> None:
    corrected = node(jsonld.graph(STATES["corrected"], SITE), "AnalysisNewsArticle")
    disputed = node(jsonld.graph(STATES["disputed"], SITE), "AnalysisNewsArticle")
    reviewed = node(jsonld.graph(STATES["reviewed"], SITE), "AnalysisNewsArticle")

    assert [one["text"] for one in corrected["correction"]] == ["“96” became “95”. A misread figure."]
    assert corrected["dateModified"] > corrected["datePublished"]
    (reply,) = disputed["comment"]
    assert reply["author"] == {"@id": f"{SITE.url}publishers/brackwater-ferries/#source"}
    assert (reply["@id"].rpartition("#")[2], reply["url"]) == ("reply", "https://b.example/reply")
    assert [one["text"] for one in reviewed["comment"]] == ["Read against the annual report."]
    assert "reviewed by Ida Roe." in reviewed["backstory"]


def test_only_a_report_that_a_model_took_part_in_says_so() -> None:
    sources = {
        name: node(jsonld.graph(STATES[name], SITE), "AnalysisNewsArticle")["digitalSourceType"]["@id"]
        for name in ("full", "nothing taken of a model", "readers alike")
    }

    assert sources == {
        "full": "https://schema.org/AlgorithmicMediaDigitalSource",
        "nothing taken of a model": "https://schema.org/AlgorithmicMediaDigitalSource",
        "readers alike": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    }


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("mailto:a@b.example", {"email": "a@b.example"}),
        ("https://b.example/contact", {"url": "https://b.example/contact"}),
        ("call us", None),
        ("", None),
    ],
)
def test_who_runs_the_site_is_named_with_its_rules_and_its_contact(contact: str, told: dict[str, str] | None) -> None:
    (ours,) = (
        one
        for one in jsonld.graph(make_story(), SITE._replace(contact=contact, operator=""))["@graph"]
        if one["@id"] == f"{SITE.url}#organization"
    )

    assert ours["name"] == "Spin Reports"
    assert ours["ethicsPolicy"].startswith(f"{SITE.url}methodology/#")
    if told is None:
        assert "contactPoint" not in ours
    else:
        assert ours["contactPoint"].items() >= told.items()


def test_each_quotation_has_its_words_its_place_and_the_digest_of_the_text_it_stands_in() -> None:
    story = make_story()
    data = jsonld.document(story, SITE)
    targets = {
        one["@id"].partition("#annotation-")[2]: one["oa:hasTarget"]
        for one in data["@graph"]
        if one.get("@type") == "oa:Annotation"
    }
    quotes = {
        name: (target["oa:hasSelector"][0]["oa:exact"], target["oa:hasSelector"][1]["oa:start"])
        for name, target in targets.items()
        if len(target["oa:hasSelector"]) == 2
    }
    (text,) = (one for one in data["@graph"] if one["@id"] == targets["term-1"]["spin:inText"]["@id"])

    assert quotes == {
        **{f"term-{n}": (one.exact, one.start) for n, one in enumerate(story.loaded_terms, start=1)},
        **{f"claim-{n}": (one.exact, one.start) for n, one in enumerate(story.claims, start=1)},
        **{f"entity-{n}": (one.name, one.start) for n, one in enumerate(story.entities, start=1)},
        "call-1": ("contact our booking desk", story.intent.spans[0].start),
    }
    assert set(targets) - set(quotes) == {
        "figure-1",
        "beneficiary-1",
        "summary-1",
        "bullet-1",
        "bullet-2",
        "left-out-1",
    }
    assert text["spin:digest"] == story.provenance.input_digest


def test_words_around_a_quotation_stand_in_its_selector() -> None:
    one = make_story()
    term = one.loaded_terms[0].model_copy(update={"prefix": "now", "suffix": "for"})
    data = jsonld.document(one.model_copy(update={"loaded_terms": (term,)}), SITE)
    (quote,) = (
        selector
        for each in data["@graph"]
        if each["@id"].endswith("#annotation-term-1")
        for selector in each["oa:hasTarget"]["oa:hasSelector"]
        if selector["@type"] == "oa:TextQuoteSelector"
    )

    assert (quote["oa:prefix"], quote["oa:suffix"]) == ("now", "for")


def test_what_schema_org_has_no_word_for_stands_in_the_document_alone() -> None:
    story = make_story()
    told = json.dumps(jsonld.document(story, SITE), ensure_ascii=False)
    shown = json.dumps(jsonld.graph(story, SITE), ensure_ascii=False)

    for words in (
        story.integrity.likely_ai_summary,
        story.beneficiaries[0].gain,
        story.missing_voices[0].name,
        story.counter_frames[0].text,
        story.loaded_terms[0].plainer,
        "company_blog",
    ):
        assert words
        assert words in told
        assert words not in shown


def test_every_literal_is_prose_or_a_code_and_each_prose_property_is_used() -> None:
    used = {key for story in STATES.values() for key, _ in jsonld.literals(jsonld.graph(story, SITE))}

    assert used == jsonld.PROSE | (jsonld.CODES & used)
    assert dict(jsonld.prose(jsonld.graph(make_story(), SITE)))["backstory"].startswith("Automated analysis by")


def test_a_text_fragment_encodes_what_is_syntax() -> None:
    span = Span(exact="state-of-the-art, R&D", start=0, end=21, prefix="our", suffix="team")
    url = jsonld.fragment_url(build(), span)
    assert url.endswith("#:~:text=our-,state%2Dof%2Dthe%2Dart%2C%20R%26D,-team")


def test_a_name_opens_at_its_first_mention() -> None:
    assert jsonld.mention_url(build(), "R&D, 1-4").endswith("#:~:text=R%26D%2C%201%2D4")


def test_a_name_that_has_only_possessives_is_found_by_one_of_them() -> None:
    assert jsonld.mention_url(build(), "Oxley").endswith("#:~:text=Oxley&text=Oxley%E2%80%99s&text=Oxley%27s")


def run_of(story: Story) -> dict[str, Any]:
    """Return the run behind a report, as its document has it."""
    (found,) = (one for one in jsonld.document(story, SITE)["@graph"] if one["@id"].endswith("#run"))
    return dict(found)


def test_models_are_agents_of_the_run_beside_the_analyzer() -> None:
    alone, mixed = run_of(make_story()), run_of(make_mixed())
    analyzer, *models = mixed["prov:wasAssociatedWith"]

    assert alone["prov:wasAssociatedWith"]["@id"] == f"{SITE.url}methodology/#embedded-0.1.0"
    assert (alone["spin:engine"], mixed["spin:engine"]) == ("embedded", "mixed")
    assert analyzer["@id"] == f"{SITE.url}methodology/#ensemble-0.1.0"
    assert [(one["@id"].partition("#")[2], one["name"]) for one in models] == [("model-1", SMALL), ("model-2", LARGE)]
    assert run_of(make_fallback())["spin:fallback"] == f"{SMALL}: no answer within 120 s"


def test_the_document_says_who_found_what_and_whether_summaries_were_measured() -> None:
    def said(story: Story, word: str) -> dict[str, str]:
        graph = jsonld.document(story, SITE)["@graph"]
        return {one["@id"].partition("#")[2]: one[word] for one in graph if word in one}

    assert said(make_mixed(), "spin:foundBy") == {
        "term-1": "mixed", "term-2": "mixed", "term-4": "llm", "left-out-1": "mixed", "left-out-2": "llm",
    }  # fmt: skip
    assert said(make_story(), "spin:foundBy") == {}
    assert said(make_mixed(), "spin:basis") == {"report": "measured"}
    assert said(make_story(), "spin:basis") == {"report": "predicted"}
