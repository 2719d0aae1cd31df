"""Disk: atomic writes, what the cache remembers, and the lock."""

import datetime as dt
from pathlib import Path

import pytest

from generator import store
from generator.errors import ConfigError, StoryError
from generator.models import FeedEntry, Outcome, Result
from generator.store import Cache, Content, FeedState
from tests.conftest import NOW

FEED = "https://quillon.example/feed"


def entry(name: str) -> FeedEntry:
    return FeedEntry(feed_url=FEED, url=f"https://quillon.example/{name}", title=name)


def test_a_new_story_never_replaces_a_file(tmp_path: Path) -> None:
    content = Content(tmp_path)
    content.write("stories/a/2026/x.md", "one\n")
    with pytest.raises(StoryError, match="exists already"):
        content.write("stories/a/2026/x.md", "two\n")
    assert list(content.texts()) == [("stories/a/2026/x.md", "one\n")]


def test_only_a_file_that_is_there_is_written_anew(tmp_path: Path) -> None:
    content = Content(tmp_path)
    content.write("stories/a/2026/x.md", "one\n")
    content.replace("stories/a/2026/x.md", "two\n")
    (tmp_path / "stories/a/2026/link.md").symlink_to(tmp_path / "stories/a/2026/x.md")
    for path in ("stories/a/2026/y.md", "stories/a/2026/link.md"):
        with pytest.raises(StoryError, match="not there any more"):
            content.replace(path, "three\n")
    assert list(content.texts()) == [("stories/a/2026/x.md", "two\n")]


def test_a_link_is_no_story_file_and_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("outside", encoding="utf-8")
    folder = tmp_path / "stories" / "a" / "2026"
    folder.mkdir(parents=True)
    (folder / "link.md").symlink_to(tmp_path / "outside.md")
    assert Content(tmp_path).story_files() == []
    (folder / "bytes.md").write_bytes(b"\xff")
    with pytest.raises(StoryError, match=r"bytes\.md.*UTF-8"):
        list(Content(tmp_path).texts())


def test_a_failed_write_leaves_no_file_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        store.write_atomically(tmp_path / "x.md", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_half_written_files_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "stories" / "a" / "2026"
    folder.mkdir(parents=True)
    (folder / ".x.md.partial").write_text("half", encoding="utf-8")
    assert store.remove_partials(tmp_path) == 1
    assert Content(tmp_path).story_files() == []


def test_ignored_ids_are_the_first_words_of_their_lines(tmp_path: Path) -> None:
    (tmp_path / "ignored").write_text("# why\n0123456789abcdef asked by its author\n\n", encoding="utf-8")
    assert Content(tmp_path).ignored() == {"0123456789abcdef"}


def test_the_cache_remembers_feeds_entries_and_outcomes(tmp_path: Path) -> None:
    later = NOW + dt.timedelta(hours=6)
    with Cache(tmp_path) as cache:
        cache.save_feed(FEED, FeedState('"a"', "yesterday", 0, later), (entry("one"), entry("two")))
        outcome = Outcome(result=Result.FAILED, feed=FEED, url=entry("two").url, reason="missing")
        cache.save_outcome(entry("two"), outcome, later)
    with Cache(tmp_path) as cache:
        assert cache.feed(FEED) == FeedState('"a"', "yesterday", 0, later)
        assert [(seen.entry.title, seen.outcome, seen.retry) for seen in cache.entries(FEED)] == [
            ("one", None, None),
            ("two", outcome, later),
        ]
        cache.save_feed(FEED, FeedState('"b"'), (entry("three"), entry("two")))
        assert [(seen.entry.title, seen.tries) for seen in cache.entries(FEED)] == [("three", 0), ("two", 1)]


def test_an_unknown_feed_has_no_memory(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        assert cache.feed(FEED) == FeedState()
        assert cache.entries(FEED) == []


def test_two_runs_cannot_share_a_cache(tmp_path: Path) -> None:
    with Cache(tmp_path), pytest.raises(ConfigError, match="another run"):
        Cache(tmp_path)


def test_a_broken_cache_says_that_it_may_be_deleted(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ConfigError, match=r"delete state\.sqlite\* and run\.lock in it.* keep answers/"):
        Cache(tmp_path)


def test_a_kept_answer_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    answers = store.Answers(tmp_path)
    answers.put("good", '{"text": "x"}')
    (tmp_path / "bytes.json").write_bytes(b'{"text": "\xff"}')
    (tmp_path / "torn.json").write_text('{"text": ', encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    assert [answers.get(key) for key in ("bytes", "torn", "folder", "none")] == [None] * 4
    assert list(answers.texts()) == ['{"text": "x"}']
    answers.put("bytes", '{"text": "y"}')
    assert answers.get("bytes") == '{"text": "y"}'


def test_a_folder_without_publishers_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no publisher file"):
        store.publishers(tmp_path)


PNG = b"\x89PNG\r\n\x1a\n ... IEND\xaeB`\x82"


def test_a_picture_is_drawn_once_for_its_key(tmp_path: Path) -> None:
    drawn: list[str] = []
    for key in ("one", "one", "two"):
        assert store.Pictures(tmp_path / "cards").get(key, lambda key=key: drawn.append(key) or PNG) == PNG  # type: ignore[misc]
    assert drawn == ["one", "two"]


def test_a_torn_picture_is_drawn_anew(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(PNG[:-3])
    assert store.Pictures(tmp_path).get("one", lambda: PNG) == PNG
    assert (tmp_path / "one.png").read_bytes() == PNG


def test_pictures_nobody_asked_for_go(tmp_path: Path) -> None:
    kept = store.Pictures(tmp_path / "cards")
    assert kept.prune() == 0
    kept.get("one", lambda: PNG)
    (tmp_path / "cards" / "old.png").write_bytes(PNG)
    assert kept.prune() == 1
    assert [file.name for file in (tmp_path / "cards").iterdir()] == ["one.png"]


def test_a_folder_that_cannot_be_written_costs_time_and_no_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert store.Pictures(tmp_path / "file" / "cards").get("one", lambda: PNG) == PNG
