"""The content check: every story, twin and schema. Pure; ``cli`` hands in the files.

What goes in: (path, text) of story files and publishers. What comes out: one line per fault, naming file, field, rule.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema import Draft202012Validator

from generator import jsonld, schemas, score, story
from generator import vocabulary as v
from generator.config import Publishers
from generator.errors import StoryError
from generator.models import Story
from generator.verify import allowed_words


def stories(texts: Iterable[tuple[str, str]], publishers: Publishers, site: jsonld.Site) -> Iterator[str]:
    """Yield one line per fault in the story files.

    Args:
        texts: (path below content/, text), every story file.
        publishers: the publisher files.
        site: where twins would live.
    """
    validator = Draft202012Validator(schemas.story_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    seen: dict[str, str] = {}
    for path, text in texts:
        try:
            one = story.parse(text, path)
            yield from _one(one, path, text, site, validator)
        except StoryError as error:
            yield str(error)
            continue
        yield from _placed(one, path, publishers)
        for key in (f"id {one.id}", f"address {one.path}"):
            if key in seen:
                yield f"story: {path}: {key}: stands in {seen[key]} too: remove one of them"
            seen.setdefault(key, path)


def _one(one: Story, path: str, text: str, site: jsonld.Site, validator: Draft202012Validator) -> Iterator[str]:
    """Check one record against schema, formula, budget, and its own file."""
    data: dict[str, Any] = one.model_dump(mode="json")
    for error in validator.iter_errors(data):
        field = ".".join(str(part) for part in error.absolute_path)
        yield f"story: {path}: {field}: {error.message[:200]}: see schemas/story.schema.json"
    if story.render(one) != text:
        yield (
            f"story: {path}: body: differs from what its record gives: "
            "edit the front matter only, then run: python -m generator check --renew"
        )
    yield from _score(one, path)
    allowed = allowed_words(one.original.words + len(one.original.title.split()))
    if one.provenance.copied_words > allowed:
        copied = one.provenance.copied_words
        yield f"story: {path}: provenance.copied_words: {copied} of {allowed} allowed: shorten quotes"
    document = jsonld.document(one, site)
    jsonld.validate(document, path)
    if json.loads(jsonld.embed(document)) != document:
        yield f"story: {path}: JSON-LD: does not read back: report this with the file"


def _score(one: Story, path: str) -> Iterator[str]:
    """Recompute the score from the record alone."""
    if one.signals is None or one.status is not v.Status.PROCESSED:
        return
    if one.verdict.formula != score.FORMULA:
        return
    again = score.verdict(one.signals, one.omissions, score.Proposal.of(one.verdict))
    for field in ("score", "band", "primary", "secondary", "tactic", "parts", "quoted_score", "explanation"):
        if getattr(again, field) != getattr(one.verdict, field):
            yield (
                f"story: {path}: verdict.{field}: {getattr(one.verdict, field)!s:.60} is not what formula "
                f"{score.FORMULA} gives ({getattr(again, field)!s:.60}): restore the file"
            )


def _placed(one: Story, path: str, publishers: Publishers) -> Iterator[str]:
    if story.file_name(one) != path:
        yield f"story: {path}: slug: the record belongs to {story.file_name(one)}: move the file back"
    if one.publisher.slug not in publishers.by_slug:
        yield f"story: {path}: publisher.slug: no file publishers/{one.publisher.slug}.md: add it or correct the slug"
