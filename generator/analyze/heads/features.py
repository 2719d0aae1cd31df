"""Count what a reader would count in a sentence: loaded entries, figures, hedges, pronouns, marks.

What goes in: a sentence with names and numbers hidden, and the loaded entries met in it. What comes out: one vector of
``NAMES``. Pure.
"""

import math
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.vocabulary import LoadedType

_I: Final = re.IGNORECASE


class Entry(NamedTuple):
    """One loaded entry met in a sentence: its place there, what it serves, its weight from 1 to 3."""

    start: int
    end: int
    type: LoadedType
    weight: int


_COUNTED: Final = {
    "figures": re.compile(r"\d[\d.,]*"),
    "shares": re.compile(r"\d\s?%|\bper ?cent\b|[$€£]\s?\d", _I),
    "we": re.compile(r"\b(?:we|our|ours|us|ourselves)\b", _I),
    "you": re.compile(r"\b(?:you|your|yours)\b", _I),
    "i": re.compile(r"\b(?:I|my|me)\b"),
    "they": re.compile(r"\b(?:he|she|they|his|her|their)\b", _I),
    "quotes": re.compile(r"[“”\"«»]"),
    "exclamations": re.compile(r"!"),
    "questions": re.compile(r"\?"),
    "dashes": re.compile(r"[—–]| - |\.\.\.|…"),
    "manner": re.compile(r"\b\w{3,}ly\b", _I),
    "superlatives": re.compile(r"\b(?:most|least|best|worst|\w{3,}est|only|first|ever|never|every|all|always)\b", _I),
    "future": re.compile(r"\b(?:will|shall|going to|soon|future|tomorrow|next)\b", _I),
    "possible": re.compile(r"\b(?:can|could|may|might|would|should|perhaps|likely|possibl[ey])\b", _I),
    "duty": re.compile(r"\b(?:must|have to|has to|need|needs|cannot|can't|can’t)\b", _I),
    "negations": re.compile(r"\b(?:not|no|never|nor|without|n't)\b|n[’']t\b", _I),
    "passives": re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en)\b", _I),
    "said": re.compile(r"\b(?:said|says|told|according to|reported|announced|added|wrote|argues?|claims?)\b", _I),
    "comparisons": re.compile(r"\b(?:more|less|than|compared|versus|\w{3,}er than)\b", _I),
    "causes": re.compile(r"\b(?:because|due to|after|since|led to|caused|result|as a result|amid)\b", _I),
    "past": re.compile(r"\b\w{2,}ed\b|\b(?:was|were|had|did)\b", _I),
    "contrast": re.compile(r"\b(?:but|although|though|despite|while|however|yet|instead|rather)\b", _I),
    "capitals": re.compile(r"(?<=\s)[A-Z][a-z]+"),
    "commas": re.compile(r"[,;:]"),
}
NAMES: Final = (
    "words",
    "letters a word",
    *_COUNTED,
    *(f"lexicon {one.value}" for one in LoadedType),
    "lexicon strongest",
    "lexicon any",
)


def vector(sentence: str, entries: Iterable[Entry]) -> NDArray[np.float32]:
    """Return the counts of one sentence, shape (len(NAMES),), as logarithms: ten is not ten times one."""
    words = sentence.split()
    met = list(entries)
    weights = dict.fromkeys(LoadedType, 0)
    for one in met:
        weights[one.type] += one.weight
    counts = [
        len(words),
        sum(map(len, words)) / max(1, len(words)),
        *(len(pattern.findall(sentence)) for pattern in _COUNTED.values()),
        *weights.values(),
        max((one.weight for one in met), default=0),
        min(1, len(met)),
    ]
    return np.array([math.log1p(count) for count in counts], dtype=np.float32)
