"""Data and API of a built site: every address leads to a file, and the page about them tells the truth."""

import hashlib
import json
from pathlib import Path

import pytest

from tests import sites
from tests.stories import make_story, numbered
from tests.test_pages_api import LIMITED, addresses
from tests.test_site import ATTACKS

SITE = "https://reports.example/project/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site below a path of its host."""
    folder = tmp_path_factory.mktemp("data")
    content = sites.lay_out(folder / "content", [make_story(), numbered(1), LIMITED, *ATTACKS])
    done = sites.mkdocs(content, folder / "site", SITE_URL=SITE)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_address_in_the_api_and_the_data_leads_to_a_file(built: Path) -> None:
    documents = [*(built / "api").rglob("*.json"), built / "data" / "index.json"]
    asked = {one for file in documents for one in addresses(json.loads(file.read_text(encoding="utf-8")))}
    missing = []
    for address in asked:
        assert address.startswith(SITE)
        path = built / address.removeprefix(SITE)
        if not (path / "index.html" if address.endswith("/") else path).is_file():
            missing.append(address)

    assert len(asked) > 80
    assert missing == []


def test_every_record_the_api_names_is_the_line_of_the_data(built: Path) -> None:
    lines = [
        json.loads(one) for one in (built / "data" / "stories.jsonl").read_text(encoding="utf-8").split("\n") if one
    ]
    (index,) = (built / "api" / "v1").glob("index.json")
    months = [one["href"] for one in json.loads(index.read_text(encoding="utf-8"))["months"]]
    briefs = [
        brief
        for month in months
        for brief in json.loads((built / month.removeprefix(SITE)).read_text(encoding="utf-8"))["stories"]
    ]
    records = [json.loads((built / one["record_url"].removeprefix(SITE)).read_text(encoding="utf-8")) for one in briefs]

    assert len(records) == len(ATTACKS) + 3
    assert records == lines[::-1]


def test_the_digests_on_the_page_are_those_of_the_files(built: Path) -> None:
    page = sites.page(built, "data")
    shown = page.xpath("//section[@id='files']//code/text()")
    files = [built / "data" / name for name in ("stories.jsonl", "stories.csv")]

    assert shown == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


def test_the_data_can_be_found_from_every_page(built: Path) -> None:
    hrefs = {
        file.relative_to(built).as_posix(): sites.page(built, file.parent.relative_to(built).as_posix()).xpath(
            "//footer//a[text()='Data']/@href"
        )
        for file in built.rglob("index.html")
    }

    assert [path for path, found in hrefs.items() if len(found) != 1] == []
    assert hrefs["about/index.html"] == ["../data/"]


def test_the_page_says_license_columns_and_commands(built: Path) -> None:
    page = sites.page(built, "data")
    text = sites.words(page)
    columns = [tuple(map(sites.words, row)) for row in page.xpath("//section[@id='columns']//tbody/tr")]

    assert "Creative Commons Attribution 4.0" in text
    assert "Quoted text belongs to its authors" in text
    assert ("evidence_strength", "Evidence inside the text.") in columns
    assert f"curl -O {SITE}data/stories.csv" in text
    assert "15 reports" in text


def test_the_first_night_has_empty_data(tmp_path: Path) -> None:
    done = sites.mkdocs(sites.lay_out(tmp_path / "content"), tmp_path / "site", SITE_URL=SITE)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "data" / "stories.jsonl").read_bytes() == b""
    assert (tmp_path / "site" / "data" / "stories.csv").read_text(encoding="utf-8").count("\n") == 1
    assert "No report yet" in sites.words(sites.page(tmp_path / "site", "data"))


def test_the_markup_leads_to_the_files_and_to_the_columns(built: Path) -> None:
    page = sites.page(built, "data")
    (block,) = page.xpath("//head/script[@type='application/ld+json']/text()")
    (node,) = (one for one in json.loads(block)["@graph"] if one.get("@type") == "Dataset")
    columns = {one["@id"].partition("#")[2]: (one["name"], one["description"]) for one in node["variableMeasured"]}

    assert (node["license"], node["temporalCoverage"]) == (
        "https://creativecommons.org/licenses/by/4.0/",
        "2026-10-02/2026-11-17",
    )
    for one in node["distribution"]:
        raw = (built / one["contentUrl"].removeprefix(SITE)).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == one["sha256"]
    assert len(columns) == 7
    assert {key: tuple(map(sites.words, page.xpath(f"//tr[@id='{key}']/td"))) for key in columns} == columns
