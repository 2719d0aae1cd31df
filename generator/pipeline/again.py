"""Which reports models are asked about once more, and what of the earlier report stays. Pure."""

from generator import vocabulary as v
from generator.analyze import ensemble
from generator.models import Story

# Why no model was asked, which another night does not change.
_FOR_GOOD = frozenset((ensemble.RESERVED, ensemble.SHORT))
# The reason of an entry whose report stays as it was, since again no model read it; its detail says why.
WITHOUT = "without_model"
# A record has room for so many other names of an entry.
MOST_ALIASES = 50


def may_pass(reason: str | None) -> bool:
    """Say whether a reason why no model read a text may be gone another night: a service or money failed."""
    return reason not in _FOR_GOOD


def lost(story: Story) -> bool:
    """Say whether a model was to read along and none did, although asking once more may help."""
    reason = story.provenance.fallback
    return story.status is v.Status.PROCESSED and reason is not None and may_pass(reason)


def is_due(story: Story) -> bool:
    """Say whether asking models may still add to a report: none had part in it, and no person has worked on it."""
    untouched = (
        story.review.state is v.ReviewState.MACHINE_CHECKED
        and not story.corrections
        and story.dispute is None
        and story.editor_note is None
    )
    fit = story.status is v.Status.PROCESSED and may_pass(story.provenance.fallback)
    return untouched and fit and story.provenance.model is None


def in_place_of(old: Story, new: Story) -> Story:
    """Return a new report as what becomes of an old one: its address, file and ways in stay as they are."""
    known = old.original
    original = new.original.model_copy(
        update={
            "published": known.published,
            "feed": known.feed,
            "aliases": tuple(dict.fromkeys((*known.aliases, *new.original.aliases)))[:MOST_ALIASES],
        }
    )
    stays = {name: getattr(old, name) for name in ("id", "slug", "year", "publisher", "created")}
    return new.model_copy(update=stays | {"original": original})
