"""Colors, keys and states of the pages, as Chromium computes and a reader uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.pages import ask
from tests.browser.test_look import PAGES, STORY, opened
from tests.stories import make_story

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# Contrast of WCAG 2.2, 1.4.3, of every visible piece of text against the nearest painted background. A canvas turns
# whatever color syntax the browser computes into bytes. Large text (24 px, or 18.66 px and bold) needs 3, other 4.5.
TOO_FAINT = """
() => {
  const ink = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    .getContext("2d", {willReadFrequently: true});
  const bytes = color => {
    ink.clearRect(0, 0, 1, 1); ink.fillStyle = color; ink.fillRect(0, 0, 1, 1);
    return [...ink.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const found = bytes(getComputedStyle(one).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  let seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest("script, style, title, .md-search, .md-dialog, .md-overlay")
        || !element.checkVisibility({visibilityProperty: true}) || !element.getBoundingClientRect().width) continue;
    const style = getComputedStyle(element);
    const front = bytes(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(front), light(ground(element))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (a + 0.05) / (b + 0.05);
    seen += 1;
    if (ratio < needed) faint.push([walk.currentNode.data.trim().slice(0, 40), ratio.toFixed(2)]);
  }
  return {faint, seen};
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_piece_of_text_stands_out_from_its_ground(chromium: Browser, address: str, scheme: str) -> None:
    with opened(chromium, address, "", scheme=scheme) as (page, _):
        for name, path in PAGES.items():
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            found = page.evaluate(TOO_FAINT)

            assert found["seen"] > 10, name
            assert found["faint"] == [], name


def test_faint_text_would_be_noticed(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.locator("h1").evaluate("one => { one.style.color = '#ddd' }")

        assert [text for text, _ in page.evaluate(TOO_FAINT)["faint"]] == [make_story().original.title[:40]]


def test_what_is_folded_opens_with_the_keyboard(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY, script=False) as (page, _):
        assert not page.locator("#legend .legend--primary").is_visible()
        page.locator("summary", has_text="The six spin types").focus()
        page.keyboard.press("Enter")

        assert page.locator("#legend .legend--primary").is_visible()
        assert page.locator("#legend .legend--primary").count() == 1


def test_the_prompt_can_be_copied_where_the_clipboard_interface_is_missing(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.evaluate("window.read = navigator.clipboard.readText.bind(navigator.clipboard)")
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.locator("button[data-clipboard-target='#ask-prompt']").click()

        assert page.evaluate("window.read()") == ask.prompt(make_story(), "https://example.org/")


@pytest.mark.parametrize("height", [720, 1100])
def test_the_label_stays_in_view_beside_a_long_report(chromium: Browser, address: str, height: int) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.set_viewport_size({"width": 1280, "height": height})
        page.locator("#intent").scroll_into_view_if_needed()
        label = page.locator("#integrity").bounding_box()

        assert page.evaluate("scrollY") > height
        assert label is not None
        assert 0 <= label["y"] < 60


def test_every_link_beside_a_long_report_can_be_reached_in_a_low_window(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.set_viewport_size({"width": 1280, "height": 500})
        link = page.locator(".contents--side a").last
        link.focus()
        box = link.bounding_box()

        assert box is not None
        assert 0 <= box["y"] <= 500 - box["height"]


def test_a_report_is_one_column_below_a_thousand_pixels(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY, width=980) as (page, _):
        verdict, label = page.locator("#verdict").bounding_box(), page.locator("#integrity").bounding_box()

        assert verdict is not None
        assert label is not None
        assert label["y"] > verdict["y"] + verdict["height"]


def test_sections_without_a_finding_are_named_in_a_few_lines_and_keep_their_addresses(
    chromium: Browser, address: str
) -> None:
    with opened(chromium, address, PAGES["bare"]) as (page, _):
        empty = page.locator(".nothing li").all_inner_texts()

        assert {"Key figures", "Who benefits", "Claims", "Summary"} <= set(empty)
        assert page.locator(".nothing").bounding_box()["height"] < 160  # type: ignore[index]
        for target in page.locator(".contents--side a").all():
            assert page.locator(target.get_attribute("href") or "none").count() == 1


def test_what_happened_to_a_report_is_said_at_its_top(chromium: Browser, address: str) -> None:
    with opened(chromium, address, PAGES["disputed"]) as (page, _):
        said = page.locator(".head .status").all_inner_texts()

        assert said == [
            "Processed",
            "Reviewed by a person, November 21, 2026",
            "Corrected",
            "Disputed by the publisher",
        ]
        assert page.locator(".standing", has_text="Misread figure.").is_visible()
        assert page.locator("#verdict #reply").is_visible()
        assert page.locator("#history", has_text="reviewed by Wanda Ostrom").is_visible()


def test_a_link_to_something_folded_opens_it(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY, script=False) as (page, _):
        assert not page.locator("#score .parts").is_visible()
        page.locator("#verdict").get_by_role("link", name="How the score was made").click()

        assert page.locator("#score .parts").is_visible()


def test_nothing_that_moves_moves_where_the_reader_asked_for_rest(chromium: Browser, address: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + STORY)
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')]"
        ".map(one => parseFloat(getComputedStyle(one).transitionDuration)))"
    )
    context.close()

    assert longest < 0.01


def test_a_printed_report_holds_the_verdict_and_every_claim_without_the_shell(chromium: Browser, address: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.emulate_media(media="print")

        assert page.locator(".score__number strong").is_visible()
        assert all(one.is_visible() for one in page.locator(".claim blockquote").all())
        assert not page.locator(".md-header").is_visible()
        assert not page.locator("button.copy").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_what_each_reader_says_fits_into_the_verdict(chromium: Browser, address: str, width: int) -> None:
    with opened(chromium, address, PAGES["read by models"], width=width) as (page, _):
        outside = page.evaluate(
            "(() => { const card = document.getElementById('readers').getBoundingClientRect();"
            "return [...document.querySelectorAll('#readers :not(rect)')]"
            ".filter(one => one.getBoundingClientRect().right > card.right + 1)"
            ".map(one => one.outerHTML.slice(0, 60)) })()"
        )

        assert page.locator("#readers tbody tr").count() == 3
        assert outside == []


def test_readers_are_told_apart_by_words_and_the_list_of_places_leads_to_them(chromium: Browser, address: str) -> None:
    with opened(chromium, address, PAGES["read by models"]) as (page, _):
        page.locator("nav a[href='#readers']").click()
        cells = [one.split("\t") for one in page.locator("#readers tbody tr").all_inner_texts()]

        assert page.locator("#readers h3").is_visible()
        assert [cell[1].strip() for cell in cells] == ["The Stampede", "no type named", "The Cushion"]
        assert [cell[2].strip() for cell in cells] == ["58", "22", "100"]
