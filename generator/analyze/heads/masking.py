"""Hide names and numbers, so that wording is judged and not who is spoken of.

What goes in: a sentence and the names its text is about. What comes out: the sentence with every name told as "Acme"
and every number as "10", and the way back to the places of the original. Pure.
"""

import re
from collections.abc import Container, Iterable
from typing import Final, NamedTuple

NAME: Final = "Acme"
NUMBER: Final = "10"
# From this share of capitalized words on, a sentence is set in title case and capitals name nothing.
TITLE_CASE: Final = 0.8
# Shorter first words ("Dr", "New") name nothing by themselves.
LEAST_SHORT: Final = 4

_WORD: Final = re.compile(r"[^\W\d_][\w'’&.+-]*")
_CAPITAL: Final = r"[A-ZÀ-ÞŁŚŽČĐ][\w'’&+-]*(?:\.[\w+-]+)*"
_RUN: Final = re.compile(
    rf"{_CAPITAL}(?:[ \u00a0]+(?:(?:of|the|and|de|van|von|der|al|&)[ ]+)?(?:{_CAPITAL}|\d[\w.]*))*"
)
_CODE: Final = re.compile(r"\b(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z][\w-]*(?:\.[\w-]+)*")
# macOS, iPhone, eBay: a capital inside a word makes it a name wherever it stands.
_INNER: Final = re.compile(r"\b[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ][\w-]*")
_NUMBER: Final = re.compile(r"\d[\d.,:/]*(?<=\d)")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# Capitals that are no names.
_PLAIN: Final = frozenset(("I", "I'm", "I’m", "I've", "I’ve", "I'd", "I’d", "I'll", "I’ll", "A", "OK"))


class Masked(NamedTuple):
    """A masked sentence; ``cuts`` are (start in the mask, end in the mask, start before, end before), in order."""

    text: str
    cuts: tuple[tuple[int, int, int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of the mask stands in the original, or None where it touches a name or number."""
        shift = 0
        for mask_start, mask_end, _before_start, before_end in self.cuts:
            if mask_start >= end:
                break
            if mask_end > start:
                return None
            shift = before_end - mask_end
        return start + shift, end + shift

    def touches_name(self, start: int, end: int) -> bool:
        """Say whether a stretch of the original touches a hidden name."""
        return any(
            before_start < end and start < before_end and self.text[mask_start:mask_end] == NAME
            for mask_start, mask_end, before_start, before_end in self.cuts
        )


def mask(sentence: str, names: Iterable[str] = ()) -> Masked:
    """Hide the names and numbers of one sentence.

    Args:
        sentence: its words.
        names: names known from the whole text; they are hidden wherever they stand, the first word included.
    """
    places = [match.span() for name in names if name for match in known(name).finditer(sentence)]
    if not _title_case(sentence):
        places += [place for match in _RUN.finditer(sentence) if (place := _name(sentence, match))]
    places += [match.span() for pattern in (_CODE, _INNER) for match in pattern.finditer(sentence)]
    drafts = [(start, end, NAME) for start, end in places]
    drafts += [(*match.span(), NUMBER) for match in _NUMBER.finditer(sentence)]
    # The longest that begins first: a number inside a name belongs to the name.
    drafts.sort(key=lambda one: (one[0], -one[1]))
    text, cuts, at = "", [], 0
    for start, end, told in drafts:
        if start < at:
            continue
        text += sentence[at:start]
        cuts.append((len(text), len(text) + len(told), start, end))
        text += told
        at = end
    return Masked(text + sentence[at:], tuple(cuts))


def names_in(sentences: Iterable[str]) -> frozenset[str]:
    """Return the names that stand inside sentences, where a capital letter names something, and their short forms."""
    found: set[str] = set()
    small: set[str] = set()
    for sentence in sentences:
        small.update(word for word in _WORD.findall(sentence) if word[0].islower())
        if not _title_case(sentence):
            found.update(
                sentence[start:end]
                for match in _RUN.finditer(sentence)
                if (place := _name(sentence, match))
                for start, end in (place,)
            )
    return frozenset(found | {short for name in found if (short := short_form(name, small))})


def short_form(name: str, small: Container[str]) -> str | None:
    """Return the first word of a longer name, as texts go on calling it ("Moneta" of "Moneta Nord"), or None.

    Args:
        name: the name in full.
        small: words the text has in small letters; a name among them means something else as well.
    """
    first, _, rest = name.partition(" ")
    plain = not rest or len(first) < LEAST_SHORT or first.lower() in _OPENERS or first.lower() in small
    return None if plain else first


def known(name: str) -> re.Pattern[str]:
    """Return the pattern of a name as a whole word, whatever marks it begins or ends with."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _title_case(sentence: str) -> bool:
    # A title does without a full stop, and leaves only its little words small.
    if sentence.rstrip(" ”\"’')").endswith((".", "!")):
        return False
    words = [word for word in _WORD.findall(sentence) if len(word) > 3]  # noqa: PLR2004 - short words stay small
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)  # noqa: PLR2004


def _name(sentence: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return where the name in a run of capitals stands; a single capitalized word that opens a sentence is none."""
    start, end = match.span()
    if _opens(sentence, start):
        first = _WORD.match(sentence, start)
        rest = sentence[first.end() : end].lstrip() if first else ""
        if not rest:
            return None
        # "The Corvane Group", "When Corvane": the first word is capitalized anyway.
        if first and first[0].lower() in _OPENERS:
            start = end - len(rest)
    words = sentence[start:end]
    possessive = _POSSESSIVE.search(words)
    end -= len(possessive[0]) if possessive else 0
    return None if sentence[start:end] in _PLAIN or start >= end else (start, end)


def _opens(sentence: str, at: int) -> bool:
    before = sentence[:at].rstrip()
    return not before or before[-1] in '.!?:;“"‘«([{—–-•*>'


_OPENERS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "when",
        "while",
        "after",
        "before",
        "since",
        "if",
        "as",
        "but",
        "and",
        "or",
        "so",
        "yet",
        "today",
        "this",
        "that",
        "these",
        "those",
        "our",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "its",
        "his",
        "her",
        "their",
        "all",
        "every",
        "each",
        "no",
        "not",
        "both",
        "under",
        "over",
        "through",
        "during",
        "despite",
        "although",
        "because",
        "until",
        "unless",
        "once",
        "now",
        "then",
        "here",
        "there",
        "where",
        "who",
        "what",
        "why",
        "how",
        "i",
        "to",
        "of",
    ]
)
