"""What the site says about itself to machines: the index of its data, and what a feed adds to its items. Pure."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from generator import vocabulary as v
from generator.models.base import Digest, Moment, Name, Noun, Offset, Percent, Slug, StoryId, Tactic, Url
from generator.models.record import Band

# A month (2026-11), a slug, a spin type, or the name of a file: what tells the parts of one list apart.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$", max_length=100)]
MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=100)]


class Document(Noun):
    """One file of the static API or of the data set: it says first under which schema it stands."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    schema_href: Url = Field(alias="$schema", description="Schema of this document.")

    def text(self) -> str:
        """Return the text of the file, in the order of the fields."""
        return f"{self.model_dump_json(indent=2)}\n"


class Link(Noun):
    """One document the index leads to."""

    key: Key = Field(description="What tells it apart in its list: a month, a slug, a spin type, a file name.")
    name: Name = Field(description="What a reader would call it.")
    href: Url = Field(description="Its address.")
    media_type: MediaType = Field(description="Its media type, as in application/json.")
    count: Offset | None = Field(None, description="Reports in it, where it holds reports.")
    updated: Moment | None = Field(None, description="When the newest of its reports last changed; null without any.")
    schema_href: Url | None = Field(None, description="Schema of the document, or of each of its rows.")
    digest: Digest | None = Field(None, description="SHA-256 of its bytes, where they are worth checking.")
    size_bytes: Offset | None = Field(None, description="Its length, where it is worth knowing beforehand.")


Links = Annotated[tuple[Link, ...], Field(max_length=10_000)]


class Counts(Noun):
    """How much the site holds; withdrawn reports are not counted."""

    reports: Offset = Field(description="Reports, limited ones included.")
    publishers: Offset = Field(description="Publishers with at least one report.")
    months: Offset = Field(description="Months with at least one report.")


class SiteIndex(Document):
    """The document at /api/v1/index.json: everything a machine can read here, and where."""

    api_version: Literal["1"] = Field("1", description="Version of the API, as in its address.")
    name: Name = Field(description="Name of the site.")
    url: Url = Field(description="Address of the site, with a slash at its end.")
    license: Url = Field(description="License of our words; quoted text stays under the rights of its owners.")
    updated: Moment | None = Field(None, description="When the newest report last changed; null without any.")
    counts: Counts = Field(description="How much the site holds.")
    latest: Link = Field(description="The reports that were written or changed last.")
    months: Links = Field((), description="Reports by month of the story, newest first.")
    publishers: Links = Field((), description="Reports by publisher.")
    types: Links = Field((), description="Reports by primary spin type, 'none' among them.")
    data: Links = Field((), description="All reports in one file.")
    feeds: Links = Field((), description="Feeds of the whole site.")
    schemas: Links = Field((), description="All schemas, and the taxonomy.")


class FeedExtension(Noun):
    """The ``_spin`` object of one item in a JSON Feed."""

    id: StoryId = Field(description="Id of the report.")
    publisher: Slug = Field(description="Slug of the publisher.")
    status: v.Status = Field(description="processed or limited; a withdrawn report is in no feed.")
    primary: v.SpinType | None = Field(None, description="Primary type, or none; null in a limited report.")
    secondary: v.SpinType | None = Field(None, description="One of the six types, or null.")
    tactic: Tactic | None = Field(None, description="Tactic of the primary type.")
    score: Percent | None = Field(None, description="How strongly the framing steers, 0-100.")
    band: Band | None = Field(None, description="No band, no score.")
    evidence_strength: v.Strength | None = Field(None, description="Evidence inside the text.")
    record_url: Url = Field(description="The whole record.")


class FeedOrigin(Noun):
    """The ``_spin`` object of a JSON Feed itself."""

    about: Url = Field(description="What these objects mean.")
    schema_href: Url = Field(description="Schema of these objects.")
    license: Url = Field(description="License of our words; quoted text stays under the rights of its owners.")
    updated: Moment | None = Field(None, description="When the newest report of the feed last changed.")
