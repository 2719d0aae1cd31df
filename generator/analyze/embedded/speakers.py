"""Quotation marks, attribution, and whose voice a stretch of text is in.

What goes in: one paragraph or one sentence, and the names the text speaks for. What comes out: quotations with their
speakers, or a speaker. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MAX_QUOTE_PARAGRAPHS = 6
SCARE_WORDS = 3

_SAY = (
    r"(?:said|says|say|saying|told|tells|added|adds|wrote|writes|argued|argues|explained|explains|noted|notes"
    r"|claimed|claims|insisted|insists|warned|warns|stated|states|commented|comments|recalled|recalls|admitted|admits"
    r"|acknowledged|replied|responded|remarked|testified|asked|asks|announced|believes|complained|alleged|alleges"
    r"|conceded|confirmed|continued|denied|joked|observed|pointed\s+out|predicted|suggested|suggests|tweeted|urged"
    r"|vowed|accused|described|estimated|called|praised|criticized|criticised|reiterated|stressed|emphasized)"
)
_CAP = r"(?:[A-ZÀ-ÞŁŚŽČĐ][\w'’&.\-]*)"
_NAME = rf"(?:{_CAP}(?:\s+(?:(?:of|de|van|von|der|bin|al|the|&)\s+)?{_CAP}){{0,4}})"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey)"
_ROLE = (
    r"(?:[Tt]he\s+|[Aa]\s+|[Aa]n\s+)?(?:[\w\-]+\s+){0,3}?(?:spokes(?:person|man|woman|people)|officials?|sources?|police"
    r"|authorities|prosecutors?|lawyers?|attorneys?|researchers?|scientists?|analysts?|experts?|critics?|company"
    r"|ministry|minister|department|agency|statement|report|witness(?:es)?|residents?|court|judge|group|union|firm"
    r"|government|organi[sz]ation|court\s+documents|people|investigators?|president|senator|mayor|governor|doctors?)"
)
_WHO = rf"(?P<who>{_NAME}|{_PRONOUN}|{_ROLE})"
_ASIDE = r"(?:,[^,\n]{1,90},)?"
_AFTER = re.compile(
    rf"^[\s,.;:\-–—]*(?:{_WHO}{_ASIDE}\s+(?:\w+ly\s+|also\s+)?{_SAY}\b|{_SAY}\s+(?P<who2>{_NAME}|{_PRONOUN}|{_ROLE}))"
)
_BEFORE = re.compile(
    rf"{_WHO}{_ASIDE}\s+(?:\w+ly\s+|also\s+|has\s+|had\s+|have\s+)?{_SAY}\b[^.\n“”\"]{{0,60}}[,:]?\s*$"
)
_ACCORDING = re.compile(rf"\b[Aa]ccording\s+to\s+{_WHO}")
_PARAPHRASE = (
    re.compile(
        rf"^(?:[^,\n]{{1,60}},\s+)?{_WHO}{_ASIDE}\s+(?:\w+ly\s+|also\s+|has\s+|had\s+|have\s+)?{_SAY}\b(?!\s+(?:on|for|off)\b)"
    ),
    re.compile(rf",\s+{_WHO}{_ASIDE}\s+{_SAY}(?:\s+\w+){{0,6}}\s*\.?\s*$"),
    re.compile(rf",\s+{_SAY}\s+{_WHO}\b"),
    re.compile(rf"[,.!?]?[”\"],?\s+(?:{_WHO}{_ASIDE}\s+{_SAY}\b|{_SAY}\s+(?P<who2>{_NAME}|{_PRONOUN}|{_ROLE}))"),
    _ACCORDING,
)
_EXECUTIVE = re.compile(
    r"\b(?:CEO|CTO|CFO|COO|CIO|CISO|CMO|[Cc]hief\s+[\w\s]{3,30}\s+[Oo]fficer|[Cc]hief\s+[Ee]xecutive"
    r"|[Cc]o-?[Ff]ounder|[Ff]ounder|[Vv]ice\s+[Pp]resident|[Ss]?VP\b|[Pp]resident|[Mm]anaging\s+[Dd]irector"
    r"|[Dd]irector|[Cc]hair(?:man|woman|person|\s+of\s+the\s+[Bb]oard)?|[Hh]ead\s+of|[Gg]eneral\s+[Mm]anager)\b"
)
_OTHER_SIDE = re.compile(
    r"\b(?:customer|client|partner|analyst|union|critic|regulator|minister|senator|professor|university|user|resident"
    r"|driver|patient|lawyer|independent)s?\b",
    re.IGNORECASE,
)
WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|[Uu]s|WE|OUR|[Oo]urselves)(?!\.)\b(?:['’](?:re|ve|ll|d))?")

_NO_SPEAKER = frozenset(
    ["I", "We", "It", "This", "That", "These", "There", "You", "What", "If", "As", "In", "And", "But", "Which"]
)

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'", "「": "」", "『": "』"}
_SINGLE = frozenset("‘'")


class Quotation(NamedTuple):
    """One quotation: its words without the marks, who says them, and whether that is the text's own side."""

    start: int
    end: int
    speaker_name: str | None
    own: bool


class Marked(NamedTuple):
    """A stretch between quotation marks of one paragraph; ``closed`` is false where the mark never comes."""

    start: int
    end: int
    closed: bool


def marked(paragraph: str) -> Iterator[Marked]:
    """Yield what stands between quotation marks, outermost marks only, offsets within the paragraph."""
    at = 0
    while at < len(paragraph):
        mark = paragraph[at]
        if mark not in _PAIRS or not _opens(paragraph, at):
            at += 1
            continue
        end = _closing(paragraph, at)
        if end is not None:
            if end - at > 1:
                yield Marked(at + 1, end, closed=True)
            at = end + 1
        elif mark in _SINGLE:
            at += 1
        else:
            yield Marked(at + 1, len(paragraph), closed=False)
            return


def _opens(paragraph: str, at: int) -> bool:
    before = paragraph[at - 1] if at else " "
    after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
    return not after.isspace() and (before.isspace() or before in "([—–-/“‘\"'")


def _closing(paragraph: str, at: int) -> int | None:
    mark = paragraph[at]
    for end in range(at + 1, len(paragraph)):
        if paragraph[end] not in _PAIRS[mark]:
            continue
        after = paragraph[end + 1] if end + 1 < len(paragraph) else " "
        before = paragraph[end - 1]
        if mark in _SINGLE:
            if after.isalnum() or before.isspace():
                continue
            # A plural's apostrophe closes nothing: single marks count from four words on, within one paragraph.
            return end if len(paragraph[at + 1 : end].split()) > SCARE_WORDS else None
        if mark == '"' and (before.isspace() or after.isalnum()):
            continue
        return end
    return None


def quotations(lines: Iterable[tuple[int, str]], names: tuple[str, ...], *, own_side: bool) -> tuple[Quotation, ...]:
    """Return all quotations of a text, in order.

    Args:
        lines: paragraphs of the body with their offset in the text.
        names: names the text speaks for.
        own_side: whether the text is an organization's own; only then can a quotation be its own voice.
    """
    found: list[Quotation] = []
    last: tuple[str | None, bool] = (None, False)
    open_paragraphs = 0
    for offset, line in lines:
        if line.startswith(">"):
            found.append(Quotation(offset, offset + len(line), None, own=False))
            continue
        earlier = False
        for span in marked(line):
            if not span.closed and not (line[span.start - 1] != '"' or open_paragraphs):
                continue
            name, context = _credit(line, span)
            if name is None and (earlier or open_paragraphs or span.start <= 1):
                name, own = last
            elif name is not None and re.fullmatch(_PRONOUN, name):
                name, own = last if last[0] else (None, False)
            else:
                own = own_side and name is not None and _is_own(name, context, names)
            last = (name, own)
            earlier = name is not None
            found.append(Quotation(offset + span.start, offset + span.end, name, own))
            open_paragraphs = 0 if span.closed else (open_paragraphs + 1) % MAX_QUOTE_PARAGRAPHS
    return tuple(found)


def _credit(line: str, span: Marked) -> tuple[str | None, str]:
    """Return who is credited beside a quotation, and the words around it that say so."""
    after, before = line[span.end + 1 : span.end + 220], line[max(0, span.start - 221) : span.start - 1]
    match = _AFTER.search(after)
    if match:
        return (match["who"] or match["who2"]).rstrip("."), _until_stop(after[match.start() :])
    match = _BEFORE.search(before) or _ACCORDING.search(before)
    if match:
        return match["who"].rstrip("."), before[match.start() :]
    return None, ""


def _until_stop(text: str) -> str:
    return re.split(r"[.!?]\s|[“\"]", text, maxsplit=1)[0]


def _is_own(name: str, context: str, names: tuple[str, ...]) -> bool:
    words = f"{name} {context}"
    if _OTHER_SIDE.search(words):
        return False
    if any(re.search(rf"\b{re.escape(one)}\b", words) for one in names) or re.search(r"\b(?:[Oo]ur|[Ww]e)\b", words):
        return True
    title = _EXECUTIVE.search(context)
    if not title:
        return False
    # "chief executive of Somebody Else" speaks for somebody else.
    return not re.match(r"\s+(?:of|at|for)\s+(?!the\s+company)[A-Z]", context[title.end() :])


def attributed(sentence: str, names: tuple[str, ...], *, own_side: bool) -> bool | None:
    """Say whether a sentence without quotation marks reports the words of someone.

    Returns:
        None for the text's own voice, False for others' words, True for the words of the text's own side.
    """
    for pattern in _PARAPHRASE:
        match = pattern.search(sentence)
        if not match:
            continue
        who = match["who"] or match["who2"] if "who2" in pattern.groupindex else match["who"]
        if who.split()[0] in _NO_SPEAKER:
            continue
        return own_side and _is_own(who, sentence[match.start() : match.end() + 60], names)
    return None
