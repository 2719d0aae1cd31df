"""Let the heads read a document: one judgement per sentence, one of the whole, shared by every finding.

What goes in: a Document, or sentences standing alone. What comes out: judgements. Touches the weights and the language
model, nothing else.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from generator.analyze import heads
from generator.analyze.embedded import lexicon
from generator.analyze.embedded.document import Document
from generator.vocabulary import Role, Speaker

# Texts longer than this are judged by their beginning: a book would cost minutes, and no report quotes page 300.
MOST_SENTENCES: Final = 400
# Shorter lines are list items and labels; the heads were taught whole sentences.
LEAST_WORDS: Final = 3
LEAST_ARTICLE: Final = 60
# Shares of the head, by field, below which a word was right one time in four or less on development articles (5, 18 and
# 6 cases): no answer is the better one.
DOUBT_BELOW: Final = {"kind": 0.1, "topic": 0.1, "intent": 0.2}
# What a rule's word is worth beside the shares of a head, by field: chosen on development articles.
RULE_SHARE: Final = {"kind": 0.3, "topic": 0.3, "intent": 0.4, "evidence": 0.4}


def entries(sentence: str) -> tuple[heads.Entry, ...]:
    """Return the list entries met in a sentence, as the heads take them."""
    return tuple(heads.Entry(one.start, one.end, one.type, one.weight) for one in lexicon.unguarded(sentence))


def judgements(document: Document) -> tuple[heads.Judgement, ...]:
    """Return the judgements of the first sentences of a document, title first."""
    texts = tuple(one.text for one in document.sentences[:MOST_SENTENCES])
    return _judged(texts, names(document), document.passages(len(texts)))


# By the words and not by the document: a document whose speakers were settled anew is read only once.
@lru_cache(maxsize=4)
def _judged(
    texts: tuple[str, ...], names: frozenset[str], passages: tuple[tuple[int, ...], ...]
) -> tuple[heads.Judgement, ...]:
    return heads.judge([(text, entries(text)) for text in texts], names, passages)


@lru_cache(maxsize=4)
def whole(document: Document) -> heads.Whole:
    """Return the judgement of a document by its own voice; of all its sentences where everything is quoted."""
    return heads.Whole(vector(document, judgements(document)))


def vector(document: Document, judged: Sequence[heads.Judgement]) -> heads.Floats:
    """Return what article heads read of a document; training takes it too."""
    return heads.article_vector(own_voice(document, judged))


def own_voice(document: Document, judged: Sequence[heads.Judgement]) -> heads.OwnVoice:
    """Return what a document says in its own voice; all of it where everything is quoted."""
    pairs = list(zip(document.sentences, judged, strict=False))
    own = [pair for pair in pairs if pair[0].speaker is not Speaker.QUOTED and pair[0].text] or pairs
    titled = own[0][0].index == 0
    told = tuple(judgement for _, judgement in own)
    return heads.OwnVoice(told, titled, document.words, _facts(document))


def readable(document: Document) -> bool:
    """Say whether a text is long enough for heads that were taught articles; shorter ones get no report anyway."""
    return document.words >= LEAST_ARTICLE


def chances(document: Document, field: str) -> dict[str, float]:
    """Return the probabilities of an article head that judges each word on its own; none for a few lines."""
    return whole(document).shares(field) if readable(document) else {}


def doubtful(document: Document, field: str, word: str) -> bool:
    """Say whether a head thinks so little of a word that the report should leave the field open."""
    return readable(document) and whole(document).shares(field).get(word, 0.0) < DOUBT_BELOW[field]


def weighed(document: Document, field: str, ruled: str) -> str:
    """Return the word an article head and a rule settle on together; the rule's word gains ``RULE_SHARE``."""
    if not readable(document):
        return ruled
    shares = whole(document).shares(field)
    worth = RULE_SHARE[field]
    shares = {word: share * (1 - worth) for word, share in shares.items()}
    shares[ruled] = shares.get(ruled, 0.0) + worth
    return min(shares, key=lambda word: (-shares[word], word))


@lru_cache(maxsize=4)
def names(document: Document) -> frozenset[str]:
    """Return the names a document speaks of: its publisher's, its speakers', and whatever capitals name inside it."""
    found = heads.names_in(one.text for one in document.sentences[:MOST_SENTENCES])
    return found | own_names(document)


@lru_cache(maxsize=4)
def own_names(document: Document) -> frozenset[str]:
    """Return the names of the publisher and of the side that speaks, in full and in short."""
    full = {document.publisher.name, *document.speaker_names} - {""}
    small = frozenset(document.text.split())
    return frozenset(full | {short for name in full if (short := heads.short_form(name, small))})


def _facts(document: Document) -> tuple[float, ...]:
    """Return facts about an article that no single sentence tells: who speaks, how it is set, who publishes."""
    crossheads = sum(one.headline for one in document.sentences) / max(1, len(document.sentences))
    role = document.publisher.role
    return (float(document.own_side), crossheads, *(float(role is one) for one in Role))
