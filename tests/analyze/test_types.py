# ruff: noqa: E501 - invented releases keep their paragraphs
"""The proposed verdict: type, secondary type, tactic, confidence."""

import pytest

from generator.analyze.embedded import loaded, types
from generator.analyze.embedded.document import Document
from generator.models import Publisher
from generator.vocabulary import TACTIC_TYPE, Level, SpinType
from tests.analyze.writing import HYPE, NEWS, OWN, PLAIN, article

CUSHION = (
    "Today we share difficult news. As part of a strategic reset we are right-sizing our teams, and 240 colleagues will "
    "be leaving. These layoffs are a difficult decision.\n"
    "The temporary headwinds of a softer quarter led to a loss. We will emerge stronger, with a leaner structure and "
    "renewed focus. We thank departing colleagues and wish them well."
)
SHIELD = (
    "Burdensome regulation left us no choice but to close the Oldmarrow line. The delay was caused by our supplier, and "
    "circumstances beyond our control made the loss worse.\n"
    "Sophisticated criminals attacked our systems. Macroeconomic headwinds and unfair competition forced us to raise prices."
)
HALO = (
    "At Brackwater our mission is to make the world a better place. We are a purpose-driven force for good, and no "
    "one is left behind.\nWe build for future generations, for underserved communities and for the greater good. Giving "
    "back is at the heart of everything we do."
)
FOG = (
    "A number of steps have been taken, and further details will be shared in due course. Mistakes were made. Concerns "
    "were raised by certain stakeholders and appropriate measures are under way.\n"
    "It was decided, in light of various factors, that lessons have been learned. Meaningful progress continues across "
    "the organization, and collective responsibility applies."
)
STAMPEDE = (
    "The race is on, and your competitors are already moving. Waiting is not an option: every company must adapt or "
    "die. It is inevitable.\nThe window is closing. Don't be left behind while everyone else is already using it. The "
    "future is here, and there is no turning back."
)


def propose(body: str, publisher: Publisher = OWN, title: str = "A note") -> types.Proposal:
    document = Document.of(article(title, body), publisher)
    return types.propose(document, loaded.terms(document))


@pytest.mark.parametrize(
    ("body", "spin_type"),
    [
        (HYPE, SpinType.HYPE),
        (CUSHION, SpinType.CUSHION),
        (SHIELD, SpinType.SHIELD),
        (HALO, SpinType.HALO),
        (FOG, SpinType.FOG),
        (STAMPEDE, SpinType.STAMPEDE),
    ],
)
def test_each_type_is_told_from_the_others(body: str, spin_type: SpinType) -> None:
    verdict = propose(body)
    assert verdict.primary is spin_type
    assert verdict.secondary is not spin_type
    assert verdict.tactic is not None
    assert TACTIC_TYPE[verdict.tactic] is spin_type


@pytest.mark.parametrize("publisher", [OWN, NEWS])
def test_plain_text_ends_at_none_with_confidence(publisher: Publisher) -> None:
    assert propose(PLAIN, publisher) == types.Proposal(SpinType.NONE, SpinType.NONE, None, None, Level.HIGH)


def test_an_empty_text_is_none() -> None:
    assert propose("").primary is SpinType.NONE


def test_what_others_say_never_decides() -> None:
    quoted = "\n".join(f"“{line}” said Mara Venn, who lives nearby." for line in HYPE.split("\n"))
    assert propose(f"{PLAIN}\n{quoted}", NEWS).primary is SpinType.NONE


def test_one_loaded_word_is_too_little_for_a_type() -> None:
    assert propose("A groundbreaking tank was shown in the hall at noon.").primary is SpinType.NONE


def test_a_repeated_word_counts_twice_at_most() -> None:
    document = Document.of(article("A note", "A groundbreaking tank. " * 9), OWN)
    twice = Document.of(article("A note", "A groundbreaking tank. " * 2 + "A plain tank. " * 7), OWN)
    tallies = [types.tally(one, loaded.terms(one)) for one in (document, twice)]
    assert tallies[0].spans == tallies[1].spans == 2


def test_much_of_one_type_is_surer_than_little_of_two() -> None:
    assert propose(HYPE).confidence is Level.HIGH
    assert propose(f"{PLAIN} A groundbreaking tank, all for the greater good.").confidence is not Level.HIGH
