"""The schemas: valid by their draft, the files in schemas/ are what the models say, and formats are really checked."""

import json

import pytest
from jsonschema import Draft202012Validator

from generator import schemas
from tests.conftest import ROOT
from tests.test_story import build

ALL = schemas.generate()


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_schema_is_valid_by_its_draft(name: str) -> None:
    schema = json.loads(ALL[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == schemas.DRAFT


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_checked_in_schema_is_what_the_models_say(name: str) -> None:
    assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == ALL[name]


def test_formats_are_really_checked() -> None:
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schemas.story_schema(), format_checker=checker)
    good = build().model_dump(mode="json")
    assert list(validator.iter_errors(good)) == []
    assert list(validator.iter_errors(good | {"created": "last Tuesday"}))
    assert list(validator.iter_errors(good | {"surprise": 1}))
