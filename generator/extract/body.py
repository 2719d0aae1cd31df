"""The body of an article, by two extractors. Pure.

What goes in: the tree of a page that holds only what a sighted reader sees. What comes out: paragraphs, and how far
the second extractor agrees.
"""

import re
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from generator import vocabulary as v
from generator.extract import furniture, wording

# Words in a run that two texts share: long enough that chance does not matter, the unit of the quality gate too.
SHINGLE_WORDS = 4
# Agreement is the F1 of shingles. Measured on the development corpus: see tests/test_extract_corpus.py.
_HIGH_AGREEMENT = 0.75
_LOW_AGREEMENT = 0.5
# Recovery of lost prose: shorter lines may be captions or teasers.
_LEAST_PROSE_WORDS = 18
# A story of fewer words is no story for the gate; then the second extractor's prose is worth a look.
_LEAST_STORY_WORDS = 60
_LEAST_PROSE_LINES = 3
_LEAST_COMMON_SHARE = 0.6
_LOST_SHARE = 0.125
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "p head item quote list table row div main body ab lb fw",
    )
)
_WORD = re.compile(r"\w+")


class Body(NamedTuple):
    """Paragraphs of a body, and how sure we are of them."""

    paragraphs: tuple[str, ...]
    confidence: v.Level


def extract(root: HtmlElement, url: str) -> Body:
    """Return the paragraphs of the article in a tree."""
    second = _by_resiliparse(root)
    first = furniture.trim(recovered(_by_trafilatura(root, url), second))
    second = furniture.trim(second)
    agreement = _agreement(first, second)
    if _found_nothing(first, second):
        return Body(tuple(second), v.Level.LOW)
    confidence = v.Level.LOW
    if agreement >= _HIGH_AGREEMENT:
        confidence = v.Level.HIGH
    elif agreement >= _LOW_AGREEMENT:
        confidence = v.Level.MEDIUM
    return Body(tuple(first), confidence)


def _found_nothing(first: list[str], second: list[str]) -> bool:
    """Say whether the first extractor lost a story that the second one has."""
    ours, theirs = (wording.count_words("\n".join(lines)) for lines in (first, second))
    prose = sum(furniture.is_prose(line, _LEAST_PROSE_WORDS) for line in second)
    return ours < _LEAST_STORY_WORDS and theirs >= 2 * _LEAST_STORY_WORDS and prose >= _LEAST_PROSE_LINES


def recovered(first: list[str], second: list[str]) -> list[str]:
    """Return the first extractor's paragraphs with the prose that only the second one has, between or next to them.

    Pages that put advertisements between the parts of a story make the first extractor stop early. Added is only
    prose in a row with paragraphs both found, and only where at least an eighth of the story would be missing.
    """
    index = _Index(first)
    places = [index.place(line) for line in second]
    matched = [number for number, place in enumerate(places) if place is not None]
    if not matched or len({places[number] for number in matched}) < _LEAST_COMMON_SHARE * index.long_lines:
        return first
    found = _missing(second, places, matched[0], matched[-1], index)
    lost = sum(len(line) for lines in found.values() for line in lines)
    if lost < _LOST_SHARE * (lost + sum(map(len, first))):
        return first
    return [
        *found.get(-1, ()),
        *(line for place, own in enumerate(first) for line in (own, *found.get(place, ()))),
    ]


class _Index:
    """Where each run of words of the first extractor's paragraphs stands."""

    def __init__(self, lines: list[str]) -> None:
        self.where: dict[tuple[str, ...], int] = {}
        self.long_lines = 0
        for number, line in enumerate(lines):
            runs = shingles(line)
            self.long_lines += len(runs) >= _LEAST_PROSE_WORDS
            for run in runs:
                self.where.setdefault(run, number)

    def place(self, line: str) -> int | None:
        """Return the paragraph that holds most of a line, or None."""
        runs = shingles(line)
        known = [self.where[run] for run in runs if run in self.where]
        return max(sorted(set(known)), key=known.count) if known and len(known) >= len(runs) / 2 else None


def _missing(second: list[str], places: list[int | None], start: int, end: int, index: _Index) -> dict[int, list[str]]:
    """Return the prose missing after each paragraph of the first extractor (-1: before all)."""
    found: dict[int, list[str]] = {}
    after = -1
    for number, line in enumerate(second):
        place = places[number]
        if place is not None:
            after = max(after, place)
            continue
        prose = furniture.is_prose(line, _LEAST_PROSE_WORDS) and not shingles(line) <= index.where.keys()
        if number < start and not (prose and number == start - 1):
            continue
        if number > end and not prose and not furniture.is_notice(line):
            break
        if prose:
            found.setdefault(after, []).append(line)
    return found


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of four words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return {tuple(words[place : place + SHINGLE_WORDS]) for place in range(len(words) - SHINGLE_WORDS + 1)}


def _agreement(first: list[str], second: list[str]) -> float:
    ours, theirs = shingles(" ".join(first)), shingles(" ".join(second))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _by_trafilatura(root: HtmlElement, url: str) -> list[str]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.3 CPU s that no other command needs

    found = bare_extraction(root, url=url, fast=True, include_comments=False, with_metadata=False)
    main = getattr(found, "body", None)
    return [] if main is None else _paragraphs(main)


def _by_resiliparse(root: HtmlElement) -> list[str]:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - loaded with the first page

    page = etree.tostring(root, encoding="unicode", method="html")
    text = extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False, links=False)
    return _lines(text)


def _paragraphs(body: etree._Element) -> list[str]:
    pieces: list[str] = []
    _walk(body, pieces)
    return _lines("".join(pieces))


def _lines(text: str) -> list[str]:
    """Return the clean lines of a text up to the longest body allowed."""
    kept: list[str] = []
    length = 0
    for part in text.split("\n"):
        line = wording.line(part[: 2 * wording.MAX_BODY_CHARACTERS])
        if line:
            kept.append(line)
            length += len(line)
        if length > wording.MAX_BODY_CHARACTERS:
            break
    return kept


def _walk(element: etree._Element, pieces: list[str]) -> None:
    block = element.tag in _BLOCKS
    if block:
        pieces.append("\n")
    elif element.tag == "cell":
        pieces.append(" ")
    text = element.text or ""
    pieces.append(text if element.tag == "code" else text.replace("\n", " "))
    for child in element:
        _walk(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))
    if block:
        pieces.append("\n")
