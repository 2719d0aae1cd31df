"""The embedded analysis and what models say of the same article -> one analysis, with the origin of each field. Pure.

The embedded analysis is the witness: it is measured, a model is not. So whatever both found stands first; what a model
alone found is shown as such and weighs little; of closed words the most frequent stands, the witness's where votes are
equal; sentences are a model's where it wrote any that holds. Where a text speaks to machines, a model adds nothing.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from generator import vocabulary as v
from generator.analyze import repetition
from generator.analyze.base import Heard
from generator.models import (
    Alternative,
    Analysis,
    Claim,
    LoadedTerm,
    Making,
    Mechanics,
    MissingVoice,
    Offsets,
    Omission,
    Sentence,
)
from generator.origins import ADDRESSED, Engine

EMBEDDED: Final = "embedded"
_CLOSED: Final = ("kind", "topic", "primary", "secondary", "tactic")
# Sentences and lists that are taken whole, from one model.
_WHOLE: Final = (
    ("framing", "framing"),
    ("summary", "summary"),
    ("tldr", "tldr"),
    ("counter_frames", "counter_frames"),
    ("beneficiaries", "beneficiaries"),
    ("keywords", "keywords"),
)
# What is taken from one reading alone, so that it is of one piece.
_OF_ONE: Final = frozenset((*(field for field, _ in _WHOLE), "mechanics"))
# No model is asked for these.
_WITNESSED: Final = ("key_stats", "entities", "intent", "integrity")
# What consists of quotations; in other fields is a sentence.
_QUOTED: Final = frozenset(("loaded_terms", "claims", "keywords"))
_VOICES_MOST: Final = 6
# Shares of the characters of two quotations that both have, from which on they are of the same wording. Models quote
# some words around what the witness marks.
OWN_SHARE, GIVEN_SHARE = 0.5, 0.25
NONE_GIVEN: Final = "No model gave any."
NOTHING_STOOD: Final = "Nothing a model quoted stood in the text."
NOT_CARRIED: Final = "What a model wrote is not carried by the text, only copies it, or is no sentence."
NOT_STEERING: Final = (
    "What models found beside is part of what was found already, stands in no sentence that steers, or in too few of "
    "their answers."
)
NOT_FIRST: Final = "The reading whose sentences stand here gave none that holds."
OTHERWISE: Final = "A model says otherwise; the embedded analyzer is measured."
NOT_ASKED: Final = "No model is asked for it."
MISFIT: Final = "The tactic that readers name does not belong to the type that stands, so none is given."


def merge(seen: Analysis, heard: Sequence[Heard]) -> Analysis:
    """Return one analysis.

    Args:
        seen: the embedded analysis of the article.
        heard: what each model says of it, at least one of them with at least one reading.
    """
    return _Merging(seen, heard).run()


class _Merging:
    """Hold all readings of one article while they become one."""

    def __init__(self, seen: Analysis, heard: Sequence[Heard]) -> None:
        self._seen = seen
        self._heard = heard
        self._readings = [reading.analysis for one in heard for reading in one.readings]
        known = len(seen.planted_instructions)
        self._careful = bool(known) or any(len(one.planted_instructions) > known for one in self._readings)
        self._fields: dict[str, Engine] = {}
        self._reasons: dict[str, str] = {}
        self._agreement: dict[str, int] = {}
        self._dropped: Counter[str] = Counter()
        for one in heard:
            for reading in one.readings:
                self._dropped.update(reading.dropped)

    def run(self) -> Analysis:
        closed = {name: self._voted(name) for name in _CLOSED}
        if v.TACTIC_TYPE.get(closed["tactic"] or "") is not closed["primary"]:
            self._drop_tactic(closed["tactic"])
            closed["tactic"] = None
        spokesman = self._spokesman(closed["primary"])
        terms = _terms(self._seen, self._readings, careful=self._careful)
        omissions = _omissions(self._seen, self._readings, careful=self._careful)
        update: dict[str, Any] = {
            **closed,
            "confidence": self._confidence(),
            "loaded_terms": terms,
            "omissions": omissions,
            "claims": self._claims({_bare(one.text) for one in omissions}),
            "missing_voices": self._voices(),
            "mechanics": self._mechanics(spokesman),
            **self._sentences(spokesman),
        }
        lines = [one.line for one in self._heard if one.line]
        if lines and not self._careful:
            update["integrity"] = repetition.measured(self._seen, lines)
        self._label("loaded_terms", terms, self._seen.loaded_terms)
        self._label("omissions", omissions, self._seen.omissions)
        for name in _WITNESSED:
            self._fields[name] = Engine.MIXED if name in update else Engine.EMBEDDED
            if name not in update:
                self._reasons[name] = self._lineless() if name == "integrity" else NOT_ASKED
        return self._seen.model_copy(update=update | {"making": self._making(closed["primary"])})

    # -- closed words

    def _voted(self, name: str) -> Any:  # noqa: ANN401 - a closed word, or None
        """Return the word most readers say, the witness's where votes are equal, none where models alone differ."""
        own = getattr(self._seen, name)
        heard = () if self._careful else self._heard
        votes = [own, *(_most_said(getattr(reading.analysis, name) for reading in one.readings) for one in heard)]
        if name == "secondary":
            # "None" is a type of its own only where it is the first.
            votes = [None if vote is v.SpinType.NONE else vote for vote in votes]
        counts = Counter(vote for vote in votes if vote is not None)
        most = max(counts.values(), default=0)
        leading = [vote for vote in counts if counts[vote] == most]
        chosen = own if own in leading else leading[0] if len(leading) == 1 else None
        if name == "primary" and v.SpinType.NONE in (chosen, own):
            # Whether a text has a type decides on ten points and more; what models say of it is shown beside.
            chosen = own
        if chosen is not None:
            self._agreement[name] = counts[chosen]
        by_model = chosen is not None and chosen in votes[1:]
        both = by_model and chosen == own
        self._fields[name] = Engine.MIXED if both else Engine.LLM if by_model else Engine.EMBEDDED
        if not by_model:
            differs = any(vote is not None for vote in votes[1:])
            self._reasons[name] = ADDRESSED if self._careful else OTHERWISE if differs else NONE_GIVEN
        return chosen

    def _drop_tactic(self, tactic: str | None) -> None:
        """Write down that nobody's tactic stands, where one was chosen."""
        if tactic is None:
            return
        self._agreement.pop("tactic", None)
        self._fields["tactic"] = Engine.EMBEDDED
        self._reasons["tactic"] = ADDRESSED if self._careful else MISFIT

    def _confidence(self) -> v.Level | None:
        """Return how sure the witness is, low where readers differ on the type."""
        readings = () if self._careful else self._readings
        said = {self._seen.primary, *(one.primary for one in readings)} - {None}
        return v.Level.LOW if len(said) > 1 else self._seen.confidence

    # -- findings

    def _claims(self, left_out: AbstractSet[str]) -> tuple[Claim, ...]:
        """Return the claims of the witness, worded with what the models ask for, then those of models alone.

        Evidence that a model asks for is left out where it stands among the things left out already.
        """
        given = [_without(one, left_out) for reading in self._readings for one in reading.claims]
        found = []
        for own in self._seen.claims:
            other = next((one for one in given if _overlap(own, one)), None)
            more = other.missing_evidence if other and not self._careful else ()
            missing = dict.fromkeys((*own.missing_evidence, *more))
            found.append(own.model_copy(update={"missing_evidence": tuple(missing)[:10]}))
        known = len(found)
        if not self._careful:
            for one in given:
                if not any(_overlap(one, other) for other in found):
                    rank = one.rank if not found else v.Rank.SUPPORTING
                    found.append(one.model_copy(update={"rank": rank}))
        shared = any(_overlap(own, one) for own in self._seen.claims for one in given)
        by_model = not self._careful and (shared or len(found) > known)
        self._note("claims", given=bool(given), taken=by_model, own=bool(self._seen.claims))
        return tuple(found)

    def _voices(self) -> tuple[MissingVoice, ...]:
        own = {one.stakeholder: one for one in self._seen.missing_voices}
        given = {
            one.stakeholder: one for reading in reversed(self._readings) for one in reversed(reading.missing_voices)
        }
        if self._careful:
            self._note("missing_voices", given=bool(given), taken=False, own=bool(own))
            return self._seen.missing_voices
        both = [one if one.name else given[key] for key, one in own.items() if key in given]
        rest = [one for key, one in own.items() if key not in given]
        alone = [one for key, one in given.items() if key not in own]
        self._note("missing_voices", given=bool(given), taken=bool(both or alone), own=bool(own))
        return tuple([*both, *rest, *alone][:_VOICES_MOST])

    # -- sentences

    def _spokesman(self, primary: v.SpinType | None) -> Analysis:
        """Return the first reading whose type is the one that stands: what it writes fits the verdict."""
        return next((one for one in self._readings if one.primary == primary), self._readings[0])

    def _sentences(self, spokesman: Analysis) -> dict[str, Any]:
        found = {}
        for field, name in _WHOLE:
            given, own = getattr(spokesman, name), getattr(self._seen, name)
            taken = bool(given) and not self._careful
            self._note(field, given=bool(given), taken=taken, own=bool(own), whole=True)
            found[name] = given if taken else own
            if name in ("summary", "tldr"):
                support = f"{name}_support"
                found[support] = getattr(spokesman if taken else self._seen, support)
        return found

    def _mechanics(self, spokesman: Analysis) -> Mechanics:
        """Return the mechanics line by line: the model's where it wrote one."""
        own, given = self._seen.mechanics, spokesman.mechanics
        names = [name for name in Mechanics.model_fields if name != "goal" and getattr(given, name)]
        taken = bool(names) and not self._careful
        self._note("mechanics", given=bool(names), taken=taken, own=own != Mechanics(), whole=len(names) == 5)  # noqa: PLR2004 - all but the goal
        return own.model_copy(update={name: getattr(given, name) for name in names}) if taken else own

    # -- where everything comes from

    def _note(self, field: str, *, given: bool, taken: bool, own: bool, whole: bool = False) -> None:
        """Write down what a field comes from, and why not from the model."""
        only = whole or not own
        self._fields[field] = (Engine.LLM if only else Engine.MIXED) if taken else Engine.EMBEDDED
        if not taken:
            self._reasons[field] = self._why(field, given=given)

    def _label(self, field: str, found: Sequence[LoadedTerm | Omission], own: Sequence[LoadedTerm | Omission]) -> None:
        taken = any(one.found_by is not Engine.EMBEDDED for one in found)
        given = any(getattr(reading, field) for reading in self._readings)
        self._note(field, given=given, taken=taken, own=bool(own))

    def _why(self, field: str, *, given: bool) -> str:
        if self._careful:
            return ADDRESSED
        if given:
            return NOT_STEERING
        if self._dropped.get(field):
            return NOTHING_STOOD if field in _QUOTED else NOT_CARRIED
        return NOT_FIRST if len(self._readings) > 1 and field in _OF_ONE else NONE_GIVEN

    def _lineless(self) -> str:
        """Say why no line of a model is what machines make of the text."""
        if not any(one.line_asked for one in self._heard):
            return NOT_ASKED
        return self._why("likely_ai_summary", given=False)

    def _making(self, primary: v.SpinType | None) -> Making:
        by_model = any(engine is not Engine.EMBEDDED for engine in self._fields.values())
        with_readings = [one for one in self._heard if one.readings]
        return Making(
            engine=Engine.MIXED if by_model else Engine.EMBEDDED,
            models=tuple(one.reader for one in with_readings),
            prompt_digest=with_readings[0].prompt_digest,
            runs=len(self._readings),
            # Amounts are whole billionths.
            cost=round(sum(one.cost for one in self._heard), 9),
            fields=dict(sorted(self._fields.items())),
            reasons=dict(sorted(self._reasons.items())),
            agreement=self._agreement,
            dropped=dict(sorted(self._dropped.items())),
            alternatives=tuple(self._alternatives(with_readings, primary)),
        )

    def _alternatives(self, heard: Sequence[Heard], primary: v.SpinType | None) -> Iterator[Alternative]:
        """Yield what each reader says by itself, and with several readings what each would have led to.

        Only the witness hears the tone of the whole, so opinions go by their spans alone to be comparable.
        """
        own = self._seen.model_copy(update={"tone": None})
        yield _alternative(EMBEDDED, own, own.loaded_terms, own.omissions)
        for one in heard:
            readings = [reading.analysis for reading in one.readings]
            said = readings[0].model_copy(
                update={"tone": None, "primary": _most_said(reading.primary for reading in readings)}
            )
            # By itself a model answers for what it found alone.
            omissions = (left.model_copy(update={"found_by": Engine.MIXED}) for left in said.omissions)
            yield _alternative(one.reader, said, said.loaded_terms, omissions)
        if len(self._readings) > 1:
            for reading in self._readings:
                terms = _terms(self._seen, [reading], careful=self._careful)
                left = _omissions(self._seen, [reading], careful=self._careful)
                told = self._seen.model_copy(update={"primary": primary})
                yield _alternative(EMBEDDED, told, terms, left, is_sample=True)


def _alternative(
    reader: str, said: Analysis, terms: Iterable[LoadedTerm], omissions: Iterable[Omission], *, is_sample: bool = False
) -> Alternative:
    return Alternative(
        reader=reader,
        is_sample=is_sample,
        tone=said.tone,
        loaded_terms=tuple(terms),
        omissions=tuple(omissions),
        primary=said.primary,
    )


def _terms(seen: Analysis, readings: Sequence[Analysis], *, careful: bool) -> tuple[LoadedTerm, ...]:
    """Return loaded wording: found by both first, then the witness's, then what models alone found.

    Two quotations are of the same wording where each has a good part of the other: a model that quotes one word of a
    long passage has not found the passage.

    A model copies names and technical terms as readily as loaded wording. So what it alone found has to stand in a
    sentence that the witness takes for one that steers, in at least half of the readings, and is never called more
    than slight.
    """
    if careful:
        return seen.loaded_terms
    given = [one for reading in readings for one in reading.loaded_terms]
    both, own = [], []
    for term in seen.loaded_terms:
        others = [one for one in given if _same(term, one)]
        if not others:
            own.append(term)
            continue
        plainer = next((one.plainer for one in others if one.plainer and one.exact == term.exact), term.plainer)
        both.append(term.model_copy(update={"found_by": Engine.MIXED, "plainer": plainer}))
    alone: list[LoadedTerm] = []
    steering = [one for one in seen.sentences if one.steers]
    least = math.ceil(len(readings) / 2)
    for one in given:
        known = any(_overlap(one, other) for other in (*seen.loaded_terms, *alone))
        found_in = sum(any(_overlap(one, other) for other in reading.loaded_terms) for reading in readings)
        if not known and found_in >= least and _inside(one, steering):
            alone.append(one.model_copy(update={"found_by": Engine.LLM, "weight": 1}))
    return (*both, *own, *alone)


def _omissions(seen: Analysis, readings: Sequence[Analysis], *, careful: bool) -> tuple[Omission, ...]:
    """Return what was left out: kinds both name in the model's words, the witness's, then those of models alone."""
    if careful:
        return seen.omissions
    given: dict[v.OmissionKind, Omission] = {}
    for one in (one for reading in readings for one in reading.omissions):
        given.setdefault(one.kind, one)
    own = {one.kind for one in seen.omissions}
    worded = [one for one in seen.omissions if one.kind in given]
    both = [
        given[one.kind].model_copy(update={"found_by": Engine.MIXED})
        for one in {one.kind: one for one in reversed(worded)}.values()
    ]
    # A kind may be missing at several claims; a model's sentence stands for the first of them.
    repeats = [one for place, one in enumerate(worded) if any(one.kind is other.kind for other in worded[:place])]
    rest = [one for one in seen.omissions if one.kind not in given]
    alone = [one.model_copy(update={"found_by": Engine.LLM}) for kind, one in given.items() if kind not in own]
    return (*reversed(both), *repeats, *rest, *alone)


def _without(claim: Claim, told: AbstractSet[str]) -> Claim:
    missing = tuple(one for one in claim.missing_evidence if _bare(one) not in told)
    return claim.model_copy(update={"missing_evidence": missing})


def _bare(sentence: str) -> str:
    return sentence.strip(" .?!").casefold()


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one.start < other.end and other.start < one.end


def _same(own: Offsets, given: Offsets) -> bool:
    """Say whether a model quotes the wording that the witness found: a good part of it, with not too much beside."""
    shared = min(own.end, given.end) - max(own.start, given.start)
    return shared >= OWN_SHARE * (own.end - own.start) and shared >= GIVEN_SHARE * (given.end - given.start)


def _inside(one: Offsets, sentences: Iterable[Sentence]) -> bool:
    return any(sentence.start <= one.start and one.end <= sentence.end for sentence in sentences)


def _most_said(votes: Iterable[Hashable]) -> Any:  # noqa: ANN401 - a closed word, or None
    """Return the word said most often, the first of those where several are; None where nothing was said."""
    counts = Counter(vote for vote in votes if vote is not None)
    return max(counts, key=lambda vote: counts[vote]) if counts else None
