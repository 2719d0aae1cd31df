"""Story <-> the text of a story file. Pure; ``store`` does the disk."""

import datetime as dt
import re
from typing import Any

import yaml
from pydantic import ValidationError

from generator import config
from generator import vocabulary as v
from generator.errors import ConfigError, StoryError
from generator.models import Story
from generator.story import versions
from generator.story.report import report
from generator.story.versions import VERSIONS, Versions


class _QuotedDumper(yaml.CSafeDumper if hasattr(yaml, "CSafeDumper") else yaml.SafeDumper):  # type: ignore[misc]
    """Dump every string in double quotes, so that no title can be read as another YAML type."""


def _quote(dumper: Any, text: str) -> Any:  # noqa: ANN401 - yaml's own types are private
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_QuotedDumper.add_representer(str, _quote)


def _plain_keys(front: str) -> str:
    """Take the quotes off keys; ours are plain words, and people read these files."""
    return re.sub(r'^((?:  |- )*)"([a-z_][a-z0-9_]*)":', r"\1\2:", front, flags=re.MULTILINE)


def render(story: Story) -> str:
    """Return the text of a story file: quoted front matter, then the readable report."""
    data = story.model_dump(mode="json")
    front = yaml.dump(data, Dumper=_QuotedDumper, sort_keys=False, allow_unicode=True, width=4096)
    return f"---\n{_plain_keys(front)}---\n\n{report(story)}"


def front_matter(text: str, file: str) -> dict[str, Any]:
    """Return the front matter of a story file as it stands, under whatever version.

    Raises:
        StoryError: it is missing, or no YAML.
    """
    try:
        return config.split_front_matter(text, file)[0]
    except ConfigError as error:
        raise StoryError(file, "front matter", str(error).removeprefix(f"config: {file}: front matter: ")) from error


def parse(text: str, file: str, known: Versions = VERSIONS) -> Story:
    """Return the story of a story file; one of an earlier version is read as if it were of today.

    Raises:
        StoryError: front matter is missing, has an unknown key, or a value breaks the schema.
    """
    return read(front_matter(text, file), file, known)


def read(data: dict[str, Any], file: str, known: Versions = VERSIONS) -> Story:
    """Return the story of front matter; one of an earlier version is read as if it were of today.

    Raises:
        StoryError: it has an unknown key, or a value breaks the schema.
    """
    try:
        story = Story.model_validate(versions.upgraded(data, file, known))
    except ValidationError as error:
        field, _, problem = config.first_error(error).partition(": ")
        raise StoryError(file, field, problem) from error
    _check_words(story, file)
    return story


def migrated(text: str, file: str, known: Versions = VERSIONS) -> str | None:
    """Return the text of a story file under the version of today, or None where it is of today already.

    Raises:
        StoryError: the file cannot be read under the version it names.
    """
    data = front_matter(text, file)
    return None if versions.named(data, file, known) == known.today else render(read(data, file, known))


def renewed(story: Story) -> Story:
    """Return the story with ``updated`` no earlier than its newest correction, reply or review."""
    if story.edited is None or story.edited <= story.updated.date():
        return story
    return story.model_copy(update={"updated": dt.datetime.combine(story.edited, dt.time(), dt.UTC)})


def _check_words(story: Story, file: str) -> None:
    """Hold the rules that span two fields, as the schema does: tactic and type, type and score, score and band."""
    _check_findings(story, file)
    verdict = story.verdict
    if verdict.tactic and v.TACTIC_TYPE.get(verdict.tactic) is not verdict.primary:
        raise StoryError(file, "verdict.tactic", f"{verdict.tactic!r} does not belong to {verdict.primary!s}")
    # `none` stands alone, and a second type is another one than the first.
    alone = verdict.primary in {None, v.SpinType.NONE}
    if verdict.secondary is not None and (alone or verdict.secondary in {verdict.primary, v.SpinType.NONE}):
        raise StoryError(file, "verdict.secondary", "must be another of the six types, or null")
    if (verdict.score is None) != (verdict.band is None):
        raise StoryError(file, "verdict.band", "score and band come together")
    if story.status is v.Status.PROCESSED and verdict.score is None:
        raise StoryError(file, "verdict.score", "a processed report has a score", "run the job again for this story")
    if verdict.score is None:
        return
    if verdict.primary is v.SpinType.NONE and verdict.score >= v.NONE_BELOW:
        raise StoryError(file, "verdict.primary", f"none needs a score below {v.NONE_BELOW}, got {verdict.score}")
    if verdict.primary is not v.SpinType.NONE and verdict.score < v.TYPE_FROM:
        raise StoryError(file, "verdict.primary", f"a type needs a score of {v.TYPE_FROM} or more, got {verdict.score}")


def _check_findings(story: Story, file: str) -> None:
    """Hold the rules of lists: one primary claim at most; the tactic of a term belongs to the type it serves."""
    if sum(claim.rank is v.Rank.PRIMARY for claim in story.claims) > 1:
        raise StoryError(file, "claims", "more than one is primary", "rank all but one of them secondary")
    for term in story.loaded_terms:
        if term.tactic and v.TACTIC_TYPE.get(term.tactic, "") != term.type:
            raise StoryError(file, "loaded_terms.tactic", f"{term.tactic!r} does not belong to {term.type!s}")
