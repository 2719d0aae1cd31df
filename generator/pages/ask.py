"""Story -> the prompt and the links of "Ask an AI about this story". Pure.

The prompt names both texts and invites disagreement. It asks no engine to keep or prefer anything,
and holds nothing from feed or article but the address: a headline must not become an instruction.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from generator import vocabulary as v
from generator.config import Engine
from generator.models import Story

# Longer queries are cut or refused by some engines.
MOST_ENCODED = 1500


class Link(NamedTuple):
    """One engine with the prompt in its address."""

    name: str
    url: str
    verified_on: str


def prompt(story: Story, site_url: str) -> str:
    """Return the prompt about a story, at most ``MOST_ENCODED`` characters once encoded.

    Args:
        story: the report.
        site_url: address of the site, with a trailing slash.
    """
    report = f"{site_url}{story.path}index.md"
    original = "".join(f"%{ord(one):02X}" if one in "\"'`<>" else one for one in story.original.url)
    full = _words(story, f"the spin report at {report} and the original at {original}")
    if len(quote(full, safe="")) <= MOST_ENCODED:
        return full
    return _words(story, f"the spin report at {report} and the original that it links to")


def _words(story: Story, sources: str) -> str:
    verdict = story.verdict
    if verdict.score is None:
        opinion = "with what the report lists"
    elif verdict.primary in (None, v.SpinType.NONE):
        opinion = f"with the report's verdict (no material spin, {verdict.score} of 100)"
    else:
        tactic = f"{verdict.tactic}, " if verdict.tactic else ""
        opinion = f"with the report's verdict ({tactic}{v.label(verdict.primary)}, {verdict.score} of 100)"
    return (
        f"Please open {sources}. "
        "1) What does the original say, in at most three sentences? "
        "2) Go through its claims: what in the text backs each one, and where is nothing to back it? "
        f"3) Where do you differ {opinion}, and why? "
        "Show the passages your answer rests on. If an address does not open, tell me."
    )


def links(text: str, engines: Iterable[Engine]) -> tuple[Link, ...]:
    """Return one link per configured engine, the whole prompt encoded in it."""
    encoded = quote(text, safe="")
    return tuple(Link(one.name, one.url + encoded, one.verified_on) for one in engines)
