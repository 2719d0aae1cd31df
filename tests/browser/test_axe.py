"""Accessibility as axe-core sees it: WCAG 2.2 A and AA on every kind of page, in two schemes and at two widths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_look import PAGES, STORY, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """
async tags => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return {
    rules: found.passes.length,
    faults: found.violations.map(one => ({
      rule: one.id, standard: one.tags.some(tag => tag.startsWith("wcag")),
      where: one.nodes.map(node => `${node.target.join(" ")}: ${node.failureSummary}`)})),
  };
}
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the source of axe-core, or skip by name."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make test-browser installs it")
    return AXE.read_text(encoding="utf-8")


def looked_at(page: Page, axe: str) -> dict[str, Any]:
    """Return what axe-core finds on the open page, everything folded being unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    # Evaluated, not added as an element: the policy of the pages would stop that.
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(RUN, [*STANDARD, "best-practice"])
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_breaks_a_rule_of_accessibility(
    chromium: Browser, address: str, axe: str, width: int, scheme: str
) -> None:
    broken: dict[str, list[str]] = {}
    with opened(chromium, address, "", width=width, scheme=scheme) as (page, _):
        for name, path in PAGES.items():
            page.goto(address + path)
            found = looked_at(page, axe)
            assert found["rules"] > 15, name
            broken[name] = [
                f"{one['rule']}: {where}" for one in found["faults"] if one["standard"] for where in one["where"]
            ]
            for one in found["faults"]:
                if not one["standard"]:
                    print(f"{name}, {width}, {scheme}: advice: {one['rule']}: {one['where'][0]}")  # noqa: T201 - see -s

    assert len(broken) >= 10
    assert {name: faults for name, faults in broken.items() if faults} == {}


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<img src='x.png'>", "image-alt"),
        ("<button></button>", "button-name"),
        ("<p class='faint'>Too faint to be read</p>", "color-contrast"),
    ],
)
def test_a_planted_fault_is_found(chromium: Browser, address: str, axe: str, planted: str, rule: str) -> None:
    with opened(chromium, address, STORY) as (page, _):
        page.evaluate("text => document.querySelector('main').insertAdjacentHTML('beforeend', text)", planted)
        page.evaluate("document.querySelectorAll('.faint').forEach(one => { one.style.color = '#ccc' })")

        assert rule in [one["rule"] for one in looked_at(page, axe)["faults"]]
