"""A sentence of a model's own -> what of it the article carries. Pure.

What goes in: a string of a model, the text it was asked about. What comes out: the string as one line, or None where
the walls stop it, where it has a word that neither the text has nor a list of plain ones, names, counts or quotes what
the text does not, puts together what stands there far apart, turns it around, tells somebody what to do, has nothing to
do with the text or only copies it. Whether it follows from the text is beyond it.
"""

import math
import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import chain
from typing import Final, NamedTuple

from generator.analyze.base import Language
from generator.analyze.llm import walls

WORDS: Final = re.compile(r"[\w’'-]+")
_RUNS: Final = re.compile(r"\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)+")
_OPENINGS: Final = re.compile(r"(?:^|[.!?:“\"(]\s*)([\w’'-]+)")
# Quotations, and marks that none of them takes up.
_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)‘[^‘’]*’|(?<!\w)'[^']*'(?!\w)")
_MARK: Final = re.compile(r"[“”\"«»„‘]|(?<!\w)'")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
# Shares of longer words (by their first letters) that a retelling has in common with its article, and of words in a row
# that make a sentence the article's own.
ABOUT_FROM, TAKEN_FROM, FEW_WORDS = 0.4, 0.7, 3
_STEM: Final = 5
# Letters that are left of a word without its ending.
_LEAST: Final = 3
_PARTS: Final = re.compile(r"[^\W_]+")
# Endings of English words, with what may stand in their place in the base.
_ENDINGS: Final = (
    ("s", ""), ("es", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"),
    ("est", ""), ("est", "e"), ("ment", ""), ("ion", ""), ("ion", "e"), ("ation", ""), ("ation", "e"), ("ies", "y"),
    ("ied", "y"), ("ily", "y"), ("ness", ""),
)  # fmt: skip


@cache
def _plain_words() -> frozenset[str]:
    """Return the bases of the words that every sentence may have."""
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
    "quarter": "25", "third": "3", "fifth": "5", "tenth": "10",
}  # fmt: skip
# Those who are persons without a name. What is said of them is held against what the article says of them.
_ROLES: Final = frozenset(
    (
        *("founder", "chief", "executive", "director", "manager", "president", "chair", "chairman", "chairwoman"),
        *("boss", "minister", "mayor", "governor", "senator", "councillor", "officer", "doctor", "professor", "judge"),
        *("researcher", "teacher", "nurse", "lawyer", "paramedic", "spokesperson"),
    )
)
# How a sentence begins that goes on about whom the last one named.
_GOES_ON: Final = re.compile(r"[“\"]?(?:he|she|they|his|her|their)\b", re.IGNORECASE)
# What turns a statement around.
_NOT: Final = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot|hardly)\b|n['’]t\b", re.IGNORECASE
)
# Words of sentences about the text itself: what it lacks or does not say, it need not deny.
_OF_TEXTS: Final = frozenset(
    _stem(word)
    for word in (
        *("text", "article", "story", "letter", "statement", "announcement", "report", "reader", "evidence", "source"),
        *("figure", "detail", "wording", "word", "sentence", "headline", "author", "framing", "frames", "quote"),
    )
)
# Sentences of an article before and behind one, in which what a sentence says of the same stands; and the share of its
# words that has to be among them.
_AROUND, TOGETHER_FROM = 1, 0.6
# A figure and what it counts; words of an article before and behind a figure among which that has to be.
_COUNTED: Final = re.compile(r"(\d[\d.,:/]*\d|\d)[\s-]+([^\W\d_]{4,})")
_FIGURES_AND_WORDS: Final = re.compile(r"\d[\d.,:/]*\d|\d|[^\W\d_]+")
_NEAR: Final = 4
# What is counted where people at work are, by whatever name.
_HEADS: Final = frozenset(
    map(_stem, ("people", "job", "role", "post", "position", "employee", "worker", "colleague", "staff", "person"))
)
# Words that open a sentence on how a text tells something.
_OPENERS: Final = frozenset(("frames", "portrays", "paints", "positions", "treats", "casts", "turns", "whether"))
# Letters of a longer word.
LONG: Final = 4


class _Place(NamedTuple):
    """A sentence of the article, or some that stand together."""

    stems: frozenset[str]
    denies: bool
    goes_on: bool = False  # about whom the last one named


def _together(*places: _Place) -> _Place:
    return _Place(frozenset().union(*(one.stems for one in places)), any(one.denies for one in places))


class Carrier:
    """Hold sentences of models against one article."""

    def __init__(self, text: str, language: Language, persons: Iterable[str] = ()) -> None:
        """Read the article.

        Args:
            text: what a model was shown of the article, its title in the first line.
            persons: names of those who act or speak in it.
            language: of the article.
        """
        order = [word.casefold() for word in WORDS.findall(text)]
        self.known = frozenset(order)
        parts = {part for word in self.known for part in _PARTS.findall(word)}
        self._bases = frozenset(chain.from_iterable(map(_bases, parts)))
        self._stems = set(map(_stem, self.known))
        self._counts = _counts(self.known)
        self._in_a_row = f" {' '.join(order)} "
        self._flat = " ".join(text.split()).casefold()
        self._lines = list(filter(None, _SENTENCE.split(text)))
        self._language = language
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
        words, sentences = WORDS.findall(found), list(filter(None, _SENTENCE.split(found)))
        sound = (
            all(map(self._may_open, _OPENINGS.findall(found)))
            and self._names_stand(found)
            and self._quotations_stand(found)
            and (found.isascii() or all(one.isascii() or one.casefold() in self.known for one in map(_bare, words)))
            and all(map(self._is_plain, _PARTS.findall(found.casefold())))
            and self._is_about(words, retells=retells, label=label)
            and (may_copy or not self._is_taken(words))
            and self._counts_stand(words)
            and all(map(self._is_of_one_place, sentences))
            and self._figures_stand(found)
            and not any(self._commands(one, label=label) for one in sentences)
            and all(word.casefold() in self.known for word in walls.CRIME.findall(found))
        )
        return found if sound else None

    def _commands(self, sentence: str, *, label: bool) -> bool:
        """Say whether a sentence tells somebody to do something; a question asks, and so does no label."""
        is_label = label and len(sentence.split()) <= FEW_WORDS and sentence[-1].isalnum()
        return not sentence.endswith("?") and not is_label and self._language.commands(sentence)

    def _may_open(self, word: str) -> bool:
        """Say whether a first word is no name that only the model knows: there a capital letter tells nothing."""
        bare = word.lower()
        known = bare in self.known or bare in _OPENERS or not _plain_words().isdisjoint(_bases(bare))
        return word.islower() or known or self._language.ordinary(bare)

    def _names_stand(self, text: str) -> bool:
        """Say whether names of several words stand in the article in a row: of known words one can make new persons."""
        for found in _RUNS.finditer(text):
            words = found.group().split()
            opens = not text[: found.start()].rstrip() or text[: found.start()].rstrip()[-1] in '.!?:“"('
            rest = words[1:] if opens and self._language.ordinary(words[0].lower()) else words
            if " ".join(rest).casefold().removesuffix("’s").removesuffix("'s") not in self._flat:
                return False
        return True

    def _is_plain(self, word: str) -> bool:
        """Say whether a word in small letters, in some form, is one of the article or one that every sentence may have.

        Lists of what must not be said are never whole; so this one is of what may be.
        """
        if word in _plain_words() or word in self.known or word in _COUNTING:
            return True
        if not word.isalpha() and any(one.isdigit() for one in word):
            return True  # ``verify`` looks at figures
        bases = _bases(word)
        return not self._bases.isdisjoint(bases) or not _plain_words().isdisjoint(bases)

    def _quotations_stand(self, text: str) -> bool:
        """Say whether what stands between quotation marks in a sentence stands in the article, word for word."""
        if _MARK.search(_QUOTED.sub(" ", text)):
            return False
        inner = (" ".join(WORDS.findall(one.casefold())) for one in _QUOTED.findall(text))
        return all(f" {one} " in self._in_a_row for one in inner)

    def _is_about(self, words: list[str], *, retells: bool, label: bool) -> bool:
        """Say whether a string has to do with the article: enough of its longer words stand there.

        What retells nothing may as well be about the text.
        """
        if not retells and not _OF_TEXTS.isdisjoint(map(_stem, words)):
            return True
        longer = _longer(words)
        few = len(longer) <= FEW_WORDS
        least = min(1, len(longer)) if few or not retells else math.ceil(len(longer) * ABOUT_FROM)
        return (label and few) or len(longer & self._stems) >= least

    def _is_of_one_place(self, sentence: str) -> bool:
        """Say whether what a sentence takes from the article stands there close together, and is not turned around.

        Of words that stand far apart one can make what nobody did. All of them have to be close to the person where one
        is spoken of; a sentence that denies something needs one of the article that does, unless it is about the text.
        """
        words = WORDS.findall(sentence)
        stems = set(map(_stem, words))
        who = {_stem(word) for word in words if self._names_person(word) or _role(word) in _ROLES}
        longer = _longer(words)
        own = longer - who - _TELLING if who else {_stem(word) for word in words if self._is_own(word)}
        if len(own) < (1 if who else 2):  # of one word nothing is put together
            return True
        least = len(own) if who else math.ceil(TOGETHER_FROM * len(own))
        denies = bool(_NOT.search(sentence)) and not stems & _OF_TEXTS
        return any(
            len(own & one.stems) >= least and (not who or who & one.stems) and (not denies or one.denies)
            for one in (self._on_persons if who else self._places)
        )

    def _is_own(self, word: str) -> bool:
        """Say whether a word of the article is none of those that every sentence may have."""
        return len(word) >= LONG and _plain_words().isdisjoint(_bases(word.casefold()))

    @cached_property
    def _sentences(self) -> list[_Place]:
        """Return the sentences of the article."""
        return [
            _Place(frozenset(map(_stem, WORDS.findall(one))), bool(_NOT.search(one)), bool(_GOES_ON.match(one)))
            for one in self._lines
        ]

    @cached_property
    def _on_persons(self) -> list[_Place]:
        """Return the sentences of the article, each with the next where that goes on about the same person."""
        every = self._sentences
        nexts = (every[at + 1 : at + 2] for at in range(len(every)))
        return [
            _together(one, *(then for then in after if then.goes_on)) for one, after in zip(every, nexts, strict=True)
        ]

    @cached_property
    def _places(self) -> list[_Place]:
        """Return each sentence of the article with those around it."""
        every = self._sentences
        return [_together(*every[max(0, at - _AROUND) : at + _AROUND + 1]) for at in range(len(every))]

    def _figures_stand(self, text: str) -> bool:
        """Say whether figures count in the article what they count here; ``verify`` looks whether they stand there."""
        return all(self._is_counted(figure, thing) for figure, thing in _COUNTED.findall(text))

    def _is_counted(self, figure: str, thing: str) -> bool:
        stem, near = _stem(thing), self._counted.get(figure, set())
        return stem in _LITTLE or stem in near or (stem in _HEADS and not near.isdisjoint(_HEADS))

    @cached_property
    def _counted(self) -> dict[str, set[str]]:
        """Return the figures of the article with the stems of the words around each."""
        found: dict[str, set[str]] = {}
        words = _FIGURES_AND_WORDS.findall(" ".join(self._lines))
        for at, word in enumerate(words):
            if word[0].isdigit():
                found.setdefault(word, set()).update(map(_stem, words[max(0, at - _NEAR) : at + _NEAR + 1]))
        return found

    def _counts_stand(self, words: list[str]) -> bool:
        """Say whether numbers in words stand in the article, in words or figures; ``verify`` looks at figures."""
        counts = _counts(words) & _COUNTING.keys()
        return all(word in self._counts or _COUNTING[word] in self._counts for word in counts)

    def _names_person(self, word: str) -> bool:
        """Say whether a word is of a person's name; in lower case only where it is no other word of the language."""
        bare = word.removesuffix("’s").removesuffix("'s")
        return bare.casefold() in self._persons and (bare[:1].isupper() or not self._language.ordinary(bare))

    def _is_taken(self, words: list[str]) -> bool:
        """Say whether a sentence is one of the article's, or little more."""
        least = max(LONG, math.ceil(TAKEN_FROM * len(words)))
        runs = (" ".join(words[at : at + least]).casefold() for at in range(len(words) - least + 1))
        return any(f" {run} " in self._in_a_row for run in runs)


def _bare(word: str) -> str:
    """Return a word without typographic apostrophes, which are no letters."""
    return word.replace("’", "'").removesuffix("'s").strip("'")


def _role(word: str) -> str:
    return word.casefold().removesuffix("’s").removesuffix("'s").removesuffix("s")


def _longer(words: Iterable[str]) -> set[str]:
    """Return the stems of the longer words that say something."""
    return {_stem(word) for word in words if len(word) >= LONG} - _LITTLE


def _counts(words: Iterable[str]) -> set[str]:
    """Return words as numbers stand in them: small letters, parted at hyphens, in the singular."""
    return {part.removesuffix("s") for word in words for part in word.casefold().split("-")}
