"""Sitemaps: every page once, no page twice, and only dates that records tell."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from generator import jsonld, pages
from generator import vocabulary as v
from generator.config import Settings
from generator.pages import Address, Catalog, sitemap
from tests.stories import ANALYZED, make_brackwater, make_story, numbered

URL = "https://reports.example/base/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OCTOBER = make_story().original.model_copy(update={"published": dt.datetime(2026, 10, 3, tzinfo=dt.UTC)})
LATER = ANALYZED + dt.timedelta(days=3, hours=2)
STORIES = (
    make_story(),
    numbered(1, updated=LATER),
    numbered(2, original=OCTOBER),
    numbered(3, status="withdrawn", status_reason="asked for", updated=LATER + dt.timedelta(days=9)),
)
LISTED = (Address("", dt.date(2026, 11, 20)), Address("methodology/"), Address("archive/", dt.date(2026, 11, 23)))


def made(most: int = sitemap.ADDRESSES_MOST) -> dict[str, list[tuple[str, str | None]]]:
    found = {}
    for path, text in sitemap.files(Catalog(STORIES), URL, LISTED, most):
        root = ET.fromstring(text)  # noqa: S314 - our own text
        assert root.tag == NAMESPACE + ("sitemapindex" if path == "sitemap.xml" else "urlset")
        found[path] = [(one.findtext(f"{NAMESPACE}loc", ""), one.findtext(f"{NAMESPACE}lastmod")) for one in root]
    return found


def test_stories_stand_in_the_file_of_their_month_with_the_second_of_their_last_change() -> None:
    assert made() == {
        "sitemaps/pages.xml": [
            (URL, "2026-11-20"),
            (f"{URL}methodology/", None),
            (f"{URL}archive/", "2026-11-23"),
        ],
        "sitemaps/2026-11.xml": [
            (f"{URL}{STORIES[1].path}", "2026-11-23T08:00:00Z"),
            (f"{URL}{STORIES[0].path}", "2026-11-20T06:00:00Z"),
        ],
        "sitemaps/2026-10.xml": [(f"{URL}{STORIES[2].path}", "2026-11-20T06:00:00Z")],
        "sitemap.xml": [
            (f"{URL}sitemaps/pages.xml", "2026-12-02T08:00:00Z"),
            # A report left the file with its withdrawal.
            (f"{URL}sitemaps/2026-11.xml", "2026-12-02T08:00:00Z"),
            (f"{URL}sitemaps/2026-10.xml", "2026-11-20T06:00:00Z"),
        ],
    }


def test_a_file_that_would_grow_too_long_goes_on_in_the_next() -> None:
    found = made(most=2)

    assert set(found) == {
        "sitemap.xml", "sitemaps/pages.xml", "sitemaps/pages-2.xml", "sitemaps/2026-11.xml", "sitemaps/2026-10.xml",
    }  # fmt: skip
    assert max(len(rows) for path, rows in found.items() if path != "sitemap.xml") == 2
    assert [where for where, _ in found["sitemap.xml"]][:2] == [
        f"{URL}sitemaps/pages.xml",
        f"{URL}sitemaps/pages-2.xml",
    ]


def test_a_file_without_any_known_date_gets_none_in_the_index() -> None:
    *_, (_, index) = sitemap.files(Catalog([]), URL, [Address("methodology/")])

    assert "lastmod" not in index


@pytest.mark.parametrize(
    ("body", "spin_type", "day"),
    [
        ("home.html", None, LATER.date()),
        ("type.html", "cushion", LATER.date()),
        ("type.html", "halo", None),
        ("feeds.html", None, None),
        ("", None, None),
        ("None", None, None),
    ],
)
def test_a_hand_written_page_has_the_day_of_the_reports_it_lists_or_none(
    body: str, spin_type: str | None, day: dt.date | None
) -> None:
    assert pages.changed(body, spin_type, Catalog(STORIES)) == day


def test_all_files_for_machines_come_through_one_door_each_once() -> None:
    site, catalog = jsonld.Site(URL), Catalog(STORIES, [make_brackwater()])
    paths = [path for path, _ in pages.files(catalog, site, Settings(), LISTED, pages.data.DataSet(catalog, site))]

    assert len(paths) == len(set(paths))
    assert {"robots.txt", "sitemap.xml", "llms.txt", "llms-full.txt", f"{make_story().path}index.md"} <= set(paths)
    assert all(not path.startswith("/") and ".." not in path for path in paths)
    assert v.Status.WITHDRAWN in {one.status for one in catalog.stories}
