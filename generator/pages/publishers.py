"""Catalog -> the pages about publishers: their list, and one page each. Pure."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator import jsonld
from generator import vocabulary as v
from generator.models import Publisher, Story
from generator.pages import badge, figures, spin_types, words
from generator.pages.catalog import Catalog, updated
from generator.pages.page import Page

TERMS_MOST = 8


class Listed(NamedTuple):
    """A publisher with its number of reports and, from five scores on, their median."""

    publisher: Publisher
    n: int
    median: int | None


class Role(NamedTuple):
    """The publishers of one role."""

    role: v.Role
    publishers: tuple[Listed, ...]


def view(catalog: Catalog) -> dict[str, Any]:
    """Return the publishers by role, in the order of the closed list."""
    everyone = listed(catalog)
    roles = (Role(role, tuple(one for one in everyone if one.publisher.role is role)) for role in v.Role)
    return {"roles": [role for role in roles if role.publishers], "total": len(everyone)}


def pages(catalog: Catalog, site: jsonld.Site) -> Iterator[Page]:
    """Yield a page for each publisher; figures over its reports only from five scores on."""
    for slug, publisher in catalog.publishers.items():
        stories = catalog.by_publisher.get(slug, ())
        scores = catalog.publisher_distributions.get(slug)
        path = f"publishers/{slug}/"
        yield Page(
            path=path,
            body="publisher.html",
            title=words.plain(publisher.name, words.TITLE_MOST),
            description=words.plain(
                f"How stories by {publisher.name} frame their subject: {words.count(len(stories), 'spin report')}, "
                "each with its evidence.",
                words.DESCRIPTION_MOST,
            ),
            view={
                "publisher": publisher,
                # All of them: this is the one list on which every report stands.
                "stories": stories,
                "n": len(stories),
                "scores": scores,
                "strip": figures.strip(stories, scores) if scores else None,
                "shares": spin_types.shares(stories) if scores else (),
                "terms": _terms(stories) if scores else (),
                "claims": _verification(stories) if scores else (),
                "embed": badge.embed(badge.of_publisher(publisher, catalog, site.name), f"{site.url}{path}"),
                "withdrawn": catalog.withdrawn_by_publisher.get(slug, ()),
            },
            markdown=publisher.about,
            updated=updated(stories),
        )


def listed(catalog: Catalog) -> list[Listed]:
    """Return every publisher with its figures, by name."""
    rows = []
    for slug, publisher in catalog.publishers.items():
        scores = catalog.publisher_distributions.get(slug)
        rows.append(Listed(publisher, len(catalog.by_publisher.get(slug, ())), scores.median if scores else None))
    return sorted(rows, key=lambda one: (one.publisher.name.casefold(), one.publisher.slug))


def _terms(stories: tuple[Story, ...]) -> tuple[tuple[str, int], ...]:
    """Return loaded wording of the text's own voice that stands in more than one report, with the number of reports."""
    counts = Counter(
        wording
        for story in stories
        for wording in {term.exact.casefold() for term in story.loaded_terms if term.speaker is not v.Speaker.QUOTED}
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((wording, n) for wording, n in ranked if n > 1)[:TERMS_MOST]


def _verification(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    """Return how far the texts back their claims, over all claims of the reports."""
    counts = Counter(claim.verification for story in stories for claim in story.claims)
    return figures.shares((str(one), counts[one]) for one in v.Verification)
