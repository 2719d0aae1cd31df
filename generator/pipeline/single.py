"""One article by hand: a page or a text to one report, outside any run. Pure but for the network door handed in."""

import datetime as dt
from typing import Any

from generator import __version__, feeds, story
from generator import vocabulary as v
from generator.analyze import Advised
from generator.config import Publishers, provisional
from generator.errors import FetchError
from generator.fetch import Fetcher
from generator.models import Publisher
from generator.pipeline import examine


def analyze_page(  # noqa: PLR0913 - one article by hand
    html: bytes | None,
    url: str,
    desk: examine.Desk,
    now: dt.datetime,
    fetcher: Fetcher,
    *,
    analyzer: Advised | None = None,
) -> dict[str, Any]:
    """Examine one page, handed in or (None) fetched, and return its record or why it was refused.

    Raises:
        FetchError: the page could not be fetched; a denial by robots.txt is a refusal instead.
        ExtractError: no article could be taken from it.
        AnalyzeError: a model is required and gave nothing.
    """
    headers: dict[str, str] = {}
    if html is None:
        try:
            response = fetcher.page(url)
        except FetchError as error:
            if error.reason != "robots_denied":
                raise
            return _refused(v.Reason.ROBOTS_DENIED, str(error))
        html, url, headers = response.body, response.url, response.headers
    return record(judged(examine.page(html, url, headers, None, desk), desk, analyzer), desk, now)


def analyze_text(  # noqa: PLR0913 - one article by hand
    text: str, url: str, title: str | None, desk: examine.Desk, now: dt.datetime, *, analyzer: Advised | None = None
) -> dict[str, Any]:
    """Examine a text handed in and return its record or why it was refused.

    Raises:
        AnalyzeError: a model is required and gave nothing.
    """
    return record(judged(examine.text(text, url, title, desk), desk, analyzer), desk, now)


def judged(examined: examine.Examined, desk: examine.Desk, analyzer: Advised | None) -> examine.Examined:
    """Return what was examined with its draft, if there is one, judged and settled."""
    draft = examined.draft
    if draft is None or analyzer is None:
        return examined
    return examine.settled(examined, analyzer.judge(draft.article, desk.publisher, draft.seen), desk.publisher)


def record(examined: examine.Examined, desk: examine.Desk, now: dt.datetime) -> dict[str, Any]:
    """Return the story's JSON, or ``{"status": "rejected", "reason": ..., "detail": ...}``."""
    if examined.rejection is not None or examined.findings is None:
        refusal = examined.rejection
        return _refused(refusal.reason, refusal.detail) if refusal else _refused(v.Reason.EMPTY, "no text")
    address = feeds.canonical_url(examined.article.url)
    origin = story.Origin(feeds.story_id(address), None, (), desk.analyzer, __version__, now, examined.body_digest)
    article = examined.article.model_copy(update={"url": address})
    built = story.build(
        article, desk.publisher, examined.findings, origin, status=examined.status, status_reason=examined.status_reason
    )
    return built.model_dump(mode="json")


def publisher_for(url: str, publishers: Publishers | None, slug: str | None) -> Publisher:
    """Return the publisher named, else the owner of the host, else a provisional one named after the host."""
    if publishers is not None:
        if slug is not None and slug in publishers.by_slug:
            return publishers.by_slug[slug]
        if owner := publishers.owner(url):
            return owner
    return provisional(url)


def _refused(reason: v.Reason, detail: str) -> dict[str, Any]:
    return {"status": "rejected", "reason": reason.value, "detail": detail}
