"""Story -> its page: everything the template shows that is not in the record itself. Pure.

The template reads the record; this module adds what needs other stories (medians, more from this publisher), an
address (text fragments, Ask-AI links) or the published formula (meanings of the score's parts).
"""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate, chain
from typing import Any, NamedTuple

from generator import jsonld, score
from generator import vocabulary as v
from generator.config import Settings
from generator.models import Claim, LoadedTerm, Omission, ScorePart, Story
from generator.pages import ask, badge, figures, words
from generator.pages import card as cards
from generator.pages.catalog import Catalog
from generator.pages.page import Page
from generator.story import making

MORE_MOST = 6
SAME_MOST = 3
ALTERNATES = (
    ("text/markdown", "index.md"),
    ("application/ld+json", "index.json"),
    ("application/json", "record.json"),
)


class Quoted(NamedTuple):
    """A loaded term with its number, its address in the original, and where it stands."""

    number: int
    term: LoadedTerm
    url: str
    place: str


class Stated(NamedTuple):
    """A claim with its number, its address in the original, and the omissions that it calls for."""

    number: int
    claim: Claim
    url: str
    left_out: tuple[Omission, ...]


class LeftOut(NamedTuple):
    """An omission with the finding that calls for what is missing: its fragment id and its name, or two empties.

    Last what is said of the part that a model had in it.
    """

    omission: Omission
    called_by: str
    name: str
    mark: str


class Explained(NamedTuple):
    """A part of the score with what the formula says about it."""

    part: ScorePart
    meaning: str
    at: float  # points of the parts before it: where it begins on a bar of 100


def page(story: Story, catalog: Catalog, site: jsonld.Site, settings: Settings) -> Page:
    """Return the page of a story."""
    withdrawn = story.status is v.Status.WITHDRAWN
    return Page(
        path=story.path,
        body="story.html",
        title=words.plain(story.original.title, words.TITLE_MOST) or jsonld.UNTITLED,
        description=words.plain(_description(story), words.DESCRIPTION_MOST),
        view=_view(story, catalog, site, settings),
        updated=story.updated.date(),
        noindex=withdrawn,
        graph=None if withdrawn else partial(_graph, story, site),
        card=cards.card(story, site.name),
        alternates=() if withdrawn else ALTERNATES,
        article=() if withdrawn else tuple(_article(story)),
    )


def _article(story: Story) -> Iterator[tuple[str, str]]:
    """Yield what Open Graph says of an article (ogp.me): when the report was made and changed, and what it is about."""
    yield "article:published_time", story.created.isoformat()
    yield "article:modified_time", story.updated.isoformat()
    if story.topic:
        yield "article:section", str(v.label(story.topic))
    yield from (("article:tag", words.plain(keyword, words.TITLE_MOST)) for keyword in story.keywords)


def _description(story: Story) -> str:
    name = story.publisher.name
    if story.status is v.Status.WITHDRAWN:
        return f"This spin report on a story by {name} was withdrawn."
    verdict = story.verdict
    if verdict.score is None:
        return f"Spin report without a score on a story by {name}: {story.status_reason or 'the text is too short'}."
    what = verdict.tactic or v.label(verdict.primary or v.SpinType.NONE)
    about = story.framing or story.summary or ""
    return f"Spin report on a story by {name}: {what}, score {verdict.score} of 100. {about}"


def _graph(story: Story, site: jsonld.Site) -> str:
    return jsonld.embed(jsonld.graph(story, site))


def _view(story: Story, catalog: Catalog, site: jsonld.Site, settings: Settings) -> dict[str, Any]:
    """Return what the template reads beside the record."""
    prompt = ask.prompt(story, site.url)
    terms = _terms(story)
    left_out = _left_out(story)
    verdict = story.verdict
    own = catalog.publisher_distributions.get(story.publisher.slug)
    return {
        "story": story,
        "bar": figures.score_bar(verdict.score, verdict.band, catalog.site, own)
        if verdict.score is not None and verdict.band
        else None,
        "compared": _compared(story, catalog),
        "terms": terms,
        "strongest": _strongest(story, terms),
        "claims": _claims(story, left_out),
        "left_out": left_out,
        "mention": lambda words: jsonld.mention_url(story, words),
        "calls": tuple((span, jsonld.fragment_url(story, span)) for span in story.intent.spans),
        "parts": _parts(story),
        "making": _making(story),
        "disclosure": jsonld.disclosure(story),
        "verdict": jsonld.verdict_name(story),
        "explanation": jsonld.explanation(story),
        "aspect": jsonld.SCORE_ASPECT,
        "prompt": prompt,
        "links": ask.links(prompt, settings.engines),
        "more": catalog.more_from(story, MORE_MOST),
        "more_count": len(catalog.by_publisher.get(story.publisher.slug, ())),
        "same_tactic": catalog.same_tactic(story, SAME_MOST),
        "address": f"{site.url}{story.path}",
        "embed": badge.embed(badge.of_story(story, site.name), f"{site.url}{story.path}"),
        "site_name": site.name,
    }


def _making(story: Story) -> dict[str, Any]:
    """Return what the page says of models beside the embedded analyzer; all of it is empty where none was asked."""
    cost = story.provenance.cost
    return {
        "differing": making.differing(story),
        "agreeing": making.agreeing(story),
        "readers": tuple((making.reader(one), one.primary, one.score) for one in story.provenance.opinions),
        "about": making.ALONE,
        "mark": making.MARK,
        "written": making.written(story),
        "sources": making.sources(story),
        "samples": making.samples(story),
        "cost": None if cost is None else making.money(cost),
    }


def _terms(story: Story) -> tuple[Quoted, ...]:
    signals = story.signals
    sentence_of = {hit.start: hit.sentence for hit in signals.hits} if signals else {}
    return tuple(
        Quoted(number, term, jsonld.fragment_url(story, term), _place(sentence_of.get(term.start)))
        for number, term in enumerate(story.loaded_terms, start=1)
    )


def _left_out(story: Story) -> tuple[LeftOut, ...]:
    """Return the omissions, each with the claim or else the term that stands in the sentence calling for it."""
    found = []
    for one in story.omissions:
        span = one.called_by
        claims = (
            (f"claim-{n}", f"claim {n}")
            for n, claim in enumerate(story.claims, start=1)
            if span and claim.start < span.end and span.start < (claim.full_end or claim.end)
        )
        terms = (
            (f"term-{n}", f"“{term.exact}”")
            for n, term in enumerate(story.loaded_terms, start=1)
            if span and span.start <= term.start < span.end
        )
        found.append(LeftOut(one, *next(chain(claims, terms), ("", "")), making.left_out(one)))
    return tuple(found)


def _claims(story: Story, left_out: tuple[LeftOut, ...]) -> tuple[Stated, ...]:
    return tuple(
        Stated(
            number,
            claim,
            jsonld.fragment_url(story, claim),
            tuple(one.omission for one in left_out if one.called_by == f"claim-{number}"),
        )
        for number, claim in enumerate(story.claims, start=1)
    )


def _place(sentence: int | None) -> str:
    """Return where a sentence stands: 0 is the title; the body is counted from 1."""
    if sentence is None:
        return ""
    return "title" if sentence == 0 else f"sentence {sentence}"


def _strongest(story: Story, terms: tuple[Quoted, ...]) -> Quoted | None:
    """Return the term that shows the verdict best: of its type, in the text's own voice, most severe, surest."""
    primary = story.verdict.primary
    if primary in (None, v.SpinType.NONE):
        return None
    fitting = [one for one in terms if one.term.type == str(primary) and one.term.speaker is not v.Speaker.QUOTED]
    return max(fitting, key=lambda one: (one.term.weight, -one.number), default=None)


def _compared(story: Story, catalog: Catalog) -> str | None:
    """Return the sentence that gives the score its meaning, where enough reports stand behind it."""
    value = story.verdict.score
    if value is None or not catalog.site:
        return None
    below = catalog.site.share_below(value)
    if not below:
        return f"Hardly any of the {catalog.site.n:,} scored reports is plainer."
    return f"More steered than {below}% of {catalog.site.n:,} scored reports."


def _parts(story: Story) -> tuple[Explained, ...]:
    meanings = {part.name: part.meaning for part in score.PARTS}
    parts = story.verdict.parts
    starts = accumulate((part.points for part in parts), initial=0.0)
    return tuple(
        Explained(part, meanings.get(part.name, ""), round(at, 1)) for part, at in zip(parts, starts, strict=False)
    )
