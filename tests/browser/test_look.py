"""Pages as a reader meets them: any width, either scheme, with and without a script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from generator.pages import ask
from tests.stories import make_story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STORY = make_story().path
PAGES = {
    "story": STORY,
    "limited": "stories/brackwater-ferries/2026/story-50/",
    "bare": "stories/brackwater-ferries/2026/story-51/",
    "disputed": "stories/brackwater-ferries/2026/story-52/",
    "withdrawn": "stories/brackwater-ferries/2026/story-53/",
    "read by models": "stories/brackwater-ferries/2026/story-54/",
    "publisher": "publishers/brackwater-ferries/",
    "home": "",
    "publishers": "publishers/",
    "types": "spin-types/",
    "type": "spin-types/cushion/",
    "topics": "topics/",
    "topic": "topics/business/",
    "pair": "spin-types/cushion/business/",
    "score": "scores/50-74/",
    "browse": "browse/",
    "month": "archive/2026-11/",
    "letter": "a-z/b/",
    "methodology": "methodology/",
    "glossary": "glossary/",
    "accuracy": "accuracy/",
    "data": "data/",
    "search": "search/",
    "missing": "404.html",
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def opened(  # noqa: PLR0913 - what a reader can set
    browser: Browser, address: str, path: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """Open a page; collect what goes wrong: foreign requests, failed ones, errors on the console."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda one: None if one.url.startswith((address, "data:")) else wrong.append(one.url))
    page.on("response", lambda one: wrong.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: wrong.append(str(one)))
    page.goto(address + path)
    try:
        yield page, wrong
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_nothing_overflows_fails_or_comes_from_elsewhere(
    chromium: Browser, address: str, width: int, scheme: str
) -> None:
    overflowing = {}
    with opened(chromium, address, "", width=width, scheme=scheme) as (page, wrong):
        for name, path in PAGES.items():
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            overflowing[name] = page.evaluate(OVERFLOW)
            assert page.locator("h1").count() == 1, name
        page.wait_for_load_state("networkidle")

    assert overflowing == dict.fromkeys(PAGES, 0)
    assert wrong == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_verdict_is_seen_without_much_scrolling(chromium: Browser, address: str, width: int) -> None:
    with opened(chromium, address, STORY, width=width) as (page, _):
        box = page.locator(".score__number strong").bounding_box()

        assert box is not None
        assert box["y"] < 900
        assert page.locator(".verdict__name").inner_text() == "Job-loss softening"
        assert (page.locator(".scorebar").get_attribute("aria-label") or "").startswith("Spin score")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_can_be_read_without_a_script(chromium: Browser, address: str, scheme: str) -> None:
    with opened(chromium, address, STORY, scheme=scheme, script=False) as (page, wrong):
        assert page.locator("h1").is_visible()
        assert page.locator(".score__number strong").is_visible()
        assert page.locator("#claim-1 blockquote").is_visible()
        assert page.locator("#ask-prompt").is_visible()
        page.locator("summary", has_text="The six spin types").click()
        assert page.locator("#legend .legend--primary").is_visible()
        assert not page.locator("button.copy").first.is_visible()
        assert not page.locator("button.palette").is_visible()
        assert wrong == []


def lightness(page: Page, what: str) -> float:
    """Return the mean of the color's three parts, 0-255."""
    color: str = page.evaluate(f"getComputedStyle(document.body).{what}")
    parts = [float(part) for part in color.partition("(")[2].rstrip(")").split(",")[:3]]
    return sum(parts) / 3


@pytest.mark.parametrize("marked_as", ["js", "no-js"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_wish_of_the_system_decides_between_light_and_dark(
    chromium: Browser, address: str, scheme: str, marked_as: str
) -> None:
    # Without a script nothing could be read back, so the page is only marked as one without.
    with opened(chromium, address, STORY, scheme=scheme) as (page, _):
        page.evaluate(f"document.documentElement.className = '{marked_as}'")

        assert (lightness(page, "backgroundColor") < 60) is (scheme == "dark")
        assert (lightness(page, "color") > 200) is (scheme == "dark")


def test_the_reader_can_switch_the_palette_and_it_stays(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.locator("button.palette").click()
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        page.goto(address)
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")

        assert lightness(page, "backgroundColor") < 60


def test_the_prompt_can_be_copied_whole(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.locator("button[data-clipboard-target='#ask-prompt']").click()

        assert page.evaluate("navigator.clipboard.readText()") == ask.prompt(make_story(), "https://example.org/")


def test_the_first_key_reaches_a_link_past_the_head(chromium: Browser, address: str) -> None:
    for path in (STORY, "", "methodology/"):
        with opened(chromium, address, path) as (page, _):
            page.keyboard.press("Tab")
            target = page.evaluate("document.activeElement.getAttribute('href')")

            assert target.startswith("#")
            assert page.locator(f"[id='{target[1:]}']").count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_what_can_be_clicked_can_be_hit(chromium: Browser, address: str, width: int) -> None:
    """Targets outside running text are at least 24 pixels high (WCAG 2.2, 2.5.8)."""
    with opened(chromium, address, STORY, width=width) as (page, _):
        small = page.evaluate(
            "[...document.querySelectorAll('.mainnav a, .button, .copy, summary, a.chip, .md-header__button')]"
            ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 24)"
            ".map(one => one.textContent.trim().slice(0, 30))"
        )

        assert small == []
