"""The verifier itself: one pass over an analysis, most important findings first. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from generator import quoting
from generator import vocabulary as v
from generator.models import (
    MOST_HITS,
    Analysis,
    Article,
    Claim,
    Hit,
    Intent,
    LoadedTerm,
    Mechanics,
    Offsets,
    Omission,
    Publisher,
    Sentence,
    Signals,
    Span,
)
from generator.origins import Engine
from generator.verify import prose
from generator.verify.budget import Budget

SHORT_CLAIM_WORDS = 6
FRAGMENT_WORDS = 4
LEAD_SENTENCES = 3
# So many terms that a model alone found count, beside so many others in the text's own voice: two points of the density
# at most. More would let whoever can talk to a model set the score.
ALONE_COUNTED, ALONE_BESIDE = 2, 3

AnySpan = TypeVar("AnySpan", bound=Span)


class Verified(NamedTuple):
    """What is left of an analysis, what the formula reads, and what was dropped."""

    analysis: Analysis
    signals: Signals
    dropped: dict[str, int]
    copied_words: int


def analysis(raw: Analysis, article: Article, publisher: Publisher) -> Verified:
    """Keep of an analysis only what stands in the article, within the copying budget.

    Args:
        raw: what an analyzer returned.
        article: the article it was asked about.
        publisher: whose name may occur in our sentences.

    Returns:
        The verified analysis, the inputs of the score, counts of what was dropped, and words copied.
    """
    return _Verifier(raw, article, publisher).run()


def signals(raw: Analysis, article: Article, publisher: Publisher) -> Signals:
    """Return the inputs of the score alone: of a reading that is scored and not published."""
    verifier = _Verifier(raw, article, publisher)
    return verifier.signals(verifier.spans("loaded_terms", raw.loaded_terms))


def _encoded(text: str) -> str:
    # `-`, `,` and `&` are syntax of a text directive (WICG text fragments), so they are encoded as well.
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")


# A quotation that begins behind an apostrophe ("ve got to" of "we've got to") reads badly, and browsers, which look
# for whole words, do not find it.
_CLIPPED = re.compile(r"(?<!\w)\w+['’]$")
_LONGEST_HEAD = 12


class _Verifier:
    """Hold one article's text, budget and counts while its analysis is verified."""

    def __init__(self, raw: Analysis, article: Article, publisher: Publisher) -> None:
        self.raw = raw
        self.article = article
        self.text = article.text
        self._lower = article.text.lower()
        self.names = "\n".join(
            filter(None, (publisher.name, article.author_organization, article.author, article.url, article.title))
        )
        self.dropped: Counter[str] = Counter()
        # Each further claim keeps at least its first words, so their share is set aside first.
        self.budget = Budget(article.text, quoting.allowed_words(article.words + len(article.title.split())))
        self.budget.reserve((SHORT_CLAIM_WORDS + FRAGMENT_WORDS) * max(0, len(raw.claims) - 1))

    def run(self) -> Verified:
        """Verify in the order in which words are worth copying: the budget may be spent before the end."""
        raw = self.raw
        self.budget.take_span(0, len(self.article.title), reserved=True)
        terms = self.spans("loaded_terms", raw.loaded_terms)
        planted = self._quoted("planted_instructions", self.spans("planted_instructions", raw.planted_instructions))
        read = self.signals(terms)
        quoted_terms = self._terms(terms)
        claims = sorted(self.spans("claims", raw.claims), key=lambda claim: claim.rank is not v.Rank.PRIMARY)
        foremost = self._claims(claims[:1])
        # They count in the score, so no summary may spend their words before them.
        omissions = self._omissions()
        intent = self._intent()
        summaries = self._summaries()
        names = self._numbers_and_names()
        others = self._claims(claims[1:], primary=bool(foremost))
        update: dict[str, Any] = {
            "loaded_terms": quoted_terms,
            "planted_instructions": planted,
            "claims": (*foremost, *others),
            "omissions": omissions,
            "intent": intent,
            **summaries,
            **names,
            **self._context(),
        }
        checked = raw.model_copy(update=update)
        return Verified(checked, read, dict(sorted(self.dropped.items())), self.budget.used)

    # -- spans

    def spans(self, field: str, spans: Iterable[AnySpan]) -> list[AnySpan]:
        """Give each span its true offsets and drop what is not in the text."""
        kept, seen = [], set()
        for span in spans:
            start = span.start if self._stands(span) else self.text.find(span.exact)
            if start < 0 or not span.exact.strip():
                self.dropped[field] += 1
                continue
            end = start + len(span.exact)
            clipped = _CLIPPED.search(self.text, max(0, start - _LONGEST_HEAD), start)
            start = clipped.start() if clipped else start
            if (start, end) not in seen:
                seen.add((start, end))
                speaker = v.Speaker.HEADLINE if end <= len(self.article.title) else span.speaker
                own = {"start": start, "end": end, "exact": self.text[start:end], "speaker": speaker}
                kept.append(span.model_copy(update=own))
        return kept

    def _stands(self, span: Span) -> bool:
        return self.text[span.start : span.end] == span.exact

    def _quoted(self, field: str, spans: list[AnySpan]) -> tuple[AnySpan, ...]:
        """Keep the spans whose words fit the budget and the longest run."""
        kept = tuple(
            span
            for span in spans
            if len(self.budget.words_between(span.start, span.end)) <= quoting.QUOTED_RUN
            and self.budget.take_span(span.start, span.end)
        )
        if len(kept) < len(spans):
            self.dropped[field] += len(spans) - len(kept)
        return kept

    def _terms(self, terms: list[LoadedTerm]) -> tuple[LoadedTerm, ...]:
        """Quote the best terms; repeats of the same wording are counted by the score and shown once."""
        shown: list[LoadedTerm] = []
        wordings: set[str] = set()
        for term in terms:
            if term.tactic and v.TACTIC_TYPE[term.tactic].value != term.type.value:
                self.dropped["tactic"] += 1
                fitting = term.model_copy(update={"tactic": None})
            else:
                fitting = term
            wording = term.exact.casefold()
            fits = len(self.budget.words_between(term.start, term.end)) <= quoting.QUOTED_RUN
            if wording in wordings or len(shown) == quoting.QUOTED_TERMS or not fits:
                continue
            if self.budget.take_span(term.start, term.end):
                wordings.add(wording)
                shown.append(self._placed(fitting))
        return tuple(shown)

    def _placed(self, span: AnySpan) -> AnySpan:
        """Add the neighboring words where the quotation occurs more than once; browsers look for it in any case."""
        if self._lower.count(span.exact.lower()) <= 1:
            return span
        alike = rf"(?<!\w){re.escape(span.exact)}(?!\w)"
        if len(re.findall(alike, self.text, re.IGNORECASE)) <= 1:
            return span
        before = self.text[: span.start].split(" ")[-2:] if span.start else [""]
        after = self.text[span.end :].split(" ")[:2] if span.end < len(self.text) else [""]
        prefix, suffix = " ".join(before).strip()[-60:], " ".join(after).strip()[:60]
        if "\n" in prefix + suffix:
            return span
        return span.model_copy(update={"prefix": prefix, "suffix": suffix})

    def signals(self, terms: list[LoadedTerm]) -> Signals:
        sentences = self.raw.sentences or (Sentence(start=0, end=len(self.text), speaker=v.Speaker.AUTHOR),)
        starts = [sentence.start for sentence in sentences]
        hits = tuple(
            Hit(
                start=term.start,
                end=term.end,
                type=term.type,
                tactic=term.tactic if term.tactic and v.TACTIC_TYPE[term.tactic].value == term.type.value else None,
                weight=term.weight,
                speaker=term.speaker,
                sentence=max(0, bisect_right(starts, term.start) - 1),
            )
            for term in sorted(self._counted(terms)[:MOST_HITS], key=lambda term: (term.start, term.end))
        )
        quoted = sum(sentence.speaker is v.Speaker.QUOTED for sentence in sentences)
        voices = [name for name in dict.fromkeys(self.raw.voices) if name in self.text]
        words = quoting.words(self.text).starts
        own_words = sum(
            bisect_left(words, sentence.end) - bisect_left(words, sentence.start)
            for sentence in sentences
            if sentence.speaker is not v.Speaker.QUOTED
        )
        return Signals(
            words=len(words),
            own_words=own_words,
            sentences=len(sentences),
            quoted_sentences=quoted,
            lead_end=min(LEAD_SENTENCES, len(sentences) - 1),
            voices=len(voices),
            tone=self.raw.tone,
            hits=hits,
        )

    def _counted(self, terms: list[LoadedTerm]) -> list[LoadedTerm]:
        """Return the terms that count in the score: of those a model alone found two at most, and none of the title.

        Nor does one count whose type has not enough wording without it: no model lends a text a type.
        """
        own = [term for term in terms if term.found_by is not Engine.LLM]
        told = Counter(term.type for term in own if term.speaker is not v.Speaker.QUOTED)
        if told.total() < ALONE_BESIDE:
            return own
        alone = (term for term in terms if term.found_by is Engine.LLM and term.start > len(self.article.title))
        fit = [one for one in alone if one.type is v.LoadedType.OTHER or told[one.type] >= ALONE_COUNTED]
        return [*own, *fit[:ALONE_COUNTED]]

    def _claims(self, claims: list[Claim], *, primary: bool = False) -> tuple[Claim, ...]:
        """Quote whole claims while the budget lasts; later ones keep their first words and their place."""
        kept: list[Claim] = []
        for number, claim in enumerate(claims, start=1):
            if claim.rank is v.Rank.PRIMARY and primary:
                self.dropped["claims"] += 1
                continue
            # What is still to come keeps room for its first words.
            self.budget.reserve((SHORT_CLAIM_WORDS + FRAGMENT_WORDS) * (len(claims) - number))
            words = self.budget.words_between(claim.start, claim.end)
            if len(words) <= quoting.QUOTED_RUN and self.budget.take_span(claim.start, claim.end):
                shown = claim
            else:
                shown = self._shortened(claim, words)
                if not self.budget.take_span(shown.start, shown.end, reserved=True):
                    self.dropped["claims"] += 1
                    continue
            missing = tuple(line for line in shown.missing_evidence if self._sayable("missing_evidence", line))
            kept.append(shown.model_copy(update={"missing_evidence": missing}))
        return tuple(kept)

    def _shortened(self, claim: Claim, words: list[tuple[int, int]]) -> Claim:
        end = words[min(SHORT_CLAIM_WORDS, len(words)) - 1][1] if words else claim.end
        last = words[-FRAGMENT_WORDS:] or [(claim.start, claim.end)]
        first = self.text[claim.start : end]
        return claim.model_copy(
            update={
                "end": end,
                "exact": first,
                "full_end": claim.end,
                # The closing words only steer the browser; they are part of a link, not of the report's prose.
                "fragment": None if len(words) <= SHORT_CLAIM_WORDS else self._directive(first, last, claim.end),
            }
        )

    def _directive(self, first: str, last: list[tuple[int, int]], end: int) -> str | None:
        closing = self.text[last[0][0] : end]
        fits = "\n" not in closing and self.budget.take_span(last[0][0], end, reserved=True)
        return f"{_encoded(first)},{_encoded(closing)}" if fits else None

    # -- sentences of ours

    def _sayable(self, field: str, *sentences: str | None) -> bool:
        """Say whether sentences of ours hold nothing but the text's names and numbers, and fit the budget."""
        given = [sentence for sentence in sentences if sentence]
        if any(prose.fault(sentence, self.text, self.names) for sentence in given) or not self.budget.take_prose(
            *given
        ):
            self.dropped[field] += 1
            return False
        return bool(given)

    def _summaries(self) -> dict[str, Any]:
        raw = self.raw
        summary = raw.summary if self._sayable("summary", raw.summary) else None
        framing = raw.framing if self._sayable("framing", raw.framing) else None
        pairs = [
            (bullet, support)
            for bullet, support in zip(raw.tldr, raw.tldr_support, strict=False)
            if self._inside(support) and self._sayable("tldr", bullet)
        ]
        return {
            "summary": summary,
            "summary_support": tuple(filter(self._inside, raw.summary_support)) if summary else (),
            "framing": framing,
            "tldr": tuple(bullet for bullet, _ in pairs),
            "tldr_support": tuple(support for _, support in pairs),
        }

    def _inside(self, offsets: Offsets) -> bool:
        return offsets.start < offsets.end <= len(self.text)

    def _numbers_and_names(self) -> dict[str, Any]:
        raw, text = self.raw, self.text
        stats = tuple(
            stat
            for stat in raw.key_stats
            if self._inside(stat)
            and stat.value in text[stat.start : stat.end]
            and self._sayable("key_stats", stat.label)
        )
        entities = tuple(
            entity.model_copy(update={"mentions": max(1, text.count(entity.name))})
            for entity in raw.entities
            if text[entity.start : entity.end] == entity.name and self.budget.take_span(entity.start, entity.end)
        )
        gains = tuple(
            one
            for one in raw.beneficiaries
            if one.name in text and self._inside(one) and self._sayable("beneficiaries", one.gain)
        )
        folded = text.casefold()
        keywords = tuple(word for word in raw.keywords if word.casefold() in folded)
        for field, kept in (
            ("key_stats", stats),
            ("entities", entities),
            ("beneficiaries", gains),
            ("keywords", keywords),
        ):
            lost = len(getattr(raw, field)) - len(kept)
            if lost:
                self.dropped[field] = lost
        return {"key_stats": stats, "entities": entities, "beneficiaries": gains, "keywords": keywords}

    def _context(self) -> dict[str, Any]:
        """Verify what is said around the verdict: integrity, mechanics, voices, counter frames."""
        raw = self.raw
        voices = tuple(
            one if one.name is None or one.name in self.text else one.model_copy(update={"name": None})
            for one in raw.missing_voices
        )
        integrity = raw.integrity
        summary = integrity.likely_ai_summary
        reasons = {key: line for key, line in integrity.reasons.items() if self._sayable("integrity", line)}
        return {
            "missing_voices": voices,
            "integrity": integrity.model_copy(
                update={
                    "likely_ai_summary": summary if summary and self._sayable("likely_ai_summary", summary) else None,
                    "reasons": reasons,
                }
            ),
            "mechanics": self._mechanics(),
            "counter_frames": tuple(one for one in raw.counter_frames if self._sayable("counter_frames", one.text)),
        }

    def _omissions(self) -> tuple[Omission, ...]:
        return tuple(
            one.model_copy(
                update={"called_by": one.called_by if one.called_by and self._inside(one.called_by) else None}
            )
            for one in self.raw.omissions
            if self._sayable("omissions", one.text, one.why)
        )

    def _intent(self) -> Intent:
        intent = self.raw.intent
        spans = tuple(map(self._placed, self._quoted("intent", self.spans("intent", intent.spans))))
        reason = intent.reason if self._sayable("intent", intent.reason) else None
        return intent.model_copy(update={"spans": spans, "reason": reason})

    def _mechanics(self) -> Mechanics:
        raw = self.raw.mechanics
        lines = ("believe", "harder_to_question", "how")
        update: dict[str, Any] = {
            field: getattr(raw, field)
            if getattr(raw, field) and self._sayable("mechanics", getattr(raw, field))
            else None
            for field in lines
        }
        update["spin_vs_substance"] = tuple(
            pair
            for pair in raw.spin_vs_substance
            if pair.spin in self.text and self._sayable("mechanics", pair.substance)
        )
        update["questions"] = tuple(line for line in raw.questions if self._sayable("mechanics", line))
        return raw.model_copy(update=update)
