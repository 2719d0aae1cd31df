"""Which reports are made anew once models answer again, and what of them stays."""

import datetime as dt

import pytest

from generator import story as story_file
from generator import vocabulary as v
from generator.analyze import ensemble
from generator.models import Correction, Dispute, FeedEntry, Story
from generator.pipeline import again
from generator.pipeline.library import Library
from tests.mixed import make_fallback, make_mixed
from tests.stories import make_story

DAY = dt.date(2026, 11, 20)
FAILED = "openai/reader: key refused"


def lost(**changes: object) -> Story:
    return make_fallback(FAILED).model_copy(update=changes)


def test_what_a_failure_kept_from_a_model_is_due_and_lost() -> None:
    assert (again.is_due(lost()), again.lost(lost())) == (True, True)


def test_what_the_embedded_analyzer_made_alone_is_due_and_not_lost() -> None:
    assert (again.is_due(make_story()), again.lost(make_story())) == (True, False)


@pytest.mark.parametrize("reason", [ensemble.SHORT, ensemble.RESERVED])
def test_what_no_model_will_ever_be_shown_is_neither(reason: str) -> None:
    one = make_fallback(reason)
    assert (again.is_due(one), again.lost(one)) == (False, False)


def test_what_turned_out_too_short_after_a_failure_is_neither() -> None:
    short = lost(status=v.Status.LIMITED)
    assert (again.is_due(short), again.lost(short)) == (False, False)


def test_what_a_model_read_is_not_due() -> None:
    assert not again.is_due(make_mixed())


@pytest.mark.parametrize(
    "work",
    [
        {"editor_note": "Looked at."},
        {"corrections": (Correction(date=DAY, before="a", after="b", reason="c"),)},
        {"review": lost().review.model_copy(update={"state": v.ReviewState.HUMAN_REVIEWED})},
        {"dispute": Dispute(date=DAY, reply="We see it otherwise.")},
        {"status": v.Status.WITHDRAWN},
    ],
)
def test_what_a_person_has_worked_on_stays(work: dict[str, object]) -> None:
    assert not again.is_due(lost(**work))


def test_a_new_report_takes_the_place_of_the_old_one() -> None:
    old = lost(created=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), slug="old", year=2025)
    other = make_mixed()
    new = other.model_copy(
        update={"original": other.original.model_copy(update={"published": None, "aliases": ("guid:new",)})}
    )
    found = again.in_place_of(old, new)
    assert (found.id, found.path, found.created, found.date) == (old.id, old.path, old.created, old.date)
    assert story_file.file_name(found) == story_file.file_name(old)
    assert found.original.aliases == (*old.original.aliases, "guid:new")
    assert (found.verdict, found.provenance, found.updated) == (new.verdict, new.provenance, new.updated)


def test_an_entry_whose_page_has_moved_still_leads_to_its_report() -> None:
    library = Library((), frozenset())
    digest = f"sha256:{'1' * 64}"
    one = lost(provenance=lost().provenance.model_copy(update={"body_digest": digest}))
    library.add("a.md", one)
    entry = FeedEntry(feed_url="https://a.example/feed", url=one.original.url, title="Another title")
    assert library.path_at("https://a.example/moved", entry) == "a.md"
    assert library.is_page_of("a.md", one.original.url, "sha256:0")
    assert library.is_page_of("a.md", "https://a.example/moved", digest)
    assert not library.is_page_of("a.md", "https://a.example/moved", "sha256:0")
