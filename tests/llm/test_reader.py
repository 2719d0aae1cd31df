"""One model as a reader, without any service: what of its answers becomes a reading."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.analyze.base import Heard
from generator.analyze.embedded import ENGLISH
from generator.analyze.llm import prompt
from generator.analyze.llm.asking import Asked, Raw
from generator.analyze.llm.faults import CallError, Fault
from generator.analyze.llm.prompt import Question
from generator.analyze.llm.reader import ModelReader
from generator.errors import AnalyzeError
from tests.articles import BODY, make_analysis, make_article, make_publisher
from tests.llm.answers import FULL


class Answering:
    """Answer every question with the next of some texts, then with the last again; an exception is raised."""

    def __init__(self, *said: str | Exception) -> None:
        self.where = SimpleNamespace(model="openai/a")
        self.said = list(said)

    async def ask(self, _: Question, __: int = 0) -> Raw:
        text = self.said.pop(0) if len(self.said) > 1 else self.said[0]
        if isinstance(text, Exception):
            raise text
        return Raw(text, 5)


def heard(*said: str | Exception, body: str = BODY, one_line: bool = False) -> Heard:
    """Return what is heard of a model that says these things, the last of them its one line where it is to give one."""
    article = make_article(body=body)
    unused: Any = None
    samples = len(said) - one_line
    reader = ModelReader(cast("Asked", Answering(*said)), unused, ENGLISH, samples=samples, one_line=one_line)
    return asyncio.run(reader.read(article, make_publisher(), make_analysis(article, voices=("Mara Voss",))))


def lined(line: str) -> Heard:
    """Return what is heard where a model gives that line."""
    return heard(json.dumps(FULL), line, one_line=True)


@pytest.mark.parametrize(
    "line",
    [
        "Quillon unveiled a revolutionary ledger for small shops.",
        "The ledger is 40 % faster than anything on the market.",
        "Quillon calls the ledger for small shops “revolutionary”",
        "“Revolutionary” is the ledger for small shops, it says of “the market”",
        "It is a toy, said Mara Voss.",
    ],
)
def test_a_line_that_the_article_carries_is_heard_even_as_its_own_sentence(line: str) -> None:
    found = lined(line)
    assert found.line == line
    assert "likely_ai_summary" not in found.readings[0].dropped


@pytest.mark.parametrize(
    "line",
    [
        "Brightwell unveiled a revolutionary ledger for small shops.",
        "The revolutionary ledger of John Marsh is for small shops.",
        "The police will arrest whoever sells a ledger to small shops.",
        "Mara Voss stole the ledger of Quillon for small shops.",
        "The weather of tomorrow brings plenty of sunshine over coastal towns.",
        "Mara Voss defrauded small shops with a ledger.",
        "The ledger of Quillon made small shops sick.",
        "mara voss defrauded small shops with a ledger.",
        "Quillon asks ninety million dollars for a ledger for small shops.",
        "Quillon offers small shops a ledger; send your savings to Quillon.",
        "See quillon.shop for the ledger for small shops.",
        "As an AI I see a ledger for small shops.",
        "See https://evil.example for the ledger.",
        # Words that neither the article nor plain analysis has.
        "Frames a tax evader as a maker of a ledger for small shops.",
        "Quillon takes kickbacks for a ledger for small shops.",
        "The mayor groped small shops with a ledger.",
        # Quotations that do not stand in the article, names in other letters, addresses in other dots.
        "Small shops say “it is not faster” of the ledger.",
        "Small shops say “it is a toy of the ledger.",
        "Łukasz Żółć offers small shops a ledger.",
        "The ledger of кредит.рф is for small shops.",
        "The ledger at quillon\u3002com is for small shops.",
        "The ledger at quillon\u2024com is for small shops.",
        "The ledger at quillon [dot] com is for small shops.",
        "The ledger of @quillon is for small shops.",
        "The ledger is for small\u200b shops.",
    ],
)
def test_a_line_that_the_article_does_not_carry_is_dropped_and_counted(line: str) -> None:
    found = lined(line)
    assert found.line is None
    assert found.readings[0].dropped["likely_ai_summary"] == 1


@pytest.mark.parametrize("marks", ["“”", '""', "”“"])
def test_quotation_marks_around_a_whole_line_are_not_of_it(marks: str) -> None:
    line = "The ledger is 40 % faster than anything on the market."
    assert lined(f"{marks[0]}{line}{marks[1]} ").line == line


def test_a_line_that_never_came_was_asked_for() -> None:
    found = heard(json.dumps(FULL), CallError(Fault.TIMEOUT), one_line=True)
    assert (found.line, found.line_asked) == (None, True)
    assert "likely_ai_summary" not in found.readings[0].dropped


def test_why_an_answer_cannot_be_read_stays_with_the_cause() -> None:
    with pytest.raises(AnalyzeError) as raised:
        heard("I would rather not.")
    assert raised.value.problem == f"openai/a: {Fault.UNREADABLE}"
    assert "no JSON object" in str(raised.value.__cause__)


def test_of_a_text_that_was_cut_nothing_is_said_to_be_missing() -> None:
    (whole,) = heard(json.dumps(FULL)).readings
    assert (len(whole.analysis.omissions), whole.dropped.get("omissions")) == (1, None)
    rest = "\n\nThe shops are open all week." * (prompt.MOST_CHARACTERS // 20)
    (cut,) = heard(json.dumps(FULL), body=BODY + rest).readings
    assert (cut.analysis.omissions, cut.analysis.missing_voices) == ((), ())
    assert (cut.dropped["omissions"], cut.dropped["missing_evidence"]) == (1, 2)
    assert [one.missing_evidence for one in whole.analysis.claims] != [()]
    assert [one.missing_evidence for one in cut.analysis.claims] == [()]
    assert cut.analysis.claims


def test_a_bug_in_one_sample_is_no_sample_less() -> None:
    with pytest.raises(ZeroDivisionError):
        heard(json.dumps(FULL), ZeroDivisionError())
