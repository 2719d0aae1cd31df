"""Two readings of one text become one: both first, the witness where votes are equal, a model alone weighs little."""

import pytest

from generator import vocabulary as v
from generator.analyze import merging
from generator.analyze.base import Heard, Reading
from generator.models import Analysis, Claim, Omission, Sentence, Span
from generator.origins import ADDRESSED, Engine
from tests.articles import make_analysis, make_article, make_claim, make_term

ARTICLE = make_article()
TEXT = ARTICLE.text
DIGEST = "sha256:" + "0" * 64


def steering() -> tuple[Sentence, ...]:
    """Return the sentences of the article; the first of the body steers."""
    sentences = make_analysis(ARTICLE).sentences
    return tuple(one.model_copy(update={"steers": number == 1}) for number, one in enumerate(sentences))


def witness(*words: str, **changes: object) -> Analysis:
    known = {"sentences": steering(), "primary": v.SpinType.HYPE, "kind": v.Kind.ANNOUNCEMENT, "tone": 50}
    return make_analysis(ARTICLE, *(make_term(ARTICLE, one) for one in words), **(known | changes))


def heard(*readings: Analysis, name: str = "openai/x", line: str | None = None) -> Heard:
    return Heard(name, tuple(Reading(one, {"claims": 1}) for one in readings), line, 0.5, DIGEST)


def omission(kind: v.OmissionKind, text: str = "No price is given.") -> Omission:
    return Omission(kind=kind, text=text)


def claim(exact: str, **changes: object) -> Claim:
    return make_claim(ARTICLE, exact, **changes)


def planted() -> Span:
    start = TEXT.index("Sign up")
    return Span(start=start, end=start + 7, exact="Sign up")


# --- wording -------------------------------------------------------------------------------------------------------


def test_what_both_found_stands_first_with_the_models_plainer_words() -> None:
    model = witness("revolutionary")
    model = model.model_copy(
        update={"loaded_terms": (model.loaded_terms[0].model_copy(update={"plainer": "new", "weight": 1}),)}
    )
    found = merging.merge(witness("faster", "revolutionary"), [heard(model)]).loaded_terms
    assert [(one.exact, one.found_by) for one in found] == [
        ("revolutionary", Engine.MIXED),
        ("faster", Engine.EMBEDDED),
    ]
    assert (found[0].plainer, found[0].weight) == ("new", 2)


@pytest.mark.parametrize(
    ("own", "model", "both"),
    [
        ("unveiled", "today unveiled a", True),
        ("today unveiled", "unveiled", True),
        ("unveiled", "Quillon today unveiled a revolutionary ledger for small shops.", False),
        ("Quillon today unveiled a revolutionary ledger for small shops.", "unveiled", False),
    ],
)
def test_both_found_a_wording_where_each_quotes_a_good_part_of_the_other(own: str, model: str, both: bool) -> None:  # noqa: FBT001 - a case
    (found,) = merging.merge(witness(own), [heard(witness(model))]).loaded_terms
    assert (found.exact, found.found_by) == (own, Engine.MIXED if both else Engine.EMBEDDED)


def test_what_a_model_alone_found_needs_a_sentence_that_steers_and_is_slight() -> None:
    found = merging.merge(witness(), [heard(witness("today unveiled", "faster"))]).loaded_terms
    assert [(one.exact, one.found_by, one.weight) for one in found] == [("today unveiled", Engine.LLM, 1)]


@pytest.mark.parametrize(("times", "kept"), [(1, False), (2, True), (3, True)])
def test_of_several_answers_half_have_to_name_a_wording(times: int, kept: bool) -> None:  # noqa: FBT001 - a case
    readings = [witness("today unveiled")] * times + [witness()] * (4 - times)
    assert bool(merging.merge(witness(), [heard(*readings)]).loaded_terms) is kept


# --- closed words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "models", "stands", "agreed"),
    [
        ("hype", ["hype"], "hype", 2),
        ("hype", ["halo"], "hype", 1),
        ("hype", ["halo", "halo"], "halo", 2),
        ("hype", ["halo", "fog"], "hype", 1),
        (None, ["halo"], "halo", 1),
        (None, ["halo", "fog"], None, None),
        ("hype", [None], "hype", 1),
        (None, [None], None, None),
        ("hype", ["none", "none"], "hype", 1),
    ],
)
def test_of_closed_words_the_most_frequent_stands_and_the_witness_where_votes_are_equal(
    own: str | None, models: list[str | None], stands: str | None, agreed: int | None
) -> None:
    voices = [heard(witness(primary=one), name=f"m{number}") for number, one in enumerate(models)]
    found = merging.merge(witness(primary=own), voices)
    assert (found.primary, found.making.agreement.get("primary")) == (stands, agreed)


def test_a_tactic_that_does_not_fit_the_type_is_nobodys() -> None:
    own = witness(primary="hype", tactic="superlative praise")
    outvoted = [heard(witness(primary="halo", tactic="superlative praise"), name=name) for name in ("a", "b")]
    found = merging.merge(own, outvoted)
    assert (found.primary, found.tactic) == ("halo", None)
    made = found.making
    assert (made.fields["tactic"], made.reasons["tactic"]) == (Engine.EMBEDDED, merging.MISFIT)
    assert "tactic" not in made.agreement
    fits = merging.merge(own, [heard(own)])
    assert (fits.tactic, fits.making.fields["tactic"], fits.making.agreement["tactic"]) == (own.tactic, "mixed", 2)


def test_readers_that_differ_on_the_type_leave_little_confidence() -> None:
    seen = witness(confidence=v.Level.HIGH)
    assert merging.merge(seen, [heard(witness())]).confidence is v.Level.HIGH
    assert merging.merge(seen, [heard(witness(primary="fog"))]).confidence is v.Level.LOW


# --- omissions, claims, voices -------------------------------------------------------------------------------------


def test_omissions_of_both_take_the_models_words_and_those_of_a_model_alone_are_marked() -> None:
    price, method = v.OmissionKind.NO_COST_OR_PRICE, v.OmissionKind.NO_METHOD
    own = witness(omissions=(omission(method, "How was it measured?"), omission(price)))
    model = witness(omissions=(omission(price, "Its price."), omission(v.OmissionKind.NO_TIMELINE)))
    found = merging.merge(own, [heard(model)]).omissions
    assert [(one.kind.value, one.text, one.found_by.value) for one in found] == [
        ("no_cost_or_price", "Its price.", "mixed"),
        ("no_method", "How was it measured?", "embedded"),
        ("no_timeline", "No price is given.", "llm"),
    ]


def test_claims_of_the_witness_stay_and_gain_what_the_model_asks_for() -> None:
    own = claim("The ledger is 40 % faster than anything on the market.", missing_evidence=("a benchmark",))
    model = (
        claim("The ledger is 40 % faster", missing_evidence=("a price list",)),
        claim("Prices were not given."),
    )
    found = merging.merge(witness(claims=(own,)), [heard(witness(claims=model))])
    assert [one.missing_evidence for one in found.claims] == [("a benchmark", "a price list"), ()]
    assert [one.rank for one in found.claims] == [v.Rank.PRIMARY, v.Rank.SUPPORTING]
    assert found.making.fields["claims"] is Engine.MIXED


def test_what_was_left_out_is_not_said_once_more_as_missing_evidence() -> None:
    lacking = claim("The ledger is 40 % faster", missing_evidence=("No price is given", "a price list"))
    model = witness(claims=(lacking,), omissions=(omission(v.OmissionKind.NO_COMPARISON),))
    found = merging.merge(witness(), [heard(model)])
    assert [one.text for one in found.omissions] == ["No price is given."]
    assert [one.missing_evidence for one in found.claims] == [("a price list",)]


def test_reasons_tell_quotations_sentences_and_wording_that_does_not_steer_apart() -> None:
    quiet = witness().model_copy(update={"loaded_terms": (make_term(ARTICLE, "faster"),)})
    lost = Reading(quiet, {"framing": 1, "keywords": 2})
    reasons = merging.merge(witness(), [Heard("openai/x", (lost,), None, 0.5, DIGEST)]).making.reasons
    assert reasons["framing"] == merging.NOT_CARRIED
    assert reasons["keywords"] == merging.NOTHING_STOOD
    assert reasons["loaded_terms"] == merging.NOT_STEERING
    assert reasons["counter_frames"] == merging.NONE_GIVEN


# --- where everything comes from -----------------------------------------------------------------------------------


def test_sentences_are_the_models_where_it_wrote_any() -> None:
    own = witness(summary="Ours.", framing="Our frame.")
    found = merging.merge(own, [heard(witness(summary="Theirs.", framing=None))])
    assert (found.summary, found.framing) == ("Theirs.", "Our frame.")
    made = found.making
    assert (made.fields["summary"], made.fields["framing"]) == (Engine.LLM, Engine.EMBEDDED)
    assert made.reasons["framing"] == merging.NONE_GIVEN
    assert (made.models, made.runs, made.cost, made.dropped) == (("openai/x",), 1, 0.5, {"claims": 1})


def test_who_speaks_is_the_one_whose_type_stands() -> None:
    voices = [heard(witness(primary=one, summary=f"As {one}."), name=one) for one in ("halo", "fog", "fog")]
    assert merging.merge(witness(primary=None), voices).summary == "As fog."


def test_opinions_go_by_spans_alone_and_samples_by_what_they_would_have_led_to() -> None:
    found = merging.merge(witness("revolutionary"), [heard(witness(), witness("today unveiled"))]).making
    told = [(one.reader, one.is_sample, one.tone, len(one.loaded_terms)) for one in found.alternatives]
    assert told == [
        ("embedded", False, None, 1),
        ("openai/x", False, None, 0),
        ("embedded", True, 50, 1),
        ("embedded", True, 50, 2),
    ]


# --- texts that speak to machines ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["witness", "model"])
def test_where_a_text_speaks_to_machines_a_model_adds_nothing(who: str) -> None:
    marks = {"planted_instructions": (planted(),)}
    own = witness("revolutionary", summary="Ours.", **(marks if who == "witness" else {}))
    price = v.OmissionKind.NO_COST_OR_PRICE
    model = witness("today unveiled", summary="Theirs.", omissions=(omission(price),), **marks)
    found = merging.merge(own, [heard(model, line="Revolutionary!")])
    assert [one.exact for one in found.loaded_terms] == ["revolutionary"]
    assert (found.summary, found.omissions, found.claims) == ("Ours.", (), ())
    assert found.integrity == own.integrity
    assert found.making.reasons["summary"] == ADDRESSED
    assert [one.exact for one in found.planted_instructions] == (["Sign up"] if who == "witness" else [])


@pytest.mark.parametrize(
    ("asked", "dropped", "spoken_to", "why"),
    [
        (False, {}, False, merging.NOT_ASKED),
        (True, {}, False, merging.NONE_GIVEN),
        (True, {"likely_ai_summary": 1}, False, merging.NOT_CARRIED),
        (True, {"likely_ai_summary": 1}, True, ADDRESSED),
    ],
)
def test_a_line_that_is_not_carried_leaves_what_was_predicted(
    asked: bool,  # noqa: FBT001 - a case
    dropped: dict[str, int],
    spoken_to: bool,  # noqa: FBT001 - a case
    why: str,
) -> None:
    own = witness(planted_instructions=(planted(),) if spoken_to else ())
    found = merging.merge(own, [Heard("openai/x", (Reading(own, dropped),), None, 0.5, DIGEST, asked)])
    assert found.integrity == own.integrity
    assert (found.making.fields["integrity"], found.making.reasons["integrity"]) == (Engine.EMBEDDED, why)


# --- what no model may decide ----------------------------------------------------------------------------------------


def test_no_number_of_models_lends_a_text_a_type_or_takes_it() -> None:
    own = witness("revolutionary", primary=v.SpinType.NONE)
    said = own.model_copy(update={"primary": v.SpinType.HYPE})
    two = [heard(said), heard(said, name="openai/y")]
    found = merging.merge(own, two)
    assert (found.primary, found.making.reasons["primary"]) == (v.SpinType.NONE, merging.OTHERWISE)
    open_ = own.model_copy(update={"primary": None})
    assert merging.merge(open_, [heard(own), heard(own, name="openai/y")]).primary is None
    assert merging.merge(open_, [heard(said), heard(said, name="openai/y")]).primary is v.SpinType.HYPE


def test_of_a_text_that_speaks_to_machines_everything_is_the_witnesss() -> None:
    own = witness("revolutionary", "unveiled", omissions=(omission(v.OmissionKind.NO_COST_OR_PRICE),))
    own = own.model_copy(update={"planted_instructions": (planted(),)})
    model = witness("unveiled", omissions=(omission(v.OmissionKind.NO_COST_OR_PRICE, "No price stands there."),))
    found = merging.merge(own, [heard(model)])
    kept = ("loaded_terms", "omissions", "missing_voices", "claims", "primary", "summary", "mechanics", "confidence")
    assert [name for name in kept if getattr(found, name) != getattr(own, name)] == []
    assert set(found.making.fields.values()) == {Engine.EMBEDDED}
    assert found.making.reasons["loaded_terms"] == found.making.reasons["omissions"] == ADDRESSED


def test_what_another_reading_wrote_is_not_said_to_be_nothing() -> None:
    own = witness("revolutionary")
    first, second = witness("revolutionary"), witness("revolutionary", summary="Quillon unveiled a ledger.")
    found = merging.merge(own, [heard(first), heard(second, name="openai/y")])
    assert found.making.reasons["summary"] == merging.NOT_FIRST
    assert merging.merge(own, [heard(first)]).making.reasons["summary"] == merging.NONE_GIVEN
