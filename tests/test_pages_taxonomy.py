"""The taxonomy: every closed word of a record, its label and its meaning, in the shape its schema promises."""

import json
import re
from enum import StrEnum
from typing import Any

from generator import jsonld, schemas
from generator import vocabulary as v
from generator.models import Taxonomy
from generator.pages import taxonomy
from tests.conftest import ROOT

SITE = jsonld.Site("https://reports.example/project/")
GLOSSARY = (ROOT / "content/pages/glossary.md").read_text(encoding="utf-8")
FOUND = taxonomy.document(SITE, GLOSSARY)
# Words whose meaning their label gives.
SELF_EVIDENT = {"topics", "loaded types", "review states", "levels", "risks", "ranks of claims", "kinds of name"}
SELF_EVIDENT |= {"reasons of refusal"}


def test_the_taxonomy_fits_its_schema() -> None:
    data: dict[str, Any] = json.loads(FOUND.text())
    schema = json.loads(schemas.published(SITE.url, {})["taxonomy.schema.json"])
    assert data["$schema"] == schema["$id"]
    assert list(schemas.faults(data, schemas.validator(schema))) == []
    assert Taxonomy.model_validate(data) == FOUND


def test_every_closed_word_of_a_record_stands_in_it() -> None:
    def enums(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {one for one in node.get("enum", ()) if isinstance(one, str)}
            return own.union(*(enums(one) for one in node.values()))
        return set().union(*map(enums, node)) if isinstance(node, list) else set()

    words = {one.key for listed in FOUND.lists for one in listed.words} | {one.key for one in FOUND.types}
    words |= {tactic.key for one in FOUND.types for tactic in one.tactics}
    # Which of two tellers, whose field is being reasoned about, and scores come in words that are no list of theirs.
    assert enums(schemas.story_schema()) - words == {
        "affected_party", "critic", "evidence_strength", "verification", "narrative_risk", "repetition_risk",
        "likely_ai_summary",
    } - words  # fmt: skip
    closed = [
        one for one in vars(v).values() if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
    ]
    assert {word.value for each in closed for word in each} <= words


def test_types_and_tactics_come_with_gist_definition_and_page() -> None:
    cushion = FOUND.types[0]
    assert (cushion.key, cushion.label, cushion.gist) == ("cushion", "The Cushion", "softens bad news")
    assert cushion.url == f"{SITE.url}spin-types/cushion/"
    assert [one.key for one in FOUND.types] == list(v.SpinType)
    assert all(one.definition for one in FOUND.types)
    assert {tactic.key for one in FOUND.types for tactic in one.tactics} == set(v.TACTIC_TYPE)
    assert [tactic.key for tactic in cushion.tactics if tactic.extension] == ["harm minimizing"]


def test_scores_are_covered_without_a_gap() -> None:
    ends = [(one.low, one.high) for one in FOUND.scores]
    assert ends == [(0, 9), (10, 24), (25, 49), (50, 74), (75, 100)]
    assert all(one.definition for one in FOUND.scores)


def test_what_a_word_means_is_what_the_glossary_says() -> None:
    meanings = {word.key: word for listed in FOUND.lists if listed.key == "evidence" for word in listed.words}
    assert meanings["weak"].definition == "it asserts and leaves it there."
    assert meanings["weak"].url == f"{SITE.url}glossary/#evidence-weak"
    anchors = set(re.findall(r"\{: #([a-z0-9-]+) \}", GLOSSARY))
    for listed in FOUND.lists:
        for word in listed.words:
            assert (word.definition is not None) is (listed.key not in SELF_EVIDENT), word.key
            assert word.url is None or word.url.partition("#")[2] in anchors


def test_without_a_glossary_labels_have_to_do() -> None:
    bare = taxonomy.document(SITE, "")
    assert {word.definition for listed in bare.lists for word in listed.words} == {None}
    assert bare.types == FOUND.types
