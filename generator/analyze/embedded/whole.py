# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Say whether a compressed sentence can stand alone.

What goes in: a sentence of ours. What comes out: yes or no. Pure.
"""

from typing import Final

from generator.analyze.embedded import grammar
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import phrases

MIN_WORDS: Final = 5
_ANAPHORA: Final = frozenset(
    "it they he she this that these those such there here his her their its them him both one ones another others "
    "other "
    "some many who which what how why where when if unless you your so and but or nor then thus please let i "
    "me my mine hers theirs yes no ok hi hello thanks either neither each as than".split()
)
_PERSONAL: Final = frozenset("i we our us my me you your this these those".split())
_NO_OPENING: Final = frozenset(("PREP", "SUBORD", "VBG", "TO", "VERB", "PUNCT", "ADV", "MODAL", "AUX"))
_DANGLING: Final = frozenset(("PREP", "DET", "CONJ", "SUBORD", "TO", "AUX", "MODAL", "NEG", "REL", "POSS", "PUNCT"))
_PROMISING: Final = frozenset(
    "way ways fact extent idea time place one ones thing things kind sort moment day point part number lot end".split()
)


def acceptable(text: str, limit: int) -> bool:
    """Say whether a sentence of at most ``limit`` words stands alone: opening, clause and end, nothing left hanging."""
    tokens = grammar.tag(text)
    count = sum(token.tag not in ("PUNCT", "POSS") for token in tokens)
    if not MIN_WORDS <= count <= limit or any(token.lower in _PERSONAL for token in tokens):
        return False
    if any(token.text in ':;()[]/"“”' for token in tokens) or not (_opens(tokens) and _ends(tokens)):
        return False
    bad = any(phrase in f" {text.lower()} " for phrase in phrases("compress", "never"))
    return not bad and _clause(tokens) and not _hanging(tokens) and not _broken_list(tokens)


def _opens(tokens: tuple[Token, ...]) -> bool:
    """Say whether the first word needs nothing before it."""
    return tokens[0].lower not in _ANAPHORA and tokens[0].tag not in _NO_OPENING


def _ends(tokens: tuple[Token, ...]) -> bool:
    """Say whether the last word needs nothing behind it."""
    last = tokens[-1]
    return last.tag not in _DANGLING and last.tag not in ("VERB", "VBG") and last.lower not in _PROMISING


def _clause(tokens: tuple[Token, ...]) -> bool:
    """Say whether a subject and a finite verb with something behind it are there."""
    verb = grammar.finite_verb(tokens)
    if verb is None or verb in (0, len(tokens) - 1):
        return False
    subject = tokens[:verb]
    named = any(token.tag in ("NOUN", "NAME", "NUM") for token in subject)
    return named and subject[-1].tag not in ("PREP", "DET", "CONJ")


def _hanging(tokens: tuple[Token, ...]) -> bool:
    """Say whether a "that", "when" or "who" was left without its verb."""
    return any(
        token.tag in ("SUBORD", "REL")
        and not any(
            grammar.is_finite(tokens, later) or tokens[later].tag == "VERB" for later in range(index + 1, len(tokens))
        )
        for index, token in enumerate(tokens)
        if token.lower not in ("how", "why", "once")
    )


def _broken_list(tokens: tuple[Token, ...]) -> bool:
    """Say whether commas are left that join nothing."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    if not commas:
        return False
    return len(commas) > 3 or not any(token.lower in ("and", "or") for token in tokens[commas[-1] :])  # noqa: PLR2004
