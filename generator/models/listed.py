"""What the static API and the data set hold beside whole records: reports in brief, lists of lists, files. Pure.

Every document names its schema in ``$schema``. Whoever wants the whole record follows ``record_url``.
"""

from typing import Annotated

from pydantic import Field

from generator import vocabulary as v
from generator.models.base import (
    Day,
    Language,
    Line,
    Moment,
    Name,
    Noun,
    Offset,
    Percent,
    Prose,
    Slug,
    StoryId,
    Tactic,
    Url,
)
from generator.models.published import Document, Link, Links
from generator.models.record import Band
from generator.origins import Basis, Engine


class ListedStory(Noun):
    """A report in brief."""

    id: StoryId = Field(description="Id of the report.")
    url: Url = Field(description="The report's page.")
    record_url: Url = Field(description="The whole record, under the story schema.")
    title: Prose = Field(description="Title of the original, in the words of its authors.")
    original_url: Url = Field(description="The original.")
    publisher: Slug = Field(description="Slug of the publisher.")
    date: Day = Field(description="Date of the story: when the original was published, else when the report was made.")
    status: v.Status = Field(description="processed, or limited: then it has no verdict.")
    topic: v.Topic | None = Field(None, description="Topic.")
    primary: v.SpinType | None = Field(None, description="Primary type, or none; null in a limited report.")
    secondary: v.SpinType | None = Field(None, description="One of the six types, or null.")
    tactic: Tactic | None = Field(None, description="Tactic of the primary type.")
    score: Percent | None = Field(None, description="How strongly the framing steers, 0-100.")
    band: Band | None = Field(None, description="The range of the score; no band, no score.")
    evidence_strength: v.Strength | None = Field(None, description="Evidence inside the text.")
    updated: Moment = Field(description="When the report last changed, UTC.")


class StoryList(Document):
    """Reports in brief: of a month, of a publisher and year, of a spin type and month, or the latest."""

    name: Name = Field(description="What a reader would call this list.")
    url: Url = Field(description="The page for readers it belongs to.")
    up: Url = Field(description="The document that names this one.")
    count: Offset = Field(description="Reports in this document.")
    updated: Moment | None = Field(None, description="When one of them last changed; null without any.")
    stories: Annotated[tuple[ListedStory, ...], Field(max_length=1000)] = Field(
        (), description="Newest story first; in latest.json, what was written or changed last."
    )


class ListedPublisher(Noun):
    """A publisher in brief."""

    slug: Slug = Field(description="Slug: part of every address.")
    name: Name = Field(description="Name readers see.")
    homepage: Url = Field(description="Front page of the publisher.")
    role: v.Role = Field(description="What kind of source this is.")
    independence: v.Level = Field(description="How far the publisher is from what it writes about.")
    url: Url = Field(description="Its page on this site.")
    href: Url = Field(description="The document that names its lists of reports.")
    count: Offset = Field(description="Reports, limited ones included.")
    updated: Moment | None = Field(None, description="When one of them last changed; null without any.")


class PublisherList(Document):
    """All publishers."""

    url: Url = Field(description="The page for readers it belongs to.")
    up: Url = Field(description="The document that names this one.")
    count: Offset = Field(description="Publishers in this document.")
    updated: Moment | None = Field(None, description="When one of all reports last changed; null without any.")
    publishers: Annotated[tuple[ListedPublisher, ...], Field(max_length=10_000)] = Field((), description="By slug.")


class PublisherStories(Document):
    """One publisher, and where its reports stand."""

    up: Url = Field(description="The document that names this one.")
    publisher: ListedPublisher = Field(description="The publisher.")
    pages: Links = Field(
        (), description="Its reports by year of the story, newest first; a full year has several pages."
    )


class ListedType(Noun):
    """A spin type in brief, or the verdict that there is none."""

    key: v.SpinType = Field(description="The word in records and addresses.")
    name: Name = Field(description="Name readers see.")
    definition: Prose = Field(description="What it means.")
    url: Url = Field(description="Its page on this site.")
    href: Url = Field(description="The document that names its lists of reports.")
    count: Offset = Field(description="Reports with it as primary type.")
    updated: Moment | None = Field(None, description="When one of them last changed; null without any.")


class TypeList(Document):
    """The six spin types and none; a limited report has no type and stands under none of them."""

    url: Url = Field(description="The page for readers it belongs to.")
    up: Url = Field(description="The document that names this one.")
    count: Offset = Field(description="Reports that have a primary type.")
    updated: Moment | None = Field(None, description="When one of them last changed; null without any.")
    types: Annotated[tuple[ListedType, ...], Field(max_length=7)] = Field(description="In the order of the glossary.")


class TypeStories(Document):
    """One spin type, and where its reports stand."""

    up: Url = Field(description="The document that names this one.")
    type: ListedType = Field(description="The spin type.")
    pages: Links = Field(
        (), description="Its reports by month of the story, newest first; a full month has several pages."
    )


class DataIndex(Document):
    """The files of the data set, with their digests."""

    name: Name = Field(description="Name of the data set.")
    url: Url = Field(description="The page for readers it belongs to.")
    license: Url = Field(description="License of our words.")
    license_note: Url = Field(description="What that license covers, and what it does not: quoted text.")
    sums: Url = Field(description="The same digests, in the form that sha256sum reads.")
    count: Offset = Field(description="Reports in the data set; withdrawn ones are not in it.")
    updated: Moment | None = Field(None, description="When one of them last changed; null without any.")
    files: Annotated[tuple[Link, ...], Field(max_length=10)] = Field(description="All reports in one file, per form.")
    pages: Links = Field(
        (),
        description="The same by month of the story, oldest first; one after the other, they are "
        "the whole file (of CSV, without the repeated line of names).",
    )


class DataRow(Noun):
    """One row of the table stories.csv: a report without its lists. An empty cell is null."""

    id: StoryId = Field(description="First 16 hex digits of the SHA-256 of the canonical address.")
    url: Url = Field(description="The report's page.")
    record_url: Url = Field(description="The whole record, with everything that is only counted here.")
    status: v.Status = Field(description="processed, or limited: then it has no verdict.")
    date: Day = Field(description="Date of the story: when the original was published, else when the report was made.")
    publisher: Slug = Field(description="Slug of the publisher.")
    publisher_name: Name = Field(description="Name of the publisher.")
    role: v.Role = Field(description="What kind of source the publisher is.")
    publisher_independence: v.Level = Field(description="How far the publisher is from what it writes about.")
    original_url: Url = Field(description="Address of the original.")
    title: Prose = Field(description="Title of the original, in the words of its authors.")
    author: Name | None = Field(None, description="Person or byline.")
    author_organization: Name | None = Field(None, description="Who speaks, where it is not the publisher.")
    published: Moment | None = Field(None, description="When the original was published, UTC.")
    language: Language | None = Field(None, description="Language of the original.")
    words: Offset = Field(description="Words of the original's body.")
    kind: v.Kind | None = Field(None, description="Kind of text.")
    topic: v.Topic | None = Field(None, description="Topic.")
    keywords: str = Field(
        "", max_length=20_000, description="Words or names that occur in the text, with '; ' between them."
    )
    framing: Line | None = Field(None, description="One sentence of ours: frames X as Y rather than Z.")
    primary: v.SpinType | None = Field(None, description="Primary type, or none.")
    secondary: v.SpinType | None = Field(None, description="One of the six types, or null.")
    tactic: Tactic | None = Field(None, description="Tactic of the primary type.")
    score: Percent | None = Field(None, description="How strongly the framing steers, 0-100.")
    band_low: Percent | None = Field(None, description="Lower end of the range of the score.")
    band_high: Percent | None = Field(None, description="Upper end of the range of the score.")
    quoted_score: Percent | None = Field(None, description="The same formula over the words of others.")
    confidence: v.Level | None = Field(None, description="How sure the analyzer is of the verdict.")
    formula: Name | None = Field(None, description="Version of the formula of the score.")
    evidence_strength: v.Strength | None = Field(None, description="Evidence inside the text.")
    verification: v.Verification | None = Field(None, description="Status of the text's claims together.")
    narrative_risk: v.Risk | None = Field(None, description="What a reader would wrongly come away with.")
    repetition_risk: v.Risk | None = Field(None, description="How likely a machine summary repeats the frame as fact.")
    repetition_basis: Basis = Field(description="How that is known: predicted by rules, or measured by asking models.")
    intent: v.IntentWord | None = Field(None, description="What the text was published for.")
    independence: v.Level | None = Field(None, description="How far the speaker is from the subject.")
    loaded_terms: Offset = Field(description="Number of loaded terms quoted.")
    claims: Offset = Field(description="Number of claims.")
    omissions: Offset = Field(description="Number of things left out.")
    missing_voices: Offset = Field(description="Number of groups not heard.")
    corrections: Offset = Field(description="Number of corrections.")
    disputed: bool = Field(description="Whether the publisher replied.")
    review: v.ReviewState = Field(description="Who has looked at the report.")
    analyzer: Name = Field(description="Name of the analyzer.")
    analyzer_version: Name = Field(description="Its version.")
    engine: Engine = Field(description="What the report comes from: the embedded analyzer, or mixed with models.")
    model: Name | None = Field(None, description="Models that answered, with ', ' between them.")
    created: Moment = Field(description="When the report was first written, UTC.")
    updated: Moment = Field(description="When the report last changed, UTC.")
