"""Story -> the files beside its page: readable report, JSON-LD document, plain record. Pure."""

import json
from collections.abc import Iterator

from generator import jsonld, story
from generator import vocabulary as v
from generator.models import Story
from generator.pages.catalog import Catalog


def files(catalog: Catalog, site: jsonld.Site) -> Iterator[tuple[str, str]]:
    """Yield path below the site and text of the twins of all stories, and of what their own words mean."""
    yield jsonld.VOCABULARY_FILE, _json(jsonld.vocabulary(), sort=False)
    for one in catalog.stories:
        yield from twins(one, site).items()


def twins(one: Story, site: jsonld.Site) -> dict[str, str]:
    """Return path below the site to text; a withdrawn report has none.

    Args:
        one: the report.
        site: the site the addresses in the JSON-LD document belong to.
    """
    if one.status is v.Status.WITHDRAWN:
        return {}
    return {
        f"{one.path}index.md": story.report(one),
        f"{one.path}index.json": _json(jsonld.document(one, site), sort=False),
        f"{one.path}record.json": _json(one.model_dump(mode="json"), sort=True),
    }


def _json(data: object, *, sort: bool) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=sort) + "\n"
