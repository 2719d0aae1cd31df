"""The picture for shared addresses: small, the same every time, no score without its band, no empty boxes."""

import io
import re
import struct
from itertools import pairwise

import pytest
from PIL import Image

from generator import vocabulary as v
from generator.models import Band, Story
from generator.pages import card, ink, shapes
from tests.conftest import ROOT
from tests.stories import make_story, numbered

DOWN = "\u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u044b\u0435 \u043d\u043e\u0432\u043e\u0441\u0442\u0438"


def drawn(story: Story, name: str = "Spin Reports") -> card.Card:
    found = card.card(story, name)
    assert found is not None
    return found


def chunks(data: bytes) -> list[str]:
    """Return the names of a PNG's chunks."""
    names, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        names.append(data[at + 4 : at + 8].decode())
        at += 12 + length
    return names


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colors(data: bytes) -> set[tuple[int, int, int]]:
    """Return the colors that cover something, not the palette."""
    found = image(data).convert("RGB").getcolors(1 << 20) or []
    return {color for _, color in found if isinstance(color, tuple)}


def typed(one: v.SpinType) -> Story:
    verdict = make_story().verdict.model_copy(update={"primary": one, "tactic": None, "secondary": None})
    return make_story(verdict=verdict)


def test_a_card_is_a_small_palette_picture_of_the_usual_size_without_a_date() -> None:
    data = drawn(make_story()).png()

    assert image(data).size == (1200, 630)
    assert image(data).mode == "P"
    assert len(data) <= ink.MOST
    assert set(chunks(data)) == {"IHDR", "PLTE", "IDAT", "IEND"}


def test_the_same_story_gives_the_same_key_and_bytes() -> None:
    one, other = drawn(make_story()), drawn(make_story())

    assert one.key == other.key
    assert one.png() == other.png()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"verdict": make_story().verdict.model_copy(update={"score": 44})},
        {"verdict": make_story().verdict.model_copy(update={"band": Band(low=1, high=99)})},
        {"publisher": make_story().publisher.model_copy(update={"name": "Somebody Else"})},
    ],
    ids=["title", "score", "band", "publisher"],
)
def test_whatever_is_drawn_changes_the_key(change: dict[str, object]) -> None:
    assert drawn(make_story(**change)).key != drawn(make_story()).key


def test_a_card_says_in_words_what_it_shows() -> None:
    story = make_story()
    score, band = story.verdict.score, story.verdict.band
    assert band is not None

    assert drawn(story).alt == (
        f"Job-loss softening (The Cushion): spin score {score} of 100, band {band.low} to {band.high}. "
        "Brackwater Ferries Blog, November 17, 2026."
    )


def test_no_score_stands_without_its_band() -> None:
    bandless = make_story(verdict=make_story().verdict.model_copy(update={"band": None}))
    found = drawn(bandless)

    assert (found.score, found.band, found.verdict) == (None, None, "No score: text too short")
    assert re.search(r"\d of 100", found.alt) is None


def test_a_limited_report_says_that_the_text_is_too_short() -> None:
    found = drawn(numbered(1, status="limited"))

    assert found.alt.startswith("No score: text too short.")
    assert ink.TYPES[v.SpinType.CUSHION] not in colors(found.png())


def test_a_withdrawn_report_has_no_card() -> None:
    assert card.card(numbered(1, status="withdrawn"), "Spin Reports") is None


@pytest.mark.parametrize("one", list(v.SpinType))
def test_every_type_is_drawn_in_its_color(one: v.SpinType) -> None:
    found = drawn(typed(one))

    assert found.verdict == v.label(one)
    assert found.beside == ""
    assert ink.TYPES[one] in colors(found.png())


@pytest.mark.parametrize("one", list(v.SpinType))
def test_every_shape_stays_in_its_field_and_has_no_corner_inside_a_curve(one: v.SpinType) -> None:
    for stroke in shapes.strokes(one):
        assert all(0 <= part <= shapes.FIELD for point in stroke for part in point)
        assert all(first != second or len(stroke) > 4 for first, second in pairwise(stroke))


def test_colors_of_cards_are_the_light_colors_of_the_style_sheet() -> None:
    css = (ROOT / "theme" / "assets" / "site.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}),", css))
    named = {"paper": ink.PAPER, "ink": ink.INK, "soft": ink.SOFT, "rule": ink.RULE, "plain": ink.SOFT}
    named |= {"ramp-from": ink.RAMP[0], "ramp-to": ink.RAMP[1]}
    named |= {str(one): color for one, color in ink.TYPES.items() if one is not v.SpinType.NONE}

    assert {name: light[name] for name in named} == {
        name: "#" + "".join(f"{part:02x}" for part in color) for name, color in named.items()
    }


@pytest.mark.parametrize("title", ["Grüße aus Łódź", DOWN, "Ferries “gather” – and more… at 5 €", "Sou\u0308l"])
def test_a_title_in_a_known_script_is_shown(title: str) -> None:
    found = drawn(make_story(title=title)).title

    assert found is not None
    assert found == ink.readable(title)


@pytest.mark.parametrize(
    "title",
    ["渡輪公司", "شركة العبارات", "חברת המעבורות", "Ferries \U0001f6a2 sail", "नाव कंपनी", "q\u0303uiet"],
)
def test_a_title_with_a_letter_that_cannot_be_set_is_left_out_as_a_whole(title: str) -> None:
    found = drawn(make_story(title=title))

    assert found.title is None
    assert len(found.png()) <= ink.MOST


def test_a_publisher_that_cannot_be_set_is_named_by_its_host() -> None:
    publisher = make_story().publisher.model_copy(update={"name": "渡輪", "domain": "ferries.example"})

    assert drawn(make_story(publisher=publisher)).publisher == "ferries.example"
    lost = publisher.model_copy(update={"domain": "渡輪.example"})
    assert drawn(make_story(publisher=lost)).publisher == ""


def test_a_long_title_takes_three_lines_and_ends_with_an_ellipsis() -> None:
    style = ink.Style("Regular", 36)
    rows = ink.lines("wide words all along " * 20, style, 1048, 3)

    assert len(rows) == 3
    assert rows[-1].endswith("…")
    assert all(ink.measure(row, style) <= 1048 for row in rows)


def test_a_word_wider_than_a_line_is_cut() -> None:
    style = ink.Style("Bold", 36)
    rows = ink.lines("W" * 90 + " and more", style, 1048, 3)

    assert len(rows) == 1
    assert rows[0].endswith("W…")
    assert ink.measure(rows[0], style) <= 1048


def test_a_short_title_is_one_line() -> None:
    assert ink.lines("Two words", ink.Style("Regular", 36), 1048, 3) == ["Two words"]
    assert ink.lines("", ink.Style("Regular", 36), 1048, 3) == []


@pytest.mark.parametrize("letter", ["W", "g", "Ж", "&"])
def test_the_fullest_card_stays_small(letter: str) -> None:
    mixed = f"{letter}ide matters of the boat quay; 9 jobs {letter * 2} "
    publisher = make_story().publisher.model_copy(update={"name": (mixed * 9)[:300]})
    found = drawn(make_story(title=mixed * 9, publisher=publisher), name=mixed * 3)

    assert len(found.png()) <= ink.MOST


def test_nothing_is_drawn_into_the_margins() -> None:
    mixed = "Wide matters of the quay " * 12
    data = drawn(make_story(title=mixed, original=make_story().original), name=mixed).png()
    page = image(data).convert("RGB")
    margins = (page.crop(box) for box in ((0, 0, 60, 630), (1130, 0, 1200, 630), (0, 0, 1200, 40), (0, 600, 1200, 630)))

    assert [margin.getcolors() for margin in margins] == [
        [(60 * 630, ink.PAPER)],
        [(70 * 630, ink.PAPER)],
        [(1200 * 40, ink.PAPER)],
        [(1200 * 30, ink.PAPER)],
    ]


def test_the_card_of_the_site_shows_the_six_types() -> None:
    front = card.front("Spin Reports", "One report per story.")
    data = front.png()

    assert front.alt == "Spin Reports: One report per story."
    assert len(data) <= ink.MOST
    assert image(data).size == (1200, 630)
    assert {ink.TYPES[one] for one in v.TYPES} <= colors(data)
    assert front.key != card.front("Spin Reports", "Another promise.").key


def test_a_site_whose_name_cannot_be_set_gets_the_name_of_the_software() -> None:
    assert card.front("報告", "報告") == ("Spin Reports", "")
    assert drawn(make_story(), name="報告").site == "Spin Reports"
