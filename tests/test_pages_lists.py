"""What the lists add over single reports: extremes of the front page, figures over a publisher's reports."""

import datetime as dt
from typing import Any

import pytest

from generator import jsonld
from generator import vocabulary as v
from generator.models import Integrity, LoadedTerm, Story, Verdict
from generator.pages import Catalog, captions, figures, home, publishers
from generator.pages.catalog import Distribution
from tests.stories import make_brackwater, make_story, numbered, place

WEAK = Integrity(evidence_strength=v.Strength.WEAK)
STRONG = Integrity(evidence_strength=v.Strength.STRONG)
NEWEST = dt.date(2026, 11, 17)
SITE = jsonld.Site("https://reports.example/")


def scored(
    number: int, score: int, integrity: Integrity = WEAK, *, days: int = 0, primary: v.SpinType | None = None
) -> Story:
    story = make_story()
    spin_type = primary or (v.SpinType.HYPE if score >= v.TYPE_FROM else v.SpinType.NONE)
    verdict = story.verdict.model_copy(update={"score": score, "primary": spin_type})
    assert story.original.published is not None
    published = story.original.published - dt.timedelta(days=days)
    found = numbered(number, verdict=verdict, integrity=integrity)
    return found.model_copy(update={"original": found.original.model_copy(update={"published": published})})


def elsewhere(story: Story, slug: str, role: str = "company_blog") -> Story:
    publisher = story.publisher.model_copy(update={"slug": slug, "name": slug.title(), "role": v.Role(role)})
    return story.model_copy(update={"publisher": publisher})


def titles(stories: tuple[Story, ...]) -> list[str]:
    return [story.original.title for story in stories]


def week(stories: list[Story]) -> home.Week:
    found = home.view(Catalog(stories))["week"]
    assert isinstance(found, home.Week)
    return found


def test_the_week_names_the_highest_scores_and_no_plain_text_among_them() -> None:
    found = week([scored(n, score) for n, score in enumerate((12, 50, 80, 30, 0))])

    assert titles(found.steered) == ["Story number 2", "Story number 1", "Story number 3"]


def test_the_week_names_five_extremes_at_most() -> None:
    found = week([scored(n, 40 + n, STRONG) for n in range(9)])

    assert titles(found.steered) == [f"Story number {n}" for n in (8, 7, 6, 5, 4)]
    assert titles(found.evidenced) == [f"Story number {n}" for n in (0, 1, 2, 3, 4)]


def test_only_strong_evidence_with_a_score_counts_as_best_evidenced() -> None:
    short = numbered(9, status="limited", integrity=STRONG, verdict=Verdict(), signals=None)
    found = week([*(scored(n, 9, WEAK) for n in range(4)), scored(5, 60, STRONG), short])

    assert titles(found.evidenced) == ["Story number 5"]


def test_the_week_ends_with_the_newest_story_and_not_with_the_clock() -> None:
    found = week([scored(n, 50 + n, days=n) for n in range(9)])

    assert (found.window.first, found.window.last) == (NEWEST - dt.timedelta(days=6), NEWEST)
    assert len(found.window.stories) == 7


def test_a_week_with_few_scores_has_no_extremes() -> None:
    assert home.view(Catalog([scored(n, 50, days=3 * n) for n in range(9)]))["week"] is None
    assert home.view(Catalog([]))["week"] is None


def test_the_spread_holds_thirty_days_and_says_how_rare_a_heavy_score_is() -> None:
    found = home.view(Catalog([scored(n, (0, 74, 75, 100)[n % 4], days=n) for n in range(40)]))["spread"]

    assert (found.n, found.heavy.n, found.heavy.percent) == (30, 14, 47)
    assert sum(one.n for one in found.bins) == 30
    assert found.heavy.low < found.heavy.percent < found.heavy.high


def test_only_ranges_that_hold_a_report_have_a_page_to_lead_to() -> None:
    view = home.view(Catalog([scored(1, 24), scored(2, 75), numbered(3, verdict=Verdict(), status="limited")]))

    assert {one.path for one, present in view["ranges"] if present} == {"scores/0-24/", "scores/75-100/"}


def test_the_front_page_cuts_long_days_and_says_by_how_much() -> None:
    days = home.view(Catalog([scored(n, 50, days=n // 40) for n in range(400)]))["days"]

    assert [(len(day.stories), day.left) for day in days] == [(6, 34), (6, 34), (4, 36)]


def test_the_front_page_is_bounded_however_many_stories_there_are() -> None:
    stories = [elsewhere(scored(n, n % 101, days=n // 30), f"publisher-{n % 70}") for n in range(1500)]
    view = home.view(Catalog(stories))

    assert sum(len(day.stories) for day in view["days"]) == home.NEWEST_MOST
    assert len(view["publishers"]) == home.PUBLISHERS_MOST
    assert (view["total"], view["publishers_read"]) == (1500, 70)


def test_a_month_counts_its_verdicts_and_gives_shares_from_five_on() -> None:
    few = home.view(Catalog([scored(n, 50) for n in range(4)]))["month"]
    enough = home.view(Catalog([scored(n, 50 * (n % 2), days=6 * n) for n in range(9)]))["month"]

    assert [(one.n, one.share) for one in few.shares if one.n] == [(4, None)]
    assert enough.n == 3
    assert sum(one.n for one in enough.shares) == 3


def test_publishers_stand_on_the_front_page_by_reports_and_then_by_name() -> None:
    stories = [elsewhere(scored(n, 50), slug) for n, slug in enumerate(("bb", "aa", "cc", "cc"))]
    rows = home.view(Catalog(stories, [make_brackwater()]))["publishers"]

    assert [one.publisher.slug for one in rows] == ["cc", "aa", "bb"]


def publisher_view(stories: list[Story], slug: str = "brackwater-ferries") -> Any:  # noqa: ANN401 - a view is a mapping of anything
    return next(page.view for page in publishers.pages(Catalog(stories), SITE) if page.path == f"publishers/{slug}/")


def figures_of(stories: list[Story]) -> Any:  # noqa: ANN401
    return publisher_view(stories)["figures"]


def test_wording_comes_back_when_two_reports_hold_it_in_the_texts_own_voice() -> None:
    shared, shouted, single, quoted = (
        LoadedTerm(**place("generous help"), exact=exact, type=v.LoadedType.FOG, weight=1, speaker=speaker, tactic=None)
        for exact, speaker in (
            ("bold", v.Speaker.AUTHOR),
            ("Bold", v.Speaker.HEADLINE),
            ("brave", v.Speaker.AUTHOR),
            ("sham", v.Speaker.QUOTED),
        )
    )
    stories = [
        numbered(n, loaded_terms=terms)
        for n, terms in enumerate(((shared, quoted), (shouted, quoted), (single, single), (), ()))
    ]

    assert [(one.key, one.n, one.percent) for one in figures_of(stories)["terms"]] == [("bold", 2, 40)]


def test_claims_are_counted_by_how_far_their_text_backs_them() -> None:
    found = figures_of([numbered(n) for n in range(5)])

    assert found["n_claims"] == 10
    assert [one.percent for one in found["claims"]] == [50, 50]
    assert [(one.key, one.n, one.width) for one in found["claims"]] == [
        ("partly_supported_in_source", 5, 50.0),
        ("unverified_in_source", 5, 50.0),
    ]


def test_few_claims_get_no_chart() -> None:
    one_claim = [numbered(n, claims=make_story().claims[: int(n == 0)]) for n in range(5)]

    assert figures_of(one_claim)["claims"] == ()
    assert figures_of([numbered(n, claims=()) for n in range(5)])["claims_say"] == ""


def test_a_publisher_with_few_scores_gets_no_figures() -> None:
    assert figures_of([numbered(n) for n in range(4)]) is None


def test_a_publisher_is_set_beside_the_others_of_its_role_from_five_of_their_scores_on() -> None:
    own = [scored(n, 10) for n in range(6)]
    few = [elsewhere(scored(20 + n, 60), "other") for n in range(4)]
    news = [elsewhere(scored(40 + n, 0), "gazette", "news_media") for n in range(9)]
    peers = publisher_view([*own, *few, elsewhere(scored(30, 70), "third"), *news])["peers"]

    assert (peers.scores.scores, peers.interval) == ((60, 60, 60, 60, 70), None)
    assert publisher_view([*own, *few, *news])["peers"] is None


def test_a_long_list_is_cut_and_goes_on_by_year() -> None:
    found = list(publishers.pages(Catalog([scored(n, 50, days=5 * n) for n in range(120)]), SITE))
    first, *years = found

    assert sum(len(stories) for _, stories in first.view["months"]) == publishers.LIST_MOST
    assert (first.view["left"], first.view["years"]) == (20, [(2026, 65), (2025, 55)])
    assert [page.path for page in years] == [
        "publishers/brackwater-ferries/2026/",
        "publishers/brackwater-ferries/2025/",
    ]
    assert [page.view["n"] for page in years] == [65, 55]
    assert all(len(page.title) <= 90 for page in years)


def test_a_filter_offers_what_occurs_and_nothing_else() -> None:
    short = numbered(9, status="limited", verdict=Verdict(), signals=None)

    assert publishers.kinds([scored(1, 50), scored(2, 0), scored(3, 60), short]) == (
        ("hype", 2),
        ("none", 1),
        ("unscored", 1),
    )


def test_publishers_are_listed_by_name_under_the_letters_they_are_looked_for() -> None:
    names = ("the Zed", "Étoile", "eagle", "9 lives", "東京")
    followed = [make_brackwater(slug=f"p-{n}", name=name) for n, name in enumerate(names)]
    letters = publishers.view(Catalog([], followed))["letters"]

    assert [(letter, [one.name for one in group]) for letter, group in letters] == [
        ("#", ["9 lives"]),
        ("E", ["eagle", "Étoile"]),
        ("Z", ["the Zed"]),
        ("東", ["東京"]),
    ]


def test_a_spark_shows_the_newest_twenty_scores_oldest_first() -> None:
    spark = figures.spark([scored(n, n) for n in range(25)])

    assert spark is not None
    assert spark.path.count("h0") == 20
    assert spark.alt == f"Newest scores, oldest first: {', '.join(str(n) for n in range(19, -1, -1))}."
    assert figures.spark([]) is None


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([("fog", 6), ("hype", 3), ("none", 3)], "Half of 12 reports read as The Fog"),
        ([("none", 5)], "All 5 reports show no material spin"),
        ([("hype", 4), ("none", 1)], "4 of 5 reports read as The Hype"),
        (
            [("hype", 2), ("fog", 1), ("halo", 1), ("none", 1)],
            "2 of 5 reports read as The Hype, more than any other verdict",
        ),
        ([("hype", 2), ("fog", 2), ("none", 1)], "Nothing stands out among 5 reports: the largest shares are equal"),
    ],
)
def test_the_caption_of_a_chart_says_what_it_shows(counts: list[tuple[str, int]], expected: str) -> None:
    assert captions.types(figures.shares(counts)) == expected


def test_captions_of_claims_and_scores_speak_of_what_they_count() -> None:
    claims = figures.shares([("attributed", 2), ("supported_in_source", 1), ("contradicted_in_source", 1), ("x", 1)])

    assert captions.claims(claims) == "2 of 5 claims are attributed, more than any other kind"
    assert captions.scores(Distribution((9, 9, 9, 9, 9))) == "All 5 stories score 9"
    assert captions.scores(Distribution((1, 2, 9, 40, 90))) == "Scores run from 1 to 90; the median is 9"
