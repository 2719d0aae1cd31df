"""What the lists add over single reports: extremes of the front page, figures over a publisher's reports."""

from generator import jsonld
from generator import vocabulary as v
from generator.models import Integrity, LoadedTerm, Story, Verdict
from generator.pages import Catalog, home, publishers
from tests.stories import make_story, numbered, place

WEAK = Integrity(evidence_strength=v.Strength.WEAK)
STRONG = Integrity(evidence_strength=v.Strength.STRONG)


def scored(number: int, score: int, integrity: Integrity = WEAK) -> Story:
    verdict = make_story().verdict.model_copy(
        update={"score": score, "primary": v.SpinType.HYPE if score >= v.TYPE_FROM else v.SpinType.NONE}
    )
    return numbered(number, verdict=verdict, integrity=integrity)


def titles(stories: tuple[Story, ...]) -> list[str]:
    return [story.original.title for story in stories]


def test_the_front_page_names_the_highest_scores_and_no_plain_text_among_them() -> None:
    view = home.view(Catalog([scored(n, score) for n, score in enumerate((12, 50, 80, 30))]))

    assert titles(view["steered"]) == ["Story number 2", "Story number 1", "Story number 3"]


def test_the_front_page_names_five_extremes_at_most() -> None:
    view = home.view(Catalog([scored(n, 40 + n, STRONG) for n in range(9)]))

    assert titles(view["steered"]) == [f"Story number {n}" for n in (8, 7, 6, 5, 4)]
    assert titles(view["evidenced"]) == [f"Story number {n}" for n in (0, 1, 2, 3, 4)]


def test_only_strong_evidence_with_a_score_counts_as_best_evidenced() -> None:
    short = numbered(3, status="limited", integrity=STRONG, verdict=Verdict(), signals=None)
    view = home.view(Catalog([scored(1, 9, WEAK), scored(2, 60, STRONG), short]))

    assert titles(view["evidenced"]) == ["Story number 2"]


def test_a_front_page_without_reports_has_no_extremes() -> None:
    view = home.view(Catalog([]))

    assert (view["steered"], view["evidenced"], view["recent"]) == ((), (), 0)


def publisher_view(stories: list[Story]) -> dict[str, object]:
    (page,) = publishers.pages(Catalog(stories), jsonld.Site("https://reports.example/"))
    return page.view


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

    assert publisher_view(stories)["terms"] == (("bold", 2),)


def test_claims_are_counted_by_how_far_their_text_backs_them() -> None:
    shares = publisher_view([numbered(n) for n in range(5)])["claims"]

    assert [(one.key, one.n, one.width) for one in shares] == [  # type: ignore[attr-defined]
        ("partly_supported_in_source", 5, 50.0),
        ("unverified_in_source", 5, 50.0),
    ]


def test_a_publisher_with_few_scores_gets_no_figures() -> None:
    view = publisher_view([numbered(n) for n in range(4)])

    assert view["terms"] == view["claims"] == ()
