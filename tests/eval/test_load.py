"""Labeled data is found by what its rows hold, and a bad line is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ConfigError
from generator.evaluate import load

REPORT = {"id": "a", "text": "Some text.", "primary": ["none", "none"], "score": [3, 5]}
ROWS: dict[str, dict[str, Any]] = {
    "reports": REPORT,
    "loaded_words": {"text": "A stunning sentence.", "label": 1, "biased_words": ["stunning"]},
    "techniques": {"text": "A paragraph.", "labels": ["Slogans"]},
    "causal_strength": {
        "press_release_conclusion": "Tea cures.",
        "abstract_conclusion": "Tea may cure.",
        "press_release_strength": 3,
        "exaggeration_label": "exaggerates",
    },
}


def lay_out(folder: Path, *rows: object, name: str = "dev.jsonl") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def only(folder: Path) -> load.Bench:
    (bench,) = load.benches(folder)
    return bench


# --- tasks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", sorted(ROWS))
def test_the_fields_of_its_rows_tell_what_a_bench_measures(task: str, tmp_path: Path) -> None:
    bench = only(lay_out(tmp_path / "any_name", ROWS[task], ROWS[task]))
    assert (bench.name, bench.task, len(bench.rows)) == ("any_name", task, 2)


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("claimbuster", "claims"),
        ("environmental_claims", "claims"),
        ("wiki_npov", "point_of_view"),
        ("weather", None),
    ],
)
def test_where_rows_say_only_yes_or_no_the_name_of_the_folder_tells(
    name: str, task: str | None, tmp_path: Path
) -> None:
    assert only(lay_out(tmp_path / name, {"text": "A sentence.", "label": 1})).task == task


def test_a_field_that_one_row_lacks_tells_nothing(tmp_path: Path) -> None:
    bare = {key: value for key, value in REPORT.items() if key != "score"}
    assert only(lay_out(tmp_path / "some", REPORT, bare)).task is None


def test_rows_about_something_else_have_no_task_and_are_kept(tmp_path: Path) -> None:
    bench = only(lay_out(tmp_path / "memes", {"text": "A meme.", "spans": []}))
    assert (bench.task, len(bench.rows)) == (None, 1)


# --- folders -------------------------------------------------------------------------------------------------------


def test_benches_come_by_name_and_folders_without_rows_are_passed_over(tmp_path: Path) -> None:
    lay_out(tmp_path / "b", REPORT)
    lay_out(tmp_path / "a", REPORT)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "README.md").write_text("words", encoding="utf-8")
    (tmp_path / "README.md").write_text("words", encoding="utf-8")
    assert [bench.name for bench in load.benches(tmp_path)] == ["a", "b"]


def test_a_folder_that_holds_rows_itself_is_one_bench(tmp_path: Path) -> None:
    lay_out(tmp_path / "alone", REPORT)
    lay_out(tmp_path / "alone" / "inner", REPORT)
    bench = only(tmp_path / "alone")
    assert (bench.name, len(bench.rows)) == ("alone", 1)


def test_the_files_of_a_bench_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    lay_out(tmp_path / "two", REPORT | {"id": "second"}, name="b.jsonl")
    lay_out(tmp_path / "two", REPORT | {"id": "first"}, name="a.jsonl")
    assert [row["id"] for row in only(tmp_path / "two").rows] == ["first", "second"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere: no such folder"):
        load.benches(tmp_path / "nowhere")


def test_a_folder_without_any_rows_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match=r"no \*\.jsonl"):
        load.benches(tmp_path)


def test_a_file_handed_in_as_a_folder_is_named(tmp_path: Path) -> None:
    file = lay_out(tmp_path / "some", REPORT) / "dev.jsonl"
    with pytest.raises(ConfigError, match=r"dev\.jsonl: no such folder"):
        load.benches(file)


# --- lines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["{", "not json", '{"text": "cut', "\ufeff{}"])
def test_a_line_that_is_no_json_is_named_by_file_and_number(line: str, tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "bad", REPORT)
    with (folder / "dev.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(ConfigError, match=r"bad/dev\.jsonl: line 3: no JSON"):
        load.benches(tmp_path)


@pytest.mark.parametrize("value", [[1, 2], "text", 7, None])
def test_a_line_that_is_no_object_is_named_by_file_and_number(value: object, tmp_path: Path) -> None:
    lay_out(tmp_path / "bad", REPORT, value)
    with pytest.raises(ConfigError, match=r"bad/dev\.jsonl: line 2: no JSON object"):
        load.benches(tmp_path)


def test_bytes_that_are_no_utf8_are_named_by_file(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "bad", REPORT)
    (folder / "dev.jsonl").write_bytes(b'{"text": "caf\xe9"}\n')
    with pytest.raises(ConfigError, match=r"bad/dev\.jsonl"):
        load.benches(tmp_path)


def test_empty_lines_and_a_missing_last_line_feed_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "dev.jsonl").write_bytes(b'\n{"text": "a"}\n\n  \r\n{"text": "b"}\r\n{"text": "c"}')
    assert [row["text"] for row in only(folder).rows] == ["a", "b", "c"]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_a_separator_inside_a_text_does_not_split_its_row(mark: str, tmp_path: Path) -> None:
    text = f"before{mark}after"
    folder = tmp_path / "some"
    folder.mkdir()
    raw = json.dumps(REPORT | {"text": text}, ensure_ascii=False)
    (folder / "dev.jsonl").write_text(f"{raw}\n{raw}\n", encoding="utf-8")
    assert [row["text"] for row in only(folder).rows] == [text, text]


# --- digest --------------------------------------------------------------------------------------------------------


def test_the_digest_changes_with_a_byte_and_with_nothing_else(tmp_path: Path) -> None:
    first = only(lay_out(tmp_path / "one", REPORT)).digest
    assert only(lay_out(tmp_path / "two", REPORT)).digest == first
    path = tmp_path / "one" / "dev.jsonl"
    for place in (0, path.stat().st_size // 2, path.stat().st_size - 1):
        data = bytearray((tmp_path / "two" / "dev.jsonl").read_bytes())
        data[place : place + 1] = data[place : place + 1] + b" " if place else b" " + data[:1]
        path.write_bytes(bytes(data))
        assert only(tmp_path / "one").digest != first
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"text": None, "label": 1, "biased_words": []}, "text"),
        ({"text": "x", "label": "no", "biased_words": []}, "label"),
        ({"text": "x", "label": 1, "biased_words": "abc"}, "biased_words"),
        ({"text": "x", "labels": 7}, "labels"),
        ({"text": "x", "primary": ["sparkle"], "score": [1]}, "primary.0"),
        ({"text": "x", "primary": [], "score": [1]}, "primary"),
        ({"text": "x", "primary": ["none"], "score": [1e300]}, "score.0"),
        ({"text": "x", "primary": ["none"], "score": [float("nan")]}, "score.0"),
        ({"text": "x", "primary": ["none"], "score": [1], "loaded": "abc"}, "loaded"),
    ],
)
def test_a_row_that_cannot_be_measured_is_named_with_its_field(row: object, field: str, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"ours: row 1: {field}: .*correct the row"):
        load.benches(folder)


def test_a_mark_in_front_of_the_file_is_no_part_of_the_row(tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").write_text('\ufeff{"text": "x", "label": 1, "biased_words": []}\n', encoding="utf-8")
    (found,) = load.benches(tmp_path)
    assert found.task == "loaded_words"
