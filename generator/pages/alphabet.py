"""Catalog -> the index A to Z: publishers, names and keywords, and a second one of headlines. Pure.

Like the index of a book, for readers without a script. What is indexed comes from feeds; paths are made of letters,
digits and the two words ``0-9`` and ``other`` alone. A letter whose page would grow too large is divided by its second
and third letter, and what is still too large goes on on numbered pages: always the same division for the same stories.
"""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from string import ascii_lowercase, digits
from typing import Any, NamedTuple

from generator import jsonld
from generator import vocabulary as v
from generator.models import Story
from generator.pages import words
from generator.pages.catalog import Catalog, updated
from generator.pages.page import Page

# A name lists so many of its newest reports; the others are one search away.
LINKS_MOST = 5
NAME_MOST = 80
HEADLINE_MOST = 110
# Bytes of the entries of one page, as estimated below; the page around them takes about 20,000 more.
PAGE_BYTES = 240_000
DEPTH_MOST = 3
DIGITS, OTHER = "0-9", "other"
SHELVES = (*ascii_lowercase, DIGITS, OTHER)
# A name that occurs in one report alone is indexed only when someone could look for it.
_ALONE = frozenset({v.EntityKind.ORGANIZATION, v.EntityKind.PERSON, v.EntityKind.PRODUCT})
_ARTICLES = ("the ", "a ", "an ")
# Markup of an entry and of a link inside it, measured on the built page.
_ENTRY_BYTES, _LINK_BYTES = 80, 55


class Entry(NamedTuple):
    """One line of the index: its words, what it is, its publisher's page, its newest reports, how many there are."""

    key: str  # folded words: decides page and order
    name: str
    what: str
    publishers: tuple[tuple[str, int], ...]  # slug, number of reports
    stories: tuple[Story, ...]
    n: int

    @property
    def links(self) -> tuple[tuple[Story, str], ...]:
        """Return the reports with their headlines, cut to a line."""
        return tuple((story, headline(story)) for story in self.stories)


class Sized(NamedTuple):
    """An entry, and about how many bytes it takes on its page."""

    entry: Entry
    size: int


class Sheet(NamedTuple):
    """One page of the index: its path below the index, its words, its entries."""

    path: str
    name: str
    entries: tuple[Entry, ...]


class Shelf(NamedTuple):
    """All pages of one letter; more than one where it is divided."""

    word: str
    name: str
    sheets: tuple[Sheet, ...]

    @property
    def n(self) -> int:
        """Return the number of its entries."""
        return sum(len(sheet.entries) for sheet in self.sheets)


def headline(story: Story) -> str:
    """Return the headline of a report's story, cut to a line."""
    return words.plain(story.original.title, HEADLINE_MOST) or jsonld.UNTITLED


def fold(text: str) -> str:
    """Return text for sorting: small letters without marks, punctuation as single spaces."""
    if text.isascii():
        return " ".join("".join(one if one.isalnum() else " " for one in text.lower()).split())
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = (one if one.isalnum() else " " for one in flat if not unicodedata.combining(one))
    return " ".join("".join(bare).split())


def names(catalog: Catalog) -> Iterator[Entry]:
    """Yield an entry for each publisher, name and keyword, equal ones merged whatever their case."""
    stories: defaultdict[str, dict[str, Story]] = defaultdict(dict)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[v.EntityKind]] = defaultdict(Counter)
    for story in catalog.shown:
        for name, kind in (*((one.name, one.kind) for one in story.entities), *((one, None) for one in story.keywords)):
            key = fold(name)
            if not key:
                continue
            stories[key][story.id] = story
            forms[key][words.plain(name, NAME_MOST)] += 1
            if kind:
                kinds[key][kind] += 1
    owners: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for slug, publisher in catalog.publishers.items():
        key = fold(publisher.name)
        owners[key].append((slug, len(catalog.by_publisher.get(slug, ()))))
        forms[key][words.plain(publisher.name, NAME_MOST)] += 1
    for key, known in forms.items():
        found = tuple(stories[key].values())
        if key in owners or len(found) > 1 or _ALONE & kinds[key].keys():
            kind = _first(kinds[key])
            what = "" if key in owners or kind is None else str(v.label(kind))
            yield Entry(
                key, _first(known) or "Unnamed", what, tuple(owners.get(key, ())), found[:LINKS_MOST], len(found)
            )


def headlines(catalog: Catalog) -> Iterator[Entry]:
    """Yield an entry for each report, by the headline of its story; a leading article does not count for the order."""
    for story in catalog.shown:
        title = headline(story)
        key = fold(title)
        bare = next((key.removeprefix(one) for one in _ARTICLES if key.startswith(one)), key)
        yield Entry(bare, title, "", (), (story,), 1)


def _first(counts: "Counter[Any]") -> Any:  # noqa: ANN401 - of what the counter counts
    """Return what was counted most often; of several the first in order."""
    return min(counts, key=lambda one: (-counts[one], one), default=None)


def shelf(key: str) -> str:
    """Return the letter that an entry stands under: a to z, 0-9, or other."""
    first = key[:1] or OTHER
    if first in ascii_lowercase:
        return first
    return DIGITS if first in digits else OTHER


def shelves(entries: Iterable[Entry]) -> tuple[Shelf, ...]:
    """Return the letters that have an entry, each divided into pages of at most about ``PAGE_BYTES``."""
    found: defaultdict[str, list[Sized]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.key, one.name, [story.id for story in one.stories])):
        found[shelf(entry.key)].append(Sized(entry, size(entry)))
    return tuple(
        Shelf(word, _SHELF_NAMES.get(word, word.upper()), tuple(_sheets(word, found[word], 1)))
        for word in SHELVES
        if word in found
    )


_SHELF_NAMES = {DIGITS: "0–9", OTHER: "Other scripts"}


def _sheets(word: str, entries: list[Sized], depth: int) -> Iterator[Sheet]:
    """Yield the pages of entries that begin alike, divided by their next letter where they are too many for one."""
    if sum(one.size for one in entries) <= PAGE_BYTES or word in _SHELF_NAMES or depth == DEPTH_MOST:
        yield from _numbered(word, entries)
        return
    parts: defaultdict[str, list[Sized]] = defaultdict(list)
    for one in entries:
        parts[_prefix(one.entry.key, depth + 1)].append(one)
    # The page of the letter itself stays, for those who come by an old link and for entries that are this short.
    yield from _numbered(word, parts.pop(word, []))
    for longer in sorted(parts):
        yield from _sheets(longer, parts[longer], depth + 1)


def _prefix(key: str, most: int) -> str:
    """Return the letters a-z and digits that a key begins with, spaces left out, at most so many."""
    found = ""
    for one in key.replace(" ", ""):
        if len(found) == most or not (one.isascii() and one.isalnum()):
            break
        found += one
    return found


def _numbered(word: str, entries: list[Sized]) -> Iterator[Sheet]:
    """Yield as many pages as it takes, one at least, in order; from the second on they carry a number."""
    name = _SHELF_NAMES.get(word, word.capitalize())
    number, taken = 1, 0
    own: list[Entry] = []
    for one in entries:
        if own and taken + one.size > PAGE_BYTES:
            yield _sheet(word, name, number, own)
            number, taken, own = number + 1, 0, []
        own.append(one.entry)
        taken += one.size
    yield _sheet(word, name, number, own)


def _sheet(word: str, name: str, number: int, entries: list[Entry]) -> Sheet:
    if number == 1:
        return Sheet(word, name, tuple(entries))
    return Sheet(f"{word}-{number}", f"{name}, page {number}", tuple(entries))


def size(entry: Entry) -> int:
    """Return about how many bytes an entry takes on its page."""
    texts = (entry.name, *(title for _, title in entry.links))
    paths = (*(story.path for story in entry.stories), *(slug for slug, _ in entry.publishers))
    text = sum(len(escape(one).encode()) for one in texts) + sum(map(len, paths))
    return _ENTRY_BYTES + _LINK_BYTES * len(paths) + text


def pages(catalog: Catalog) -> Iterator[Page]:
    """Yield the overview of both indexes, and the pages of each."""
    by_name, by_headline = shelves(names(catalog)), shelves(headlines(catalog))
    newest = updated(catalog.shown)
    yield Page(
        path="a-z/",
        body="a-z.html",
        title="A to Z",
        description="An index of this site: publishers, names and keywords from A to Z, and every headline.",
        view={
            "indexes": (
                ("Publishers, names, keywords", "a-z/", _letters(by_name), sum(one.n for one in by_name)),
                ("Headlines", "a-z/titles/", _letters(by_headline), sum(one.n for one in by_headline)),
            )
        },
        updated=newest,
    )
    yield from _index(by_name, "a-z/", "Names", newest)
    yield from _index(by_headline, "a-z/titles/", "Headlines", newest)


def _index(found: tuple[Shelf, ...], base: str, name: str, newest: dt.date | None) -> Iterator[Page]:
    letters = _letters(found)
    for one in found:
        filled = tuple(sheet for sheet in one.sheets if sheet.entries)
        for sheet in one.sheets:
            yield Page(
                path=f"{base}{sheet.path}/",
                body="letter.html",
                title=f"{name}: {sheet.name}",
                description=f"{name} under {sheet.name} in the index of this site, each with a link to its report.",
                view={
                    "index": name,
                    "base": base,
                    "headlines": base != "a-z/",
                    "letters": letters,
                    "shelf": one,
                    "sheet": sheet,
                    "sheets": filled if len(one.sheets) > 1 else (),
                },
                updated=newest,
            )


def _letters(found: tuple[Shelf, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Return every letter with its words and whether it has a page."""
    known = {one.word for one in found}
    return tuple((word, _SHELF_NAMES.get(word, word.upper()), word in known) for word in SHELVES)
