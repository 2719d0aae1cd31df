"""What is given up before it was begun: futures that hang on it are given up too, and nothing is printed."""

import logging
from concurrent.futures import Future
from typing import cast

import pytest

from generator.cli import batch
from generator.models import FeedEntry, Response
from generator.pipeline import Consulting, Examined
from generator.pipeline.job import Job
from generator.pipeline.visiting import Visit, Visiting
from tests.articles import make_publisher
from tests.llm.asking import witnessed

PUBLISHER = make_publisher()


class Waiting:
    """Settle nothing: every draft waits until it is given up; meets what is asked of ``Consulting`` here."""

    analyzer = None

    def __init__(self) -> None:
        self.given: list[Future[Examined]] = []

    def settle(self, _examined: Examined, _publisher: object) -> "Future[Examined]":
        self.given.append(Future())
        return self.given[-1]


class Nothing:
    """A library in which no story is known."""

    ignored: frozenset[str] = frozenset()

    def path_at(self, _address: str, _entry: FeedEntry) -> None:
        """Know nothing."""

    def path_of_body(self, _slug: str, _digest: str) -> None:
        """Know nothing."""


def test_rows_of_a_batch_are_given_up_with_their_drafts(caplog: pytest.LogCaptureFixture) -> None:
    waiting = Waiting()
    task: Future[tuple[Examined, float]] = Future()
    row = batch._settled(task, PUBLISHER, cast("Consulting", waiting))  # noqa: SLF001 - its futures are its own
    task.set_result((witnessed(), 0.0))
    with caplog.at_level(logging.ERROR):
        assert waiting.given[0].cancel()
    assert row.cancelled()
    assert not caplog.records


def test_rows_of_a_batch_are_given_up_with_their_work(caplog: pytest.LogCaptureFixture) -> None:
    task: Future[tuple[Examined, float]] = Future()
    row = batch._settled(task, PUBLISHER, cast("Consulting", Waiting()))  # noqa: SLF001 - its futures are its own
    with caplog.at_level(logging.ERROR):
        assert task.cancel()
    assert row.cancelled()
    assert not caplog.records


def test_entries_of_a_run_are_given_up_with_their_drafts(caplog: pytest.LogCaptureFixture) -> None:
    waiting = Waiting()
    job = Job(*(None,) * 8, consulting=cast("Consulting", waiting))  # type: ignore[arg-type]
    visiting = Visiting(job, Nothing())  # type: ignore[arg-type]
    entry = FeedEntry(feed_url="https://a.example/feed", url="https://a.example/x", title="X")
    response = Response(
        requested_url="https://a.example/x", url="https://a.example/x", status=200, headers={}, body=b""
    )
    promise: Future[Visit] = Future()
    visit = Visit(response, PUBLISHER, witnessed())
    visiting._consult(entry, visit, promise)  # noqa: SLF001
    with caplog.at_level(logging.ERROR):
        assert waiting.given[0].cancel()
    assert promise.cancelled()
    assert not caplog.records
