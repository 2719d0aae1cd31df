"""Show a loaded wording with the words it leans on, and what it is said of.

What goes in: a Document and one loaded term. What comes out: an exact stretch of its sentence, or a short phrase. Pure.
"""

from collections.abc import Iterable
from typing import Final

from generator.analyze.embedded import anchors, grammar
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import words
from generator.models import LoadedTerm
from generator.vocabulary import Speaker

MOST_WORDS: Final = 5
_LEANING: Final = ("ADJ", "VBN", "VBG", "ADV", "DET", "NUM")
_HEADS: Final = ("NOUN", "NAME")
_BEING: Final = frozenset(("is", "are", "was", "were", "remains", "becomes", "'s", "’s"))
_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def spelled(number: int) -> str:
    """Return a count as a word: a figure of ours could be taken for one of the text's."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else "many"


def shown(doc: Document, term: LoadedTerm) -> str | None:
    """Return the term with the noun it leans on, as it stands in the text, or None where it reads as a fragment."""
    tokens, first, last = _place(doc, term)
    if first is None or last is None:
        return None
    head = last
    if tokens[last].tag in _LEANING:
        while head + 1 < len(tokens) and head - first < MOST_WORDS - 1 and tokens[head + 1].tag in ("ADJ", *_HEADS):
            head += 1
        if tokens[head].tag not in _HEADS:
            head = last
    elif tokens[last].tag == "NOUN" and head + 1 < len(tokens) and tokens[head + 1].tag == "NOUN":
        head += head - first < MOST_WORDS - 1
    sentence = doc.sentence_at(term.start)
    text = sentence.text[tokens[first].start : tokens[head].end]
    ending = tokens[head].tag in (*_HEADS, "ADJ", "VBN", "ADV") or tokens[head].lower in words("grammar", "evaluative")
    whole = ending and tokens[first].tag not in ("PUNCT", "POSS")
    return text if whole and _plain(text) else None


def best(doc: Document, terms: Iterable[LoadedTerm], most: int = 3) -> tuple[str, ...]:
    """Return up to so many shown wordings of the text's own voice, each once, those with a noun first."""
    found: dict[str, tuple[int, bool, str]] = {}
    for one in terms:
        text = None if one.speaker is Speaker.QUOTED else shown(doc, one)
        if text is not None:
            found.setdefault(text.lower(), (-one.weight, " " not in text, text))
    return tuple(text for *_, text in sorted(found.values(), key=lambda row: row[:2])[:most])


def said_of(doc: Document, term: LoadedTerm) -> str | None:
    """Return what a term is said of: the noun it stands before, the name it stands beside, the subject of "is"."""
    tokens, first, last = _place(doc, term)
    if first is None or last is None:
        return None
    if tokens[last].tag in _LEANING and last + 1 < len(tokens) and tokens[last + 1].tag in ("ADJ", *_HEADS):
        end = last + 1
        while end < len(tokens) and tokens[end].tag in ("ADJ", *_HEADS):
            end += 1
        # "Parallel drafting": a lone word before a form in -ing is no thing by itself.
        if end == last + 2 and end < len(tokens) and tokens[end].tag == "VBG":
            return None
        return anchors.short(tokens[last + 1 : end])
    before = first - 1
    while before > 0 and (tokens[before].tag in ("DET", "ADV") or tokens[before].lower in ("a", "an", "the", "more")):
        before -= 1
    if before > 0 and tokens[before].text == "," and tokens[before - 1].tag in _HEADS and tokens[last].tag in _HEADS:
        opening = before
        while opening > 0 and tokens[opening - 1].tag in _HEADS:
            opening -= 1
        return anchors.short(tokens[opening:before])
    if before > 0 and tokens[before].lower in _BEING:
        return anchors.of(doc.sentence_at(term.start).text).subject
    return None


def article(doc: Document, term: LoadedTerm) -> str:
    """Return "a " or "an " where the text gives the term an indefinite or definite article, else nothing."""
    tokens, first, last = _place(doc, term)
    if first is None or last is None or not first or tokens[last].tag != "NOUN":
        return ""
    return "a" if tokens[first - 1].lower in ("a", "an", "the") and not tokens[last].lower.endswith("s") else ""


def is_determined(doc: Document, term: LoadedTerm) -> bool:
    """Say whether an article or the like opens the phrase a term stands in."""
    tokens, first, _ = _place(doc, term)
    while first is not None and first > 0 and tokens[first - 1].tag in ("ADJ", "ADV", "VBN", "NUM"):
        first -= 1
    return first is not None and first > 0 and tokens[first - 1].tag in ("DET", "POSS")


def _place(doc: Document, term: LoadedTerm) -> tuple[tuple[Token, ...], int | None, int | None]:
    """Return the tokens of the term's sentence and the places of its first and last word."""
    sentence = doc.sentence_at(term.start)
    tokens = grammar.tag(sentence.text)
    inside = [
        index
        for index, token in enumerate(tokens)
        if token.start >= term.start - sentence.start and token.end <= term.end - sentence.start and token.start >= 0
    ]
    return (tokens, inside[0], inside[-1]) if inside else (tokens, None, None)


def _plain(text: str) -> bool:
    parts = text.split()
    return len(parts) <= MOST_WORDS and all(
        part.strip("’'-.").replace("-", "").replace("’", "").replace("'", "").isalnum() for part in parts
    )
