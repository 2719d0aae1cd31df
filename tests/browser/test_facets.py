"""Lists as a reader without a script uses them: three clicks to a story, nothing too wide, nothing too small to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import vocabulary as v
from generator.models import Band, Integrity, Story
from tests import sites
from tests.browser.conftest import served
from tests.browser.test_look import OVERFLOW, opened
from tests.browser.test_pages import TOO_FAINT
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = {
    "browse": "browse/",
    "type": "spin-types/fog/",
    "plain": "spin-types/none/",
    "pair": "spin-types/fog/security/",
    "topics": "topics/",
    "topic": "topics/security/",
    "graded": "topics/security/weak/",
    "score": "scores/50-74/",
    "role": "roles/company_blog/",
    "archive": "archive/",
    "month": "archive/2026-11/",
    "index": "a-z/",
    "letter": "a-z/b/",
    "headlines": "a-z/titles/w/",
}
WANTED = "Our approach to the access review"


def _fog(number: int, strength: v.Strength, title: str) -> Story:
    verdict = make_story().verdict.model_copy(
        update={"primary": v.SpinType.FOG, "secondary": v.SpinType.HALO, "tactic": "accountability blur"}
    )
    return numbered(
        number, verdict=verdict, topic="security", integrity=Integrity(evidence_strength=strength), title=title
    )


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site with enough reports for every figure, and with words that do not break."""
    folder = tmp_path_factory.mktemp("facets")
    plain = make_story().verdict.model_copy(
        update={
            "primary": v.SpinType.NONE,
            "secondary": None,
            "tactic": None,
            "score": 9,
            "band": Band(low=5, high=12),
            "parts": (),
        }
    )
    stories = (
        *(numbered(n) for n in range(6)),
        numbered(20, title="w" * 300, keywords=("W" * 300, "\u202etxet")),
        numbered(21, title="Wide " * 50, keywords=("W" * 300, "سوق")),
        numbered(22, verdict=plain),
        _fog(30, v.Strength.STRONG, "What the audit found, table by table"),
        _fog(31, v.Strength.WEAK, WANTED),
        *(_fog(40 + n, v.Strength.MEDIUM, f"Note {n} on access") for n in range(4)),
    )
    done = sites.mkdocs(sites.lay_out(folder / "content", stories), folder / "site")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as found:
        yield found


@pytest.mark.parametrize("width", [390, 1280])
def test_a_fog_story_about_security_with_weak_evidence_is_three_clicks_from_home(
    chromium: Browser, lists: str, width: int
) -> None:
    with opened(chromium, lists, "", width=width, script=False) as (page, wrong):
        clicks = 0
        for where, name in (("main", "The Fog"), ("main", "Security"), ("main", WANTED)):
            page.locator(where).get_by_role("link", name=name, exact=True).first.click()
            clicks += 1
            if name == "Security":
                above = page.locator("#weak-evidence").bounding_box()
                story = page.get_by_role("link", name=WANTED).bounding_box()
                assert above is not None
                assert story is not None
                assert above["y"] < story["y"]

        assert clicks == 3
        assert page.locator("h1").inner_text() == WANTED
        assert "/stories/" in page.url
        assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_no_list_is_wider_than_the_screen_or_asks_for_anything_from_elsewhere(
    chromium: Browser, lists: str, width: int, scheme: str
) -> None:
    with opened(chromium, lists, "", width=width, scheme=scheme, script=False) as (page, wrong):
        overflowing = {}
        for name, path in PAGES.items():
            page.goto(lists + path)
            overflowing[name] = page.evaluate(OVERFLOW)
            assert page.locator("h1").count() == 1, name

    assert overflowing == dict.fromkeys(PAGES, 0)
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_a_list_stands_out_from_its_ground(chromium: Browser, lists: str, scheme: str) -> None:
    with opened(chromium, lists, "", scheme=scheme) as (page, _):
        for name, path in PAGES.items():
            page.goto(lists + path)
            found = page.evaluate(TOO_FAINT)

            assert found["seen"] > 10, name
            assert found["faint"] == [], name


@pytest.mark.parametrize("width", [390, 1280])
def test_links_of_a_list_can_be_hit(chromium: Browser, lists: str, width: int) -> None:
    """Targets outside running text are at least 24 pixels high (WCAG 2.2, 2.5.8)."""
    with opened(chromium, lists, "", width=width) as (page, _):
        for name, path in PAGES.items():
            page.goto(lists + path)
            small = page.evaluate(
                "[...document.querySelectorAll('.choices a, .letters a, .turn a, .index a, .entries a')]"
                ".filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent.slice(0, 30))"
            )

            assert small == [], name


@pytest.mark.parametrize(("width", "beside"), [(390, False), (1280, True)])
def test_ways_to_narrow_a_list_stand_beside_it_or_before_it(
    chromium: Browser, lists: str, width: int, *, beside: bool
) -> None:
    with opened(chromium, lists, PAGES["topic"], width=width) as (page, _):
        narrow, reports = page.locator(".facet__narrow").bounding_box(), page.locator("#reports").bounding_box()

        assert narrow is not None
        assert reports is not None
        assert (narrow["x"] > reports["x"] + reports["width"]) is beside
        assert (narrow["y"] + narrow["height"] < reports["y"]) is not beside


def test_bars_of_one_figure_share_their_axis_and_carry_their_numbers(chromium: Browser, lists: str) -> None:
    with opened(chromium, lists, PAGES["type"]) as (page, _):
        boxes = [one.bounding_box() for one in page.locator("#pairs .multiple").all()]

        assert len(boxes) == 6
        assert len({(box["x"], box["width"]) for box in boxes if box}) == 1
        assert "6 of 6" in page.locator("#pairs").inner_text()
        assert page.locator("#pairs svg[role=img]").count() == 6
