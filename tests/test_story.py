"""Story files: what is written reads back, whatever the title holds; rules between fields hold."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import feeds, score, story, verify
from generator import vocabulary as v
from generator.errors import StoryError
from generator.models import Story
from tests.articles import make_analysis, make_article, make_publisher, make_term
from tests.conftest import NOW


def build(title: str = "Quillon unveils a revolutionary ledger", status: v.Status = v.Status.PROCESSED) -> Story:
    article = make_article(title or "x", published=dt.datetime(2026, 11, 18, tzinfo=dt.UTC))
    publisher = make_publisher()
    terms = [make_term(article, word) for word in ("revolutionary", "toy") if word in article.text]
    checked = verify.analysis(make_analysis(article, *terms), article, publisher)
    verdict = score.verdict(checked.signals, checked.analysis.omissions, score.Proposal.of(checked.analysis))
    findings = story.Findings(checked.analysis, checked.signals, verdict, checked.dropped, checked.copied_words)
    origin = story.Origin(feeds.story_id(article.url), None, (), "embedded", "0.1.0", NOW)
    return story.build(article, publisher, findings, origin, status=status, status_reason="body has 80 words")


HOSTILE = (
    'T: <script>alert(1)</script> # "x" --8<-- {{ x }} <![>',
    "</title><b>&amp; - [x](javascript:1)",
    "- 1. yes: no",
    "null",
    "2026-11-20",
    "\u202eevil\u2028line",
    "عنوان 见出 🙂‍↔️",
    "'\\\"%@`",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_reads_back_as_it_was(title: str) -> None:
    one = build(title)
    text = story.render(one)
    assert story.parse(text, "f.md") == one
    assert story.render(story.parse(text, "f.md")) == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=80))
def test_any_title_reads_back_as_it_was(title: str) -> None:
    one = build(" ".join(title.split()) or "x")
    assert story.parse(story.render(one), "f.md") == one


@pytest.mark.parametrize("title", HOSTILE[:2])
def test_the_body_has_no_markup_of_the_title(title: str) -> None:
    body = story.report(build(title))
    for raw in ("<script", "</title", "[x](", "{{", "<!["):
        assert raw not in body


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Quillon's ledger: 40 % faster!", "quillons-ledger-40-faster"),
        ("Ærø & Łódź", "r-odz"),
        ("见出", "story-012345"),
        ("CON", "con-012345"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_safe_and_readable(title: str, slug: str) -> None:
    assert story.slug(title, "0123456789abcdef") == slug


def test_a_limited_report_has_no_score() -> None:
    one = build(status=v.Status.LIMITED)
    assert (one.verdict.score, one.verdict.band, one.signals) == (None, None, None)
    assert "No score: body has 80 words." in story.report(one)


def test_a_processed_report_shows_its_score_with_a_band() -> None:
    one = build()
    assert one.verdict.band is not None
    assert f"Spin score {one.verdict.score} of 100" in story.report(one)
    assert f"band {one.verdict.band.low} to {one.verdict.band.high}" in story.report(one)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('status: "processed"', 'status: "done"', "status"),
        ("schema_version:", "surprise: 1\nschema_version:", "surprise"),
        ('created: "2026-11-20T06:00:00Z"', 'created: "last Tuesday"', "created"),
        ("secondary: null", 'secondary: "hype"', "verdict"),
        ("  score: ", "  score: 200", "verdict"),
    ],
)
def test_a_broken_record_is_named_with_its_field(old: str, new: str, field: str) -> None:
    text = story.render(build())
    assert old in text
    with pytest.raises(StoryError, match=field):
        story.parse(text.replace(old, new, 1), "f.md")


def test_a_tactic_outside_its_type_is_refused() -> None:
    one = build()
    bad = one.model_copy(
        update={
            "verdict": one.verdict.model_copy(update={"tactic": "public good", "primary": v.SpinType.FOG, "score": 40})
        }
    )
    with pytest.raises(StoryError, match=r"verdict\.tactic"):
        story.parse(story.render(bad), "f.md")


def test_a_taken_slug_gets_six_digits_of_the_id() -> None:
    assert story.with_slug_suffix(build()).slug.endswith(f"-{build().id[:6]}")
