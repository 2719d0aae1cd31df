"""Judge sentences that stand alone. Pure but for the heads.

What goes in: sentences. What comes out: grades, as ``base`` defines them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.analyze import heads
from generator.analyze.base import Grade
from generator.analyze.embedded import causes, tone
from generator.vocabulary import LoadedType

# More likely than not: a sentence without its text has no usual share of loaded ones to start from.
LOADED_FROM: Final = 0.5
# Where F1 of marked words is highest on the sentences of the development half of spin_gold.
WORD_FROM: Final = 0.3
CLAIM_FROM: Final = 0.5


def grades(sentences: Sequence[str]) -> tuple[Grade, ...]:
    """Return one grade per sentence, in order."""
    given = [(text, tone.entries(text)) for text in sentences]
    return tuple(_grade(text, judged) for text, judged in zip(sentences, heads.judge(given), strict=True))


def _grade(text: str, judged: heads.Judgement) -> Grade:
    served = min(judged.types, key=lambda name: (-judged.types[name], name))
    # One head learned from pairs of sentences, one from articles; they err differently.
    loaded = (judged.contrast + judged.loaded) / 2
    return Grade(
        loaded=loaded,
        is_loaded=loaded >= LOADED_FROM,
        loaded_words=tuple(_words(judged)),
        type=LoadedType(served),
        claim=judged.claim,
        is_claim=judged.claim >= CLAIM_FROM,
        causal=causes.level(text),
    )


def _words(judged: heads.Judgement) -> Iterator[tuple[int, int]]:
    """Yield the words that sound loaded, and those a list has."""
    entries = judged.reading.entries
    for word in judged.words:
        listed = any(one.start < word.end and word.start < one.end for one in entries)
        if listed or word.probability >= WORD_FROM:
            yield word.start, word.end
