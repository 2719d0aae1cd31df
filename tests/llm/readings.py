"""Articles of the sample newsroom through the whole product, with a model: pages in, reports and their figures out.

Touches: the disk, read only, and the network through litellm. Texts are our own, so what a model says of them may be
kept with them.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from generator import analyze
from generator.analyze.embedded import ENGLISH
from generator.analyze.llm import grounding, reading
from generator.config import Asking, Model, Models
from generator.models import Analysis, Article, Publisher, Story
from generator.pipeline import examine, record
from tests.newsroom import render, sources

PRICE: Final = "0.25/2"
# The first half teaches what the second half is to cost. In each half publishers and types differ; one of the first
# speaks to machines.
ARTICLES: Final = (
    "stories/anselwood/charter.md",
    "stories/carrow-ledger/bus-lane-check.md",
    "stories/benchtop/queue-depth.md",
    "stories/ellery-transit/platform-statement.md",
    "stories/gantry-weekly/aurelia-first-drive.md",
    "stories/haldertide/cannery-case.md",
    "stories/merrowick/third-quarter.md",
    "stories/quillhaven/card-payments.md",
    "stories/clear-labels/kids-screens-letter.md",
    "stories/pressmeadow/corvane-dropsight.md",
    "stories/orbany/sweep-prices.md",
    "stories/tessarow/next-chapter.md",
    "stories/wexcombe/sleep-app.md",
    "stories/fennel/mirror-incident.md",
    "stories/ines-calloway/kettle.md",
    "stories/interlake/port-figures.md",
    "stories/shore-hospitals/letters-review.md",
    "stories/data-authority/inventory-notice.md",
    "stories/carrow-ledger/water-interview.md",
    "stories/gantry-weekly/driverless-yard.md",
)
HALF: Final = len(ARTICLES) // 2


@contextmanager
def analyzer(base: str, model: str, kept: analyze.Kept, seconds: float = 60) -> Iterator[analyze.Advised]:
    """Yield the analyzer that asks one model, one request at a time: so requests come in the same order again."""
    asking = Asking(samples=1, one_line=True, at_once=1, seconds=seconds)
    means = analyze.Means(Models((Model(model, base, PRICE),), "5"), asking, kept, sources.NOW.date())
    found = analyze.advised("llm", means)
    try:
        yield found
    finally:
        found.close()


def drafted(file: str) -> examine.Draft:
    """Return what is asked about: the article of a page, with what the embedded analyzer sees in it."""
    draft = _examined(file)[0].draft
    assert draft is not None, f"{file} is not one to ask about"
    return draft


def report(advised: analyze.Advised, file: str) -> Story:
    """Return the report of a page, by way of the same stages as in a run."""
    draft = drafted(file)
    return _settled(file, advised.judge(draft.article, _examined(file)[1].publisher, draft.seen))


@cache
def alone(file: str) -> Story:
    """Return the report that the embedded analyzer makes of a page without any model."""
    return _settled(file, drafted(file).seen)


def misquoted(node: Any, article: Article) -> Iterator[str]:  # noqa: ANN401 - any part of a record
    """Yield what a record says stands in the article at a place, and does not."""
    if isinstance(node, list):
        for one in node:
            yield from misquoted(one, article)
    if not isinstance(node, dict):
        return
    for one in node.values():
        yield from misquoted(one, article)
    if "start" in node:
        there = article.text[node["start"] : node["end"]]
        if not there or ("exact" in node and node["exact"] != there):
            yield f"{node}: there stands {there!r}"


def figures(story: Story, file: str, kept: Sequence[str]) -> dict[str, Any]:
    """Return what a model gave for an article, what stood in the text, and what was published.

    Args:
        story: the report.
        file: the article.
        kept: what was kept of the answers about it, in order.
    """
    answers = [json.loads(one) for one in kept]
    reports = [reading.read(one["text"]) for one in answers if one["kind"] != "line"]
    made = story.provenance
    draft = drafted(file)
    found: dict[str, Any] = {
        "sent": [one["sent"] for one in answers],
        "returned": [one["returned"] for one in answers],
        "characters": [one["characters"] for one in answers],
        "cost": sum(one["cost"] for one in answers),
        "reports": len(reports),
        "problems": [one.problems for one in reports if one.answer is None],
        "given": [],
        "stood": [],
        "published": _published(story),
        "dropped": made.dropped,
        "engine": made.engine,
        "fallback": made.fallback,
        "fields": _by_origin(made.fields),
        "reasons": made.reasons,
        "primary": [one.primary for one in made.opinions],
        "score": [one.score for one in made.opinions],
        "line": story.integrity.likely_ai_summary,
    }
    for answer in (one.answer for one in reports if one.answer is not None):
        stood = grounding.ground(answer, draft.article, draft.seen, ENGLISH)
        found["given"].append({name: len(getattr(answer, name)) for name in _COUNTED})
        found["stood"].append({name: len(getattr(stood.analysis, name)) for name in _COUNTED} | {"of": stood.dropped})
    return found


_COUNTED: Final = ("loaded_terms", "claims", "omissions", "missing_voices", "beneficiaries", "keywords")


def _published(story: Story) -> dict[str, Any]:
    return {
        "loaded_terms": Counter(one.found_by for one in story.loaded_terms),
        "omissions": Counter(one.found_by for one in story.omissions),
        "claims": len(story.claims),
    }


def _by_origin(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    return {engine: [name for name, one in fields.items() if one == engine] for engine in sorted(set(fields.values()))}


def _settled(file: str, analysis: Analysis) -> Story:
    examined, desk = _examined(file)
    settled = examine.settled(examined, analysis, desk.publisher)
    return Story.model_validate(record(settled, desk, sources.NOW))


@cache
def _examined(file: str) -> tuple[examine.Examined, examine.Desk]:
    """Return the page of an article as the stages before any model leave it, and whose it is."""
    pages, known, publishers = _newsroom()
    page = pages[known[file].url]
    desk = examine.Desk(publishers[known[file].publisher], "llm", ("en",))
    return examine.page(page.body, known[file].url, page.headers, None, desk), desk


@cache
def _newsroom() -> tuple[dict[str, render.Answer], dict[str, sources.Source], dict[str, Publisher]]:
    return render.site(), {one.file: one for one in sources.read()}, sources.publishers()
