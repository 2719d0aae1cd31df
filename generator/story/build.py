"""Findings and article -> Story: the one place where a record is put together. Pure."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator import config
from generator import vocabulary as v
from generator.models import (
    Analysis,
    Article,
    Opinion,
    Original,
    Provenance,
    Publisher,
    Review,
    Signals,
    Story,
    StoryPublisher,
    Verdict,
)
from generator.origins import ADDRESSED
from generator.story.making import APART, SCORES_APART

SLUG_LENGTH = 80
NAME_LENGTH = 300
FLAG_LENGTH = 600
# Names that Windows refuses as file names.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
# Fields a limited report leaves out: what needs more text than it has.
_NEEDS_LENGTH = ("mechanics", "counter_frames", "omissions", "missing_voices", "framing")


class Findings(NamedTuple):
    """What the stages after extraction found: the verified analysis and its verdict."""

    analysis: Analysis
    signals: Signals
    verdict: Verdict
    dropped: dict[str, int]
    copied_words: int
    opinions: tuple[Opinion, ...] = ()


class Origin(NamedTuple):
    """What the run knows about a story besides the article: identity, way in, how it was made."""

    story_id: str
    feed: str | None
    aliases: tuple[str, ...]
    analyzer: str
    version: str
    now: dt.datetime
    body_digest: str | None = None


def build(  # noqa: PLR0913 - the one place where a story is put together
    article: Article,
    publisher: Publisher,
    findings: Findings,
    origin: Origin,
    *,
    status: v.Status = v.Status.PROCESSED,
    status_reason: str | None = None,
) -> Story:
    """Put a story together from an article and what was found in it; the slug is a proposal until stored."""
    limited = status is v.Status.LIMITED
    analysis = findings.analysis
    found = {name: getattr(analysis, name) for name in Story.model_fields.keys() & Analysis.model_fields.keys()}
    if limited:
        found |= {name: Story.model_fields[name].default for name in _NEEDS_LENGTH}
    published = article.published
    return Story(
        **found,
        id=origin.story_id,
        slug=slug(article.title, origin.story_id),
        year=(published or origin.now).year,
        status=status,
        status_reason=status_reason,
        review=Review(flags=tuple(_flags(findings))),
        publisher=StoryPublisher(
            slug=publisher.slug,
            name=publisher.name,
            domain=config.bare_host(article.url),
            role=publisher.role,
            independence=publisher.independence,
        ),
        original=Original(
            url=article.url,
            title=article.title,
            author=article.author,
            author_organization=article.author_organization,
            published=published,
            language=article.language,
            category=article.category,
            words=article.words,
            extraction_confidence=article.extraction_confidence,
            origins=dict(sorted(article.origins.items())),
            feed=origin.feed,
            aliases=origin.aliases,
        ),
        verdict=Verdict() if limited else findings.verdict,
        signals=None if limited else findings.signals,
        provenance=_provenance(article, findings, origin, limited=limited),
        created=origin.now,
        updated=origin.now,
    )


def _provenance(article: Article, findings: Findings, origin: Origin, *, limited: bool) -> Provenance:
    """Say how a report was made: by what, from what, for how much."""
    making = findings.analysis.making
    return Provenance(
        analyzer=origin.analyzer,
        version=origin.version,
        engine=making.engine,
        model=", ".join(making.models)[:NAME_LENGTH] or None,
        prompt_digest=making.prompt_digest,
        runs=making.runs,
        fields=making.fields,
        reasons=making.reasons,
        agreement=making.agreement,
        opinions=() if limited else findings.opinions,
        fallback=making.fallback,
        cost=making.cost,
        input_digest=article.digest,
        body_digest=origin.body_digest,
        analyzed=origin.now,
        dropped=findings.dropped,
        copied_words=findings.copied_words,
    )


def _flags(findings: Findings) -> Iterator[str]:
    """Yield why a person should look at a report before anybody relies on it."""
    if findings.analysis.planted_instructions:
        yield "The page holds passages addressed to AI systems."
    elif ADDRESSED in findings.analysis.making.reasons.values():
        yield "A model takes a passage of the page for one that is addressed to AI systems."
    told = findings.opinions
    if told and max(one.score for one in told) - min(one.score for one in told) > SCORES_APART:
        scores = ", ".join(f"{one.reader} {one.score}" for one in told)
        yield f"{APART}: {scores}."[:FLAG_LENGTH]


def slug(title: str, story_id: str) -> str:
    """Return ``^[a-z0-9-]{1,80}$`` made from a title, cut at a word; a title without Latin letters gives the id."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", ascii_title.replace("'", "")))
    if len(words) > SLUG_LENGTH:
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    if not words:
        return f"story-{story_id[:6]}"
    return f"{words}-{story_id[:6]}"[-SLUG_LENGTH:] if words in _RESERVED else words


def with_slug_suffix(story: Story) -> Story:
    """Return the story under a slug that ends in six digits of its id, for when its slug is taken."""
    suffix = f"-{story.id[:6]}"
    return story.model_copy(update={"slug": story.slug[: SLUG_LENGTH - len(suffix)].rstrip("-") + suffix})


def file_name(story: Story) -> str:
    """Return the path of the story file below content/."""
    return f"stories/{story.publisher.slug}/{story.year}/{story.date.isoformat()}-{story.slug}.md"
