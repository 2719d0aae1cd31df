# ruff: noqa: SIM905 - a list of words reads better as words
"""Wording that the heads sense as loaded, entry or not, and how sure one can be of any loaded wording.

What goes in: a Document. What comes out: stretches of words with what they serve; a chance that a reader would mark a
stretch. Pure but for the heads.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator.analyze import heads
from generator.analyze.embedded import tone
from generator.analyze.embedded.document import Document, Sent
from generator.vocabulary import TACTIC_TYPE, LoadedType

# From this probability on a word opens or extends a stretch; small words inside need half of it. Runs that few words
# part become one stretch: people mark phrases, not words. Chosen across folds of the development half of spin_gold.
WORD_FROM: Final = 0.3
MOST_BETWEEN: Final = 4
MOST_WORDS: Final = 14
# Chance that both of two readers mark a place in a stretch: logistic in the log-odds of its likeliest word, in whether
# a list has it, in the tone of the whole (per hundred), in its words (eight at most), and in where it stands (0: first,
# 1: last words of the text). Fitted on the marks of the development half of spin_gold: six numbers, 2,694 cases.
_WORD_PART, _LISTED_PART, _TONE_PART, _LENGTH_PART, _PLACE_PART, _BIAS = 0.41, 1.11, 0.96, 0.06, -0.47, -2.47
MOST_COUNTED: Final = 8
CHANCE_FROM: Final = 0.18
# What the type of the whole is worth where a sentence could serve several.
WHOLE_PART: Final = 0.05
_SMALL: Final = frozenset(
    "a an the of to in for and or our we us its it is are be with on as by at that this than from your their has have "
    "will can not".split()
)


# What may stand between two words of one stretch. A name or a number never does: what it is may not matter.
_JOINTS: Final = frozenset((" ", "-", "’", "'", ", "))


class Stretch(NamedTuple):
    """A run of words that sounds loaded, and the chance that readers mark a place in it."""

    start: int
    end: int
    words: int
    type: LoadedType
    tactic: str | None
    weight: int
    chance: float


def stretches(document: Document) -> Iterator[Stretch]:
    """Yield the runs of words that sound loaded, whoever says them."""
    if not tone.readable(document):
        return
    kinds = tone.whole(document).shares("type")
    for sentence, judged in zip(document.sentences, tone.judgements(document), strict=False):
        for run in phrases(sentence, judged):
            start, end = sentence.start + run[0].start, sentence.start + run[-1].end
            found = _chance(document, start, run, listed=False)
            if found >= CHANCE_FROM:
                served = _served(judged, kinds)
                # What no list has is never called more than slight.
                yield Stretch(start, end, len(run), served, _tactic(judged, served), 1, found)


def listed(document: Document, start: int, end: int) -> float | None:
    """Return the chance of a stretch that a list has; None where no head read a word of it."""
    sentence = document.sentence_at(start)
    judged = tone.judgements(document)
    if sentence.index >= len(judged) or not tone.readable(document):
        return None
    inside = [
        one
        for one in judged[sentence.index].words
        if one.start + sentence.start < end and start < one.end + sentence.start
    ]
    return _chance(document, start, inside, listed=True) if inside else None


def _chance(document: Document, start: int, words: Sequence[heads.Word], *, listed: bool) -> float:
    likeliest = max(one.probability for one in words)
    place = start / max(1, len(document.text))
    return chance(likeliest, tone.whole(document).tone, listed=listed, words=len(words), place=place)


def chance(probability: float, tone_points: float, *, listed: bool, words: int, place: float) -> float:
    """Return the chance that two readers mark a place in a stretch.

    Args:
        probability: of its likeliest word, by the word head.
        tone_points: tone of the whole, 0 to 100.
        listed: whether a word list has it.
        words: how many words it has.
        place: where in the text it begins, 0 to 1.
    """
    odds = math.log(max(probability, 1e-4) / max(1 - probability, 1e-4))
    total = _WORD_PART * odds + _LISTED_PART * listed + _TONE_PART * tone_points / 100
    total += _LENGTH_PART * min(words, MOST_COUNTED) + _PLACE_PART * place + _BIAS
    return 1 / (1 + math.exp(-total))


def phrases(sentence: Sent, judged: heads.Judgement) -> Iterator[list[heads.Word]]:
    """Yield stretches of words, those of one phrase together."""
    words = judged.words
    phrase: list[heads.Word] = []
    last = 0
    for first, past in _loud(sentence, words):
        longer = [*phrase, *words[last:first], *words[first:past]]
        near = first - last <= MOST_BETWEEN and len(longer) <= MOST_WORDS
        if phrase and near and all(_joined(sentence, words[at], words[at + 1]) for at in range(last - 1, first)):
            phrase = longer
        else:
            if phrase:
                yield phrase
            phrase = list(words[first:past])
        last = past
    if phrase:
        yield phrase


def _loud(sentence: Sent, words: Sequence[heads.Word]) -> Iterator[tuple[int, int]]:
    """Yield where runs of likely words begin and end, by number, without small words at their ends."""
    begun: int | None = None
    for at, word in enumerate(words):
        if begun is not None and not _joined(sentence, words[at - 1], word):
            yield from _trimmed(sentence, words, begun, at)
            begun = None
        least = WORD_FROM / 2 if begun is not None and _small(sentence, word) else WORD_FROM
        if word.probability >= least:
            begun = at if begun is None else begun
        elif begun is not None:
            yield from _trimmed(sentence, words, begun, at)
            begun = None
    if begun is not None:
        yield from _trimmed(sentence, words, begun, len(words))


def _joined(sentence: Sent, word: heads.Word, following: heads.Word) -> bool:
    return sentence.text[word.end : following.start] in _JOINTS


def _trimmed(sentence: Sent, words: Sequence[heads.Word], first: int, past: int) -> Iterator[tuple[int, int]]:
    """Yield a run without small words at its ends, if anything of it is left."""
    while first < past and _small(sentence, words[past - 1]):
        past -= 1
    while first < past and _small(sentence, words[first]):
        first += 1
    if first < past <= first + MOST_WORDS:
        yield first, past


def _small(sentence: Sent, word: heads.Word) -> bool:
    return sentence.text[word.start : word.end].lower() in _SMALL


def _served(judged: heads.Judgement, kinds: dict[str, float]) -> LoadedType:
    mixed = {name: share * (WHOLE_PART + kinds.get(name, 1 / len(LoadedType))) for name, share in judged.types.items()}
    return LoadedType(min(mixed, key=lambda name: (-mixed[name], name)))


def _tactic(judged: heads.Judgement, served: LoadedType) -> str | None:
    fitting = {name: share for name, share in judged.tactics.items() if TACTIC_TYPE[name].value == served.value}
    return min(fitting, key=lambda name: (-fitting[name], name)) if fitting else None
