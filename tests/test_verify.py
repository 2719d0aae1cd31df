"""The verifier: exact spans, nothing beyond the text, one copying budget."""

from itertools import accumulate

import pytest

from generator import quoting, verify
from generator import vocabulary as v
from generator.models import (
    MOST_HITS,
    Analysis,
    Article,
    Claim,
    Entity,
    Integrity,
    Intent,
    KeyStat,
    LoadedTerm,
    Offsets,
    Omission,
    Span,
)
from generator.verify import prose
from generator.verify.budget import Budget
from tests.articles import BODY, make_analysis, make_article, make_claim, make_publisher, make_term

ARTICLE = make_article()
PUBLISHER = make_publisher()


def claim(exact: str, rank: str = "secondary", article: Article = ARTICLE) -> Claim:
    return make_claim(article, exact, rank=rank)


def test_a_span_that_is_not_in_the_text_is_dropped_and_counted() -> None:
    invented = make_term(ARTICLE, "revolutionary").model_copy(update={"exact": "groundbreaking"})
    verified = verify.analysis(make_analysis(ARTICLE, invented), ARTICLE, PUBLISHER)
    assert verified.analysis.loaded_terms == ()
    assert verified.dropped["loaded_terms"] == 1


def test_a_span_with_wrong_offsets_gets_its_own() -> None:
    moved = make_term(ARTICLE, "toy").model_copy(update={"start": 3, "end": 6})
    verified = verify.analysis(make_analysis(ARTICLE, moved), ARTICLE, PUBLISHER)
    term = verified.analysis.loaded_terms[0]
    assert ARTICLE.text[term.start : term.end] == "toy"


def test_a_span_in_the_title_speaks_as_the_headline() -> None:
    verified = verify.analysis(make_analysis(ARTICLE, make_term(ARTICLE, "revolutionary")), ARTICLE, PUBLISHER)
    assert verified.analysis.loaded_terms[0].speaker is v.Speaker.HEADLINE


def test_every_verified_term_reaches_the_formula_and_repeats_are_quoted_once() -> None:
    first = make_term(ARTICLE, "revolutionary")
    again = first.model_copy(update={"start": ARTICLE.text.rindex("revolutionary"), "speaker": v.Speaker.AUTHOR})
    again = again.model_copy(update={"end": again.start + len(again.exact)})
    verified = verify.analysis(make_analysis(ARTICLE, first, again), ARTICLE, PUBLISHER)
    assert len(verified.signals.hits) == 2
    assert len(verified.analysis.loaded_terms) == 1
    assert {hit.sentence for hit in verified.signals.hits} == {0, 1}


def test_a_quotation_gets_its_neighbors_where_a_browser_would_find_another_like_it_first() -> None:
    article = make_article(body="Outstanding rents fell.\n\n" + BODY + "\n\nThey call it an outstanding year, again.")
    verified = verify.analysis(make_analysis(article, make_term(article, "outstanding")), article, PUBLISHER)
    term = verified.analysis.loaded_terms[0]

    assert (term.prefix, term.suffix) == ("an", "year,")


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_quotation_begins_with_a_whole_word(apostrophe: str) -> None:
    article = make_article(body=f"Now we{apostrophe}ve got to right the ship, they say.\n\n{BODY}")
    verified = verify.analysis(make_analysis(article, make_term(article, "ve got to right")), article, PUBLISHER)
    term = verified.analysis.loaded_terms[0]

    assert term.exact == f"we{apostrophe}ve got to right"
    assert article.text[term.start : term.end] == term.exact


def test_a_tactic_of_another_type_is_taken_off_the_term() -> None:
    odd = make_term(ARTICLE, "revolutionary", tactic="public good")
    verified = verify.analysis(make_analysis(ARTICLE, odd), ARTICLE, PUBLISHER)
    assert verified.analysis.loaded_terms[0].tactic is None
    assert verified.signals.hits[0].tactic is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Quillon sold 900 ledgers.", "number"),
        ("The ledger is 4 % faster.", "number"),
        ("The ledger is 0 % faster.", "number"),
        ("Quillon and Norwell unveiled it.", "name"),
        ("At Quillon, Mark unveiled it.", "name"),
        ("The release is a fraud.", "accusation"),
        ("See https://evil.example for more.", "markup"),
        ("It is <b>fast</b>.", "markup"),
    ],
)
def test_a_sentence_of_ours_that_says_more_than_the_text_is_dropped(sentence: str, why: str) -> None:
    fault = prose.fault(sentence, ARTICLE.text)
    assert fault is not None
    assert why in fault
    verified = verify.analysis(make_analysis(ARTICLE, summary=sentence), ARTICLE, PUBLISHER)
    assert verified.analysis.summary is None
    assert verified.dropped["summary"] == 1


def test_a_word_of_accusation_may_stand_in_a_quotation() -> None:
    assert prose.fault("The text quotes “a fraud” once.", "He called it a fraud. The text") is None


def test_a_number_is_found_beside_marks_and_as_part_of_a_date_or_a_rate() -> None:
    text = "It rose by 40%, from 1,200.50 in 2024/25 (10:30); €5 more."
    assert [one for one in ("40", "1,200.50", "2024", "25", "10:30", "5") if prose.fault(f"It was {one}.", text)] == []
    wrong = ("4", "1,200", "200.50", "50", "120", "24")
    assert [one for one in wrong if not prose.fault(f"It was {one}.", text)] == []


def test_a_faithful_summary_stays() -> None:
    verified = verify.analysis(
        make_analysis(
            ARTICLE,
            summary="Quillon says its ledger beats the market by 40 %.",
            summary_support=(Offsets(start=0, end=9),),
        ),
        ARTICLE,
        PUBLISHER,
    )
    assert verified.analysis.summary
    assert verified.analysis.summary_support


def test_a_pasted_summary_is_dropped() -> None:
    pasted = "Quillon today unveiled a revolutionary ledger for small shops. The ledger is 40 % faster than anything"
    verified = verify.analysis(make_analysis(ARTICLE, summary=pasted), ARTICLE, PUBLISHER)
    assert verified.analysis.summary is None


def test_only_one_claim_is_primary() -> None:
    claims = (claim("40 % faster", "primary"), claim("Prices were not given", "primary"))
    verified = verify.analysis(make_analysis(ARTICLE, claims=claims), ARTICLE, PUBLISHER)
    assert [one.rank for one in verified.analysis.claims] == ["primary"]


def long_article(sentences: int = 40) -> tuple[str, list[str]]:
    body = [
        f"Unit {n} of the {chr(97 + n % 26)}{chr(97 + n // 26)} plant makes parts number {n} for the {n} ships of {n} "
        f"and sells item {n} to town {n} each year in month {n} at price {n}."
        for n in range(sentences)
    ]
    return " ".join(body), body


def test_all_words_copied_stay_within_the_budget_and_late_claims_keep_their_place() -> None:
    text, sentences = long_article()
    article = make_article("Plant parts", text)
    claims = tuple(claim(" ".join(sentence.split()[:24]), article=article) for sentence in sentences[:8])
    verified = verify.analysis(make_analysis(article, claims=claims), article, PUBLISHER)
    words = len(article.text.split())
    assert verified.copied_words <= quoting.allowed_words(words)
    short = [one for one in verified.analysis.claims if one.full_end]
    assert short
    for one in short:
        assert article.text[one.start : one.end] == one.exact
        assert len(one.exact.split()) <= 6
        assert one.full_end is not None
        assert one.full_end > one.end


def test_no_quotation_is_longer_than_twenty_five_words() -> None:
    text, sentences = long_article(10)
    article = make_article("Plant parts", text)
    verified = verify.analysis(
        make_analysis(article, claims=(claim(sentences[0] + " " + sentences[1], article=article),)),
        article,
        PUBLISHER,
    )
    assert all(len(one.exact.split()) <= 25 for one in verified.analysis.claims)


@pytest.mark.parametrize(("words", "allowed"), [(100, 120), (1000, 120), (1500, 180), (5000, 200)])
def test_the_allowance_follows_the_length_within_its_ends(words: int, allowed: int) -> None:
    assert quoting.allowed_words(words) == allowed


def test_words_copied_twice_count_once() -> None:
    budget = Budget(ARTICLE.text, 120)
    start = ARTICLE.text.index("revolutionary ledger for")
    assert budget.take_span(start, start + 24)
    used = budget.used
    assert budget.take_prose("Its revolutionary ledger for shops.")
    assert budget.used == used


def test_names_and_numbers_of_the_text_pass_and_others_do_not() -> None:
    good = Entity(
        name="Mara Voss",
        kind=v.EntityKind.PERSON,
        mentions=9,
        start=ARTICLE.text.index("Mara"),
        end=ARTICLE.text.index("Mara") + 9,
    )
    bad = good.model_copy(update={"name": "Mara Vosse"})
    at = ARTICLE.text.index("40 %")
    stat = KeyStat(value="40 %", label="faster", start=at, end=at + 4)
    verified = verify.analysis(
        make_analysis(
            ARTICLE,
            entities=(good, bad),
            key_stats=(stat, stat.model_copy(update={"value": "41 %"})),
            keywords=("ledger", "blockchain"),
            voices=("Mara Voss", "Nobody"),
        ),
        ARTICLE,
        PUBLISHER,
    )
    assert [(one.name, one.mentions) for one in verified.analysis.entities] == [("Mara Voss", 1)]
    assert [one.value for one in verified.analysis.key_stats] == ["40 %"]
    assert verified.analysis.keywords == ("ledger",)
    assert verified.signals.voices == 1


def test_context_is_held_to_the_text_as_well() -> None:
    verified = verify.analysis(
        make_analysis(
            ARTICLE,
            omissions=(
                Omission(
                    kind=v.OmissionKind.NO_BASELINE, text="“40 % faster” names no product it was measured against."
                ),
                Omission(kind=v.OmissionKind.NO_METHOD, text="Norwell Labs was not asked."),
            ),
            integrity=Integrity(likely_ai_summary="Quillon sold 900 ledgers."),
            intent=Intent(
                intent=v.IntentWord.PROMOTIONAL_DISTRIBUTION,
                spans=(
                    Span(exact="Sign up", start=BODY.index("Sign up"), end=0),
                    Span(exact="Call us", start=0, end=7),
                ),
            ),
        ),
        ARTICLE,
        PUBLISHER,
    )
    assert [one.kind for one in verified.analysis.omissions] == ["no_baseline"]
    assert verified.analysis.integrity.likely_ai_summary is None
    assert [span.exact for span in verified.analysis.intent.spans] == ["Sign up"]


def test_no_more_terms_reach_the_formula_than_a_record_holds() -> None:
    words = [f"w{number}" for number in range(MOST_HITS + 5)]
    article = make_article(body=" ".join(words))
    starts = accumulate((len(word) + 1 for word in words), initial=len(article.title) + 2)
    terms = [
        LoadedTerm(exact=word, start=start, end=start + len(word), type=v.LoadedType.OTHER)
        for word, start in zip(words, starts, strict=False)
    ]
    assert len(verify.analysis(Analysis(loaded_terms=terms), article, make_publisher()).signals.hits) == MOST_HITS


def test_a_quotation_inside_a_summary_may_be_as_long_as_any_quotation() -> None:
    words = ARTICLE.text.removeprefix(f"{ARTICLE.title}\n\n").split()
    long = " ".join(words[:14])
    told = f"The text says: “{long}”"
    assert verify.analysis(make_analysis(ARTICLE, summary=told), ARTICLE, PUBLISHER).analysis.summary == told
    bare = f"The text says {long}"
    assert verify.analysis(make_analysis(ARTICLE, summary=bare), ARTICLE, PUBLISHER).analysis.summary is None
    longer = f"The text says: “{' '.join(words[:30])}”"
    assert verify.analysis(make_analysis(ARTICLE, summary=longer), ARTICLE, PUBLISHER).analysis.summary is None
