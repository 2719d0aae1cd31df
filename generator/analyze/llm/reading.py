"""Raw words of a language model -> its answer, or what is wrong with them. Pure.

A schema that was sent is a hint; what counts is what came back. One fence of code and words around the object are
forgiven, since many models add them, and line breaks within a string, since asking again costs money. Nothing else is:
an answer with unknown fields or words is no answer.
"""

import json
from typing import Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.models import Answer

# Most problems named to the model in a second try, and most characters of each.
PROBLEMS_MOST: Final = 12
PROBLEM_LENGTH: Final = 200
# Longer answers are runaways: the longest of those recorded has a thirtieth of it.
RAW_MOST: Final = 200_000


class Read(NamedTuple):
    """An answer, or the problems that made it none."""

    answer: Answer | None
    problems: tuple[str, ...] = ()


def read(raw: str) -> Read:
    """Read the words of a model."""
    if not raw.strip():
        return Read(None, ("the answer is empty",))
    if len(raw) > RAW_MOST:
        return Read(None, (f"the answer has {len(raw)} characters, {RAW_MOST} at most are read",))
    start = raw.find("{")
    if start < 0:
        return Read(None, ("the answer holds no JSON object",))
    try:
        decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refused, strict=False)
        data, _ = decoder.raw_decode(raw, start)
    except (ValueError, RecursionError) as error:
        return Read(None, (f"no JSON: {str(error)[:PROBLEM_LENGTH]}",))
    try:
        return Read(Answer.model_validate(data))
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return Read(None, tuple(_told(_known(one), one["msg"]) for one in found[:PROBLEMS_MOST]))


def _known(error: ErrorDetails) -> tuple[int | str, ...]:
    """Return where an error is; the name of a field that is none of ours may be a message and is not repeated."""
    place = error["loc"]
    return (*place[:-1], "an unknown field") if error["type"] == "extra_forbidden" else place


def _told(place: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, place)) or 'value'}: {message}"[:PROBLEM_LENGTH]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(word: str) -> float:
    raise ValueError(f"{word} is no number")
