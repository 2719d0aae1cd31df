"""The schemas: valid by their draft, the files in schemas/ are what the models say, and every value has its limit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator import schemas
from generator import vocabulary as v
from generator.models import SCHEMA_VERSION, Answer
from tests.conftest import ROOT
from tests.llm.answers import FULL
from tests.stories import make_story

ALL = schemas.generate()
SITE = "https://reports.example/project/"
CORRECTION = {"date": "2026-11-21", "before": "It said this.", "after": "It says that.", "reason": "A slip."}


def record(**changes: object) -> dict[str, Any]:
    return make_story().model_dump(mode="json") | changes


def verdict(**changes: object) -> dict[str, Any]:
    one = record()
    return one | {"verdict": one["verdict"] | changes}


# Parts that hold for values some other part has described, whole.
TESTS = ("if", "then", "else", "contains", "allOf", "not", "dependentSchemas")


def places(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every part of a schema that describes a value, with its path; what only tests one describes none."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from places(one, f"{path}/{number}")
    elif isinstance(node, dict):
        yield path, node
        for key, one in node.items():
            if key not in {"enum", "const", "default", "required", "examples", *TESTS}:
                yield from places(one, f"{path}/{key}")


def faults(data: object) -> set[str]:
    return {field for field, _ in schemas.faults(data, schemas.story_validator())}


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_schema_is_valid_by_its_draft(name: str) -> None:
    schema = json.loads(ALL[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == schemas.DRAFT


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_checked_in_schema_is_what_the_models_say(name: str) -> None:
    assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == ALL[name]


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_value_of_a_schema_has_its_limit(name: str) -> None:
    parts = places(json.loads(ALL[name]))
    assert [f"{path}: {missing}" for path, node in parts if (missing := loose(node))] == []


def loose(node: dict[str, Any]) -> list[str]:
    """Name what a part of a schema leaves open."""
    kinds = {node["type"]} if isinstance(node.get("type"), str) else set(node.get("type", ()))
    named = "enum" in node or "const" in node
    said = {
        "maxLength": "string" in kinds and not named,
        "maxItems": "array" in kinds and "contains" not in node,
        "pattern": "format" in node,
        "closed": "object" in kinds and "properties" in node and "if" not in node,
        "maxProperties": "object" in kinds and not {"properties", "required", "if"} & node.keys(),
    }
    has = set(node)
    if node.get("additionalProperties") is False or node.get("unevaluatedProperties") is False:
        has.add("closed")
    return [key for key, wanted in said.items() if wanted and key not in has]


def test_every_format_is_one_that_is_really_checked() -> None:
    named = {node["format"] for text in ALL.values() for _, node in places(json.loads(text)) if "format" in node}
    assert named == {"date", "date-time", "uri"}
    for name in named:
        assert list(schemas.validator({"format": name}).iter_errors("last Tuesday, at noon"))


def test_a_whole_record_fits_its_schema() -> None:
    assert faults(record()) == set()
    assert faults(make_story(status="limited").model_dump(mode="json")) == set()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (record(created="last Tuesday"), "created"),
        (record(created="2026-11-20 06:00"), "created"),
        (record(created="2026-13-45T06:00:00Z"), "created"),
        (record(created="9999-12-31T06:00:00Z"), "created"),
        (record(surprise=1), "value"),
        (record(original=record()["original"] | {"url": "javascript:alert(1)"}), "original.url"),
        (record(original=record()["original"] | {"url": "https://a b.example/"}), "original.url"),
        (record(original=record()["original"] | {"url": "https://a.example/<b>"}), "original.url"),
        (record(original=record()["original"] | {"title": "x" * 70_000}), "original.title"),
        (record(original=record()["original"] | {"origins": {"Not a word": "feed"}}), "original.origins"),
        (record(entities=record()["entities"] * 2500), "entities"),
        (record(schema_version="2"), "schema_version"),
        (record(topic="gossip"), "topic"),
        (record(claims=[{**one, "rank": "primary"} for one in record()["claims"]]), "claims"),
        (record(loaded_terms=[{**record()["loaded_terms"][0], "tactic": "FOMO framing"}]), "loaded_terms.0.tactic"),
        (record(loaded_terms=[{**record()["loaded_terms"][0], "type": "other"}]), "loaded_terms.0.tactic"),
        (record(corrections=[{"date": "2026-11-20", "before": "a", "after": "b"}]), "corrections.0"),
        (record(corrections=[CORRECTION | {"reason": ""}]), "corrections.0.reason"),
        (record(corrections=[CORRECTION | {"date": "0001-01-01"}]), "corrections.0.date"),
        (record(dispute={"date": "9999-12-31", "reply": "no", "url": None}), "dispute.date"),
        (verdict(tactic="FOMO framing"), "verdict.tactic"),
        (verdict(tactic="made up"), "verdict.tactic"),
        (verdict(secondary="cushion"), "verdict.secondary"),
        (verdict(secondary="none"), "verdict.secondary"),
        (verdict(primary="none", score=10, secondary=None), "verdict.tactic"),
        (verdict(primary="none", score=10, tactic=None), "verdict.secondary"),
        (verdict(primary="none", score=v.NONE_BELOW, tactic=None, secondary=None), "verdict.score"),
        (verdict(score=v.TYPE_FROM - 1), "verdict.score"),
        (verdict(score=101), "verdict.score"),
        (verdict(band=None), "verdict.band"),
        (verdict(score=None), "verdict.score"),
    ],
)
def test_a_record_that_breaks_a_rule_breaks_its_schema(data: object, field: str) -> None:
    assert field in faults(data)


def test_a_list_of_today_is_not_beyond_its_limit() -> None:
    signals = record()["signals"]
    assert faults(record(signals=signals | {"hits": signals["hits"] * 1500})) == set()


def test_published_schemas_stand_under_their_address() -> None:
    published = schemas.published(SITE, {"story-0.schema.json": '{"$id": "story-0.schema.json"}', "other.json": "{}"})
    assert sorted(published) == sorted([*ALL, "story-0.schema.json"])
    for name, text in published.items():
        assert json.loads(text)["$id"] == f"{SITE}schemas/{name}"
    assert schemas.address("story", SITE) == f"{SITE}schemas/story.schema.json"
    assert schemas.story_file("0") == "story-0.schema.json"


def test_the_shape_of_today_stands_under_its_version_too() -> None:
    today = json.loads(ALL["story.schema.json"])
    versioned = json.loads(ALL[schemas.story_file(SCHEMA_VERSION)])
    assert versioned.pop("$id") != today.pop("$id")
    assert versioned == today


# What the structured-output modes of model services refuse.
REFUSED = {"if", "then", "else", "not", "allOf", "oneOf", "const", "default", "patternProperties", "propertyNames"}


def test_what_a_model_returns_keeps_to_what_services_accept() -> None:
    schema = json.loads(ALL["analysis.schema.json"])
    assert schema["type"] == "object"
    for path, node in places(schema):
        if path.endswith(("/properties", "/$defs")):
            continue
        assert not REFUSED & node.keys(), path
        if node.get("type") == "object":
            assert node["additionalProperties"] is False, path
            assert set(node["required"]) == set(node["properties"]), path


def test_an_answer_of_a_model_is_read_under_its_schema() -> None:
    held = schemas.validator(json.loads(ALL["analysis.schema.json"]))
    assert list(held.iter_errors(FULL)) == []
    assert Answer.model_validate(FULL).primary == "hype"
    for name in FULL:
        assert list(held.iter_errors({key: value for key, value in FULL.items() if key != name})), name
