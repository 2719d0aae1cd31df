"""Values -> the words and short texts that pages show. Pure."""

import datetime as dt
import unicodedata
from enum import StrEnum

from generator import jsonld
from generator import vocabulary as v
from generator.models import Original
from generator.origins import Basis, Engine

TITLE_MOST = 90
DESCRIPTION_MOST = 160

# What a reader is told about whose voice a span is in.
VOICES = {
    v.Speaker.AUTHOR: "author’s voice",
    v.Speaker.HEADLINE: "headline",
    v.Speaker.PUBLISHER: "publisher’s own voice",
    v.Speaker.QUOTED: "someone quoted",
}
STEPS = {str(word): step for scale in (v.Strength, v.Risk, v.Level) for step, word in enumerate(scale, start=1)}


def plain(text: str, most: int) -> str:
    """Return one line without controls and direction marks, cut at a word to at most so many characters."""
    kept = text if text.isprintable() else "".join(" " if _is_dropped(one) else one for one in text)
    line = " ".join(kept.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space and len(head) > most // 2 else cut).rstrip(' ,;:.')}…"


def shown(value: object) -> object:
    """Return what a template prints, text as ``jsonld.shown`` gives it."""
    return jsonld.shown(value) if isinstance(value, str) else value


# Control, format (direction marks among them), surrogate, private, line and paragraph separator.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# They join the letters of some scripts and the parts of some emoji, and show nothing else.
_JOINERS = "\u200c\u200d"


def _is_dropped(letter: str) -> bool:
    if letter in _JOINERS:
        return False
    return unicodedata.category(letter) in _DROPPED or (ord(letter) & 0xFFFE) == 0xFFFE  # noqa: PLR2004 - noncharacters


def day(value: dt.date) -> str:
    """Return a date as readers of American English write it, whatever the locale."""
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def month(value: dt.date) -> str:
    """Return the month of a date, as in November 2026."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


# Closed lists whose words the glossary defines -> what their fragment ids begin with.
_DEFINED: dict[type[StrEnum], str] = {
    v.Strength: "evidence",
    v.Verification: "verification",
    v.OmissionKind: "left-out",
    v.Stakeholder: "voice",
    v.IntentWord: "intent",
    v.Goal: "goal",
    v.ClaimKind: "claim",
    v.Rank: "claim",
    v.EntityKind: "name",
    v.Status: "state",
    Engine: "origin",
    Basis: "basis",
}


def definition(word: StrEnum) -> str:
    """Return the address, below the site, of the definition of a closed word.

    Raises:
        KeyError: the word is of a list that the glossary does not define.
    """
    return f"glossary/#{_DEFINED[type(word)]}-{v.anchor(word)}"


def days(first: dt.date, last: dt.date) -> str:
    """Return a span of dates in as few words as it takes."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    begin = f"{_MONTHS[first.month - 1]} {first.day}"
    return f"{begin}–{last.day}, {last.year}" if first.month == last.month else f"{begin} to {day(last)}"


def direction(original: Original) -> str:
    """Return the way the title of an original runs, ``ltr`` or ``rtl``, or ``auto`` where its language is not known.

    The first letter alone misleads: an English title may begin with a quotation in Arabic.
    """
    language, _, _ = (original.language or "").partition("-")
    if not language:
        return "auto"
    return "rtl" if language.lower() in _RIGHT_TO_LEFT else "ltr"


# Languages written from right to left by default (Unicode CLDR, characterOrder), as two and three letters.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def sentence(words: str) -> str:
    """Return the words with a capital first letter; everything else stays."""
    return words[:1].upper() + words[1:]


def step(word: str) -> int:
    """Return which of three steps a graded word is: 1, 2 or 3."""
    return STEPS[word]


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun in the right form."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
