from generator.analyze.embedded import claims, mechanics, omissions
from generator.models import CounterFrame, Mechanics
from generator.vocabulary import Goal, SpinType
from tests.analyze import cases


def explained(primary: SpinType | None, tactic: str | None = None) -> tuple[Mechanics, tuple[CounterFrame, ...]]:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    terms = cases.launch_terms(doc)
    found = claims.find(doc, terms)
    return mechanics.explain(doc, primary, tactic, terms, found, omissions.find(doc, found, terms))


def test_plain_text_informs_and_nothing_else_is_said() -> None:
    how, others = explained(SpinType.NONE)
    assert how.goal is Goal.INFORM
    assert (how.believe, how.how, how.harder_to_question, how.spin_vs_substance, others) == (None, None, None, (), ())


def test_the_goal_follows_the_tactic_before_the_type() -> None:
    assert explained(SpinType.HYPE)[0].goal is Goal.INFLATE_IMPORTANCE
    assert explained(SpinType.HYPE, "category creation")[0].goal is Goal.CREATE_CATEGORY_LEADERSHIP
    assert explained(SpinType.SHIELD, "third-party blame")[0].goal is Goal.SHIFT_RESPONSIBILITY


def test_how_it_works_is_told_in_the_texts_own_words() -> None:
    how, _ = explained(SpinType.HYPE)
    assert how.how is not None
    assert "“revolutionary sorting engine”" in how.how


def test_pairs_put_wording_beside_the_fact_without_it() -> None:
    how, _ = explained(SpinType.HYPE)
    assert how.spin_vs_substance
    for pair in how.spin_vs_substance:
        assert pair.spin in cases.LAUNCH
        assert pair.spin.lower() not in pair.substance.lower()


def test_questions_are_those_of_the_claims() -> None:
    how, _ = explained(SpinType.HYPE)
    assert how.questions
    assert all(question.endswith("?") for question in how.questions)


def test_a_critic_tells_it_with_what_is_missing() -> None:
    _, others = explained(SpinType.HYPE)
    assert [one.teller for one in others] == ["critic"]
