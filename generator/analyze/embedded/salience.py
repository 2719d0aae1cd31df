"""How central each sentence is to its text: shared vocabulary, closeness to the title, place.

What goes in: a Document. What comes out: content words and one weight per sentence. Pure.
"""

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Final

from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import words

_WORD: Final = re.compile(r"[^\W\d_][\w]*(?:[-.][\w]+)*|\d[\d.,]*")
_MIN_WORDS: Final = 6
_LONG: Final = 45
# Parts of the weight: closeness to the title, shared vocabulary, place in the lead, an early place.
_TITLE_PART: Final = 1.6
_CENTER_PART: Final = 1.0
_LEAD_PART: Final = 0.55
_EARLY_PART: Final = 0.35


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a crude stem of a lower-case word, so that plural and tense fall together."""
    for ending, keep in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):  # noqa: PLR2004
            return word[: -len(ending)] + keep
    return word


def content(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that carry content."""
    stop = words("grammar", "openers") | words("salience", "stop")
    return tuple(
        stem(word)
        for word in (match.group().lower() for match in _WORD.finditer(text))
        if word not in stop and len(word) > 2  # noqa: PLR2004
    )


@lru_cache(maxsize=16)
def known(doc: Document) -> frozenset[str]:
    """Return the lower-case words a text is about: its title's, and content words it uses three times or more."""
    stop = words("grammar", "openers") | words("salience", "stop") | words("salience", "vague")
    counts = Counter(match.group().lower() for match in _WORD.finditer(doc.text[doc.body_start :]))
    often = {word for word, count in counts.items() if count >= 3 and len(word) > 3}  # noqa: PLR2004
    return frozenset((often | {match.group().lower() for match in _WORD.finditer(doc.title)}) - stop)


@lru_cache(maxsize=8)
def weights(doc: Document) -> tuple[float, ...]:
    """Return one weight a sentence, about 0 to 3; headlines and fragments get 0."""
    bags = [set(content(one.text)) for one in doc.sentences]
    spread = Counter(word for one, bag in zip(doc.sentences, bags, strict=True) if not one.headline for word in bag)
    title = set(content(doc.title))
    body = [one for one in doc.sentences if not one.headline]
    order = {one.index: place for place, one in enumerate(body)}
    found: list[float] = []
    for one, bag in zip(doc.sentences, bags, strict=True):
        length = len(one.text.split())
        if one.headline or length < _MIN_WORDS or not bag:
            found.append(0.0)
            continue
        shared = sum(math.log(spread[word]) for word in bag if spread[word] > 1) / (len(bag) + 4)
        near = len(bag & title) / math.sqrt(len(title) * (len(bag) + 4)) if title else 0.0
        early = max(0.0, 1 - order[one.index] / max(8, len(body) / 2))
        weight = _TITLE_PART * near + _CENTER_PART * shared + _LEAD_PART * one.lead + _EARLY_PART * early
        found.append(weight * (0.6 if length > _LONG else 1.0))
    return tuple(found)
