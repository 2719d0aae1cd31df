# ruff: noqa: SIM905 - a list of words reads better as words
"""Wording that the heads sense as loaded, entry or not, and how sure one can be of any loaded wording.

What goes in: a Document. What comes out: stretches of words with what they serve; a chance that a reader would mark a
stretch. Pure but for the heads.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.analyze import heads
from generator.analyze.embedded import tone
from generator.analyze.embedded.document import Document, Sent
from generator.vocabulary import TACTIC_TYPE, LoadedType, Speaker

# From this probability on a word opens or extends a stretch; small words inside need half of it.
# Chosen among five settings on the development half of spin_gold, together with CHANCE_FROM.
WORD_FROM: Final = 0.3
SENTENCE_FROM: Final = 0.3
MOST_WORDS: Final = 8
# Chance that one of two readers marks a stretch: logistic in the word's log-odds, in whether a list has it, and in the
# tone of the whole (per hundred). Fitted on the marks of the development half of spin_gold; four numbers, 1,800 cases.
_WORD_PART, _LISTED_PART, _TONE_PART, _BIAS = 0.27, 1.0, 1.83, -2.23
CHANCE_FROM: Final = 0.2
# What the type of the whole is worth where a sentence could serve several.
WHOLE_PART: Final = 0.05
_SMALL: Final = frozenset(
    "a an the of to in for and or our we us its it is are be with on as by at that this than from your their has have "
    "will can not".split()
)


class Stretch(NamedTuple):
    """A run of words that sounds loaded."""

    start: int
    end: int
    words: int
    type: LoadedType
    tactic: str | None
    weight: int


def stretches(document: Document) -> Iterator[Stretch]:
    """Yield the runs of words in the text's own voice that sound loaded."""
    if not tone.readable(document):
        return
    whole = tone.whole(document)
    kinds = whole.shares("type")
    for sentence, judged in zip(document.sentences, tone.judgements(document), strict=False):
        if sentence.speaker is Speaker.QUOTED or judged.loaded < SENTENCE_FROM:
            continue
        for run in _runs(sentence, judged):
            start, end = sentence.start + run[0].start, sentence.start + run[-1].end
            sure = chance(max(one.probability for one in run), whole.tone, listed=False)
            if sure >= CHANCE_FROM:
                served = _served(judged, kinds)
                # What no list has is never called more than slight.
                yield Stretch(start, end, len(run), served, _tactic(judged, served), 1)


def holds(document: Document, start: int, end: int) -> bool:
    """Say whether a stretch that a list has sounds loaded enough where it stands; what no head read is let through."""
    sentence = document.sentence_at(start)
    judged = tone.judgements(document)
    if sentence.index >= len(judged) or not tone.readable(document):
        return True
    inside = [
        one.probability
        for one in judged[sentence.index].words
        if one.start + sentence.start < end and start < one.end + sentence.start
    ]
    return not inside or chance(max(inside), tone.whole(document).tone, listed=True) >= CHANCE_FROM


def chance(probability: float, tone_points: float, *, listed: bool) -> float:
    """Return the chance that a reader marks a stretch.

    Args:
        probability: of its likeliest word, by the word head.
        tone_points: tone of the whole, 0 to 100.
        listed: whether a word list has it.
    """
    odds = math.log(max(probability, 1e-6) / max(1 - probability, 1e-6))
    total = _WORD_PART * odds + _LISTED_PART * listed + _TONE_PART * tone_points / 100 + _BIAS
    return 1 / (1 + math.exp(-total))


def _runs(sentence: Sent, judged: heads.Judgement) -> Iterator[list[heads.Word]]:
    run: list[heads.Word] = []
    for word in judged.words:
        small = _small(sentence, word)
        joined = not run or sentence.text[run[-1].end : word.start] in (" ", "-", "’", "'")
        if run and not joined:
            yield from _trimmed(sentence, run)
            run = []
        if word.probability >= (WORD_FROM / 2 if small and run else WORD_FROM):
            run.append(word)
        else:
            yield from _trimmed(sentence, run)
            run = []
    yield from _trimmed(sentence, run)


def _trimmed(sentence: Sent, run: list[heads.Word]) -> Iterator[list[heads.Word]]:
    """Yield a run without small words at its ends, if anything of it is left."""
    words = list(run)
    while words and _small(sentence, words[-1]):
        words.pop()
    while words and _small(sentence, words[0]):
        words.pop(0)
    if words and len(words) <= MOST_WORDS:
        yield words


def _small(sentence: Sent, word: heads.Word) -> bool:
    return sentence.text[word.start : word.end].lower() in _SMALL


def _served(judged: heads.Judgement, kinds: dict[str, float]) -> LoadedType:
    mixed = {name: share * (WHOLE_PART + kinds.get(name, 1 / len(LoadedType))) for name, share in judged.types.items()}
    return LoadedType(min(mixed, key=lambda name: (-mixed[name], name)))


def _tactic(judged: heads.Judgement, served: LoadedType) -> str | None:
    fitting = {name: share for name, share in judged.tactics.items() if TACTIC_TYPE[name].value == served.value}
    return min(fitting, key=lambda name: (-fitting[name], name)) if fitting else None
