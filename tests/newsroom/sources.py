"""Read the newsroom's own files: one Markdown file per page, one look per publisher. Touches the disk, read only.

What goes in: ``stories/``, ``refused/``, ``publishers/`` and ``looks.yml`` beside this file.
What comes out: frozen ``Source`` and ``Look`` values. A misspelled key stops the reading with its file's name.
"""

import datetime as dt
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from generator import vocabulary as v
from generator.config import publisher, split_front_matter
from generator.models import Noun, Publisher

HERE = Path(__file__).resolve().parent
PUBLISHERS = HERE / "publishers"
NOW = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)


class Expected(Noun):
    """What a run at ``NOW`` must report, and what the writer of a story meant it to be."""

    outcome: Literal["written", "rejected", "failed"]
    reason: v.Reason | None = None
    status: v.Status | None = None
    kind: v.Kind | None = None
    primary: v.SpinType | None = None
    secondary: v.SpinType | None = None
    tactic: str | None = None
    planted_instruction: bool = False


class FeedEntryForm(Noun):
    """How the feed lists a page where it differs from the plain way."""

    link: str | None = None
    guid: str | None = None
    guid_only: bool = False
    title: str | None = None
    title_escaped_twice: bool = False
    published: Literal["none"] | None = None


class Reply(Noun):
    """One answer below a forum post; not part of the story."""

    author: str
    text: str


class Source(Noun):
    """One page of the newsroom, with the entry that leads to it."""

    file: str = Field(description="Path below this folder.")
    publisher: str
    url: str
    title: str
    published: dt.datetime
    author: str
    category: str
    author_organization: str | None = None
    feed: str | None = Field(None, description="Feed that lists the page; without it, the publisher's first.")
    feed_entry: FeedEntryForm = FeedEntryForm()
    page: Literal["article", "missing", "video", "paywall", "consent", "landing", "script_redirect"] = "article"
    redirected_from: str | None = Field(None, description="Address the feed gives, which answers 302 to ``url``.")
    canonical: str | None = None
    noindex: Literal["meta", "header"] | None = None
    hidden: str | None = Field(None, description="Text in the page that no reader sees.")
    replies: tuple[Reply, ...] = ()
    same_body_as: str | None = None
    note: str | None = None
    expected: Expected
    body: str = Field(description="Markdown.")


class FeedLook(Noun):
    """One feed: where it is, in which format, under which name."""

    url: str
    format: Literal["rss", "atom", "rdf", "json"]
    title: str
    moved_from: str | None = None
    empty_item: bool = False


class Look(Noun):
    """How a publisher's site looks, and which feeds it serves."""

    template: Literal["corporate", "newspaper", "agency", "notebook", "forum"]
    name: str
    tagline: str
    accent: str
    nav: tuple[str, ...]
    footer: str
    robots: str = "User-agent: *\nDisallow: /account/\n"
    feeds: tuple[FeedLook, ...]


def read() -> tuple[Source, ...]:
    """Return every page of the newsroom, stories first, by file name.

    Raises:
        ConfigError: a file has no front matter.
        pydantic.ValidationError: a key is unknown or missing, or a value is not one of the closed words.
    """
    files = sorted(HERE.glob("stories/*/*.md")) + sorted(HERE.glob("refused/*.md"))
    return tuple(_source(path) for path in files)


def looks() -> dict[str, Look]:
    """Return the look of each publisher by slug."""
    data = yaml.safe_load((HERE / "looks.yml").read_text(encoding="utf-8"))
    return {slug: Look.model_validate(look) for slug, look in data.items()}


def publishers() -> dict[str, Publisher]:
    """Return the publishers by slug, read as the product reads them."""
    files = sorted(PUBLISHERS.glob("*.md"))
    return {path.stem: publisher(path.stem, path.read_text(encoding="utf-8")) for path in files}


def _source(path: Path) -> Source:
    name = path.relative_to(HERE).as_posix()
    data, body = split_front_matter(path.read_text(encoding="utf-8"), name)
    if data.get("same_body_as"):
        _, body = split_front_matter((HERE / data["same_body_as"]).read_text(encoding="utf-8"), data["same_body_as"])
    return Source.model_validate({**data, "file": name, "body": body.strip()})
