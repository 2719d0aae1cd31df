# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Shorten a sentence without changing what it states, and tell "we" by name.

What goes in: one sentence and the name it speaks for. What comes out: the sentence without dateline, connective and
asides, or None where that is not safe. Pure. Nothing is cut that limits, denies, conditions, compares or attributes: a
sentence that stays too long is given up, not cut down.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator.analyze.embedded import grammar, sober, whole
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.person import told
from generator.analyze.embedded.retell import capital
from generator.analyze.embedded.tables import phrases, words

MAX_SOURCE_WORDS: Final = 60
# A credit behind the last comma has no more tokens than this.
_CREDIT_REACH: Final = 12
# An opening connective has one word, or two ("In addition,").
_CONNECTIVE_REACH: Final = 3
_MARKS: Final = re.compile(r"(?:^|\s)[a-z_]+\(\)|https?://|www\.|[{}<>|=\\`#*_@]|\.\w+\(|\?|!\s|[;•▪]|\.\.\.|…|\s\.\w")
_DATELINE: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{2,}(?:,\s*[A-Z][\w. ]{1,20})?"
    r"(?:\s*,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?))?"
    # A hyphen inside a word ("CVE-2031-7") closes no dateline.
    r"\s*(?:\([^)]{2,30}\)\s*)?(?:\s-+\s+|(?<=\))-+\s+|\s?[–—]+\s*|:+\s+)"
    r"|[A-Z][\w. ]{2,30}\s*\([A-Z][\w./ ]{1,25}\)\s*[-–—:]+\s*)"
)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SAYING: Final = frozenset(
    "said says say told tells added adds wrote writes argued argues explained explains noted notes claimed claims "
    "insisted warned warns stated states predicts predicted estimates estimated".split()
)
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# What is told from the day of writing means something else later.
_NEAR: Final = frozenset("today yesterday tomorrow tonight".split())


@dataclass(frozen=True)
class Cut:
    """A compressed sentence and whose words it is, where the sentence itself credits someone."""

    text: str
    credit: str | None = None


def sentence(  # noqa: PLR0913 - each says one thing about the sentence or the result
    text: str,
    name: str | None,
    *,
    own: bool,
    limit: int = 24,
    judging: frozenset[str] | None = None,
    named: bool = False,
) -> Cut | None:
    """Compress one sentence.

    Args:
        text: the sentence as it stands in the article.
        name: whose "we" it is; None: a sentence in the first person is given up.
        own: whether the sentence is the organization's own voice.
        limit: most words of the result; a longer one is given up.
        judging: lower-case words to take out with all other judging adjectives and adverbs; None: none is taken out.
        named: the name stands before the result, so that "we" is "it" from the start.
    """
    plain = _bare(text)
    if len(plain.split()) > MAX_SOURCE_WORDS or _MARKS.search(plain) or plain[:1].islower():
        return None
    if any(mark in plain for mark in '“”"„«»') or re.search(r"(?:^|\s)['‘]\w", plain):
        return None
    tokens, credit = _credit(_strip_end(grammar.tag(plain)))
    for step in (_opening, _asides, _tail, _days):
        tokens = step(tokens)
    if judging is not None:
        tokens = sober.judgements(tokens, judging)
    if not own and any(token.lower in ("we", "our", "us", "ours", "ourselves") for token in tokens):
        return None
    # Whether it stands alone is asked with the name inside: the name that stands before "it" is not in the result.
    whole_tokens, told_tokens = told(tokens, name), told(tokens, name, named=named)
    if not tokens or whole_tokens is None or told_tokens is None:
        return None
    if not whole.acceptable(_text(sober.announcing(whole_tokens)), limit):
        return None
    result = _text(sober.announcing(told_tokens))
    return Cut(result if judging is None else sober.articles(result), credit)


def without_dateline(text: str) -> str:
    """Return a sentence without the place and agency that open a report."""
    return _DATELINE.sub("", text.strip())


def _bare(text: str) -> str:
    """Return a sentence without its dateline and without brackets that limit nothing."""
    plain = without_dateline(text).replace("\N{NO-BREAK SPACE}", " ")
    return _BRACKETS.sub(lambda match: match.group() if _limits(grammar.tag(match[1])) else "", plain)


def _limits(tokens: tuple[Token, ...]) -> bool:
    """Say whether words limit, deny, condition, compare, date or attribute what stands around them."""
    limiting = words("compress", "limiting") | _SAYING
    return any(token.lower in limiting or token.tag in ("NEG", "MODAL") for token in tokens)


def _strip_end(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    while tokens and tokens[-1].text in ".:!,—–-":
        tokens = tokens[:-1]
    return tokens


def _text(tokens: tuple[Token, ...]) -> str:
    """Join tokens; only marks that had no space before them get none."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        last = tokens[index - 1] if index else None
        tight = last is not None and (
            token.text in ",.:;%)'’"
            or token.tag == "POSS"
            or (last.end == token.start and token.start > 0)
            or token.lower in ("n't", "n’t")
        )
        if parts and not tight:
            parts.append(" ")
        parts.append(token.text)
    text = re.sub(r"\s+", " ", "".join(parts)).strip(" ,;:—–-")
    return capital(re.sub(r",\s*,", ",", text))


def _credit(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], str | None]:
    """Take ", X said" at the end and "according to X" at either end out and return who X is."""
    if [token.lower for token in tokens[:2]] == ["according", "to"]:
        end = _until_comma(tokens, 0)
        if end < len(tokens) and _is_somebody(tokens[2:end]):
            return tokens[end + 1 :], _text(tokens[2:end])
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    if not commas or len(tokens) - commas[-1] > _CREDIT_REACH:
        return tokens, None
    tail = tokens[commas[-1] + 1 :]
    if [token.lower for token in tail[:2]] == ["according", "to"] and _is_somebody(tail[2:]):
        return tokens[: commas[-1]], _text(tail[2:])
    says = [index for index, token in enumerate(tail) if token.lower in _SAYING]
    if says:
        who = tail[: says[0]] if says[0] else tail[1:]
        who = tuple(token for token in who if token.lower not in _DAYS | {"on"})
        if _is_somebody(who):
            return tokens[: commas[-1]], _text(who)
    return tokens, None


def _is_somebody(tokens: tuple[Token, ...]) -> bool:
    """Say whether tokens can name who said something: a name, or a noun with its article."""
    named = any(token.tag in ("NAME", "NOUN") for token in tokens)
    return named and tokens[0].tag in ("NAME", "NOUN", "DET", "ADJ")


def _until_comma(tokens: tuple[Token, ...], start: int) -> int:
    return next((index for index in range(start, len(tokens)) if tokens[index].text in ",—;"), len(tokens))


def _opening(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop opening connectives ("However,", "In addition,", "And"): they lean on the sentence before, no more."""
    if tokens and tokens[0].lower == "today" and any(token.lower == "we" for token in tokens[1:3]):
        # Who announces something "today" does so on the day of the text.
        tokens = tokens[1:]
    for _ in range(3):
        while (
            tokens
            and (tokens[0].text == "," or tokens[0].tag == "CONJ" or tokens[0].text in "-–—•*")
            and len(tokens) > 1
        ):
            tokens = tokens[1:]
        comma = _until_comma(tokens, 0)
        if not 0 < comma < min(_CONNECTIVE_REACH, len(tokens) - 3) or tokens[comma].text != ",":
            return tokens
        if " ".join(token.lower for token in tokens[:comma]) not in phrases("compress", "connectives"):
            return tokens
        tokens = tokens[comma + 1 :]
    return tokens


def _asides(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop an apposition or a relative clause between the only two commas, where the main verb follows."""
    commas = [index for index, token in enumerate(tokens) if token.text in ",—–;:"]
    if len(commas) != 2 or any(tokens[index].text != "," for index in commas):  # noqa: PLR2004 - a pair
        return tokens
    first, second = commas
    inside = tokens[first + 1 : second]
    if not first or not inside or tokens[first - 1].tag not in ("NAME", "NOUN", "NUM") or _limits(inside):
        return tokens
    relative = inside[0].tag == "REL" or inside[0].lower == "where"
    apposition = inside[0].tag in ("DET", "NUM", "VBN", "ADJ", "NOUN") and grammar.finite_verb(inside) is None
    joined = any(token.lower in ("and", "or") for token in tokens[second + 1 : second + 2])
    closes = _verb_next(tokens, second + 1) and grammar.finite_verb(tokens[:first]) is None
    return tokens[:first] + tokens[second + 1 :] if (relative or apposition) and closes and not joined else tokens


def _verb_next(tokens: tuple[Token, ...], start: int) -> bool:
    """Say whether a finite verb (an adverb may stand before it) opens the rest."""
    while start < len(tokens) and tokens[start].tag == "ADV":
        start += 1
    if start >= len(tokens):
        return False
    here = tokens[start]
    simple_past = here.tag == "VBN" and any(one.form == "past" for one in grammar.forms(here.lower))
    return (
        here.tag in ("VERB", "MODAL")
        or (here.tag == "AUX" and here.lower not in ("being", "been", "having"))
        or simple_past
    )


def _tail(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop a relative clause or a participle behind the last comma, where neither limits what stands before."""
    commas = [index for index, token in enumerate(tokens) if token.text in ",—–;:"]
    if not commas or tokens[commas[-1]].text != "," or commas[-1] + 1 >= len(tokens):
        return tokens
    last = commas[-1]
    after = tokens[last + 1 :]
    loose = after[0].tag == "VBG" or (after[0].tag == "REL" and after[0].lower != "that") or after[0].lower == "where"
    # A clause that goes on behind a list, or that takes up another one, is no afterthought.
    single = len(commas) == 1 or (len(commas) == 2 and grammar.finite_verb(tokens[: commas[0]]) is None)  # noqa: PLR2004
    if not loose or not single or _limits(after) or grammar.finite_verb(tokens[:last]) is None:
        return tokens
    return tokens[:last]


def _days(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop "on Monday" from what is past: told from the day of writing, it means nothing later."""
    verb = grammar.finite_verb(tokens)
    if verb is None or not _past(tokens[verb]) or any(token.tag == "MODAL" for token in tokens):
        return tokens
    for index, token in enumerate(tokens[:-1]):
        possessive = index + 2 < len(tokens) and tokens[index + 2].tag == "POSS"
        joined = index + 2 < len(tokens) and tokens[index + 2].lower in ("and", "or", "to")
        if token.lower == "on" and tokens[index + 1].lower in _DAYS and not possessive and not joined:
            return tokens[:index] + tokens[index + 2 :]
    return tokens


def _past(token: Token) -> bool:
    return token.lower in ("was", "were", "did", "had") or any(one.form == "past" for one in grammar.forms(token.lower))


def is_near(text: str) -> bool:
    """Say whether a sentence tells of a day by its distance from the day of writing."""
    return any(token.lower in _NEAR for token in grammar.tag(text))


def says(text: str) -> bool:
    """Say whether a sentence itself tells that somebody said something."""
    return any(token.lower in _SAYING for token in grammar.tag(text)) or "according to" in text.lower()
