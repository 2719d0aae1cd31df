"""Catalog -> the page that lists every list: the way through the site without a script. Pure."""

from typing import Any

from generator import vocabulary as v
from generator.pages import archive, facets, lists, publishers, words
from generator.pages.catalog import Catalog


def view(catalog: Catalog) -> dict[str, Any]:
    """Return every list of reports with its number of reports."""
    return {
        "total": len(catalog.shown),
        "types": tuple(
            lists.Choice(v.label(one), f"spin-types/{one}/", len(catalog.by_type.get(one, ())), one)
            for one in lists.SEVEN
        ),
        "topics": tuple(
            lists.Choice(words.sentence(v.label(one)), f"topics/{one}/", len(catalog.by_topic[one]))
            for one in v.Topic
            if one in catalog.by_topic
        ),
        "dimensions": facets.dimensions(catalog),
        "publishers": publishers.listed(catalog),
        "years": archive.years(archive.months(catalog)),
    }
