"""Load the word lists and match them against a text.

What goes in: the TOML files of ``generator/analyze/lexicon``, read once per process; then any text. What comes out:
matches with type, tactic, weight and plainer wording. Touches the package's own files, nothing else.

Syntax of an entry, ``pattern -> plainer``: words are compared in lower case, a hyphen counts as a space; ``word~``
stands for its inflections (and the plainer word marked so takes the same form); ``_`` is any one word, ``#`` a number.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from generator.vocabulary import LoadedType

WEIGHTS = {"slight": 1, "clear": 2, "strong": 3}
NO_TACTIC = "any"

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"[ \t\u00a0]{1,2}|[\-\u2010\u2011]")
_VOWELS = "aeiou"
_IRREGULAR = {
    "be": ("be", "is", "was", "being"),
    "beat": ("beat", "beats", "beat", "beating"),
    "begin": ("begin", "begins", "began", "beginning"),
    "break": ("break", "breaks", "broke", "breaking"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "build": ("build", "builds", "built", "building"),
    "come": ("come", "comes", "came", "coming"),
    "cut": ("cut", "cuts", "cut", "cutting"),
    "do": ("do", "does", "did", "doing"),
    "drive": ("drive", "drives", "drove", "driving"),
    "fall": ("fall", "falls", "fell", "falling"),
    "find": ("find", "finds", "found", "finding"),
    "get": ("get", "gets", "got", "getting"),
    "give": ("give", "gives", "gave", "giving"),
    "go": ("go", "goes", "went", "going"),
    "grow": ("grow", "grows", "grew", "growing"),
    "have": ("have", "has", "had", "having"),
    "hear": ("hear", "hears", "heard", "hearing"),
    "hit": ("hit", "hits", "hit", "hitting"),
    "hold": ("hold", "holds", "held", "holding"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "lead": ("lead", "leads", "led", "leading"),
    "leave": ("leave", "leaves", "left", "leaving"),
    "let": ("let", "lets", "let", "letting"),
    "make": ("make", "makes", "made", "making"),
    "pay": ("pay", "pays", "paid", "paying"),
    "put": ("put", "puts", "put", "putting"),
    "rewrite": ("rewrite", "rewrites", "rewrote", "rewriting"),
    "rise": ("rise", "rises", "rose", "rising"),
    "run": ("run", "runs", "ran", "running"),
    "say": ("say", "says", "said", "saying"),
    "sell": ("sell", "sells", "sold", "selling"),
    "set": ("set", "sets", "set", "setting"),
    "speak": ("speak", "speaks", "spoke", "speaking"),
    "take": ("take", "takes", "took", "taking"),
    "teach": ("teach", "teaches", "taught", "teaching"),
    "win": ("win", "wins", "won", "winning"),
}
# Stems written without their last letter, so that singular and plural are one entry.
_Y_STEMS = frozenset(
    ["adjacenc", "competenc", "complexit", "dependenc", "discrepanc", "dut", "efficienc", "irregularit"]
) | frozenset(["opportunit", "redundanc", "synerg", "vulnerabilit"])


class Token(NamedTuple):
    """One word of a text: its place, its folded form, and whether only a space or hyphen stands before it."""

    start: int
    end: int
    word: str
    joined: bool


class Entry(NamedTuple):
    """One line of a word list. ``parts`` maps each word form to its inflection; None is any word."""

    parts: tuple[dict[str, int] | None, ...]
    type: LoadedType
    tactic: str | None
    weight: int
    plainer: tuple[str, ...]


class Match(NamedTuple):
    """One entry found in a text."""

    start: int
    end: int
    words: int
    type: LoadedType
    tactic: str | None
    weight: int
    plainer: str | None


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text, folded for comparison, offsets unchanged."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        joined = bool(found) and _GAP.fullmatch(text, end, match.start()) is not None
        end = match.end()
        found.append(Token(match.start(), end, match[0].lower().replace("’", "'"), joined))
    return tuple(found)


def inflections(word: str) -> tuple[str, str, str, str]:
    """Return base, third person or plural, past and -ing form of an English word, by rule and a short table."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _Y_STEMS:
        return (f"{word}y", f"{word}ies", f"{word}ied", f"{word}ying")
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return (word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    if word.endswith("e"):
        return (word, f"{word}s", f"{word}d", f"{word[:-1]}ing")
    plural = f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
    stem = word + word[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word) else word
    return (word, plural, f"{stem}ed", f"{stem}ing")


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return all entries by every form of their first word, longest pattern first.

    Raises:
        ValueError: an entry without words, or with a wildcard in front.
    """
    index: dict[str, list[Entry]] = {}
    for spin_type in LoadedType:
        for tactic, lists in read(spin_type.value).items():
            for weight, lines in lists.items():
                for line in lines:
                    pattern, _, plainer = line.partition(" -> ")
                    entry = Entry(
                        _parts(pattern),
                        spin_type,
                        None if tactic == NO_TACTIC else tactic,
                        WEIGHTS[weight],
                        _plainer_forms(plainer),
                    )
                    for form in entry.parts[0] or {}:
                        index.setdefault(form, []).append(entry)
    return {form: tuple(sorted(found, key=lambda one: -len(one.parts))) for form, found in index.items()}


@cache
def guards() -> dict[str, tuple[Entry, ...]]:
    """Return the phrases that switch hits off, by every form of their first word."""
    index: dict[str, list[Entry]] = {}
    for lines in read("guards").values():
        for line in lines:
            entry = Entry(_parts(line), LoadedType.OTHER, None, 1, ())
            for form in entry.parts[0] or {}:
                index.setdefault(form, []).append(entry)
    return {form: tuple(sorted(found, key=lambda one: -len(one.parts))) for form, found in index.items()}


@cache
def read(name: str) -> dict[str, dict[str, list[str]]]:
    """Return one word list as it stands in its file."""
    path = resources.files("generator.analyze").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _parts(pattern: str) -> tuple[dict[str, int] | None, ...]:
    words = pattern.lower().replace("-", " ").split()
    if not words or words[0] == "_":
        raise ValueError(f"lexicon: {pattern!r}: pattern: starts with no word: begin with a word")
    return tuple(_forms(word) for word in words)


def _forms(word: str) -> dict[str, int] | None:
    if word == "_":
        return None
    if word.endswith("~"):
        forms: dict[str, int] = {}
        for number, form in enumerate(inflections(word[:-1])):
            forms.setdefault(form, number)
        return forms
    return {word: -1}


def _plainer_forms(plainer: str) -> tuple[str, ...]:
    if not plainer.strip():
        return ()
    return tuple(
        " ".join(inflections(word[:-1])[number] if word.endswith("~") else word for word in plainer.split())
        for number in range(4)
    )


def matches(words: tuple[Token, ...], index: dict[str, tuple[Entry, ...]]) -> Iterator[Match]:
    """Yield the longest entry at every word where one begins; matches may overlap."""
    for at, first in enumerate(words):
        for entry in index.get("#" if first.word.isdigit() else first.word, ()):
            form = _fits(words, at, entry)
            if form is not None:
                last = words[at + len(entry.parts) - 1]
                plainer = entry.plainer[max(form, 0)] if entry.plainer else None
                yield Match(first.start, last.end, len(entry.parts), entry.type, entry.tactic, entry.weight, plainer)
                break


def _fits(words: tuple[Token, ...], at: int, entry: Entry) -> int | None:
    """Return the inflection the entry was met in, -1 where it has none, or None where it does not fit."""
    if at + len(entry.parts) > len(words):
        return None
    form = -1
    for offset, part in enumerate(entry.parts):
        token = words[at + offset]
        if offset and not token.joined:
            return None
        if part is None:
            continue
        number = part.get("#" if token.word[0].isdigit() and "#" in part else token.word)
        if number is None:
            return None
        form = number if form < 0 else form
    return form


def unguarded(text: str) -> tuple[Match, ...]:
    """Return all matches of a text, longest first where they overlap, without those a longer guard covers."""
    words = tokens(text)
    walls = tuple(matches(words, guards()))
    found = [
        one
        for one in matches(words, entries())
        if not any(wall.start < one.end and one.start < wall.end and wall.words > one.words for wall in walls)
    ]
    found.sort(key=lambda one: (-one.words, -one.weight, one.start))
    kept: list[Match] = []
    for one in found:
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    kept.sort()
    return tuple(kept)


def count() -> int:
    """Return how many entries the lists hold, guards left out."""
    return sum(len(lines) for one in LoadedType for lists in read(one.value).values() for lines in lists.values())
