"""The JSON Schemas, generated from the nouns: file name -> schema. Pure.

``python -m generator schemas`` writes them to schemas/; ``--check`` compares. They are published with the site.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from generator import jsonld
from generator.models import (
    Analysis,
    DataIndex,
    DataRow,
    FeedExtension,
    FeedOrigin,
    Publisher,
    PublisherList,
    PublisherStories,
    RunReport,
    SiteIndex,
    Story,
    StoryList,
    TypeList,
    TypeStories,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/"
_ROOTS: dict[str, Any] = {
    "story": Story,
    "analysis": Analysis,
    "publisher": Publisher,
    "run-report": RunReport,
    "site-index": SiteIndex,
    "story-list": StoryList,
    "publisher-list": PublisherList,
    "publisher-stories": PublisherStories,
    "type-list": TypeList,
    "type-stories": TypeStories,
    "data-index": DataIndex,
    "data-row": DataRow,
    "feed-extension": FeedExtension | FeedOrigin,
}


def generate(site_url: str | None = None) -> dict[str, str]:
    """Return the text of every schema by file name, sorted keys, two spaces.

    Args:
        site_url: address of the site, with a slash at its end, for ``$id`` in full; without it, the file name alone.
    """
    schemas: dict[str, dict[str, Any]] = {name: _of(model) for name, model in _ROOTS.items()}
    schemas["story-jsonld"] = jsonld.SCHEMA
    return {
        f"{name}.schema.json": _text({**schema, "$id": address(name, site_url) if site_url else f"{name}.schema.json"})
        for name, schema in sorted(schemas.items())
    }


def address(name: str, site_url: str) -> str:
    """Return where the schema of a name, such as ``site-index``, stands; ``site_url`` ends with a slash."""
    return f"{site_url}{FOLDER}{name}.schema.json"


def story_schema() -> dict[str, Any]:
    """Return the schema every record is held against."""
    return _of(Story)


def _of(model: Any) -> dict[str, Any]:  # noqa: ANN401 - a type form: a noun, or one of several
    # Serialization mode: every field is present in what we write, null where it is not determined.
    return {"$schema": DRAFT, **TypeAdapter(model).json_schema(mode="serialization")}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"
