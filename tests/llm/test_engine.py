"""The analyzer over real litellm and real HTTP: for every behavior of a service requests, time, label and cost."""

import json
import time
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from generator import vocabulary as v
from generator.errors import AnalyzeError, ConfigError
from generator.models import Story
from generator.origins import Basis, Engine
from generator.pipeline.findings import UNVERIFIED
from tests.llm.asking import Memory, advised, judged, witnessed
from tests.llm.scripted import Handler, server

# The library warns of its own types, and leaves connections to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
]
# 488 tokens sent anew, 512 of the service's cache at the same price, 100 returned, at 0.25/2 per million.
COST = 0.00045


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with server() as address:
        # The library imports half of itself with the first call.
        Ran(address, "sound")
        yield address


class Ran:
    """One story by one model: the report, what the server saw, how long it took."""

    def __init__(self, base: str, *models: str, kept: Memory | None = None, **means: object) -> None:
        witnessed()
        before, started = len(Handler.seen), time.monotonic()
        with advised(base, *models, kept=kept, **means) as analyzer:  # type: ignore[arg-type]
            self.story: Story = judged(analyzer)
            self.seconds = time.monotonic() - started
            self.bill = analyzer.bill()
        self.requests = len(Handler.seen) - before
        self.asked = Handler.seen[before:]


# Model; requests; seconds at most; label; words of the fallback; cost of the run in stories' worth.
BEHAVIORS = [
    ("sound", 1, 2, Engine.MIXED, "", 1),
    ("fenced", 1, 2, Engine.MIXED, "", 1),
    ("grammar", 2, 4, Engine.MIXED, "", 1),
    ("object", 3, 6, Engine.MIXED, "", 1),
    ("free", 4, 6, Engine.MIXED, "", 1),
    ("soon", 2, 4, Engine.MIXED, "", 1),
    ("mended", 2, 3, Engine.MIXED, "", 2),
    ("invented", 2, 3, Engine.MIXED, "", 2),
    ("plain", 1, 2, Engine.MIXED, "", 1),
    ("prose", 2, 3, Engine.EMBEDDED, "cannot be read", 2),
    ("shape", 2, 3, Engine.EMBEDDED, "cannot be read", 2),
    ("extra", 2, 3, Engine.EMBEDDED, "cannot be read", 2),
    ("cut", 2, 3, Engine.EMBEDDED, "cut off", 2),
    ("empty", 2, 3, Engine.EMBEDDED, "empty", 2),
    ("filtered", 1, 2, Engine.EMBEDDED, "filtered", 1),
    ("policy", 1, 2, Engine.EMBEDDED, "filtered", 0),
    ("long", 2, 3, Engine.EMBEDDED, "text too long", 0),
    ("key", 1, 2, Engine.EMBEDDED, "key refused", 0),
    ("forbidden", 1, 2, Engine.EMBEDDED, "key refused", 0),
    ("unknown", 1, 2, Engine.EMBEDDED, "unknown model", 0),
    ("quota", 1, 2, Engine.EMBEDDED, "quota used up", 0),
    ("rate", 3, 8, Engine.EMBEDDED, "rate limit", 0),
    ("broken", 3, 6, Engine.EMBEDDED, "server error", 0),
    ("busy", 3, 6, Engine.EMBEDDED, "server error", 0),
]  # fmt: skip


@pytest.mark.parametrize(("model", "requests", "seconds", "label", "words", "stories"), BEHAVIORS)
def test_each_behavior_has_its_requests_time_label_and_cost(  # noqa: PLR0913, PLR0917 - a table
    base: str, model: str, requests: int, seconds: float, label: Engine, words: str, stories: int
) -> None:
    ran = Ran(base, model)
    made = ran.story.provenance
    assert (ran.requests, ran.bill.requests) == (requests, requests)
    assert ran.seconds < seconds
    assert made.engine is label
    assert words in (made.fallback or "")
    assert bool(made.fallback) is (label is Engine.EMBEDDED)
    assert ran.bill.cost == pytest.approx(stories * COST)
    if label is Engine.MIXED:
        assert made.cost == pytest.approx(stories * COST)
        assert made.model == f"openai/{model}"


@pytest.mark.parametrize(("model", "requests"), [("hang", 2), ("drip", 2), ("torn", 3), ("page", 1)])
def test_what_may_have_been_billed_counts_in_full_and_no_call_lasts_longer_than_twice_its_time(
    base: str, model: str, requests: int
) -> None:
    # Longer than the longest wait between two tries.
    time_of_one = 2.0
    ran = Ran(base, model, seconds=time_of_one)
    assert ran.requests == requests
    assert ran.seconds < 2 * time_of_one + 1
    assert ran.story.provenance.engine is Engine.EMBEDDED
    assert ran.bill.cost > requests * COST
    assert ran.bill.assumed == ran.bill.cost


def test_a_second_run_asks_nothing_and_gives_the_same_report(base: str) -> None:
    kept = Memory()
    first = Ran(base, "sound", kept=kept, samples=3, one_line=True)
    again = Ran(base, "sound", kept=kept, samples=3, one_line=True)
    assert first.bill.assumed == 0
    assert (first.requests, again.requests, again.bill.kept, again.bill.cost) == (4, 0, 4, 0)
    assert first.story == again.story
    assert first.story.provenance.cost == pytest.approx(4 * COST)


@pytest.mark.parametrize("cost", ["-1", "1e400", "null", '"much"', "NaN"])
def test_a_kept_answer_with_a_cost_that_is_none_is_asked_for_anew(base: str, cost: str) -> None:
    kept = Memory()
    first = Ran(base, "sound", kept=kept)
    (key,) = kept.kept
    told = json.dumps(json.loads(kept.kept[key]) | {"cost": "COST"})
    kept.kept[key] = told.replace('"COST"', cost)
    again = Ran(base, "sound", kept=kept)
    assert (again.requests, again.bill.kept, again.bill.cost) == (1, 0, pytest.approx(COST))
    assert again.story == first.story


def test_a_failed_story_fails_where_models_are_required(base: str) -> None:
    with pytest.raises(AnalyzeError, match=r"openai/broken: server error: try again later"):
        Ran(base, "broken", required=True)


def test_every_field_says_where_it_comes_from(base: str) -> None:
    made = Ran(base, "sound").story.provenance
    assert made.fields["summary"] is Engine.LLM
    assert made.fields["loaded_terms"] is Engine.MIXED
    assert made.fields["entities"] is Engine.EMBEDDED
    assert {name for name, engine in made.fields.items() if engine is Engine.EMBEDDED} == set(made.reasons)


def test_what_the_verifier_takes_the_witness_gives_back(base: str) -> None:
    story = Ran(base, "bargain").story
    assert "99" not in (story.framing or "")
    assert story.provenance.fields["framing"] is Engine.EMBEDDED
    assert story.provenance.reasons["framing"] == UNVERIFIED
    assert Ran(base, "sound").story.provenance.fields["framing"] is Engine.LLM


def test_counts_below_nothing_are_none(base: str) -> None:
    ran = Ran(base, "owing")
    assert ran.bill.cost == ran.bill.assumed > COST
    assert ran.story.provenance.cost == pytest.approx(ran.bill.cost)


def test_a_service_that_counts_more_than_can_be_ends_the_run_and_is_told_of(base: str) -> None:
    ran = Ran(base, "greedy", one_line=True)
    assert (ran.requests, ran.bill.cost > ran.bill.cap) == (1, True)
    assert any("passed the cap" in line for line in ran.bill.failures)


def test_the_band_holds_what_each_sample_alone_would_score(base: str) -> None:
    story = Ran(base, "sound", samples=3).story
    assert story.provenance.runs == 3
    assert story.signals is not None
    assert story.verdict.band is not None
    assert len(story.signals.samples) == 3
    assert all(story.verdict.band.low <= points <= story.verdict.band.high for points in story.signals.samples)


def test_models_that_disagree_are_shown_with_what_each_says(base: str) -> None:
    story = Ran(base, "sound", "halo").story
    made = story.provenance
    assert [one.reader for one in made.opinions] == ["embedded", "openai/sound", "openai/halo"]
    assert [one.primary for one in made.opinions][1:] == [v.SpinType.HYPE, v.SpinType.HALO]
    assert made.agreement["primary"] == 2
    assert story.verdict.confidence is v.Level.LOW
    assert (made.analyzer, made.model) == ("ensemble", "openai/sound, openai/halo")


def test_a_service_that_counts_nothing_is_paid_in_full(base: str) -> None:
    assert Ran(base, "uncounted").bill.cost > 10 * COST


def test_the_bill_names_the_model_that_is_no_longer_asked(base: str) -> None:
    assert Ran(base, "sound", "key").bill.stopped == "openai/key: key refused"


def test_one_model_that_fails_is_left_out_of_an_ensemble(base: str) -> None:
    made = Ran(base, "sound", "key").story.provenance
    assert (made.engine, made.model) == (Engine.MIXED, "openai/sound")


def test_readers_far_apart_call_for_a_person(base: str) -> None:
    flags = Ran(base, "plain").story.review.flags
    assert any("points apart: embedded" in flag for flag in flags)
    assert Ran(base, "sound", samples=1).story.review.flags == ()


def test_what_machines_say_in_one_line_is_measured(base: str) -> None:
    integrity = Ran(base, "sound", "halo", one_line=True).story.integrity
    assert integrity.basis is Basis.MEASURED
    assert integrity.likely_ai_summary == "Quillon has unveiled a revolutionary ledger for small shops."
    assert integrity.repetition_risk is v.Risk.HIGH
    assert "two models" in integrity.reasons["repetition_risk"]


def test_a_source_that_reserves_its_text_is_not_sent(base: str) -> None:
    draft = witnessed().draft
    assert draft is not None
    article = draft.article.model_copy(update={"facts": draft.article.facts.model_copy(update={"ai_reserved": True})})
    before = len(Handler.seen)
    with advised(base, "sound", required=True) as analyzer:
        made = judged(analyzer, witnessed()._replace(draft=draft._replace(article=article))).provenance
    assert (len(Handler.seen) - before, made.engine) == (0, Engine.EMBEDDED)
    assert "reserves" in (made.fallback or "")


def test_the_cap_is_never_passed_and_the_rest_is_made_without_a_model(base: str) -> None:
    ran = Ran(base, "sound", cost="0.01")
    assert ran.story.provenance.fallback == "openai/sound: cost cap"
    assert (ran.requests, ran.bill.cost) == (0, 0)


@pytest.mark.parametrize(
    ("means", "words"),
    [
        ({"price": None}, "SPIN_MODEL_PRICE: not set, and the price of openai/sound is not known"),
        ({"price": "cheap"}, "SPIN_MODEL_PRICE: 'cheap' is no price"),
        ({"cost": "much"}, "SPIN_MAX_COST: 'much' is no amount"),
    ],
)
def test_money_that_is_not_clear_is_refused_before_anything_is_asked(
    base: str, means: dict[str, str], words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        Ran(base, "sound", **means)


def test_what_a_provider_sells_cannot_be_made_free(base: str) -> None:
    with pytest.raises(ConfigError, match=r"SPIN_MODEL_PRICE: 0 for openai/gpt-5-mini, which its provider sells"):
        advised("", "gpt-5-mini", price="0").__enter__()
    with advised(base, "gpt-5-mini", price="0") as analyzer:
        assert analyzer.bill().warnings == ()


def test_a_listed_price_is_taken_and_a_model_that_ends_is_told_of(base: str) -> None:
    with advised(base, "gpt-5-mini", price=None) as analyzer:
        judged(analyzer)
        assert analyzer.bill().cost == pytest.approx(0.0003348)
    with advised(base, "gpt-5-mini-2025-08-07", price=None) as analyzer:
        (warning,) = analyzer.bill().warnings
    assert "ends it on 2026-12-11" in warning
