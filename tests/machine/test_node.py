"""The same site before checkers from npm, and faults that they must catch. No browser, but Node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import checkers
from tests.machine import node, planted_files, planted_npm, planted_sites

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machine.built import Built
    from tests.machine.planted_sites import Fault

pytestmark = pytest.mark.browser


def test_ajv_compiles_every_schema_and_agrees_with_every_document(built: Built) -> None:
    found = node.schemas(built)

    assert found.faults == []
    assert found.looked_at > 20


def test_the_structured_data_of_every_page_fits_schema_org(built: Built) -> None:
    found = node.structured(built)

    assert found.faults == []
    assert found.looked_at == len(built.pages)


def test_every_sitemap_fits_the_schema_of_sitemaps_org(built: Built) -> None:
    found = planted_npm.sitemaps(built)

    assert found.faults == []
    assert found.looked_at > 0


@pytest.mark.parametrize("fault", planted_npm.FAULTS, ids=lambda one: one.name)
def test_a_fault_is_caught_by_a_checker_from_npm(fault: Fault, built: Built) -> None:
    new = planted_sites.new_complaints(fault, built)

    assert any(re.search(fault.words, one) for one in new), new


@pytest.mark.parametrize("fault", planted_files.SITEMAPS, ids=lambda one: one.name)
def test_a_fault_in_a_sitemap_is_caught_by_its_schema(fault: Fault, built: Built) -> None:
    after = planted_npm.sitemaps(fault.plant(built)).faults

    assert any(re.search(fault.words, one) for one in after), after


def test_every_link_of_every_page_leads_somewhere_and_a_broken_one_is_found(built: Built, tmp_path: Path) -> None:
    root, page = tmp_path / "host", "methodology/index.html"
    site = built.laid_out(root / "base")
    before, looked_at = checkers.lychee(site, built.address, root)
    spoiled = built.text(page).replace("</main>", "<a href='#no-such-part'>x</a><a href='/base/nowhere/'>y</a></main>")
    (site / page).write_text(spoiled, encoding="utf-8")
    after, _ = checkers.lychee(site, built.address, root)

    assert before == []
    assert looked_at > 100
    assert len(after) == 2
