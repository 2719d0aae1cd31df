"""Provenance -> what readers are told of how a report was made, the same on its page and in its Markdown. Pure."""

from typing import Final, NamedTuple

from generator import vocabulary as v
from generator.models import Omission, Opinion, Story
from generator.origins import ADDRESSED, Engine

# Two readers of one text that far apart cannot both be right (design, trust 3).
SCORES_APART: Final = 25
# How the flag of such a report begins.
APART: Final = f"Its readers score it more than {SCORES_APART} points apart"
ALONE: Final = "Each of these scores is of one reader's findings alone and leaves out the tone of the whole."
MARK: Final = "found by a model alone"
# What stands beside what was left out, by who found and worded it.
_LEFT_OUT: Final = {
    Engine.LLM: "Found by a model alone, so it does not count in the score.",
    Engine.MIXED: "Worded by a model.",
    Engine.EMBEDDED: "",
}
# Parts of sentences, which models word freely, and what stands beside them.
_OF_SENTENCES: Final = ("framing", "tldr", "summary", "beneficiaries", "mechanics", "counter_frames")
_WRITTEN: Final = {Engine.LLM: "written by a model", Engine.MIXED: "in part written by a model"}

# Fields that say what they come from -> what the page calls them, in its order.
NAMES: Final = {
    "kind": "Kind of text",
    "topic": "Topic",
    "framing": "Framing in a sentence",
    "primary": "Primary type",
    "secondary": "Second type",
    "tactic": "Tactic",
    "tldr": "In short",
    "summary": "Summary",
    "key_stats": "Key figures",
    "loaded_terms": "Loaded terms",
    "omissions": "What got left out",
    "beneficiaries": "Who benefits",
    "mechanics": "How the framing works",
    "integrity": "Integrity and risk",
    "claims": "Claims",
    "intent": "Source and intent",
    "missing_voices": "Missing voices",
    "entities": "Key entities",
    "keywords": "Keywords",
    "counter_frames": "The same facts, told by others",
}
_ORDER: Final = {name: place for place, name in enumerate(NAMES)}


class Part(NamedTuple):
    """A field of a report as the page calls it, and how many readers say what is published, where they were asked."""

    name: str
    readers: str


class Group(NamedTuple):
    """Parts that come from the same, and the reason why they do not come from a model, where there is one."""

    parts: tuple[Part, ...]
    reason: str


def sources(story: Story) -> tuple[tuple[Engine, tuple[Group, ...]], ...]:
    """Return what the parts of a report come from, those of models first; nothing where no model answered."""
    made = story.provenance
    alike: dict[Engine, dict[str, list[Part]]] = {one: {} for one in (Engine.LLM, Engine.MIXED, Engine.EMBEDDED)}
    found = [name for name in made.fields if not _came_to_nothing(story, name)]
    for name in sorted(found, key=lambda name: (_ORDER.get(name, len(_ORDER)), name)):
        part = Part(NAMES.get(name, v.label(name)), _readers(story, name))
        alike[made.fields[name]].setdefault(made.reasons.get(name, ""), []).append(part)
    return tuple(
        (source, tuple(Group(tuple(parts), reason) for reason, parts in own.items()))
        for source, own in alike.items()
        if own
    )


def written(story: Story) -> dict[str, str]:
    """Return, by field, what is said of sentences that models wrote, at the place where they stand."""
    made = story.provenance.fields
    return {name: _WRITTEN[made[name]] for name in _OF_SENTENCES if made.get(name) in _WRITTEN}


def left_out(one: Omission) -> str:
    """Return what is said beside an omission of the part a model had in it; nothing where it had none."""
    return _LEFT_OUT[one.found_by]


def _came_to_nothing(story: Story, name: str) -> bool:
    """Say whether the formula gave a report none of what a model says: then nothing of it comes from a model."""
    gone = name in ("secondary", "tactic") and getattr(story.verdict, name) is None
    return gone and story.provenance.fields[name] is not Engine.EMBEDDED


def _readers(story: Story, name: str) -> str:
    """Return how many readers say what is published; the formula may have put another type in its place."""
    made, verdict = story.provenance, story.verdict
    if not made.opinions or name not in made.agreement or made.reasons.get(name) == ADDRESSED:
        # Where the text speaks to machines, no reader but the embedded analyzer has a vote.
        return ""
    said, all_of_them = made.agreement[name], f"of {len(made.opinions)} readers"
    if name in ("primary", "secondary", "tactic"):
        by_type = sum(one.primary == verdict.primary for one in made.opinions)
        if by_type != made.agreement.get("primary"):
            return f"{by_type} {all_of_them}; the formula decides" if name == "primary" else ""
        if getattr(verdict, name) is None:
            return ""
    return f"{said} {all_of_them}"


def reader(opinion: Opinion) -> str:
    """Return what a reader is called: the embedded analyzer, or the model as its service names it."""
    return v.label(opinion.reader) if opinion.reader == Engine.EMBEDDED else opinion.reader


def opinion_type(opinion: Opinion) -> str:
    """Return the type a reader says, in words."""
    return v.label(opinion.primary) if opinion.primary else "no type named"


def differing(story: Story) -> str | None:
    """Return how the readers of a text disagree, as a sentence; None where they agree or there was one."""
    told = story.provenance.opinions
    apart = _apart(story)
    types = len({one.primary for one in told if one.primary}) > 1
    if apart <= SCORES_APART and not types:
        return None
    if apart <= SCORES_APART:
        return "The readers of this text name different types."
    first = "The readers of this text name different types, and their scores" if types else "The readers' scores"
    return f"{first} lie {apart} points apart."


def agreeing(story: Story) -> str | None:
    """Return on what the readers of a text agree, as a sentence; None where they disagree or there was one."""
    told = story.provenance.opinions
    if not told or differing(story):
        return None
    named = next((one for one in told if one.primary), None)
    silent = sum(one.primary is None for one in told)
    who = "Both readers" if len(told) == 2 else f"All {len(told)} readers"  # noqa: PLR2004 - a pair
    who = f"{len(told) - silent} of {len(told)} readers" if silent else who
    first = f"{who} say “{opinion_type(named)}”" if named else "No reader names a type"
    return f"{first}: {', '.join(f'{reader(one)} {one.score}' for one in told)}."


def _apart(story: Story) -> int:
    scores = [one.score for one in story.provenance.opinions]
    return max(scores) - min(scores) if scores else 0


def samples(story: Story) -> str | None:
    """Return what each of several readings would have led to, as a sentence; None where there was one."""
    found = story.signals.samples if story.signals else ()
    if not found:
        return None
    told = ", ".join(map(str, found))
    return (
        f"{len(found)} by models; with each of them alone beside the embedded analyzer the score would be {told}. The "
        "band holds all of these."
    )


def money(amount: float) -> str:
    """Return an amount of the configured currency, in ten-thousandths at most; little is never told as nothing."""
    least = 0.0001
    return f"under {least}" if 0 < amount < least / 2 else f"{amount:.4f}" if amount else "0"
