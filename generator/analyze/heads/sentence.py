"""Judge single sentences. Pure but for the model and the weights, read once per process.

What goes in: sentences with the loaded entries met in them. What comes out: one Judgement each.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from generator.analyze.heads import features
from generator.analyze.heads.encoder import WIDTH, States, encoder
from generator.analyze.heads.features import Entry
from generator.analyze.heads.linear import Floats, head
from generator.analyze.heads.masking import mask
from generator.vocabulary import LoadedType

TYPES: Final = tuple(one.value for one in LoadedType)


class Word(NamedTuple):
    """One word with the probability that it is loaded; places in the sentence."""

    start: int
    end: int
    probability: float


class Reading(NamedTuple):
    """One sentence as the heads see it: its words, its states, the way back to its places, its counts, its entries."""

    text: str
    states: States
    places: tuple[tuple[int, int] | None, ...]
    counts: Floats
    entries: tuple[Entry, ...]

    @property
    def vector(self) -> Floats:
        """Return what sentence heads read, shape (384 + counts,)."""
        return np.concatenate([self.states.mean, self.counts])

    @property
    def pieces(self) -> Floats:
        """Return what the word head reads, shape (pieces, 768 + types + 1): piece, sentence, entry it lies in."""
        count = len(self.places)
        marks = np.zeros((count, len(TYPES) + 1), dtype=np.float32)
        for row, place in enumerate(self.places):
            for one in self.entries if place else ():
                if place and one.start < place[1] and place[0] < one.end:
                    marks[row, TYPES.index(one.type.value)] = 1
                    marks[row, -1] = max(float(marks[row, -1]), one.weight)
        sentence = np.broadcast_to(self.states.mean, (count, WIDTH))
        return np.hstack([self.states.pieces, sentence, marks]).astype(np.float32)


class Judgement:
    """What the heads say of one sentence; each head is asked when its answer is wanted."""

    def __init__(self, reading: Reading) -> None:
        """Take what was read of the sentence."""
        self.reading = reading
        self.vector = reading.vector

    @cached_property
    def loaded(self) -> float:
        """Return the probability that the sentence carries loaded wording."""
        return head("loaded").named(self.vector)["yes"]

    @cached_property
    def contrast(self) -> float:
        """Return the probability that the sentence, standing alone, is the spun telling of its fact."""
        return head("contrast").named(self.vector)["yes"]

    @cached_property
    def types(self) -> dict[str, float]:
        """Return what its wording would serve: shares by type, ``other`` among them."""
        return head("type").named(self.vector)

    @cached_property
    def tactics(self) -> dict[str, float]:
        """Return shares by tactic."""
        return head("tactic").named(self.vector)

    @cached_property
    def style(self) -> Floats:
        """Return shares by way of writing, shape (styles,)."""
        shares: Floats = head("style")(self.vector[None, :])[0]
        return shares

    @cached_property
    def claim(self) -> float:
        """Return the probability that the sentence makes a claim worth checking."""
        return head("claim").named(self.vector)["yes"]

    @cached_property
    def claim_kinds(self) -> dict[str, float]:
        """Return what such a claim would be about: shares by kind."""
        return head("claim_kind").named(self.vector)

    @cached_property
    def evidence(self) -> dict[str, float]:
        """Return what the sentence offers for its claim: shares of none, figure, source, method."""
        return head("evidence_cue").named(self.vector)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return every word that is no name or number; one is as likely loaded as its pieces are on average."""
        reading = self.reading
        if not reading.places:
            return ()
        found: list[tuple[int, int, list[float]]] = []
        for place, probability in zip(reading.places, map(float, head("word")(reading.pieces)[:, 0]), strict=True):
            if place is None or not reading.text[place[0]].isalnum():
                continue
            start, end = place
            # The pieces of a letter that was taken apart stand in the same place.
            within = bool(found) and start < found[-1][1]
            if found and (within or (found[-1][1] == start and reading.text[start - 1].isalnum())):
                found[-1] = (found[-1][0], max(end, found[-1][1]), [*found[-1][2], probability])
            else:
                found.append((start, end, [probability]))
        return tuple(
            Word(start, end, sum(pieces) / len(pieces))
            for start, end, pieces in found
            if not _cut(reading.text, start, end)
        )


def _cut(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is part of a longer word whose rest is hidden, or lies beyond what the model reads."""
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def read(
    sentences: Sequence[tuple[str, Iterable[Entry]]],
    names: Iterable[str] = (),
    passages: Sequence[Sequence[int]] | None = None,
) -> tuple[Reading, ...]:
    """Read sentences into states and counts; names, and all numbers, are hidden from the model.

    Args:
        sentences: their words, and the list entries met in them.
        names: names known from the whole text.
        passages: which sentences are read in each other's company, by number, each sentence once; without them each
            is read alone.
    """
    hidden = tuple(sorted(names, key=lambda name: (-len(name), name)))
    masks = [mask(text, hidden) for text, _ in sentences]
    groups = [[number] for number in range(len(masks))] if passages is None else passages
    order = [number for group in groups for number in group]
    states = dict(
        zip(order, encoder().states([masks[number].text for number in group] for group in groups), strict=True)
    )
    found = []
    for number, ((text, given), masked) in enumerate(zip(sentences, masks, strict=True)):
        # A company may be called Pioneer: what stands inside a name judges nothing.
        entries = tuple(one for one in given if not masked.touches_name(one.start, one.end))
        places = tuple(masked.place(start, end) for start, end in states[number].offsets)
        found.append(Reading(text, states[number], places, features.vector(masked.text, entries), entries))
    return tuple(found)


def judge(
    sentences: Sequence[tuple[str, Iterable[Entry]]],
    names: Iterable[str] = (),
    passages: Sequence[Sequence[int]] | None = None,
) -> tuple[Judgement, ...]:
    """Return one judgement per sentence, in order; see ``read``."""
    return tuple(map(Judgement, read(sentences, names, passages)))
