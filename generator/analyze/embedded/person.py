# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Tell the first person in the third: "we" becomes the organization's name, "our" becomes "its".

What goes in: tagged tokens and a name. What comes out: tokens without a first person, or None where agreement cannot be
kept. Pure.
"""

from typing import Final

from generator.analyze.embedded import grammar
from generator.analyze.embedded.grammar import Token

_AGREES: Final = {
    "are": "is",
    "'re": "is",
    "’re": "is",
    "have": "has",
    "'ve": "has",
    "’ve": "has",
    "were": "was",
    "do": "does",
    "am": "is",
    "'m": "is",
    "’m": "is",
    "'ll": "will",
    "’ll": "will",
}
_FIRST: Final = frozenset("we our us ours ourselves i my me mine myself".split())
_SINGULAR: Final = frozenset("i my me mine myself".split())


def told(tokens: tuple[Token, ...], name: str | None, *, named: bool = False) -> tuple[Token, ...] | None:
    """Return the tokens with the first person plural told by name; None for a singular or a lost agreement.

    Args:
        tokens: the sentence.
        name: whose "we" it is.
        named: the name was given just before, so that "we" is "it" from the start.
    """
    if not any(token.lower in _FIRST for token in tokens):
        return tokens
    if name is None or any(token.lower in _SINGULAR and token.text != "US" for token in tokens):
        return None
    # "Three of us" and "us all" are people, no organization; a second "we" may mean others than the first.
    if any(token.lower == "us" and token.text != "US" and _people(tokens, at) for at, token in enumerate(tokens)):
        return None
    if any(token.lower == "we" for token in tokens) and _beside(tokens, name):
        return None
    found: list[Token] = []
    named = named or name.lower() in " ".join(token.lower for token in tokens[:4])
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text == "US" or token.lower not in _FIRST:
            found.append(token)
            index += 1
            continue
        if token.lower == "we":
            found.append(_as(token, "it" if named else name, "PRON" if named else "NAME"))
            named = True
            index = _verb(tokens, index + 1, found)
            if index < 0:
                return None
            continue
        if token.lower == "our":
            found.append(_as(token, "its" if named else f"{name}{_genitive(name)}", "DET"))
        else:
            found.append(
                _as(token, {"ourselves": "itself", "ours": "its own"}.get(token.lower, "it" if named else name), "PRON")
            )
        named = True
        index += 1
    return tuple(found)


def _beside(tokens: tuple[Token, ...], name: str) -> bool:
    """Say whether the name stands behind "we": then somebody else may say it of the organization."""
    first = next(at for at, token in enumerate(tokens) if token.lower == "we")
    return name.lower() in " ".join(token.lower for token in tokens[first + 1 :])


def _people(tokens: tuple[Token, ...], at: int) -> bool:
    last = tokens[at - 1].lower if at else ""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return last in ("of", "all", "among", "between") or following in ("all", "both", "humans", "people")


def _genitive(name: str) -> str:
    return "'" if name.endswith("s") else "'s"


def _as(token: Token, text: str, tag: str) -> Token:
    return Token(text, text.lower(), tag, token.start, token.end)


def _verb(tokens: tuple[Token, ...], index: int, found: list[Token]) -> int:  # noqa: PLR0911 - one branch per verb form
    """Make the verb after "we" agree with a singular; return where to go on, -1 where that fails."""
    while index < len(tokens) and tokens[index].tag in ("ADV", "NEG"):
        found.append(tokens[index])
        index += 1
    if index >= len(tokens):
        return -1
    token = tokens[index]
    if token.lower in ("'d", "’d"):
        return -1
    if token.lower in _AGREES:
        if _second(tokens, index + 1):
            return -1
        found.append(_spaced(_as(token, _AGREES[token.lower], "AUX")))
        return index + 1
    if token.tag in ("MODAL", "AUX"):
        found.append(token)
        return index + 1
    readings = {one.form: one.base for one in grammar.forms(token.lower)}
    if "base" in readings and "past" not in readings:
        found.append(_as(token, grammar.third_person(token.lower), "VERB"))
        joined = tokens[index + 1 : index + 3]
        if len(joined) == 2 and joined[0].lower == "and" and _plain_base(joined[1]):  # noqa: PLR2004 - "and" and a verb
            found += [joined[0], _as(joined[1], grammar.third_person(joined[1].lower), "VERB")]
            index += 2
        # A second verb of the same subject would need the same ending; that far the rules do not see.
        return -1 if _second(tokens, index + 1) else index + 1
    if "past" in readings or token.tag == "VBN":
        found.append(token)
        return index + 1
    return -1


def _second(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a second auxiliary of the same subject follows ("... and have ...") that would have to agree too."""
    for at in range(index, len(tokens) - 1):
        here, following = tokens[at], tokens[at + 1]
        if here.lower not in ("and", "but", "or"):
            continue
        base = any(one.form == "base" for one in grammar.forms(following.lower))
        led = at + 2 < len(tokens) and tokens[at + 2].tag == "TO"
        verb = base and following.tag == "VERB" and not _after_to(tokens, at)
        if following.lower in _AGREES or verb or (base and led):
            return True
    return False


def _plain_base(token: Token) -> bool:
    return token.tag == "VERB" and {one.form for one in grammar.forms(token.lower)} == {"base"}


def _after_to(tokens: tuple[Token, ...], at: int) -> bool:
    return any(token.tag in ("TO", "MODAL") for token in tokens[max(0, at - 8) : at])


def _spaced(token: Token) -> Token:
    """Return the token placed apart, so that a clitic's full form gets its space."""
    return Token(token.text, token.lower, token.tag, -1, token.end)
