"""Story -> where its findings stand in the analyzed text, as Web Annotations. Pure.

A quotation is found again by its words (TextQuoteSelector) and by its place (TextPositionSelector). Places count
Unicode code points of the normalized text whose digest stands with it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.jsonld.site import Node, ref
from generator.models import Offsets, Span, Story


class Found(NamedTuple):
    """A stretch of the text: a name for its annotation, why it is annotated, what it belongs to, and its words."""

    name: str
    motive: str  # of the Web Annotation vocabulary
    body: str  # id of the node that the annotation is about
    place: Offsets
    exact: str = ""


def text_id(url: str) -> str:
    """Return the id of the analyzed text of a report."""
    return f"{url}index.json#text"


def annotations(story: Story, url: str) -> Iterator[Node]:
    """Yield an annotation for each stretch of the text that a finding rests on.

    Args:
        story: the report.
        url: address of its page.
    """
    for one in (*_quoted(story, url), *_named(story, url), *_backing(story, url)):
        yield _annotation(one, story, url)


def _quoted(story: Story, url: str) -> Iterator[Found]:
    """Yield what the report quotes."""
    rows: tuple[tuple[str, str, Iterable[Span], str], ...] = (
        ("term", "assessing", story.loaded_terms, f"{url}#term-"),
        ("claim", "assessing", story.claims, f"{url}#claim-"),
        ("call", "classifying", story.intent.spans, ""),
        ("planted", "classifying", story.planted_instructions, ""),
    )
    for name, motive, spans, body in rows:
        for n, one in enumerate(spans, start=1):
            yield Found(f"{name}-{n}", motive, f"{body}{n}" if body else f"{url}#report", one, one.exact)


def _named(story: Story, url: str) -> Iterator[Found]:
    """Yield the first mention of each name, and the places of figures and gains."""
    for n, one in enumerate(story.entities, start=1):
        yield Found(f"entity-{n}", "identifying", f"{url}#entity-{n}", one, one.name)
    rows: tuple[tuple[str, Iterable[Offsets]], ...] = (
        ("figure", story.key_stats),
        ("beneficiary", story.beneficiaries),
    )
    for name, places in rows:
        for n, place in enumerate(places, start=1):
            yield Found(f"{name}-{n}", "identifying", f"{url}index.json#{name}-{n}", place)


def _backing(story: Story, url: str) -> Iterator[Found]:
    """Yield the sentences that back the summary and its bullets, and those that call for what was left out."""
    for name, places in (("summary", story.summary_support), ("bullet", story.tldr_support)):
        for n, place in enumerate(places, start=1):
            yield Found(f"{name}-{n}", "linking", f"{url}#report", place)
    for n, gap in enumerate(story.omissions, start=1):
        if gap.called_by:
            yield Found(f"left-out-{n}", "linking", f"{url}#left-out-{n}", gap.called_by)


def _annotation(found: Found, story: Story, url: str) -> Node:
    base = f"{url}index.json#"
    selectors: list[Node] = [
        {
            "@type": "oa:TextPositionSelector",
            "@id": f"{base}position-{found.name}",
            "oa:start": found.place.start,
            "oa:end": found.place.end,
        }
    ]
    if found.exact:
        selectors.insert(0, _quote(found, base))
    return {
        "@type": "oa:Annotation",
        "@id": f"{base}annotation-{found.name}",
        "oa:motivatedBy": ref(f"oa:{found.motive}"),
        "oa:hasBody": ref(found.body),
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "@id": f"{base}target-{found.name}",
            "oa:hasSource": ref(story.original.url),
            "spin:inText": ref(text_id(url)),
            "oa:hasSelector": selectors,
        },
    }


def _quote(found: Found, base: str) -> Node:
    node: Node = {
        "@type": "oa:TextQuoteSelector",
        "@id": f"{base}quote-{found.name}",
        "oa:exact": found.exact,
    }
    if isinstance(found.place, Span):
        node |= {f"oa:{key}": text for key in ("prefix", "suffix") if (text := getattr(found.place, key))}
    return node
