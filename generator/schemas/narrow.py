"""A schema -> what the structured-output modes of model services accept. Pure.

They take a part of JSON Schema: every property is required, every object closed, no defaults, no conditions, no maps
with open keys. Limits of length stay: services that do not know them pass over them, and ``verify`` trusts nobody.
"""

from typing import Any

Schema = dict[str, Any]

# What pydantic writes for readers and generators of code, and no service needs.
_LEFT_OUT = ("default", "title")


def narrowed(schema: Schema) -> Schema:
    """Return a schema that asks for the same in the narrow form; a value that may be missing may be null instead."""
    kept = {key: value for key, value in schema.items() if key not in _LEFT_OUT}
    if "propertyNames" in kept:
        kept = _closed(kept)
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


def _closed(schema: Schema) -> Schema:
    """Return a map over a closed list of keys as an object that has each of them, null where there is nothing."""
    names, value = schema["propertyNames"]["enum"], schema["additionalProperties"]
    dropped = ("propertyNames", "additionalProperties", "maxProperties")
    kept = {key: one for key, one in schema.items() if key not in dropped}
    return kept | {"properties": {name: {"anyOf": [value, {"type": "null"}]} for name in names}}
