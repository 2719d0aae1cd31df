"""Analyzers that ask models, from arguments and environment; what they cost, for people. Touches what they touch."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import analyze, config, store
from generator.errors import ConfigError
from generator.models import Bill
from generator.pipeline import Consulting

ANSWERS = "answers"


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
        if getattr(arguments, "require_llm", False):
            raise ConfigError(
                f"config: --require-llm: --analyzer {arguments.analyzer} asks no model: name llm or ensemble, or "
                "leave it out"
            )
        with Consulting(None) as found:
            yield found
        return
    known = means(arguments, settings, now)
    advised = analyze.advised(arguments.analyzer, known._replace(required=known.required or required))
    for warning in advised.bill().warnings:
        say(f"warning: {warning}")
    with Consulting(advised) as found:
        yield found
    for line in told(advised.bill()):
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


def told(bill: Bill) -> Iterator[str]:
    """Yield what a run asked and what it cost, and what went wrong."""
    expected = f", {bill.estimate:.4f} expected" if bill.estimate else ""
    yield (
        f"models: {', '.join(bill.models)}: {bill.requests} requests, {bill.kept} answers kept from before, "
        f"cost {bill.cost:.4f} of {bill.cap:.2f}{expected}"
    )
    if bill.stopped is not None:
        yield f"warning: models: no longer asked: {bill.stopped}; the embedded analyzer stood in where none was left"


def say(line: str) -> None:
    """Print a line for people."""
    print(line, file=sys.stderr)
