"""The invented story in every state a report can be in."""

import datetime as dt
from typing import Any

from generator import vocabulary as v
from generator.models import Band, Correction, Dispute, Review, Story
from tests.mixed import ALIKE, make_fallback, make_mixed
from tests.stories import make_story

EMPTY: dict[str, Any] = {
    field: Story.model_fields[field].default
    for field in (
        *("framing", "summary", "summary_support", "tldr", "tldr_support", "key_stats", "mechanics", "beneficiaries"),
        *("loaded_terms", "missing_voices", "entities", "claims", "counter_frames", "keywords", "omissions", "topic"),
        *("integrity", "intent", "kind"),
    )
}
CORRECTED = (Correction(date=dt.date(2026, 11, 21), before="96", after="95", reason="A misread figure."),)
REPLY = Dispute(date=dt.date(2026, 11, 22), reply="The post names the harbor tariff.", url="https://b.example/reply")
SEEN = Review(state=v.ReviewState.HUMAN_REVIEWED, reviewer="Ida Roe", date=dt.date(2026, 11, 21))


def changed(story: Story, **verdict: object) -> Story:
    """Return the story with another verdict."""
    return story.model_copy(update={"verdict": story.verdict.model_copy(update=verdict)})


STATES = {
    "full": make_story(),
    "limited": make_story(status="limited"),
    "limited without a reason": make_story(status="limited").model_copy(update={"status_reason": None}),
    "bare": make_story(status="limited", **EMPTY),
    "bare with a score": make_story(**EMPTY),
    "plain": changed(
        make_story(), primary=v.SpinType.NONE, secondary=None, tactic=None, score=12, band=Band(low=8, high=15)
    ),
    "without a second type": changed(make_story(), secondary=None, tactic=None),
    "unexplained": changed(make_story(), explanation=None),
    "a score without a band": changed(make_story(), band=None),
    "disputed": make_story(dispute=REPLY),
    "disputed, without an address": make_story(dispute=REPLY.model_copy(update={"url": None})),
    "corrected": make_story(corrections=CORRECTED, updated=dt.datetime(2026, 11, 21, 8, tzinfo=dt.UTC)),
    "reviewed": make_story(review=SEEN, editor_note="Read against the annual report."),
    "reviewed by somebody": make_story(review=SEEN.model_copy(update={"reviewer": None})),
    "withdrawn": make_story(status="withdrawn", status_reason="A test page."),
    "undated": make_story(
        original=make_story().original.model_copy(
            update={"published": None, "language": None, "author_organization": None, "title": ""}
        )
    ),
    "nothing taken of a model": make_story(
        provenance=make_story().provenance.model_copy(
            update={"model": "small-1", "prompt_digest": f"sha256:{'0' * 64}", "body_digest": f"sha256:{'1' * 64}"}
        )
    ),
    "readers apart": make_mixed(),
    "readers alike": make_mixed(ALIKE),
    "without its model": make_fallback(),
}
