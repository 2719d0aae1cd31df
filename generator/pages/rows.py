"""Stories -> the table stories.csv: a row per report, safe to open in a spreadsheet. Pure.

The form is RFC 4180: comma, CRLF, quotes doubled, UTF-8. A null is an empty cell, a truth value is true or false.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from generator import jsonld
from generator.models import DataRow, Story

COLUMNS = tuple(DataRow.model_fields)
# What makes a spreadsheet take a cell for a formula, also in the wide forms of East Asian keyboards (OWASP, "CSV
# Injection"); it is put off with an apostrophe, which spreadsheets do not show.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - these very letters
# Where decimals have a comma, spreadsheets divide cells at semicolons, whatever quotation marks stand around them.
_GUARDED = re.compile(rf"(^|;[\s\"]*)(?='*[{re.escape(''.join(ACTIVE))}])")


def row(story: Story, site: jsonld.Site) -> DataRow:
    """Return the row of a report."""
    original, verdict, integrity, made = story.original, story.verdict, story.integrity, story.provenance
    return DataRow(
        id=story.id,
        url=f"{site.url}{story.path}",
        record_url=f"{site.url}{story.path}record.json",
        status=story.status,
        date=story.date,
        publisher=story.publisher.slug,
        publisher_name=story.publisher.name,
        role=story.publisher.role,
        publisher_independence=story.publisher.independence,
        original_url=original.url,
        title=original.title,
        author=original.author,
        author_organization=original.author_organization,
        published=original.published,
        language=original.language,
        words=original.words,
        kind=story.kind,
        topic=story.topic,
        keywords="; ".join(story.keywords),
        framing=story.framing,
        primary=verdict.primary,
        secondary=verdict.secondary,
        tactic=verdict.tactic,
        score=verdict.score,
        band_low=verdict.band.low if verdict.band else None,
        band_high=verdict.band.high if verdict.band else None,
        quoted_score=verdict.quoted_score,
        confidence=verdict.confidence,
        formula=verdict.formula,
        evidence_strength=integrity.evidence_strength,
        verification=integrity.verification,
        narrative_risk=integrity.narrative_risk,
        repetition_risk=integrity.repetition_risk,
        repetition_basis=integrity.basis,
        intent=story.intent.intent,
        independence=story.intent.independence,
        loaded_terms=len(story.loaded_terms),
        claims=len(story.claims),
        omissions=len(story.omissions),
        missing_voices=len(story.missing_voices),
        corrections=len(story.corrections),
        disputed=story.dispute is not None,
        review=story.review.state,
        analyzer=made.analyzer,
        analyzer_version=made.version,
        engine=made.engine,
        model=made.model,
        created=story.created,
        updated=story.updated,
    )


def head() -> str:
    """Return the line of column names."""
    return _text([COLUMNS])


def text(stories: Iterable[Story], site: jsonld.Site) -> str:
    """Return the rows of the reports, without the line of names."""
    return _text([_cell(value) for value in row(one, site).model_dump(mode="json").values()] for one in stories)


def _text(lines: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue()


def _cell(value: Any) -> object:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(value) if isinstance(value, str) else value


def guarded(words: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    An apostrophe goes before such a character at the start and behind a semicolon, also where apostrophes stand there
    already: so the rule can be taken back, by dropping the first of them, and gives the words
    of the record again.
    """
    return _GUARDED.sub(r"\1'", words)
