"""The JSON Schema of a story's JSON-LD, and the check against it. Pure."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.errors import StoryError
from generator.jsonld import shapes
from generator.jsonld.site import CONTEXT


def _one_of_type(name: str) -> dict[str, Any]:
    """Demand exactly one node of a type."""
    node = {"type": "object", "required": ["@type"], "properties": {"@type": {"const": name}}}
    return {"contains": node, "minContains": 1, "maxContains": 1}


def _by_type(names: list[str]) -> dict[str, Any]:
    """Hold each node against the shape of its type: a chain, which costs a third of asking for every type in turn."""
    shape: dict[str, Any] = {"$ref": f"#/$defs/{names[0]}"}
    if len(names) == 1:
        return shape
    kind = {"type": "object", "properties": {"@type": {"const": names[0]}}}
    return {"if": kind, "then": shape, "else": _by_type(names[1:])}


# Most frequent first: the rest of the chain is never asked.
_FREQUENT = ["Quotation", "Claim", "DefinedTerm", "DefinedTermSet", "Organization"]
_ALONE = ("WebPage", "BreadcrumbList", "AnalysisNewsArticle", "Article", "Review")
_PREFIXES = ("prov", "oa", "xsd", "spin")
_DATED = shapes.closed({"@type": {"const": "xsd:dateTime"}}, "@type")
# In the twin, what adds to a node of the page has no type, and nodes of other vocabularies have a prefix.
_EMBEDDED = {"type": "object", "required": ["@type"], "properties": {"@type": {"type": "string", "pattern": "^[A-Z]"}}}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "JSON-LD of a spin report",
    "description": (
        "One graph per story: one report, one review, no aggregate rating, no sameAs. In a page it holds schema.org "
        "alone; the twin beside the page adds PROV-O, Web Annotation and words of our own."
    ),
    "type": "object",
    "required": ["@context", "@graph"],
    "additionalProperties": False,
    "properties": {
        "@context": {
            "anyOf": [
                {"const": CONTEXT},
                {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 2,
                    "prefixItems": [
                        {"const": CONTEXT},
                        shapes.closed(
                            {
                                **dict.fromkeys(_PREFIXES, shapes.URL),
                                "prov:endedAtTime": _DATED,
                            },
                            *_PREFIXES,
                        ),
                    ],
                },
            ]
        },
        "@graph": {
            "type": "array",
            "minItems": 9,
            "maxItems": 5000,
            "allOf": [_one_of_type(name) for name in _ALONE],
            "items": {"if": _EMBEDDED, "then": {"$ref": "#/$defs/embedded"}, "else": {"$ref": "#/$defs/addition"}},
        },
    },
    # A page holds schema.org alone: its graph may hold nothing the twin adds. The twin names the run behind it.
    "if": {"type": "object", "properties": {"@context": {"const": CONTEXT}}},
    "then": {"type": "object", "properties": {"@graph": {"type": "array", "items": _EMBEDDED}}},
    "else": {"type": "object", "properties": {"@graph": {"type": "array", **_one_of_type("prov:Activity")}}},
    "$defs": {
        **shapes.NODES,
        "embedded": {
            "type": "object",
            "required": ["@type", "@id"],
            "properties": {"@type": {"enum": list(shapes.NODES)}},
            **_by_type([*_FREQUENT, *(name for name in shapes.NODES if name not in _FREQUENT)]),
        },
        "addition": shapes.ADDITION,
        "link": shapes.LINK,
    },
}


@cache
def _validator() -> Draft202012Validator:
    # Without a format checker, jsonschema takes "last Tuesday" for a date-time.
    return Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def validate(document: dict[str, Any], file: str) -> None:
    """Hold a document against the schema.

    Raises:
        StoryError: names the file, the place in the document and the rule.
    """
    error = best_match(_validator().iter_errors(document))
    if error is not None:
        place = "/".join(str(part) for part in error.absolute_path) or "document"
        raise StoryError(file, f"JSON-LD {place}", error.message[:300])
