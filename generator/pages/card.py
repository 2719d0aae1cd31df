"""Story -> the picture that is shown where its address is shared, 1200 by 630 pixels. Pure.

What goes in: a story and the site's name. What comes out: a ``Card``, a small value that knows its key, its
description in words and, on demand, its bytes. A score never stands without its band. A title that the face cannot
set is left out as a whole. Drawing costs more than all else of a page, so whoever writes the site keeps the bytes by
key: a key covers everything that is drawn and everything that draws.
"""

import hashlib
from typing import Final, NamedTuple

from generator import vocabulary as v
from generator.models import Story
from generator.pages import ink, words

WIDTH: Final = 1200
HEIGHT: Final = 630
FILE: Final = "card.png"
# To be raised with every change of the drawing, so that no old picture is taken for a new one.
DRAWING: Final = "1"

_LEFT: Final = 76
_RIGHT: Final = WIDTH - _LEFT
_WIDE: Final = _RIGHT - _LEFT
_BAR_TOP: Final = 508
_BAR_LEFT: Final = 372
_TITLE_LINES: Final = 3
_NAME: Final = ink.Style("Bold", 34)
_SITE: Final = ink.Style("Bold", 84)
_QUIET: Final = ink.Style("Regular", 26, ink.SOFT)
_TITLE: Final = ink.Style("Regular", 36)
_LONG_TITLE: Final = ink.Style("Regular", 30)
_VERDICT: Final = ink.Style("Bold", 60)
_NUMBER: Final = ink.Style("Bold", 116)
_LABEL: Final = ink.Style("label", 22, ink.SOFT)
_UNNAMED: Final = "Spin Reports"
_NO_SCORE: Final = "No score: text too short"


class Card(NamedTuple):
    """What the card of a story shows; every text fits its place only after drawing."""

    site: str
    verdict: str
    type: v.SpinType | None
    beside: str  # the type's name where the verdict names a tactic
    score: int | None
    band: tuple[int, int] | None
    title: str | None
    publisher: str
    date: str

    @property
    def key(self) -> str:
        """Return the digest of everything that decides the bytes, 64 hex digits."""
        return _key(self)

    @property
    def alt(self) -> str:
        """Return the card in words."""
        named = f"{self.verdict} ({self.beside})" if self.beside else self.verdict
        if self.score is None or self.band is None:
            return f"{_NO_SCORE}. {self.publisher}, {self.date}."
        score = f"spin score {self.score} of 100, band {self.band[0]} to {self.band[1]}"
        return f"{named}: {score}. {self.publisher}, {self.date}."

    def png(self) -> bytes:
        """Return the picture."""
        sheet = ink.Canvas(WIDTH, HEIGHT)
        _head(sheet, self)
        below = _subject(sheet, self)
        _verdict(sheet, self, below)
        _score(sheet, self)
        return sheet.png()


class Front(NamedTuple):
    """The card of every page that is no report: what the site is, and the six types it tells apart."""

    site: str
    promise: str

    @property
    def key(self) -> str:
        """Return the digest of everything that decides the bytes, 64 hex digits."""
        return _key(self)

    @property
    def alt(self) -> str:
        """Return the card in words."""
        return f"{self.site}: {self.promise}"

    def png(self) -> bytes:
        """Return the picture."""
        sheet = ink.Canvas(WIDTH, HEIGHT)
        sheet.write((_LEFT, 160), ink.cut(self.site, _SITE, _WIDE), _SITE)
        y = 182
        for row in ink.lines(self.promise, _TITLE, _WIDE, _TITLE_LINES):
            y += _TITLE.size + 10
            sheet.write((_LEFT, y), row, _TITLE)
        step = _WIDE // len(v.TYPES)
        for number, (one, info) in enumerate(v.TYPES.items()):
            left = _LEFT + number * step
            sheet.shape(one, (left - 6, 358), 64)
            sheet.write((left, 456), info.label, ink.Style("Bold", 24, ink.TYPES[one]))
        sheet.write((_LEFT, 522), "plain", _LABEL)
        sheet.write((_RIGHT, 522), "heavily steered", _LABEL, "rs")
        sheet.ramp(_LEFT, 540, _WIDE)
        return sheet.png()


def _key(drawn: tuple[object, ...]) -> str:
    return hashlib.sha256(repr((tuple(drawn), DRAWING, ink.version())).encode()).hexdigest()


def front(site_name: str, promise: str) -> Front:
    """Return the card of the site."""
    return Front(
        ink.readable(words.plain(site_name, words.TITLE_MOST)) or _UNNAMED,
        ink.readable(words.plain(promise, words.DESCRIPTION_MOST)) or "",
    )


def card(story: Story, site_name: str) -> Card | None:
    """Return the card of a story; a withdrawn report has none."""
    if story.status is v.Status.WITHDRAWN:
        return None
    verdict = story.verdict
    name = words.sentence(verdict.tactic or "") or v.label(verdict.primary or v.SpinType.NONE)
    scored = verdict.score is not None and verdict.band is not None
    publisher = ink.readable(words.plain(story.publisher.name, words.TITLE_MOST))
    return Card(
        site=ink.readable(words.plain(site_name, words.TITLE_MOST)) or _UNNAMED,
        verdict=name if scored else _NO_SCORE,
        type=verdict.primary if scored else None,
        beside=v.label(verdict.primary) if scored and verdict.tactic and verdict.primary else "",
        score=verdict.score if scored else None,
        band=(verdict.band.low, verdict.band.high) if scored and verdict.band else None,
        title=ink.readable(words.plain(story.original.title, words.DESCRIPTION_MOST)),
        publisher=publisher or ink.readable(story.publisher.domain) or "",
        date=words.day(story.date),
    )


def _head(sheet: ink.Canvas, card: Card) -> None:
    """Write who reports, and when the story appeared."""
    left = _WIDE - ink.measure(card.date, _QUIET) - 40
    sheet.write((_LEFT, 88), ink.cut(card.site, _NAME, int(left)), _NAME)
    sheet.write((_RIGHT, 88), card.date, _QUIET, "rs")
    sheet.rule(112, _LEFT, _RIGHT)


def _subject(sheet: ink.Canvas, card: Card) -> int:
    """Write publisher and title, a long one smaller; return where they end."""
    y = 164
    sheet.write((_LEFT, y), ink.cut(card.publisher, _QUIET, _WIDE), _QUIET)
    style = _TITLE
    rows = ink.lines(card.title or "", style, _WIDE, _TITLE_LINES)
    if len(rows) == _TITLE_LINES:
        style = _LONG_TITLE
        rows = ink.lines(card.title or "", style, _WIDE, _TITLE_LINES)
    for row in rows:
        y += style.size + 10
        sheet.write((_LEFT, y), row, style)
    return y


def _verdict(sheet: ink.Canvas, card: Card, below: int) -> None:
    """Write the verdict between the subject and the score, beside the shape of its type."""
    middle = (below + _BAR_TOP - 68) // 2
    left = _LEFT
    if card.type:
        sheet.shape(card.type, (_LEFT - 10, middle - 48), 96)
        left += 112
    verdict = ink.cut(card.verdict, _VERDICT, _RIGHT - left)
    if card.type and card.beside:
        sheet.write((left, middle + 4), verdict, _VERDICT)
        sheet.write((left, middle + 44), card.beside, ink.Style("Bold", 28, ink.TYPES[card.type]))
    else:
        sheet.write((left, middle + 20), verdict, _VERDICT)


def _score(sheet: ink.Canvas, card: Card) -> None:
    """Draw the number, the band in words, and both on the ramp."""
    sheet.rule(_BAR_TOP - 78, _LEFT, _RIGHT)
    if card.score is None or card.band is None:
        sheet.write((_LEFT, _BAR_TOP + 18), "Too few words carry a number. What was found is in the report.", _LABEL)
        return
    low, high = card.band
    sheet.write((_LEFT - 4, _BAR_TOP + 38), str(card.score), _NUMBER)
    sheet.write((_LEFT, _BAR_TOP + 76), f"of 100 · band {low}-{high}", _LABEL)
    sheet.write((_BAR_LEFT, _BAR_TOP - 24), "plain", _LABEL)
    sheet.write((_RIGHT, _BAR_TOP - 24), "heavily steered", _LABEL, "rs")
    sheet.bar((_BAR_LEFT, _BAR_TOP, _RIGHT - _BAR_LEFT), card.score, card.band)
