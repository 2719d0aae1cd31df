"""Pages made from records: lists, figures, words and the views of reports, without any renderer."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import jsonld, pages
from generator import vocabulary as v
from generator.config import Settings
from generator.models import Band, Correction, Offsets, Omission, Story
from tests.conftest import ROOT
from tests.stories import make_brackwater, make_story, numbered

SITE = jsonld.Site("https://reports.example/base/")


def view(story: Story | None = None, others: Sequence[Story] = ()) -> pages.Page:
    one = story or make_story()
    return pages.report.page(one, pages.Catalog([one, *others], [make_brackwater()]), SITE, Settings())


def scored(number: int, score: int, **changes: object) -> Story:
    one = make_story()
    primary = v.SpinType.NONE if score < v.NONE_BELOW else one.verdict.primary
    verdict = one.verdict.model_copy(
        update={
            "score": score,
            "band": Band(low=max(0, score - 3), high=min(100, score + 3)),
            "primary": primary,
            "secondary": None,
            "tactic": one.verdict.tactic if primary is not v.SpinType.NONE else None,
        }
    )
    return numbered(number, verdict=verdict, **changes)


def test_stories_are_listed_newest_first() -> None:
    old = make_story().original.model_copy(update={"published": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)})
    catalog = pages.Catalog([numbered(1, original=old), numbered(2)])

    assert [story.slug for story in catalog.shown] == ["story-2", "story-1"]


def test_a_withdrawn_report_leaves_every_list_and_figure() -> None:
    gone = numbered(9, status="withdrawn", status_reason="the source withdrew its text")
    catalog = pages.Catalog([gone, *(numbered(n) for n in range(5))])

    assert gone not in catalog.shown
    assert gone not in catalog.by_publisher["brackwater-ferries"]
    assert catalog.withdrawn_by_publisher["brackwater-ferries"] == (gone,)
    assert catalog.site is not None
    assert catalog.site.n == 5


def test_figures_over_several_reports_need_five_scores() -> None:
    four = pages.Catalog([scored(n, 40) for n in range(4)] + [numbered(9, status="limited")])
    five = pages.Catalog([scored(n, score) for n, score in enumerate((0, 10, 30, 50, 90))])

    assert four.site is None
    assert four.publisher_distributions == {}
    assert five.site is not None
    assert (five.site.n, five.site.median, five.site.share_below(50)) == (5, 30, 60)


def test_a_publisher_without_a_file_still_gets_its_page() -> None:
    made = {page.path: page for page in pages.derived(pages.Catalog([make_story()]), SITE, Settings())}

    assert made["publishers/brackwater-ferries/"].view["publisher"].role is v.Role.COMPANY_BLOG


def test_every_report_publisher_and_topic_has_one_page() -> None:
    stories = [numbered(1), numbered(2, topic="ai"), numbered(3, topic=None)]
    paths = [page.path for page in pages.derived(pages.Catalog(stories), SITE, Settings())]

    assert len(set(paths)) == len(paths)
    assert {
        "publishers/brackwater-ferries/",
        *(f"stories/brackwater-ferries/2026/story-{n}/" for n in (1, 2, 3)),
        "topics/ai/",
        "topics/business/",
    } <= set(paths)
    assert [path for path in paths if path.startswith("topics/") and path.count("/") == 2] == [
        "topics/ai/",
        "topics/business/",
    ]


def test_more_from_a_publisher_never_lists_the_report_itself_and_other_tactics_come_from_elsewhere() -> None:
    stories = [numbered(n) for n in range(9)]
    elsewhere = numbered(20, publisher=make_story().publisher.model_copy(update={"slug": "other"}))
    catalog = pages.Catalog([*stories, elsewhere])

    more = catalog.more_from(stories[8], 6)

    assert len(more) == 6
    assert stories[8] not in more
    assert catalog.same_tactic(stories[0], 3) == (elsewhere,)


def test_the_strongest_wording_is_the_most_severe_of_the_verdicts_type_in_the_texts_own_voice() -> None:
    strongest = view().view["strongest"]

    assert strongest.term.exact == "streamlining two terminals"
    assert strongest.place == "sentence 2"
    assert strongest.url.endswith("#:~:text=streamlining%20two%20terminals")


def test_wording_in_the_title_says_so() -> None:
    assert view().view["terms"][0].place == "title"


def test_a_score_is_compared_only_where_five_reports_stand_behind_it() -> None:
    alone, crowded = view(), view(others=[scored(n, 20) for n in range(5)])

    assert alone.view["compared"] is None
    assert crowded.view["compared"] == "More steered than 83% of 6 scored reports."
    assert view(scored(9, 0), [scored(n, 20) for n in range(5)]).view["compared"] == (
        "Hardly any of the 6 scored reports is plainer."
    )


def test_a_limited_report_shows_no_bar_and_no_parts() -> None:
    page = view(make_story(status="limited"))

    assert (page.view["bar"], page.view["parts"], page.view["strongest"]) == (None, (), None)
    assert "without a score" in page.description


def test_a_withdrawn_report_keeps_its_page_and_nothing_else() -> None:
    story = make_story(status="withdrawn", status_reason="asked for by the publisher")
    page = view(story)

    assert (page.noindex, page.graph, page.alternates) == (True, None, ())
    assert pages.twins.twins(story, SITE) == {}


def test_the_twins_are_the_report_the_document_and_the_record() -> None:
    story = make_story()
    found = pages.twins.twins(story, SITE)

    assert sorted(found) == [f"{story.path}{name}" for name in ("index.json", "index.md", "record.json")]
    assert type(story).model_validate_json(found[f"{story.path}record.json"]) == story


def test_the_bar_puts_near_labels_on_two_lines_and_end_labels_flush() -> None:
    low = pages.Distribution((2, 2, 2, 2, 2))
    high = pages.Distribution((10, 10, 10, 10, 10))
    far = pages.Distribution((95, 95, 95, 95, 95))

    near = pages.figures.score_bar(50, Band(low=40, high=60), low, high)
    apart = pages.figures.score_bar(50, Band(low=50, high=50), low, far)

    assert [(tick.at, tick.anchor, tick.line) for tick in near.ticks] == [(2, "start", 0), (10, "start", 1)]
    assert [(tick.anchor, tick.line) for tick in apart.ticks] == [("start", 0), ("end", 0)]
    assert apart.width == 1
    assert near.alt.startswith("Spin score 50 of 100, marked; band 40 to 60; median of all reports 2")


def test_shares_leave_out_nothing_and_fill_the_bar() -> None:
    parts = pages.figures.shares([("hype", 1), ("fog", 0), ("halo", 2)])

    assert [(part.key, part.n) for part in parts] == [("hype", 1), ("halo", 2)]
    assert sum(part.width for part in parts) == pytest.approx(100, abs=0.02)


def test_a_share_is_rounded_once() -> None:
    assert pages.figures.share("fog", 247, 499).percent == 49


def test_a_share_of_something_is_never_said_to_be_nothing() -> None:
    assert [pages.figures.share("fog", n, 300).said for n in (0, 1, 2, 300)] == ["0%", "under 1%", "1%", "100%"]


def test_the_histogram_counts_every_score_and_hundred_is_in_the_last_bin() -> None:
    bins = pages.figures.histogram((0, 9, 10, 99, 100))

    assert [one.n for one in bins] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (bins[0].low, bins[0].high, bins[9].high) == (0, 9, 100)
    assert max(one.height for one in bins) == bins[0].height


def test_a_bar_of_the_histogram_leads_to_a_range_that_holds_its_reports() -> None:
    bins = pages.figures.histogram((20, 24, 33, 71, 76))

    assert [(one.low, one.range.path) for one in bins if one.range] == [
        (20, "scores/0-24/"),
        (30, "scores/25-49/"),
        (70, "scores/75-100/"),
    ]


@given(st.text(max_size=400), st.integers(min_value=20, max_value=160))
def test_a_plain_line_fits_and_holds_no_control_or_direction_mark(text: str, most: int) -> None:
    line = pages.words.plain(text, most)

    assert len(line) <= most
    assert all(unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for one in line)


def test_a_cut_line_ends_at_a_word() -> None:
    assert pages.words.plain("Gathering our strengths for a new season", 26) == "Gathering our strengths…"
    assert pages.words.plain("👩\u200d🔬 at\ufffework\u202e", 20) == "👩\u200d🔬 at work"
    assert pages.words.plain("x" * 50, 20) == "x" * 19 + "…"


def test_titles_and_descriptions_fit_a_search_result() -> None:
    for page in pages.derived(pages.Catalog([make_story(title="word " * 60)]), SITE, Settings()):
        assert 0 < len(page.title) <= 90
        assert 20 < len(page.description) <= 160


def test_dates_and_counts_read_as_readers_write_them() -> None:
    assert pages.words.day(dt.date(2026, 11, 7)) == "November 7, 2026"
    assert pages.words.count(1, "report") == "1 report"
    assert pages.words.count(1200, "report") == "1,200 reports"
    assert pages.words.count(2, "body", "bodies") == "2 bodies"
    assert pages.words.step("moderate") == pages.words.step("medium") == 2


def test_an_unknown_body_or_type_in_a_hand_written_page_is_named() -> None:
    catalog = pages.Catalog([])

    with pytest.raises(ValueError, match=r"'nope\.html' is none of browse\.html, data\.html"):
        pages.handwritten("nope.html", None, catalog)
    with pytest.raises(ValueError, match="'haze' is not a valid SpinType"):
        pages.handwritten("type.html", "haze", catalog)


def test_the_front_page_groups_by_day_and_counts_types() -> None:
    stories = [numbered(n) for n in range(3)]
    found = pages.handwritten("home.html", None, pages.Catalog(stories, [make_brackwater()]))

    assert [(str(day.date), len(day.stories)) for day in found["days"]] == [("2026-11-17", 3)]
    assert {one.type: one.n for one in found["types"]}[v.SpinType.CUSHION] == 3
    assert (found["spread"], found["week"]) == (None, None)


def test_the_first_night_has_every_view() -> None:
    empty = pages.Catalog([])

    assert pages.handwritten("home.html", None, empty)["total"] == 0
    assert pages.handwritten("publishers.html", None, empty)["roles"] == []
    assert pages.handwritten("topics.html", None, empty)["topics"] == []
    assert pages.handwritten("type.html", "fog", empty)["stories"] == ()
    assert [one.share for one in pages.handwritten("types.html", None, empty)["types"]] == ["0%"] * 6


def test_a_type_page_counts_its_tactics_and_has_no_figure_from_two_reports() -> None:
    found = pages.handwritten("type.html", "cushion", pages.Catalog([numbered(1), numbered(2)]))

    assert {tactic.anchor: tactic.n for tactic in found["tactics"]}["job-loss-softening"] == 2
    assert found["pairs"] == ()


def test_publishers_stand_under_their_role_with_a_median_only_from_five_scores_on() -> None:
    few = pages.handwritten("publishers.html", None, pages.Catalog([numbered(1)], [make_brackwater()]))
    many = pages.handwritten("publishers.html", None, pages.Catalog([scored(n, 40) for n in range(5)]))

    assert few["roles"][0].role is v.Role.COMPANY_BLOG
    assert few["roles"][0].publishers[0].scores is None
    assert many["roles"][0].publishers[0].scores.median == 40


def test_an_aggregator_has_no_page() -> None:
    collector = make_brackwater(slug="collector", kind="aggregator", hosts=())

    assert "collector" not in pages.Catalog([], [collector]).publishers


def test_a_correction_changes_the_date_of_its_publishers_page() -> None:
    later = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    fixed = Correction(date=later.date(), before="a", after="b", reason="c")
    catalog = pages.Catalog([numbered(1), numbered(2, updated=later, corrections=(fixed,))])

    updated = {page.path: page.updated for page in pages.publishers.pages(catalog, SITE)}

    assert updated == {"publishers/brackwater-ferries/": later.date()}


def test_every_report_stands_on_a_page_of_its_publisher() -> None:
    many = [numbered(n) for n in range(205)]
    page, *years = pages.publishers.pages(pages.Catalog(many), SITE)

    rows = [story.id for year in years for _, stories in year.view["months"] for story in stories]
    assert len(set(rows)) == page.view["n"] == len(many)


def test_every_closed_word_that_a_report_links_is_defined_in_the_glossary() -> None:
    text = (ROOT / "content/pages/glossary.md").read_text(encoding="utf-8")
    lists = (
        v.Strength, v.Verification, v.OmissionKind, v.Stakeholder, v.IntentWord, v.Goal, v.ClaimKind, v.Rank,
        v.EntityKind, v.Status,
    )  # fmt: skip
    wanted = {pages.words.definition(word).removeprefix("glossary/#") for one in lists for word in one}
    wanted |= {f"score-{word}" for _, word in v.SCORE_BANDS}

    assert wanted <= set(re.findall(r"\{: #([a-z-]+) \}", text))


def test_a_word_without_a_definition_is_an_error() -> None:
    with pytest.raises(KeyError):
        pages.words.definition(v.Topic.AI)


def test_an_omission_leads_to_the_claim_or_else_the_term_that_calls_for_it() -> None:
    one = make_story()
    claim, term = one.claims[0], one.loaded_terms[0]
    kinds = (
        v.OmissionKind.NO_METHOD,
        v.OmissionKind.NO_FIGURES,
        v.OmissionKind.NO_BASELINE,
        v.OmissionKind.NO_TIMELINE,
    )
    places = (Offsets(start=claim.start, end=claim.end), Offsets(start=term.start, end=term.end), None, _nowhere(one))
    omissions = tuple(
        Omission(kind=kind, text="Not said.", called_by=place) for kind, place in zip(kinds, places, strict=True)
    )
    changed = one.model_copy(update={"omissions": omissions, "claims": (claim,)})

    found = [(left.called_by, left.name) for left in view(changed).view["left_out"]]

    assert found == [("claim-1", "claim 1"), ("term-1", f"“{term.exact}”"), ("", ""), ("", "")]


def _nowhere(story: Story) -> Offsets:
    last = max(one.end for one in (*story.claims, *story.loaded_terms))
    return Offsets(start=last + 1000, end=last + 1010)


def test_a_claim_lists_what_it_calls_for_and_the_text_leaves_out() -> None:
    one = make_story()
    claim = one.claims[0]
    gap = Omission(
        kind=v.OmissionKind.NO_METHOD, text="No method.", called_by=Offsets(start=claim.start, end=claim.end)
    )
    found = view(one.model_copy(update={"omissions": (gap,)})).view["claims"]

    assert [stated.left_out for stated in found] == [(gap,), *((),) * (len(one.claims) - 1)]


def test_a_story_dated_after_its_report_counts_for_the_day_of_the_report() -> None:
    ahead = make_story().original.model_copy(update={"published": dt.datetime(2200, 1, 1, tzinfo=dt.UTC)})

    assert numbered(1, original=ahead).date == make_story().created.date()


def test_marks_that_turn_letters_around_are_not_printed() -> None:
    assert pages.words.shown("a\u202eb\u2066c\u200f") == "abc\u200f"
    assert pages.words.shown(7) == 7


@pytest.mark.parametrize(
    ("language", "title", "way"),
    [
        ("en", "“ماء للجميع”: the engineer", "ltr"),
        ("ar-EG", "ABC تعلن", "rtl"),
        ("he", "x", "rtl"),
        ("pt-BR", "x", "ltr"),
        (None, "x", "auto"),
    ],
)
def test_a_title_runs_the_way_of_its_language_whatever_its_first_letter(
    language: str | None, title: str, way: str
) -> None:
    original = make_story().original.model_copy(update={"language": language, "title": title})

    assert pages.words.direction(original) == way
