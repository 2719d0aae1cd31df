"""Story files -> faults. Pure.

What goes in: (path, text) of story files and publishers. What comes out: one line per fault, naming file, field, rule.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from generator import feeds, jsonld, quoting, schemas, score, story
from generator.config import Publishers, bare_host
from generator.errors import StoryError
from generator.models import Story

# A maintainer's day may have begun before, or still run after, the day in UTC.
_DAY = dt.timedelta(days=1)
# A run may be handed a clock that goes ahead; by a year none does.
_YEAR = dt.timedelta(days=366)
# No run writes these: what comes from feeds and pages is cleaned of them. An editor's note or a foreign hand could.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def stories(  # noqa: PLR0913 - what a record is held against
    texts: Iterable[tuple[str, str]],
    publishers: Publishers,
    site: jsonld.Site,
    *,
    kept: Mapping[str, str] | None = None,
    today: dt.date = dt.date.max,
    known: story.Versions = story.VERSIONS,
) -> Iterator[str]:
    """Yield one line per fault in the story files.

    Args:
        texts: (path below content/, text), every story file.
        publishers: the publisher files.
        site: where twins would live.
        kept: file name to text of the schemas that stories of earlier versions are held against.
        today: nobody corrects or replies after this day, nor after that of the newest report; else no such bound.
        known: the versions a story may name.
    """
    shapes = _Shapes(kept or {}, known)
    seen: dict[str, str] = {}
    newest = dt.date.min
    edited: list[tuple[str, dt.date]] = []
    for path, text in texts:
        try:
            data = story.front_matter(text, path)
            version = story.named(data, path, known)
            yield from shapes.faults(version, data, path)
            one = story.read(data, path, known)
            yield from _one(one, path, site)
        except StoryError as error:
            yield str(error)
            continue
        if version == known.today:
            yield from _as_written(one, path, text)
        yield from _dates(one, path)
        yield from _ahead_of(today, one, path)
        yield from _characters(data, path)
        yield from _placed(one, path, publishers)
        for key in (f"id {one.id}", f"address {one.path}"):
            if key in seen:
                yield f"story: {path}: {key}: stands in {seen[key]} too: remove one of them"
            seen.setdefault(key, path)
        newest = max(newest, one.created.date())
        edited += [(path, one.edited)] if one.edited else []
    yield from _ahead(edited, max(newest, today))


class _Shapes:
    """Hold front matter against the schema of the version it names."""

    def __init__(self, kept: Mapping[str, str], known: story.Versions) -> None:
        self._kept = kept
        self._today = known.today
        self._validators: dict[str, Draft202012Validator] = {}

    def faults(self, version: str, data: Mapping[str, Any], path: str) -> Iterator[str]:
        """Yield what breaks the schema of an earlier version; one of today is held against it once it is parsed."""
        if version == self._today:
            return
        name = schemas.story_file(version)
        if name not in self._kept:
            raise StoryError(path, "schema_version", f"no file schemas/{name} to hold it against", "restore that file")
        if version not in self._validators:
            self._validators[version] = schemas.validator(json.loads(self._kept[name]))
        for field, problem in schemas.faults(data, self._validators[version]):
            yield f"story: {path}: {field}: {problem}: see schemas/{name}"


def _one(one: Story, path: str, site: jsonld.Site) -> Iterator[str]:
    """Check one record against schema, formula and budget, and what is made of it."""
    data: dict[str, Any] = one.model_dump(mode="json")
    for field, problem in schemas.faults(data, schemas.story_validator()):
        yield f"story: {path}: {field}: {problem}: see schemas/{schemas.story_file(one.schema_version)}"
    for field, problem in story.contradictions(one):
        yield f"story: {path}: {field}: {problem}: restore the file"
    yield from _score(one, path)
    allowed = quoting.allowed_words(one.original.words + len(one.original.title.split()))
    if one.provenance.copied_words > allowed:
        copied = one.provenance.copied_words
        yield f"story: {path}: provenance.copied_words: {copied} of {allowed} allowed: shorten quotes"
    jsonld.validate(jsonld.document(one, site), path)


def _as_written(one: Story, path: str, text: str) -> Iterator[str]:
    """Hold the file against what its own record gives."""
    if story.render(one) != text:
        yield (
            f"story: {path}: body: differs from what its record gives: "
            "edit the front matter only, then run: python -m generator check --renew"
        )


def _score(one: Story, path: str) -> Iterator[str]:
    """Recompute the score from the record alone; a report that has one holds what it was made of."""
    if one.verdict.score is None:
        return
    if one.signals is None:
        yield f"story: {path}: signals: missing, so the score cannot be recomputed: restore the file"
        return
    if one.verdict.formula in score.EARLIER:
        return
    if one.verdict.formula != score.FORMULA:
        yield (
            f"story: {path}: verdict.formula: {one.verdict.formula!s:.20} is not known, {score.FORMULA} is: "
            "restore the file, or delete it and let the next run write it anew"
        )
        return
    again = score.verdict(one.signals, one.omissions, score.Proposal.of(one.verdict))
    for field in ("score", "band", "primary", "secondary", "tactic", "parts", "quoted_score", "explanation"):
        if getattr(again, field) != getattr(one.verdict, field):
            yield (
                f"story: {path}: verdict.{field}: {getattr(one.verdict, field)!s:.60} is not what formula "
                f"{score.FORMULA} gives ({getattr(again, field)!s:.60}): restore the file"
            )


def _dates(one: Story, path: str) -> Iterator[str]:
    """Hold the order of a record's dates: it is made, then corrected or replied to, and changed no earlier."""
    if one.updated < one.created:
        yield f"story: {path}: updated: {one.updated} is before it was made, {one.created}: restore it"
    days = [(f"corrections.{number}.date", each.date) for number, each in enumerate(one.corrections)]
    days += [("dispute.date", one.dispute.date)] if one.dispute else []
    days += [("review.date", one.review.date)] if one.review.date else []
    for field, day in days:
        if day < one.created.date() - _DAY:
            yield f"story: {path}: {field}: {day} is before the report was made, {one.created:%Y-%m-%d}: correct it"
    if one.edited and one.updated.date() < one.edited:
        yield (
            f"story: {path}: updated: {one.updated:%Y-%m-%d} is before its newest correction, reply or review, "
            f"{one.edited}: run: python -m generator check --renew"
        )


def _ahead_of(today: dt.date, one: Story, path: str) -> Iterator[str]:
    """Name times that no clock can have told yet: they would stand on top of every list for good."""
    if today > dt.date.max - _YEAR:
        return
    for field in ("created", "updated"):
        moment: dt.datetime = getattr(one, field)
        if moment.date() > today + _YEAR:
            yield f"story: {path}: {field}: {moment:%Y-%m-%d} is yet to come: restore the file"


def _characters(data: Any, path: str, field: str = "") -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    """Name texts with characters that end lines, turn letters around or break XML."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _characters(value, path, f"{field}.{key}" if field else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _characters(value, path, f"{field}.{number}")
    elif isinstance(data, str) and (found := next(filter(_is_odd, data), None)):
        yield f"story: {path}: {field}: holds U+{ord(found):04X}, which no text needs: remove it"


def _is_odd(letter: str) -> bool:
    odd = unicodedata.category(letter) in {"Cc", "Co", "Cs"} or (ord(letter) & 0xFFFE) == 0xFFFE  # noqa: PLR2004 - Unicode 23.7
    return (odd and letter != "\n") or letter in _TURNING


def _ahead(edited: Iterable[tuple[str, dt.date]], latest: dt.date) -> Iterator[str]:
    """Name the records that were corrected, replied to or reviewed on a day that is yet to come."""
    for path, day in edited:
        if latest < dt.date.max and day > latest + _DAY:
            yield f"story: {path}: corrections, dispute, review: {day} is yet to come: correct the date"


def _placed(one: Story, path: str, publishers: Publishers) -> Iterator[str]:
    if one.id not in map(feeds.story_id, (one.original.url, *one.original.aliases)):
        yield f"story: {path}: id: {one.id} is not that of its address: restore the file"
    if bare_host(one.original.url) != one.publisher.domain:
        yield f"story: {path}: publisher.domain: {one.publisher.domain} is not the host of original.url: correct it"
    if story.file_name(one) != path:
        yield f"story: {path}: slug: the record belongs to {story.file_name(one)}: move the file back"
    if one.publisher.slug not in publishers.by_slug:
        yield f"story: {path}: publisher.slug: no file publishers/{one.publisher.slug}.md: add it or correct the slug"
