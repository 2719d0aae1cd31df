"""Look for what a model wanted to say in everything that is made of a report."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator import jsonld, story
from generator.models import Story

SITE = jsonld.Site("https://reports.example/")


def outputs(record: dict[str, Any]) -> dict[str, str]:
    """Return record, story file and twin of a report, each without the passages shown as addressed to machines.

    A record with a field that no story has is refused here.
    """
    told = Story.model_validate(record).model_copy(update={"planted_instructions": ()})
    twin = jsonld.document(told, SITE)
    return {
        **{f"record{place}": text for place, text in _strings(told.model_dump(mode="json"))},
        "file": story.render(told),
        "twin": json.dumps(twin, ensure_ascii=False),
    }


def leaks(record: dict[str, Any], unwanted: Iterable[str]) -> list[str]:
    """Return where a report says what it may not, each with the first words of it.

    Only letters and digits are compared, so that no escaping and no change of quotation marks hides anything.
    """
    found = {place: f" {_bare(text)} " for place, text in outputs(record).items()}
    wanted = {one: f" {_bare(one)} " for one in unwanted if len(_bare(one).split()) > 1 or "_" in one}
    return [f"{place}: {one[:50]}" for one, bare in wanted.items() for place, text in found.items() if bare in text]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _strings(node: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key and string of a record with its place; one place holds what stands in one list."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        yield place, "\n".join(node)
        for key, value in node.items():
            yield from _strings(value, f"{place}.{key}")
    elif isinstance(node, list):
        for number, one in enumerate(node):
            yield from _strings(one, f"{place}.{number}")
