"""The content check: a sound story passes, and each planted fault is named with file and field."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import check, jsonld, schemas, score, story
from generator import vocabulary as v
from generator.cli import main
from generator.config import Publishers
from generator.models import Story
from tests import sites
from tests.articles import make_publisher
from tests.stories import make_brackwater, make_story
from tests.test_story import build

SITE = jsonld.Site("https://reports.example/")
PUBLISHERS = Publishers([make_publisher(), make_brackwater()])
TODAY = dt.date(2026, 11, 22)
CORRECTION = {"date": "2026-11-20", "before": "It said this.", "after": "It says that.", "reason": "A slip."}
REPLY = {"date": "2026-11-20", "reply": "We see it otherwise."}


def faults(text: str, path: str | None = None, **more: Any) -> list[str]:  # noqa: ANN401
    return list(check.stories([(path or story.file_name(build()), text)], PUBLISHERS, SITE, **more))


def named(found: list[str], words: str) -> bool:
    return any(words in one for one in found)


def faults_of(one: Story) -> list[str]:
    return faults(story.render(one), story.file_name(one), today=TODAY)


def test_a_sound_story_has_no_fault() -> None:
    assert faults(story.render(build())) == []
    assert faults_of(make_story(corrections=[CORRECTION], dispute=REPLY)) == []


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
        (
            lambda one: one.model_copy(
                update={"original": one.original.model_copy(update={"feed": "https://quillon.example/a|b"})}
            ),
            "original.feed",
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
        ("topic: null", "topic:\tai", "front matter"),
        ('schema_version: "1"\n', "", "schema_version: missing"),
        ('schema_version: "1"', 'schema_version: "7"', "schema_version: '7' is no version"),
        ('schema_version: "1"', "schema_version: 1", "schema_version: 1 is no version"),
        ("category: null", f'category: "{"x" * 70_000}"', "original.category"),
    ],
)  # fmt: skip
def test_a_changed_file_is_found(old: str, new: str, words: str) -> None:
    text = story.render(build())
    assert old in text
    found = faults(text.replace(old, new, 1))
    assert any(words in line for line in found), found
    assert all(len(line) < 500 for line in found)


def test_scores_of_earlier_formulas_stand_as_they_were_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults_of(make_story(status="limited")) == []
    earlier = story.render(verdict(formula="2.0", explanation="Counted otherwise.")(build()))
    assert named(faults(earlier), "verdict.formula: 2.0 is not known")
    monkeypatch.setattr(score, "EARLIER", frozenset({"2.0"}))
    assert faults(earlier) == []
    outside = verdict(formula="2.0", score=99)(make_story())
    assert named(faults_of(outside), "does not hold the score, 99")


@pytest.mark.parametrize("status", ["processed", "withdrawn"])
def test_a_score_without_what_it_was_made_of_is_a_fault(status: str) -> None:
    bare = build().model_copy(update={"signals": None, "status": v.Status(status), "status_reason": "Asked for."})
    assert named(faults(story.render(bare)), "signals: missing")
    unnamed = verdict(formula=None)(build()).model_copy(update={"status": v.Status(status)})
    assert named(faults(story.render(unnamed)), "verdict.formula: None is not known")


def with_original(**changes: object) -> Story:
    return build().model_copy(update={"original": build().original.model_copy(update=changes)})


def test_the_id_is_that_of_the_address_or_of_one_it_had_before() -> None:
    moved = with_original(url="https://blog.quillon.example/elsewhere")
    assert named(faults(story.render(moved)), "id: ")
    kept = with_original(url="https://blog.quillon.example/elsewhere", aliases=(build().original.url,))
    assert faults(story.render(kept)) == []
    foreign = with_original(url="https://evil.example/a", aliases=(build().original.url,))
    assert named(faults(story.render(foreign)), "publisher.domain: blog.quillon.example is not the host")


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\t", "\x85", "\u202e", "\u2067", "\ufffe", "\ue000"])
def test_a_character_that_no_run_writes_is_named_with_its_field(letter: str) -> None:
    one = build().model_copy(update={"tldr": ("One.", f"Two {letter} three.")})
    assert named(faults(story.render(one)), f"tldr.1: holds U+{ord(letter):04X}")
    assert faults(story.render(build().model_copy(update={"editor_note": "One line.\nAnother 👩\u200d🔬."}))) == []


@pytest.mark.parametrize("field", ["created", "updated"])
def test_a_report_from_a_year_to_come_is_a_fault(field: str) -> None:
    late = build().model_copy(update={field: dt.datetime(2199, 12, 31, tzinfo=dt.UTC)})
    assert named(faults(story.render(late), story.file_name(late), today=TODAY), f"{field}: 2199-12-31 is yet to come")


def test_a_file_that_is_no_text_costs_no_other_file_its_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sites.lay_out(tmp_path, [make_story(), make_story(slug="second", id="89ab" * 4)])
    first, second = sorted(tmp_path.glob("stories/*/*/*.md"))
    first.write_bytes(b"\xff\xfe")
    second.write_text(second.read_text(encoding="utf-8").replace("score: ", "score: 1"), encoding="utf-8")
    (second.parent / "folder.md").mkdir()
    assert main(["check", "--content", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert f"{first.name}: file: no UTF-8" in told
    assert f"{second.name}: " in told


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tactic": "FOMO framing"}, "verdict.tactic: 'FOMO framing' does not belong to cushion"),
        ({"secondary": "cushion"}, "verdict.secondary: must be another of the six types"),
        ({"secondary": "none"}, "verdict.secondary: must be another of the six types"),
        ({"primary": "none", "tactic": None}, "verdict.secondary: must be another of the six types"),
        ({"band": None}, "verdict.band: score and band come together"),
        ({"score": None, "band": None}, "verdict.score: a processed report has a score"),
        ({"primary": "none", "tactic": None, "secondary": None}, "verdict.primary: none needs a score below 25"),
        ({"score": 12}, "verdict.primary: a type needs a score of 20 or more"),
    ],
)
def test_a_verdict_against_itself_is_found(changes: dict[str, Any], words: str) -> None:
    one = make_story()
    found = faults_of(
        one.model_copy(update={"verdict": one.verdict.model_validate(one.verdict.model_dump() | changes)})
    )
    assert any(words in line for line in found), found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"claims": [{"rank": "primary"}] * 2}, "claims: more than one is primary"),
        (
            {"loaded_terms": [{"tactic": "FOMO framing"}]},
            "'FOMO framing' does not belong to cushion",
        ),
        ({"loaded_terms": [{"type": "other"}]}, "does not belong to other"),
    ],
)
def test_findings_against_each_other_are_found(changes: dict[str, list[dict[str, str]]], words: str) -> None:
    record = make_story().model_dump(mode="json")
    for field, rows in changes.items():
        record[field] = [record[field][0] | row for row in rows]
    found = faults_of(make_story(**{field: record[field] for field in changes}))
    assert any(words in line for line in found), found


def test_two_files_with_one_id_are_found() -> None:
    text = story.render(build())
    path = story.file_name(build())
    found = list(check.stories([(path, text), (path.replace("quillon-u", "x-quillon-u"), text)], PUBLISHERS, SITE))
    assert any("stands in" in line for line in found)


def test_more_than_a_page_can_show_is_refused() -> None:
    one = make_story()
    text = story.render(one.model_copy(update={"entities": one.entities * 2500}))
    (found,) = faults(text, story.file_name(one))
    assert "entities: Tuple should have at most 100 items" in found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"corrections": [CORRECTION | {"date": "2026-11-18"}]}, "corrections.0.date: 2026-11-18 is before"),
        ({"dispute": REPLY | {"date": "1999-01-01"}}, "dispute.date: 1999-01-01 is before"),
        ({"review": {"date": "2026-01-01"}}, "review.date: 2026-01-01 is before"),
        ({"corrections": [CORRECTION | {"date": "2026-11-24"}]}, "2026-11-24 is yet to come"),
        ({"dispute": REPLY | {"date": "2199-12-31"}}, "2199-12-31 is yet to come"),
        ({"updated": "2026-11-19T06:00:00Z"}, "updated: 2026-11-19"),
        ({"dispute": REPLY | {"date": "2026-11-21"}}, "updated: 2026-11-20 is before its newest correction"),
    ],
)
def test_a_day_that_cannot_be_is_found(changes: dict[str, Any], words: str) -> None:
    found = faults_of(make_story(**changes))
    assert any(words in line for line in found), found


def test_the_day_of_a_maintainer_may_begin_earlier_and_end_later() -> None:
    for day in ("2026-11-19", "2026-11-23"):
        one = story.renewed(make_story(corrections=[CORRECTION | {"date": day}]))
        assert faults_of(one) == []


def test_a_clock_behind_the_newest_report_finds_no_fault() -> None:
    one = make_story(corrections=[CORRECTION])
    assert faults(story.render(one), story.file_name(one), today=dt.date(2026, 1, 1)) == []


def test_renewing_moves_the_time_of_change_to_the_newest_correction_or_reply() -> None:
    assert story.renewed(make_story()) == make_story()
    assert story.renewed(make_story(corrections=[CORRECTION])) == make_story(corrections=[CORRECTION])
    later = story.renewed(make_story(dispute=REPLY | {"date": "2026-12-01"}, corrections=[CORRECTION]))
    assert later.updated == dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


# --- stories of an earlier version ---------------------------------------------------------------------------------


# Invented: before version 1 the framing was called a slant.
def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    return {("framing" if key == "slant" else key): value for key, value in {"slant": data["slant"], **data}.items()}


EARLIER = story.Versions("1", {"0": _renamed})


def earlier_schema() -> dict[str, str]:
    text = json.dumps(schemas.story_schema()).replace('"framing"', '"slant"').replace('"const": "1"', '"const": "0"')
    return {"story-0.schema.json": text}


def earlier(one: Story) -> str:
    text = story.render(one).replace('schema_version: "1"', 'schema_version: "0"', 1)
    return text.replace("\nframing:", "\nslant:", 1)


def test_a_story_is_held_against_the_version_it_names() -> None:
    text, path = earlier(make_story()), story.file_name(make_story())
    two = [(path, text), (f"x/{path}", text)]
    found = list(check.stories(two, PUBLISHERS, SITE, kept=earlier_schema(), known=EARLIER))
    assert [line for line in found if "stands in" not in line and "move the file" not in line] == []


def test_a_story_that_breaks_its_own_version_is_found() -> None:
    text = earlier(make_story()).replace('topic: "business"', "topic: null", 1)
    wrong = {name: schema.replace('"summary"', '"digest"') for name, schema in earlier_schema().items()}
    found = faults(text, story.file_name(make_story()), kept=wrong, known=EARLIER)
    assert any("see schemas/story-0.schema.json" in line for line in found), found


def test_a_version_without_its_schema_is_named() -> None:
    (found,) = faults(earlier(make_story()), kept={}, known=EARLIER)
    assert "schema_version: no file schemas/story-0.schema.json" in found


def test_a_step_that_does_not_find_what_it_needs_is_named() -> None:
    text = earlier(make_story()).replace("\nslant:", "\ntilt:", 1)
    found = faults(text, kept=earlier_schema(), known=EARLIER)
    assert any("schema_version: cannot go from version 0 to 1: KeyError('slant')" in line for line in found), found


# --- the command ---------------------------------------------------------------------------------------------------


def test_an_edit_is_taken_over_by_renewing_and_then_has_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, one = sites.lay_out(tmp_path / "content"), make_story()
    file = content / story.file_name(one)
    file.parent.mkdir(parents=True)
    reply = "\ndispute:\n  date: 2026-11-21\n  reply: We see it otherwise.\n"
    file.write_text(story.render(one).replace("\ndispute: null\n", reply), encoding="utf-8")
    words = ["check", "--content", str(content)]
    assert main(words) == 1
    assert "python -m generator check --renew" in capsys.readouterr().out
    assert main([*words, "--renew"]) == 0
    assert "1 story files renewed" in capsys.readouterr().err
    assert main(words) == 0
    assert capsys.readouterr().err == "1 stories, 1 publishers, 0 faults\n"
    renewed = story.parse(file.read_text(encoding="utf-8"), file.name)
    assert renewed.updated.date() == dt.date(2026, 11, 21)
    (file.parent / "notes.txt").write_text("x", encoding="utf-8")
    assert main(words) == 1
    assert "notes.txt: file: no story file" in capsys.readouterr().out
