"""Answers of a real model about our own articles, given again over HTTP: what is published of them can be trusted.

``python -m tests.llm.seam`` records them. Whoever changes what is asked has to record them anew, or to remove them.
"""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from generator import schemas, story
from generator.models import Bill, Story
from generator.origins import Engine
from tests.llm import readings
from tests.llm.asking import Memory
from tests.llm.seam import ARTICLES, Seam, UnknownRequestError, seam

FOLDER: Final = Path(__file__).parent / "recorded"
MODEL: Final = "openai/local"
RECORDED: Final[list[dict[str, Any]]] = (
    json.loads((FOLDER / ARTICLES).read_text(encoding="utf-8")) if (FOLDER / ARTICLES).is_file() else []
)
# The library warns of its own types, and leaves connections to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
    pytest.mark.skipif(not RECORDED, reason="no answers are recorded: see tests/llm/seam.py"),
]
FILES: Final = [one["file"] for one in RECORDED]
# Every field of a report that a model can have part in, and those it is not asked for.
FIELDS: Final = {
    *("kind", "topic", "primary", "secondary", "tactic", "loaded_terms", "omissions", "claims", "missing_voices"),
    *("framing", "summary", "tldr", "counter_frames", "beneficiaries", "keywords", "mechanics"),
    *("key_stats", "entities", "intent", "integrity"),
}
# Fields that stand in a report as they stand in the analysis, unless a model had part in them.
AS_FOUND: Final = ("kind", "topic", "keywords", "summary", "tldr", "key_stats", "entities", "intent", "counter_frames")


class Ran(NamedTuple):
    """One run over all articles: reports, what was asked, what stood, the bill before the second half and at last.

    After the first half the run says what the second half will cost.
    """

    stories: dict[str, Story]
    asked: dict[str, list[str]]
    stood: dict[str, list[dict[str, Any]]]
    taught: Bill
    bill: Bill


def ran(server: Seam, kept: Memory) -> Ran:
    """Run over all recorded articles."""
    stories: dict[str, Story] = {}
    asked: dict[str, list[str]] = {}
    stood: dict[str, list[dict[str, Any]]] = {}
    with readings.analyzer(server.address, MODEL, kept) as analyzer:
        taught = analyzer.bill()
        for file in FILES:
            if file == readings.ARTICLES[readings.HALF]:
                analyzer.expect([len(readings.drafted(one).article.text) for one in FILES[readings.HALF :]])
                taught = analyzer.bill()
            before, known = len(server.asked), len(kept.kept)
            stories[file] = readings.report(analyzer, file)
            asked[file] = server.asked[before:]
            stood[file] = readings.figures(stories[file], file, list(kept.kept.values())[known:])["stood"]
        return Ran(stories, asked, stood, taught, analyzer.bill())


@pytest.fixture(scope="module")
def runs() -> tuple[Ran, Ran]:
    """Run twice with the same kept answers."""
    kept = Memory()
    with seam(FOLDER) as server:
        return ran(server, kept), ran(server, kept)


@pytest.fixture(scope="module")
def first(runs: tuple[Ran, Ran]) -> Ran:
    return runs[0]


@pytest.fixture(scope="module", params=FILES)
def told(first: Ran, request: pytest.FixtureRequest) -> tuple[str, Story]:
    """Yield every article with its report."""
    return request.param, first.stories[request.param]


def test_every_recorded_answer_is_asked_for_and_no_other(first: Ran) -> None:
    assert first.asked == {one["file"]: one["asked"] for one in RECORDED}
    asked = {name for names in first.asked.values() for name in names}
    assert asked == {file.stem for file in FOLDER.glob("*.json")} - {Path(ARTICLES).stem}


def test_every_quotation_stands_in_the_article_at_its_place(told: tuple[str, Story]) -> None:
    file, report = told
    article = readings.drafted(file).article
    assert report.provenance.input_digest == article.digest
    assert list(readings.misquoted(report.model_dump(mode="json"), article)) == []
    words = [one.spin for one in report.mechanics.spin_vs_substance]
    words += [*report.keywords, *(one.name for one in (*report.beneficiaries, *report.entities))]
    words += [one.name for one in report.missing_voices if one.name]
    assert [one for one in words if one.casefold() not in article.text.casefold()] == []


def test_every_record_keeps_to_the_schema_and_reads_back(told: tuple[str, Story]) -> None:
    file, report = told
    assert list(schemas.faults(report.model_dump(mode="json"), schemas.story_validator())) == []
    assert story.parse(story.render(report), file) == report


def test_every_field_says_where_it_comes_from_and_why_not_from_the_model(told: tuple[str, Story]) -> None:
    made = told[1].provenance
    if made.fallback is not None:
        assert (made.engine, made.fields, made.model) == (Engine.EMBEDDED, {}, None)
        return
    assert (made.model, set(made.fields)) == (MODEL, FIELDS)
    embedded = {name for name, engine in made.fields.items() if engine is Engine.EMBEDDED}
    assert embedded <= set(made.reasons)
    assert made.engine is (Engine.MIXED if embedded != FIELDS else Engine.EMBEDDED)


def test_a_field_labeled_embedded_is_what_the_embedded_analyzer_says_alone(told: tuple[str, Story]) -> None:
    file, report = told
    alone = readings.alone(file)
    embedded = [name for name in AS_FOUND if report.provenance.fields.get(name, Engine.EMBEDDED) is Engine.EMBEDDED]
    # Other claims leave other room for copied words: what is dropped alone may fit beside them.
    dropped = {name for name in embedded if name in alone.provenance.dropped and not getattr(alone, name)}
    assert [name for name in embedded if name not in dropped and getattr(report, name) != getattr(alone, name)] == []


def test_wording_that_only_the_model_calls_loaded_weighs_little(told: tuple[str, Story]) -> None:
    terms = [one for one in told[1].loaded_terms if one.found_by is Engine.LLM]
    assert {one.weight for one in terms} <= {1}


def test_as_much_of_the_answers_stands_in_the_text_as_did_when_recorded(first: Ran) -> None:
    # What the verifier drops further on may differ between processors: the embedded analyzer's sums do, and with them
    # how many words are left to copy.
    assert first.stood == {one["file"]: one["stood"] for one in RECORDED}


def test_the_cost_of_reports_is_the_cost_of_the_run(first: Ran) -> None:
    assert first.bill.requests == sum(map(len, first.asked.values()))
    whole = sum(one.provenance.cost or 0 for one in first.stories.values())
    if all(one.provenance.fallback is None for one in first.stories.values()):
        assert whole == pytest.approx(first.bill.cost)


def test_the_second_half_costs_what_the_first_half_has_taught(first: Ran) -> None:
    counted = first.bill.cost - first.taught.cost
    assert counted == pytest.approx(first.taught.estimate, rel=0.1)


def test_a_second_run_asks_nothing_and_gives_the_same_reports_byte_for_byte(runs: tuple[Ran, Ran]) -> None:
    first, again = runs
    assert (again.bill.requests, again.bill.cost, any(again.asked.values())) == (0, 0, False)
    assert again.bill.kept > len(FILES)
    assert [story.render(one) for one in again.stories.values()] == [
        story.render(one) for one in first.stories.values()
    ]


def test_an_answer_that_is_not_recorded_fails_the_run_and_is_named(tmp_path: Path) -> None:
    reports, asked = [], []

    def unknown() -> None:
        with seam(tmp_path) as server, readings.analyzer(server.address, MODEL, Memory()) as analyzer:
            reports.append(readings.report(analyzer, FILES[0]))
            asked.extend(server.asked)

    with pytest.raises(UnknownRequestError) as error:
        unknown()
    assert [one.provenance.engine for one in reports] == [Engine.EMBEDDED]
    assert asked
    assert all(name in str(error.value) for name in asked)
