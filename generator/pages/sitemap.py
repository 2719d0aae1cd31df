"""Catalog and pages -> the sitemaps: an index, one file per month of stories, one for all other pages. Pure.

A day's stories change the file of their month alone. ``lastmod`` comes from records, never from the build, and is left
out where no record tells it: search engines stop believing dates that are not true. Priority and change frequency are
left out as well; Google and Bing say that they ignore them. Form: sitemaps.org, 2008.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from generator.models import Story
from generator.pages.address import Address
from generator.pages.catalog import Catalog, group

INDEX = "sitemap.xml"
FOLDER = "sitemaps"
# sitemaps.org: at most 50,000 addresses in one file.
ADDRESSES_MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class _Entry(NamedTuple):
    """An address, and when it changed as ISO 8601: a day, or a second in UTC."""

    address: str
    changed: str | None


def files(
    catalog: Catalog, url: str, pages: Iterable[Address], most: int = ADDRESSES_MOST
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the index and of the sitemaps it names.

    Args:
        catalog: its shown stories are listed; withdrawn ones are not.
        url: address of the site, with a slash at its end.
        pages: every other page that search engines may list.
        most: addresses in one file, at least 1.
    """
    names: list[_Entry] = []
    for name, entries, changed in _groups(catalog, url, pages):
        for number, start in enumerate(range(0, len(entries), most), start=1):
            path = f"{FOLDER}/{name}.xml" if number == 1 else f"{FOLDER}/{name}-{number}.xml"
            names.append(_Entry(f"{url}{path}", changed))
            yield path, _xml("urlset", "url", entries[start : start + most])
    yield INDEX, _xml("sitemapindex", "sitemap", names)


def _groups(catalog: Catalog, url: str, pages: Iterable[Address]) -> Iterator[tuple[str, list[_Entry], str | None]]:
    """Yield name, entries and last change of each sitemap: the pages, then the months of the stories, newest first.

    A report that was withdrawn changed the file it left, so it counts for the date and is not in the list.
    """
    listed = [_Entry(f"{url}{one.path}", one.updated.isoformat() if one.updated else None) for one in pages]
    yield "pages", listed, _newest(catalog.stories)
    months = group((f"{one.date:%Y-%m}", one) for one in catalog.stories)
    for month, stories in catalog.by_month.items():
        yield month, [_Entry(f"{url}{one.path}", _second(one.updated)) for one in stories], _newest(months[month])


def _newest(stories: Iterable[Story]) -> str | None:
    return max((_second(one.updated) for one in stories), default=None)


def _second(moment: dt.datetime) -> str:
    known = moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
    return known.isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(root: str, item: str, entries: Iterable[_Entry]) -> str:
    top = ET.Element(root, {"xmlns": _NAMESPACE})
    for address, changed in entries:
        element = ET.SubElement(top, item)
        ET.SubElement(element, "loc").text = address
        if changed:
            ET.SubElement(element, "lastmod").text = changed
    ET.indent(top, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(top, encoding="unicode")}\n'
