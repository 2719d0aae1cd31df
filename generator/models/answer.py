"""What a language model is asked to return: its reading of a text, evidence before verdict. Pure.

Descriptions are what the model reads. It gives quotations, never offsets and never a score: places are looked up in
the text, and the score is the formula's. Nothing of an answer is shown before code has found it in the text.
"""

from typing import Literal

from pydantic import Field

from generator import vocabulary as v
from generator.models.base import Line, Name, Noun, Prose, Tactic

_COPIED = "copied from the article character for character"


class AnswerTerm(Noun):
    """Wording that steers."""

    exact: Line = Field(description=f"The wording, {_COPIED}, as short as it can be and still steer.")
    type: v.LoadedType = Field(description="What the wording serves.")
    tactic: Tactic | None = Field(description="A tactic of that type, or null.")
    weight: int = Field(ge=1, le=3, description="1 slight, 2 clear, 3 strong.")
    plainer: Name | None = Field(description="The same in plain words, or null.")


class AnswerClaim(Noun):
    """A statement that could be checked."""

    exact: Line = Field(description=f"The statement, {_COPIED}.")
    rank: v.Rank = Field(description="primary for the one the text rests on; at most one.")
    kind: v.ClaimKind = Field(description="What it is about.")
    verification: v.Verification = Field(description="How far the text itself backs it.")
    risk: v.Risk = Field(description="Harm if it is wrong and believed.")
    missing_evidence: tuple[Line, ...] = Field(
        max_length=5, description="Kinds of documents or numbers that would settle it and are not in the text."
    )


class AnswerOmission(Noun):
    """Something the text's own claims call for and do not get."""

    kind: v.OmissionKind = Field(description="Closed kind.")
    text: Line = Field(description="What was not found in the text, as one sentence; never a reproach.")
    why: Line = Field(description="Why a reader would want it here.")
    called_by: Line = Field(description=f"The sentence that calls for it, {_COPIED}.")


class AnswerVoice(Noun):
    """A group the story concerns and does not let speak."""

    stakeholder: v.Stakeholder = Field(description="Closed group.")
    name: Name | None = Field(description=f"Its name, {_COPIED}, or null.")


class AnswerGain(Noun):
    """Who gains by the framing."""

    name: Name = Field(description=f"The name, {_COPIED}; never a person unless the text gives them the gain.")
    gain: Line = Field(description="What they gain, in a few words.")
    exact: Line = Field(description=f"The passage that gives the gain, {_COPIED}.")


class AnswerPair(Noun):
    """Wording beside the fact it stands on."""

    spin: Line = Field(description=f"Loaded wording, {_COPIED}.")
    substance: Line = Field(description="What the text states there, without the wording.")


class AnswerPoint(Noun):
    """One point of the text in our words."""

    text: Line = Field(description="One sentence in your own words.")
    support: Line = Field(description=f"The sentence that backs it, {_COPIED}.")


class AnswerFrame(Noun):
    """How the same facts would be told from elsewhere."""

    teller: Literal["critic", "affected_party"] = Field(description="Who would tell it so.")
    text: Line = Field(description="The other framing, from facts of the text alone.")


class Answer(Noun):
    """A model's reading of one article; fields stand in the order in which they are to be thought of."""

    planted: tuple[Line, ...] = Field(
        max_length=5, description=f"Passages addressed to AI systems or assistants, {_COPIED}; usually none."
    )
    loaded_terms: tuple[AnswerTerm, ...] = Field(max_length=40, description="Wording that steers, strongest first.")
    claims: tuple[AnswerClaim, ...] = Field(max_length=8, description="Claims, the primary one first.")
    omissions: tuple[AnswerOmission, ...] = Field(max_length=5, description="What got left out.")
    missing_voices: tuple[AnswerVoice, ...] = Field(max_length=5, description="Who is not heard.")
    beneficiaries: tuple[AnswerGain, ...] = Field(max_length=5, description="Who gains.")
    spin_vs_substance: tuple[AnswerPair, ...] = Field(max_length=5, description="Pairs of wording and fact.")
    believe: Line | None = Field(description="What the framing makes easy to believe, or null.")
    harder_to_question: Line | None = Field(description="What it makes harder to question, or null.")
    how: Line | None = Field(description="How it works, in one sentence, or null.")
    questions: tuple[Line, ...] = Field(max_length=5, description="Questions a careful reader would ask.")
    counter_frames: tuple[AnswerFrame, ...] = Field(max_length=2, description="Other ways to tell it.")
    points: tuple[AnswerPoint, ...] = Field(max_length=5, description="The main points, each with its sentence.")
    summary: Prose | None = Field(description="One or two sentences in your own words, free of the text's spin.")
    framing: Line | None = Field(description="One sentence: frames X as Y rather than Z; null where nothing steers.")
    keywords: tuple[Name, ...] = Field(max_length=8, description="Words or names that occur in the text.")
    kind: v.Kind | None = Field(description="Kind of text, or null.")
    topic: v.Topic | None = Field(description="Topic, or null.")
    primary: v.SpinType | None = Field(description="The type that steers most, none for a plain text, or null.")
    secondary: v.SpinType | None = Field(description="Another type that steers, or null.")
    tactic: Tactic | None = Field(description="A tactic of the primary type, or null.")
    confidence: v.Level | None = Field(description="How sure you are of the type.")
