"""What an analyzer finds: spans, claims, verdict parts, the whole Analysis. Pure.

Offsets count Unicode code points of the normalized article text (title, blank line, body);
``text[start:end] == exact`` holds for every span.
"""

from typing import Literal

from pydantic import Field

from generator import vocabulary as v
from generator.models.base import Digest, FieldName, Line, Name, Noun, Offset, Prose, Tactic
from generator.origins import Basis, Engine


class Offsets(Noun):
    """A stretch of the normalized text, without its words."""

    start: Offset = Field(description="First code point.")
    end: Offset = Field(description="One past the last code point.")


class Span(Offsets):
    """A quotation with its place (W3C TextQuoteSelector and TextPositionSelector) and its speaker."""

    exact: Line = Field(description="The words, character for character.")
    prefix: Name = Field("", description="Word before, only where the quotation occurs more than once.")
    suffix: Name = Field("", description="Word after, only where the quotation occurs more than once.")
    speaker: v.Speaker = Field(v.Speaker.AUTHOR, description="Whose voice this is.")


class LoadedTerm(Span):
    """Wording that steers, with a plainer way to say it."""

    type: v.LoadedType = Field(description="What the wording serves.")
    tactic: Tactic | None = Field(None, description="Tactic the wording points at.")
    weight: int = Field(1, ge=1, le=3, description="Severity: 1 slight, 2 clear, 3 strong.")
    plainer: Name | None = Field(None, description="A plainer wording, in our words.")
    found_by: Engine = Field(Engine.EMBEDDED, description="Who found it; mixed: a model and the embedded analyzer.")


class Claim(Span):
    """A statement that could be checked. Longer or over-budget claims keep their first words and ``full_end``."""

    rank: v.Rank = Field(description="At most one primary claim.")
    kind: v.ClaimKind = Field(description="What the claim is about.")
    verification: v.Verification = Field(description="How far the text itself backs it.")
    risk: v.Risk = Field(description="Harm if the claim is wrong and believed.")
    missing_evidence: tuple[Line, ...] = Field(
        (), max_length=10, description="What would settle the claim and is not in the text."
    )
    full_end: Offset | None = Field(None, description="Where the whole claim ends, if the quotation was shortened.")
    fragment: Line | None = Field(
        None, description="Text directive 'first words,last words' that opens the whole claim."
    )


class KeyStat(Offsets):
    """A number that stands in the text."""

    value: Name = Field(description="The number as it stands in the text, unit included.")
    label: Name = Field(description="What it counts.")


class Beneficiary(Offsets):
    """Who gains by the framing; the span is where the text gives the gain."""

    name: Name = Field(description="Name as it stands in the text.")
    gain: Line = Field(description="What they gain.")


class Entity(Offsets):
    """A name as it stands in the text; the span is its first mention."""

    name: Name = Field(description="Name as it stands in the text.")
    kind: v.EntityKind = Field(description="What it is.")
    mentions: int = Field(ge=1, description="How often it occurs.")


class Omission(Noun):
    """Something the text's own claims call for and do not get."""

    kind: v.OmissionKind = Field(description="Closed kind.")
    text: Line = Field(description="What was not found in the text.")
    why: Line = Field("", description="Why it matters here.")
    called_by: Offsets | None = Field(None, description="The sentence that calls for it.")
    found_by: Engine = Field(
        Engine.EMBEDDED, description="Who found it; what a model alone found does not count in the score."
    )


class MissingVoice(Noun):
    """A group the story concerns and does not let speak."""

    stakeholder: v.Stakeholder = Field(description="Closed group.")
    name: Name | None = Field(None, description="Specific name, where the text has one.")


class CounterFrame(Noun):
    """How the same facts would be told from elsewhere."""

    teller: Literal["critic", "affected_party"] = Field(description="Who would tell it so.")
    text: Line = Field(description="The other framing, in our words.")


class SpinVsSubstance(Noun):
    """Wording beside the fact it stands on."""

    spin: Line = Field(description="Loaded wording, quoted.")
    substance: Line = Field(description="What the text states, without the wording.")


class Mechanics(Noun):
    """How the framing works."""

    goal: v.Goal | None = Field(None, description="What the framing works toward.")
    believe: Line | None = Field(None, description="What it makes easy to believe.")
    harder_to_question: Line | None = Field(None, description="What it makes harder to question.")
    how: Line | None = Field(None, description="How it works, in one sentence.")
    spin_vs_substance: tuple[SpinVsSubstance, ...] = Field((), max_length=20, description="Pairs of wording and fact.")
    questions: tuple[Line, ...] = Field((), max_length=20, description="Questions a careful reader would ask.")


Judged = Literal["evidence_strength", "verification", "narrative_risk", "repetition_risk", "likely_ai_summary"]


class Integrity(Noun):
    """How well the text backs itself, and what happens if its frame is taken whole."""

    evidence_strength: v.Strength | None = Field(None, description="Evidence inside the text.")
    verification: v.Verification | None = Field(None, description="Status of the text's claims together.")
    narrative_risk: v.Risk | None = Field(None, description="What a reader would wrongly come away with.")
    repetition_risk: v.Risk | None = Field(None, description="How likely a machine summary repeats the frame as fact.")
    likely_ai_summary: Line | None = Field(None, description="One-line machine summary, predicted or measured.")
    basis: Basis = Field(
        Basis.PREDICTED,
        description="measured: models were asked for one line; predicted: the text was judged by rules.",
    )
    reasons: dict[Judged, Line] = Field(
        {}, max_length=5, description="Field name of this object to the reason for its value."
    )


class Intent(Noun):
    """What the text was published for."""

    intent: v.IntentWord | None = Field(None, description="Closed word.")
    independence: v.Level | None = Field(None, description="How far the speaker is from the subject.")
    reason: Line | None = Field(None, description="Why.")
    spans: tuple[Span, ...] = Field((), max_length=20, description="Calls to action, contact lines, own product names.")


class Sentence(Offsets):
    """One sentence, whose voice it is in and whether it sounds as if it steers."""

    speaker: v.Speaker = Field(description="Whose voice.")
    steers: bool = Field(False, description="More likely than not it steers, whatever its words are.")  # noqa: FBT003


class Alternative(Noun):
    """What another reading of the same text carries: what the formula would read in place of the analysis."""

    reader: Name = Field(description="Name of an analyzer, or of a model.")
    is_sample: bool = Field(
        description="True: what would have been published with this reading alone; False: what it says by itself."
    )
    tone: int | None = Field(None, ge=0, le=100, description="As in an Analysis.")
    loaded_terms: tuple[LoadedTerm, ...] = Field((), max_length=50_000, description="As in an Analysis.")
    omissions: tuple[Omission, ...] = Field((), max_length=50, description="As in an Analysis.")
    primary: v.SpinType | None = Field(None, description="As in an Analysis.")


class Making(Noun):
    """How an analysis came about, where it asked a model or wanted to."""

    engine: Engine = Field(Engine.EMBEDDED, description="What the analysis as a whole comes from.")
    models: tuple[Name, ...] = Field((), max_length=20, description="Models whose answers went in.")
    prompt_digest: Digest | None = Field(None, description="Digest of the prompt.")
    runs: int = Field(1, ge=1, description="Readings behind the verdict, the embedded one apart.")
    cost: float | None = Field(None, ge=0, description="Cost of the answers, in the configured currency.")
    fields: dict[FieldName, Engine] = Field({}, max_length=50, description="Field name to what it comes from.")
    reasons: dict[FieldName, Line] = Field({}, max_length=50, description="Why a field does not come from the model.")
    agreement: dict[FieldName, Offset] = Field(
        {}, max_length=50, description="Closed field to how many readers say what is published."
    )
    fallback: Line | None = Field(None, description="Why no model had part in it.")
    dropped: dict[FieldName, Offset] = Field(
        {}, max_length=50, description="Field name to findings of models that did not stand in the text."
    )
    alternatives: tuple[Alternative, ...] = Field((), max_length=100, description="Other readings of the same text.")


class Analysis(Noun):
    """What an analyzer returns. ``verify`` trusts none of it."""

    kind: v.Kind | None = Field(None, description="Kind of text.")
    topic: v.Topic | None = Field(None, description="Closed topic.")
    keywords: tuple[Name, ...] = Field((), max_length=8, description="2-8 words or names that occur in the text.")
    framing: Line | None = Field(None, description="One sentence: frames X as Y rather than Z.")
    summary: Prose | None = Field(None, description="1-2 sentences, compressed, never pasted.")
    summary_support: tuple[Offsets, ...] = Field((), max_length=10, description="Sentences that back the summary.")
    tldr: tuple[Line, ...] = Field((), max_length=5, description="1-5 bullets.")
    tldr_support: tuple[Offsets, ...] = Field((), max_length=5, description="One sentence per bullet that backs it.")
    key_stats: tuple[KeyStat, ...] = Field((), max_length=50, description="Numbers of the text.")
    primary: v.SpinType | None = Field(None, description="Proposed primary type.")
    secondary: v.SpinType | None = Field(None, description="Proposed secondary type.")
    tactic: Tactic | None = Field(None, description="Proposed tactic; belongs to the primary type.")
    confidence: v.Level | None = Field(None, description="How sure the analyzer is of the verdict.")
    mechanics: Mechanics = Field(Mechanics(), description="How the framing works.")
    beneficiaries: tuple[Beneficiary, ...] = Field((), max_length=50, description="Who gains.")
    loaded_terms: tuple[LoadedTerm, ...] = Field(
        (), max_length=50_000, description="All loaded wording found, best first."
    )
    omissions: tuple[Omission, ...] = Field((), max_length=50, description="What got left out.")
    integrity: Integrity = Field(Integrity(), description="Evidence and risks.")
    intent: Intent = Field(Intent(), description="What the text was published for.")
    missing_voices: tuple[MissingVoice, ...] = Field((), max_length=50, description="Who is not heard.")
    entities: tuple[Entity, ...] = Field((), max_length=100, description="Names of the text.")
    claims: tuple[Claim, ...] = Field((), max_length=50, description="Claims, primary first.")
    counter_frames: tuple[CounterFrame, ...] = Field((), max_length=10, description="Other ways to tell it.")
    planted_instructions: tuple[Span, ...] = Field((), max_length=50, description="Passages addressed to AI systems.")
    sentences: tuple[Sentence, ...] = Field(
        (), max_length=200_000, description="All sentences, title first, with their speakers."
    )
    tone: int | None = Field(
        None, ge=0, le=100, description="How strongly the own voice sounds as a whole; null: not judged."
    )
    voices: tuple[Name, ...] = Field((), max_length=1000, description="Other voices heard, as they stand in the text.")
    making: Making = Field(Making(), description="How it came about.")
