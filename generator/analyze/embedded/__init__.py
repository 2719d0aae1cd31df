"""The analyzer that needs no key, no network and no model: word lists, cue rules and structure.

What goes in: an article and its publisher. What comes out: an Analysis whose every finding has its place in the text.
"""

from collections.abc import Sequence

from generator.analyze.base import Grade, Language
from generator.analyze.embedded import (
    attribution,
    beneficiaries,
    claims,
    entities,
    grading,
    grammar,
    integrity,
    keyfigures,
    loaded,
    mechanics,
    omissions,
    planted,
    register,
    summary,
    tone,
    types,
    voices,
)
from generator.analyze.embedded.document import Document
from generator.analyze.heads import encoder
from generator.errors import AnalyzeError
from generator.models import Analysis, Article, Publisher, Sentence

# Longer texts are books or dumps: reading them sentence by sentence would take minutes.
MOST_CHARACTERS = 400_000


class Embedded:
    """Analyze offline; the same text gives the same Analysis."""

    def __init__(self) -> None:
        """Load the language model first: it takes most memory while loading, so nothing else should lie there yet."""
        encoder.encoder()

    @property
    def name(self) -> str:
        """Return the name in the registry."""
        return "embedded"

    def analyze(self, article: Article, publisher: Publisher) -> Analysis:
        """Return everything found in the article.

        Raises:
            AnalyzeError: the text is longer than 400,000 characters.
        """
        if len(article.text) > MOST_CHARACTERS:
            raise AnalyzeError(
                article.url,
                f"text: {len(article.text)} characters, at most {MOST_CHARACTERS} are read",
                "analyze a single article, not a whole collection",
            )
        return _analysis(attribution.settle(Document.of(article, publisher)))

    def grade(self, sentences: Sequence[str]) -> tuple[Grade, ...]:
        """Return one grade per sentence standing alone; see ``base.Grader``."""
        return grading.grades(sentences)


def _analysis(document: Document) -> Analysis:
    terms = loaded.terms(document)
    verdict = types.propose(document, terms)
    named = entities.find(document)
    found = claims.find(document, terms)
    missing = omissions.find(document, found, terms)
    heard = voices.heard(document, named)
    told = summary.write(document, found, named, terms)
    how, others = mechanics.explain(document, verdict.likely, verdict.tactic, terms, found, missing)
    kind, topic = register.kind(document), register.topic(document)
    return Analysis(
        kind=None if tone.doubtful(document, "kind", kind) else kind,
        topic=None if tone.doubtful(document, "topic", topic) else topic,
        keywords=register.keywords(document),
        framing=told.framing,
        summary=told.summary,
        summary_support=told.support,
        tldr=told.tldr,
        tldr_support=told.tldr_support,
        key_stats=keyfigures.find(document, terms),
        primary=verdict.primary,
        secondary=verdict.secondary,
        tactic=verdict.tactic,
        confidence=verdict.confidence,
        mechanics=how,
        beneficiaries=beneficiaries.find(document, terms, named),
        loaded_terms=terms,
        omissions=missing,
        integrity=integrity.judge(document, found, terms, verdict.likely, round(tone.whole(document).tone)),
        intent=register.intent(document, kind, verdict.likely),
        missing_voices=voices.missing(document, found, heard, terms),
        entities=named,
        claims=found,
        counter_frames=others,
        planted_instructions=planted.spans(document.article.text, document.planted),
        sentences=_sentences(document),
        tone=round(tone.whole(document).tone),
        voices=heard,
    )


def _sentences(document: Document) -> tuple[Sentence, ...]:
    """Return all sentences with whether they steer; what no head has read does not."""
    judged = tone.judgements(document) if tone.readable(document) else ()
    return tuple(
        one.model_copy(update={"steers": number < len(judged) and grading.steers(judged[number])})
        for number, one in enumerate(document.records)
    )


def ordinary(word: str) -> bool:
    """Say whether a word in lower case is one of the language and no name."""
    return word in grammar.common() or bool(grammar.forms(word))


# What may stand behind the verb of an order: "Use the app", "Leave Tessarow", "Stay away". A noun is rarely followed by
# one of these.
_BEHIND_ORDERS = frozenset(("DET", "PRON", "POSS", "NAME", "NEG", "ADV", "SUBORD"))


def commands(sentence: str) -> bool:
    """Say whether a sentence begins as an order does: with a verb in its base form, and what it is done to."""
    tokens = [one for one in grammar.tag(sentence) if one.tag != "PUNCT"][:2]
    if not tokens or not any(one.form == "base" for one in grammar.forms(tokens[0].lower)):
        return False
    return len(tokens) == 1 or tokens[1].tag in _BEHIND_ORDERS


ENGLISH = Language(ordinary, commands)
