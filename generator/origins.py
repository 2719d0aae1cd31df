"""The closed words for where a report, a field or a finding comes from. Pure."""

from enum import StrEnum
from typing import Final

# The reason of a field for which nobody but the embedded analyzer is asked, because the text could lead a model.
ADDRESSED: Final = "Something in the text is taken for words to AI systems, so a model adds nothing."


class Engine(StrEnum):
    """Say what a report, a field or a finding comes from."""

    EMBEDDED = "embedded"
    LLM = "llm"
    MIXED = "mixed"


class Basis(StrEnum):
    """Say how it is known what machines make of a text."""

    PREDICTED = "predicted"
    MEASURED = "measured"
