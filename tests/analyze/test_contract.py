# ruff: noqa: RUF001 - odd letters are the point
"""What every registered analyzer must keep, whatever it is made of."""

import os
import subprocess
import sys
import time

import pytest
from pydantic import ValidationError

from generator import analyze
from generator.analyze.base import Analyzer
from generator.errors import AnalyzeError, ConfigError
from generator.models import Analysis
from generator.vocabulary import TACTIC_TYPE, SpinType
from tests.analyze import cases, registered
from tests.analyze.writing import HYPE, NEWS, OWN, PLAIN, article

ODD = {
    "empty": ("", ""),
    "title alone": ("A title", ""),
    "spaces": (" ", " \n \n\t"),
    "marks": ("???", "... !!! “ ” « » ' \" ( [ {"),
    "open quote": ("Said", "“We never close this mark. \n“Nor this one, he said. \nEnd"),
    "emoji": ("🚀🚀", "🎉 We are thrilled 🎉🎉! " * 30),
    "joined emoji": ("👩‍👩‍👧", "👩‍👩‍👧 said the 👨‍🚒. " * 20),
    "right to left": ("خبر اليوم", "قال المتحدث إن المشروع ثوري. " * 40),
    "cjk": ("新产品发布", "这是革命性的产品。我们很高兴宣布！" * 60),
    "combining": ("é́́", "a\u0301\u0301 groundbre\u0301aking " * 30),
    "one word": ("x", "word" * 5000),
    "no stops": ("No stops", "groundbreaking and " * 900),
    "only headings": ("Heads", "\n".join(["A heading here"] * 60)),
    "surrogate-free astral": ("𝔘𝔫𝔦", "𝔊𝔯𝔬𝔲𝔫𝔡 breaking news. " * 50),
    "huge": ("Huge", (HYPE + "\n") * 60),
}


@pytest.fixture(params=sorted(analyze.ANALYZERS))
def analyzer(request: pytest.FixtureRequest) -> Analyzer:
    made = registered.make(request.param)
    assert made.name == request.param
    return made


def spans_of(analysis: Analysis) -> list[tuple[int, int, str]]:
    found = (
        *analysis.loaded_terms,
        *analysis.claims,
        *analysis.intent.spans,
        *analysis.planted_instructions,
    )
    return [(one.start, one.end, one.exact) for one in found]


@pytest.mark.parametrize("case", sorted(ODD))
def test_odd_texts_give_an_analysis_or_an_analyze_error(analyzer: Analyzer, case: str) -> None:
    title, body = ODD[case]
    text = article(title, body)
    try:
        analysis = analyzer.analyze(text, OWN)
    except AnalyzeError:
        assert len(text.text) > 100_000
        return
    for start, end, exact in spans_of(analysis):
        assert text.text[start:end] == exact


@pytest.mark.parametrize("body", [PLAIN, HYPE])
def test_every_span_is_exact_and_every_tactic_belongs_to_its_type(analyzer: Analyzer, body: str) -> None:
    text = article("A title of today", body)
    analysis = analyzer.analyze(text, OWN)
    for start, end, exact in spans_of(analysis):
        assert text.text[start:end] == exact
    for term in analysis.loaded_terms:
        assert term.tactic is None or TACTIC_TYPE[term.tactic].value == term.type.value
    if analysis.primary in (None, SpinType.NONE):
        assert analysis.tactic is None
    elif analysis.tactic is not None:
        assert TACTIC_TYPE[analysis.tactic] is analysis.primary
    assert analysis.sentences[0].start == 0
    assert text.text[: analysis.sentences[0].end] == text.title


def test_an_analysis_is_frozen(analyzer: Analyzer) -> None:
    analysis = analyzer.analyze(article("A title", PLAIN), NEWS)
    with pytest.raises(ValidationError):
        analysis.primary = SpinType.HYPE  # type: ignore[misc]


def test_keywords_and_keyed_words_stand_in_the_text(analyzer: Analyzer) -> None:
    text = article("Lumen heat store", HYPE + "\n" + PLAIN)
    analysis = analyzer.analyze(text, OWN)
    assert len(analysis.keywords) == 0 or len(analysis.keywords) >= 2
    assert all(one in text.text for one in analysis.keywords)


def test_the_same_text_gives_the_same_bytes_under_another_hash_seed(analyzer: Analyzer) -> None:
    script = (
        "from tests.analyze import registered\n"
        "from tests.analyze.writing import HYPE, OWN, PLAIN, article\n"
        f"made = registered.make({analyzer.name!r})\n"
        "print(made.analyze(article('Lumen is here', HYPE + PLAIN), OWN).model_dump_json())\n"
    )
    outputs = {
        subprocess.run(  # noqa: S603 - our own interpreter on our own words
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_eight_hundred_words_take_at_most_four_tenths_of_a_second(analyzer: Analyzer) -> None:
    body = "\n".join([HYPE, PLAIN] * 10)
    words = len(body.split())
    analyzer.analyze(article("Warm up", PLAIN), OWN)
    taken = []
    for _ in range(3):
        begun = time.process_time()
        analyzer.analyze(article("Lumen is here", body), OWN)
        taken.append(time.process_time() - begun)
    assert min(taken) / words * 800 <= 0.4


def test_an_unknown_analyzer_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"oracle: analyzer: unknown: choose one of .*embedded"):
        analyze.make("oracle")


def test_a_whole_library_is_refused_with_advice() -> None:
    with pytest.raises(AnalyzeError, match="at most 400000 are read: analyze a single article"):
        analyze.make("embedded").analyze(article("Long", "word " * 100_000), OWN)


@pytest.mark.parametrize("piece", ["9" * 700, "x" * 3000, "https://example.org/" + "a1" * 400, "1,000 " * 400])
def test_an_endless_word_or_line_of_numbers_costs_nothing_but_itself(piece: str) -> None:
    body = f"The plant makes {piece} pumps a year, more than any other. {cases.WIRE}\n{cases.LAUNCH}"
    found = analyze.make("embedded").analyze(article("A plant", body), OWN)
    assert found.claims
    assert all(len(one.exact) <= 600 for one in found.claims)


def test_an_analyzer_that_asks_models_cannot_be_made_without_the_means() -> None:
    with pytest.raises(ConfigError, match="llm: analyzer: asks models, which cannot be done here: choose embedded"):
        analyze.make("llm")
