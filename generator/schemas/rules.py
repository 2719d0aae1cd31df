"""The rules between fields of a story, as JSON Schema; ``story.parse`` holds the same rules. Pure.

What goes in: the schema of a story as pydantic makes it from the nouns. What comes out: the same with its rules.
"""

from typing import Any

from generator import vocabulary as v

Schema = dict[str, Any]

_NULL: Schema = {"type": "null"}
_SIX = [spin_type.value for spin_type in v.TYPES]
_ALONE: Schema = {"enum": [v.SpinType.NONE.value, None]}


def with_rules(schema: Schema) -> Schema:
    """Return the schema of a story with the rules that span two fields."""
    definitions = schema["$defs"]
    ruled = definitions | {
        "Verdict": definitions["Verdict"] | {"allOf": [*_types(), *_scores()]},
        "LoadedTerm": definitions["LoadedTerm"] | {"allOf": _terms()},
    }
    claims = schema["properties"]["claims"] | {
        "contains": _with("rank", {"const": v.Rank.PRIMARY.value}),
        "minContains": 0,
        "maxContains": 1,
    }
    processed = _when(
        _with("status", {"const": v.Status.PROCESSED.value}),
        {"properties": {"verdict": _with("score", {"type": "integer"})}},
    )
    return schema | {"$defs": ruled, "properties": schema["properties"] | {"claims": claims}, "allOf": [processed]}


def _types() -> list[Schema]:
    """A tactic belongs to the primary type; ``none`` stands alone; a second type is another one of the six."""
    own = [
        _when(
            _with("primary", {"const": kind}),
            {"properties": {"tactic": {"enum": [*_tactics(kind), None]}, "secondary": {"not": {"const": kind}}}},
        )
        for kind in _SIX
    ]
    alone = _when(_with("primary", _ALONE), {"properties": {"tactic": _NULL, "secondary": _NULL}})
    return [*own, alone, {"properties": {"secondary": {"enum": [*_SIX, None]}}}]


def _scores() -> list[Schema]:
    """A score comes with its band; a type needs a score from ``TYPE_FROM`` on, ``none`` one below ``NONE_BELOW``."""
    scored = _with("score", {"type": "integer"})
    plain = {"properties": {"score": {"exclusiveMaximum": v.NONE_BELOW}}}
    typed = {"properties": {"score": {"minimum": v.TYPE_FROM}}}
    return [
        _when(scored, {"properties": {"band": {"not": _NULL}}}, {"properties": {"band": _NULL}}),
        _when(_with("primary", {"const": v.SpinType.NONE.value}), plain, typed),
    ]


def _terms() -> list[Schema]:
    """The tactic of a loaded term belongs to the type the term serves; ``other`` has none."""
    return [
        _when(_with("type", {"const": kind.value}), {"properties": {"tactic": {"enum": [*_tactics(kind), None]}}})
        for kind in v.LoadedType
    ]


def _tactics(kind: str) -> list[str]:
    return sorted(tactic for tactic, spin_type in v.TACTIC_TYPE.items() if spin_type == kind)


def _with(field: str, value: Schema) -> Schema:
    return {"required": [field], "properties": {field: value}}


def _when(given: Schema, then: Schema, otherwise: Schema | None = None) -> Schema:
    rule = {"if": given, "then": then}
    return rule if otherwise is None else rule | {"else": otherwise}
