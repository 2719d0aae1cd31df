"""Old addresses, badges and the lines that embed them, as Chromium meets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import sites
from tests.browser import conftest
from tests.browser.test_look import OVERFLOW, STORY, opened
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

MOVED = {
    "publishers/old-ferries/": "publishers/brackwater-ferries/",
    "stories/old-ferries/*": "stories/brackwater-ferries/*",
}
# How far each text of a badge ends before the badge does, in pixels.
ROOM = """
() => [...document.querySelectorAll("text")].map(
  one => document.documentElement.getBoundingClientRect().right - one.getBoundingClientRect().right)
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site whose publisher was renamed."""
    folder = tmp_path_factory.mktemp("moved")
    content = sites.lay_out(folder / "content", (make_story(), *(numbered(n) for n in range(5))))
    file = sites.configured(folder, MOVED)
    done = sites.mkdocs(content, folder / "site", "--config-file", str(file))
    assert done.returncode == 0, done.stderr
    with conftest.served(folder / "site") as found:
        yield found


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", [STORY, "publishers/brackwater-ferries/"])
def test_an_old_address_ends_at_the_new_one(chromium: Browser, moved: str, path: str, *, script: bool) -> None:
    with opened(chromium, moved, path.replace("brackwater", "old"), script=script) as (page, wrong):
        page.wait_for_url(moved + path)

        assert page.locator("#report, #source").count() == 1
        assert wrong == []


@pytest.mark.parametrize("path", [STORY, "publishers/brackwater-ferries/"])
def test_no_word_of_a_badge_overflows_in_a_browser(chromium: Browser, moved: str, path: str) -> None:
    with opened(chromium, moved, f"{path}badge.svg") as (page, _):
        room = page.evaluate(ROOM)

        assert len(room) == 2
        assert min(room) >= 4


def test_the_lines_to_embed_a_badge_can_be_copied(chromium: Browser, moved: str) -> None:
    with opened(chromium, moved, STORY) as (page, _):
        page.locator("#share > summary").click()
        page.locator("button[data-clipboard-target='#embed-html']").click()

        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#embed-html").inner_text()


def test_a_page_loads_its_badge_only_when_a_reader_asks_for_it(chromium: Browser, moved: str) -> None:
    with opened(chromium, moved, STORY) as (page, _):
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.reload(wait_until="networkidle")
        before = [url for url in asked if url.endswith("badge.svg")]
        page.locator("#share > summary").click()
        page.wait_for_function("document.querySelector('#share img').complete")

        assert before == []
        assert [url for url in asked if url.endswith("badge.svg")] == [f"{moved}{STORY}badge.svg"]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_lines_to_embed_fit_any_screen(chromium: Browser, moved: str, width: int) -> None:
    for path in (STORY, "publishers/brackwater-ferries/"):
        with opened(chromium, moved, path, width=width) as (page, _):
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

            assert page.evaluate(OVERFLOW) == 0
