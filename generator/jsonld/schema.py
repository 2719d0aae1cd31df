"""The JSON Schema of a story's JSON-LD, and the check against it. Pure."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.errors import StoryError

_TYPES = (
    "WebSite", "Organization", "WebPage", "BreadcrumbList", "AnalysisNewsArticle", "Article", "Review",
    "DefinedTermSet", "DefinedTerm", "Claim", "Quotation", "ImageObject", "prov:Activity", "oa:Annotation",
)  # fmt: skip
_DATE_TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
_DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
# `uri`, not `iri`: the checker of `iri` is an Earley parser and takes seconds a story.
_URL = {"type": "string", "format": "uri", "pattern": r"^https?://", "maxLength": 8000}
_TEXT = {"type": "string", "maxLength": 4000}
_REF = {"type": "object", "required": ["@id"], "properties": {"@id": _URL}}


def _one_of_type(name: str) -> dict[str, Any]:
    """Demand exactly one node of a type."""
    node = {"type": "object", "required": ["@type"], "properties": {"@type": {"const": name}}}
    return {"contains": node, "minContains": 1, "maxContains": 1}


def _when(name: str, *, required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    """Demand properties of nodes of a type."""
    return {
        "if": {"required": ["@type"], "properties": {"@type": {"const": name}}},
        "then": {"required": required, "properties": properties},
    }


_RATING = {
    "type": "object",
    "required": ["@type", "@id", "ratingValue", "worstRating", "bestRating", "reviewAspect"],
    "properties": {
        "@type": {"const": "Rating"},
        "ratingValue": {"type": "integer", "minimum": 0, "maximum": 100},
        "worstRating": {"enum": [0, 1]},
        "bestRating": {"enum": [3, 100]},
    },
    # Only the spin score runs to 100; the other ratings have three steps.
    "if": {"properties": {"@id": {"pattern": "#spin-score$"}}},
    "else": {"properties": {"ratingValue": {"minimum": 1, "maximum": 3}}},
}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "JSON-LD of a spin report",
    "description": "One graph per story: one report, at most one review, no aggregate rating, no unpinned sameAs.",
    "type": "object",
    "required": ["@context", "@graph"],
    "additionalProperties": False,
    "properties": {
        "@context": {"type": ["string", "array"]},
        "@graph": {
            "type": "array",
            "minItems": 7,
            "allOf": [_one_of_type("AnalysisNewsArticle"), _one_of_type("BreadcrumbList"), _one_of_type("Article")],
            "contains": {"type": "object", "required": ["@type"], "properties": {"@type": {"const": "Review"}}},
            "minContains": 0,
            "maxContains": 1,
            "items": {"$ref": "#/$defs/node"},
        },
    },
    "$defs": {
        "node": {
            "type": "object",
            "required": ["@id"],
            "properties": {
                "@id": _URL,
                "@type": {"enum": list(_TYPES)},
                "url": _URL,
                "headline": _TEXT,
                "alternativeHeadline": _TEXT,
                "abstract": _TEXT,
                "reviewBody": _TEXT,
                "dateModified": _DATE_TIME,
                "aggregateRating": False,
                "sameAs": False,
            },
            "allOf": [
                _when(
                    "AnalysisNewsArticle",
                    required=["headline", "datePublished", "dateModified", "author", "isBasedOn", "digitalSourceType"],
                    properties={"@id": {"pattern": "#report$"}, "datePublished": _DATE_TIME, "isBasedOn": _REF},
                ),
                _when("Article", required=["headline", "url"], properties={"datePublished": _DATE}),
                _when(
                    "Review",
                    required=["itemReviewed", "author", "reviewBody"],
                    properties={
                        "@id": {"pattern": "#verdict$"},
                        "datePublished": _DATE_TIME,
                        "reviewRating": {"type": "array", "items": _RATING},
                    },
                ),
                _when(
                    "ImageObject",
                    required=["contentUrl"],
                    properties={"@id": {"pattern": "#card$"}, "contentUrl": _URL},
                ),
                _when(
                    "Claim",
                    required=["text", "position", "creativeWorkStatus"],
                    properties={"@id": {"pattern": "#claim-[0-9]+$"}, "text": {**_TEXT, "minLength": 1}},
                ),
                _when(
                    "Quotation",
                    required=["text", "url"],
                    properties={"@id": {"pattern": "#term-[0-9]+$"}, "text": {**_TEXT, "minLength": 1}},
                ),
            ],
        }
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
