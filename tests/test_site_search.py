"""The search bundle on disk: the same bytes each time, only what changed is indexed, and faults have a name."""

import datetime as dt
import json
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from generator.models import Story
from generator.pages import segments
from generator.site import search
from tests import sites
from tests.stories import make_story, numbered


def written(number: int, day: str) -> Story:
    moment = dt.datetime.fromisoformat(f"{day}T06:00:00Z")
    return numbered(number, created=moment, updated=moment)


YEAR = tuple(written(n, "2025-05-05") for n in range(3))
NIGHT = tuple(written(n, "2026-11-01") for n in range(10, 13))
NEXT_NIGHT = (*NIGHT, written(20, "2026-11-02"))


def bundles(cache: Path) -> set[str]:
    return {path.name.rpartition("-")[0].rpartition("-")[0] for path in cache.iterdir()}


def test_a_second_build_indexes_the_live_segment_alone(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = search.write(segments.divide([*YEAR, *NIGHT]), tmp_path / "one", cache)
    same = search.write(segments.divide([*YEAR, *NIGHT]), tmp_path / "two", cache)
    night = search.write(segments.divide([*YEAR, *NEXT_NIGHT]), tmp_path / "three", cache)

    assert (first, same, night) == (("2026-11", "2025"), (), ("2026-11",))
    assert bundles(cache) == {"2026-11", "2025"}
    assert len(list(cache.iterdir())) == 2


def test_two_builds_give_the_same_bytes_with_and_without_a_cache(tmp_path: Path) -> None:
    parts = segments.divide([*YEAR, *NIGHT])
    for target, cache in (("one", "a"), ("two", "b"), ("three", "a")):
        search.write(parts, tmp_path / target, tmp_path / cache)
    one, two, three = (sites.tree(tmp_path / name) for name in ("one", "two", "three"))

    assert one == two == three
    assert "segments.json" in one


def test_the_program_is_kept_once_and_ready_made_interfaces_not_at_all(tmp_path: Path) -> None:
    search.write(segments.divide([*YEAR, *NIGHT]), tmp_path / "site", tmp_path / "cache")
    scripts = [path for path in sites.tree(tmp_path / "site") if path.endswith((".js", ".css")) or "wasm" in path]

    assert sorted(scripts) == ["2026-11/pagefind.js", "2026-11/wasm.en-202611.pagefind"]


def test_every_record_has_its_row_and_its_own_name(tmp_path: Path) -> None:
    search.write(segments.divide([*YEAR, *NIGHT]), tmp_path / "site", tmp_path / "cache")
    listed = json.loads((tmp_path / "site" / "segments.json").read_text(encoding="utf-8"))
    for segment in listed:
        folder = tmp_path / "site" / segment["name"]
        table = json.loads((folder / search.TABLE).read_text(encoding="utf-8"))
        files = {path.stem for path in (folder / "fragment").iterdir()}

        assert {f"{segment['language']}_{name}" for name in table["names"].split()} == files
        assert len(files) == 3


def test_a_lost_half_made_or_foreign_cache_costs_time_alone(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    (cache / "2026-11-of-yesterday").mkdir(parents=True)
    parts = segments.divide(NIGHT)

    assert search.write(parts, tmp_path / "site", cache) == ("2026-11",)
    assert bundles(cache) == {"2026-11"}


def test_before_the_first_report_the_list_is_empty(tmp_path: Path) -> None:
    assert search.write((), tmp_path / "site", tmp_path / "cache") == ()
    assert (tmp_path / "site" / "segments.json").read_text(encoding="utf-8") == "[]"


@pytest.mark.parametrize("program", ["no such program", "/bin/true", "/bin/false"])
def test_a_missing_or_dying_indexer_stops_the_build_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program)

    with pytest.raises(PluginError, match=r"search: the indexer .*: install pagefind_bin"):
        search.write(segments.divide(NIGHT), tmp_path / "site", tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_refused_request_stops_the_build_by_name() -> None:
    with pytest.raises(PluginError, match="search: the indexer refused a record"):
        list(search.answers(iter([{"type": "AddRecord"}])))


def test_a_hostile_record_is_indexed_as_text(tmp_path: Path) -> None:
    attack = make_story(title="<script>alert(1)</script> \u202e ☃", summary="</p><img src=x onerror=alert(1)> Snow.")

    assert search.write(segments.divide([attack]), tmp_path / "site", tmp_path / "cache") == ("2026-11",)
