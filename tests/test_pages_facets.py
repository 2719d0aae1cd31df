"""Lists of reports: complete, counted, narrowed, and cut where the archive goes on."""

import datetime as dt
from collections import Counter

import pytest

from generator import pages
from generator import vocabulary as v
from generator.models import Band, Integrity, Story, Verdict
from generator.pages import archive, browse, facets, lists, pairs, spin_types, topics
from generator.pages.page import Page
from tests.stories import make_story, numbered

FOG = make_story().verdict.model_copy(
    update={"primary": v.SpinType.FOG, "secondary": None, "tactic": "strategic ambiguity"}
)
PLAIN = make_story().verdict.model_copy(
    update={"primary": v.SpinType.NONE, "secondary": None, "tactic": None, "score": 9, "band": Band(low=5, high=12)}
)


def with_evidence(number: int, strength: v.Strength | None, **changes: object) -> Story:
    return numbered(number, integrity=Integrity(evidence_strength=strength), **changes)


def on(number: int, day: dt.date) -> Story:
    moment = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    return numbered(number, original=make_story().original.model_copy(update={"published": moment}))


def of_publisher(number: int, slug: str, verdict: object = None) -> Story:
    publisher = make_story().publisher.model_copy(update={"slug": slug, "name": slug.title()})
    return numbered(number, publisher=publisher, **({"verdict": verdict} if verdict else {}))


def by_path(found: object) -> dict[str, Page]:
    return {page.path: page for page in found}  # type: ignore[attr-defined]


# --- types within topics -------------------------------------------------------------------------------------------


def test_a_type_within_a_topic_lists_weak_evidence_first() -> None:
    stories = [
        with_evidence(1, v.Strength.STRONG, topic="security", verdict=FOG),
        with_evidence(2, None, topic="security", verdict=FOG),
        with_evidence(3, v.Strength.WEAK, topic="security", verdict=FOG),
        with_evidence(4, v.Strength.WEAK, topic="security"),
    ]
    page = by_path(pairs.pages(pages.Catalog(stories)))["spin-types/fog/security/"]

    assert [(group.heading, [story.slug for story in group.stories]) for group in page.view["groups"]] == [
        ("Weak evidence", ["story-3"]),
        ("Strong evidence", ["story-1"]),
        ("Evidence not determined", ["story-2"]),
    ]
    assert page.view["groups"][0].anchor == "weak-evidence"
    assert (page.view["query"], page.view["mix"]) == ("type=fog&topic=security", None)


def test_a_type_within_a_topic_leads_to_its_neighbors_and_never_to_itself() -> None:
    stories = [
        numbered(1, topic="security", verdict=FOG),
        numbered(2, topic="ai", verdict=FOG),
        numbered(3, topic="security", verdict=PLAIN),
        numbered(4, topic=None, verdict=FOG),
    ]
    made = by_path(pairs.pages(pages.Catalog(stories)))

    assert sorted(made) == ["spin-types/fog/ai/", "spin-types/fog/security/", "spin-types/none/security/"]
    narrow = made["spin-types/fog/security/"].view["narrow"]
    assert [[one.path for one in choices.choices] for choices in narrow] == [
        ["spin-types/fog/ai/"],
        ["spin-types/none/security/"],
    ]
    assert made["spin-types/fog/ai/"].view["narrow"][0].heading == "The Fog, other topics"


def test_a_full_group_shows_its_newest_and_says_how_many_it_leaves_out() -> None:
    stories = [numbered(n, topic="security", verdict=FOG) for n in range(pairs.PAIR_MOST + 3)]
    (page,) = pairs.pages(pages.Catalog(stories))
    (group,) = page.view["groups"]

    assert (len(group.stories), group.n, page.view["left"]) == (pairs.PAIR_MOST, pairs.PAIR_MOST + 3, 3)


# --- scores, evidence, roles, kinds --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "word"), [(0, "0-24"), (24, "0-24"), (25, "25-49"), (74, "50-74"), (75, "75-100"), (100, "75-100")]
)
def test_every_score_lies_in_one_range(score: int, word: str) -> None:
    verdict = make_story().verdict.model_copy(update={"score": score})

    assert facets.range_key(numbered(1, verdict=verdict)) == word


def test_a_report_without_a_score_has_a_list_of_its_own() -> None:
    made = by_path(facets.pages(pages.Catalog([numbered(1, status="limited"), numbered(2)])))

    assert [story.slug for story in made["scores/none/"].view["groups"][0].stories] == ["story-1"]
    assert made["scores/none/"].view["query"] == "score=none"


def test_a_list_exists_only_where_a_report_stands_on_it() -> None:
    paths = set(by_path(facets.pages(pages.Catalog([numbered(1, kind="opinion")]))))

    assert paths == {"scores/50-74/", "evidence/weak/", "roles/company_blog/", "kinds/opinion/"}
    assert list(facets.pages(pages.Catalog([]))) == []


def test_lists_of_one_dimension_name_each_other_and_mark_the_one_at_hand() -> None:
    made = by_path(facets.pages(pages.Catalog([numbered(1), numbered(2, verdict=PLAIN)])))
    siblings = made["scores/0-24/"].view["siblings"]

    assert [(one.path, one.n, one.here) for one in siblings.choices] == [
        ("scores/0-24/", 1, True),
        ("scores/50-74/", 1, False),
    ]


def test_evidence_can_be_narrowed_by_topic() -> None:
    stories = [numbered(1, topic="ai"), numbered(2, topic="ai"), numbered(3, topic="health"), numbered(4, topic=None)]
    catalog = pages.Catalog(stories)
    (choices,) = by_path(facets.pages(catalog))["evidence/weak/"].view["narrow"]

    assert [(one.path, one.n) for one in choices.choices] == [("topics/ai/weak/", 2), ("topics/health/weak/", 1)]
    assert {one.path for one in choices.choices} <= set(by_path(topics.pages(catalog)))


def test_a_list_is_cut_and_the_rest_is_counted() -> None:
    stories = [numbered(n) for n in range(lists.LIST_MOST + 5)]
    view = by_path(facets.pages(pages.Catalog(stories)))["evidence/weak/"].view

    assert (len(view["groups"][0].stories), view["n"], view["left"]) == (lists.LIST_MOST, lists.LIST_MOST + 5, 5)


def test_a_topic_can_be_narrowed_by_verdict_and_by_evidence() -> None:
    stories = [
        with_evidence(1, v.Strength.WEAK, topic="ai", verdict=FOG),
        with_evidence(2, v.Strength.MEDIUM, topic="ai", verdict=FOG),
        with_evidence(3, None, topic="ai", verdict=PLAIN),
    ]
    made = by_path(topics.pages(pages.Catalog(stories)))
    verdicts, evidence = made["topics/ai/"].view["narrow"]

    assert sorted(made) == ["topics/ai/", "topics/ai/medium/", "topics/ai/weak/"]
    assert [(one.path, one.n) for one in verdicts.choices] == [("spin-types/fog/ai/", 2), ("spin-types/none/ai/", 1)]
    assert [(one.path, one.n) for one in evidence.choices] == [("topics/ai/weak/", 1), ("topics/ai/medium/", 1)]
    assert [one.here for one in made["topics/ai/medium/"].view["siblings"].choices] == [False, True]


# --- shares --------------------------------------------------------------------------------------------------------


def test_shares_need_five_verdicts_and_come_with_their_interval() -> None:
    few = lists.mix([numbered(n) for n in range(4)] + [numbered(9, status="limited")])
    many = lists.mix([numbered(n) for n in range(4)] + [numbered(9, verdict=PLAIN)])

    assert few is None
    assert many is not None
    assert [(one.key, one.n, one.percent) for one in many.parts] == [
        (v.SpinType.CUSHION, 4, 80),
        (v.SpinType.NONE, 1, 20),
    ]
    assert all(one.low <= one.percent <= one.high for one in many.parts)
    assert many.alt == "The Cushion: 4 of 5. No material spin: 1 of 5."


def test_topics_show_how_verdicts_divide_and_count_reports_without_a_topic() -> None:
    view = topics.view(
        pages.Catalog([*(numbered(n, topic="ai") for n in range(5)), numbered(7), numbered(8, topic=None)])
    )

    assert [(one.topic, one.n, one.mix is not None) for one in view["topics"]] == [
        (v.Topic.AI, 5, True),
        (v.Topic.BUSINESS, 1, False),
    ]
    assert view["open"] == 1


# --- a type's page -------------------------------------------------------------------------------------------------


def test_a_tactic_shows_its_newest_reports() -> None:
    view = spin_types.one_type(pages.Catalog([on(n, dt.date(2026, 11, n)) for n in range(1, 6)]), "cushion")
    tactic = {one.anchor: one for one in view["tactics"]}["job-loss-softening"]

    assert (tactic.n, [story.slug for story in tactic.stories]) == (5, ["story-5", "story-4", "story-3"])


def test_the_example_has_a_plainer_wording_several_words_and_the_texts_own_voice() -> None:
    found = spin_types.example((make_story(),), v.SpinType.CUSHION)
    fog = spin_types.example((make_story(),), v.SpinType.FOG)

    assert found is not None
    assert (found.number, found.term.exact, found.term.plainer) == (
        2,
        "streamlining two terminals",
        "closing two terminals",
    )
    # "generous help" has no plainer wording.
    assert fog is not None
    assert fog.term.exact == "adjusted presence"
    assert spin_types.example((make_story(),), v.SpinType.HYPE) is None


def test_publishers_are_compared_only_from_five_verdicts_on_and_the_largest_share_comes_first() -> None:
    stories = [
        *(of_publisher(n, "all-fog", FOG) for n in range(5)),
        *(of_publisher(10 + n, "half-fog", FOG if n % 2 else PLAIN) for n in range(6)),
        *(of_publisher(20 + n, "few", FOG) for n in range(4)),
    ]
    view = spin_types.one_type(pages.Catalog(stories), "fog")

    assert [(one.slug, one.part.n, one.total) for one in view["publishers"]] == [("all-fog", 5, 5), ("half-fog", 3, 6)]
    assert view["more_publishers"] == 0


def test_publishers_are_not_compared_by_bars_of_nothing() -> None:
    stories = [*(of_publisher(n, "plain", PLAIN) for n in range(5)), of_publisher(9, "few", FOG)]

    assert spin_types.one_type(pages.Catalog(stories), "fog")["publishers"] == ()
    assert [one.slug for one in spin_types.one_type(pages.Catalog(stories), "none")["publishers"]] == ["plain"]


def test_shares_of_types_are_shares_of_the_verdicts_and_not_of_all_reports() -> None:
    unjudged = [numbered(20 + n, status="limited", verdict=Verdict(), signals=None) for n in range(4)]
    found = spin_types.overview(pages.Catalog([*(numbered(n) for n in range(5)), *unjudged]))

    assert (found["judged"], found["types"][0].share) == (5, "100%")


def test_twelve_publishers_are_compared_at_most() -> None:
    stories = [of_publisher(10 * p + n, f"p-{p}", FOG) for p in range(14) for n in range(5)]
    view = spin_types.one_type(pages.Catalog(stories), "fog")

    assert (len(view["publishers"]), view["more_publishers"]) == (12, 2)


def test_second_types_are_six_bars_from_five_reports_on() -> None:
    cushion = [numbered(n) for n in range(4)]
    alone = make_story().verdict.model_copy(update={"secondary": None})
    few = spin_types.one_type(pages.Catalog(cushion), "cushion")
    many = spin_types.one_type(pages.Catalog([*cushion, numbered(9, verdict=alone)]), "cushion")

    assert few["pairs"] == ()
    assert {str(one.key): one.n for one in many["pairs"]} == {
        "shield": 0, "hype": 0, "halo": 0, "fog": 4, "stampede": 0, "none": 1,
    }  # fmt: skip
    assert (few["share"], many["share"].percent) == (None, 100)


def test_no_material_spin_has_a_page_like_a_type() -> None:
    view = spin_types.one_type(pages.Catalog([numbered(n, verdict=PLAIN, topic=None) for n in range(5)]), "none")

    assert (view["info"].label, view["n"], view["tactics"], view["pairs"]) == ("No material spin", 5, (), ())
    assert (view["untopical"], view["topics"].choices) == (5, ())
    assert [one.here for one in view["siblings"]] == [False] * 6 + [True]


# --- archive -------------------------------------------------------------------------------------------------------


def test_the_archive_holds_every_shown_report_once_by_day() -> None:
    stories = [
        on(1, dt.date(2025, 12, 31)),
        on(2, dt.date(2026, 11, 3)),
        on(3, dt.date(2026, 11, 3)),
        on(4, dt.date(2026, 11, 4)),
        numbered(9, status="withdrawn", status_reason="asked for"),
    ]
    made = by_path(archive.pages(pages.Catalog(stories)))

    assert list(made) == ["archive/", "archive/2026-11/", "archive/2025-12/"]
    assert [(str(day.date), len(day.stories)) for day in made["archive/2026-11/"].view["days"]] == [
        ("2026-11-04", 1),
        ("2026-11-03", 2),
    ]
    assert [(year, [month.name for month in months]) for year, months in made["archive/"].view["years"]] == [
        ("2026", ["November 2026"]),
        ("2025", ["December 2025"]),
    ]
    assert (made["archive/2025-12/"].view["newer"].path, made["archive/2025-12/"].view["older"]) == (
        "archive/2026-11/",
        None,
    )
    assert (made["archive/2026-11/"].view["newer"], made["archive/2026-11/"].view["older"].key) == (None, "2025-12")


def test_a_full_month_goes_on_on_a_second_page() -> None:
    made = by_path(archive.pages(pages.Catalog([numbered(n) for n in range(archive.PAGE_MOST + 1)])))

    assert list(made) == ["archive/", "archive/2026-11/", "archive/2026-11/2/"]
    assert [sum(len(day.stories) for day in made[path].view["days"]) for path in list(made)[1:]] == [
        archive.PAGE_MOST,
        1,
    ]
    assert made["archive/2026-11/2/"].title == "Archive: November 2026, page 2"


def test_the_first_night_has_an_archive_a_browse_page_and_an_index() -> None:
    empty = pages.Catalog([])

    assert [page.path for page in archive.pages(empty)] == ["archive/"]
    assert browse.view(empty)["total"] == 0


# --- all of them ---------------------------------------------------------------------------------------------------


def test_the_browse_page_counts_what_the_lists_hold() -> None:
    stories = [numbered(1, verdict=FOG, topic="ai"), numbered(2, verdict=PLAIN), numbered(3, status="limited")]
    catalog = pages.Catalog(stories)
    view = browse.view(catalog)
    made = by_path((*facets.pages(catalog), *topics.pages(catalog)))
    choices = [*view["topics"], *(one for each in view["dimensions"] for one in each.choices)]

    assert {one.path: one.n for one in choices} == {
        path: page.view["n"] for path, page in made.items() if len(path.split("/")) == 3
    }
    assert {str(one.type): one.n for one in view["types"]} == Counter(
        {"fog": 1, "none": 1, "cushion": 0, "shield": 0, "hype": 0, "halo": 0, "stampede": 0}
    )


def test_titles_and_descriptions_of_lists_fit_a_search_result() -> None:
    stories = [numbered(n, topic=topic, verdict=FOG) for n, topic in enumerate(v.Topic)]
    catalog = pages.Catalog([*stories, numbered(50, status="limited")])
    modules = (topics, pairs, facets, archive, pages.alphabet)

    for page in (page for module in modules for page in module.pages(catalog)):
        assert 0 < len(page.title) <= 60, page.path
        assert 20 < len(page.description) <= 160, page.path
        assert page.updated is not None
