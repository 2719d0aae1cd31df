"""Bringing story files to the version of today: all or nothing is read, each file is written whole, twice is once."""

from pathlib import Path

import pytest

from generator import store, story
from generator.cli import main, records
from generator.errors import StoryError
from tests import sites
from tests.stories import numbered
from tests.test_check import EARLIER, earlier


def lay_out(tmp_path: Path) -> store.Content:
    """Write three stories, two of them of an earlier version."""
    content = store.Content(sites.lay_out(tmp_path / "content", [numbered(1), numbered(2), numbered(3)]))
    for path, text in list(content.texts())[:2]:
        (content.root / path).write_text(earlier(story.parse(text, path)), encoding="utf-8")
    return content


def test_stories_of_an_earlier_version_become_those_of_today(tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    assert records.migrate(content, write=True, known=EARLIER) == 0
    assert [text for _, text in content.texts()] == [story.render(numbered(number)) for number in (1, 2, 3)]
    before = sites.tree(content.root)
    assert records.migrate(content, write=True, known=EARLIER) == 0
    assert sites.tree(content.root) == before


def test_a_look_names_the_files_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = lay_out(tmp_path)
    before = sites.tree(content.root)
    assert records.migrate(content, write=False, known=EARLIER) == 1
    told = capsys.readouterr()
    assert told.out.count("schema_version: of an earlier version: run: python -m generator migrate") == 2
    assert told.err == "1 stories are current (version 1); 2 to be brought to it\n"
    assert sites.tree(content.root) == before


def test_nothing_is_written_where_one_file_cannot_be_read(tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    last = content.root / content.story_files()[-1]
    last.write_text(last.read_text(encoding="utf-8").replace('schema_version: "1"', 'schema_version: "9"'), "utf-8")
    before = sites.tree(content.root)
    with pytest.raises(StoryError, match=r"schema_version: '9' is no version of a story: known here: \"0\" and \"1\""):
        records.migrate(content, write=True, known=EARLIER)
    assert sites.tree(content.root) == before


def test_the_command_says_that_there_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = sites.lay_out(tmp_path / "content", [numbered(1), numbered(2)])
    before = sites.tree(content)
    for more in ([], ["--check"]):
        assert main(["migrate", "--content", str(content), *more]) == 0
        assert capsys.readouterr().err == "2 stories are current (version 1)\n"
    assert sites.tree(content) == before


def test_a_story_of_an_earlier_version_is_read_as_one_of_today() -> None:
    assert story.parse(earlier(numbered(1)), "x.md", EARLIER) == numbered(1)


def test_a_story_of_an_unknown_version_stops_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = sites.lay_out(tmp_path / "content", [numbered(1)])
    (file,) = content.glob("stories/*/*/*.md")
    file.write_text(file.read_text(encoding="utf-8").replace('schema_version: "1"', 'schema_version: "2"'), "utf-8")
    assert main(["migrate", "--content", str(content)]) == 1
    assert f"{file.name}: schema_version: '2' is no version of a story" in capsys.readouterr().err
