"""Charts and lists over many reports, as Chromium lays them out and a reader uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import vocabulary as v
from tests import sites
from tests.browser.conftest import served
from tests.browser.test_look import opened
from tests.test_pages_lists import scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CUSHION = v.SpinType.CUSHION
PUBLISHER = "publishers/brackwater-ferries/"
# Pairs of labels of a drawing whose boxes overlap by more than a pixel.
OVERLAPPING = """
selector => {
  const labels = [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
  const boxes = labels.map(one => one.getBoundingClientRect());
  const pairs = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b, j) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      pairs.push([labels[i].textContent, labels[i + 1 + j].textContent]);
  }));
  return {pairs, seen: labels.length};
}
"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site with eight stories on days of their own, and seven of one day and score."""
    folder = tmp_path_factory.mktemp("crowded")
    stories = (
        *(scored(n, 51 + n % 8, days=n, primary=CUSHION) for n in range(1, 9)),
        *(scored(20 + n, 55, primary=CUSHION) for n in range(7)),
    )
    done = sites.mkdocs(sites.lay_out(folder / "content", stories), folder / "site")
    assert done.returncode == 0, done.stderr
    with served(folder / "site") as found:
        yield found


@pytest.mark.parametrize("width", [320, 1280])
def test_every_dot_lies_in_the_plot_and_can_be_seen(chromium: Browser, crowded: str, width: int) -> None:
    with opened(chromium, crowded, PUBLISHER, width=width) as (page, _):
        plot = page.locator("svg.plot").bounding_box()
        dots = [one.bounding_box() for one in page.locator("svg.plot use").all()]
        middles = [(one["x"] + one["width"] / 2, one["y"] + one["height"] / 2) for one in dots if one]

        assert plot is not None
        assert len(middles) == 9
        assert all(plot["x"] < x < plot["x"] + plot["width"] and plot["y"] < y for x, y in middles)
        assert all(y < plot["y"] + plot["height"] for _, y in middles)
        assert len({(round(x / 4), round(y / 4)) for x, y in middles}) == 9
        assert page.locator(".plot .several").all_text_contents() == ["×7"]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_number_beside_a_mark_covers_no_mark(chromium: Browser, crowded: str, width: int) -> None:
    with opened(chromium, crowded, PUBLISHER, width=width) as (page, _):
        found = page.evaluate(OVERLAPPING, ".plot use, .plot .several")

        assert page.locator(".plot a:has(.several) .ring").count() == 1
        assert [pair for pair in found["pairs"] if any(pair)] == []


def test_the_newest_scores_of_a_publisher_can_be_seen_on_a_phone(chromium: Browser, crowded: str) -> None:
    with opened(chromium, crowded, "publishers/", width=320) as (page, _):
        drawn = page.evaluate("() => [...document.querySelectorAll('.spark')].map(one => one.getScreenCTM().a)")

        assert drawn == [1]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_labels_of_charts_keep_apart(chromium: Browser, address: str, width: int) -> None:
    with opened(chromium, address, PUBLISHER, width=width) as (page, _):
        for drawing in (".plot text", ".stack text"):
            found = page.evaluate(OVERLAPPING, drawing)
            assert found["seen"] > 0, drawing
            assert found["pairs"] == [], drawing
        page.goto(address)
        for drawing in (".bins text", ".rangeline a", ".mainnav a"):
            found = page.evaluate(OVERLAPPING, drawing)
            assert found["seen"] > 0, drawing
            assert found["pairs"] == [], drawing


def test_each_dot_is_reached_with_the_keyboard_and_leads_to_its_report(chromium: Browser, crowded: str) -> None:
    with opened(chromium, crowded, PUBLISHER, script=False) as (page, _):
        dot = page.locator("svg.plot a").first
        dot.focus()
        title = dot.locator("title").text_content() or ""
        page.keyboard.press("Enter")
        page.wait_for_url("**/stories/**")

        assert page.locator("h1").inner_text() in title


def test_a_dot_of_several_leads_to_their_month_in_the_list(chromium: Browser, crowded: str) -> None:
    with opened(chromium, crowded, PUBLISHER, script=False) as (page, _):
        dot = page.locator("svg.plot a:has(.several)")
        dot.focus()
        page.keyboard.press("Enter")

        assert (dot.locator("title").text_content() or "").startswith("7 stories with a score of 55")
        assert page.locator(".month:target .row").count() >= 7


def test_the_list_of_a_publisher_is_filtered_by_verdict_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, address, PUBLISHER, script=False) as (page, _):
        assert page.locator(".month .row:visible").count() == 13
        page.locator("label[for='sift-unscored']").click()
        assert page.locator(".month .row:visible").count() == 1
        page.keyboard.press("ArrowLeft")
        assert page.locator("#sift-cushion").is_checked()
        assert page.locator(".month .row:visible").count() == 12


@pytest.mark.parametrize("width", [320, 1280])
def test_bins_ranges_and_filters_can_be_hit(chromium: Browser, address: str, width: int) -> None:
    """Targets outside running text are at least 24 pixels wide and high (WCAG 2.2, 2.5.8)."""
    small = (
        "selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility())"
        ".map(one => one.getBoundingClientRect())"
        ".filter(one => one.height < 23.9 || one.width < 23.9).length"
    )
    with opened(chromium, address, "", width=width) as (page, _):
        assert page.evaluate(small, ".bins a, .rangeline a, .mainnav a, .find input, .find button, .typelist a") == 0
        page.goto(address + PUBLISHER)
        assert page.evaluate(small, ".sift label") == 0


def test_bins_and_ranges_lead_to_lists_that_exist(chromium: Browser, address: str) -> None:
    with opened(chromium, address, "") as (page, _):
        bins = [one.get_attribute("href") for one in page.locator(".bins a").all()]
        ranges = [one.get_attribute("href") for one in page.locator(".rangeline a").all()]

        assert page.locator(".rangeline li").count() == 4
        assert ranges
        assert set(bins) <= set(ranges)
        assert [page.request.get(address + str(path)).status for path in ranges] == [200] * len(ranges)


def test_a_bar_of_the_histogram_stands_above_its_range(chromium: Browser, address: str) -> None:
    with opened(chromium, address, "", width=320) as (page, _):
        bars = [one.bounding_box() for one in page.locator(".bins .hit").all()]
        ranges = [one.bounding_box() for one in page.locator(".rangeline li").all()]

        # Every score of this site lies from 50 to 59: one bar, at the left end of the third range.
        assert len(bars) == 1
        assert bars[0] is not None
        assert ranges[2] is not None
        assert abs(bars[0]["x"] - ranges[2]["x"]) < 1.5
