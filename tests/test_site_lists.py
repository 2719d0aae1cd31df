"""The lists of a built site: each report on all of its lists, each list reachable, nothing active in names."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from generator import vocabulary as v
from generator.models import Entity, Integrity, Story, Verdict
from generator.pages import facets
from tests import sites
from tests.stories import make_story, numbered, place

FOG = make_story().verdict.model_copy(
    update={"primary": v.SpinType.FOG, "secondary": None, "tactic": "strategic ambiguity"}
)
WEAK, STRONG = Integrity(evidence_strength=v.Strength.WEAK), Integrity(evidence_strength=v.Strength.STRONG)
NAMES = ('"><script>alert(1)</script>', "a/../../b", "\u202etxet lrtb", "سوق الناس", "w" * 300)


def _story(number: int, **changes: object) -> Story:
    entities = tuple(
        Entity(**place("Brackwater Ferries"), name=name, kind=v.EntityKind.PERSON, mentions=1) for name in NAMES
    )
    return numbered(number, **({"entities": entities, "keywords": ("ferries",)} | changes))


STORIES = (
    make_story(),
    *(_story(n) for n in range(6)),
    _story(10, verdict=FOG, topic="security", integrity=WEAK, title=NAMES[0]),
    _story(11, verdict=FOG, topic="security", integrity=STRONG, title="42 ways"),
    _story(12, verdict=FOG, topic=None, integrity=Integrity(), kind="opinion"),
    _story(13, status="limited", topic="ai"),
    _story(14, verdict=Verdict(), signals=None, status="limited"),
    *(_story(n, title="The same headline", keywords=("Twin fares",)) for n in (16, 17)),
    _story(15, status="withdrawn", status_reason="asked for by the publisher"),
)
SHOWN = tuple(story for story in STORIES if story.status is not v.Status.WITHDRAWN)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of few stories that stand on many lists."""
    folder = tmp_path_factory.mktemp("lists")
    done = sites.generator_build(
        sites.lay_out(folder / "content", STORIES), folder / "site", SITE_URL="https://reports.example/base/"
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def inner(site: Path, path: str) -> list[str]:
    """Return where the links of a page's body lead, below the site."""
    here = f"https://reports.example/base/{path}"
    found = [urljoin(here, href) for href in sites.page(site, path).xpath("//*[@id='content']//a/@href")]
    return [urlsplit(one).path.removeprefix("/base/") for one in found if one.startswith("https://reports.example/")]


def reachable(site: Path) -> set[str]:
    """Return every page that links lead to from the browse page, story pages left unread."""
    seen, waiting = set(), ["browse/"]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.endswith("/"):
            continue
        seen.add(path)
        if not path.startswith("stories/"):
            waiting += inner(site, path)
    return seen


def test_every_shown_report_stands_once_in_the_archive_and_on_each_of_its_lists(built: Path) -> None:
    for story in SHOWN:
        wanted = [
            f"archive/{story.date:%Y-%m}/",
            f"publishers/{story.publisher.slug}/",
            f"roles/{story.publisher.role}/",
            f"scores/{facets.range_key(story)}/",
        ]
        strength, kind, topic = story.integrity.evidence_strength, story.verdict.primary, story.topic
        wanted += [f"evidence/{strength}/"] if strength else []
        wanted += [f"kinds/{story.kind}/"] if story.kind else []
        wanted += [f"topics/{topic}/"] if topic else []
        wanted += [f"topics/{topic}/{strength}/"] if topic and strength else []
        wanted += [f"spin-types/{kind}/"] if kind else []
        wanted += [f"spin-types/{kind}/{topic}/"] if kind and topic else []

        assert [path for path in wanted if story.path not in inner(built, path)] == [], story.slug
        assert Counter(inner(built, wanted[0]))[story.path] == 1


def test_a_withdrawn_report_stands_on_no_list(built: Path) -> None:
    gone = STORIES[-1].path
    lists = [path for path in reachable(built) if not path.startswith(("stories/", "publishers/"))]

    assert [path for path in lists if gone in inner(built, path)] == []


def test_every_list_and_report_can_be_reached_from_the_browse_page_without_a_script(built: Path) -> None:
    made = {
        path.parent.relative_to(built).as_posix() + "/"
        for name in ("spin-types", "topics", "scores", "evidence", "roles", "kinds", "archive", "a-z", "stories")
        for path in (built / name).rglob("index.html")
    }
    found = reachable(built)

    assert made - found - {STORIES[-1].path} == {"spin-types/", "topics/"} - found
    assert len(made) > 40


def test_every_headline_stands_in_the_index(built: Path) -> None:
    letters = [path for path in reachable(built) if re.fullmatch(r"a-z/titles/[^/]+/", path)]
    linked = Counter(path for letter in letters for path in inner(built, letter) if path.startswith("stories/"))

    assert linked == Counter(story.path for story in SHOWN)


def test_reports_of_one_headline_are_told_apart_in_the_index(built: Path) -> None:
    entry = sites.page(built, "a-z/t/").xpath("//dl[@class='index']/div[dt='Twin fares']/dd")

    assert [sites.words(one) for one in entry] == ["The same headline Brackwater Ferries Blog, November 17, 2026"] * 2


def test_titles_in_lists_run_the_way_of_their_language(built: Path) -> None:
    lines = sites.page(built, "archive/2026-11/").xpath("//li/span/a/bdi")

    assert {one.get("dir") for one in lines} == {"ltr"}


def test_the_types_are_counted_among_the_verdicts(built: Path) -> None:
    assert "3 reports with this verdict, 25% of 12 verdicts." in sites.words(sites.page(built, "spin-types/"))


def test_each_table_of_the_guide_stands_in_one_frame_that_scrolls(built: Path) -> None:
    page = sites.page(built, "accuracy/")
    tables = page.xpath("//*[@id='content']//table")

    assert tables
    assert [len(one.xpath("ancestor::*[@tabindex='0']")) for one in tables] == [1] * len(tables)


def test_hostile_names_stand_in_the_index_as_text(built: Path) -> None:
    page = sites.page(built, "a-z/s")
    shown = sites.words(page.xpath("//dl")[0])

    assert '"><script>alert(1)</script>' in shown
    assert page.xpath("//dl//script") == []
    assert "سوق الناس" in sites.words(sites.page(built, "a-z/other"))
    assert (built / "a-z" / "t" / "index.html").is_file()


def test_a_list_leads_to_the_same_list_in_search(built: Path) -> None:
    links = sites.page(built, "topics/security").xpath("//main//a/@href")

    assert "../../search/?topic=security" in links
    assert (built / "search" / "index.html").is_file()
    assert sites.page(built, "topics/security/").xpath("//h1/text()") == ["Security"]


def test_tactics_are_followed_by_their_reports(built: Path) -> None:
    page = sites.page(built, "spin-types/cushion")
    (after,) = page.xpath("//h3[@id='job-loss-softening']/following-sibling::div[1]")

    assert "9 reports with this tactic, the newest:" in sites.words(after)
    assert len(after.xpath(".//li")) == 3
    # Nothing of the hand-written text is lost where it is cut.
    assert len(page.xpath("//h3[@id]")) == 6


def test_the_example_leads_to_its_wording_in_the_report(built: Path) -> None:
    (href,) = sites.page(built, "spin-types/cushion").xpath("//figure[@id='example']//a/@href")
    path, _, fragment = href.partition("#")
    report = sites.page(built, urlsplit(urljoin("https://x.example/spin-types/cushion/", path)).path.strip("/"))

    assert "streamlining two terminals" in sites.words(report.xpath(f"//*[@id='{fragment}']")[0])
