"""Judge sentences and paragraphs that stand alone. Pure but for the heads.

What goes in: sentences or paragraphs. What comes out: grades, as ``base`` defines them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.analyze import heads
from generator.analyze.base import Grade
from generator.analyze.embedded import causes, tone
from generator.analyze.embedded.document import split
from generator.vocabulary import LoadedType

# Where the mean of F1 for loaded and plain sentences is highest on the development half of spin_gold (the same within
# .006 from .65 to .8), each sentence read without its text.
LOADED_FROM: Final = 0.75
# Best there as well, though any part up to a half is as good within .003.
CONTRAST_PART: Final = 0.4
# More likely than not is enough to say that it steers, by whatever means.
STEERING_FROM: Final = 0.5
# Where F1 of marked words is highest on the sentences of the development half of spin_gold.
WORD_FROM: Final = 0.3
CLAIM_FROM: Final = 0.5


def grades(passages: Sequence[str]) -> tuple[Grade, ...]:
    """Return one grade per sentence or paragraph, in order.

    The strongest sentence of a paragraph says how loaded it is and what it serves; a claim in any sentence makes one.
    """
    parts = [list(split(text)) or [(0, len(text))] for text in passages]
    read = [(text[start:end], start) for text, places in zip(passages, parts, strict=True) for start, end in places]
    judged = iter(heads.judge([(text, tone.entries(text)) for text, _ in read]))
    return tuple(
        _grade(text, [(start, next(judged)) for start, _ in places])
        for text, places in zip(passages, parts, strict=True)
    )


def _grade(text: str, judged: Sequence[tuple[int, heads.Judgement]]) -> Grade:
    _, strongest = max(judged, key=lambda one: _loaded(one[1]))
    loaded = _loaded(strongest)
    claim = max(one.claim for _, one in judged)
    return Grade(
        loaded=loaded,
        is_loaded=loaded >= LOADED_FROM,
        is_steering=loaded >= STEERING_FROM,
        loaded_words=tuple((start + a, start + b) for start, one in judged for a, b in _words(one)),
        type=LoadedType(min(strongest.types, key=lambda name: (-strongest.types[name], name))),
        claim=claim,
        is_claim=claim >= CLAIM_FROM,
        causal=causes.level(text),
    )


def steers(judged: heads.Judgement) -> bool:
    """Say whether a sentence more likely than not steers, whatever its words are."""
    return _loaded(judged) >= STEERING_FROM


def _loaded(judged: heads.Judgement) -> float:
    """Weigh two heads: one learned from pairs of sentences alone, one from articles too; they err differently."""
    return CONTRAST_PART * judged.contrast + (1 - CONTRAST_PART) * judged.loaded


def _words(judged: heads.Judgement) -> Iterator[tuple[int, int]]:
    """Yield the words that sound loaded, and those a list has."""
    entries = judged.reading.entries
    for word in judged.words:
        listed = any(one.start < word.end and word.start < one.end for one in entries)
        if listed or word.probability >= WORD_FROM:
            yield word.start, word.end
