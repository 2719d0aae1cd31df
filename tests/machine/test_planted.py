"""Faults planted one by one: each is caught, by its own checker, and nothing is said of what was sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import story, verify
from generator.cli import main
from tests import sites
from tests.articles import make_analysis, make_article, make_publisher
from tests.machine import (
    outside,
    planted_analyses,
    planted_files,
    planted_records,
    planted_sites,
    promises,
    publications,
)
from tests.machine.conftest import BREAKS_OUT
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machine.built import Built


def checked(text: str | bytes, folder: Path) -> int:
    """Return the exit code of the content check over one story file."""
    content = sites.lay_out(folder / "content")
    file = content / story.file_name(make_story())
    file.parent.mkdir(parents=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["check", "--content", str(content)])


def test_a_sound_story_file_is_not_complained_of(tmp_path: Path) -> None:
    assert checked(story.render(make_story()), tmp_path) == 0


@pytest.mark.parametrize("fault", planted_records.FAULTS, ids=lambda one: one.name)
def test_a_fault_in_a_story_file_is_caught(
    fault: planted_records.Fault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = checked(fault.plant(story.render(make_story())), tmp_path)
    said = "".join(capsys.readouterr())

    assert code == 1
    assert re.search(fault.words, said), said


@pytest.mark.parametrize(("changes", "words"), planted_records.TWICE.values(), ids=planted_records.TWICE)
def test_two_stories_in_one_place_are_caught(
    changes: dict[str, object], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = sites.lay_out(tmp_path / "content", [make_story()])
    file = content / "stories/brackwater-ferries/2026/2026-11-18-other.md"
    file.write_text(story.render(make_story(**changes)), encoding="utf-8")

    assert main(["check", "--content", str(content)]) == 1
    assert re.search(f"{words}.*stands in .* too", capsys.readouterr().out)


@pytest.mark.parametrize("fault", planted_analyses.FAULTS, ids=lambda one: one.name)
def test_a_fault_in_an_analysis_is_dropped_or_mended(fault: planted_analyses.Fault) -> None:
    article = make_article()
    raw = make_analysis(article, fault.term(article))
    verified = verify.analysis(raw, article, make_publisher())

    assert planted_analyses.places(verified.analysis, article) == ([fault.left] if fault.left else [])
    assert verified.dropped.get("loaded_terms", 0) == (0 if fault.left else 1)


SITES = (*planted_sites.ALL, *planted_files.LISTED, *planted_files.FEEDS, *planted_files.DATA)


@pytest.mark.parametrize("fault", SITES, ids=lambda one: one.name)
def test_a_fault_in_a_site_is_caught(fault: planted_sites.Fault, built: Built) -> None:
    new = planted_sites.new_complaints(fault, built)

    assert any(re.search(fault.words, one) for one in new), new


def test_a_title_that_would_end_the_script_stays_a_title(built: Built) -> None:
    page = f"{numbered(52).path}index.html"
    said = [node["headline"] for node in promises.nodes(promises.graph(built, page)) if "headline" in node]

    assert outside.markup(built.only(page)).faults == []
    assert BREAKS_OUT[:40] in said[0]
    assert not any("alert" in (one.text or "") for one in built.page(page).tree.iter("script") if not one.get("type"))
    assert not built.page(page).tree.xpath("//*[@onclick]")


def test_a_mark_that_turns_letters_around_turns_nothing(built: Built) -> None:
    folder = numbered(52).path
    part = built.only(f"{folder}*", "index.html")

    assert "\u202e" in built.json(f"{folder}record.json")["original"]["title"]
    assert publications.texts(part).faults == []
    assert promises.prose(part).faults == []


def test_a_story_file_with_carriage_returns_is_read_as_one_without(tmp_path: Path) -> None:
    assert checked(story.render(make_story()).replace("\n", "\r\n"), tmp_path) == 0
