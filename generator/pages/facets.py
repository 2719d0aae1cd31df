"""Catalog -> the lists by score, role, evidence and kind of text: search without a script. Pure.

Paths are made of closed words and numbers alone, never of text from a feed.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import figures, lists, words
from generator.pages.catalog import Catalog, group, updated
from generator.pages.page import Page

_RANGE_SENSES = (
    "Notices, instructions, neutral reporting, and texts with a few evaluative words.",
    "One-sided selection or a clearly promotional tone.",
    "Tone, selection and omission pull one way.",
    "Nearly every paragraph steers.",
)
UNSCORED = "none"
_UNSCORED_SENSE = (
    "These texts are too short or too incomplete to carry a fair number; the reports list what stands in them."
)
EVIDENCE_SENSES = {
    v.Strength.WEAK: "The texts assert; they give next to nothing that a reader could check.",
    v.Strength.MEDIUM: "The texts give some figures, links or named sources, but not enough to check the whole.",
    v.Strength.STRONG: "The texts give checkable data, a method, or sources independent of the speaker.",
}
_ROLES = {
    v.Role.COMPANY_BLOG: "Companies on themselves and their products; launch posts steer by trade.",
    v.Role.PROJECT_BLOG: "Open projects on their own work.",
    v.Role.NEWS_MEDIA: "Newsrooms on others.",
    v.Role.WIRE: "Agencies whose texts others reprint.",
    v.Role.GOVERNMENT: "Public bodies on their work and their rules.",
    v.Role.RESEARCH: "Institutes and universities, on their findings mostly.",
    v.Role.NONPROFIT: "Organizations that work for a cause.",
    v.Role.FORUM: "Communities whose members write.",
    v.Role.INDIVIDUAL: "People who write in their own name.",
    v.Role.PRESS_RELEASE_SERVICE: "Services that spread what their customers write.",
}


class Facet(NamedTuple):
    """One list: last part of its path, words, sentence, filter for search, reports, and where the word is explained."""

    word: str
    name: str
    standfirst: str
    query: str
    stories: tuple[Story, ...]
    definition: str = ""


class Dimension(NamedTuple):
    """A way to divide all reports: the first part of the paths, its heading, its lists that hold a report."""

    key: str
    name: str
    facets: tuple[Facet, ...]

    @property
    def choices(self) -> tuple[lists.Choice, ...]:
        """Return the lists as links."""
        return tuple(lists.Choice(one.name, f"{self.key}/{one.word}/", len(one.stories)) for one in self.facets)


def range_key(story: Story) -> str:
    """Return the range that the score of a report lies in, as in paths and addresses: 50-74, or none."""
    score = story.verdict.score
    if score is None:
        return UNSCORED
    return figures.range_of(score).key


def dimensions(catalog: Catalog) -> tuple[Dimension, ...]:
    """Return the four dimensions in the order in which pages name them."""
    kinds = group((story.kind, story) for story in catalog.shown if story.kind)
    return (
        Dimension("scores", "Scores", tuple(_scores(catalog))),
        Dimension("evidence", "Evidence", tuple(_evidence(catalog))),
        Dimension("roles", "Roles of publishers", tuple(_roles(catalog))),
        Dimension(
            "kinds",
            "Kinds of text",
            tuple(
                Facet(kind, words.sentence(v.label(kind)), "The kind is read off the text itself.", "", kinds[kind])
                for kind in v.Kind
                if kind in kinds
            ),
        ),
    )


def _scores(catalog: Catalog) -> Iterator[Facet]:
    found = group((range_key(story), story) for story in catalog.shown)
    for one, sense in zip(figures.RANGES, _RANGE_SENSES, strict=True):
        if one.key in found:
            yield Facet(
                one.key,
                f"Score {one.low} to {one.high}: {one.word}",
                sense,
                f"score={one.key}",
                found[one.key],
                f"glossary/#score-{v.score_word(one.high)}",
            )
    if UNSCORED in found:
        yield Facet(UNSCORED, "No score", _UNSCORED_SENSE, f"score={UNSCORED}", found[UNSCORED])


def _evidence(catalog: Catalog) -> Iterator[Facet]:
    for strength in v.Strength:
        if strength in catalog.by_evidence:
            name = f"{words.sentence(strength)} evidence"
            stories = catalog.by_evidence[strength]
            yield Facet(
                strength,
                name,
                EVIDENCE_SENSES[strength],
                f"evidence={strength}",
                stories,
                words.definition(strength),
            )


def _roles(catalog: Catalog) -> Iterator[Facet]:
    found = group((story.publisher.role, story) for story in catalog.shown)
    for role in v.Role:
        if role in found:
            yield Facet(role, words.sentence(v.label(role)), _ROLES[role], f"role={role}", found[role])


def pages(catalog: Catalog) -> Iterator[Page]:
    """Yield a page for each list that holds a report."""
    for dimension in dimensions(catalog):
        for facet in dimension.facets:
            path = f"{dimension.key}/{facet.word}/"
            yield Page(
                path=path,
                body="facet.html",
                title=facet.name,
                description=f"Spin reports, newest first: {facet.name[0].lower()}{facet.name[1:]}.",
                view=lists.view(
                    facet.stories,
                    lists.whole(facet.stories),
                    crumbs=(("Browse", "browse/"), (dimension.name, f"browse/#{dimension.key}")),
                    name=facet.name,
                    standfirst=facet.standfirst,
                    narrow=_narrow(dimension.key, facet),
                    siblings=lists.Choices(dimension.name, lists.marked(dimension.choices, path)),
                    query=facet.query,
                    definition=facet.definition,
                ),
                updated=updated(facet.stories),
            )


def _narrow(key: str, facet: Facet) -> tuple[lists.Choices, ...]:
    """Return the shorter lists of a list: those by topic stand ready for evidence."""
    if key != "evidence":
        return ()
    found = Counter(story.topic for story in facet.stories if story.topic)
    choices = (
        lists.Choice(words.sentence(v.label(topic)), f"topics/{topic}/{facet.word}/", n)
        for topic, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return (lists.Choices("Narrow by topic", tuple(choices)),)
