"""One article through the pure stages: extract, gate, analyze, verify, score. Pure; runs in worker processes."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from generator import analyze, extract, gate
from generator import vocabulary as v
from generator.analyze import ensemble
from generator.models import Analysis, Article, FeedEntry, Offsets, Publisher, Rejection
from generator.pipeline import findings
from generator.story import Findings


class Desk(NamedTuple):
    """Who examines, for whom: the same for every article of a publisher."""

    publisher: Publisher
    analyzer: str
    languages: tuple[str, ...]


class Draft(NamedTuple):
    """An article that a model is still to be asked about: text, the gate's word, the analysis of the witness."""

    article: Article
    passage: gate.Passage
    seen: Analysis


class Examined(NamedTuple):
    """What the pure stages made of one article: a rejection, findings with a status, or a draft."""

    article: Article
    body_digest: str
    rejection: Rejection | None = None
    status: v.Status = v.Status.PROCESSED
    status_reason: str | None = None
    findings: Findings | None = None
    draft: Draft | None = None


@cache
def analyzer(name: str) -> analyze.Analyzer:
    """Return the analyzer, or its witness, made once per process; before anything else, since models load big."""
    return analyze.make(analyze.witness(name))


def page(html: bytes, url: str, headers: Mapping[str, str], entry: FeedEntry | None, desk: Desk) -> Examined:
    """Examine a fetched page."""
    analyzer(desk.analyzer)
    found = extract.article(html, url=url, headers=headers, entry=entry, publisher=desk.publisher)
    return _examined(found, gate.article(found, publisher=desk.publisher, languages=desk.languages), desk)


def text(body: str, url: str, title: str | None, desk: Desk) -> Examined:
    """Examine text that a user handed in; only length and language can refuse it."""
    analyzer(desk.analyzer)
    found = extract.from_text(body, url=url, title=title)
    return _examined(found, gate.text(found, publisher=desk.publisher, languages=desk.languages), desk)


def settled(examined: Examined, analysis: Analysis, publisher: Publisher) -> Examined:
    """Verify and score the analysis of a draft; the text ends here.

    Args:
        examined: what came back with a draft.
        analysis: what an analyzer made of the draft.
        publisher: its publisher.
    """
    draft = examined.draft
    if draft is None:
        raise AssertionError("only a draft is settled")
    article = draft.article
    verdict = _long_enough(article, draft.passage, analysis)
    if isinstance(verdict, Rejection):
        return Examined(examined.article, examined.body_digest, rejection=verdict)
    found = findings.of(analysis, draft.seen, article, publisher)
    return examined._replace(draft=None, status=verdict.status, status_reason=verdict.reason, findings=found)


def _examined(article: Article, verdict: gate.Passage | Rejection, desk: Desk) -> Examined:
    # The text stays in memory, of this process or of the one that asks models: nothing may write it anywhere.
    bare = article.model_copy(update={"text": ""})
    body = article.text.removeprefix(f"{article.title}\n\n")
    digest = f"sha256:{hashlib.sha256(body.encode()).hexdigest()}"
    if isinstance(verdict, Rejection):
        return Examined(bare, digest, rejection=verdict)
    seen = analyzer(desk.analyzer).analyze(article, desk.publisher)
    examined = Examined(bare, digest, draft=Draft(article, verdict, seen))
    if not analyze.asks(desk.analyzer):
        return settled(examined, seen, desk.publisher)
    told = _long_enough(article, verdict, seen)
    if isinstance(told, Rejection) or told.status is v.Status.LIMITED:
        return settled(examined, ensemble.alone(seen, ensemble.SHORT), desk.publisher)
    return examined


def _long_enough(article: Article, verdict: gate.Passage, analysis: Analysis) -> gate.Passage | Rejection:
    """Return the gate's word without what is addressed to machines: it is no part of the story, nor of its length."""
    told = _told(article, analysis)
    return (gate.length(told) or verdict) if told < article.words else verdict


def _told(article: Article, analysis: Analysis) -> int:
    """Return the words of the body outside passages addressed to AI systems; analyzers leave those out of sentences."""
    planted = analysis.planted_instructions
    if not planted:
        return article.words
    told = [one for one in analysis.sentences if one.start >= len(article.title)]
    inside = [one for one in planted if any(one.start < two.end and two.start < one.end for two in told)]
    return max(0, _words(article.text, told) - _words(article.text, inside))


def _words(text: str, stretches: Iterable[Offsets]) -> int:
    return sum(len(text[one.start : one.end].split()) for one in stretches)
