"""The closed words for where a report, a field or a finding comes from. Pure."""

from enum import StrEnum


class Engine(StrEnum):
    """Say what a report, a field or a finding comes from."""

    EMBEDDED = "embedded"
    LLM = "llm"
    MIXED = "mixed"


class Basis(StrEnum):
    """Say how it is known what machines make of a text."""

    PREDICTED = "predicted"
    MEASURED = "measured"
