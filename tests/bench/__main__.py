"""Speed and memory of the job, printed: what ``make bench`` runs.

What goes in: the sample newsroom, and the replay corpus where SPIN_CORPORA (default ``../shared``) holds it.
What comes out: one line per figure with its bar, on standard output.
Starts ``python -m generator`` as a person would and reads CPU time and peak memory of the process and its workers
from /proc; only pictures are timed inside. Memory is that of the largest process.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import yaml

from generator.analyze.heads.encoder import encoder
from generator.pages import card
from tests.bench import models, search
from tests.conftest import ROOT, corpora_path
from tests.stories import make_story

STORY_WORDS: Final = 800
BATCH: Final = 20
CARDS: Final = 20
SAMPLE_SECONDS: Final = 0.02
HEAVY: Final = ("litellm", "mkdocs", "onnxruntime")
REPLAY_NOW: Final = "2026-11-20T06:00:00Z"


class Cost(NamedTuple):
    """What one command used."""

    code: int
    cpu_seconds: float
    peak_megabytes: float


def measure(*words: str) -> Cost:
    """Run Python with these words and return what it and its workers used; the output is thrown away.

    Workers are children of a fork server that nobody waits for, so their CPU time never reaches the parent's account:
    the processes of the command's session are read from /proc while it runs. Linux alone has it.
    """
    process = subprocess.Popen(  # noqa: S603
        (sys.executable, *words),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    used: dict[int, tuple[float, float]] = {}
    while process.poll() is None:
        used |= session(process.pid)
        time.sleep(SAMPLE_SECONDS)
    return Cost(
        process.returncode,
        sum(cpu_seconds for cpu_seconds, _ in used.values()),
        max((peak for _, peak in used.values()), default=0.0),
    )


def session(leader: int) -> dict[int, tuple[float, float]]:
    """Return process id -> (CPU seconds so far, peak memory in MB) of every process of a session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # Behind the name in brackets: state, parent, group, session, ..., user and system ticks at 11 and 12.
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
            status = (folder / "status").read_text(encoding="utf-8")
        except OSError:
            continue  # it ended between the listing and the reading
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        if int(fields[3]) == leader and peak:
            ticks = int(fields[11]) + int(fields[12])
            found[int(folder.name)] = (ticks / os.sysconf("SC_CLK_TCK"), int(peak[1]) / 1024)
    return found


def line(name: str, value: float, unit: str, bar: float | None = None) -> None:
    """Print one figure, with its bar and whether it is kept."""
    kept = "" if bar is None else f"   bar {bar:g}: {'kept' if value <= bar else 'BROKEN'}"
    sys.stdout.write(f"{name:<58} {value:9.3f} {unit}{kept}\n")
    sys.stdout.flush()


def story_text() -> str:
    """Return a text of about 800 words, made of paragraphs of the sample newsroom."""
    bodies = [
        path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        for path in sorted((ROOT / "tests/newsroom/stories").rglob("*.md"))
    ]
    paragraphs: list[str] = []
    for paragraph in "\n\n".join(bodies).split("\n\n"):
        if sum(len(one.split()) for one in paragraphs) >= STORY_WORDS:
            break
        paragraphs.append(paragraph.strip())
    return "\n\n".join(paragraphs)


def start_up() -> None:
    """Print what the start costs, beside the bare start of Python."""
    bare = median(measure("-c", "pass").cpu_seconds for _ in range(5))
    ours = median(measure("-m", "generator", "--help").cpu_seconds for _ in range(5))
    line("start: generator --help", ours, "CPU s", 0.25)
    line("start: ratio to bare Python", ours / bare, "times")
    code = f"import generator.cli, sys; sys.exit(sum(name in sys.modules for name in {HEAVY!r}))"
    line(f"start: heavy modules loaded ({', '.join(HEAVY)})", measure("-c", code).code, "modules", 0)


def model_story() -> None:
    """Print what our own code costs where a model is asked, litellm and the embedded analyzer apart."""
    own = models.own_cpu_seconds(story_text(), "A story of the bench")
    line("model story: our code, verifying and scoring included", own.whole, "CPU s")
    line("model story: our code beyond that of any story", own.beyond, "CPU s", 0.02)


def states() -> None:
    """Print a digest of the states of a text: the same on every processor, or the model computes otherwise there."""
    sentences = story_text().replace("\n\n", " ").split(". ")
    found = hashlib.sha256(b"".join(one.pieces.tobytes() for one in encoder().states([sentences]))).hexdigest()
    sys.stdout.write(f"states of {len(sentences)} sentences: sha256:{found[:16]}\n")


def one_story(scratch: Path) -> None:
    """Print what one more story costs, start-up and warm-up taken off, and the peak memory of a batch."""
    text, costs = story_text(), {}
    for size in (1, BATCH):
        rows = [
            {
                "id": str(number),
                "url": f"https://bench.example/{number}",
                "title": f"Story {number}",
                "text": f"{text} {number}.",
            }
            for number in range(size)
        ]
        source = scratch / f"in-{size}.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        costs[size] = measure(
            *("-m", "generator", "analyze", "--batch", str(source), "--out", str(scratch / f"out-{size}.jsonl"))
        )
        if costs[size].code:
            sys.stdout.write(f"story: generator analyze --batch ended with code {costs[size].code}: not measured\n")
            return
    line(f"story: {len(text.split())} words, first one with start-up", costs[1].cpu_seconds, "CPU s")
    each = (costs[BATCH].cpu_seconds - costs[1].cpu_seconds) / (BATCH - 1)
    line(f"story: {len(text.split())} words, each further one", each, "CPU s", 0.6)
    line(f"story: peak memory over {BATCH}", costs[BATCH].peak_megabytes, "MB", 350)


@contextmanager
def replay(corpus: Path) -> Iterator[str]:
    """Serve the replay corpus and yield its base address."""
    code = "import serve, sys; server, base = serve.start(sys.argv[1]); print(base, flush=True); sys.stdin.read()"
    server = subprocess.Popen(  # noqa: S603
        (sys.executable, "-B", "-c", code, str(corpus)),
        cwd=corpus,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield server.stdout.readline().strip() if server.stdout else ""
    finally:
        server.kill()
        server.wait()


def all_feeds(scratch: Path) -> None:
    """Print what a first and a second night over all feeds of the replay corpus cost."""
    corpus = corpora_path() / "replay"
    if not (corpus / "serve.py").is_file():
        sys.stdout.write("run: the replay corpus is not here: set SPIN_CORPORA to measure a night\n")
        return
    feeds = sum(
        len(
            (yaml.safe_load(path.read_text(encoding="utf-8").split("\n---", 1)[0].lstrip("-")) or {}).get("feeds") or ()
        )
        for path in (corpus / "publishers").glob("*.md")
    )
    with replay(corpus) as base:
        for night in ("first", "second"):
            cost = measure(
                *("-m", "generator", "run", "--content", str(scratch / "content"), "--cache", str(scratch / "cache")),
                *("--publishers", str(corpus / "publishers"), "--now", REPLAY_NOW, "--replay-base", base),
                *("--report", str(scratch / "run-report.json")),
            )
            line(f"run: {feeds} feeds, {night} night (code {cost.code})", cost.cpu_seconds / 60, "CPU min", 15)
            line(f"run: peak memory of the {night} night", cost.peak_megabytes, "MB")


def cards() -> None:
    """Print what the picture of a story costs in time and bytes, over texts of every length."""
    story = make_story()
    name = f"{story.original.title} and what the harbor of Merrow makes of it"
    drawn = [
        card.card(make_story(title=" ".join(name.split()[: words + 1] * (1 + words // 8))), "Spin Reports")
        for words in range(CARDS)
    ]
    pictures = [one for one in drawn if one]
    pictures[0].png()  # the faces are read once a build
    start = time.process_time()
    sizes = [len(one.png()) for one in pictures]
    line("card: each", (time.process_time() - start) / len(pictures), "CPU s", 0.06)
    line("card: the largest", max(sizes) / 1024, "KB", 15)


def all_lists() -> None:
    """Print what it costs to derive every list of 10,000 stories, the invention of the stories included."""
    cost = measure("-m", "tests.bench.lists")
    line(f"lists: every one of 10,000 stories (code {cost.code})", cost.cpu_seconds, "CPU s", 20)


def main() -> int:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        start_up()
        cards()
        one_story(Path(scratch))
        all_feeds(Path(scratch))
    all_lists()
    model_story()
    states()
    search.main(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
