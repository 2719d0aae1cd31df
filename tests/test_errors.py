"""Errors: every message names its place, and every field survives the way out of a worker process."""

import pickle

import pytest

from generator import errors

URL = "https://quillon.example/a"


@pytest.mark.parametrize("kind", errors.StageError.__subclasses__())
def test_an_error_names_stage_and_address_and_survives_pickling(kind: type[errors.StageError]) -> None:
    one = kind(URL, "no answer", "try again")
    assert str(one) == f"{kind.stage}: {URL}: no answer: try again"
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert (type(again), str(again)) == (kind, str(one))


def test_a_fetch_error_keeps_what_the_caller_decides_by() -> None:
    one = errors.FetchError(URL, "429", reason="limited", status=429, retry_after_seconds=7)
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert (again.reason, again.status, again.retry_after_seconds) == ("limited", 429, 7)


def test_a_story_error_names_file_and_field() -> None:
    one = errors.StoryError("a.md", "verdict.score", "101 is too much")
    assert str(one).startswith("story: a.md: verdict.score: 101 is too much: ")
