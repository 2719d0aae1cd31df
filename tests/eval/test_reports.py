"""Reports beside labels: what counts as agreement, and what is left out of the count."""

from collections.abc import Iterator
from typing import Any

import pytest

from generator.evaluate import reports
from generator.evaluate.reports import Pair

TITLE = "Quillon unveils a ledger"
BODY = (
    "Quillon unveils a revolutionary ledger for every shop. The ledger is forty percent faster than before. "
    "It costs nine crowns a month. Nothing else comes close."
)


def row(primary: str = "none", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return one article that two readers labeled alike."""
    return {
        "id": "row-1",
        "text": BODY,
        "title": TITLE,
        "primary": [primary, primary],
        "score": [10, 14],
        "score_mean": 12.0,
        **more,
    }


def span(exact: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    start = f"{TITLE}\n\n{BODY}".index(exact)
    return {"exact": exact, "start": start, "end": start + len(exact), **more}


def report(primary: str = "none", score: int = 12, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a report as the command prints one, with what the figures read."""
    verdict = {
        "primary": primary,
        "tactic": None,
        "score": score,
        "band": {"low": max(0, score - 5), "high": min(100, score + 5)},
        "confidence": "medium",
    }
    base: dict[str, Any] = {
        "status": "processed",
        "kind": "announcement",
        "topic": "business",
        "verdict": verdict | more.pop("verdict", {}),
        "intent": {"intent": "promotional_distribution", "independence": "low"},
        "integrity": {"evidence_strength": "weak", "narrative_risk": "low", "repetition_risk": "low"},
        "mechanics": {"goal": "inform"},
        "loaded_terms": [],
        "claims": [],
        "omissions": [],
        "missing_voices": [],
        "summary_support": [],
    }
    return base | more


def pair(labels: dict[str, Any], told: dict[str, Any]) -> Pair:
    return Pair(labels, told, f"{TITLE}\n\n{BODY}")


def values(*pairs: Pair) -> dict[str, float]:
    return {name: one.value for name, one in reports.measure(pairs).items()}


def cases(*pairs: Pair) -> dict[str, int]:
    return {name: one.n for name, one in reports.measure(pairs).items()}


# --- types ---------------------------------------------------------------------------------------------------------


def test_right_types_count_and_wrong_ones_do_not() -> None:
    found = values(
        pair(row("hype"), report("hype")),
        pair(row("hype"), report("halo")),
        pair(row("halo"), report("halo")),
        pair(row("none"), report("none")),
    )
    assert found["primary accuracy"] == 0.75
    assert found["type hype F1"] == pytest.approx(2 / 3)
    assert found["type halo F1"] == pytest.approx(2 / 3)
    assert found["type none F1"] == 1.0
    assert found["primary macro F1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_a_type_nobody_labeled_has_no_figure() -> None:
    assert "type fog F1" not in values(pair(row("hype"), report("fog")))


def test_a_plain_article_that_we_type_counts_as_wrongly_typed() -> None:
    found = reports.measure(
        [
            pair(row("none"), report("hype")),
            *[pair(row("none"), report("none"))] * 3,
            pair(row("hype"), report("hype")),
        ]
    )
    assert (found["none wrongly typed"].value, found["none wrongly typed"].n) == (0.25, 4)


def test_spin_told_from_none_does_not_ask_which_type() -> None:
    found = values(pair(row("hype"), report("fog")), pair(row("none"), report("none")))
    assert found["spin F1"] == 1.0
    assert found["primary accuracy"] == 0.5


def test_a_type_on_which_the_readers_differ_is_counted_by_nothing_but_the_score() -> None:
    found = cases(pair(row() | {"primary": ["hype", "none"]}, report("hype")), pair(row(), report()))
    assert found["primary accuracy"] == found["spin F1"] == 1
    assert found["score Spearman"] == 2


def test_a_tactic_counts_where_both_readers_name_a_type_and_the_same_tactic() -> None:
    labels = row("hype", tactic=["category creation", "category creation"])
    found = reports.measure(
        [
            pair(labels, report("hype", verdict={"tactic": "category creation"})),
            pair(labels, report("hype", verdict={"tactic": "moonshot framing"})),
            pair(labels, report("none")),
            pair(row("hype", tactic=["democratization", "moonshot framing"]), report("hype")),
            pair(row("none", tactic=[None, None]), report("none")),
        ]
    )
    assert (found["tactic accuracy"].value, found["tactic accuracy"].n) == (pytest.approx(1 / 3), 3)
    assert found["tactic macro F1"].n == 3


def test_a_typed_article_for_which_both_readers_name_no_tactic_counts_for_no_tactic() -> None:
    found = cases(
        pair(row("hype", tactic=[None, None]), report("hype", verdict={"tactic": "democratization"})),
        pair(row("hype", tactic=["democratization"]), report("hype", verdict={"tactic": "democratization"})),
    )
    assert found["tactic accuracy"] == found["tactic macro F1"] == 1


# --- score ---------------------------------------------------------------------------------------------------------


def test_scores_are_held_against_the_mean_of_the_readers() -> None:
    found = values(
        pair(row(score_mean=10.0), report(score=12)),
        pair(row(score_mean=50.0), report(score=40)),
        pair(row(score_mean=90.0), report(score=80)),
    )
    assert found["score Spearman"] == pytest.approx(1.0)
    assert found["score mean absolute error"] == pytest.approx(22 / 3)
    assert found["score inside band"] == pytest.approx(1 / 3)


def test_without_a_stored_mean_the_mean_of_the_scores_is_taken() -> None:
    labels = row()
    del labels["score_mean"]
    assert values(pair(labels, report(score=15)))["score mean absolute error"] == pytest.approx(3.0)


@pytest.mark.parametrize(("low", "high", "inside"), [(12, 20, 1.0), (4, 12, 1.0), (13, 20, 0.0), (0, 11, 0.0)])
def test_the_edges_of_a_band_belong_to_it(low: int, high: int, inside: float) -> None:
    told = report(verdict={"band": {"low": low, "high": high}})
    assert values(pair(row(), told))["score inside band"] == inside


# --- spans ---------------------------------------------------------------------------------------------------------

LOADED = [
    {"quote": "revolutionary ledger", "by": ["A", "B"]},
    {"quote": "Nothing else comes close", "by": ["A", "B"]},
    {"quote": "forty percent faster", "by": ["A"]},
]


def loaded(*exact: str) -> float:
    told = report(loaded_terms=[span(one) for one in exact])
    return values(pair(row(loaded=LOADED), told))["loaded spans overlap F1"]


def test_loaded_spans_count_when_they_overlap_what_both_readers_marked() -> None:
    assert loaded("revolutionary", "Nothing else comes close") == 1.0
    assert loaded("revolutionary") == pytest.approx(2 / 3)


def test_a_span_that_one_reader_marked_is_neither_due_nor_right() -> None:
    assert loaded("forty percent faster") == 0.0
    assert loaded("revolutionary", "Nothing else", "forty percent") == pytest.approx(0.8)


def test_a_place_that_both_readers_marked_in_other_words_is_marked_by_both() -> None:
    marks = [
        {"quote": "a revolutionary ledger", "by": ["A"]},
        {"quote": "ledger for every shop", "by": ["B"]},
        {"quote": "Nothing else", "by": ["A", "B"]},
        {"quote": "else comes close", "by": ["B"]},
    ]

    def both(*exact: str) -> tuple[float, float]:
        found = values(pair(row(loaded=marks), report(loaded_terms=[span(one) for one in exact])))
        return found["loaded spans overlap F1"], found["loaded spans overlap F1, same words marked"]

    assert both("ledger", "Nothing") == (1.0, pytest.approx(2 / 3))
    # Only the word that lies in both marks was marked by both; their edges were not.
    assert both("revolutionary", "Nothing") == (0.5, pytest.approx(2 / 3))
    # Marks that share a character are one place, due once.
    assert both("ledger", "else", "comes") == (pytest.approx(2 * (2 / 3) / (2 / 3 + 1)), 0.5)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert loaded("unveils a ", " for every shop") == 0.0


def test_two_spans_on_one_mark_are_both_right_and_the_mark_is_found_once() -> None:
    assert loaded("revolutionary", "ledger for") == pytest.approx(2 * 1 * 0.5 / 1.5)


def test_spaces_of_a_quotation_are_folded() -> None:
    marks = [{"quote": " revolutionary\n  ledger ", "by": ["A", "B"]}]
    told = report(loaded_terms=[span("revolutionary ledger")])
    assert values(pair(row(loaded=marks), told))["loaded spans overlap F1"] == 1.0


def test_a_term_of_the_title_alone_is_not_held_against_the_text() -> None:
    told = report(loaded_terms=[{"exact": "Quillon unveils a ledger", "start": 0, "end": 24}, span("revolutionary")])
    marks = [{"quote": "revolutionary", "by": ["A", "B"]}]
    assert values(pair(row(loaded=marks), told))["loaded spans overlap F1"] == 1.0


def test_claims_are_held_against_the_first_reader_or_the_only_one() -> None:
    told = report(claims=[span("The ledger is forty percent faster")])
    first = {"A": [{"quote": "forty percent faster"}], "B": [{"quote": "nine crowns"}]}
    only = {"B": [{"quote": "nine crowns"}]}
    assert values(pair(row(claims=first), told))["claims overlap F1"] == 1.0
    assert values(pair(row(claims=only), told))["claims overlap F1"] == 0.0


def test_fields_without_labels_have_no_figure() -> None:
    found = values(pair(row(), report(loaded_terms=[span("revolutionary")])))
    assert not {"loaded spans overlap F1", "claims overlap F1", "omissions micro F1", "kind accuracy"} & set(found)


# --- closed words --------------------------------------------------------------------------------------------------


def test_omissions_and_voices_are_counted_by_their_closed_words() -> None:
    told = report(
        omissions=[{"kind": "no_figures"}, {"kind": "no_method"}],
        missing_voices=[{"stakeholder": "workers"}],
    )
    labels = row(
        omissions={"A": ["no_figures"], "B": ["no_baseline"]},
        missing_voices={"A": [], "B": []},
    )
    found = values(pair(labels, told))
    assert found["omissions micro F1"] == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert found["missing voices micro F1"] == 0.0


def test_a_plain_list_of_words_is_read_like_the_first_readers() -> None:
    told = report(omissions=[{"kind": "no_figures"}])
    assert values(pair(row(omissions=["no_figures"]), told))["omissions micro F1"] == 1.0


@pytest.mark.parametrize(
    ("key", "label", "name"),
    [
        ("kind", "announcement", "kind accuracy"),
        ("topic", "business", "topic accuracy"),
        ("intent", "promotional_distribution", "intent accuracy"),
        ("independence", "low", "independence accuracy"),
        ("evidence_strength", "weak", "evidence strength accuracy"),
        ("narrative_risk", "low", "narrative risk accuracy"),
        ("repetition_risk", "low", "repetition risk accuracy"),
        ("goal", "inform", "goal accuracy"),
    ],
)
def test_each_closed_field_is_right_or_wrong_where_the_readers_agree(key: str, label: str, name: str) -> None:
    found = reports.measure(
        [
            pair(row(**{key: [label, label]}), report()),
            pair(row(**{key: ["elsewhere", "elsewhere"]}), report()),
            pair(row(**{key: [label, "elsewhere"]}), report()),
            pair(row(**{key: []}), report()),
        ]
    )
    assert (found[name].value, found[name].n) == (0.5, 2)


@pytest.mark.parametrize(("ours", "label"), [(ours, one) for ours, near in reports.NEAREST.items() for one in near])
def test_a_word_newer_than_the_labels_is_no_error_where_the_nearest_older_word_stands(ours: str, label: str) -> None:
    told = report(kind=ours, topic=ours)
    found = values(pair(row(kind=[label], topic=[label]), told))
    assert found["kind accuracy"] == found["topic accuracy"] == 1.0
    assert values(pair(row(kind=[ours]), told))["kind accuracy"] == 1.0
    assert values(pair(row(kind=[ours]), report(kind=label)))["kind accuracy"] == 0.0


# --- summary -------------------------------------------------------------------------------------------------------


def test_a_summary_sentence_hits_when_either_reader_chose_it() -> None:
    place = {key: value for key, value in span("It costs nine crowns a month.").items() if key != "exact"}
    other = {key: value for key, value in span("Nothing else comes close.").items() if key != "exact"}
    labels = row(
        summary_sents={"A": ["The ledger is forty percent faster than before."], "B": ["It costs nine crowns"]}
    )
    found = reports.measure([pair(labels, report(summary_support=[place, other]))])
    assert (found["summary sentence hit rate"].value, found["summary sentence hit rate"].n) == (0.5, 2)


# --- what is left out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [{"status": "limited", "verdict": {}}, {"status": "rejected", "reason": "empty"}])
def test_limited_and_refused_reports_are_left_out(told: dict[str, Any]) -> None:
    limited = pair(row("hype", kind=["opinion"], loaded=LOADED, claims={"A": []}), told)
    full = pair(row("none"), report("none"))
    assert values(full, limited) == values(full)
    assert reports.measure([limited]) == {}
    assert reports.majority([limited]) == {}
    assert reports.confident([limited]) == {}
    assert list(reports.misses([limited])) == []


def test_no_article_gives_no_figure() -> None:
    assert reports.measure([]) == reports.majority([]) == reports.confident([]) == {}


# --- beside the figures --------------------------------------------------------------------------------------------


def labeled() -> Iterator[Pair]:
    for number, (primary, told, level) in enumerate(
        [("none", "none", "high"), ("none", "hype", "low"), ("none", "none", "high"), ("hype", "hype", "low")]
    ):
        labels = row(primary, id=f"row-{number}", score_mean=10.0 * number, kind=["opinion" if number else "review"])
        yield pair(labels, report(told, verdict={"confidence": level}))


def test_the_majority_always_says_the_most_frequent_word_and_the_middle_score() -> None:
    found = {name: one.value for name, one in reports.majority(labeled()).items()}
    assert found["primary accuracy"] == 0.75
    assert found["primary macro F1"] == pytest.approx((6 / 7 + 0) / 2)
    assert found["kind accuracy"] == 0.75
    assert found["score mean absolute error"] == pytest.approx((20 + 10 + 0 + 10) / 4)


def test_the_majority_is_measured_on_the_cases_of_the_figure_beside_it() -> None:
    pairs = list(labeled())
    beside = reports.majority(pairs)
    figures = reports.measure(pairs)
    assert set(beside) <= set(figures)
    assert {name: one.n for name, one in beside.items()} == {name: figures[name].n for name in beside}


def test_confidence_is_the_share_of_right_types_at_each_word() -> None:
    found = reports.confident(labeled())
    assert {level: (one.value, one.n) for level, one in found.items()} == {"high": (1.0, 2), "low": (0.5, 2)}


def test_a_field_left_open_is_no_answer_and_its_label_no_case_of_the_right_ones() -> None:
    pairs = [pair(row(kind=["opinion"]), report(kind=told)) for told in ("opinion", None, "review", "opinion")]
    given, right = reports.answered(pairs)["kind"]
    assert (given.value, given.n) == (0.75, 4)
    assert (right.value, right.n) == (pytest.approx(2 / 3), 3)


def test_misses_name_the_article_our_type_and_the_label() -> None:
    assert list(reports.misses(labeled())) == [("row-1", "hype", "none")]


def test_a_generator_of_pairs_is_measured_like_a_list() -> None:
    assert reports.measure(labeled()) == reports.measure(list(labeled()))
    assert reports.majority(labeled()) == reports.majority(list(labeled()))
