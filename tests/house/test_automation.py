"""The scripts of the nightly job: what a night may change, and what its pull request may say."""

import datetime as dt
import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

pytest_plugins = ["pytester"]

STORY = "content/stories/tessarow/2026/2026-11-19-jobs.md"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/apply-night", folder / ".ci/apply-night")
    (folder / "content").mkdir()
    (folder / "content/ignored").write_text("", encoding="utf-8")
    (folder / "secret.yml").write_text("permissions: {}\n", encoding="utf-8")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-qm", "a"],
    ):
        assert run(folder, "git", *words).returncode == 0
    return folder


def patch_of(folder: Path, target: Path, *options: str) -> Path:
    """Write the staged changes of the repository as a patch and take them back."""
    assert run(folder, "git", "add", "--all").returncode == 0
    diff = run(folder, "git", "diff", "--cached", "--binary", *options, "HEAD")
    target.write_text(diff.stdout, encoding="utf-8")
    assert run(folder, "git", "reset", "--hard", "-q").returncode == 0
    return target


def apply(folder: Path, patch: Path) -> subprocess.CompletedProcess[str]:
    return run(folder, ".ci/apply-night", str(patch))


def test_new_stories_of_a_night_are_put_in_place(repository: Path, tmp_path: Path) -> None:
    (repository / STORY).parent.mkdir(parents=True)
    (repository / STORY).write_text("---\nname: 'ä\"'\n---\nrename from a\n", encoding="utf-8")
    patch = patch_of(repository, tmp_path / "night.patch", "--no-renames")

    done = apply(repository, patch)

    assert (done.returncode, done.stderr) == (0, "")
    assert (repository / STORY).read_text(encoding="utf-8").endswith("rename from a\n")


def test_a_night_without_news_changes_nothing(repository: Path, tmp_path: Path) -> None:
    patch = patch_of(repository, tmp_path / "night.patch")

    assert apply(repository, patch).returncode == 0
    assert run(repository, "git", "status", "--short").stdout == ""


@pytest.mark.parametrize("reached", ["secret.yml", "content/pages/index.md", "content/publishers/tessarow.md"])
def test_a_night_that_reaches_beyond_stories_is_refused_whole(repository: Path, tmp_path: Path, reached: str) -> None:
    (repository / STORY).parent.mkdir(parents=True)
    (repository / STORY).write_text("story\n", encoding="utf-8")
    (repository / reached).parent.mkdir(exist_ok=True)
    (repository / reached).write_text("permissions: write-all\n", encoding="utf-8")
    patch = patch_of(repository, tmp_path / "night.patch", "--no-renames")

    done = apply(repository, patch)

    assert done.returncode != 0
    assert "beyond stories" in done.stderr
    assert not (repository / STORY).exists()
    assert run(repository, "git", "status", "--short").stdout == ""


def test_a_rename_that_would_take_a_file_away_is_refused(repository: Path, tmp_path: Path) -> None:
    (repository / "secret.yml").rename(repository / "content/ignored-rule")
    patch = patch_of(repository, tmp_path / "night.patch", "--find-renames")

    done = apply(repository, patch)

    assert done.returncode != 0
    assert (repository / "secret.yml").exists()


@pytest.mark.parametrize("kind", ["link", "executable"])
def test_links_and_executable_files_are_refused(repository: Path, tmp_path: Path, kind: str) -> None:
    planted = repository / "content/stories/planted"
    planted.parent.mkdir()
    if kind == "link":
        planted.symlink_to("../../secret.yml")
    else:
        planted.write_text("#!/bin/sh\n", encoding="utf-8")
        planted.chmod(0o755)
    patch = patch_of(repository, tmp_path / "night.patch", "--no-renames")

    done = apply(repository, patch)

    assert done.returncode != 0
    assert not planted.is_symlink()
    assert not planted.exists()


@pytest.mark.parametrize(
    "title",
    [
        "thanks to @someone",
        "fixes #12",
        r"fixes \#12",
        "closes GH-12",
        r"closes GH\-12",
        "fixes https://github.com/owner/repository/issues/12",
        r"fixes https://github\.com/an\-owner/repository/issues/12",
    ],
)
def test_a_title_in_the_pull_request_calls_nobody_and_closes_nothing(title: str) -> None:
    text = script("pr_body").body(f"| {title} |")

    assert title not in text
    assert title in text.replace("<!-- -->", "")


def test_a_long_report_is_cut_at_a_line_and_says_so() -> None:
    pr_body = script("pr_body")
    text = pr_body.body("| a line of the report |\n" * 5000, preview="https://preview.example/")

    assert len(text) <= pr_body.LIMIT
    assert "https://preview.example/" in text
    assert text.partition(pr_body.CUT)[0].endswith("| a line of the report |")


def test_the_figures_of_a_night_are_counted_from_its_report() -> None:
    results = ("written", "written", "unchanged", "rejected", "failed", "updated")
    finished = dt.datetime(2026, 11, 20, 3, 40, tzinfo=dt.UTC)

    values = script("last_run").last_run({"entries": [{"result": result} for result in results]}, finished)

    assert values == {"finished": "2026-11-20T03:40:00Z", "written": 2, "updated": 1, "rejected": 1, "failed": 1}


def test_where_a_skip_is_a_failure_a_skipped_test_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.skip(reason="no Chromium")
        def test_skipped(): ...

        def test_that_skips_itself():
            pytest.skip("no Chromium")

        def test_passed(): ...

        @pytest.mark.xfail(strict=True)
        def test_known_fault(): raise AssertionError
        """
    )

    result = pytester.runpytest_subprocess("-p", "tests.house.no_skips", "-p", "no:cacheprovider")

    result.assert_outcomes(errors=1, failed=1, passed=1, xfailed=1)
