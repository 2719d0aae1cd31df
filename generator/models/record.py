"""What comes out: the story record, and the report of a run. Pure."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from generator import vocabulary as v
from generator.models.base import (
    FIRST_YEAR,
    LAST_YEAR,
    SCHEMA_VERSION,
    Alias,
    Day,
    Digest,
    FieldName,
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
from generator.models.findings import (
    Beneficiary,
    Claim,
    CounterFrame,
    Entity,
    Integrity,
    Intent,
    KeyStat,
    LoadedTerm,
    Mechanics,
    MissingVoice,
    Offsets,
    Omission,
    Span,
)
from generator.origins import Engine

# An article of the longest kind we read has some hundreds; `verify` keeps the best.
MOST_HITS = 10_000


class Hit(Offsets):
    """One verified loaded span, without its words: an input of the score."""

    type: v.LoadedType = Field(description="What the wording serves.")
    tactic: Tactic | None = Field(None, description="Tactic the wording points at.")
    weight: int = Field(ge=1, le=3, description="Severity: 1 slight, 2 clear, 3 strong.")
    speaker: v.Speaker = Field(description="Whose voice; quoted hits are scored apart.")
    sentence: Offset = Field(description="Index of its sentence; the title is 0.")


class Signals(Noun):
    """Everything the formula reads besides omissions: the score can be recomputed from the record alone."""

    words: Offset = Field(description="Words of the text, title included.")
    own_words: Offset = Field(description="Words in the text's own voice: not of sentences in the voice of others.")
    sentences: Offset = Field(description="Sentences, title included.")
    quoted_sentences: Offset = Field(description="Sentences in the voice of others.")
    lead_end: Offset = Field(description="Index of the last sentence of the lead.")
    voices: Offset = Field(description="Distinct other voices heard.")
    tone: Percent | None = Field(
        None, description="How strongly the own voice sounds as a whole, 0-100; null: not judged."
    )
    hits: tuple[Hit, ...] = Field((), max_length=MOST_HITS, description="Every verified loaded span.")
    samples: tuple[Percent, ...] = Field(
        (),
        max_length=100,
        description="Scores of the formula with each of several readings alone; the band holds them.",
    )


class Band(Noun):
    """The range the score stays in when its spans are resampled."""

    low: Percent = Field(description="Lower end, 0-100.")
    high: Percent = Field(description="Upper end, 0-100.")


class ScorePart(Noun):
    """One named part of the score."""

    name: Name = Field(description="Name of the part, as in the formula.")
    points: float = Field(ge=0, le=100, description="Points it gives.")
    most: float = Field(ge=0, le=100, description="Points it can give at most.")
    reason: Line = Field(description="The counts behind it, in words.")


class Verdict(Noun):
    """The verdict; every value is null in a limited report."""

    primary: v.SpinType | None = Field(None, description="Primary type, or none.")
    secondary: v.SpinType | None = Field(None, description="One of the six types, or null.")
    tactic: Tactic | None = Field(None, description="Tactic of the primary type.")
    score: Percent | None = Field(None, description="How strongly the framing steers, 0-100.")
    band: Band | None = Field(None, description="No band, no score.")
    quoted_score: Percent | None = Field(None, description="The same formula over the words of others.")
    explanation: Line | None = Field(None, description="The counts behind the score, in one or two sentences.")
    confidence: v.Level | None = Field(None, description="How sure the analyzer is.")
    parts: tuple[ScorePart, ...] = Field((), max_length=10, description="The named parts; they add up to the score.")
    formula: Name | None = Field(None, description="Version of the formula.")


class Review(Noun):
    """Who has looked at the report."""

    state: v.ReviewState = Field(v.ReviewState.MACHINE_CHECKED, description="Closed word.")
    reviewer: Name | None = Field(None, description="Name of the person.")
    date: Day | None = Field(None, description="Date of the review.")
    flags: tuple[Line, ...] = Field((), max_length=20, description="Why a person should look, if anything.")


class Correction(Noun):
    """One correction, shown on the page."""

    date: Day = Field(description="Date of the correction.")
    before: Line = Field(min_length=1, description="What it said.")
    after: Line = Field(min_length=1, description="What it says now.")
    reason: Line = Field(min_length=1, description="Why.")


class Dispute(Noun):
    """The publisher's reply."""

    date: Day = Field(description="Date of the reply.")
    reply: Prose = Field(min_length=1, description="The reply, in the publisher's words.")
    url: Url | None = Field(None, description="Where the reply was published.")


class StoryPublisher(Noun):
    """The publisher as it was when the report was made."""

    slug: Slug = Field(description="Slug of the publisher file.")
    name: Name = Field(description="Name.")
    domain: Name = Field(description="Host of the story.")
    role: v.Role = Field(description="Role.")
    independence: v.Level = Field(description="Independence.")


class Original(Noun):
    """The article the report is about."""

    url: Url = Field(description="Canonical address of the article itself.")
    title: Prose = Field(description="Its title.")
    author: Name | None = Field(None, description="Person or byline.")
    author_organization: Name | None = Field(None, description="Who speaks, where it is not the host.")
    published: Moment | None = Field(None, description="Publication date, UTC.")
    language: Language | None = Field(None, description="Detected language.")
    category: Name | None = Field(None, description="The feed's own category.")
    words: Offset = Field(description="Words of the body.")
    extraction_confidence: v.Level = Field(v.Level.HIGH, description="Low where two extractors disagree.")
    origins: dict[FieldName, Name] = Field({}, max_length=20, description="Field name to where it came from.")
    feed: Url | None = Field(None, description="Feed that brought it.")
    aliases: tuple[Alias, ...] = Field((), max_length=50, description="Other names of the same entry.")


class Opinion(Noun):
    """What one reader says by itself."""

    reader: Name = Field(description="The embedded analyzer, or a model.")
    primary: v.SpinType | None = Field(None, description="The type it says.")
    score: Percent = Field(description="What the formula gives its findings alone, the tone of the whole left out.")


class Provenance(Noun):
    """How the report was made (W3C PROV: activity, agent, used entity)."""

    analyzer: Name = Field(description="Name of the analyzer.")
    version: Name = Field(description="Version of this software.")
    engine: Engine = Field(Engine.EMBEDDED, description="What the report as a whole comes from.")
    model: Name | None = Field(None, description="Model, where one was used; several with commas between.")
    prompt_digest: Digest | None = Field(None, description="Digest of the prompt, where one was used.")
    input_digest: Digest = Field(description="SHA-256 of the normalized article text.")
    body_digest: Digest | None = Field(None, description="SHA-256 of the body alone: one body is one story.")
    runs: int = Field(1, ge=1, description="Runs behind the verdict.")
    fields: dict[FieldName, Engine] = Field(
        {}, max_length=50, description="Field name to what it comes from; empty where all is embedded."
    )
    reasons: dict[FieldName, Line] = Field({}, max_length=50, description="Why a field does not come from the model.")
    agreement: dict[FieldName, Offset] = Field(
        {}, max_length=50, description="Closed field to how many readers say what is published."
    )
    opinions: tuple[Opinion, ...] = Field(
        (), max_length=20, description="What each reader says by itself; empty where there was one."
    )
    fallback: Line | None = Field(None, description="Why no model had part in it, though one was to be asked.")
    analyzed: Moment = Field(description="When, UTC.")
    cost: float | None = Field(None, ge=0, description="Cost of model calls, in the configured currency.")
    dropped: dict[FieldName, Offset] = Field(
        {}, max_length=50, description="Field name to findings the verifier dropped."
    )
    copied_words: Offset = Field(0, description="Words of the article that the report quotes, all together.")

    @property
    def models(self) -> tuple[str, ...]:
        """Return the models that answered, one by one."""
        return tuple(self.model.split(", ")) if self.model else ()

    @property
    def alone(self) -> bool:
        """Return whether no model answered and none was to be asked."""
        return self.model is None and self.fallback is None

    @property
    def maker(self) -> str:
        """Return what the report comes from, in words."""
        models = " and ".join(filter(None, (", ".join(self.models[:-1]), *self.models[-1:]))) or "a model"
        told = {Engine.EMBEDDED: "embedded analyzer", Engine.LLM: models}
        return told.get(self.engine, f"embedded analyzer with {models}")

    @property
    def credit(self) -> str:
        """Return what made the report, with the name and version of the analyzer that ran."""
        if self.alone:
            return f"{self.analyzer} analyzer {self.version}"
        return f"{self.maker} ({self.analyzer} {self.version})"


class Story(Noun):
    """What a story file holds: the whole record of one report."""

    schema_version: Literal["1"] = Field(SCHEMA_VERSION, description="Version of this shape.")
    id: StoryId = Field(description="First 16 hex digits of the SHA-256 of the canonical address.")
    slug: Slug = Field(description="Last part of the address; stored, never recomputed.")
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR, description="Year in the address.")
    status: v.Status = Field(description="processed, limited or withdrawn.")
    status_reason: Line | None = Field(None, description="Why it is limited or withdrawn.")
    review: Review = Field(Review(), description="Who has looked at it.")
    corrections: tuple[Correction, ...] = Field((), max_length=100, description="What was corrected.")
    dispute: Dispute | None = Field(None, description="The publisher's reply.")
    editor_note: Prose | None = Field(None, description="A note by a maintainer.")
    publisher: StoryPublisher = Field(description="Publisher.")
    original: Original = Field(description="The article.")
    kind: v.Kind | None = Field(None, description="Kind of text.")
    topic: v.Topic | None = Field(None, description="Topic.")
    keywords: tuple[Name, ...] = Field((), max_length=8, description="Words or names that occur in the text.")
    framing: Line | None = Field(None, description="One sentence: frames X as Y rather than Z.")
    summary: Prose | None = Field(None, description="1-2 sentences.")
    summary_support: tuple[Offsets, ...] = Field((), max_length=10, description="Sentences that back the summary.")
    tldr: tuple[Line, ...] = Field((), max_length=5, description="1-5 bullets.")
    tldr_support: tuple[Offsets, ...] = Field((), max_length=5, description="One sentence per bullet that backs it.")
    key_stats: tuple[KeyStat, ...] = Field((), max_length=50, description="Numbers of the text.")
    verdict: Verdict = Field(Verdict(), description="Verdict.")
    mechanics: Mechanics = Field(Mechanics(), description="How the framing works.")
    beneficiaries: tuple[Beneficiary, ...] = Field((), max_length=50, description="Who gains.")
    loaded_terms: tuple[LoadedTerm, ...] = Field(
        (), max_length=200, description="Loaded wording, quoted within the copying budget."
    )
    omissions: tuple[Omission, ...] = Field((), max_length=50, description="What got left out.")
    integrity: Integrity = Field(Integrity(), description="Evidence and risks.")
    intent: Intent = Field(Intent(), description="What the text was published for.")
    missing_voices: tuple[MissingVoice, ...] = Field((), max_length=50, description="Who is not heard.")
    entities: tuple[Entity, ...] = Field((), max_length=100, description="Names of the text.")
    claims: tuple[Claim, ...] = Field((), max_length=50, description="Claims, primary first.")
    counter_frames: tuple[CounterFrame, ...] = Field((), max_length=10, description="Other ways to tell it.")
    planted_instructions: tuple[Span, ...] = Field((), max_length=50, description="Passages addressed to AI systems.")
    signals: Signals | None = Field(None, description="Inputs of the score; null in a limited report.")
    provenance: Provenance = Field(description="How the report was made.")
    created: Moment = Field(description="When the report was first written, UTC.")
    updated: Moment = Field(description="When the report last changed, UTC.")

    @property
    def path(self) -> str:
        """Return the site path, without a leading slash and with a trailing one."""
        return f"stories/{self.publisher.slug}/{self.year}/{self.slug}/"

    @property
    def date(self) -> dt.date:
        """Return the date of the story: when the original was published, else when the report was written.

        Nothing is published after its report was written: a source that dates its text into the future stays in line.
        """
        return min(self.original.published or self.created, self.created).date()

    @property
    def edited(self) -> dt.date | None:
        """Return the day of its newest correction, reply or review, or None without any."""
        days = [one.date for one in self.corrections]
        days += [day for day in (self.dispute and self.dispute.date, self.review.date) if day]
        return max(days, default=None)


# --- the report of a run -------------------------------------------------------------------------------------------


class Rejection(Noun):
    """Why the gate refused an entry."""

    reason: v.Reason = Field(description="Closed word.")
    detail: Line = Field(description="What was seen, with its figures.")


class Result(StrEnum):
    """Name what became of an entry."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    FAILED = "failed"

    @property
    def is_report(self) -> bool:
        """Say whether a report was made, new or anew."""
        return self in (Result.WRITTEN, Result.UPDATED)


class Bill(Noun):
    """What a run asked of models, and what it cost, in the configured currency."""

    models: tuple[Name, ...] = Field((), max_length=20, description="Models, as litellm names them.")
    estimate: float = Field(0, ge=0, description="Cost expected before the first call.")
    cost: float = Field(0, ge=0, description="Cost of this run by counted tokens; not known ones count in full.")
    assumed: float = Field(0, ge=0, description="Part of the cost for which no service counted tokens: a worst case.")
    cap: float = Field(0, ge=0, description="Cost that no run may pass.")
    requests: Offset = Field(0, description="Requests sent.")
    kept: Offset = Field(0, description="Answers taken from the cache.")
    stories: Offset = Field(0, description="Stories for which a model answered.")
    fallbacks: dict[Line, Offset] = Field(
        {}, max_length=100, description="Why stories were made without a model, and how many."
    )
    stopped: Line | None = Field(None, description="Why a model was no longer asked.")
    failures: tuple[Line, ...] = Field(
        (), max_length=50, description="What kept models from answers, how often, and what to do."
    )
    warnings: tuple[Line, ...] = Field((), max_length=20, description="What the owner should know of the models.")


class Outcome(Noun):
    """What became of one feed entry."""

    result: Result = Field(description="Closed word.")
    feed: Url = Field(description="Feed that brought the entry.")
    url: Url = Field(description="Address of the entry.")
    title: Prose = Field("", description="Title as the feed gives it.")
    publisher: Name | None = Field(None, description="Slug of the publisher the story belongs to, where known.")
    reason: Name | None = Field(None, description="Gate reason, or the error's word.")
    detail: Prose = Field("", description="Cause and what to do.")
    story: Name | None = Field(None, description="Path of the story file below content/.")
    cpu_seconds: float = Field(0, ge=0, description="CPU time spent on it.")
    cost: float | None = Field(None, ge=0, description="Cost of the answers of models behind the story.")
    bytes: Offset = Field(0, description="Bytes of the story file, or of the page where none was written.")


class FeedOutcome(Noun):
    """What became of one feed."""

    url: Url = Field(description="Address of the feed.")
    publisher: Slug = Field(description="Publisher file that names it.")
    result: Literal["fetched", "not_modified", "gone", "deferred", "failed"] = Field(description="Closed word.")
    moved_to: Url | None = Field(None, description="New address after a permanent redirect.")
    entries: Offset = Field(0, description="Entries the feed holds.")
    dropped: dict[FieldName, Offset] = Field(
        {}, max_length=50, description="Entries left out before any fetch: reason to count."
    )
    detail: Prose = Field("", description="Cause and what to do.")
    next_fetch: Moment | None = Field(None, description="Not before this time.")
    cpu_seconds: float = Field(0, ge=0, description="CPU time spent on parsing.")
    bytes: Offset = Field(0, description="Bytes received.")


class RunReport(Noun):
    """One run: a line per feed, a line per entry."""

    started: Moment = Field(description="The run's clock, UTC.")
    version: Name = Field(description="Version of this software.")
    analyzer: Name = Field(description="Name of the analyzer.")
    bill: Bill | None = Field(None, description="What models cost; null where none was to be asked.")
    feeds: tuple[FeedOutcome, ...] = Field((), max_length=10_000, description="A line per feed.")
    entries: tuple[Outcome, ...] = Field((), max_length=1_000_000, description="A line per entry.")
    alarms: tuple[Line, ...] = Field(
        (), max_length=100_000, description="What a person should look at before anything is merged."
    )

    def count(self, result: Result) -> int:
        """Return how many entries ended so."""
        return sum(entry.result is result for entry in self.entries)
