"""What the site says about itself to machines: the index of its data, what feeds add to items, its words. Pure."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from generator import vocabulary as v
from generator.models.base import Digest, Line, Moment, Name, Noun, Offset, Percent, Slug, StoryId, Tactic, Url
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


class Word(Noun):
    """One closed word."""

    key: Name = Field(description="The word as records hold it.")
    label: Name = Field(description="The word as readers see it.")
    definition: Line | None = Field(None, description="What it means; null where the label says it.")
    url: Url | None = Field(None, description="Where it is defined for readers.")


class TacticWord(Word):
    """A tactic; it belongs to one type."""

    extension: bool = Field(description="Added by this project to the tactics commonly named.")


class TypeWord(Word):
    """A spin type, or ``none``."""

    gist: Line = Field(description="In a few words.")
    tactics: tuple[TacticWord, ...] = Field((), max_length=50, description="Its tactics.")


class ScoreWord(Noun):
    """The word for a range of scores."""

    key: Name = Field(description="The word.")
    low: Percent = Field(description="Lowest score it stands for.")
    high: Percent = Field(description="Highest score it stands for.")
    definition: Line | None = Field(None, description="What such a text is like.")


class WordList(Noun):
    """One closed list."""

    key: Name = Field(description="Name of the list.")
    definition: Line = Field(description="What its words are about.")
    fields: tuple[Name, ...] = Field(max_length=20, description="Fields of a record that hold one of its words.")
    words: tuple[Word, ...] = Field(max_length=100, description="The words, in their order.")


class Taxonomy(Document):
    """Every closed word of a report, with what it means."""

    name: Name = Field(description="Name of the site.")
    url: Url = Field(description="Address of the site, with a slash at its end.")
    license: Url = Field(description="License of our words.")
    schema_version: Name = Field(description="Version of the records these words stand in.")
    none_below: Percent = Field(description="A verdict of none has a score below this.")
    type_from: Percent = Field(
        description="No record with a type has a score below this; the formula itself asks for more."
    )
    types: tuple[TypeWord, ...] = Field(max_length=20, description="The spin types, and none.")
    scores: tuple[ScoreWord, ...] = Field(max_length=20, description="The words for a score, lowest first.")
    lists: tuple[WordList, ...] = Field(max_length=50, description="Every other closed list.")
