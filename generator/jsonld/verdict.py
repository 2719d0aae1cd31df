"""Verdict -> the review of the original: ratings, what got left out, and the terms it uses. Pure."""

from typing import Literal

from generator import vocabulary as v
from generator.jsonld import sayings
from generator.jsonld.site import Node, Site, author, ref
from generator.models import Story

SCORE_ASPECT = "Spin score: higher means more spin"
LEFT_OUT = "What got left out"
_STEPS: dict[str, int] = {
    str(word): number for scale in (v.Strength, v.Risk) for number, word in enumerate(scale, start=1)
}
# Fragment of the page, words of the page, field of the record.
_GRADED: tuple[tuple[str, str, Literal["evidence_strength", "narrative_risk", "repetition_risk"]], ...] = (
    ("evidence", "Evidence strength", "evidence_strength"),
    ("narrative-risk", "Narrative risk", "narrative_risk"),
    ("repetition-risk", "AI repetition risk", "repetition_risk"),
)


def review(story: Story, url: str, site: Site, *, ratings: bool) -> Node:
    """Return the review; one without a verdict says so, and rates only what stands in the text after all.

    Args:
        story: the report.
        url: address of its page.
        site: the site.
        ratings: False leaves out the ratings.
    """
    node: Node = {
        "@type": "Review",
        "@id": f"{url}#verdict",
        "name": sayings.verdict(story),
        "author": author(site),
        "datePublished": story.created.isoformat().replace("+00:00", "Z"),
        # Google's checker asks for a name here, whatever the linked node says.
        "itemReviewed": {"@type": "Article", "@id": story.original.url, "name": sayings.title(story)},
        "reviewAspect": "Spin",
        "reviewBody": sayings.explanation(story),
    }
    if sayings.judged(story):
        node |= _named(story, site)
    rated = _ratings(story, url) if ratings else []
    if rated:
        node["reviewRating"] = rated
    if story.omissions:
        node["negativeNotes"] = _left_out(story, url)
    return node


def _named(story: Story, site: Site) -> Node:
    """Return which terms the verdict is about: the primary type, then what else it names."""
    verdict = story.verdict
    about = ref(type_id(verdict.primary or v.SpinType.NONE, site))
    more = [type_id(verdict.secondary, site)] if verdict.secondary else []
    more += [tactic_id(verdict.tactic, site)] if verdict.tactic else []
    return {"about": about} | ({"mentions": [ref(one) for one in more]} if more else {})


def _ratings(story: Story, url: str) -> list[Node]:
    steps = _graded(story, url)
    if not sayings.judged(story):
        return steps
    score: Node = {
        "@type": "Rating",
        "@id": f"{url}#spin-score",
        "reviewAspect": SCORE_ASPECT,
        "ratingValue": story.verdict.score,
        "worstRating": 0,
        "bestRating": 100,
        "ratingExplanation": sayings.explanation(story),
    }
    return [score, *steps]


def _graded(story: Story, url: str) -> list[Node]:
    """Return the ratings of three steps, each with its word and the reason for it."""
    integrity = story.integrity
    found = []
    for fragment, aspect, field in _GRADED:
        word: str | None = getattr(integrity, field)
        if word:
            reason = integrity.reasons.get(field)
            found.append(
                {
                    "@type": "Rating",
                    "@id": f"{url}#{fragment}",
                    "reviewAspect": aspect,
                    "ratingValue": _STEPS[word],
                    "worstRating": 1,
                    "bestRating": 3,
                    "alternateName": v.label(word),
                }
                | ({"ratingExplanation": reason} if reason else {})
            )
    return found


def _left_out(story: Story, url: str) -> Node:
    items = [
        {"@type": "ListItem", "@id": f"{url}#left-out-{n}", "position": n, "name": one.text}
        | ({"description": one.why} if one.why else {})
        for n, one in enumerate(story.omissions, start=1)
    ]
    return {"@type": "ItemList", "@id": f"{url}#left-out", "name": LEFT_OUT, "itemListElement": items}


def terms(story: Story, site: Site) -> list[Node]:
    """Define the terms a verdict names, and the sets they belong to; none for a report without a verdict."""
    verdict = story.verdict
    if not sayings.judged(story):
        return []
    found = [spin_type(one, site) for one in (verdict.primary or v.SpinType.NONE, verdict.secondary) if one]
    if verdict.primary not in (None, v.SpinType.NONE) or verdict.secondary:
        found.append(type_set(site))
    if verdict.tactic:
        found += [tactic(verdict.tactic, site), tactic_set(site)]
    return found


def type_id(one: v.SpinType, site: Site) -> str:
    """Return the id of a spin type, or of no spin at all."""
    return f"{site.url}spin-types/{one}/#term"


def tactic_id(name: str, site: Site) -> str:
    """Return the id of a tactic: its place on the page of its type."""
    return f"{site.url}spin-types/{v.TACTIC_TYPE[name]}/#{v.anchor(name)}"


def spin_type(one: v.SpinType, site: Site) -> Node:
    """Define a spin type. No spin is a verdict of its own and belongs to no set."""
    node: Node = {
        "@type": "DefinedTerm",
        "@id": type_id(one, site),
        "name": v.label(one),
        "termCode": one.value,
        "description": v.NONE_GIST if one is v.SpinType.NONE else v.TYPES[one].gist,
        "url": f"{site.url}spin-types/{one}/",
    }
    if one is not v.SpinType.NONE:
        node["inDefinedTermSet"] = ref(f"{site.url}spin-types/#set")
    return node


def tactic(name: str, site: Site) -> Node:
    """Define a tactic."""
    return {
        "@type": "DefinedTerm",
        "@id": tactic_id(name, site),
        "name": name,
        "termCode": v.anchor(name),
        "url": tactic_id(name, site),
        "inDefinedTermSet": ref(f"{site.url}spin-types/#tactics"),
    }


def type_set(site: Site) -> Node:
    """Return the set of the six types."""
    base = f"{site.url}spin-types/"
    return {"@type": "DefinedTermSet", "@id": f"{base}#set", "name": "Spin types", "url": base}


def tactic_set(site: Site) -> Node:
    """Return the set of all tactics."""
    base = f"{site.url}spin-types/"
    return {"@type": "DefinedTermSet", "@id": f"{base}#tactics", "name": "Tactics", "url": base}
