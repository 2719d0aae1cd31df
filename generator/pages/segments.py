"""Stories -> the segments of the search index. Pure.

A segment is what is indexed, cached and downloaded as one. Which story lies in which segment follows from the days on
which reports were written, never from the clock: the newest month with a report is the live segment, which grows night
by night; everything older lies in one segment per year and stays as it is until a month ends or a report is corrected.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from lxml.html import fromstring

from generator import jsonld
from generator import vocabulary as v
from generator.models import Story
from generator.pages import words

# Part of every digest: raise it when the same records must be indexed or laid out in another way.
FORMAT = 2
TITLE_MOST = 200

# Facets that are one word out of a list; score and date are figures and stand in columns of their own.
FACETS = ("type", "publisher", "role", "topic", "evidence")


class Record(NamedTuple):
    """What search knows of one report or page of the guide: where it stands, what is searched, what it is filtered by.

    A page of the guide has no publisher, nor any other facet, and the first date there is.
    """

    path: str
    title: str
    text: str
    date: dt.date
    score: int | None
    facets: tuple[str, ...]  # in the order of FACETS; "" where nothing was determined


class Segment:
    """Reports that are indexed together, newest first."""

    def __init__(self, name: str, records: Iterable[Record]) -> None:
        """Sort the records, so that neither file names nor the order of reading matter.

        Args:
            name: ``2026-11`` for the live month, ``2025`` for a year.
            records: at least one.
        """
        self.name = name
        self.records = tuple(sorted(records, key=lambda one: (-one.date.toordinal(), one.path)))

    @cached_property
    def digest(self) -> str:
        """Return 16 hex digits of the SHA-256 over format, name and records."""
        rows = [[*one[:3], one.date.isoformat(), one.score, one.facets] for one in self.records]
        text = json.dumps([FORMAT, self.name, rows], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def language(self) -> str:
        """Return the language tag of the index: reports are in English, whatever the story is in.

        The name of the segment is a variant of the tag (RFC 5646, section 2.2.5). The indexer puts the tag before the
        digest that names a record, so two records with one digest in two segments keep different names.
        """
        return f"en-{self.name.replace('-', '')}"

    def table(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return the columns by which a browser filters, sorts and counts, one row a record.

        Args:
            names: path of a record to the name the indexer gave it.

        Raises:
            KeyError: a record has no name.
        """
        known = {facet: sorted({one.facets[at] for one in self.records}) for at, facet in enumerate(FACETS)}
        places = {facet: {value: n for n, value in enumerate(found)} for facet, found in known.items()}
        # Newest first, so a date is told by the days since the row before it: mostly 0, which packs well.
        days = [one.date.toordinal() for one in self.records]
        return {
            "names": " ".join(names[one.path] for one in self.records),
            "newest": self.records[0].date.isoformat(),
            "days": [before - after for before, after in zip([days[0], *days], days, strict=False)],
            "score": [-1 if one.score is None else one.score for one in self.records],
            "values": known,
            **{facet: [places[facet][one.facets[at]] for one in self.records] for at, facet in enumerate(FACETS)},
        }


def divide(stories: Iterable[Story], guide: Iterable[Record] = ()) -> tuple[Segment, ...]:
    """Return the segments of all shown stories, the live one first, then years from new to old.

    A browser pays for every segment at every search (its table of contents and one piece of index per word), so closed
    months are not kept apart. The month of a story is that in which its report was written, in UTC.

    Args:
        stories: all that may be found.
        guide: hand-written pages; they go with the live segment, for a segment of their own would cost every search.
    """
    by_month: defaultdict[str, list[Record]] = defaultdict(list)
    for story in stories:
        by_month[f"{story.created.astimezone(dt.UTC):%Y-%m}"].append(report(story))
    live = max(by_month, default=None)
    if live is None:
        return ()
    years: defaultdict[str, list[Record]] = defaultdict(list)
    for month in sorted(by_month.keys() - {live}):
        years[month[:4]] += by_month[month]
    return (
        Segment(live, [*by_month[live], *guide]),
        *(Segment(year, years[year]) for year in sorted(years, reverse=True)),
    )


def values(story: Story) -> tuple[str, ...]:
    """Return the values of a story's facets, in the order of ``FACETS``."""
    found = (
        story.verdict.primary,
        story.publisher.slug,
        story.publisher.role,
        story.topic,
        story.integrity.evidence_strength,
    )
    return tuple(str(one) if one else "" for one in found)


def report(story: Story) -> Record:
    """Return what search knows of a story: what its report says, and no word of the article besides."""
    title = words.plain(story.original.title, TITLE_MOST) or jsonld.UNTITLED
    return Record(story.path, title, _text(story), story.date, story.verdict.score, values(story))


def page(path: str, title: str, html: str) -> Record:
    """Return what search knows of a hand-written page.

    Args:
        path: below the site, with a trailing slash.
        title: plain text.
        html: the page's text, as its Markdown was rendered; not empty.
    """
    text = " ".join("".join(map(str, fromstring(html).itertext())).split())
    return Record(path, title, text, dt.date.min, None, ("",) * len(FACETS))


def _text(story: Story) -> str:
    """Return the report as running text. What a facet says is told in words too, so that it can be typed."""
    verdict, evidence = story.verdict, story.integrity.evidence_strength
    parts = [
        story.framing,
        story.summary,
        *story.tldr,
        *(_quoted(one.exact) + (f" (plainer: {one.plainer})" if one.plainer else "") for one in story.loaded_terms),
        *(one.text for one in story.omissions),
        *chain.from_iterable((_quoted(one.exact), *map(_missing, one.missing_evidence)) for one in story.claims),
        _listed("Not heard", (one.name or v.label(one.stakeholder) for one in story.missing_voices)),
        _listed("Names", (one.name for one in story.entities)),
        _listed("Keywords", story.keywords),
        v.label(verdict.primary) if verdict.primary else None,
        verdict.tactic,
        v.label(story.topic) if story.topic else None,
        f"{evidence} evidence" if evidence else None,
        f"{story.publisher.name}, {v.label(story.publisher.role)}",
        story.original.author,
        story.original.author_organization,
    ]
    lines = (" ".join(one.split()).rstrip(".") for one in parts if one)
    return " ".join(one if one.endswith(("?", "!", "…")) else f"{one}." for one in lines if one)


def _quoted(exact: str) -> str:
    return f"“{exact.strip().rstrip('.')}”"


def _missing(line: str) -> str:
    return f"Missing evidence: {line}"


def _listed(name: str, items: Iterable[str]) -> str | None:
    joined = ", ".join(items)
    return f"{name}: {joined}" if joined else None
