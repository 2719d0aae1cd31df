"""The content check: a sound story passes, and each planted fault is named with file and field."""

from collections.abc import Callable

import pytest

from generator import check, jsonld, story
from generator.config import Publishers
from generator.models import Story
from tests.articles import make_publisher
from tests.test_story import build

SITE = jsonld.Site("https://reports.example/")
PUBLISHERS = Publishers([make_publisher()])


def faults(text: str, path: str | None = None) -> list[str]:
    return list(check.stories([(path or story.file_name(build()), text)], PUBLISHERS, SITE))


def test_a_sound_story_has_no_fault() -> None:
    assert faults(story.render(build())) == []


def verdict(**changes: object) -> Callable[[Story], Story]:
    return lambda one: one.model_copy(update={"verdict": one.verdict.model_copy(update=changes)})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (verdict(score=24), "verdict.score"),
        (verdict(explanation="Nothing to see."), "verdict.explanation"),
        (lambda one: one.model_copy(update={"slug": "elsewhere"}), "slug"),
        (
            lambda one: one.model_copy(update={"publisher": one.publisher.model_copy(update={"slug": "nobody"})}),
            "publisher.slug",
        ),
        (
            lambda one: one.model_copy(update={"provenance": one.provenance.model_copy(update={"copied_words": 900})}),
            "copied_words",
        ),
    ],
)
def test_a_changed_record_is_found(change: Callable[[Story], Story], words: str) -> None:
    found = faults(story.render(change(build())))
    assert any(words in line for line in found), found
    assert all(line.startswith("story: stories/quillon-blog/2026/") for line in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# Quillon", "# Quillon the great", "body"),
        ("---\nschema", "schema", "front matter"),
        ("topic: null", 'topic: "gossip"', "topic"),
    ],
)
def test_a_changed_file_is_found(old: str, new: str, words: str) -> None:
    text = story.render(build())
    assert old in text
    found = faults(text.replace(old, new, 1))
    assert any(words in line for line in found), found


def test_two_files_with_one_id_are_found() -> None:
    text = story.render(build())
    path = story.file_name(build())
    found = list(check.stories([(path, text), (path.replace("quillon-u", "x-quillon-u"), text)], PUBLISHERS, SITE))
    assert any("stands in" in line for line in found)
