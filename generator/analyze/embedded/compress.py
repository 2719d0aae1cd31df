# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Sentence compression by rules: cut what is not the statement, take out what judges, tell "we" by name.

What goes in: one sentence and the name it speaks for. What comes out: a shorter sentence, or None where no safe cut
gives a grammatical one. Pure. Nothing is added but the speaker's name, "says" and small plain words.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator.analyze.embedded import grammar, sober, whole
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.person import told
from generator.analyze.embedded.retell import capital

MAX_SOURCE_WORDS: Final = 60
_MARKS: Final = re.compile(r"(?:^|\s)[a-z_]+\(\)|https?://|www\.|[{}<>|=\\`#*_@]|\.\w+\(|\?|!\s|[;•▪]|\.\.\.|…")
_DATELINE: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{2,}(?:,\s*[A-Z][\w. ]{1,20})?"
    r"(?:\s*,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?))?"
    r"\s*(?:\([^)]{2,30}\)\s*)?[-–—:]+\s*|[A-Z][\w. ]{2,30}\s*\([A-Z][\w./ ]{1,25}\)\s*[-–—:]*\s*)"
)
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_CONCESSIVE: Final = frozenset("while although though as since when after before once despite".split())
_CONDITION: Final = frozenset("if unless until without provided assuming whether".split())
_SAYING: Final = frozenset(
    "said says say told tells added adds wrote writes argued argues explained explains noted notes claimed claims "
    "insisted warned warns stated states predicts predicted estimates estimated".split()
)
# "and" this many tokens behind a comma makes a list.
_LIST_REACH: Final = 6
_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight".split()
)
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug "
    "sept sep oct nov dec".split()
)


# Verbs whose place belongs to them, and nouns that announce what was cut off.
_PLACING: Final = frozenset(
    "put puts place places placed bring brings brought lead leads led based bases replace replaces replaced turn "
    "turns".split()
)


@dataclass(frozen=True)
class Cut:
    """A compressed sentence and whose words it is, where the sentence itself credits someone."""

    text: str
    credit: str | None = None


def sentence(
    text: str, name: str | None, *, own: bool, limit: int = 24, judging: frozenset[str] = frozenset()
) -> Cut | None:
    """Compress one sentence.

    Args:
        text: the sentence as it stands in the article.
        name: whose "we" it is; None: a sentence in the first person is given up.
        own: whether the sentence is the organization's own voice.
        limit: most words of the result.
        judging: lower-case words to take out besides the lists (the text's loaded adjectives and adverbs).
    """
    plain = _DATELINE.sub("", text.strip())
    plain = _BRACKETS.sub("", plain.replace("\N{NO-BREAK SPACE}", " "))
    if len(plain.split()) > MAX_SOURCE_WORDS or _MARKS.search(plain) or plain[:1].islower():
        return None
    if any(mark in plain for mark in '“”"„«»') or re.search(r"(?:^|\s)['‘]\w", plain):
        return None
    tokens = _strip_end(grammar.tag(plain))
    tokens, credit = _credit(tokens)
    for step in (_opening, _dashes, _asides, _relatives, _tail, _days):
        tokens = step(tokens)
    tokens = sober.judgements(tokens, judging)
    if not own and any(token.lower in ("we", "our", "us", "ours", "ourselves") for token in tokens):
        return None
    told_tokens = told(tokens, name) if tokens else None
    if told_tokens is None:
        return None
    short = _trim(sober.announcing(told_tokens), limit)
    result = _text(short)
    if not whole.acceptable(result, limit):
        return None
    return Cut(result, credit)


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
    text = re.sub(r",\s*,", ",", text)
    text = re.sub(r"\b([Aa])n(?= [bcdfgjklmnpqrstvwxyz][a-z])(?! (?:hour|honest|honor|heir))", r"\1", text)
    text = re.sub(r"\b([Aa])(?= (?:[aeio][a-z]|un[a-hj-z]|u[lpts][a-z]))(?! (?:one|once|uni|use|usa|eu))", r"\1n", text)
    return capital(text)


def _credit(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], str | None]:
    """Take ", X said" and "according to X" out and return who X is."""
    for index, token in enumerate(tokens):
        if token.lower == "according" and index + 2 < len(tokens) and tokens[index + 1].tag == "TO":
            end = _until_comma(tokens, index)
            who = _text(tokens[index + 2 : end])
            if index == 0 and end < len(tokens):
                return tokens[end + 1 :], who
            if end >= len(tokens):
                return _strip_end(tokens[:index]), who
            return tokens[:index] + tokens[end + 1 :], who
    commas = [index for index, token in enumerate(tokens) if token.text == ","]
    if commas and len(tokens) - commas[-1] <= 12:  # noqa: PLR2004 - a credit at the end is short
        tail = tokens[commas[-1] + 1 :]
        says = [index for index, token in enumerate(tail) if token.lower in _SAYING]
        if says:
            who_tokens = tail[: says[0]] if says[0] else tail[1:]
            who = _text(tuple(token for token in who_tokens if token.lower not in _DAYS | {"on"}))
            names = [token for token in who_tokens if token.tag in ("NAME", "NOUN")]
            if names and who_tokens[0].tag in ("NAME", "NOUN", "DET", "ADJ"):
                return tokens[: commas[-1]], who
    return tokens, None


def _until_comma(tokens: tuple[Token, ...], start: int) -> int:
    return next((index for index in range(start, len(tokens)) if tokens[index].text in ",—;"), len(tokens))


def _opening(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop opening adverbs, phrases and concessive clauses that a full clause follows."""
    for _ in range(3):
        while tokens and (tokens[0].tag == "CONJ" or tokens[0].text in "-–—•*") and len(tokens) > 1:
            tokens = tokens[1:]
        comma = _until_comma(tokens, 0)
        if comma >= len(tokens) - 3 or tokens[comma].text != ",":
            return tokens
        first, rest = tokens[0], tokens[comma + 1 :]
        if first.lower in _CONDITION:
            return tokens
        phrase = first.tag in ("PREP", "ADV", "TO", "VBG", "SUBORD") or first.lower in _DAYS | _MONTHS
        phrase = phrase or all(token.tag == "ADV" for token in tokens[:comma])
        clause = first.lower in _CONCESSIVE
        if not (phrase or clause) or not _starts_clause(rest):
            return tokens
        tokens = rest
    return tokens


def _starts_clause(tokens: tuple[Token, ...]) -> bool:
    """Say whether a subject and a finite verb open the tokens, with no list in between."""
    if not tokens or tokens[0].tag not in ("DET", "NAME", "NOUN", "ADJ", "NUM", "PRON", "VBN"):
        return False
    verb = grammar.finite_verb(tokens)
    if verb is None or verb == 0:
        return False
    between = tokens[:verb]
    return not any(token.tag in ("CONJ", "SUBORD") for token in between[:2]) and between[-1].tag not in ("PREP", "DET")


def _dashes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    marks = [
        index
        for index, token in enumerate(tokens)
        if token.text in "—–" or (token.text == "-" and token.start > 0 and tokens[index - 1].end < token.start)
    ]
    if len(marks) >= 2:  # noqa: PLR2004 - a pair
        return tokens[: marks[0]] + tokens[marks[1] + 1 :]
    if len(marks) == 1 and grammar.finite_verb(tokens[: marks[0]]) is not None:
        return tokens[: marks[0]]
    colon = next((index for index, token in enumerate(tokens) if token.text == ":"), None)
    if colon is not None and grammar.finite_verb(tokens[:colon]) is not None:
        return tokens[:colon]
    return tokens


def _asides(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop appositions between commas after a name or noun, where a finite verb follows the second comma."""
    index = 1
    while index < len(tokens) - 2:
        here, after = tokens[index], tokens[index + 1]
        if here.text == "," and tokens[index - 1].tag in ("NAME", "NOUN", "NUM"):
            end = _until_comma(tokens, index + 1)
            inside = tokens[index + 1 : end]
            apposition = after.tag in ("DET", "NUM", "VBN", "VBG", "REL", "PREP", "ADJ", "NOUN") or after.lower in (
                "one",
                "like",
                "such",
            )
            inner = apposition and (after.tag == "REL" or grammar.finite_verb(inside) is None)
            closes = end < len(tokens) - 1 and tokens[end].text == "," and _verb_next(tokens, end + 1)
            if inner and closes and not any(token.lower in ("and", "or") for token in inside[:1]):
                tokens = tokens[:index] + tokens[end + 1 :]
                continue
        index += 1
    return tokens


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


def _relatives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop ", which ..." and the like, up to the comma that closes it or to the end."""
    for index in range(1, len(tokens) - 1):
        relative = tokens[index + 1].tag == "REL" or tokens[index + 1].lower in ("where", "with", "including", "such")
        preposition = (
            tokens[index + 1].tag == "PREP" and index + 2 < len(tokens) and tokens[index + 2].lower in ("which", "whom")
        )
        if tokens[index].text == "," and (relative or preposition):
            end = _until_comma(tokens, index + 1)
            if end < len(tokens) - 1 and _verb_next(tokens, end + 1):
                return _relatives(tokens[:index] + tokens[end + 1 :])
            if grammar.finite_verb(tokens[:index]) is not None:
                return tokens[:index]
    return tokens


def _tail(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop a participle, contrast or afterthought behind a comma at the end."""
    for index in range(len(tokens) - 2, 3, -1):
        if tokens[index].text != ",":
            continue
        after = tokens[index + 1]
        verb = grammar.finite_verb(tokens[:index])
        listing = any(token.tag == "CONJ" for token in tokens[index + 1 : index + 3]) and after.tag == "CONJ"
        loose = after.tag in ("VBG", "SUBORD", "ADV") or (after.tag == "VBN" and not listing)
        loose = loose or (after.tag == "PREP" and after.lower not in ("of", "than"))
        loose = loose or (after.lower in ("but", "and", "so", "yet") and _starts_clause(tokens[index + 2 :]))
        if verb is not None and loose and not _in_list(tokens, index):
            return _tail(tokens[:index])
    return tokens


def _in_list(tokens: tuple[Token, ...], comma: int) -> bool:
    """Say whether a comma separates members of a list: another comma or 'and' near, and no clause after it."""
    rest = tokens[comma + 1 :]
    joins = [index for index, token in enumerate(rest) if token.lower in ("and", "or")]
    if not joins:
        return False
    return (
        joins[0] <= _LIST_REACH
        and rest[0].tag in ("VBG", "VBN")
        and any(token.tag == rest[0].tag for token in rest[joins[0] + 1 : joins[0] + 3])
    )


def _days(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop "on Monday", "today", "this week": when, told from the day of writing, means nothing later."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        possessive = index + 2 < len(tokens) and tokens[index + 2].tag == "POSS"
        if token.lower == "on" and following in _DAYS and not possessive:
            index += 2
            continue
        if token.lower in ("today", "yesterday", "tomorrow") and kept and following not in ("'s", "’s", "and", "or"):
            index += 1
            continue
        kept.append(token)
        index += 1
    return tuple(kept)


def _trim(tokens: tuple[Token, ...], limit: int) -> tuple[Token, ...]:
    """Cut from the end at the last safe place until the sentence has at most ``limit`` words."""
    tokens = _strip_end(tokens)
    for _ in range(12):
        if sum(token.tag not in ("PUNCT", "POSS") for token in tokens) <= limit:
            return tokens
        cut = _last_cut(tokens)
        if cut is None:
            return tokens
        tokens = _strip_end(tokens[:cut])
    return tokens


def _last_cut(tokens: tuple[Token, ...]) -> int | None:
    """Return where the last droppable clause or phrase of a sentence begins."""
    verb = grammar.finite_verb(tokens)
    if verb is None:
        return None
    for index in range(len(tokens) - 2, verb + 2, -1):
        token, last = tokens[index], tokens[index - 1]
        if last.tag not in ("NOUN", "NAME", "NUM", "PUNCT") or tokens[index - 2].tag in (
            "REL",
            "SUBORD",
            "TO",
            "MODAL",
        ):
            continue
        loose = token.tag == "SUBORD" and token.lower not in ("whether", "that", "how", "why", "if", "unless")
        loose = loose or (token.tag == "REL" and last.tag in ("NOUN", "NAME"))
        loose = loose or (
            token.lower
            in (
                "while",
                "because",
                "after",
                "before",
                "during",
                "despite",
                "amid",
                "since",
                "through",
                "across",
                "within",
                "alongside",
                "via",
                "including",
                "without",
            )
        )
        loose = loose or (
            token.tag == "PREP"
            and token.lower in ("in", "at", "by", "with", "for", "from", "on", "as")
            and last.tag in ("NOUN", "NAME", "NUM")
        )
        it_for = any(one.lower in ("it", "for") for one in tokens[verb + 1 : index])
        loose = loose or (
            token.tag == "TO" and not it_for and last.tag in ("NOUN", "NAME") and tokens[index + 1].tag == "VERB"
        )
        loose = loose or (token.tag == "VBG" and last.tag in ("NOUN", "NAME"))
        loose = loose or (
            token.lower in ("and", "but")
            and index + 1 < len(tokens)
            and (tokens[index + 1].tag in ("VERB", "MODAL", "AUX", "VBN") or _starts_clause(tokens[index + 1 :]))
        )
        if token.tag == "PREP" and any(one.lower in _PLACING for one in tokens[verb:index]):
            loose = False
        if loose and index - verb >= 3:  # noqa: PLR2004 - verb and an object stay
            return index
    return None
