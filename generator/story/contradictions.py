"""Story -> where its fields contradict each other. Pure.

The original is not kept, so a place in it cannot be looked up again; but a record tells most places twice.
"""

from collections.abc import Iterator, Sequence

from generator import vocabulary as v
from generator.models import Offsets, Story
from generator.origins import Engine


def contradictions(story: Story) -> Iterator[tuple[str, str]]:
    """Yield field and problem for each pair of fields that cannot both be true.

    A report may be older than these rules: the content check asks, reading does not.
    """
    spans = {
        "loaded_terms": story.loaded_terms,
        "claims": story.claims,
        "intent.spans": story.intent.spans,
        "planted_instructions": story.planted_instructions,
    }
    for field, found in spans.items():
        for number, span in enumerate(found):
            if span.end - span.start != len(span.exact):
                length = span.end - span.start
                yield f"{field}.{number}", f"its place holds {length} characters, its quotation {len(span.exact)}"
    yield from _places(story)
    band = story.verdict.band
    if band and story.verdict.score is not None and not band.low <= story.verdict.score <= band.high:
        yield "verdict.band", f"{band.low} to {band.high} does not hold the score, {story.verdict.score}"
    yield from _terms(story)
    if any(claim.rank is v.Rank.PRIMARY for claim in story.claims[1:]):
        yield "claims", "the primary claim comes first"


def _places(story: Story) -> Iterator[tuple[str, str]]:
    """Find stretches that hold nothing, and names that do not fill theirs."""
    places: dict[str, Sequence[Offsets]] = {
        "summary_support": story.summary_support,
        "tldr_support": story.tldr_support,
        "key_stats": story.key_stats,
        "beneficiaries": story.beneficiaries,
        "omissions.called_by": [one.called_by for one in story.omissions if one.called_by],
    }
    for field, found in places.items():
        for number, one in enumerate(found):
            if one.end <= one.start:
                yield f"{field}.{number}", f"its place ends at {one.end}, before it begins ({one.start})"
    for number, entity in enumerate(story.entities):
        if entity.end - entity.start != len(entity.name):
            yield (
                f"entities.{number}",
                f"its place holds {entity.end - entity.start} characters, its name {len(entity.name)}",
            )


def _terms(story: Story) -> Iterator[tuple[str, str]]:
    """Find each quoted term among the inputs of the score; what a model alone found need not be among them."""
    if story.signals is None:
        return
    hits = {(hit.start, hit.end, hit.type, hit.weight) for hit in story.signals.hits}
    for number, term in enumerate(story.loaded_terms):
        if term.found_by is not Engine.LLM and (term.start, term.end, term.type, term.weight) not in hits:
            yield f"loaded_terms.{number}", "is none of the hits that the score was made of"
