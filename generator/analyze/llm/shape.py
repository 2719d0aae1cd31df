"""The form of an answer, as JSON Schema in the dialects that model services take. Pure.

Services that promise to keep to a schema take a part of JSON Schema: every property is required, every object is
closed, no defaults, no conditions, no maps with open keys. Limits of length stay: services that do not know them pass
over them, and what comes back is held against the nouns anyway.
"""

from functools import cache
from typing import Any

from generator.models import Answer

Schema = dict[str, Any]

# What pydantic writes for readers and generators of code, and no service needs.
_LEFT_OUT = ("default", "title")
# Local servers turn a schema into a grammar. A limit of length becomes a chain of that many steps, which slows
# each token down; lengths are held afterwards.
_LENGTHS = ("maxLength", "minLength", "pattern")


@cache
def answer() -> Schema:
    """Return the schema of an answer, its fields in the order in which a model is to think of them."""
    return narrowed(Answer.model_json_schema())


@cache
def grammar() -> Schema:
    """Return the same for servers that make a grammar of it: without references and limits of length."""
    whole = answer()
    found: Schema = _inlined({key: value for key, value in whole.items() if key != "$defs"}, whole["$defs"])
    return found


def narrowed(schema: Schema) -> Schema:
    """Return a schema that asks for the same in the narrow form; a value that may be missing may be null instead."""
    kept = {key: value for key, value in schema.items() if key not in _LEFT_OUT}
    for key in ("properties", "$defs"):
        if key in kept:
            kept[key] = {name: narrowed(one) for name, one in kept[key].items()}
    if "items" in kept:
        kept["items"] = narrowed(kept["items"])
    if "anyOf" in kept:
        kept["anyOf"] = [narrowed(one) for one in kept["anyOf"]]
    if "properties" in kept:
        kept |= {"required": sorted(kept["properties"]), "additionalProperties": False}
    return kept


def _inlined(node: Any, definitions: Schema) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(node, list):
        return [_inlined(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].rpartition("/")[2]], definitions)
    return {key: _inlined(one, definitions) for key, one in node.items() if key not in _LENGTHS}
