"""Titles in other scripts: right to left, or without blanks, beside our own words and in narrow windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import sites
from tests.browser.conftest import served
from tests.browser.test_look import OVERFLOW, opened
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TITLES = {
    "ar": "الميناء يفتح (للجميع) في موسم 2026: بداية جديدة!",
    "ja": "新しい季節に向けて力を結集し港の未来をみんなで切り開いていく私たちの長い物語、第二章がいま始まります",
}
LISTS = ("", "publishers/brackwater-ferries/", "topics/business/")


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site with a report on a text in each language."""
    folder = tmp_path_factory.mktemp("abroad")
    stories = [
        numbered(
            60 + number,
            title=title,
            original=make_story().original.model_copy(update={"title": title, "language": language}),
        )
        for number, (language, title) in enumerate(TITLES.items())
    ]
    done = sites.mkdocs(sites.lay_out(folder / "content", (make_story(), *stories)), folder / "site")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as found:
        yield found


@pytest.mark.parametrize("language", TITLES)
def test_a_foreign_title_keeps_its_direction_and_says_its_language(
    chromium: Browser, abroad: str, language: str
) -> None:
    number = 60 + list(TITLES).index(language)
    with opened(chromium, abroad, f"stories/brackwater-ferries/2026/story-{number}/") as (page, _):
        heading = page.locator("h1")
        wanted = "rtl" if language == "ar" else "ltr"
        direction = heading.evaluate("one => getComputedStyle(one.querySelector('bdi, [dir]') ?? one).direction")
        named = heading.evaluate("one => (one.querySelector('[lang]') ?? one.closest('[lang]')).lang")

        assert heading.inner_text() == TITLES[language]
        assert (direction, named) == (wanted, language)
        assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"


@pytest.mark.parametrize("path", LISTS)
def test_a_foreign_title_in_a_list_moves_nothing_beside_it(chromium: Browser, abroad: str, path: str) -> None:
    with opened(chromium, abroad, path) as (page, _):
        for title in TITLES.values():
            links = page.locator("main a", has_text=title)
            assert links.count() > 0, path
            for link in links.all():
                isolation = link.evaluate(
                    "one => [one, ...one.querySelectorAll('*')].some(two =>"
                    " ['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(two).unicodeBidi))"
                )
                assert isolation, link.evaluate("one => one.outerHTML")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_foreign_title_fits_everywhere(chromium: Browser, abroad: str, width: int) -> None:
    paths = [*LISTS, *(f"stories/brackwater-ferries/2026/story-{60 + number}/" for number in range(len(TITLES)))]
    with opened(chromium, abroad, "", width=width) as (page, wrong):
        for path in paths:
            page.goto(abroad + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert page.evaluate(OVERFLOW) == 0, path
    assert wrong == []
