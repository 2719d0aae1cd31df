"""Links into the originals: Chromium opens each at the quotation and highlights it, on pages nobody here wrote."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from generator import jsonld, pipeline
from generator.config import provisional
from generator.errors import SpinError
from generator.fetch import Fetcher
from generator.models import Story
from tests.browser.originals import Directive, highlighted

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Route

pytestmark = [pytest.mark.browser, pytest.mark.corpus, pytest.mark.slow]

NOW = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
STORIES = 20
# All links of a story are of these kinds; the first ones of each are enough to see what fails.
LINKS = 12


class Saved(NamedTuple):
    """A saved page and the type it was sent with, which may name its encoding."""

    html: bytes
    kind: str


def stories(corpora: Path) -> Iterator[tuple[Story, Saved]]:
    """Yield reports on saved English pages, one a host, with the page."""
    index = json.loads((corpora / "replay" / "index.json").read_text(encoding="utf-8"))
    rows = map(json.loads, (corpora / "replay" / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    hosts = set[str]()
    with Fetcher("SpinReports/0.1") as door:
        for row in rows:
            host = urlsplit(row["url"]).netloc
            if host in hosts or not str(row["lang"]).lower().startswith("en"):
                continue
            html = gzip.decompress((corpora / "replay" / row["file"]).read_bytes())
            desk = pipeline.Desk(provisional(row["url"]), "embedded", ("en",))
            try:
                record = pipeline.analyze_page(html, row["url"], desk, NOW, door)
            except SpinError:
                continue
            if record["status"] == "processed":
                hosts.add(host)
                kind = index[row["url"]]["headers"]["Content-Type"]
                yield Story.model_validate(record), Saved(html, encoded(html, kind))
            if len(hosts) == STORIES:
                return


def encoded(html: bytes, kind: str) -> str:
    """Return the type with UTF-8 for a page that names no encoding: what named it was lost when the page was saved."""
    named = "charset=" in kind or re.search(rb"<meta[^>]+charset", html, re.IGNORECASE)
    return kind if named else f"{kind}; charset=utf-8"


def links(story: Story) -> list[str]:
    """Return the links of a report into its original, as its page writes them."""
    spans = (*story.claims, *story.loaded_terms, *story.intent.spans)
    mentions = (*(stat.value for stat in story.key_stats), *(entity.name for entity in story.entities))
    return list(
        dict.fromkeys(
            [
                *(jsonld.fragment_url(story, one) for one in spans),
                *(jsonld.mention_url(story, one) for one in mentions),
            ]
        )
    )


def alone(saved: Saved, route: Route) -> None:
    """Answer with the saved page; what it would load besides stays away."""
    if route.request.resource_type == "document" and route.request.frame.parent_frame is None:
        route.fulfill(body=saved.html, content_type=saved.kind)
    else:
        route.abort()


def test_links_open_the_original_at_the_quotation(chromium: Browser, corpora: Path) -> None:
    failed, followed, moved = [], 0, 0
    eye = chromium.new_page()
    for story, saved in stories(corpora):
        for href in links(story)[:LINKS]:
            # A context of its own: after some pages in one context Chromium stops looking for the text.
            context = chromium.new_context(
                viewport={"width": 1000, "height": 700}, java_script_enabled=False, bypass_csp=True
            )
            context.route("**/*", partial(alone, saved))
            page = context.new_page()
            page.goto(href)
            found = highlighted(page, eye)
            followed += 1
            moved += page.evaluate("scrollY") > 0
            if not any(map(Directive.of(href).is_met_by, found)):
                failed.append(f"{href}: {found[0][:80]!r}")
            context.close()
    eye.close()

    print(f"\nfragments: {followed - len(failed)} of {followed} links open at the quotation")  # noqa: T201
    assert followed >= STORIES * 8
    assert not failed
    assert moved > followed / 2
