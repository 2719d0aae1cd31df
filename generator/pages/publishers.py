"""Catalog -> the pages about publishers: their list, and one page each. Pure."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from generator import jsonld
from generator import vocabulary as v
from generator.models import Publisher, Story
from generator.pages import badge, captions, figures, intervals, lists, llms, timeline, words
from generator.pages.catalog import AGGREGATE_FROM, Catalog, Distribution, updated
from generator.pages.page import Page

TERMS_MOST = 10
# A publisher's page lists so many of its newest reports; with more, every year has a page of its own.
LIST_MOST = 100


class Listed(NamedTuple):
    """A publisher with its number of reports, from five scores on their median, and its newest scores."""

    publisher: Publisher
    n: int
    scores: Distribution | None
    interval: tuple[int, int] | None
    spark: figures.Spark | None


class Role(NamedTuple):
    """The publishers of one role."""

    role: v.Role
    publishers: tuple[Listed, ...]


class Peers(NamedTuple):
    """The scores of other publishers of the same role, and the 95% interval of their median."""

    scores: Distribution
    interval: tuple[int, int] | None


def view(catalog: Catalog) -> dict[str, Any]:
    """Return the publishers by role, in the order of the closed list, and by first letter."""
    everyone = listed(catalog)
    roles = (Role(role, tuple(one for one in everyone if one.publisher.role is role)) for role in v.Role)
    letters = groupby(everyone, key=lambda one: _letter(one.publisher.name))
    return {
        "roles": [role for role in roles if role.publishers],
        "letters": [(letter, [one.publisher for one in group]) for letter, group in letters],
        "total": len(everyone),
        "read": sum(1 for one in everyone if one.n),
        "reports": len(catalog.shown),
    }


def pages(catalog: Catalog, site: jsonld.Site) -> Iterator[Page]:
    """Yield a page for each publisher, and one for each of its years where one page cannot hold its reports."""
    peers = _Roles(catalog)
    for slug, publisher in catalog.publishers.items():
        stories = catalog.by_publisher.get(slug, ())
        years = _years(stories) if len(stories) > LIST_MOST else ()
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
                "n": len(stories),
                "span": (stories[-1].date, stories[0].date) if stories else None,
                "months": timeline.months(stories[:LIST_MOST]),
                "kinds": kinds(stories[:LIST_MOST]),
                "left": max(0, len(stories) - LIST_MOST),
                "years": [(year, len(rows)) for year, rows in years],
                "figures": _figures(stories, catalog.publisher_distributions.get(slug)),
                "peers": peers.of_others(publisher),
                "embed": badge.embed(badge.of_publisher(publisher, catalog, site.name), f"{site.url}{path}"),
                "withdrawn": catalog.withdrawn_by_publisher.get(slug, ()),
            },
            markdown=publisher.about,
            updated=updated(stories),
            covered=llms.covering(slug, catalog),
        )
        for year, rows in years:
            yield _year_page(publisher, year, rows)._replace(covered=llms.covering(slug, catalog))


def _year_page(publisher: Publisher, year: int, stories: tuple[Story, ...]) -> Page:
    name = words.plain(publisher.name, words.TITLE_MOST - 7)
    return Page(
        path=f"publishers/{publisher.slug}/{year}/",
        body="publisher-year.html",
        title=f"{name}, {year}",
        description=words.plain(
            f"All {words.count(len(stories), 'spin report')} on stories by {publisher.name} from {year}.",
            words.DESCRIPTION_MOST,
        ),
        view={
            "publisher": publisher,
            "year": year,
            "n": len(stories),
            "months": timeline.months(stories),
            "kinds": kinds(stories),
        },
        updated=updated(stories),
    )


def listed(catalog: Catalog) -> list[Listed]:
    """Return every publisher with its figures, by name."""
    rows = []
    for slug, publisher in catalog.publishers.items():
        stories = catalog.by_publisher.get(slug, ())
        scores = catalog.publisher_distributions.get(slug)
        interval = intervals.median(scores.scores) if scores else None
        rows.append(Listed(publisher, len(stories), scores, interval, figures.spark(stories)))
    return sorted(
        rows, key=lambda one: (_letter(one.publisher.name), _sorted_as(one.publisher.name), one.publisher.slug)
    )


def kinds(stories: Iterable[Story]) -> tuple[tuple[str, int], ...]:
    """Return the verdicts that occur with their counts, and ``unscored`` for reports without one; for filters."""
    counts = Counter(str(story.verdict.primary or "unscored") for story in stories)
    return tuple((key, counts[key]) for key in (*map(str, v.SpinType), "unscored") if counts[key])


class _Roles:
    """The scores of each role, sorted once."""

    def __init__(self, catalog: Catalog) -> None:
        found: defaultdict[v.Role, list[tuple[int, str]]] = defaultdict(list)
        for slug, publisher in catalog.publishers.items():
            rows = catalog.by_publisher.get(slug, ())
            found[publisher.role] += [(one.verdict.score, slug) for one in rows if one.verdict.score is not None]
        self._scores = {role: sorted(rows) for role, rows in found.items()}

    def of_others(self, publisher: Publisher) -> Peers | None:
        """Return the scores of the role without this publisher's, or None for too few."""
        scores = tuple(score for score, slug in self._scores[publisher.role] if slug != publisher.slug)
        if len(scores) < AGGREGATE_FROM:
            return None
        return Peers(Distribution(scores), intervals.median(scores))


def _figures(stories: tuple[Story, ...], scores: Distribution | None) -> dict[str, Any] | None:
    """Return what is said over a publisher's reports together, or None for too few scores."""
    if scores is None:
        return None
    shares, claims = lists.verdicts(stories), _verification(stories)
    n_claims = sum(one.n for one in claims)
    interval = intervals.median(scores.scores)
    return {
        "scores": scores,
        "interval": interval,
        "plot": timeline.plot(stories, scores.median, interval),
        "aside": timeline.ASIDE_MOST,
        "says": captions.scores(scores),
        "shares": shares,
        "shares_say": captions.types(shares),
        "claims": claims if n_claims >= AGGREGATE_FROM else (),
        "claims_say": captions.claims(claims) if claims else "",
        "n_claims": n_claims,
        "terms": _terms(stories),
    }


def _terms(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    """Return loaded wording of the text's own voice that comes back, with the share of the reports it stands in."""
    counts = Counter(
        wording
        for story in stories
        for wording in {term.exact.casefold() for term in story.loaded_terms if term.speaker is not v.Speaker.QUOTED}
    )
    ranked = sorted(((k, wording) for wording, k in counts.items() if k > 1), key=lambda pair: (-pair[0], pair[1]))
    return tuple(figures.share(wording, k, len(stories)) for k, wording in ranked[:TERMS_MOST])


def _verification(stories: tuple[Story, ...]) -> tuple[figures.Share, ...]:
    """Return how far the texts back their claims, over all claims of the reports."""
    counts = Counter(claim.verification for story in stories for claim in story.claims)
    return figures.shares((str(one), counts[one]) for one in v.Verification)


def _years(stories: tuple[Story, ...]) -> tuple[tuple[int, tuple[Story, ...]], ...]:
    """Return the stories, newest first, by year."""
    return tuple((year, tuple(rows)) for year, rows in groupby(stories, key=lambda one: one.date.year))


def _sorted_as(name: str) -> str:
    """Return a name as it is sorted: without case, accents, and an article at its front."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return bare.removeprefix("the ").strip()


def _letter(name: str) -> str:
    """Return the letter a name stands under: A-Z, its own first letter in other scripts, or # for the rest."""
    first = _sorted_as(name)[:1].upper()
    return first if first.isalpha() else "#"
