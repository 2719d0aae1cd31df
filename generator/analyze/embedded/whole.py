# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Say whether a sentence can stand alone, away from its text.

What goes in: a sentence, ours or the text's. What comes out: yes or no. Pure.
"""

import re
from typing import Final

from generator.analyze.embedded import grammar
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import phrases

MIN_WORDS: Final = 5
_ANAPHORA: Final = frozenset(
    "it they he she this that these those such there here his her their its him them both one ones another others "
    "other "
    "what which who how why you your so and but or nor then thus please let my mine hers theirs yes ok hi hello thanks "
    "either neither than me".split()
)
# These count or condition: alone they lean on what stood before, with a noun or a clause behind them they do not.
_LEANING: Final = frozenset("some many most few several no each every all much less more any".split())
_CLAUSES: Final = frozenset(
    "if unless when where while as because although though since after before once until".split()
)
_PERSONAL: Final = frozenset("i we our us my me you your".split())
_POINTING: Final = frozenset("this these those such that".split())
_SPANS: Final = frozenset("year month week morning spring summer autumn fall winter quarter century decade".split())
_NO_OPENING: Final = frozenset(("VBG", "TO", "VERB", "PUNCT", "MODAL", "AUX"))
_DANGLING: Final = frozenset(("PREP", "DET", "CONJ", "SUBORD", "TO", "AUX", "MODAL", "NEG", "REL", "POSS", "PUNCT"))
_PROMISING: Final = frozenset(
    "way ways fact extent idea time place one ones thing things kind sort moment day point part number lot end".split()
)
_PERSONS: Final = frozenset("he she his her him himself herself".split())
_THINGS: Final = frozenset("it its itself".split())
_MANY: Final = frozenset("they them their theirs themselves".split())
_ANYBODY: Final = frozenset("who whoever everyone everybody anyone anybody somebody someone each people".split())
_TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today time day days week weeks month months year years".split()
)


def acceptable(text: str, limit: int) -> bool:
    """Say whether a sentence of ours of at most ``limit`` words stands alone: opening, clause and end."""
    tokens = grammar.tag(text)
    if _count(tokens) > limit or any(token.lower in _PERSONAL for token in tokens):
        return False
    if any(token.text in ':;[]/"“”—–' for token in tokens):
        return False
    return _stands(tokens) and not _broken_list(tokens)


def quotable(text: str, limit: int) -> bool:
    """Say whether a sentence of the text, of at most ``limit`` words, can be quoted whole and be understood."""
    tokens = grammar.tag(text.rstrip(".!"))
    odd = re.search(r"[“”\"«»‘;:{}<>|=\\`#*_@•…?]|https?:|www\.|\.\.\.|\(\)|[\[\]]|\s[-–—]\s*$|\s\.\w", text)
    if odd or not text.endswith((".", "!")) or not text[:1].isupper() or _count(tokens) > limit:
        return False
    singular = any(token.lower in ("i", "my", "me", "you", "your") and token.text != "US" for token in tokens)
    return not singular and _stands(tokens)


def _stands(tokens: tuple[Token, ...]) -> bool:
    if len(tokens) < MIN_WORDS or not (_opens(tokens) and _ends(tokens)):
        return False
    low = f" {' '.join(token.lower for token in tokens)} "
    bad = any(f" {phrase} " in low for phrase in phrases("compress", "never"))
    return not bad and _clause(tokens) and not _hanging(tokens) and not _pointing(tokens)


def _count(tokens: tuple[Token, ...]) -> int:
    return sum(token.tag not in ("PUNCT", "POSS") for token in tokens)


def _opens(tokens: tuple[Token, ...]) -> bool:
    """Say whether the opening needs nothing before it."""
    first, following = tokens[0], tokens[1]
    if first.lower in _LEANING:
        return following.tag in ("NOUN", "ADJ", "NAME", "NUM", "VBN") or following.lower in ("of", "than")
    if _orders(tokens):
        return False
    if first.tag in ("PREP", "SUBORD", "ADV") or first.lower in _CLAUSES:
        comma = next((index for index, token in enumerate(tokens) if token.text == ","), None)
        if comma is None:
            return first.tag == "ADV" and following.tag == "NUM"
        return comma + 2 < len(tokens) and _subject_next(tokens[comma + 1 :])
    return first.lower not in _ANAPHORA and first.tag not in _NO_OPENING


def _orders(tokens: tuple[Token, ...]) -> bool:
    """Say whether the opening tells the reader to do something ("Use a brush", "Schedule talks that ...")."""
    first, following = tokens[0], tokens[1]
    if not any(one.form == "base" for one in grammar.forms(first.lower)):
        return False
    behind = tokens[2].tag if len(tokens) > 2 else ""  # noqa: PLR2004
    object_next = following.tag in ("DET", "PRON") or following.lower in ("up", "out", "off", "down", "in")
    return object_next or (following.tag == "NOUN" and behind == "REL")


def _subject_next(tokens: tuple[Token, ...]) -> bool:
    """Say whether a subject and its verb come next, behind an opening phrase or clause."""
    if tokens[0].tag not in ("DET", "NAME", "NOUN", "ADJ", "NUM", "PRON", "VBN"):
        return False
    verb = grammar.finite_verb(tokens)
    return verb is not None and verb > 0 and tokens[verb - 1].tag not in ("PREP", "DET")


def _ends(tokens: tuple[Token, ...]) -> bool:
    """Say whether the last word needs nothing behind it."""
    last = tokens[-1]
    if last.text in ")%":
        return True
    return last.tag not in _DANGLING and last.tag not in ("VERB", "VBG") and last.lower not in _PROMISING


def _clause(tokens: tuple[Token, ...]) -> bool:
    """Say whether a subject and a finite verb that fits it, with something behind it, are there."""
    verb = grammar.finite_verb(tokens)
    if verb is None or verb in (0, len(tokens) - 1):
        return False
    subject = tokens[:verb]
    named = any(token.tag in ("NOUN", "NAME", "NUM", "PRON") for token in subject)
    return named and subject[-1].tag not in ("PREP", "DET", "CONJ") and not _commands(tokens, verb)


def _commands(tokens: tuple[Token, ...], verb: int) -> bool:
    """Say whether the verb is a bare form behind a singular noun: an order, or a noun taken for a verb."""
    here, last = tokens[verb], tokens[verb - 1]
    forms = {one.form for one in grammar.forms(here.lower)}
    if here.tag != "VERB" or "base" not in forms or forms & {"past", "participle", "s"}:
        return False
    if last.tag == "PUNCT":
        last = next((one for one in reversed(tokens[:verb]) if one.tag in ("NOUN", "NAME", "PRON")), last)
    plural = last.lower.endswith("s") or last.tag in ("ADV", "PRON", "REL", "NUM", "ADJ")
    plural = plural or last.lower in ("people", "men", "women", "children", "staff", "police", "media", "data")
    joined = any(token.lower in ("and", "or") for token in tokens[max(0, verb - 6) : verb])
    counted = any(token.tag in ("NUM", "DET") and token.lower in ("many", "some", "all") for token in tokens[:verb])
    return not (plural or joined or counted)


def _hanging(tokens: tuple[Token, ...]) -> bool:
    """Say whether a "that", "when" or "who" was left without its verb."""
    return any(
        token.tag in ("SUBORD", "REL")
        and not any(
            grammar.is_finite(tokens, later) or tokens[later].tag in ("VERB", "VBN", "VBG", "ADJ", "TO")
            for later in range(index + 1, len(tokens))
        )
        for index, token in enumerate(tokens)
        if token.lower not in ("how", "why", "once", "as")
        and (index + 1 == len(tokens) or tokens[index + 1].lower != "of")
    )


def _pointing(tokens: tuple[Token, ...]) -> bool:
    """Say whether a pronoun or "this ..." points at something the sentence does not hold."""
    # "A year earlier": than what, stood before.
    since = any(token.lower in ("earlier", "later", "before") for token in tokens[:4])
    if (since and tokens[0].tag in ("DET", "NUM")) or _takes_up(tokens):
        return True
    return any(_points(tokens, index) for index in range(len(tokens)))


def _takes_up(tokens: tuple[Token, ...]) -> bool:
    """Say whether "it" or "they" is the subject behind an opening phrase ("Like many mills, it ...")."""
    comma = next((index for index, token in enumerate(tokens[:-1]) if token.text == ","), None)
    if comma is None or tokens[0].tag not in ("PREP", "ADV", "VBG", "VBN"):
        return False
    return tokens[comma + 1].lower in ("it", "they", "he", "she")


def _points(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the word at a place needs a word of an earlier sentence."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    before = [one for one in tokens[:index] if one.lower not in _TIMES]
    if token.lower in _POINTING and token.tag == "DET":
        behind = following.lower if following is not None else ""
        return not (token.lower == "such" and behind == "as") and not (token.lower == "this" and behind in _SPANS)
    if token.lower == "there":
        return following is None or following.tag not in ("AUX", "MODAL", "POSS")
    if token.lower in _PERSONS:
        return not any(one.tag == "NAME" or one.lower in _ANYBODY for one in before)
    if token.lower in _THINGS:
        return not any(_single(one) for one in before)
    return token.lower in _MANY and not any(_several(one) for one in before)


def _single(token: Token) -> bool:
    """Say whether a word can be what "it" stands for."""
    return token.tag == "NAME" or (token.tag == "NOUN" and not _several(token))


def _several(token: Token) -> bool:
    """Say whether a word can be what "they" stands for."""
    plural = token.tag in ("NOUN", "NAME") and token.lower.endswith("s") and not token.lower.endswith("ss")
    return plural or token.tag == "NAME" or token.lower in _ANYBODY | {"and", "men", "women", "children", "staff"}


def _broken_list(tokens: tuple[Token, ...]) -> bool:
    """Say whether commas are left that join nothing."""
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    return len(commas) > 4  # noqa: PLR2004 - more of them make a list nobody reads in passing
