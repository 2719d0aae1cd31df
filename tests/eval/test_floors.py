"""A floor is a promise: it rises with the figures and sinks only for a reason that stays with it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ConfigError
from generator.evaluate import floors
from generator.evaluate.figures import Figure

SMALLER = sorted(floors.SMALLER)


def figure(value: float) -> Figure:
    return Figure(value, value - 0.1, value + 0.1, 40)


def results(value: float, name: str = "claim F1", bench: str = "ours") -> floors.Results:
    return {bench: {name: figure(value)}}


def standing(value: float, name: str = "claim F1", bench: str = "ours", **more: Any) -> floors.Floors:  # noqa: ANN401
    return {bench: {name: {"value": value, **more}}}


# --- what fell -----------------------------------------------------------------------------------------------------


def test_a_figure_at_or_above_its_floor_keeps_it() -> None:
    assert floors.below(results(0.5), standing(0.5)) == []
    assert floors.below(results(0.9), standing(0.5)) == []


def test_a_figure_below_its_floor_is_told_with_bench_name_and_both_numbers() -> None:
    (line,) = floors.below(results(0.4991), standing(0.5))
    for part in ("ours", "claim F1", "0.499", "0.500"):
        assert part in line


@pytest.mark.parametrize("name", SMALLER)
def test_where_smaller_is_better_a_larger_figure_falls(name: str) -> None:
    assert floors.below(results(7.0, name), standing(8.0, name)) == []
    assert floors.below(results(8.0, name), standing(8.0, name)) == []
    assert len(floors.below(results(8.1, name), standing(8.0, name))) == 1


def test_errors_and_wrong_types_are_the_better_the_smaller() -> None:
    assert {"none wrongly typed", "score mean absolute error"} <= floors.SMALLER


def test_a_bench_that_was_not_run_is_skipped() -> None:
    both = standing(0.5) | standing(0.9, bench="elsewhere")
    assert floors.below(results(0.6), both) == []


def test_a_figure_nobody_set_a_floor_for_is_let_pass() -> None:
    both = {"ours": {"claim F1": figure(0.6), "new figure": figure(0.0)}}
    assert floors.below(both, standing(0.5)) == []
    assert floors.below(results(0.0, bench="new bench"), standing(0.5)) == []


def test_a_figure_that_went_missing_in_a_bench_that_ran_is_told() -> None:
    lines = floors.below(results(0.9, "another figure"), standing(0.5))
    assert [line for line in lines if "claim F1" in line]


def test_all_that_fell_is_told_in_the_order_of_names() -> None:
    found = {"b": {"x": figure(0.1)}, "a": {"z": figure(0.1), "y": figure(0.1)}}
    held: floors.Floors = {bench: {name: {"value": 0.5} for name in rows} for bench, rows in found.items()}
    assert [line.split(": ")[:2] for line in floors.below(found, held)] == [["a", "y"], ["a", "z"], ["b", "x"]]


# --- moving them ---------------------------------------------------------------------------------------------------


def test_a_new_figure_gets_a_floor_a_little_below_it() -> None:
    moved = floors.raised(results(0.75), {}, lower=None)
    assert moved == {"ours": {"claim F1": {"value": pytest.approx(0.74)}}}
    assert floors.below(results(0.75), moved) == []


@pytest.mark.parametrize("name", SMALLER)
def test_where_smaller_is_better_the_floor_stands_a_little_above_the_figure(name: str) -> None:
    moved = floors.raised(results(0.2, name), {}, lower=None)
    assert 0.2 < moved["ours"][name]["value"] <= 0.3
    assert floors.below(results(0.2, name), moved) == []


def test_a_better_figure_raises_its_floor() -> None:
    assert floors.raised(results(0.8), standing(0.5), lower=None)["ours"]["claim F1"]["value"] == pytest.approx(0.79)


@pytest.mark.parametrize("name", SMALLER)
def test_where_smaller_is_better_a_better_figure_pulls_the_floor_down(name: str) -> None:
    assert floors.raised(results(3.0, name), standing(9.0, name), lower=None)["ours"][name]["value"] < 3.2


def test_a_figure_within_the_slack_leaves_its_floor_where_it_is() -> None:
    held = standing(0.5)
    assert floors.raised(results(0.505), held, lower=None) == held


@pytest.mark.parametrize("lower", [None, ""])
def test_a_floor_never_sinks_without_a_reason(lower: str | None) -> None:
    held = standing(0.5)
    with pytest.raises(ConfigError, match=r"claim F1.*--lower"):
        floors.raised(results(0.4), held, lower=lower)
    assert held == standing(0.5)


@pytest.mark.parametrize("name", SMALLER)
def test_where_smaller_is_better_a_floor_never_rises_without_a_reason(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        floors.raised(results(9.0, name), standing(8.0, name), lower=None)


def test_a_reason_lets_a_floor_sink_and_stays_with_it() -> None:
    moved = floors.raised(results(0.4), standing(0.5), lower="the labels were wrong")
    (row,) = moved["ours"].values()
    assert row["value"] == pytest.approx(0.39)
    assert row["lowered"] == [{"from": 0.5, "to": row["value"], "reason": "the labels were wrong"}]


def test_every_reason_is_kept_when_a_floor_sinks_again_and_when_it_rises() -> None:
    once = floors.raised(results(0.4), standing(0.5), lower="first")
    twice = floors.raised(results(0.3), once, lower="second")
    assert [one["reason"] for one in twice["ours"]["claim F1"]["lowered"]] == ["first", "second"]
    risen = floors.raised(results(0.9), twice, lower=None)
    assert risen["ours"]["claim F1"]["value"] == pytest.approx(0.89)
    assert [one["reason"] for one in risen["ours"]["claim F1"]["lowered"]] == ["first", "second"]


def test_a_reason_lowers_only_what_fell() -> None:
    held = standing(0.5) | standing(0.5, bench="fine")
    moved = floors.raised(results(0.4) | results(0.505, bench="fine"), held, lower="a reason")
    assert moved["fine"] == held["fine"]
    assert "lowered" in moved["ours"]["claim F1"]


def test_moving_floors_leaves_those_handed_in_and_benches_that_were_not_run_alone() -> None:
    held = standing(0.5) | standing(0.7, bench="elsewhere")
    before = json.loads(json.dumps(held))
    moved = floors.raised(results(0.9), held, lower=None)
    assert held == before
    assert moved["elsewhere"] == before["elsewhere"]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["claim F1", *SMALLER]))
@settings(max_examples=200, deadline=None)
def test_whatever_is_measured_no_floor_gets_worse_without_a_reason_and_every_moved_one_is_kept(
    old: float, new: float, name: str
) -> None:
    held, found = standing(round(old, 3), name), results(new, name)
    try:
        moved = floors.raised(found, held, lower=None)
    except ConfigError:
        assert floors.below(found, held)
        moved = floors.raised(found, held, lower="a reason")
        assert moved["ours"][name]["lowered"]
    else:
        assert floors.below({"ours": {name: figure(moved["ours"][name]["value"])}}, held) == []
    assert floors.below(found, moved) == []


# --- the file ------------------------------------------------------------------------------------------------------


def test_floors_come_back_as_they_were_written(tmp_path: Path) -> None:
    held = floors.raised(results(0.4), standing(0.5), lower="a reason — with a dash")
    floors.write(tmp_path / "floors.json", held)
    assert floors.read(tmp_path / "floors.json") == held


def test_the_file_is_sorted_so_that_a_change_shows_as_what_it_is(tmp_path: Path) -> None:
    one = {"b": {"y": {"value": 1.0}, "x": {"value": 0.5}}, "a": {"z": {"value": 0.1}}}
    other = {bench: dict(reversed(rows.items())) for bench, rows in reversed(one.items())}
    floors.write(tmp_path / "one.json", one)
    floors.write(tmp_path / "other.json", other)
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "other.json").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert text.index('"a"') < text.index('"b"')


def test_an_absent_file_holds_no_floor(tmp_path: Path) -> None:
    assert floors.read(tmp_path / "nowhere.json") == {}


@pytest.mark.parametrize("text", ["", "{", "<<<<<<< ours", "[]", "3", '"words"'])
def test_a_broken_file_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"floors\.json"):
        floors.read(tmp_path / "floors.json")


def test_a_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"floors\.json"):
        floors.read(tmp_path / "floors.json")
