"""The JSON Schemas, generated from the nouns: file name -> schema. Pure.

``python -m generator schemas`` writes them to schemas/; ``--check`` compares. They are published with the site, each
under its ``$id``. A story names the version of its shape: ``story-<version>.schema.json`` stays when that changes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from pydantic import TypeAdapter

from generator import jsonld
from generator.analyze.llm import shape
from generator.models import (
    SCHEMA_VERSION,
    DataIndex,
    DataRow,
    FeedExtension,
    FeedOrigin,
    Noun,
    Publisher,
    PublisherList,
    PublisherStories,
    RunReport,
    SiteIndex,
    Story,
    StoryList,
    Taxonomy,
    TypeList,
    TypeStories,
)
from generator.schemas.rules import with_rules

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/"
_END = ".schema.json"
_STORY_OF = re.compile(r"story-([0-9]+)\.schema\.json")

_ROOTS: dict[str, Any] = {
    "run-report": RunReport,
    "site-index": SiteIndex,
    "story-list": StoryList,
    "publisher-list": PublisherList,
    "publisher-stories": PublisherStories,
    "type-list": TypeList,
    "type-stories": TypeStories,
    "data-index": DataIndex,
    "data-row": DataRow,
    "taxonomy": Taxonomy,
    "feed-extension": FeedExtension | FeedOrigin,
}

Schema = dict[str, Any]


def generate() -> dict[str, str]:
    """Return the text of every schema by file name; ``$id`` is the file name, good wherever the folder stands."""
    schemas = {name: _of(shape) for name, shape in _ROOTS.items()}
    schemas |= {
        "story": story_schema(),
        f"story-{SCHEMA_VERSION}": story_schema(),
        "story-jsonld": jsonld.SCHEMA,
        "analysis": {"$schema": DRAFT, **shape.answer()},
        "publisher": _of(Publisher, mode="validation"),
    }
    return {f"{name}{_END}": _text(schema, f"{name}{_END}") for name, schema in sorted(schemas.items())}


def published(site_url: str, kept: Mapping[str, str]) -> dict[str, str]:
    """Return what stands below the site: file name to text, ``$id`` the address in full.

    Args:
        site_url: address of the site, with a slash at its end.
        kept: file name to text of what lies in schemas/: of it, the shapes that stories had before are published too.
    """
    before = {name: text for name, text in kept.items() if is_kept(name)}
    return {
        name: _text(json.loads(text), f"{site_url}{FOLDER}{name}")
        for name, text in sorted((before | generate()).items())
    }


def address(name: str, site_url: str) -> str:
    """Return where the schema of a name, such as ``site-index``, stands; ``site_url`` ends with a slash."""
    return f"{site_url}{FOLDER}{name}{_END}"


def is_kept(name: str) -> bool:
    """Say whether a file of schemas/ is the shape of stories of an earlier version, which nothing here generates."""
    found = _STORY_OF.fullmatch(name)
    return found is not None and int(found[1]) < int(SCHEMA_VERSION)


def story_file(version: str) -> str:
    """Return the name of the file with the shape of stories of a version."""
    return f"story-{version}{_END}"


def story_schema() -> Schema:
    """Return the schema every record of today is held against."""
    return with_rules(_of(Story))


def validator(schema: Schema) -> Draft202012Validator:
    """Return what holds data against a schema, formats included: else "last Tuesday" passes for a date-time."""
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def story_validator() -> Draft202012Validator:
    """Return what holds a record of today against its schema."""
    return validator(story_schema())


def faults(data: object, held_against: Draft202012Validator) -> Iterator[tuple[str, str]]:
    """Yield (field, what is wrong) for each break of a schema."""
    for found in held_against.iter_errors(data):
        # Of "this, or null" what is wrong with this.
        error = best_match([found]) or found
        yield ".".join(str(part) for part in error.absolute_path) or "value", error.message[:200]


def _of(shape: Any, *, mode: Literal["validation", "serialization"] = "serialization") -> Schema:  # noqa: ANN401
    """Return the schema of a noun, or of one of several.

    Args:
        shape: the noun, or a union of nouns.
        mode: ``serialization`` asks for every field, as we write them, null where nothing was determined;
            ``validation`` is for what people write, who may leave out what has a default.
    """
    schema: Schema = _shut({"$schema": DRAFT, **TypeAdapter[Noun](shape).json_schema(mode=mode)})
    return schema


def _shut(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Refuse every key of a map that fits no pattern; pydantic leaves that open."""
    if isinstance(node, list):
        return [_shut(one) for one in node]
    if not isinstance(node, dict):
        return node
    shut = {key: _shut(one) for key, one in node.items()}
    return shut | {"additionalProperties": False} if "patternProperties" in shut else shut


def _text(schema: Schema, identifier: str) -> str:
    return json.dumps({**schema, "$id": identifier}, indent=2, sort_keys=True) + "\n"
