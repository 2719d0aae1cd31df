"""Analyzers that ask the scripted server, with an embedded analyzer that costs nothing: for tests."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from generator import analyze
from generator.analyze.embedded import Embedded
from generator.config import Asking, Model, Models
from generator.models import Analysis, Article, Story
from generator.pipeline import examine, record
from tests.articles import BODY, TITLE, make_publisher

NOW = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
URL = "https://blog.quillon.example/ledger"
PUBLISHER = make_publisher()
# Long enough for a score.
TEXT = "\n".join([BODY] * 5)


class Memory:
    """Keep raw answers in memory; meets ``base.Kept``."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, key: str, text: str) -> None:
        self.kept[key] = text

    def texts(self) -> list[str]:
        return list(self.kept.values())


@cache
def witnessed(text: str = TEXT, title: str = TITLE) -> examine.Examined:
    """Return the draft of an article, with what the embedded analyzer sees in it."""
    return examine.text(text, URL, title, examine.Desk(PUBLISHER, "llm", ("en",)))


@cache
def embedded() -> Embedded:
    """Return the one embedded analyzer."""
    return Embedded()


@contextmanager
def advised(
    base: str,
    *models: str,
    kept: Memory | None = None,
    price: str | None = "0.25/2",
    cost: str = "1",
    required: bool = False,
    **asking: object,
) -> Iterator[analyze.Advised]:
    """Yield the analyzer over models of the scripted server."""
    found = analyze.advised(
        "llm" if len(models) == 1 else "ensemble",
        analyze.Means(
            Models(tuple(Model(f"openai/{name}", base or None, price) for name in models), cost),
            Asking.model_validate({"one_line": False, "seconds": 5} | asking),
            kept if kept is not None else Memory(),
            NOW.date(),
            required,
        ),
    )
    try:
        yield found
    finally:
        found.close()


def judged(analyzer: analyze.Advised, examined: examine.Examined | None = None) -> Story:
    """Return the report of an article, by way of the same stages as in a run."""
    examined = examined or witnessed()
    draft = examined.draft
    assert draft is not None
    analysis = analyzer.judge(draft.article, PUBLISHER, draft.seen)
    settled = examine.settled(examined, analysis, PUBLISHER)
    data = record(settled, examine.Desk(PUBLISHER, analyzer.name, ("en",)), NOW)
    return Story.model_validate(data)


def seen(examined: examine.Examined | None = None) -> tuple[Article, Analysis]:
    """Return article and embedded analysis of a draft."""
    draft = (examined or witnessed()).draft
    assert draft is not None
    return draft.article, draft.seen
