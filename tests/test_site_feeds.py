"""The feeds of a built site: named in every head, linked where readers look, whole below a path of their host."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

from tests import feed_rules, sites
from tests.feed_reading import RULES
from tests.stories import make_story, numbered
from tests.test_site import hostile

ADDRESS = "https://reports.example/base/"
TYPES = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
NAMES = ("<b>Fish & Chips</b>", '"><script>alert(1)</script>', "\x07\u202etxet")
STORIES = (
    make_story(),
    *(numbered(n) for n in range(3)),
    *(hostile(n, name) for n, name in enumerate(NAMES)),
    numbered(50, status="withdrawn", status_reason="A test page."),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site below a path of its host."""
    folder = tmp_path_factory.mktemp("feeds")
    done = sites.mkdocs(sites.lay_out(folder / "content", STORIES), folder / "site", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def feeds(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for name in RULES for path in site.rglob(name)}


def named(site: Path, path: str) -> list[tuple[str, str]]:
    """Return media type and address of the feeds that a page's head names, in order."""
    links = sites.page(site, path).xpath("/html/head/link[@rel='alternate' and @title]")
    return [(link.get("type"), urljoin(f"{ADDRESS}{path}", link.get("href"))) for link in links]


def test_every_feed_of_the_site_keeps_the_rules_of_its_format(built: Path) -> None:
    found = feeds(built)

    assert len(found) >= 3 * 11
    faults = {path: RULES[file.name](file.read_bytes(), f"{ADDRESS}{path}") for path, file in found.items()}
    assert {path: lines for path, lines in faults.items() if lines} == {}
    assert feed_rules.opml((built / "feeds.opml").read_bytes()) == []


def test_every_page_names_the_feeds_of_the_site_in_its_head(built: Path) -> None:
    site = [(kind, f"{ADDRESS}{name}") for kind, name in zip(TYPES, RULES, strict=True)]
    pages = [path.parent.relative_to(built).as_posix() + "/" for path in built.rglob("index.html")]
    moved = {path for path in pages if not sites.page(built, path).xpath("//link[@rel='icon']")}

    assert len(pages) > 30
    assert [path for path in pages if path not in moved and named(built, path.removeprefix("./"))[:3] != site] == []


@pytest.mark.parametrize("path", ["publishers/brackwater-ferries/", "spin-types/cushion/", "topics/business/"])
def test_a_page_about_one_thing_names_and_links_its_own_feeds(built: Path, path: str) -> None:
    own = [(kind, f"{ADDRESS}{path}{name}") for kind, name in zip(TYPES, RULES, strict=True)]
    links = sites.page(built, path).xpath("//*[@id='content']//header//a[@type]")

    assert named(built, path)[3:] == own
    assert [(link.get("type"), urljoin(f"{ADDRESS}{path}", link.get("href"))) for link in links] == own


def test_every_feed_that_a_head_names_is_there(built: Path) -> None:
    pages = [path.parent.relative_to(built).as_posix().removeprefix(".") for path in built.rglob("index.html")]
    addresses = {address for path in pages for _, address in named(built, f"{path}/" if path else "")}

    assert {address.removeprefix(ADDRESS) for address in addresses} == set(feeds(built))


def test_one_page_in_the_footer_of_all_lists_every_feed(built: Path) -> None:
    footer = sites.page(built, make_story().path).xpath("//footer//a[.='Feeds']/@href")
    links = sites.page(built, "feeds/").xpath("//*[@id='content']//a[@type]/@href")
    here = f"{ADDRESS}feeds/"

    assert [urljoin(f"{ADDRESS}{make_story().path}", one) for one in footer] == [here]
    assert {urljoin(here, one).removeprefix(ADDRESS) for one in links} == {*feeds(built), "feeds.opml"}


def test_a_withdrawn_report_stands_in_no_feed(built: Path) -> None:
    assert [path for path, file in feeds(built).items() if b"story-50" in file.read_bytes()] == []


def test_the_list_leads_to_feeds_that_are_there(built: Path) -> None:
    outlines = etree.parse(built / "feeds.opml").findall(".//outline[@xmlUrl]")

    assert {one.get("xmlUrl").removeprefix(ADDRESS) for one in outlines} == {
        path for path in feeds(built) if path.endswith("feed.xml")
    }


def test_a_hub_from_the_settings_is_named_in_every_feed(tmp_path: Path) -> None:
    text = sites.configured(tmp_path, {"publishers/old/": "publishers/brackwater-ferries/"}).read_text(encoding="utf-8")
    file = tmp_path / "hub.yml"
    file.write_text(
        text.replace("  spin_reports:\n", "  spin_reports:\n    hub: https://hub.example/\n"), encoding="utf-8"
    )
    content = sites.lay_out(tmp_path / "content", [make_story()])

    done = sites.mkdocs(content, tmp_path / "site", "--config-file", str(file))

    assert done.returncode == 0, done.stderr
    assert [
        path for path, feed in feeds(tmp_path / "site").items() if b"https://hub.example/" not in feed.read_bytes()
    ] == []
