"""Pictures, badges and old addresses of a built site, and what its head tells about them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from tests import sites
from tests.stories import make_story, numbered

BASE = "https://reports.example/base/"
WITHDRAWN = numbered(50, status="withdrawn", status_reason="The publisher showed that it was a test page.")
LIMITED = numbered(51, status="limited")
HOSTILE = numbered(52, title='"><script>alert(1)</script> ﷽ 渡輪')
MOVED = {
    "publishers/old-ferries/": "publishers/brackwater-ferries/",
    "stories/old-ferries/*": "stories/brackwater-ferries/*",
    "how-it-works/": "methodology/",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that has moved some pages."""
    folder = tmp_path_factory.mktemp("pictures")
    content = sites.lay_out(
        folder / "content", (make_story(), *(numbered(n) for n in range(5)), WITHDRAWN, LIMITED, HOSTILE)
    )
    file = sites.configured(folder, MOVED)
    done = sites.mkdocs(content, folder / "site", "--config-file", str(file), SITE_URL=BASE)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def shared(page: html.HtmlElement) -> dict[str, str]:
    """Return what a page tells those who show its address."""
    return {
        one.get("property") or one.get("name"): one.get("content")
        for one in page.xpath("//meta[starts-with(@property, 'og:') or @name = 'twitter:card']")
    }


def test_a_report_names_its_own_picture_with_its_size_and_its_words(built: Path) -> None:
    story = make_story()
    told = shared(sites.page(built, story.path))

    assert told["og:image"] == f"{BASE}{story.path}card.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"].startswith("Job-loss softening (The Cushion): spin score")
    assert told["og:url"] == f"{BASE}{story.path}"
    assert (told["og:type"], told["og:title"]) == ("article", story.original.title)
    assert (built / story.path / "card.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["", "methodology/", "publishers/brackwater-ferries/", WITHDRAWN.path])
def test_every_other_page_names_the_picture_of_the_site(built: Path, path: str) -> None:
    told = shared(sites.page(built, path))

    assert told["og:image"] == f"{BASE}assets/card.png"
    assert told["og:type"] == "website"
    assert told["og:url"] == f"{BASE}{path}"
    assert (built / "assets" / "card.png").is_file()
    assert not (built / path / "card.png").exists()


def test_a_hostile_title_stays_text_in_the_head(built: Path) -> None:
    told = shared(sites.page(built, HOSTILE.path))

    assert told["og:title"] == HOSTILE.original.title
    assert "渡輪" not in told["og:image:alt"]


def test_badges_stand_beside_their_pages_and_say_their_state(built: Path) -> None:
    def says(path: str) -> str:
        return " ".join(ET.parse(built / path / "badge.svg").getroot().itertext())  # noqa: S314 - our own file

    assert "withdrawn" in says(WITHDRAWN.path)
    assert "no score" in says(LIMITED.path)
    assert "n 7 · median" in says("publishers/brackwater-ferries/")


@pytest.mark.parametrize("path", [make_story().path, "publishers/brackwater-ferries/"])
def test_the_lines_to_embed_stand_folded_on_the_page(built: Path, path: str) -> None:
    page = sites.page(built, path)
    (fold,) = page.xpath("//details[@id='share']")
    (code,) = fold.xpath(".//code[@id='embed-html']")
    (link,) = html.fragments_fromstring(code.text_content())

    assert fold.get("open") is None
    assert link.get("href") == f"{BASE}{path}"
    assert link[0].get("src") == f"{BASE}{path}badge.svg"
    assert {one.get("data-clipboard-target") for one in fold.iter("button")} == {"#embed-html", "#embed-markdown"}


def test_a_withdrawn_report_offers_nothing_to_embed(built: Path) -> None:
    assert sites.page(built, WITHDRAWN.path).xpath("//details[@id='share']") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("publishers/old-ferries/", "publishers/brackwater-ferries/"),
        (make_story().path.replace("brackwater", "old"), make_story().path),
        ("how-it-works/", "methodology/"),
    ],
)
def test_an_old_address_names_the_new_one_and_asks_not_to_be_indexed(built: Path, old: str, new: str) -> None:
    page = sites.page(built, old)
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    target = refresh.partition("url=")[2]

    assert page.xpath("//link[@rel='canonical']/@href") == [BASE + new]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//main//a/@href") == [target]
    assert (built / old / target / "index.html").resolve() == (built / new / "index.html").resolve()
    assert all((built / old / href).resolve().is_file() for href in page.xpath("//link[@rel='stylesheet']/@href"))
    assert page.xpath("//script") == []
    assert all(old not in file.read_text(encoding="utf-8") for file in (built / "sitemaps").iterdir())


def test_a_badge_embedded_under_an_old_address_still_shows(built: Path) -> None:
    old = make_story().path.replace("brackwater", "old")

    assert (built / old / "badge.svg").read_bytes() == (built / make_story().path / "badge.svg").read_bytes()


@pytest.mark.parametrize(
    ("redirects", "cause"),
    [
        ({"old/": "nowhere/"}, "extra.spin_reports.redirects: old/: nowhere/ is no page"),
        ({"about/": "methodology/"}, "about/ is a page"),
        ({"../etc/": "methodology/"}, "extra.spin_reports.redirects"),
        ({"https://evil.example/": "methodology/"}, "extra.spin_reports.redirects"),
    ],
)
def test_a_redirect_that_cannot_work_stops_the_build_by_name(
    tmp_path: Path, redirects: dict[str, str], cause: str
) -> None:
    content = sites.lay_out(tmp_path / "content")
    done = sites.mkdocs(content, tmp_path / "site", "--config-file", str(sites.configured(tmp_path, redirects)))

    assert done.returncode != 0
    assert cause in done.stderr


def test_cards_are_drawn_once_and_forgotten_with_their_reports(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    content = sites.lay_out(tmp_path / "content", (numbered(1), numbered(2)))
    assert sites.mkdocs(content, tmp_path / "one", SPIN_CACHE=str(cache)).returncode == 0
    drawn = {file.name: file.stat().st_mtime_ns for file in (cache / "cards").iterdir()}

    sites.lay_out(content, (numbered(1),))
    assert sites.mkdocs(content, tmp_path / "two", SPIN_CACHE=str(cache)).returncode == 0
    kept = {file.name: file.stat().st_mtime_ns for file in (cache / "cards").iterdir()}
    path = f"{numbered(1).path}card.png"

    assert (len(drawn), len(kept)) == (3, 2)
    assert kept.items() <= drawn.items()
    assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
