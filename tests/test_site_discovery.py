"""What a built site tells those who look for pages: sitemaps, llms.txt, robots.txt, canonical and shared addresses."""

import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from llms_txt_audit import AuditOptions, audit_text
from lxml import html
from protego import Protego
from xmlschema import XMLSchema

from generator import story
from tests import sites
from tests.conftest import ROOT
from tests.stories import make_story, numbered
from tests.test_site import HOSTILE, hostile

BASE = "https://reports.example/base/"
XSD = ROOT / "tests" / "node" / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WITHDRAWN = numbered(50, status="withdrawn", status_reason="The publisher showed that it was a test page.")
MOVED = {"stories/old-ferries/*": "stories/brackwater-ferries/*", "how-it-works/": "methodology/"}
ATTACKS = tuple(hostile(number, text) for number, text in enumerate(HOSTILE[:4]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site below a path of its host, with withdrawn, hostile and moved pages, whose owner forbids training."""
    folder = tmp_path_factory.mktemp("discovery")
    content = sites.lay_out(folder / "content", (make_story(), *(numbered(n) for n in range(6)), WITHDRAWN, *ATTACKS))
    file = sites.configured(folder, MOVED)
    settings = file.read_text(encoding="utf-8")
    assert "training: true" in settings
    file.write_text(settings.replace("training: true", "training: false"), encoding="utf-8")
    done = sites.mkdocs(content, folder / "site", "--config-file", str(file), SITE_URL=BASE)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def documents(site: Path) -> dict[str, html.HtmlElement]:
    """Return address to page of every page but the error page."""
    return {
        BASE + file.relative_to(site).as_posix().removesuffix("index.html"): html.fromstring(
            file.read_text(encoding="utf-8")
        )
        for file in site.rglob("index.html")
    }


def sitemaps(site: Path) -> dict[str, ET.Element]:
    """Return the sitemaps that the index names, by file."""
    index = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    named = [one.findtext(f"{NAMESPACE}loc", "") for one in index]
    assert all(one.startswith(BASE) for one in named)
    files = [one.removeprefix(BASE) for one in named]
    return {file: ET.parse(site / file).getroot() for file in files}  # noqa: S314 - our own file


def test_the_sitemaps_name_each_page_to_be_indexed_once_and_no_other(built: Path) -> None:
    listed = [one.findtext(f"{NAMESPACE}loc", "") for root in sitemaps(built).values() for one in root]
    pages = documents(built)
    hidden = {at for at, page in pages.items() if page.xpath("//meta[@name='robots' and @content='noindex']")}

    assert sorted(listed) == sorted(pages.keys() - hidden)
    assert {f"{BASE}{WITHDRAWN.path}", f"{BASE}how-it-works/"} <= hidden
    assert sorted(path.name for path in (built / "sitemaps").iterdir()) == ["2026-11.xml", "pages.xml"]
    assert not (built / "sitemap.xml.gz").exists()


def test_only_dates_that_records_tell_stand_in_a_sitemap(built: Path) -> None:
    found = sitemaps(built)
    dates = {
        one.findtext(f"{NAMESPACE}loc", "").removeprefix(BASE): one.findtext(f"{NAMESPACE}lastmod")
        for root in found.values()
        for one in root
    }

    assert dates[make_story().path] == "2026-11-20T06:00:00Z"
    assert dates[""] == dates["archive/2026-11/"] == "2026-11-20"
    assert {path for path, day in dates.items() if day is None} >= {"methodology/", "privacy/", "spin-types/halo/"}
    assert set(dates.values()) == {"2026-11-20T06:00:00Z", "2026-11-20", None}


@pytest.mark.skipif(not XSD.is_file(), reason="the schema of sitemaps is not installed: npm ci --prefix tests/node")
def test_the_sitemaps_follow_their_published_schema(built: Path) -> None:
    schema = XMLSchema(XSD)
    # The schema of the index is published apart; its entries have the same two fields.
    index = (built / "sitemap.xml").read_text(encoding="utf-8")
    as_list = re.sub(r"(</?)sitemap(>)", r"\1url\2", index.replace("sitemapindex", "urlset"))

    assert [str(error) for file in sitemaps(built) for error in schema.iter_errors(built / file)] == []
    assert [str(error) for error in schema.iter_errors(as_list)] == []
    assert not schema.is_valid(as_list.replace("2026-11-20", "last Friday"))


def test_every_page_names_the_llms_txt_that_covers_it(built: Path) -> None:
    named = {
        at: [urljoin(at, href) for href in page.xpath("//link[@rel='describedby']/@href")]
        for at, page in documents(built).items()
        if not page.xpath("//meta[@http-equiv='refresh']")
    }
    own = f"{BASE}publishers/brackwater-ferries/"

    assert {at: files for at, files in named.items() if files != [f"{BASE}llms.txt"]} == {
        f"{BASE}publishers/{slug}/": [f"{BASE}publishers/{slug}/llms.txt"] for slug in ("brackwater-ferries", "hostile")
    }
    assert named[own] == [f"{own}llms.txt"]
    error = html.fromstring((built / "404.html").read_text(encoding="utf-8"))
    assert error.xpath("//link[@rel='describedby']/@href") == ["/base/llms.txt"]


def test_every_link_of_every_llms_txt_leads_to_a_file_of_the_site(built: Path) -> None:
    files = sorted(built.rglob("llms.txt"))
    links = [link for file in files for link in re.findall(r"\]\((.*?)\):", file.read_text(encoding="utf-8"))]
    paths = [link.removeprefix(BASE) for link in links]

    assert len(files) == 3
    assert all(link.startswith(BASE) for link in links)
    assert [
        one
        for one in paths
        if not (built / one / "index.html" if one.endswith("/") or not one else built / one).is_file()
    ] == []
    assert {
        "methodology/",
        "glossary/",
        "schemas/story.schema.json",
        "llms-full.txt",
        "archive/",
        "feed.json",
        "feeds/",
    } <= set(paths)
    assert "publishers/brackwater-ferries/feed.json" in paths
    assert f"{make_story().path}index.md" in paths


def test_an_outside_reader_finds_every_llms_txt_in_order(built: Path) -> None:
    strict = AuditOptions(strict=True, require_optional=True, allow_relative_links=False)
    found = [audit_text(file.read_text(encoding="utf-8"), options=strict) for file in built.rglob("llms.txt")]

    assert [one.score for one in found] == [100] * 3
    assert {finding.severity.value for one in found for finding in one.findings} == {"pass"}


def test_the_full_file_repeats_the_markdown_twins_byte_for_byte(built: Path) -> None:
    text = (built / "llms-full.txt").read_text(encoding="utf-8")
    twins = [file.read_text(encoding="utf-8") for file in (built / "stories").rglob("index.md")]

    assert len(twins) == 11
    assert all(twin in text for twin in twins)
    assert text.count("\nReport: ") == 11
    assert story.report(WITHDRAWN) not in text


def test_robots_txt_follows_the_settings_and_names_the_sitemap(built: Path) -> None:
    rules = Protego.parse((built / "robots.txt").read_text(encoding="utf-8"))

    assert list(rules.sitemaps) == [f"{BASE}sitemap.xml"]
    assert not rules.can_fetch(BASE, "GPTBot")
    assert rules.can_fetch(BASE, "Googlebot")
    assert rules.can_fetch("https://reports.example/another/", "GPTBot")


def test_every_page_says_what_its_address_is(built: Path) -> None:
    for at, page in documents(built).items():
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        if page.xpath("//meta[@http-equiv='refresh']"):
            assert canonical != at
        else:
            assert (canonical, page.xpath("//meta[@property='og:url']/@content")) == (at, [at])


def test_every_page_tells_all_that_others_show_of_a_shared_address(built: Path) -> None:
    wanted = {
        "og:type", "og:site_name", "og:locale", "og:title", "og:description", "og:url", "og:image", "og:image:type",
        "og:image:width", "og:image:height", "og:image:alt", "twitter:card", "twitter:title", "twitter:description",
        "twitter:image", "twitter:image:alt",
    }  # fmt: skip
    for at, page in documents(built).items():
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        told = {one.get("property") or one.get("name"): one.get("content") for one in page.iter("meta")}
        assert {name for name in wanted if not (told.get(name) or "").strip()} == set(), at
        for name in ("title", "description", "image", "image:alt"):
            assert told[f"twitter:{name}"] == told[f"og:{name}"]
        assert (built / told["og:image"].removeprefix(BASE)).is_file()


def test_a_report_says_when_it_was_made_and_what_it_is_about(built: Path) -> None:
    def told(path: str) -> list[tuple[str, str]]:
        tags = sites.page(built, path).xpath("//meta[starts-with(@property, 'article:')]")
        return [(one.get("property"), one.get("content")) for one in tags]

    assert told(make_story().path) == [
        ("article:published_time", "2026-11-20T06:00:00+00:00"),
        ("article:modified_time", "2026-11-20T06:00:00+00:00"),
        ("article:section", "business"),
        *(("article:tag", keyword) for keyword in make_story().keywords),
    ]
    assert told(WITHDRAWN.path) == told("") == []
    assert [content for name, content in told(ATTACKS[0].path) if name == "article:tag"] == [HOSTILE[0]]
