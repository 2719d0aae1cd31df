"""The same content gives the same bytes, wherever and whenever; a changed report changes its files and its lists."""

import datetime as dt
import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from generator.models import Story
from tests import sites
from tests.conftest import ROOT
from tests.stories import ANALYZED, make_story, numbered

pytestmark = pytest.mark.slow

URL = "https://reports.example/base/"
PUBLISHERS = ("brackwater-ferries", "orlund-post", "quillon")
TACTICS = ("job-loss softening", "strategic reset", "restructuring framing", "efficiency framing")
NEXT_DAY = ANALYZED + dt.timedelta(days=1)
# The report that changes stands neither on the front page nor among the newest of its publisher.
CHANGED = 7

# What says how other files are, without the address of a report: where each is named with its date or digest.
INDEXES = {"sitemap.xml", "sitemaps/pages.xml", "search/segments.json", "data/SHA256SUMS", "data/index.html"}
# Figures over many reports.
FIGURES = re.compile(
    r"index\.html|(archive|browse|publishers|search|topics|a-z|spin-types)/index\.html"
    r"|publishers/[\w-]+/index\.html|spin-types/\w+/index\.html"
)


def one_of_thirty(number: int) -> Story:
    """Return a report of one of three publishers, on a story of one of two months, with one of four tactics."""
    base, slug = make_story(), PUBLISHERS[number % 3]
    published = dt.datetime(2026, 10 if number % 2 else 11, 1 + number % 17, 9, tzinfo=dt.UTC)
    url = f"https://{slug}.example/news/{number}"
    return numbered(
        number,
        url=url,
        publisher=base.publisher.model_copy(update={"slug": slug, "name": f"The {slug}", "domain": f"{slug}.example"}),
        original=base.original.model_copy(
            update={"url": url, "title": f"Story number {number}", "published": published}
        ),
        verdict=base.verdict.model_copy(update={"tactic": TACTICS[number % 4]}),
    )


STORIES = tuple(one_of_thirty(number) for number in range(30))
ONE = STORIES[CHANGED]
# What cannot come from this machine's clock: MkDocs takes the day of the build from here.
FIRST = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1000000000"}
OTHER = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}


class Workshop:
    """A folder in which sites are built, with one cache."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.builds = folder, 0

    def build(self, stories: Iterable[Story], **environment: str) -> dict[str, bytes]:
        """Return path to bytes of the site of the stories."""
        self.builds += 1
        content = sites.lay_out(self.folder / f"content-{self.builds}", stories)
        site, cache = self.folder / f"site-{self.builds}", str(self.folder / "cache")
        done = sites.mkdocs(content, site, SITE_URL=URL, SPIN_CACHE=cache, **{**FIRST, **environment})
        assert done.returncode == 0, done.stderr
        return sites.tree(site)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return a place with an empty cache."""
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def before(workshop: Workshop) -> dict[str, bytes]:
    """Return the site before anything changed, built without a cache."""
    return workshop.build(STORIES)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def dateless(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Return a site whose lists do not say in their graph on which day a report of theirs changed last."""
    told = re.compile(rb'"dateModified":"[\d-]{10}",?')
    return {
        path: told.sub(b"", data) if path.endswith(".html") and not path.startswith("stories/") else data
        for path, data in tree.items()
    }


def lastmod(tree: dict[str, bytes]) -> dict[str, str]:
    """Return page to day, as the sitemap tells it."""
    found = re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", tree["sitemaps/pages.xml"].decode())
    return {f"{at.removeprefix(URL)}index.html": day for at, day in found}


def texts(*trees: dict[str, bytes], path: str) -> str:
    found = [tree.get(path, b"") for tree in trees]
    return " ".join((gzip.decompress(one) if one[:2] == b"\x1f\x8b" else one).decode(errors="replace") for one in found)


def lists_it(path: str, *trees: dict[str, bytes]) -> bool:
    """Say whether a file holds the address or the record of the report, a page its link from where it stands."""
    text = texts(*trees, path=path)
    if not path.endswith(".html"):
        return ONE.path in text or f'"{ONE.id}"' in text
    return any(urljoin(URL + path, href).startswith(URL + ONE.path) for href in re.findall(r'href="([^"]+)"', text))


def changed_to(story: Story) -> tuple[Story, ...]:
    return tuple(story if one.id == ONE.id else one for one in STORIES)


def unexplained(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return what changed and is neither a file of the report, nor a list with its address, nor an index of files."""
    changed = differing(before, after)
    return {
        path
        for path in changed
        if not path.startswith((ONE.path, "search/2026-"))
        and path not in INDEXES
        and not lists_it(path, before, after)
        and not _names_one_of(changed - {path}, texts(before, after, path=path), path)
    }


def _names_one_of(paths: set[str], text: str, path: str) -> bool:
    """Say whether a file that is no page names a changed one that is none either, as an index of documents does."""
    if path.endswith(".html"):
        return False
    folder = path.rpartition("/")[0] + "/"
    names = [f"{URL}{one}" for one in paths] + [one.removeprefix(folder) for one in paths if one.startswith(folder)]
    return any(re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])", text) for name in names)


def test_neither_machine_nor_place_nor_cache_nor_moment_shows_in_a_site(
    workshop: Workshop, before: dict[str, bytes], tmp_path: Path
) -> None:
    elsewhere = Workshop(tmp_path / "a folder of another name").build(reversed(STORIES), **OTHER)
    again = workshop.build(STORIES, SOURCE_DATE_EPOCH="1700000000")

    assert len(before) > 300
    assert differing(before, elsewhere) == set()
    assert differing(before, again) == set()
    assert [path for path, data in before.items() if str(workshop.folder).encode() in data] == []


def test_what_builds_a_site_asks_no_clock() -> None:
    folders = ("generator/pages", "generator/jsonld", "generator/site", "theme")
    files = [
        file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in (".py", ".html", ".xml")
    ]
    asked = re.compile(r"\.(?:now|today|utcnow)\(|\btime\.time\b|import time\b|build_date|st_mtime|getmtime")

    assert len(files) > 70
    assert [str(file.relative_to(ROOT)) for file in files if asked.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_carries_the_day_of_the_build(before: dict[str, bytes]) -> None:
    # SOURCE_DATE_EPOCH of the first build lies on September 9, 2001.
    days = re.compile(rb"2001-09-09|2001/09/09|September 9, 2001|09 Sep 2001|20010909")
    # A gzip header holds its time stamp in bytes 4 to 7; one file comes packed from its makers.
    stamped = [path for path, data in before.items() if data[:2] == b"\x1f\x8b" and data[4:8] != b"\0\0\0\0"]

    assert [path for path, data in before.items() if days.search(data)] == []
    assert [path for path in stamped if not path.startswith("search/2026-11/wasm.")] == []


def test_a_note_of_an_editor_changes_one_page_and_the_files_that_hold_the_report(
    workshop: Workshop, before: dict[str, bytes]
) -> None:
    after = workshop.build(changed_to(ONE.model_copy(update={"editor_note": "Read again.", "updated": NEXT_DAY})))
    changed, days = differing(dateless(before), dateless(after)), (lastmod(before), lastmod(after))
    dated = differing(before, after) - changed

    assert before.keys() == after.keys()
    assert unexplained(dateless(before), dateless(after)) == set()
    assert {path for path in changed if path.endswith(".html")} - INDEXES == {f"{ONE.path}index.html"}
    # A list says on which day a report of its own changed last, as the sitemap does.
    assert dated <= {path for path, day in days[0].items() if days[1][path] != day}
    assert len(dated) < 20
    assert {path for path in changed if path.startswith("stories/")} == {
        f"{ONE.path}{name}" for name in ("index.html", "index.md", "index.json", "record.json")
    }
    assert {path for path in changed if path.startswith("sitemap")} == {
        "sitemap.xml", "sitemaps/pages.xml", "sitemaps/2026-10.xml",
    }  # fmt: skip
    assert not any(path.startswith(("search/", "publishers/brackwater", "publishers/quillon")) for path in changed)


def test_another_score_changes_the_lists_it_stands_in_and_figures_and_no_other_report(
    workshop: Workshop, before: dict[str, bytes]
) -> None:
    score = (ONE.verdict.score or 0) + 2
    verdict = ONE.verdict.model_copy(update={"score": score})
    after = workshop.build(changed_to(ONE.model_copy(update={"verdict": verdict, "updated": NEXT_DAY})))
    changed = differing(before, after)
    listed = {path for path in before if path.endswith(".html") and lists_it(path, before)}

    assert before.keys() == after.keys()
    assert {path for path in unexplained(dateless(before), dateless(after)) if not FIGURES.fullmatch(path)} == set()
    assert {path for path in changed if path.startswith("stories/")} <= {
        path for path in before if path.startswith(ONE.path)
    } | listed
    assert {f"{ONE.path}card.png", f"{ONE.path}badge.svg", "archive/2026-10/index.html"} <= changed
    assert {path for path in changed if path.startswith("search/")} == {
        "search/2026-11/table.json",
        "search/segments.json",
    }
    assert not any(path.startswith("methodology") or path.endswith("2026-11.xml") for path in changed)


def test_another_headline_changes_the_lists_it_stands_in_and_the_index_of_letters(
    workshop: Workshop, before: dict[str, bytes]
) -> None:
    original = ONE.original.model_copy(update={"title": "A headline that was mended"})
    after = workshop.build(changed_to(ONE.model_copy(update={"original": original, "updated": NEXT_DAY})))
    pages = {path for path in differing(before, after) if path.endswith(".html")}

    assert unexplained(dateless(before), dateless(after)) <= {"a-z/index.html"}  # the letters that have entries
    assert {path for path in pages if path.startswith("stories/")} == {
        path for path in before if re.fullmatch(r"stories/.*\.html", path) and lists_it(path, before)
    }
