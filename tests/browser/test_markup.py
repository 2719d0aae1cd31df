"""The written HTML and its links, as checkers see them that nobody here wrote. No browser, but Node and Java."""

import shutil
from pathlib import Path

import pytest

from tests.browser import checkers
from tests.browser.test_look import PAGES, STORY

pytestmark = pytest.mark.browser


@pytest.fixture
def spoiled(site: Path, tmp_path: Path) -> Path:
    """Return a small copy of the site whose story page may be spoiled."""
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("story-[0-9]*"))
    return tmp_path / "site"


def plant(site: Path, markup: str) -> None:
    page = site / STORY / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{markup}</main>"), encoding="utf-8")


def test_html_validate_finds_nothing_on_any_page(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) >= len(PAGES)
    assert checkers.html_validate(site) == []


def test_the_nu_checker_finds_no_error_on_any_page(site: Path) -> None:
    assert checkers.vnu(site) == []


def test_every_link_and_fragment_leads_somewhere(site: Path) -> None:
    broken, looked_at = checkers.lychee(site)

    assert broken == []
    assert looked_at > 500


def test_a_planted_fault_of_markup_is_found(spoiled: Path) -> None:
    plant(spoiled, "<input autocomplete='on' type='checkbox' id='claims'><p><div></p>")

    assert any("valid-autocomplete" in one for one in checkers.html_validate(spoiled))
    assert any("Attribute “autocomplete”" in one for one in checkers.vnu(spoiled))


@pytest.mark.parametrize(
    "address",
    ["../nowhere/", "/nowhere/", "#nothing-has-this-id", "https://example.org/nowhere/", "/methodology/#no-such-part"],
)
def test_a_planted_link_to_nowhere_is_found(spoiled: Path, address: str) -> None:
    before, _ = checkers.lychee(spoiled)
    plant(spoiled, f"<a href='{address}'>x</a>")
    after, _ = checkers.lychee(spoiled)

    assert len(after) == len(before) + 1
