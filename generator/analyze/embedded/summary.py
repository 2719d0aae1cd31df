"""Write the summary, the bullets and the framing from a text's own sentences: told safely, or quoted.

What goes in: a Document, its claims, entities and loaded terms. What comes out: our sentences with the offsets that
support them, or None where none could be told safely. Pure.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator import quoting
from generator.analyze.embedded import framing, grammar, retell, salience, telling
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.telling import Told
from generator.models import Claim, Entity, LoadedTerm, Offsets
from generator.vocabulary import Speaker

BULLETS: Final = 3
# Most words of a sentence told in the summary, in a bullet, and quoted whole in a bullet.
SENTENCE_WORDS: Final = 26
BULLET_WORDS: Final = 20
# A shorter sentence may make a bullet, not the summary of a text.
SUMMARY_LEAST: Final = 8
# Only so many of the best sentences are tried.
TRIED: Final = 30
# Title, loaded terms and foremost claim are quoted before the summary; each further claim keeps so many words.
CLAIM_KEEPS: Final = 10
# Summary and bullets never take fewer or more of them.
LEAST_ROOM, MOST_ROOM = 26, 80
# What a sentence loses in rank where it sounds loaded, and where its subject was introduced before it.
_LOADED_LOSS: Final = 0.3
_KNOWN_LOSS: Final = 0.35


class Summary(NamedTuple):
    """Everything this room writes about a text as a whole."""

    summary: str | None
    support: tuple[Offsets, ...]
    tldr: tuple[str, ...]
    tldr_support: tuple[Offsets, ...]
    framing: str | None


def write(
    doc: Document, claims: tuple[Claim, ...], entities: tuple[Entity, ...], loaded: tuple[LoadedTerm, ...] = ()
) -> Summary:
    """Write summary, bullets and framing; what cannot be written safely is left out."""
    chosen = list(_chosen(doc, claims, telling.Voice.of(doc, loaded)))
    main, rest = chosen[:2], chosen[2 : 2 + BULLETS]
    if len(chosen) <= 3:  # noqa: PLR2004 - too few for two lists: the bullets carry what the summary does not
        main, rest = chosen[:1], chosen[1:]
    main.sort(key=lambda one: one.sentence.index)
    rest.sort(key=lambda one: one.sentence.index)
    return Summary(
        summary=_joined(main) or None,
        support=tuple(Offsets(start=one.sentence.start, end=one.sentence.end) for one in main),
        tldr=tuple(one.text for one in rest),
        tldr_support=tuple(Offsets(start=one.sentence.start, end=one.sentence.end) for one in rest),
        framing=framing.sentence(doc, entities, loaded),
    )


def _joined(main: Sequence[Told]) -> str:
    """Join the summary's sentences; a second "X says" becomes "It adds"."""
    texts = [one.text for one in main]
    for place in range(1, len(texts)):
        said = f"{main[place].voice} says"
        if main[place].voice and main[place - 1].voice == main[place].voice and texts[place].startswith(said):
            rest = texts[place].removeprefix(said).removeprefix(" that")
            texts[place] = f"It adds{rest}" if rest.startswith(":") else f"It adds that{rest}"
    return " ".join(texts)


def _ranked(doc: Document, claims: tuple[Claim, ...], voice: telling.Voice) -> list[Sent]:
    """Return body sentences, the most telling first."""
    weights = salience.weights(doc)
    marked = {doc.sentence_at(one.start).index: 0.5 if one.rank == "primary" else 0.25 for one in claims}

    def worth(sentence: Sent) -> float:
        early = max(0.0, 1 - 2 * (sentence.index - 1) / max(1, len(doc.sentences) - 1))
        quoted = 0.4 * (sentence.speaker is Speaker.QUOTED)
        lost = _LOADED_LOSS * voice.colored(sentence) + _KNOWN_LOSS * _leans(doc, sentence)
        return 0.7 * weights[sentence.index] + 1.0 * early + marked.get(sentence.index, 0.0) - quoted - lost

    usable = [one for one in doc.body if weights[one.index] > 0]
    return sorted(usable, key=lambda one: (-worth(one), one.index))


def _leans(doc: Document, sentence: Sent) -> bool:
    """Say whether the subject is "the" something that a reader of the title does not know."""
    tokens = grammar.tag(sentence.text)
    if not tokens or tokens[0].lower != "the":
        return False
    head = next((token for token in tokens[1:6] if token.tag in ("NOUN", "NAME")), None)
    if head is None or head.tag == "NAME":
        return False
    titled = {salience.stem(word) for word in doc.title.lower().split()}
    return salience.stem(head.lower) not in titled and sentence.index > 1


def _chosen(doc: Document, claims: tuple[Claim, ...], voice: telling.Voice) -> Iterator[Told]:
    """Yield sentences told in our words, none like another, at most as many as the report has room for."""
    seen: list[set[str]] = []
    count = 0
    room = _room(doc, claims, voice.loaded)
    for sentence in _ranked(doc, claims, voice)[:TRIED]:
        if count == 2 + BULLETS:
            return
        told = voice.tell(sentence, BULLET_WORDS if count >= 2 else SENTENCE_WORDS)  # noqa: PLR2004 - the summary's two
        if told is None or (count < 2 and len(told.text.split()) < SUMMARY_LEAST):  # noqa: PLR2004
            continue
        bag = set(salience.content(told.text))
        if any(len(bag & other) > 0.5 * min(len(bag), len(other)) for other in seen):
            continue
        taken = len(told.text.split()) - len((told.voice or "").split())
        if taken > room:
            continue
        room -= taken
        seen.append(bag)
        count += 1
        yield told


def _room(doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...]) -> int:
    """Return how many words of the text summary and bullets may take over, so that claims and terms find theirs."""
    terms = list(dict.fromkeys(one.exact.lower() for one in loaded))[: quoting.QUOTED_TERMS]
    foremost = next((one.exact for one in claims if one.rank == "primary"), "")
    quoted = sum(len(retell.folded(text)) for text in (doc.title, foremost, *terms))
    spent = quoted + CLAIM_KEEPS * max(0, len(claims) - 1)
    return max(LEAST_ROOM, min(MOST_ROOM, quoting.allowed_words(doc.words) - spent))
