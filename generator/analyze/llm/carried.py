"""A sentence of a model's own -> what of it the article carries. Pure.

What goes in: a string of a model, the article it was asked about. What comes out: the string as one line, or None where
the walls stop it, where it has a word that neither the article has nor a list of plain ones, names, counts or quotes
what the article does not, says of a person what the article has no words for, has nothing to do with the article or
only copies it. Whether the article says the same of the same is beyond it.
"""

import math
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Final

from generator.analyze.llm import walls
from generator.models import Article

WORDS: Final = re.compile(r"[\w’'-]+")
_RUNS: Final = re.compile(r"\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)+")
_OPENINGS: Final = re.compile(r"(?:^|[.!?:“\"(]\s*)([\w’'-]+)")
# Quotations, and marks that none of them takes up.
_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")
_MARK: Final = re.compile(r"[“”\"«»„]")
# Shares of longer words (by their first letters) that a retelling has in common with its article, and of words in a row
# that make a sentence the article's own.
ABOUT_FROM, TAKEN_FROM, FEW_WORDS = 0.4, 0.7, 3
_STEM: Final = 5


# Letters from which on two words are forms of one: "announce" and "announcement".
_BEGINNING: Final = 6
# Letters that are left of a word without its ending.
_LEAST: Final = 3
_PARTS: Final = re.compile(r"[^\W_]+")
# Endings of English words, with what may stand in their place in the base.
_ENDINGS: Final = (
    ("s", ""), ("es", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"),
    ("est", ""), ("est", "e"), ("ment", ""), ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ness", ""),
)  # fmt: skip


@cache
def _plain_words() -> frozenset[str]:
    """Return the bases of the words that say nothing of a subject."""
    text = resources.files("generator.analyze.llm").joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=16384)
def _bases(word: str) -> frozenset[str]:
    """Return what a word in small letters may be a form of, itself among it."""
    found = {word}
    for ending, base in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            bare = word.removesuffix(ending)
            found |= {bare + base, bare[:-1] if bare[-1] == bare[-2] else bare}
    return frozenset(found)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """Return the first letters of a word in small letters, by which "shop" and "shops" are one."""
    return word.casefold()[:_STEM].removesuffix("s")


_LITTLE: Final = frozenset(
    _stem(word)
    for word in (
        *("that", "this", "with", "what", "when", "they", "from", "have", "into", "than", "rather", "frame", "which"),
        *("their", "there", "were", "will", "would", "about", "more", "most", "been", "does", "only", "other", "then"),
        *("whether", "them", "some", "such", "here", "every", "before", "after", "behind", "while", "also"),
    )
)
# What a sentence about a person may say of it in words of its own: that it speaks or is heard.
_TELLING: Final = frozenset(
    _stem(word)
    for word in (
        *("says", "said", "tells", "told", "asks", "asked", "calls", "called", "states", "stated", "adds", "added"),
        *("argues", "describes", "explains", "warns", "thinks", "according", "quotes", "quoted", "speaks", "heard"),
        *("text", "article", "reader", "frames", "presents", "names", "named", "person", "voice", "source", "evidence"),
    )
)
# Words that count, with the figure a text may have in their place.
_COUNTING: Final = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), start=2
    )
} | {
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90", "hundred": "100", "thousand": "1000", "million": "million", "billion": "billion",
    "trillion": "trillion", "dozen": "12", "half": "50", "twice": "2", "double": "2", "triple": "3",
}  # fmt: skip
# Words that open a sentence on how a text tells something.
_OPENERS: Final = frozenset(("frames", "portrays", "paints", "positions", "treats", "casts", "turns", "whether"))
# Letters of a longer word.
LONG: Final = 4


class Carrier:
    """Hold sentences of models against one article."""

    def __init__(self, article: Article, ordinary: Callable[[str], bool], persons: Iterable[str] = ()) -> None:
        """Read the article.

        Args:
            article: the article.
            persons: names of those who act or speak in it.
            ordinary: says whether a word in lower case is one of the language and no name. A sentence may begin with
                such a word, or with one of the article.
        """
        order = [word.casefold() for word in WORDS.findall(article.text)]
        self.known = frozenset(order)
        parts = {part for word in self.known for part in _PARTS.findall(word)}
        self._bases = frozenset(chain.from_iterable(map(_bases, parts)))
        self._beginnings = {word[:_BEGINNING] for word in self.known if len(word) > _BEGINNING}
        self._stems = set(map(_stem, self.known))
        self._counts = _counts(self.known)
        self._in_a_row = f" {' '.join(order)} "
        self._flat = " ".join(article.text.split()).casefold()
        self._ordinary = ordinary
        self._persons = {word.casefold() for name in persons for word in WORDS.findall(name) if word[:1].isupper()}

    def carried(
        self, text: str | None, most: int, *, retells: bool, may_copy: bool = False, label: bool = False
    ) -> str | None:
        """Return a string of a model as one line that the article carries, or None.

        Args:
            text: what the model wrote.
            most: longest result in characters; see ``walls.line``.
            retells: whether it says what the article says, so that it shares its words.
            may_copy: whether it may be a sentence of the article.
            label: whether it is a word or two, as plainer wording is, which the article need not have.
        """
        found = walls.line(text, most)
        if found is None:
            return None
        words = WORDS.findall(found)
        sound = (
            all(map(self._may_open, _OPENINGS.findall(found)))
            and self._names_stand(found)
            and self._quotations_stand(found)
            and (found.isascii() or all(one.isascii() or one.casefold() in self.known for one in map(_bare, words)))
            and all(map(self._is_plain, _PARTS.findall(found.casefold())))
            and self._is_about(words, retells=retells, label=label)
            and (may_copy or not self._is_taken(words))
            and self._counts_stand(words)
            and self._persons_are_safe(words)
            and all(word.casefold() in self.known for word in walls.CRIME.findall(found))
        )
        return found if sound else None

    def _may_open(self, word: str) -> bool:
        """Say whether a first word is no name that only the model knows: there a capital letter tells nothing."""
        bare = word.lower()
        return word.islower() or word.casefold() in self.known or bare in _OPENERS or self._ordinary(bare)

    def _names_stand(self, text: str) -> bool:
        """Say whether names of several words stand in the article in a row: of known words one can make new persons."""
        for found in _RUNS.finditer(text):
            words = found.group().split()
            opens = not text[: found.start()].rstrip() or text[: found.start()].rstrip()[-1] in '.!?:“"('
            rest = words[1:] if opens and self._ordinary(words[0].lower()) else words
            if " ".join(rest).casefold().removesuffix("’s").removesuffix("'s") not in self._flat:
                return False
        return True

    def _is_plain(self, word: str) -> bool:
        """Say whether a word in small letters, in some form, is one of the article or says nothing of a subject.

        Lists of what must not be said are never whole; so this one is of what may be.
        """
        if word in _plain_words() or word in self.known or word in _COUNTING:
            return True
        if not word.isalpha() and any(one.isdigit() for one in word):
            return True  # ``verify`` looks at figures
        derived = len(word) > _BEGINNING and word[:_BEGINNING] in self._beginnings
        bases = _bases(word)
        return derived or not self._bases.isdisjoint(bases) or not _plain_words().isdisjoint(bases)

    def _quotations_stand(self, text: str) -> bool:
        """Say whether what stands between quotation marks in a sentence stands in the article, word for word."""
        if _MARK.search(_QUOTED.sub(" ", text)):
            return False
        inner = (" ".join(WORDS.findall(one.casefold())) for one in _QUOTED.findall(text))
        return all(f" {one} " in self._in_a_row for one in inner)

    def _is_about(self, words: list[str], *, retells: bool, label: bool) -> bool:
        """Say whether a string has to do with the article: enough of its longer words stand there."""
        longer = _longer(words)
        few = len(longer) <= FEW_WORDS
        least = min(1, len(longer)) if few or not retells else math.ceil(len(longer) * ABOUT_FROM)
        return (label and few) or len(longer & self._stems) >= least

    def _counts_stand(self, words: list[str]) -> bool:
        """Say whether numbers in words stand in the article, in words or figures; ``verify`` looks at figures."""
        counts = _counts(words) & _COUNTING.keys()
        return all(word in self._counts or _COUNTING[word] in self._counts for word in counts)

    def _persons_are_safe(self, words: list[str]) -> bool:
        """Say whether a sentence that names a person has no longer word that the article lacks."""
        return not any(map(self._names_person, words)) or _longer(words) - _TELLING <= self._stems

    def _names_person(self, word: str) -> bool:
        """Say whether a word is of a person's name; in lower case only where it is no other word of the language."""
        bare = word.removesuffix("’s").removesuffix("'s")
        return bare.casefold() in self._persons and (bare[:1].isupper() or not self._ordinary(bare))

    def _is_taken(self, words: list[str]) -> bool:
        """Say whether a sentence is one of the article's, or little more."""
        least = max(LONG, math.ceil(TAKEN_FROM * len(words)))
        runs = (" ".join(words[at : at + least]).casefold() for at in range(len(words) - least + 1))
        return any(f" {run} " in self._in_a_row for run in runs)


def _bare(word: str) -> str:
    """Return a word without typographic apostrophes, which are no letters."""
    return word.replace("’", "'").removesuffix("'s").strip("'")


def _longer(words: Iterable[str]) -> set[str]:
    """Return the stems of the longer words that say something."""
    return {_stem(word) for word in words if len(word) >= LONG} - _LITTLE


def _counts(words: Iterable[str]) -> set[str]:
    """Return words as numbers stand in them: small letters, parted at hyphens, in the singular."""
    return {part.removesuffix("s") for word in words for part in word.casefold().split("-")}
