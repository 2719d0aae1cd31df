"""The whole job on the sample newsroom: every entry has its line, a rerun changes nothing, a kill loses nothing."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import story
from generator.models import Outcome, Result, Story
from tests import jobs
from tests.conftest import ROOT
from tests.newsroom import serve, sources


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Serve the newsroom for the tests of this module."""
    server, address = serve.start()
    yield address
    serve.stop(server)


@pytest.fixture(scope="module")
def first(base: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, jobs.Ran]:
    """Run the job once; the tests below look at what it left."""
    folder = jobs.lay_out(tmp_path_factory.mktemp("first"))
    return folder, jobs.run(folder, base)


def stories(folder: Path) -> dict[str, Story]:
    root = folder / "content" / "stories"
    return {one.original.url: one for one in (story.parse(p.read_text("utf-8"), p.name) for p in root.rglob("*.md"))}


def lines_of(ran: jobs.Ran, source: sources.Source) -> list[Outcome]:
    """Return the lines of a source: by its address, or the one its feed gives."""
    addresses = {source.url, source.redirected_from, source.feed_entry.link}
    return [line for line in ran.report.entries if line.url in addresses or line.url.rstrip("/") in addresses]


@pytest.mark.parametrize("source", sources.read(), ids=lambda source: source.file)
def test_every_entry_ends_as_its_writer_expected(source: sources.Source, first: tuple[Path, jobs.Ran]) -> None:
    folder, ran = first
    written = stories(folder)
    if source.expected.outcome == "written":
        assert source.url in written, lines_of(ran, source)
        if source.expected.status:
            assert written[source.url].status == source.expected.status
        return
    titles = {source.title, source.feed_entry.title}
    found = lines_of(ran, source) or [line for line in ran.report.entries if line.title in titles]
    assert source.url not in written or source.expected.reason == "duplicate"
    assert source.expected.outcome in {line.result for line in found}, found
    if source.expected.reason:
        assert source.expected.reason in {line.reason for line in found}, found


def test_the_run_ends_well_and_counts_what_it_did(first: tuple[Path, jobs.Ran]) -> None:
    folder, ran = first
    assert ran.code == 0
    assert ran.summary["written"] == len(list((folder / "content" / "stories").rglob("*.md"))) >= 30
    assert ran.summary["entries"] == len(ran.report.entries)
    assert all(line.detail for line in ran.report.entries if line.result in (Result.REJECTED, Result.FAILED))


def test_a_second_run_changes_no_file_and_asks_for_no_page(base: str, first: tuple[Path, jobs.Ran]) -> None:
    folder, _ = first
    before = jobs.digests(folder)
    again = jobs.run(folder, base)
    assert jobs.digests(folder) == before
    assert again.summary["written"] == 0
    assert again.summary["requests"] <= len(again.report.feeds) + 2, "only feeds are asked again"
    assert len(again.report.entries) > 0


def test_a_lost_cache_costs_time_and_changes_nothing(base: str, first: tuple[Path, jobs.Ran], tmp_path: Path) -> None:
    folder, _ = first
    before = jobs.digests(folder)
    again = jobs.run(folder, base, "--cache", str(tmp_path / "cache"))
    assert jobs.digests(folder) == before
    assert again.summary["written"] == 0


@pytest.mark.parametrize("written", [0, 7, 31])
def test_a_killed_run_is_finished_by_the_next_one_with_the_same_bytes(
    written: int, base: str, first: tuple[Path, jobs.Ran], tmp_path: Path
) -> None:
    clean, _ = first
    folder = jobs.lay_out(tmp_path)
    jobs.run_and_kill(folder, base, written)
    left = jobs.digests(folder)
    whole = jobs.digests(clean)
    assert written <= len([path for path in left if not path.endswith(".partial")]) < len(whole)
    assert all(whole[path] == digest for path, digest in left.items() if not path.endswith(".partial"))
    jobs.run(folder, base)
    assert jobs.digests(folder) == whole


def test_a_limit_leaves_the_rest_for_the_next_run(base: str, first: tuple[Path, jobs.Ran], tmp_path: Path) -> None:
    clean, _ = first
    folder = jobs.lay_out(tmp_path)
    limited = jobs.run(folder, base, "--limit", "5")
    assert 0 < limited.summary["written"] <= 5
    jobs.run(folder, base)
    assert jobs.digests(folder) == jobs.digests(clean)


def test_an_ignored_id_stays_away(base: str, first: tuple[Path, jobs.Ran], tmp_path: Path) -> None:
    clean, _ = first
    one = next(iter(stories(clean).values()))
    folder = jobs.lay_out(tmp_path)
    (folder / "content" / "ignored").write_text(f"{one.id} asked by its author\n", encoding="utf-8")
    jobs.run(folder, base, "--publisher", one.publisher.slug)
    assert one.original.url not in stories(folder)


def test_no_word_of_an_article_is_copied_beyond_the_budget(first: tuple[Path, jobs.Ran]) -> None:
    folder, _ = first
    for one in stories(folder).values():
        assert one.provenance.copied_words <= max(120, min(200, int(one.original.words * 0.12) + 3)), one.original.url


def test_a_planted_instruction_is_shown_and_obeyed_by_nobody(first: tuple[Path, jobs.Ran]) -> None:
    folder, ran = first
    planted = [source for source in sources.read() if source.expected.planted_instruction]
    assert planted
    for source in planted:
        one = stories(folder)[source.url]
        assert one.planted_instructions
        assert one.review.flags
        assert any(one.publisher.slug in alarm for alarm in ran.report.alarms)


def test_the_content_check_finds_no_fault(first: tuple[Path, jobs.Ran]) -> None:
    folder, _ = first
    done = subprocess.run(  # noqa: S603
        [jobs.sys.executable, "-m", "generator", "check", "--content", str(folder / "content")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
