# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Take out of a sentence what judges instead of stating.

What goes in: tagged tokens, and words the text was found to load. What comes out: tokens without judging adjectives and
adverbs, "is excited to announce" told as "announces". Pure.
"""

import re
from typing import Final

from generator.analyze.embedded import grammar
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import words

# Adverbs without which a sentence states something else.
_HOLDING: Final = frozenset(
    "only nearly hardly barely rarely partly partially mostly mainly allegedly reportedly possibly probably "
    "likely seldom "
    "falsely illegally previously formerly approximately roughly potentially eventually temporarily initially "
    "currently "
    "publicly privately jointly independently family fully".split()
)


def judgements(tokens: tuple[Token, ...], judging: frozenset[str]) -> tuple[Token, ...]:
    """Take out adjectives and adverbs that judge, with the commas and intensifiers that hold them."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        last = kept[-1] if kept else None
        if following is not None and (_judging_adverb(token, following, last) or _manner(token, following, last)):
            continue
        named = following is not None and token.text[:1].isupper() and following.text[:1].isupper()
        if following is not None and not named and _judging_adjective(token, judging) and _attributive(tokens, index):
            while kept and (kept[-1].text == "," or kept[-1].tag == "ADV" or kept[-1].lower in ("most", "so", "very")):
                kept.pop()
            continue
        kept.append(token)
    return tuple(kept)


def _judging_adverb(token: Token, following: Token, last: Token | None) -> bool:
    if token.lower not in words("grammar", "evaluative_adverbs") or token.tag not in ("ADV", "ADJ", "NOUN"):
        return False
    held = last is not None and last.lower in ("as", "so", "how", "more", "most", "not")
    return not held and following.lower not in ("than", "of", "and", "or", ",")


def _manner(token: Token, following: Token, last: Token | None) -> bool:
    """Say whether an adverb between subject and verb can go without changing what is stated."""
    if token.tag != "ADV" or not token.lower.endswith("ly") or token.lower in _HOLDING or last is None:
        return False
    beside = last.tag in ("AUX", "MODAL", "NOUN", "NAME", "PRON") and following.tag in ("VERB", "VBN", "VBG")
    return beside and last.lower not in ("not", "only")


def _judging_adjective(token: Token, judging: frozenset[str]) -> bool:
    judged = token.lower in words("grammar", "evaluative") or (token.lower in judging and token.tag == "ADJ")
    return judged and token.tag in ("ADJ", "NOUN", "VBN", "VBG")


def articles(text: str) -> str:
    """Return a sentence whose "a" and "an" fit the words that now stand behind them."""
    text = re.sub(r"\b([Aa])n(?= [bcdfgjklmnpqrstvwxyz][a-z])(?! (?:hour|honest|honor|heir))", r"\1", text)
    return re.sub(r"\b([Aa])(?= (?:[aio][a-z]|e[a-tv-z]|un[a-hj-z]|up|ul))(?! (?:one|once))", r"\1n", text)


def announcing(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Turn "is excited to announce" into "announces"."""
    for index in range(len(tokens) - 3):
        be, mood, to, verb = tokens[index : index + 4]
        if (
            be.lower in ("is", "are")
            and mood.lower in words("claims", "feeling")
            and to.tag == "TO"
            and verb.tag == "VERB"
        ):
            single = be.lower == "is"
            told_verb = grammar.third_person(verb.lower) if single else verb.lower
            return (*tokens[:index], Token(told_verb, told_verb, "VERB", be.start, be.end), *tokens[index + 4 :])
    return tokens


def _attributive(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether an adjective stands before its noun and can go without loss."""
    last = tokens[index - 1] if index else None
    following = tokens[index + 1]
    if following.tag not in ("NOUN", "NAME", "ADJ") or following.lower in (
        "deal",
        "number",
        "majority",
        "part",
        "many",
        "enough",
    ):
        return False
    # "The ultimate system" tells which one; "the system" would be another statement.
    if last is not None and last.lower == "the" and index > 1 and tokens[index - 2].tag == "AUX":
        return False
    return last is None or last.lower not in (
        *("more", "less", "as", "how", "and", "or", "too", "not", "no", "-"),
        *("remain", "remains", "be", "is", "are", "was", "were", "become", "becomes", "stay", "stays"),
    )
