"""Story -> the sentences that its page and its graph say in the same words. Pure.

The template prints what stands here, so that nothing in the graph can differ from what a reader sees.
"""

from generator import vocabulary as v
from generator.jsonld.site import Site, shown
from generator.models import Correction, Story

UNJUDGED = "No verdict, no score"
UNTITLED = "Untitled"


def sentence(words: str) -> str:
    """Return the words with a capital first letter; everything else stays."""
    return words[:1].upper() + words[1:]


def judged(story: Story) -> bool:
    """Return whether the report gives a verdict: a score stands only with its band."""
    return story.verdict.score is not None and story.verdict.band is not None


def title(story: Story) -> str:
    """Return the title of the original; a record may hold an empty one."""
    return " ".join(shown(story.original.title).split()) or UNTITLED


def disclosure(story: Story) -> str:
    """Return by what means the report was made, and whether a person has read it."""
    by = story.review.reviewer or "a person"
    read = f"reviewed by {by}" if story.review.state is v.ReviewState.HUMAN_REVIEWED else "not reviewed by a person"
    return (
        f"{method(story)}, {read}. "
        "It is about how the text is worded and what it selects, never about truth or motives."
    )


def method(story: Story) -> str:
    """Return what made the report, in the words that open the disclosure."""
    return f"Automated analysis by the {story.provenance.credit}"


def credit(story: Story, site: Site) -> str:
    """Return how the report wants to be named, with the title letter by letter, as the page cites it."""
    return f"{site.name}: Spin report on “{story.original.title or UNTITLED}”, report {story.id}"


def verdict(story: Story) -> str:
    """Return the verdict's name: the tactic, else the type."""
    if not judged(story):
        return UNJUDGED
    return sentence(story.verdict.tactic or v.label(story.verdict.primary or v.SpinType.NONE))


def explanation(story: Story) -> str:
    """Return why the verdict is what it is, or why there is none; never empty."""
    if judged(story):
        return story.verdict.explanation or verdict(story)
    reason = sentence(story.status_reason or "the text is too short for a score")
    return (
        f"{reason}. So little text carries no fair number. "
        "What stands in it is listed below, and the verdict stays open."
    )


def corrected(one: Correction) -> str:
    """Return what a correction changed, and why."""
    return f"“{one.before}” became “{one.after}”. {one.reason}"


def standing(story: Story) -> list[str]:
    """Return the words that say what state the report is in, as they stand at its head."""
    words = [sentence(v.label(story.status))]
    if story.review.state is v.ReviewState.HUMAN_REVIEWED:
        words.append("Reviewed by a person")
    if story.corrections:
        words.append("Corrected")
    if story.dispute:
        words.append("Disputed by the publisher")
    return words
