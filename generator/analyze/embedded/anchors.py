# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""The words of a claim that its questions hang on: who, what, how much, compared with what.

What goes in: one sentence or clause. What comes out: short phrases of it, ready to stand in our own sentences. Pure.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from generator.analyze.embedded import grammar
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import words

MAX_PHRASE_WORDS: Final = 4
_DROP: Final = frozenset(
    "the a an this that these those its our their his her my your each every some any no all both such more most many "
    "few several other another very own which what 's ’s new certain various same".split()
)
_EMPTY: Final = frozenset(
    "thing things way ways lot lots kind part parts time times year years day days week weeks month months one ones "
    "people something anything everything everyone nothing place fact example number order addition end today bit "
    "sort case "
    "reason reasons course point goal rest first second quarter second third percent area areas hour hours minute "
    "minutes "
    "months ability one-third moment morning evening night line step steps sense matter set type issue".split()
)
# Superlatives by form that order in time or amount instead of ranking.
_NO_RANK: Final = frozenset("first least newest oldest finest record only".split())
_THAN: Final = frozenset("than versus vs compared against relative".split())
# "We changed the tool to remove disks more slowly": compared is with what it was before the change.
_CHANGED: Final = frozenset("adjusted changed modified".split())
_MULTIPLES: Final = frozenset("twice double half triple".split())
_NO_MEASURE: Final = frozenset("recently generally importantly often specifically broadly likely".split())
_YEAR: Final = re.compile(r"^(?:1[89]|20)\d\d$")
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sept "
    "sep oct nov dec".split()
)
_UNIT: Final = frozenset("percent % million billion trillion thousand hundred times x points".split())


class Anchors(NamedTuple):
    """Short phrases of one statement; None where it has none."""

    subject: str | None
    object: str | None
    figure: str | None
    counted: str | None
    comparison: str | None
    against: bool
    superlative: str | None
    future: str | None
    cause: str | None


@lru_cache(maxsize=4096)
def of(text: str) -> Anchors:
    """Return the anchors of a statement."""
    tokens = grammar.tag(text)
    phrases = grammar.noun_phrases(tokens)
    verb = grammar.finite_verb(tokens)
    split = len(tokens) if verb is None else verb
    before = [one for one in phrases if one[1] <= split]
    after = [one for one in phrases if one[0] > split]
    subject = _first(tokens, before)
    figure, counted = _figure(tokens)
    comparison, against = _comparison(tokens)
    return Anchors(
        subject=subject,
        object=next((name for name in (_phrase(tokens, one) for one in after) if name and name != subject), None),
        figure=figure,
        counted=counted,
        comparison=comparison,
        against=against,
        superlative=_superlative(tokens),
        future=_future(tokens),
        cause=_cause(tokens, verb),
    )


def _first(tokens: tuple[Token, ...], ranges: list[tuple[int, int]]) -> str | None:
    return next((name for name in (_phrase(tokens, one) for one in ranges) if name), None)


def _phrase(tokens: tuple[Token, ...], span: tuple[int, int]) -> str | None:
    """Return a noun phrase without determiner, judging words and numbers; None where nothing telling is left."""
    judging = words("grammar", "evaluative")
    kept = [
        token
        for token in tokens[span[0] : span[1]]
        if token.lower not in judging and not (token.tag == "NUM" and token.text != token.lower.upper())
    ]
    while kept and (
        kept[0].lower in _DROP | words("claims", "comparatives")
        or kept[0].tag in ("DET", "NUM", "POSS", "PUNCT", "ADV")
    ):
        kept = kept[1:]
    if not kept or kept[-1].lower in _EMPTY or _YEAR.match(kept[-1].text) or kept[-1].lower in _MONTHS:
        return None
    if any(token.tag == "PUNCT" for token in kept) or len(kept[-1].text) < 3:  # noqa: PLR2004
        return None
    kept = kept[-MAX_PHRASE_WORDS:]
    while kept and kept[0].tag == "POSS":
        kept = kept[1:]
    text = "".join(("" if token.tag == "POSS" or not index else " ") + token.text for index, token in enumerate(kept))
    # A capital that only opens the sentence goes.
    return text[0].lower() + text[1:] if kept[0].tag != "NAME" and kept[0].text[:1].isupper() else text


def telling(name: str) -> bool:
    """Say whether a phrase says more than names: a sentence made of it would be about this text alone."""
    vague = words("salience", "vague")
    return any(part.islower() and len(part) > 3 and part not in vague for part in name.split())  # noqa: PLR2004


def short(tokens: tuple[Token, ...]) -> str | None:
    """Return tokens of one noun phrase as a short phrase, or None where nothing telling is left."""
    return _phrase(tokens, (0, len(tokens)))


def topic(text: str, known: frozenset[str] = frozenset()) -> str | None:
    """Return the phrase a statement turns on: shared with ``known`` lower-case words, of several words, early."""
    best: tuple[float, str] | None = None
    for place, name in enumerate(phrases(text)):
        parts = name.split()
        if len(parts) == 1 and (name.lower() in words("salience", "vague") or name.lower() not in known):
            continue
        worth = 1.0 * (len(parts) > 1) + 1.2 * any(part.lower() in known for part in parts) - 0.15 * place
        if best is None or worth > best[0]:
            best = (worth, name)
    return best[1] if best else None


def phrases(text: str) -> tuple[str, ...]:
    """Return all telling noun phrases of a statement, left to right, each once."""
    tokens = grammar.tag(text)
    names = (_phrase(tokens, one) for one in grammar.noun_phrases(tokens))
    return tuple(dict.fromkeys(name for name in names if name))


def is_figure(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a number counts or measures something: no year, date, version or label."""
    token = tokens[index]
    if token.tag != "NUM" or not any(letter.isdigit() for letter in token.text):
        return False
    if _YEAR.match(token.text) or re.search(r"\d\.\d+\.|\d[a-z]*-\d|\.x$|\d0s$|%\w", token.text):
        return False
    last = tokens[index - 1] if index else None
    if last is not None and last.text == "." and index > 1:
        last = tokens[index - 2]
    if re.search(r"year|old$|-|\d(?!(?:k|m|b|bn|x|th|st|nd|rd)$)[A-Za-z]", token.text):
        return False
    if last is not None and (last.lower.rstrip(".") in _MONTHS or last.tag == "NAME" or last.text in "#/:-v"):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is None or not (
        following.lower.rstrip(".") in _MONTHS
        or (following.text in ":/" and following.start == token.end)
        or following.lower in ("am", "pm", "a.m", "p.m")
    )


def _figure(tokens: tuple[Token, ...]) -> tuple[str | None, str | None]:
    """Return the first figure with its unit, and the noun it counts."""
    for index in range(len(tokens)):
        if not is_figure(tokens, index):
            continue
        end = index + 1
        while end < len(tokens) and tokens[end].lower in _UNIT:
            end += 1
        value = "".join(
            ("" if token.text == "%" or not place else " ") + token.text
            for place, token in enumerate(tokens[index:end])
        )
        at = end + 2 if [one.lower for one in tokens[end : end + 2]] == ["worth", "of"] else end
        at = at + 1 if at < len(tokens) and tokens[at].lower == "of" else at
        later = grammar.noun_phrases(tokens[at : at + 6])
        near = later and later[0][0] <= 1
        return value, _phrase(tokens[at : at + 6], later[0]) if near else None
    return None, None


def _comparison(tokens: tuple[Token, ...]) -> tuple[str | None, bool]:
    """Return the comparing words, and whether the statement says what it compares with."""
    against = any(token.lower in _THAN or token.lower in _CHANGED for token in tokens)
    against = against or any(
        token.lower == "from" and _numeric(tokens, index + 1) for index, token in enumerate(tokens)
    )
    for index, token in enumerate(tokens):
        if token.lower in words("claims", "comparatives"):
            start, end = _stretch(tokens, index)
            if end - start > 1 and _compares(tokens, index, start, end):
                return _joined(tokens[start:end]), against
    return None, against


def _stretch(tokens: tuple[Token, ...], index: int) -> tuple[int, int]:
    """Return the token range of a comparison: its number or adverb, the comparative, the word it grades."""
    start, end = index, index + 1
    while start > 0 and (tokens[start - 1].tag in ("NUM", "ADV") or tokens[start - 1].lower in _UNIT):
        start -= 1
    if tokens[index].lower in _MULTIPLES:
        as_follows = end < len(tokens) and tokens[end].lower == "as"
        return start, min(len(tokens), index + 3) if as_follows else end
    if end < len(tokens) and tokens[end].tag in ("ADJ", "NOUN", "ADV"):
        end += 1
    return start, end


def _compares(tokens: tuple[Token, ...], index: int, start: int, end: int) -> bool:
    """Say whether a comparative compares, and is no name of a kind ("the larger models") or order in time."""
    word = tokens[index].lower
    before = tokens[start - 1] if start else None
    if before is not None and before.lower in ("the", "these", "those", "this"):
        return False
    counted = word in _MULTIPLES or any(piece.tag == "NUM" for piece in tokens[start:end])
    if word in ("more", "less"):
        graded = tokens[end - 1].tag in ("ADJ", "ADV") and tokens[end - 1].lower not in _NO_MEASURE | {word}
        return (counted or graded) and not _numeric(tokens, index + 2) and end - start > 1
    predicate = word.startswith("outperform") or (
        before is not None and before.tag in ("AUX", "VERB", "VBN", "VBG", "ADV")
    )
    return (predicate or counted) and word != "earlier" and (end - start > 1 or counted)


def _numeric(tokens: tuple[Token, ...], index: int) -> bool:
    return index < len(tokens) and tokens[index].tag == "NUM"


def _joined(tokens: tuple[Token, ...]) -> str:
    return "".join(
        ("" if not index or token.text == "%" or token.tag == "POSS" else " ") + token.text
        for index, token in enumerate(tokens)
    )


def _superlative(tokens: tuple[Token, ...]) -> str | None:
    for index, token in enumerate(tokens[:-1]):
        bare = token.lower in ("only", "top", "most") and tokens[index + 1].tag not in ("ADJ", "NOUN")
        if token.lower not in words("claims", "superlatives") or bare or token.lower in _NO_RANK:
            continue
        fixed = index > 0 and (tokens[index - 1].lower in ("the", "'s", "’s") or tokens[index - 1].tag == "POSS")
        if index > 1 and tokens[index - 2].lower in ("of", "among") and tokens[index - 1].lower == "the":
            continue
        if not fixed or tokens[index + 1].lower in (
            "of",
            "time",
            "quarter",
            "half",
            "step",
            "place",
            "and",
            "day",
            "week",
        ):
            continue
        end = index + 1
        while end < len(tokens) and end - index < 4 and tokens[end].tag in ("ADJ", "NOUN", "NAME"):  # noqa: PLR2004
            end += 1
        if end > index + 1 and tokens[end - 1].tag in ("NOUN", "NAME"):
            return _joined(tokens[index:end])
    return None


def _future(tokens: tuple[Token, ...]) -> str | None:
    for index, token in enumerate(tokens[:-1]):
        if token.lower == "will" and token.tag == "MODAL":
            verb = next((one for one in tokens[index + 1 : index + 4] if one.tag in ("VERB", "AUX", "VBN")), None)
            if verb is not None and verb.lower not in ("be", "have", "not"):
                return f"will {verb.text}"
        if (
            token.lower in ("expects", "plans", "aims", "hopes", "intends", "promises")
            and tokens[index + 1].tag == "TO"
            and index + 2 < len(tokens)
        ):
            return f"{token.text} to {tokens[index + 2].text}"
    return None


def _cause(tokens: tuple[Token, ...], verb: int | None) -> str | None:
    if verb is None:
        return None
    return next(
        (
            token.lower
            for token in tokens[verb : verb + 4]
            if token.tag in ("VERB", "VBN") and token.lower in words("claims", "causal") - {"make", "makes", "made"}
        ),
        None,
    )
