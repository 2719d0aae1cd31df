"""The JSON Schemas, generated from the nouns: file name -> schema. Pure.

``python -m generator schemas`` writes them to schemas/; ``--check`` compares. They are published with the site.
"""

import json
from typing import Any

from generator import jsonld
from generator.models import Analysis, Noun, Publisher, RunReport, Story

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ROOTS: dict[str, type[Noun]] = {
    "story": Story,
    "analysis": Analysis,
    "publisher": Publisher,
    "run-report": RunReport,
}


def generate() -> dict[str, str]:
    """Return the text of every schema by file name, sorted keys, two spaces."""
    schemas: dict[str, dict[str, Any]] = {name: _of(model) for name, model in _ROOTS.items()}
    schemas["story-jsonld"] = jsonld.SCHEMA
    return {
        f"{name}.schema.json": json.dumps({"$id": f"{name}.schema.json", **schema}, indent=2, sort_keys=True) + "\n"
        for name, schema in sorted(schemas.items())
    }


def story_schema() -> dict[str, Any]:
    """Return the schema every record is held against."""
    return _of(Story)


def _of(model: type[Noun]) -> dict[str, Any]:
    # Serialization mode: every field is present in what we write, null where it is not determined.
    return {"$schema": DRAFT, **model.model_json_schema(mode="serialization")}
