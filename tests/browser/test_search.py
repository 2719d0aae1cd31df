"""The search page as a reader uses it: words, filters, addresses to share, and what stands in for a script."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from generator import vocabulary as v
from tests import sites
from tests.browser.conftest import served
from tests.browser.test_look import OVERFLOW, opened
from tests.browser.test_policy import WATCH
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from generator.models import Story

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror='window.ran = true'><mark>\u202e</mark> &lt;b&gt;"
LONG = f"Velmora {'x' * 900} {'incomprehensibilities ' * 40}"
HITS = "#hits .row__title"
SETTLED = ".search__results:has(#found:not(:empty)):has(#hits:not([aria-busy]))"


def told(number: int, type_: str, evidence: str, topic: str, day: str, **changes: object) -> Story:
    one = make_story()
    moment = dt.datetime.fromisoformat(f"{day}T06:00:00Z")
    return numbered(
        number,
        topic=topic,
        verdict=one.verdict.model_copy(
            update={"primary": v.SpinType(type_), "secondary": None, "tactic": None, "score": 30 + number}
        ),
        integrity=one.integrity.model_copy(update={"evidence_strength": v.Strength(evidence)}),
        created=moment,
        updated=moment,
        **changes,
    )


STORIES = (
    *(told(n, "cushion", "strong", "business", "2026-11-18") for n in range(22)),
    told(30, "fog", "weak", "security", "2026-11-19", title="A statement on Quillmarsh"),
    told(31, "fog", "medium", "security", "2026-11-19", title="A later statement"),
    told(40, "hype", "weak", "ai", "2025-04-02", title="The engine of Osterby", summary="It hums in Quillmarsh."),
    told(41, "halo", "weak", "ai", "2026-11-01", title=ATTACK, summary=f"Zanzibar {ATTACK}"),
    numbered(50, status="limited", title="Too short to judge"),
    told(
        60,
        "shield",
        "weak",
        "ai",
        "2026-11-02",
        title="渡轮公司 A depth",
        summary=f"Queue < 0 &lt;i&gt; &amp; Tarnholt. {LONG}",
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site below a path, with two segments."""
    folder = tmp_path_factory.mktemp("search")
    content = sites.lay_out(folder / "content", STORIES)
    done = sites.mkdocs(content, folder / "root" / "below", SITE_URL="https://reports.example/below/")
    assert done.returncode == 0, done.stderr
    with served(folder / "root") as found:
        yield f"{found}below/"


def found(page: Page) -> list[str]:
    """Return the titles of the results, once the list is settled."""
    page.wait_for_selector(SETTLED)
    return page.locator(HITS).all_inner_texts()


def test_a_word_finds_reports_of_every_segment_and_is_marked(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=quillmarsh") as (page, wrong):
        assert sorted(found(page)) == ["A statement on Quillmarsh", "The engine of Osterby"]
        assert page.locator("#hits mark").first.inner_text().startswith("Quillmarsh")
        assert page.locator("#found").inner_text() == "2 found for “quillmarsh”, best match first"
        page.get_by_role("link", name="The engine of Osterby").click()
        assert page.url == f"{base}stories/brackwater-ferries/2026/story-40/"
        assert wrong == []


def test_a_result_shows_score_type_publisher_date_and_evidence(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=statement+quillmarsh") as (page, _):
        found(page)
        row = page.locator("#hits .row").first

        assert " ".join(row.locator(".row__meta").inner_text().split()) == (
            "Brackwater Ferries Blog November 17, 2026 The Fog Evidence weak"
        )
        assert row.locator(".mini b").inner_text() == "60"
        assert row.locator(".minibar .end").get_attribute("x") == "60%"
        assert row.locator(".type--fog svg").count() >= 1


def test_filters_alone_list_what_fits_and_count_the_rest(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/") as (page, _):
        assert len(found(page)) == 20
        page.locator(".pick", has_text="The Fog").click()
        assert sorted(found(page)) == ["A later statement", "A statement on Quillmarsh"]
        assert "type=fog" in page.url
        assert page.locator(".pick", has_text="Weak").locator(".number").inner_text() == "1"
        page.locator("select[name=topic]").select_option("security")
        page.locator(".pick", has_text="Weak").click()

        assert found(page) == ["A statement on Quillmarsh"]


def test_a_phone_names_the_filters_that_are_folded_away(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?type=fog&topic=ai&evidence=weak&from=2026-11-01", width=320) as (page, _):
        assert found(page) == []
        said = "The Fog, Weak evidence, AI, from 2026-11-01"
        assert page.locator(".search__filters summary").inner_text() == f"Filters {said}"
        assert page.locator("#found").inner_text() == f"Nothing under {said}. Take a filter away."
        button = page.locator(".search__box button").bounding_box()
        assert button is not None
        assert button["height"] < 50


def test_words_that_stand_in_no_report_together_blame_no_filter(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=osterby+tarnholt") as (page, _):
        assert found(page) == []
        assert page.locator("#found").inner_text() == "Nothing for “osterby tarnholt”. Try another word, or fewer."


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("type=fog&type=hype", 3),
        ("score=50-74", 6),
        ("score=none", 1),
        ("q=quillmarsh&evidence=weak&topic=ai", 1),
        ("publisher=brackwater-ferries&role=company_blog&type=halo", 1),
        ("month=2025-04&type=hype", 1),
        ("from=2025-04-02&type=hype", 1),
        ("to=2025-04-01", 0),
        ("q=fog+security+weak+evidence", 1),
    ],
)
def test_an_address_holds_the_whole_question(chromium: Browser, base: str, query: str, n: int) -> None:
    with opened(chromium, base, f"search/?{query}") as (page, _):
        assert len(found(page)) == n
        assert page.locator("#found").inner_text().startswith(str(n) if n else "Nothing")


@pytest.mark.parametrize("word", ["quillm", "zzqxvorp"])
def test_a_word_that_no_report_has_is_named_and_finds_nothing(chromium: Browser, base: str, word: str) -> None:
    with opened(chromium, base, f"search/?q=brackwater+{word}") as (page, _):
        assert found(page) == []
        assert page.locator("#found").inner_text().startswith(f"No report has the word “{word}”.")


def test_a_title_in_a_script_without_spaces_is_found_by_its_beginning(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=渡轮") as (page, _):
        assert found(page) == ["渡轮公司 A depth"]


def test_signs_alone_are_no_words(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=queue+%3C+tarnholt") as (page, _):
        assert found(page) == ["渡轮公司 A depth"]
        page.locator("#q").fill("< &")
        page.keyboard.press("Enter")
        page.get_by_text("Nothing for “< &”").wait_for()


def test_pages_of_the_guide_are_counted_apart(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=evidence") as (page, _):
        found(page)
        assert re.fullmatch(
            r"28 found for “evidence” and \d+ pages of the guide, best match first", page.locator("#found").inner_text()
        )
        page.locator("#q").fill("arms-race")
        page.keyboard.press("Enter")
        page.get_by_text("No report for “arms-race”, but 1 page of the guide").wait_for()


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("publisher=nonsense&type=fog", "?type=fog"),
        ("type=fog&type=smog&from=soon&color=red", "?type=fog"),
        ("score=7-8", ""),
    ],
)
def test_what_no_filter_offers_leaves_the_address(chromium: Browser, base: str, asked: str, left: str) -> None:
    with opened(chromium, base, f"search/?{asked}") as (page, _):
        assert len(found(page)) == (2 if left else 20)
        assert page.url == f"{base}search/{left}"
        assert page.locator("select[name=publisher] option:checked").inner_text().startswith("Any")


def test_a_question_of_thousands_of_characters_is_cut(chromium: Browser, base: str) -> None:
    with opened(chromium, base, f"search/?q={'word' * 750}&type=fog") as (page, _):
        assert found(page) == []
        assert page.locator("#q").input_value() == "word" * 50
        assert page.url == f"{base}search/?q={'word' * 50}&type=fog"
        assert len(page.locator("#found").inner_text()) < 300
        assert page.locator("[name=type][value=fog]").is_checked()


def test_dates_in_the_wrong_order_are_told(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?from=2026-11-10&to=2026-11-01") as (page, _):
        assert found(page) == []
        assert page.locator("#found").inner_text().startswith("The first date is after the second")


def test_an_excerpt_shows_the_text_as_it_is_indexed(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=tarnholt") as (page, _):
        found(page)
        assert "Queue < 0 &lt;i&gt; &amp; Tarnholt. Velmora xxx" in page.locator("#hits .row__framing").inner_text()
        assert page.locator("#hits mark").all_inner_texts() == ["Tarnholt."]


@pytest.mark.parametrize("query", ["q=velmora", "q=incomprehensibilities", "type=shield"])
def test_no_excerpt_is_a_window_high(chromium: Browser, base: str, query: str) -> None:
    with opened(chromium, base, f"search/?{query}", width=320) as (page, _):
        found(page)
        excerpt = page.locator("#hits .row__framing").first

        assert 100 < len(excerpt.inner_text()) <= 225
        assert excerpt.bounding_box()["height"] < 260  # type: ignore[index]
        assert page.evaluate(OVERFLOW) == 0


def test_the_way_back_restores_question_and_answer(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=osterby") as (page, _):
        assert found(page) == ["The engine of Osterby"]
        page.locator("#q").fill("quillmarsh")
        page.keyboard.press("Enter")
        assert len(found(page)) == 2
        page.go_back()
        page.wait_for_url("**/search/?q=osterby")

        assert page.locator("#q").input_value() == "osterby"
        assert found(page) == ["The engine of Osterby"]


def test_more_results_follow_and_take_the_focus(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?type=cushion") as (page, _):
        assert len(found(page)) == 20
        page.locator("#more").click()
        page.locator("#hits .row").nth(21).wait_for()

        assert page.locator("#more").is_hidden()
        assert page.evaluate("document.activeElement.closest('.row') === document.querySelectorAll('#hits .row')[20]")


def test_a_hostile_title_and_excerpt_are_shown_and_never_active(chromium: Browser, base: str) -> None:
    for query in ("q=zanzibar", "type=halo"):
        with opened(chromium, base, f"search/?{query}") as (page, wrong):
            (title,) = found(page)

            assert title.startswith("<img src=x onerror=")
            assert page.locator("#hits img, #hits script").count() == 0
            assert "<img src=x" in page.locator("#hits .row__framing").inner_text()
            assert page.evaluate("window.ran ?? false") is False
            assert wrong == []


def test_a_limited_report_is_found_without_a_score(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/?q=too+short+judge") as (page, _):
        assert found(page)[0] == "Too short to judge"
        assert page.locator("#hits .mini").first.inner_text() == "no score"


def test_the_guide_is_found_from_the_head_of_any_page_by_keyboard(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "topics/") as (page, wrong):
        page.keyboard.press("/")
        page.keyboard.type("arms-race")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=arms-race")

        assert "The Stampede" in found(page)
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.press("Escape")
        assert page.locator("#q").input_value() == ""
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement === document.body")
        assert wrong == []


def test_a_window_too_narrow_for_a_box_has_a_button_that_leads_to_one(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "", width=390) as (page, _):
        page.get_by_role("banner").get_by_role("button", name="Search").click()
        page.wait_for_url("**/search/?q=")

        assert page.locator("#q").is_visible()
        assert len(found(page)) == 20


def test_without_a_script_the_page_leads_to_every_prebuilt_list(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/", script=False) as (page, wrong):
        assert page.get_by_text("needs JavaScript").is_visible()
        assert not page.locator("#q").is_visible()
        hrefs = [one.get_attribute("href") or "" for one in page.locator("#browse a").all()]

        assert len(hrefs) >= 8
        assert [page.request.get(f"{base}search/{href}").status for href in hrefs] == [200] * len(hrefs)
        assert wrong == []


def test_a_search_that_cannot_be_loaded_says_so_and_works_again_later(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "search/") as (page, _):
        found(page)
        page.route("**/pagefind-entry.json*", lambda route: route.abort())
        page.locator("#q").fill("osterby")
        page.keyboard.press("Enter")
        page.get_by_text("could not be loaded").wait_for()
        page.unroute("**/pagefind-entry.json*")
        page.keyboard.press("Enter")
        page.get_by_text("1 found").wait_for()
        assert found(page) == ["The engine of Osterby"]


def test_no_page_but_this_one_loads_anything_for_searching(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "404.html") as (page, _):
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url.removeprefix(base)))
        page.goto(base + make_story().path.replace("gathering-our-strengths-for-a-new-season", "story-1"))
        page.wait_for_load_state("networkidle")

        assert [url for url in asked if "search" in url or "pagefind" in url] == []


def test_the_search_keeps_to_the_policy_and_to_one_host(chromium: Browser, base: str) -> None:
    with opened(chromium, base, "404.html") as (page, wrong):
        page.add_init_script(WATCH)
        page.goto(f"{base}search/?q=quillmarsh")
        assert len(found(page)) == 2

        assert page.evaluate("window.broken") == []
        assert wrong == []


@pytest.mark.parametrize("width", [320, 390, 1280, 2560])
def test_the_page_fits_its_window(chromium: Browser, base: str, width: int) -> None:
    with opened(chromium, base, "search/", width=width) as (page, _):
        found(page)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

        assert page.evaluate(OVERFLOW) == 0
        small = page.evaluate(
            "[...document.querySelectorAll('.pick, .search select, .search input:not(.pick input), .search button')]"
            ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"
        )
        assert small == []
