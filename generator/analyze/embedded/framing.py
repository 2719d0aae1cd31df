# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Say in one sentence how a text frames its subject: "Frames X as Y rather than Z".

What goes in: a Document, its claims, entities and loaded terms. What comes out: the sentence, or None where the
text's own wording does not carry one. Pure. X is the subject of title or lead; Y its loaded
wording; Z the plainer wording.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from generator.analyze.embedded import anchors, grammar, salience, types
from generator.analyze.embedded.document import Document
from generator.models import Claim, Entity, LoadedTerm
from generator.vocabulary import LoadedType, Speaker, SpinType

# Fewer loaded terms of one type in the text's own voice carry no framing.
LEAST: Final = 3
_STOP: Final = frozenset(
    "a an the is are was were be been being and or of to in on for with as by at that this it its our we".split()
)


def sentence(
    doc: Document, claims: tuple[Claim, ...], entities: tuple[Entity, ...], loaded: tuple[LoadedTerm, ...]
) -> str | None:
    """Return the framing sentence, or None."""
    if types.propose(doc, loaded).primary in (None, SpinType.NONE):
        return None
    own = [one for one in loaded if one.speaker is not Speaker.QUOTED and one.type is not LoadedType.OTHER]
    counts = Counter(one.type for one in own)
    if not counts or max(counts.values()) < LEAST:
        return None
    leading = max(counts.items(), key=lambda pair: (pair[1], pair[0].value))[0]
    terms = [one for one in own if one.type is leading]
    subject = subject_of(doc, claims, entities)
    wording = _wording(doc, terms, subject)
    if subject is None or wording is None:
        return None
    text = f"Frames {subject} as “{wording.exact}”"
    plainer = wording.plainer
    telling = bool(plainer) and grammar.tag(plainer or "")[0].tag in ("NOUN", "ADJ", "DET", "NAME", "VBG")
    if plainer and telling and plainer.lower() not in wording.exact.lower() and len(plainer.split()) <= 6:  # noqa: PLR2004
        text += f" rather than as {plainer}"
    return f"{text}."


def subject_of(doc: Document, claims: tuple[Claim, ...], entities: tuple[Entity, ...] = ()) -> str | None:
    """Return what the title is about, else what the primary claim is about."""
    known = salience.known(doc)
    for text in (_case(doc.title, doc), *(one.exact for one in claims[:1])):
        name = anchors.topic(text, known) if text else None
        if name:
            return name
    return next((one.name for one in entities if one.kind == "product"), None)


def _case(title: str, doc: Document) -> str:
    """Return a title with the capitals of title case taken off words that stand in lower case in the body."""
    body = doc.text[doc.body_start :]

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        return word.lower() if re.search(rf"\b{re.escape(word.lower())}\b", body) else word

    return re.sub(r"\b[A-Z][a-z]+\b", lower, title)


def _wording(doc: Document, terms: Sequence[LoadedTerm], subject: str | None) -> LoadedTerm | None:
    """Return the term that reads best after "as": a noun phrase or adjective, front of the text first."""
    taken = set((subject or "").lower().split())
    usable = [
        one
        for one in terms
        if quotable(one) and (" " in one.exact or one.weight > 1) and not taken & set(one.exact.lower().split())
    ]
    return max(
        usable,
        key=lambda one: (one.plainer is not None, one.start < doc.body_start + 800, one.weight, -one.start),
        default=None,
    )


def quotable(term: LoadedTerm) -> bool:
    """Say whether a loaded wording reads well in quotation marks inside our sentences: at most five words."""
    tokens = grammar.tag(term.exact)
    if not re.fullmatch(r"[\w’'\-]+(?: [\w’'\-]+){0,4}", term.exact) or not tokens:
        return False
    last, first = tokens[-1], tokens[0]
    return last.tag in ("NOUN", "ADJ", "NAME", "VBN") and first.tag in (
        "NOUN",
        "ADJ",
        "NAME",
        "DET",
        "VBG",
        "NUM",
        "VBN",
        "POSS",
    )
