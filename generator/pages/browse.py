"""Catalog -> the page that lists every list: the way through the site without a script. Pure."""

from typing import Any

from generator.pages import archive, facets, publishers, spin_types, topics
from generator.pages.catalog import Catalog


def view(catalog: Catalog) -> dict[str, Any]:
    """Return every list of reports with its number of reports."""
    return {
        "total": len(catalog.shown),
        "types": spin_types.choices(catalog),
        "topics": topics.choices(catalog),
        "dimensions": facets.dimensions(catalog),
        "publishers": publishers.listed(catalog),
        "years": archive.years(archive.months(catalog)),
    }
