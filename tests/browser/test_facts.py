"""What every reader gets: all facts of a record without a script, on paper, and from the site's own host alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import vocabulary as v
from tests.browser.conftest import read_by_models
from tests.browser.test_look import PAGES, STORY, opened
from tests.stories import make_story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from generator.models import Story

pytestmark = pytest.mark.browser

# Links inside pictures (SVG) keep their address in an object.
ADDRESSES = (
    "[...document.querySelectorAll('a[href]')].map(one => new URL(one.getAttribute('href'), document.baseURI).href)"
)


def facts(story: Story) -> Iterator[str | None]:
    """Yield every piece of text of a record that a reader is owed, closed words by their labels."""
    one, verdict, mechanics, integrity = story, story.verdict, story.mechanics, story.integrity
    yield from (one.original.title, one.original.author, one.publisher.name, one.framing, one.summary, *one.tldr)
    yield from one.keywords
    yield from (text for stat in one.key_stats for text in (stat.value, stat.label))
    yield from (verdict.explanation, verdict.tactic, v.label(verdict.primary), str(verdict.score))
    yield from (part.reason for part in verdict.parts)
    yield from (mechanics.believe, mechanics.harder_to_question, mechanics.how, *mechanics.questions)
    yield from (text for who in one.beneficiaries for text in (who.name, who.gain))
    yield from (text for term in one.loaded_terms for text in (term.exact, term.plainer))
    yield from (text for gap in one.omissions for text in (gap.text, gap.why))
    yield from (integrity.likely_ai_summary, *integrity.reasons.values())
    graded = (integrity.evidence_strength, integrity.verification, integrity.narrative_risk, integrity.repetition_risk)
    yield from (v.label(word) for word in graded if word)
    yield from (v.label(one.intent.intent), v.label(one.intent.independence), one.intent.reason)
    yield from (voice.name or v.label(voice.stakeholder) for voice in one.missing_voices)
    yield from (entity.name for entity in one.entities)
    for claim in one.claims:
        yield from (claim.exact, v.label(claim.verification), v.label(claim.kind), *claim.missing_evidence)
    yield from (frame.text for frame in one.counter_frames)
    made = one.provenance
    yield from (made.analyzer, made.input_digest, one.editor_note, one.id, *made.models, *made.reasons.values())
    yield from (text for said in made.opinions for text in (said.reader, said.primary and v.label(said.primary)))
    yield from (str(said.score) for said in made.opinions)
    yield from map(str, one.signals.samples if one.signals else ())


def folded(text: str) -> str:
    """Return the text in lower case without blanks: styles change case, and lines break anywhere."""
    return "".join(text.casefold().split())


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("story", [make_story(), read_by_models()], ids=["the embedded analyzer", "models as well"])
@pytest.mark.parametrize("width", [390, 1280])
def test_without_a_script_every_fact_of_the_record_can_be_read(
    chromium: Browser, address: str, width: int, story: Story
) -> None:
    with opened(chromium, address, story.path, width=width, script=False) as (page, wrong):
        unfold(page)
        shown = folded(page.locator("main").inner_text())
        owed = [fact for fact in facts(story) if fact]

        assert len(owed) > 60
        assert [fact for fact in owed if folded(fact) not in shown] == []
        assert wrong == []


def test_without_a_script_every_page_of_the_site_can_be_reached_by_links(chromium: Browser, address: str) -> None:
    with opened(chromium, address, "", script=False) as (page, _):
        seen, ahead = set[str](), [address]
        while ahead:
            at = ahead.pop()
            seen.add(at)
            page.goto(at)
            found = {one.partition("#")[0] for one in page.evaluate(ADDRESSES)}
            pages = {one for one in found if one.startswith(address) and one.endswith("/")}
            ahead += sorted(pages - seen - set(ahead))

    # Nothing asks for the error page, and nothing lists a report that was withdrawn.
    wanted = {address + path for name, path in PAGES.items() if name not in ("missing", "withdrawn")}
    assert wanted - seen == set()


def test_a_page_of_every_kind_asks_only_its_own_host(chromium: Browser, address: str) -> None:
    asked: dict[str, list[str]] = {}
    with opened(chromium, address, "") as (page, _):
        for name, path in PAGES.items():
            urls: list[str] = asked.setdefault(name, [])
            page.on("request", lambda one, urls=urls: urls.append(one.url))
            page.goto(address + path, wait_until="networkidle")
            unfold(page)

    foreign = [url for urls in asked.values() for url in urls if not url.startswith((address, "data:", "blob:"))]
    assert all(asked.values())
    assert foreign == []


def printed(page: Page, folder: Path) -> str:
    """Return the text of the page as it would stand on paper."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    page.pdf(path=folder / "report.pdf", format="A4")
    done = subprocess.run(  # noqa: S603 - the program found above
        [program, str(folder / "report.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_paper_holds_the_verdict_every_claim_and_no_navigation(
    chromium: Browser, address: str, tmp_path: Path, scripts: str
) -> None:
    story: Any = make_story()
    with opened(chromium, address, STORY, script=scripts == "with scripts") as (page, _):
        text = printed(page, tmp_path)

    paper = folded(text)
    owed = [story.verdict.tactic, story.verdict.explanation, story.original.title, str(story.verdict.score)]
    owed += [text for claim in story.claims for text in (claim.exact, *claim.missing_evidence)]
    owed += [part.reason for part in story.verdict.parts]
    assert [one for one in owed if folded(one) not in paper] == []
    assert "Show this on your own page" not in text
    assert "More from" not in text
    for word in ("Today", "Methodology", "Accuracy", "Privacy", "Takedown", "Skip to content", "Copy"):
        assert not re.search(rf"^{word}$", text, re.MULTILINE), word


def test_no_heading_stands_last_on_a_sheet(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.emulate_media(media="print")
        rules = page.locator("#report :is(h2, h3)").evaluate_all(
            "all => all.map(one => getComputedStyle(one.closest('.titled') ?? one).breakAfter)"
        )

        assert rules
        assert set(rules) == {"avoid"}


def test_no_claim_is_torn_between_two_sheets(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.emulate_media(media="print")
        rules = page.locator(".claim").evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")

        assert rules
        assert set(rules) <= {"avoid", "avoid-page"}
