"""Badges: valid, safe, never overflowing, never a grade; and the lines that embed them."""

import re
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from generator import vocabulary as v
from generator.models import Story
from generator.pages import Catalog, badge
from tests.stories import ANALYZED, make_brackwater, make_story, numbered

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ("<script>alert(1)</script>\"'&", "]]> --> &amp;", "\u202eabc\x00\x0b\ufffe", "[x](javascript:alert(1))")
CORRECTION = {"date": ANALYZED.date(), "before": "96", "after": "95", "reason": "Misread."}
DISPUTE = {"date": ANALYZED.date(), "reply": "Not so."}


def of_story(**changes: object) -> badge.Badge:
    return badge.of_story(numbered(1, **changes), "Spin Reports")


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own text


def publisher_badge(scored: int, **changes: object) -> badge.Badge:
    catalog = Catalog([*(numbered(n) for n in range(scored)), numbered(90, status="limited")])
    return badge.of_publisher(make_brackwater(**changes), catalog, "Spin Reports")


def test_a_badge_gives_score_band_and_word() -> None:
    story = numbered(1)
    verdict = story.verdict
    assert verdict.band is not None
    assert verdict.score is not None

    assert texts(of_story().svg()) == [
        "spin",
        f"{verdict.score} ({verdict.band.low}–{verdict.band.high}) · {v.score_word(verdict.score)}",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": "limited"}, "no score"),
        ({"status": "limited", "dispute": DISPUTE}, "no score · disputed"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"status": "withdrawn", "corrections": [CORRECTION]}, "withdrawn"),
        ({"verdict": make_story().verdict.model_copy(update={"band": None})}, "no score"),
    ],
)
def test_a_badge_without_a_score_says_so_in_words(changes: dict[str, object], says: str) -> None:
    found = of_story(**changes)

    assert found.says == says
    assert re.search(r"\d", found.meaning) is None
    assert found.svg().count("<rect") == 1


def test_what_happened_to_a_report_is_said_on_its_badge() -> None:
    assert of_story(corrections=[CORRECTION], dispute=DISPUTE).says.endswith(" · corrected · disputed")
    assert of_story(dispute=DISPUTE).meaning.endswith(", disputed.")


def test_a_publisher_has_no_figure_below_five_scored_reports() -> None:
    assert publisher_badge(4).says == "n 4 · too few for figures"
    assert "median" not in publisher_badge(4).svg()
    assert publisher_badge(0).meaning.endswith("0 scored reports; figures need 5.")


def test_a_publisher_with_five_scored_reports_has_its_number_and_median() -> None:
    assert publisher_badge(5).says == f"n 5 · median {numbered(1).verdict.score}"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_active_in_a_badge_or_its_lines(name: str) -> None:
    found = publisher_badge(2, name=name)
    root = ET.fromstring(found.svg())  # noqa: S314 - our own text
    lines = badge.embed(found, "https://reports.example/base/publishers/x/")
    (link,) = html.fragments_fromstring(lines.html)

    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "rect", "path", "g", "text"}
    assert [one.tag for one in link.iter()] == ["a", "img"]
    assert link[0].get("alt") == found.subject
    assert "](javascript" not in lines.markdown.replace("\\]\\(javascript", "")


@pytest.mark.parametrize("found", [of_story(), of_story(status="limited"), publisher_badge(2), publisher_badge(6)])
def test_a_badge_is_a_picture_with_a_name_and_nothing_from_elsewhere(found: badge.Badge) -> None:
    svg = found.svg()
    root = ET.fromstring(svg)  # noqa: S314 - our own text

    assert root.get("role") == "img"
    assert root.get("aria-label") == found.meaning == (root.findtext(f"{SVG}title") or "")
    assert re.findall(r"href|url\(|<script|<style|style=|\son\w+=", svg) == []
    assert svg.count("http") == 1


@pytest.mark.parametrize("found", [of_story(), of_story(corrections=[CORRECTION], dispute=DISPUTE), publisher_badge(9)])
def test_every_word_of_a_badge_stays_inside_it(found: badge.Badge) -> None:
    for text in ET.fromstring(found.svg()).iter(f"{SVG}text"):  # noqa: S314 - our own text
        end = int(text.get("x", "")) + int(text.get("textLength", ""))
        assert end <= found.width - 4


def test_the_mark_of_a_score_lies_on_the_scale() -> None:
    for score in (0, 100):
        shown = badge.Badge("x", "spin", "x" * 12, "x", score, (score, score))
        rects = list(ET.fromstring(shown.svg()).iter(f"{SVG}rect"))[1:]  # noqa: S314 - our own text
        assert all(0 <= float(one.get("x", "")) <= shown.width - 4 for one in rects)


def test_every_report_and_publisher_has_a_badge() -> None:
    gone = numbered(9, status="withdrawn")
    found = dict(badge.files(Catalog([make_story(), gone], [make_brackwater()]), "Spin Reports"))

    assert sorted(found) == sorted(
        [f"{make_story().path}badge.svg", f"{gone.path}badge.svg", "publishers/brackwater-ferries/badge.svg"]
    )


def test_words_that_others_copy_hold_no_figure_that_could_grow_old() -> None:
    assert [one.subject for one in (of_story(), publisher_badge(9)) if re.search(r"\d", one.subject)] == []


def test_the_lines_lead_to_the_page_and_reserve_the_room_of_the_picture() -> None:
    story: Story = make_story()
    address = f"https://reports.example/base/{story.path}"
    found = badge.embed(badge.of_story(story, "Spin Reports"), address)
    (link,) = html.fragments_fromstring(found.html)

    assert (link.get("href"), link[0].get("src")) == (address, f"{address}badge.svg")
    assert (link[0].get("width"), link[0].get("height")) == (str(found.badge.width), "24")
    assert found.markdown.endswith(f"]({address}badge.svg)]({address})")
