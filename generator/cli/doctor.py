"""One short article to each configured model, and a plain answer: will a nightly job work? Touches the network.

What goes in: the models of the environment. What comes out: lines on stdout, per model what it costs, how long it
takes, in which form it answers and how much of what it said stood in the text; and yes or no.
"""

import argparse
import datetime as dt
import os
import time
from collections.abc import Iterator
from importlib import resources
from typing import Final, NamedTuple

from generator import config
from generator.analyze.embedded import ordinary
from generator.analyze.llm import Engine, money
from generator.analyze.llm.reader import ModelReader
from generator.cli.models import say
from generator.config import provisional
from generator.errors import AnalyzeError
from generator.models import Analysis, Article, Publisher
from generator.pipeline import Desk, examine_text

ADDRESS: Final = "https://ferries.example/winter-line"
# Characters of a usual article, beside the short one that is asked about here.
USUAL_CHARACTERS: Final = 6000
PROVIDER: Final = "the address of its provider"


class _Forgetful:
    """Keep nothing: an examination asks anew each time."""

    def get(self, key: str) -> str | None:
        """Return nothing."""

    def put(self, key: str, text: str) -> None:
        """Forget."""

    def texts(self) -> tuple[str, ...]:
        """Return nothing."""
        return ()


class _Case(NamedTuple):
    """The article models are tried on."""

    article: Article
    publisher: Publisher
    seen: Analysis


def run(arguments: argparse.Namespace, settings: config.Settings, now: dt.datetime) -> bool:
    """Print what was found; return whether a nightly job will work with every model.

    Raises:
        ConfigError: no model is configured, or one cannot be used; the message says what to set.
    """
    models = config.models(os.environ)
    engine = Engine(models, settings.asking, _Forgetful(), ordinary, now.date())
    for warning in engine.bill().warnings:
        say(f"warning: {warning}")
    case = _case(settings.languages)
    try:
        answers = [
            _examined(reader, model, case, arguments.stories, engine) for reader, model in _pairs(engine, models)
        ]
    finally:
        engine.close()
    return all(answers)


def _pairs(engine: Engine, models: config.Models) -> Iterator[tuple[ModelReader, config.Model]]:
    return zip(engine.readers, models.models, strict=True)


def _case(languages: tuple[str, ...]) -> _Case:
    whole = resources.files("generator.analyze").joinpath("prompts", "doctor.txt").read_text(encoding="utf-8")
    title, _, body = whole.partition("\n\n")
    publisher = provisional(ADDRESS)
    draft = examine_text(body, ADDRESS, title, Desk(publisher, "llm", languages)).draft
    if draft is None:
        raise AssertionError("the article of the examination passes the gate")
    return _Case(draft.article, publisher, draft.seen)


def _examined(reader: ModelReader, model: config.Model, case: _Case, stories: int, engine: Engine) -> bool:
    """Print what one model does with the article; return whether a job will work with it."""
    print(f"model        {model.name} at {model.base or PROVIDER}")
    before, started = engine.bill().cost, time.monotonic()
    try:
        heard = reader.start(case.article, case.publisher, case.seen).result()
    except AnalyzeError as error:
        print(f"answer       none: {error.__cause__ or error.problem}")
        print(f"requests     {reader.asked.requests}")
        print("nightly job  NO: every story would be made by the embedded analyzer alone")
        return False
    seconds, cost = time.monotonic() - started, engine.bill().cost - before
    reading = heard.readings[0]
    merged = len(reading.analysis.loaded_terms)
    dropped = ", ".join(f"{name} {count}" for name, count in reading.dropped.items()) or "nothing"
    print(f"form         {reader.asked.provider.form} (asked for, then held against our own schema)")
    print(f"time         {seconds:.1f} seconds for {reader.asked.requests} requests")
    print(f"cost         {cost:.6f}, of a cap of {engine.bill().cap:.2f} for a run")
    print(f"verified     {merged} places of loaded wording, {len(reading.analysis.claims)} claims; dropped: {dropped}")
    print(f"one line     {heard.line or 'none that may be shown'}")
    night = stories * reader.expected(USUAL_CHARACTERS) / money.UNIT
    hours = stories * seconds / engine.at_once / 3600
    print(f"a night      {stories} stories: about {night:.4f}, {hours:.1f} hours")
    return _answer(stories, night, engine.bill().cap, found=bool(merged or reading.analysis.claims))


def _answer(stories: int, night: float, cap: float, *, found: bool) -> bool:
    """Print whether a nightly job will work, and return it."""
    if not found:
        print("nightly job  NO: nothing this model quoted stands in the text, so nothing of it would be published")
        return False
    if night > cap:
        print(f"nightly job  NO: {stories} stories pass the cap: raise SPIN_MAX_COST, or the rest is made without it")
        return False
    print("nightly job  yes")
    return True
