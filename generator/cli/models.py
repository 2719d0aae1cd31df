"""Analyzers that ask models, from arguments and environment; what they cost, for people. Touches what they touch."""

import argparse
import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator import analyze, config, store
from generator.errors import ConfigError
from generator.models import Bill
from generator.pipeline import Consulting, settled_heap
from generator.story.making import money

ANSWERS = "answers"
REASONS_TOLD = 5
_ONLY_WITH_MODELS = ("require_llm", "again")


@contextmanager
def consulting(
    arguments: argparse.Namespace, settings: config.Settings, now: dt.datetime, *, required: bool = False
) -> Iterator[Consulting]:
    """Yield what settles drafts of the analyzer that the arguments name; say at the end what it cost.

    Args:
        arguments: the arguments of the command.
        settings: how models are asked.
        now: the clock.
        required: whether a story without a model is none, also where the arguments do not say so.

    Raises:
        ConfigError: no such analyzer, its models cannot be used, or they are required of one that asks none.
    """
    if not analyze.asks(arguments.analyzer):
        for name in _ONLY_WITH_MODELS:
            if getattr(arguments, name, False):
                raise ConfigError(
                    f"config: --{name.replace('_', '-')}: --analyzer {arguments.analyzer} asks no model: name llm or "
                    "ensemble, or leave it out"
                )
        with Consulting(None) as found:
            yield found
        return
    known = means(arguments, settings, now)
    advised = analyze.advised(arguments.analyzer, known._replace(required=known.required or required))
    for warning in advised.bill().warnings:
        say(f"warning: {warning}")
    with settled_heap(), Consulting(advised) as found:
        yield found
    for line in told(advised.bill(), required=known.required or required):
        say(line)


def means(arguments: argparse.Namespace, settings: config.Settings, now: dt.datetime) -> analyze.Means:
    """Return what an analyzer needs to ask models, by environment and arguments."""
    cache = getattr(arguments, "cache", None) or Path(".cache")
    return analyze.Means(
        models=config.models(os.environ, settings.asking.samples),
        asking=settings.asking,
        kept=store.Answers(cache / ANSWERS),
        today=now.date(),
        required=getattr(arguments, "require_llm", False),
    )


def told(bill: Bill, *, required: bool) -> Iterator[str]:
    """Yield what a run asked and what it cost, and what went wrong.

    Args:
        bill: what the analyzer counted.
        required: whether a story without a model is none.
    """
    expected = f", {money(bill.estimate)} expected" if bill.estimate else ""
    yield (
        f"models: {', '.join(bill.models)}: {_count(bill.requests, 'request')}, {_count(bill.kept, 'answer')} kept "
        f"from before, cost {money(bill.cost)} of {money(bill.cap)}{expected}"
    )
    if bill.assumed:
        yield f"models: {money(bill.assumed)} of the cost is the worst case of requests that no service counted"
    for line in bill.failures:
        yield f"warning: models: {line}"
    if bill.stopped is not None:
        then = "the stories left wait for the next run" if required else "the embedded analyzer stood in"
        yield f"warning: models: no longer asked: {bill.stopped}; where none was left, {then}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def summary(bill: Bill | None) -> dict[str, float]:
    """Return the figures of models for the summary of a run; none where none was to be asked."""
    if bill is None:
        return {}
    return {
        "model_requests": bill.requests,
        "model_cost": bill.cost,
        "model_stories": bill.stories,
        "without_model": sum(bill.fallbacks.values()),
    }


def say_parts(records: Sequence[dict[str, Any]]) -> None:
    """Say for how many reports models answered, by their records; nothing where none was to be asked."""
    made = [one["provenance"] for one in records if "provenance" in one]
    fallbacks = Counter(one["fallback"] for one in made if one["fallback"])
    with_models = sum(one["model"] is not None for one in made)
    if with_models or fallbacks:
        say_part(with_models, fallbacks)


def say_part(stories: int, fallbacks: Mapping[str, int]) -> None:
    """Say for how many reports models answered, and why for others they did not."""
    lost = sum(fallbacks.values())
    say(f"models: answered for {stories} of {stories + lost} reports")
    for reason, count in sorted(fallbacks.items(), key=lambda one: (-one[1], one[0]))[:REASONS_TOLD]:
        say(f"models: {count} without: {reason}")


def say(line: str) -> None:
    """Print a line for people."""
    print(line, file=sys.stderr)
