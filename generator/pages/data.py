"""Catalog -> the data set below /data/: every record, in one file and by month, with digests. Pure.

Files run from the oldest story to the newest: a night mostly adds at the end of the newest month and of the whole
file, and the files of closed months stay as they are. The pieces of all months one after the other are the whole file.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from generator import jsonld, schemas
from generator.models import DataIndex, Link, Story
from generator.pages import api, rows, sheets
from generator.pages.catalog import Catalog
from generator.pages.sheets import Sheet

FOLDER = "data/"
SUMS, TERMS, INDEX = "SHA256SUMS", "LICENSE.txt", "index.json"
# Fields of a record that hold words of others.
QUOTED = (
    "original: title, author, category",
    "summary, tldr[], integrity.likely_ai_summary",
    "loaded_terms[] and claims[]: exact, prefix, suffix, fragment",
    "key_stats[]: value, label",
    "beneficiaries[]: gain",
    "mechanics.spin_vs_substance[]: spin",
    "intent.spans[], planted_instructions[]: exact",
    "dispute.reply",
)
# Ends of a line to some readers and none to JSON: escaped, so that a line is a line for everybody.
_LINE_ENDS = ("\x85", "\u2028", "\u2029")


class Form(NamedTuple):
    """A way to write the data: ending of its files, media type, schema of a line or row, words for readers."""

    ending: str
    media_type: str
    schema: str
    name: str


JSONL = Form("jsonl", "application/jsonl", "story", "Whole records, one JSON object a line")
CSV = Form("csv", "text/csv", "data-row", "A table with a row per report; findings are counted, not listed")
FORMS = (JSONL, CSV)


class Piece(NamedTuple):
    """The reports of a month, or as many of them as one file holds, in both forms."""

    sheet: Sheet
    jsonl: Link
    csv: Link


class DataSet:
    """The data set of one site. Its files are written out twice, once to measure them, and never held in memory."""

    def __init__(self, catalog: Catalog, site: jsonld.Site) -> None:
        """Take what the files are made from.

        Args:
            catalog: all stories; withdrawn ones are in no file.
            site: the site the addresses belong to.
        """
        self.site = site
        self.stories = catalog.shown
        self.name = f"{site.name}: data"
        self.url = f"{site.url}{FOLDER}"
        self._sheets = sheets.by_month(catalog.shown)

    @property
    def whole(self) -> tuple[Link, ...]:
        """Return the files that hold everything, one per form."""
        return self._measured[0]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the files by month, oldest first."""
        return self._measured[1]

    @cached_property
    def index(self) -> DataIndex:
        """Return the list of all files."""
        return DataIndex(
            schema_href=schemas.address("data-index", self.site.url),
            name=self.name,
            url=self.url,
            license=jsonld.LICENSE,
            license_note=f"{self.url}{TERMS}",
            sums=f"{self.url}{SUMS}",
            count=len(self.stories),
            updated=sheets.updated(self.stories),
            files=self.whole,
            pages=tuple(link for piece in self.pieces for link in (piece.jsonl, piece.csv)),
        )

    @property
    def links(self) -> tuple[Link, ...]:
        """Return what leads to the data: its list of files, and the files that hold everything."""
        index = Link(
            key="index",
            name="Every file of the data set, with digests",
            href=f"{self.url}{INDEX}",
            media_type=api.MEDIA_TYPE,
            count=len(self.stories),
            updated=sheets.updated(self.stories),
            schema_href=schemas.address("data-index", self.site.url),
        )
        return (index, *self.whole)

    def files(self) -> Iterator[tuple[str, str | Iterable[str]]]:
        """Yield path below the site and text of every file, long ones in parts."""
        for sheet in self._sheets:
            for form in FORMS:
                yield f"{FOLDER}{_file(form, sheet)}", self._parts(form, (sheet,))
        for form in FORMS:
            yield f"{FOLDER}{_file(form)}", self._parts(form, self._sheets)
        others = {INDEX: self.index.text(), TERMS: terms(self.site)}
        sums = [(link.href.removeprefix(self.url), link.digest) for link in (*self.whole, *self.index.pages)]
        sums += [(name, _digest(text)) for name, text in others.items()]
        others[SUMS] = "".join(f"{(digest or '').removeprefix('sha256:')}  {name}\n" for name, digest in sums)
        for name, text in others.items():
            yield f"{FOLDER}{name}", text

    def _parts(self, form: Form, of: Iterable[Sheet]) -> Iterator[str]:
        """Yield the text of a file: its head, then so much at a time as one piece holds."""
        if form is CSV:
            yield rows.head()
        for sheet in of:
            yield from self._body(form, sheet)

    def _body(self, form: Form, sheet: Sheet) -> Iterator[str]:
        if form is CSV:
            yield rows.text(sheet.stories, self.site)
        else:
            yield from map(line, sheet.stories)

    @cached_property
    def _measured(self) -> tuple[tuple[Link, ...], tuple[Piece, ...]]:
        """Write everything once to learn lengths and digests."""
        whole = {form: _Meter(self._parts(form, ())) for form in FORMS}
        pieces = []
        for sheet in self._sheets:
            links = []
            for form in FORMS:
                own = _Meter(self._parts(form, ()))
                for part in self._body(form, sheet):
                    raw = part.encode()
                    own.add(raw)
                    whole[form].add(raw)
                links.append(self._link(form, own, sheet.stories, sheet))
            pieces.append(Piece(sheet, *links))
        return tuple(self._link(form, whole[form], self.stories) for form in FORMS), tuple(pieces)

    def _link(self, form: Form, meter: "_Meter", stories: tuple[Story, ...], sheet: Sheet | None = None) -> Link:
        return Link(
            key=f"{sheet.key if sheet else 'stories'}.{form.ending}",
            name=f"{form.name}{f', {sheet.name}' if sheet else ''}",
            href=f"{self.url}{_file(form, sheet)}",
            media_type=form.media_type,
            count=len(stories),
            updated=sheets.updated(stories),
            schema_href=schemas.address(form.schema, self.site.url),
            digest=f"sha256:{meter.hash.hexdigest()}",
            size_bytes=meter.size,
        )


class _Meter:
    """Count and digest bytes as they come."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.hash = hashlib.sha256()
        self.size = 0
        for part in parts:
            self.add(part.encode())

    def add(self, raw: bytes) -> None:
        self.hash.update(raw)
        self.size += len(raw)


def line(story: Story) -> str:
    """Return the line of a report: the record of record.json, without spaces."""
    text = story.model_dump_json()
    for one in _LINE_ENDS:
        text = text.replace(one, f"\\u{ord(one):04x}")
    return f"{text}\n"


def terms(site: jsonld.Site) -> str:
    """Return the license note."""
    quoted = "\n".join(f"  {fields}" for fields in QUOTED)
    return f"""{site.name}: data
{site.url}{FOLDER}

Our words and figures may be used under Creative Commons Attribution 4.0 International (CC BY 4.0):
{jsonld.LICENSE}
Name {site.name}, link to the report or to the page above, and say what you changed.

Quoted text belongs to its authors. It stands here under the right to quote, and that license does not cover it.
It is in these fields of a record, and wherever a sentence of ours puts words in quotation marks:
{quoted}
In stories.csv it is in the columns title and author.
"""


def _file(form: Form, sheet: Sheet | None = None) -> str:
    return f"stories/{sheet.key}.{form.ending}" if sheet else f"stories.{form.ending}"


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
