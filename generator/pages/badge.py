"""Reports -> the small picture that others show on their own pages, as SVG, and the lines that embed it. Pure.

A badge states a report: score with band and word, or its state; never a grade, and no figure over a publisher's
reports below the number that pages need too. It carries no script and no address, so it can stand anywhere. Colors
are the site's neutral ones on a ground of their own, so that light and dark surroundings do not matter.
"""

import html
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from generator import vocabulary as v
from generator.models import Publisher, Story
from generator.pages import words
from generator.pages.catalog import AGGREGATE_FROM, Catalog

FILE: Final = "badge.svg"
HEIGHT: Final = 24
_SIZE: Final = 12
_PAD: Final = 8
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
_INK: Final = "#14171c"
_PAPER: Final = "#fdfcf9"
_TRACK: Final = "#ece6da"
_RAMP: Final = "#7d6f59"
# Width of letters in parts of the type size: what the widest of common system fonts needs. The text is then set to
# exactly that width, so it neither overflows nor leaves a gap, whatever font the reader has.
_NARROW: Final = frozenset("ijlftI.,:;|()'· -–")
_BROAD: Final = frozenset("mwMW…")


class Badge(NamedTuple):
    """A badge: what it is about, what it says in short and in a sentence, and where the score lies."""

    subject: str
    name: str
    says: str
    meaning: str
    score: int | None = None
    band: tuple[int, int] | None = None

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return _wide(self.name) + _wide(self.says) + 4 * _PAD

    def svg(self) -> str:
        """Return the picture."""
        left = _wide(self.name) + 2 * _PAD
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": str(self.width),
                "height": str(HEIGHT),
                "viewBox": f"0 0 {self.width} {HEIGHT}",
                "role": "img",
                "aria-label": _xml(self.meaning),
            },
        )
        _add(root, "title", {}, _xml(self.meaning))
        box = {"x": "0.5", "y": "0.5", "width": str(self.width - 1), "height": str(HEIGHT - 1), "rx": "4"}
        _add(root, "rect", {**box, "fill": _PAPER, "stroke": _RAMP})
        edge = f"M{left} 0.5H4.5a4 4 0 0 0-4 4v{HEIGHT - 9}a4 4 0 0 0 4 4H{left}z"
        _add(root, "path", {"d": edge, "fill": _INK, "stroke": _RAMP})
        if self.score is not None and self.band is not None:
            _ramp(root, left, self.width, self.score, self.band)
        text = {"font-family": _FONT, "font-size": str(_SIZE)}
        group = _add(root, "g", text)
        _words(group, self.name, _PAD, _PAPER)
        _words(group, self.says, left + _PAD, _INK)
        return ET.tostring(root, encoding="unicode") + "\n"


def _ramp(root: ET.Element, left: int, right: int, score: int, band: tuple[int, int]) -> None:
    """Draw the scale from 0 to 100 along the foot: its track, the stretch of the band, a mark at the score."""
    start, length = left + _PAD, right - left - 2 * _PAD

    def rect(at: float, width: float, height: int, fill: str) -> None:
        place = {"x": f"{start + at * length / 100:g}", "y": str(HEIGHT - 2 - height), "width": f"{width:g}"}
        _add(root, "rect", {**place, "height": str(height), "fill": fill})

    rect(0, length, 2, _TRACK)
    rect(band[0], max(2, round((band[1] - band[0]) * length / 100, 2)), 2, _RAMP)
    rect(score, 2, 3, _INK)


def _words(group: ET.Element, text: str, left: int, fill: str) -> None:
    width = {"textLength": str(_wide(text)), "lengthAdjust": "spacingAndGlyphs"}
    _add(group, "text", {"x": str(left), "y": "15", "fill": fill, **width}, _xml(text))


def _add(parent: ET.Element, tag: str, attributes: dict[str, str], text: str = "") -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def _wide(text: str) -> int:
    """Return the width of a text in pixels."""
    parts = (0.34 if one in _NARROW else 0.9 if one in _BROAD else 0.6 for one in text)
    return round(sum(parts) * _SIZE)


def _xml(text: str) -> str:
    """Return a line with only the characters XML 1.0 has."""
    return "".join(one for one in words.plain(text, words.DESCRIPTION_MOST) if one not in "\ufffe\uffff")


def of_story(story: Story, site_name: str) -> Badge:
    """Return the badge of a report; its state is said in words."""
    subject = f"{site_name}: state and score of a spin report"
    state = _state(story)
    verdict = story.verdict
    if story.status is v.Status.WITHDRAWN or verdict.score is None or verdict.band is None:
        says = " · ".join(state if story.status is v.Status.WITHDRAWN else ("no score", *state))
        return Badge(subject, "spin", says, f"{site_name}: report {says}.")
    low, high = verdict.band.low, verdict.band.high
    said = (v.score_word(verdict.score), *state)
    return Badge(
        subject,
        "spin",
        f"{verdict.score} ({low}–{high}) · {' · '.join(said)}",
        f"{site_name}: spin score {verdict.score} of 100, band {low} to {high}, {', '.join(said)}.",
        verdict.score,
        (low, high),
    )


def _state(story: Story) -> tuple[str, ...]:
    """Return what happened to a report since it was written."""
    if story.status is v.Status.WITHDRAWN:
        return ("withdrawn",)
    happened = (("corrected", bool(story.corrections)), ("disputed", story.dispute is not None))
    return tuple(word for word, so in happened if so)


def of_publisher(publisher: Publisher, catalog: Catalog, site_name: str) -> Badge:
    """Return the badge of a publisher: how many reports have a score and, from enough of them on, their median."""
    scores = catalog.publisher_distributions.get(publisher.slug)
    who = f"{site_name} on {words.plain(publisher.name, words.TITLE_MOST)}"
    if scores:
        return Badge(
            who,
            "spin reports",
            f"n {scores.n:,} · median {scores.median}",
            f"{who}: {scores.n:,} scored reports, median {scores.median} of 100.",
        )
    reports = catalog.by_publisher.get(publisher.slug, ())
    n = sum(story.verdict.score is not None for story in reports)
    return Badge(
        who,
        "spin reports",
        f"n {n} · too few for figures",
        f"{who}: {words.count(n, 'scored report')}; figures need {AGGREGATE_FROM}.",
    )


def files(catalog: Catalog, site_name: str) -> Iterator[tuple[str, str]]:
    """Yield path below the site and text of every badge."""
    for story in catalog.stories:
        yield f"{story.path}{FILE}", of_story(story, site_name).svg()
    for slug, publisher in catalog.publishers.items():
        yield f"publishers/{slug}/{FILE}", of_publisher(publisher, catalog, site_name).svg()


class Embed(NamedTuple):
    """What a reader copies to show a badge elsewhere."""

    badge: Badge
    html: str
    markdown: str


def embed(badge: Badge, address: str) -> Embed:
    """Return the lines that show a badge and lead to its page.

    Args:
        badge: the badge.
        address: the page it stands beside, with a trailing slash.
    """
    # No figure in these words: they stay as they were copied, while the picture follows the reports.
    alt, source = html.escape(badge.subject), html.escape(f"{address}{FILE}")
    picture = f'<img src="{source}" alt="{alt}" width="{badge.width}" height="{HEIGHT}">'
    return Embed(
        badge,
        f'<a href="{html.escape(address)}">{picture}</a>',
        f"[![{_quiet(badge.subject)}]({address}{FILE})]({address})",
    )


def _quiet(text: str) -> str:
    """Return a text that is no markup where Markdown is read."""
    return "".join(f"\\{one}" if one in "\\[]()*_`<>!&#" else one for one in text)
