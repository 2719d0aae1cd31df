"""One short article to each configured model, and a plain answer: will a nightly job work? Touches the network.

What goes in: the models of the environment. What comes out: lines on stdout, per model what it costs, how long it
takes, in which form it answers and how much of what it said stood in the text; and yes or no.
"""

import argparse
import datetime as dt
import os
import time
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Final, NamedTuple

from generator import config
from generator.analyze.embedded import ENGLISH
from generator.analyze.llm import Engine, expected, money
from generator.analyze.llm.reader import ModelReader
from generator.cli.models import say
from generator.config import provisional
from generator.errors import AnalyzeError, ConfigError
from generator.models import Analysis, Article, Publisher
from generator.pipeline import Desk, examine_text

ADDRESS: Final = "https://ferries.example/winter-line"
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


class _Found(NamedTuple):
    """What one model would cost in a night, in the configured currency; or the problem that makes it of no use."""

    night: float = 0
    problem: str | None = None


def run(arguments: argparse.Namespace, settings: config.Settings, now: dt.datetime) -> bool:
    """Print what was found; return whether a nightly job will work with every model.

    Raises:
        ConfigError: no model is configured, one cannot be used, or the article would be refused; the message says
            what to set.
    """
    models = config.models(os.environ, settings.asking.samples)
    case = _case(settings.languages)
    engine = Engine(models, settings.asking, _Forgetful(), ENGLISH, now.date())
    for warning in engine.bill().warnings:
        say(f"warning: {warning}")
    try:
        found = [_examined(reader, model, case, arguments.stories, engine) for reader, model in _pairs(engine, models)]
    finally:
        engine.close()
    return _answer(found, arguments.stories, engine.bill().cap)


def _pairs(engine: Engine, models: config.Models) -> Iterator[tuple[ModelReader, config.Model]]:
    return zip(engine.readers, models.models, strict=True)


def _case(languages: tuple[str, ...]) -> _Case:
    whole = resources.files("generator.analyze").joinpath("prompts", "doctor.txt").read_text(encoding="utf-8")
    title, _, body = whole.partition("\n\n")
    publisher = provisional(ADDRESS)
    draft = examine_text(body, ADDRESS, title, Desk(publisher, "llm", languages)).draft
    if draft is None:
        raise ConfigError(
            f"config: mkdocs.yml: extra.spin_reports.languages: {', '.join(languages) or 'empty'}: the article that "
            "models are tried on is in en and would be refused: add en, or try a text of yours with generator analyze"
        )
    return _Case(draft.article, publisher, draft.seen)


def _examined(reader: ModelReader, model: config.Model, case: _Case, stories: int, engine: Engine) -> _Found:
    """Print what one model does with the article; return what a night with it costs, or why it is of no use."""
    print(f"model        {model.name} at {model.base or PROVIDER}")
    before, started = engine.bill(), time.monotonic()
    try:
        heard = reader.start(case.article, case.publisher, case.seen).result()
    except AnalyzeError as error:
        print(f"answer       none: {error.__cause__ or error.problem}")
        assumed = engine.bill().assumed - before.assumed
        worst = f", cost {assumed:.6f} at worst: no service counted them" if assumed else ""
        print(f"requests     {reader.asked.requests}{worst}")
        return _Found(problem=f"{model.name} gives no answer, so every story would be made without it: {error.advice}")
    seconds, cost = time.monotonic() - started, engine.bill().cost - before.cost
    reading = heard.readings[0]
    merged = len(reading.analysis.loaded_terms)
    dropped = ", ".join(f"{name} {count}" for name, count in reading.dropped.items()) or "nothing"
    print(f"form         {reader.asked.provider.form} (asked for, then held against our own schema)")
    print(f"time         {seconds:.1f} seconds for {reader.asked.requests} requests")
    print(f"cost         {cost:.6f}, of a cap of {engine.bill().cap:.2f} for a run")
    print(f"verified     {merged} places of loaded wording, {len(reading.analysis.claims)} claims; dropped: {dropped}")
    print(f"one line     {heard.line or _no_line(reader)}")
    night = stories * reader.expected(expected.ARTICLE_CHARACTERS) / money.UNIT
    hours = stories * seconds / engine.at_once / 3600
    print(f"a night      {stories} stories: about {night:.4f}, {hours:.1f} hours")
    if not (merged or reading.analysis.claims):
        return _Found(problem=f"nothing {model.name} quoted stands in the text, so nothing of it would be published")
    return _Found(night)


def _no_line(reader: ModelReader) -> str:
    return "none that may be shown" if reader.one_line else "not asked for: asking.one_line is off in mkdocs.yml"


def _answer(found: Sequence[_Found], stories: int, cap: float) -> bool:
    """Print whether a nightly job will work with all models, which share one cap, and return it."""
    problems = [one.problem for one in found if one.problem is not None]
    night = sum(one.night for one in found)
    if not problems and night > cap:
        problems.append(
            f"{stories} stories cost about {night:.4f} and pass the cap of {cap:.2f}: raise SPIN_MAX_COST, or the "
            "rest is made without a model"
        )
    for problem in problems:
        print(f"nightly job  NO: {problem}")
    if not problems:
        print("nightly job  yes")
    return not problems
