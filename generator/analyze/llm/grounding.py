"""An answer -> an Analysis: each quotation in its place, each sentence through the walls, the rest left out. Pure.

What goes in: the answer, the article, and what the embedded analyzer found in the same article, the witness. Whose
voice a sentence is in, names, numbers and the tone are the witness's: they are no matter of opinion. A passage that a
model takes for one addressed to machines only makes the merger careful.
What comes out goes through ``verify`` like every analysis.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, TypeVar

from generator import vocabulary as v
from generator.analyze.base import Language, Reading
from generator.analyze.llm import orders, walls
from generator.analyze.llm.carried import LONG, WORDS, Carrier
from generator.analyze.llm.quotations import Places
from generator.models import (
    Analysis,
    Answer,
    AnswerClaim,
    AnswerTerm,
    Article,
    Beneficiary,
    Claim,
    CounterFrame,
    LoadedTerm,
    Mechanics,
    MissingVoice,
    Offsets,
    Omission,
    Span,
    SpinVsSubstance,
)

_T = TypeVar("_T")
_LACKS: Final = re.compile(
    r"\b(?:no|not|nor|none|nothing|nobody|never|nowhere|neither|without|missing|unnamed|lacks?|absent|left out)\b"
    r"|n[’']t\b|\?$",
    re.IGNORECASE,
)
# Longest names, keywords, and kinds of evidence or quoted wording, in words: longer ones are sentences.
NAME_WORDS, KEYWORD_WORDS, KIND_WORDS = 6, 4, 12
# Plainer wording has at most so many words more than what it stands for.
MORE_WORDS: Final = 3
# Shortest sentence, in words: small models answer "hype", "true" or "when is this?" where one is due.
SENTENCE_WORDS: Final = 4
# What says what the article says, so that it shares its words.
_RETELLING: Final = frozenset(("summary", "tldr", "counter_frames", "beneficiaries"))
# What is left out cannot stand in one sentence of the text with this share of its words of so many letters.
SAID_FROM: Final = 0.8
# Lengths of the fields of a record (``models.base``).
_NAME, _LINE, _PROSE = 300, 600, 4000


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one.start < other.end and other.start < one.end


def _once(found: Iterable[_T]) -> tuple[_T, ...]:
    """Return each once, in order."""
    return tuple(dict.fromkeys(found))


def people(witness: Analysis) -> frozenset[str]:
    """Return the names of persons of a text, and of whoever speaks in it."""
    persons = (one.name for one in witness.entities if one.kind is v.EntityKind.PERSON)
    return frozenset((*persons, *witness.voices))


def ground(answer: Answer, article: Article, witness: Analysis, language: Language) -> Reading:
    """Put an answer on the ground of the text.

    Args:
        answer: what the model returned.
        article: the article it was asked about.
        witness: the embedded analysis of the same article.
        language: of the article.
    """
    return _Grounding(answer, article, witness, language).run()


class _Grounding:
    """Hold one text and count what is dropped."""

    def __init__(self, answer: Answer, article: Article, witness: Analysis, language: Language) -> None:
        self._answer = answer
        self._article = article
        self._witness = witness
        self._text = article.text
        self._places = Places(article.text)
        self._starts = [one.start for one in witness.sentences]
        self._dropped: Counter[str] = Counter()
        self._hidden = orders.hidden(article, witness)
        self._carrier = Carrier(orders.shown(article.text, self._hidden), language, people(witness))

    def run(self) -> Reading:
        answer = self._answer
        points = list(dict(self._points()).items())
        update = {
            "loaded_terms": tuple(self._terms()),
            "claims": tuple(self._claims()),
            "omissions": tuple(self._omissions()),
            "missing_voices": tuple(self._voices()),
            "beneficiaries": tuple(self._gains()),
            "mechanics": self._mechanics(),
            "counter_frames": _once(
                CounterFrame(teller=one.teller, text=text)
                for one in answer.counter_frames
                if (text := self._sentence("counter_frames", one.text))
            ),
            "tldr": tuple(text for text, _ in points),
            "tldr_support": tuple(place for _, place in points),
            "summary": self._sentence("summary", answer.summary, _PROSE),
            "summary_support": tuple(place for _, place in points[:2]),
            "framing": self._sentence("framing", answer.framing),
            "keywords": _once(self._keywords()),
            "planted_instructions": (*self._witness.planted_instructions, *self._addressed()),
            **{name: getattr(answer, name) for name in ("kind", "topic", "primary", "secondary", "confidence")},
            "tactic": answer.tactic if v.TACTIC_TYPE.get(answer.tactic or "") is answer.primary else None,
        }
        return Reading(self._witness.model_copy(update=update), dict(sorted(self._dropped.items())))

    # -- quotations

    def _place(self, field: str, quotation: str, most: int = _LINE) -> Offsets | None:
        """Return where a quotation stands in the story, or count it as dropped."""
        place = self._places.find(quotation)
        if place is None or place.end - place.start > most or self._is_hidden(place):
            self._dropped[field] += 1
            return None
        return place

    def _is_hidden(self, place: Offsets) -> bool:
        return any(_overlap(place, one) for one in self._hidden)

    def _speaker(self, place: Offsets) -> v.Speaker:
        if place.end <= len(self._article.title):
            return v.Speaker.HEADLINE
        at = bisect_right(self._starts, place.start) - 1
        return self._witness.sentences[at].speaker if at >= 0 else v.Speaker.AUTHOR

    def _terms(self) -> Iterator[LoadedTerm]:
        for one in self._answer.loaded_terms:
            place = self._place("loaded_terms", one.exact)
            if place is not None:
                found = self._term(one, place)
                yield found
                for other in self._places.again(place):
                    if not self._is_hidden(other):
                        exact, speaker = self._text[other.start : other.end], self._speaker(other)
                        yield found.model_copy(update={**dict(other), "exact": exact, "speaker": speaker})

    def _term(self, one: AnswerTerm, place: Offsets) -> LoadedTerm:
        exact = self._text[place.start : place.end]
        plainer = self._line("plainer", one.plainer, _NAME)
        # No verifier looks at it later: it is no sentence.
        if plainer and (
            len(plainer.split()) > min(KIND_WORDS, len(exact.split()) + MORE_WORDS)
            or any(word.casefold() not in self._carrier.known and not word.islower() for word in WORDS.findall(plainer))
        ):
            self._dropped["plainer"] += 1
            plainer = None
        fits = one.tactic is not None and v.TACTIC_TYPE.get(one.tactic, "") == one.type
        return LoadedTerm(
            start=place.start,
            end=place.end,
            exact=exact,
            speaker=self._speaker(place),
            type=one.type,
            tactic=one.tactic if fits else None,
            weight=one.weight,
            plainer=plainer if plainer and plainer.casefold() != exact.casefold() else None,
        )

    def _claims(self) -> Iterator[Claim]:
        primary = False
        for one in self._answer.claims:
            place = self._place("claims", one.exact)
            if place is None:
                continue
            claim = self._claim(one, place)
            if primary and claim.rank is v.Rank.PRIMARY:
                claim = claim.model_copy(update={"rank": v.Rank.SECONDARY})
            primary = primary or claim.rank is v.Rank.PRIMARY
            yield claim

    def _claim(self, one: AnswerClaim, place: Offsets) -> Claim:
        speaker = self._speaker(place)
        # Whether a text backs or contradicts a claim is more than a model may say of it: nothing here could tell.
        others = speaker is v.Speaker.QUOTED
        return Claim(
            start=place.start,
            end=place.end,
            exact=self._text[place.start : place.end],
            speaker=speaker,
            rank=one.rank,
            kind=one.kind,
            verification=v.Verification.ATTRIBUTED if others else v.Verification.UNVERIFIED,
            risk=one.risk,
            missing_evidence=_once(
                found
                for found in self._lines("missing_evidence", one.missing_evidence)
                if not found.endswith((".", "!")) and len(found.split()) <= KIND_WORDS
            ),
        )

    def _addressed(self) -> Iterator[Span]:
        """Yield passages the model takes for addressed to machines, where they ask a reader for something at all."""
        for quotation in self._answer.planted:
            place = self._places.find(quotation)
            # A question may be put to any reader; what asks for words is an order.
            asks = place is not None and self._text[place.start : place.end].rstrip(' ”"’)').endswith("?")
            if place is None or asks or place.end - place.start > _LINE or not self._is_hidden(place):
                self._dropped["planted_instructions"] += 1
            elif not any(_overlap(place, one) for one in self._witness.planted_instructions):
                exact = self._text[place.start : place.end]
                yield Span(start=place.start, end=place.end, exact=exact, speaker=self._speaker(place))

    def _gains(self) -> Iterator[Beneficiary]:
        for one in self._answer.beneficiaries:
            gain = self._line("beneficiaries", one.gain)
            place = self._place("beneficiaries", one.exact) if gain else None
            named = self._places.find(one.name)
            if place is None or gain is None:
                continue
            name = self._text[named.start : named.end] if named else ""
            if named is None or self._is_person(name) or len(name.split()) > NAME_WORDS or self._is_hidden(named):
                self._dropped["beneficiaries"] += 1
                continue
            yield Beneficiary(start=place.start, end=place.end, name=name, gain=gain)

    def _is_person(self, name: str) -> bool:
        """Say whether a name shares a word with a person of the text, or with somebody who speaks in it."""
        heard = {word for one in people(self._witness) for word in one.split()}
        return any(word in heard and word[:1].isupper() for word in name.split())

    # -- sentences of the model's own

    def _line(self, field: str, text: str | None, most: int = _LINE, *, label: bool = True) -> str | None:
        found = self._carrier.carried(text, most, retells=field in _RETELLING, label=label)
        if text and found is None:
            self._dropped[field] += 1
        return found

    def _sentence(self, field: str, text: str | None, most: int = _LINE) -> str | None:
        """Return a line that is long enough to be a sentence, or None: a label is none."""
        found = self._line(field, text, most, label=False)
        if found is not None and len(found.split()) < SENTENCE_WORDS:
            self._dropped[field] += 1
            return None
        return found

    def _lines(self, field: str, texts: Iterable[str]) -> Iterator[str]:
        return (found for text in texts if (found := self._line(field, text)))

    def _omissions(self) -> Iterator[Omission]:
        for one in self._answer.omissions:
            text = self._sentence("omissions", one.text)
            if text is None:
                continue
            if not _LACKS.search(text) or self._says(one.text):
                self._dropped["omissions"] += 1
                continue
            # What is left out by no sentence was not called for.
            called = self._place("omissions", one.called_by)
            if called is not None:
                yield Omission(kind=one.kind, text=text, why=self._line("why", one.why) or "", called_by=called)

    def _says(self, text: str) -> bool:
        """Say whether a sentence of the article holds nearly all the longer words of what is said to be left out."""
        words = {word.casefold() for word in WORDS.findall(text) if len(word) >= LONG}
        return bool(words) and any(len(words & told) / len(words) >= SAID_FROM for told in self._told)

    @cached_property
    def _told(self) -> list[set[str]]:
        spans = self._witness.sentences
        return [{word.casefold() for word in WORDS.findall(self._text[one.start : one.end])} for one in spans]

    def _voices(self) -> Iterator[MissingVoice]:
        heard = set(self._witness.voices)
        seen: set[v.Stakeholder] = set()
        for one in self._answer.missing_voices:
            place = self._places.find(one.name) if one.name and not walls.fault(one.name) else None
            name = self._text[place.start : place.end] if place else None
            if one.stakeholder in seen or name in heard or (place and self._speaks(place)):
                self._dropped["missing_voices"] += 1
                continue
            seen.add(one.stakeholder)
            sound = place and name and not self._is_hidden(place) and not self._is_person(name)
            fits = sound and name is not None and len(name.split()) <= NAME_WORDS
            yield MissingVoice(stakeholder=one.stakeholder, name=name if fits else None)

    def _speaks(self, place: Offsets) -> bool:
        """Say whether what is named at a place is in a sentence that is somebody's words, as who speaks often is."""
        return self._speaker(place) is v.Speaker.QUOTED

    def _points(self) -> Iterator[tuple[str, Offsets]]:
        for one in self._answer.points:
            text = self._sentence("tldr", one.text)
            place = self._place("tldr", one.support, most=len(self._text)) if text else None
            if text and place:
                yield text, place

    def _mechanics(self) -> Mechanics:
        answer = self._answer
        pairs = []
        for one in answer.spin_vs_substance:
            place = self._place("mechanics", one.spin)
            substance = self._line("mechanics", one.substance) if place else None
            if place and substance and len(one.spin.split()) <= KIND_WORDS:
                pairs.append(SpinVsSubstance(spin=self._text[place.start : place.end], substance=substance))
        return Mechanics(
            goal=self._witness.mechanics.goal,
            believe=self._sentence("mechanics", answer.believe),
            harder_to_question=self._sentence("mechanics", answer.harder_to_question),
            how=self._sentence("mechanics", answer.how),
            spin_vs_substance=tuple(pairs),
            questions=_once(one for one in self._lines("mechanics", answer.questions) if one.endswith("?")),
        )

    def _keywords(self) -> Iterator[str]:
        for word in self._answer.keywords:
            place = self._place("keywords", word, most=_NAME)
            telling = any(len(part) > LONG for part in WORDS.findall(word)) or not word.islower()
            if place is not None and telling and not walls.fault(word) and len(word.split()) <= KEYWORD_WORDS:
                yield self._text[place.start : place.end]
