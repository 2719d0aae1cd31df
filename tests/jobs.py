"""Run the real command on the sample newsroom, as a person would, in a folder of the test."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from generator.models import RunReport
from tests.conftest import ROOT
from tests.newsroom.demo import NOW


class Ran(NamedTuple):
    """What one run printed and reported."""

    code: int
    summary: dict[str, Any]
    report: RunReport
    stderr: str


def lay_out(folder: Path, publishers: Path = ROOT / "tests" / "newsroom" / "publishers") -> Path:
    """Make a content folder with publishers in it; return the folder."""
    shutil.copytree(publishers, folder / "content" / "publishers")
    return folder


def words(folder: Path, base: str, *more: str) -> list[str]:
    """Return the command line of a run in a folder."""
    return [
        sys.executable, "-m", "generator", "run",
        "--content", str(folder / "content"), "--cache", str(folder / "cache"), "--now", NOW,
        "--replay-base", base, "--report", str(folder / "report.json"), *more,
    ]  # fmt: skip


def run(folder: Path, base: str, *more: str) -> Ran:
    """Run the job to its end."""
    done = subprocess.run(words(folder, base, *more), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if not done.stdout:
        raise AssertionError(f"the run printed nothing; its errors: {done.stderr[-2000:]}")
    report = RunReport.model_validate_json((folder / "report.json").read_text(encoding="utf-8"))
    return Ran(done.returncode, json.loads(done.stdout), report, done.stderr)


def python(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run Python with these words in a folder, with the code of this repository."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603
        (sys.executable, *words), cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def run_and_kill(folder: Path, base: str, written: int) -> None:
    """Start a run and kill it, workers and all, as soon as so many story files are there."""
    process = subprocess.Popen(  # noqa: S603
        words(folder, base), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    stories = folder / "content" / "stories"
    ready = folder / "cache" / "state.sqlite"
    while process.poll() is None and (len(list(stories.rglob("*.md"))) < written or not ready.exists()):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def digests(folder: Path) -> dict[str, str]:
    """Return path -> digest of every file below the stories of a folder's content."""
    stories = folder / "content" / "stories"
    files = sorted(path for path in stories.rglob("*") if path.is_file())
    return {path.relative_to(stories).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
