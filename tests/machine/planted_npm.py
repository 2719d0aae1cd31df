"""Faults planted in a sound site that checkers from npm must catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.machine import node, outside
from tests.machine.planted_sites import CLAIM, ORGANIZATION, REPORT, Fault, in_page, in_record, in_twin
from tests.machine.promises import of_type

if TYPE_CHECKING:
    from tests.machine.built import Built, Checked

RECORD_SCHEMA = "schemas/story.schema.json"


def sitemaps(built: Built) -> Checked:
    """Hold the sitemaps against the schema that the npm package brings."""
    return outside.sitemaps(built, node.sitemap_schema())


FAULTS = (
    Fault(
        "misspelt property, to Adobe",
        in_page(lambda nodes: of_type(nodes, REPORT).update(headlin="x")),
        node.structured,
        'Property "headlin"',
    ),
    Fault(
        "property of another type",
        in_page(lambda nodes: of_type(nodes, CLAIM).update(ratingValue=4)),
        node.structured,
        'Property "ratingValue" for type "Claim"',
    ),
    Fault(
        "unknown type, to Adobe",
        in_page(lambda nodes: of_type(nodes, CLAIM).update({"@type": "Klaim"})),
        node.structured,
        'Type "Klaim"',
    ),
    Fault(
        "review of nothing that has a name",
        in_page(lambda nodes: of_type(nodes, "Review")["itemReviewed"].pop("name")),
        node.structured,
        "name",
    ),
    Fault(
        "misspelt keyword in a schema",
        lambda built: built.mended(RECORD_SCHEMA, lambda data: data.update(maxLenght=3)),
        node.schemas,
        "maxLenght",
    ),
    Fault(
        "reference to nothing in a schema",
        lambda built: built.mended(
            RECORD_SCHEMA, lambda data: data["properties"].update(mood={"$ref": "#/$defs/Mood"})
        ),
        node.schemas,
        "Mood",
    ),
    Fault(
        "bad date in a record, to ajv",
        in_record(lambda data: data.update(updated="last Tuesday")),
        node.schemas,
        "/updated",
    ),
    Fault(
        "wrong word in a record, to ajv",
        in_record(lambda data: data["verdict"].update(primary="pillow")),
        node.schemas,
        "/verdict/primary",
    ),
    Fault(
        "text of 70 KB in a record, to ajv",
        in_record(lambda data: data["original"].update(title="x" * 70_000)),
        node.schemas,
        "/original/title",
    ),
    Fault(
        "identity without a source in the twin, to ajv",
        in_twin(lambda nodes: of_type(nodes, ORGANIZATION).update(sameAs="https://elsewhere.example/")),
        node.schemas,
        "sameAs",
    ),
)
