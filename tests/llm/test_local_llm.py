"""A real model on a real server, end to end: whatever it says, what is published holds. Never whether it is right.

    SPIN_LOCAL_LLM=http://127.0.0.1:8080/v1 python -m pytest -m local_llm tests/llm/test_local_llm.py

asks any OpenAI-compatible server about three articles of the sample newsroom; a small model takes some minutes.
"""

import os
from importlib.util import find_spec
from typing import Final, NamedTuple

import pytest

from generator import schemas, story
from generator.models import Bill, Story
from generator.origins import Engine
from tests.llm import readings
from tests.llm.asking import Memory

BASE: Final = os.environ.get("SPIN_LOCAL_LLM", "")
MODEL: Final = "openai/local"
# A halo, a fog, and a page that speaks to machines.
FILES: Final = (readings.ARTICLES[0], readings.ARTICLES[3], readings.ARTICLES[9])
# The library warns of its own types, and leaves connections to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.local_llm,
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
    pytest.mark.skipif(not BASE, reason="SPIN_LOCAL_LLM names no model server"),
]


class Ran(NamedTuple):
    stories: list[Story]
    bill: Bill


@pytest.fixture(scope="module")
def runs() -> tuple[Ran, Ran]:
    """Run twice with the same kept answers."""
    kept = Memory()

    def ran() -> Ran:
        with readings.analyzer(BASE, MODEL, kept, seconds=1200) as analyzer:
            return Ran([readings.report(analyzer, file) for file in FILES], analyzer.bill())

    return ran(), ran()


def test_every_article_becomes_a_report_that_keeps_to_the_schema(runs: tuple[Ran, Ran]) -> None:
    for file, report in zip(FILES, runs[0].stories, strict=True):
        assert list(schemas.faults(report.model_dump(mode="json"), schemas.story_validator())) == []
        assert story.parse(story.render(report), file) == report


def test_every_published_quotation_stands_in_its_article(runs: tuple[Ran, Ran]) -> None:
    for file, report in zip(FILES, runs[0].stories, strict=True):
        assert list(readings.misquoted(report.model_dump(mode="json"), readings.drafted(file).article)) == []


def test_every_report_says_what_made_it(runs: tuple[Ran, Ran]) -> None:
    for made in (one.provenance for one in runs[0].stories):
        if made.fallback is None:
            assert (made.analyzer, made.model) == ("llm", MODEL)
            assert {name for name, one in made.fields.items() if one is Engine.EMBEDDED} <= set(made.reasons)
        else:
            assert (made.engine, made.model, made.fields) == (Engine.EMBEDDED, None, {})


def test_requests_and_their_cost_are_counted(runs: tuple[Ran, Ran]) -> None:
    bill = runs[0].bill
    # A report and a line for each article, and the first one once more in a form the server knows.
    assert 2 * len(FILES) <= bill.requests
    assert 0 < bill.cost < bill.cap
    assert bill.stopped is None


def test_a_second_run_asks_nothing_and_gives_the_same_reports(runs: tuple[Ran, Ran]) -> None:
    first, again = runs
    assert (again.bill.requests, again.bill.cost) == (0, 0)
    assert [story.render(one) for one in again.stories] == [story.render(one) for one in first.stories]
