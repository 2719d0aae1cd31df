# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Cut a statement out of its sentence, as one unbroken stretch of the text.

What goes in: a Document and a sentence. What comes out: offsets of the clause that carries the statement, at most 25
words. Pure.
"""

import re
from typing import Final

from generator.analyze.embedded import grammar
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.grammar import Token

MAX_WORDS: Final = 25
AIM_WORDS: Final = 18
_LEADING: Final = re.compile(
    r"^(?:[-–—•*>\s]|\d{1,2}[.)]\s)*"
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’ ]{2,}(?:,\s*[A-Z][\w. ]{1,20})?\s*\([^)]{2,30}\)\s*[-–—:]+\s*)?"
)
# A comma this many tokens back makes the next one a list's.
_LIST_REACH: Final = 4
_LOOSE: Final = frozenset(
    "which who whose where while although though whereas because since including with but".split()
)


def span(doc: Document, sentence: Sent) -> tuple[int, int] | None:
    """Return start and end of the clause, or None where no cut of at most 25 words is found."""
    start, end = sentence.start, sentence.end
    quote = next(
        (
            one
            for one in doc.quotations
            if one.start >= start and one.end <= end and (one.end - one.start) * 2 > end - start
        ),
        None,
    )
    if quote is not None:
        start, end = quote.start, quote.end
    text = doc.text[start:end]
    lead = _LEADING.match(text)
    offset = lead.end() if lead else 0
    tokens = grammar.tag(text[offset:])
    if not tokens:
        return None
    first, last = _start(tokens), len(tokens)
    while last > first and (tokens[last - 1].tag == "PUNCT" and tokens[last - 1].text not in '%)”"'):
        last -= 1
    last = _end(tokens, first, last)
    if last - first < 3:  # noqa: PLR2004 - no statement has fewer words
        return None
    begin, stop = start + offset + tokens[first].start, start + offset + tokens[last - 1].end
    return (begin, stop) if len(doc.text[begin:stop].split()) <= MAX_WORDS else None


def _start(tokens: tuple[Token, ...]) -> int:
    """Return the first token after an opening conjunction, adverb or short phrase that a clause follows."""
    first = 0
    while first < len(tokens) - 3 and (tokens[first].tag == "CONJ" or tokens[first].text in ",-–—"):
        first += 1
    comma = next((index for index in range(first, min(len(tokens), first + 14)) if tokens[index].text == ","), None)
    if (
        comma is None
        or tokens[first].tag not in ("ADV", "PREP", "SUBORD", "VBG")
        or tokens[first].lower in ("if", "unless")
    ):
        return first
    rest = tokens[comma + 1 :]
    verb = grammar.finite_verb(rest)
    if verb and rest[0].tag in ("DET", "NAME", "NOUN", "ADJ", "NUM", "PRON"):
        return comma + 1
    return first


def _end(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Return where the statement ends: the whole if it is short, else before its last loose clause."""
    count = _count(tokens, first, last)
    limit = AIM_WORDS
    while count > limit:
        cut = _cut(tokens, first, last)
        if cut is None:
            return last
        last = cut
        count = _count(tokens, first, last)
        limit = AIM_WORDS + 2
    return last


def _count(tokens: tuple[Token, ...], first: int, last: int) -> int:
    return sum(token.tag not in ("PUNCT", "POSS") for token in tokens[first:last])


def _cut(tokens: tuple[Token, ...], first: int, last: int) -> int | None:
    verb = grammar.finite_verb(tokens, first, last)
    if verb is None:
        return None
    for index in range(last - 2, verb + 3, -1):
        token, before = tokens[index], tokens[index - 1]
        comma = before.text in ",;:—–"
        loose = comma and (token.tag in ("VBG", "REL", "SUBORD", "PREP", "VBN") or token.lower in _LOOSE)
        loose = loose or (token.lower in ("while", "because", "although", "whereas") and token.tag == "SUBORD")
        loose = loose or (
            comma and token.tag == "CONJ" and grammar.finite_verb(tokens, index + 1, min(last, index + 9)) is not None
        )
        loose = loose or token.text in ";—("
        far = _count(tokens, first, index) > MAX_WORDS - 3
        loose = loose or (far and token.tag == "PREP" and token.lower != "of" and before.tag in ("NOUN", "NAME", "NUM"))
        listed = comma and index >= _LIST_REACH and _comma(tokens, index - _LIST_REACH, index - 1)
        if loose and not listed and _count(tokens, first, index) >= 6:  # noqa: PLR2004 - a statement stays
            end = index - 1 if comma else index
            while end > first and tokens[end - 1].tag == "PUNCT" and tokens[end - 1].text not in "%)":
                end -= 1
            return end
    return None


def _comma(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    return any(token.text == "," for token in tokens[start:end])
