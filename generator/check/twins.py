"""A built site and its stories -> faults: which twins are missing, or say something else than the record. Pure."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from generator import jsonld, schemas
from generator.config import first_error
from generator.errors import StoryError
from generator.models import Story
from generator.pages import twins as made

_BUILD = "build the site again: python -m generator build"


class Built(NamedTuple):
    """A built site: what reads a file by its path below the site (None: it is not there), and the paths of twins."""

    read: Callable[[str], str | None]
    paths: Iterable[str]


def twins(stories: Iterable[Story], site: jsonld.Site, built: Built) -> Iterator[str]:
    """Yield one line per fault in the twins of a built site.

    Args:
        stories: every story of content/.
        site: the site as it was built.
        built: the files of the site.
    """
    due: set[str] = set()
    for one in stories:
        for path, text in made.twins(one, site).items():
            due.add(path)
            held = built.read(path)
            if held is None:
                yield f"twin: {path}: file: missing: {_BUILD}"
            elif held != text:
                yield from (f"twin: {path}: {fault}: {_BUILD}" for fault in _told_apart(held, text, one, path))
    for path in sorted(set(built.paths) - due):
        yield f"twin: {path}: file: no report in content/ has this twin: {_BUILD}"


def _told_apart(held: str, text: str, one: Story, path: str) -> Iterator[str]:
    """Say how a twin differs from what the record gives."""
    if path.endswith(".md"):
        yield _line(held, text)
        return
    try:
        data = json.loads(held)
    except ValueError as error:
        yield f"file: no JSON: {error}"
        return
    found = _record(data, one) if path.endswith("record.json") else _document(data, json.loads(text), path)
    yield from list(found) or ["file: same facts, other bytes"]


def _line(held: str, text: str) -> str:
    """Name the first line in which two texts differ."""
    theirs, ours = held.split("\n"), text.split("\n")
    pairs = zip(theirs, ours, strict=False)
    number = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(theirs), len(ours)))
    seen = theirs[number : number + 1] or ["the end"]
    wanted = ours[number : number + 1] or ["the end"]
    return f"line {number + 1}: {seen[0]!r:.80} instead of {wanted[0]!r:.80}"


def _record(data: Any, one: Story) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Say what of a plain record breaks its schema, cannot be read, or differs from the story."""
    for field, problem in schemas.faults(data, schemas.story_validator()):
        yield f"{field}: {problem}"
    try:
        read = Story.model_validate(data)
    except ValidationError as error:
        yield first_error(error)
        return
    yield from _fields(read.model_dump(mode="json"), one.model_dump(mode="json"))


def _fields(theirs: Any, ours: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Name each field that differs, down to the value."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in dict.fromkeys((*ours, *theirs)):
            yield from _fields(theirs.get(key), ours.get(key), f"{place}.{key}" if place else key)
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for number, pair in enumerate(zip(theirs, ours, strict=True)):
            yield from _fields(*pair, f"{place}.{number}")
    elif theirs != ours:
        yield f"{place}: {theirs!r:.80} instead of {ours!r:.80}"


def _document(data: Any, wanted: dict[str, Any], path: str) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Say what of a JSON-LD document breaks its schema or differs from the graph of the story."""
    try:
        jsonld.validate(data, path)
    except StoryError as error:
        yield f"{error.field}: {error.problem}"
        return
    theirs, ours = _nodes(data), _nodes(wanted)
    for name in sorted(theirs.keys() | ours.keys()):
        if name not in theirs:
            yield f"{name}: missing"
        elif name not in ours:
            yield f"{name}: unknown"
        elif theirs[name] != ours[name]:
            keys = sorted(key for key in theirs[name] | ours[name] if theirs[name].get(key) != ours[name].get(key))
            yield f"{name}: differs in {', '.join(keys)}"


def _nodes(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is said about each id; a graph may speak of one thing in several places."""
    found: dict[str, dict[str, Any]] = {"@context": {"@context": document["@context"]}}
    for node in document["@graph"]:
        name = str(node.get("@id"))
        found[name] = found.get(name, {}) | node
    return found
