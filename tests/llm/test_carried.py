"""What a sentence of a model may say: what its article carries, put together from one place, and no order."""

import pytest

from generator.analyze.embedded import ENGLISH
from generator.analyze.llm.carried import Carrier

TEXT = (
    "Harrow Lane pool closes for repairs\n\n"
    "The council of Tillbrook closes the pool on Harrow Lane for 14 weeks. Repairs cost 210 pounds per swimmer, the "
    "council said. “We are honest about the costs,” said the chief executive, Orla Venn. The contract went to a "
    "military supplier, Brandt Works, after extreme wear was found in the pipes.\n"
    "The community may swim in the lake instead. A doctor, Piet Hallow, treats 30 people with ear infections a year. "
    "He does not advise anybody with an infection to swim. The pool places warmth above cost, the council said."
)
CARRIER = Carrier(TEXT, ENGLISH, ("Orla Venn", "Piet Hallow"))


def carried(sentence: str, *, retells: bool = True, label: bool = False) -> bool:
    return CARRIER.carried(sentence, 600, retells=retells, label=label) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "The council closes the pool for 14 weeks and says what repairs cost.",
        "Repairs of the pool are described by the council alone.",
        "The doctor does not advise people with an infection to swim.",
        "Piet Hallow does not advise people with an infection to swim.",
        "“We are honest about the costs,” says Orla Venn.",
    ],
)
def test_what_the_article_says_may_be_told_in_other_words(sentence: str) -> None:
    assert carried(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No figure shows how much the repairs save.",
        "The text mentions no independent audit.",
        "Passive verbs in the text leave open who decided.",
        "Did anyone compare the cost with that of a new pool?",
        "Do the repairs cost more than a new pool?",
    ],
)
def test_what_a_text_lacks_may_be_told_in_words_for_texts(sentence: str) -> None:
    assert carried(sentence, retells=False)


@pytest.mark.parametrize(
    "sentence",
    [
        # Words of an article that only begin alike.
        "The council of Tillbrook is a group of extremists and communists.",
        "The execution of swimmers cost the council 210 pounds.",
        # Of words that stand far apart, and of persons.
        "Orla Venn is not honest about the contract.",
        "Orla Venn has an ear infection.",
        "The chief executive went to Brandt Works for the contract.",
        "The doctor is honest about Brandt Works.",
        # Turned around.
        "The council is not honest about the costs of repairs.",
        # Figures that count something else.
        "The council closes the pool for 14 people.",
        "Repairs cost 30 pounds per swimmer, the council said.",
        "A quarter of the swimmers had the repairs.",
        # Acts that are nobody's.
        "The council pretends to close the pool and sells the lake.",
        "The council poisons the lake.",
        # Quotations in marks of all kinds.
        "The council said ‘swimmers cost us nothing’ of the pool.",
        "The council said 'swimmers cost us nothing' of the pool.",
    ],
)
def test_what_the_article_does_not_say_is_not_told(sentence: str) -> None:
    assert not carried(sentence)
    assert not carried(sentence, retells=False)
    assert not carried(sentence, retells=False, label=True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Use the lake for 14 weeks.",
        "Leave Tillbrook now.",
        "People with an infection should swim in the lake.",
        "Swimmers do not need to see a doctor.",
        "The council closes the pool. Use the lake.",
        "See the lake instead.",
    ],
)
def test_nobody_is_told_what_to_do(sentence: str) -> None:
    assert not carried(sentence)
    assert not carried(sentence, retells=False)
    assert not carried(sentence, retells=False, label=True)


@pytest.mark.parametrize("plainer", ["job cuts", "laid off", "close the pool", "cost"])
def test_plainer_wording_is_a_word_or_two(plainer: str) -> None:
    assert carried(plainer, retells=False, label=True)
