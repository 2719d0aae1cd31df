"""Bytes and time of a first search over 10,000 reports, beside the theme's own search in the same run.

Reports are made of invented words whose frequencies follow Zipf's law, as those of real texts do, so that pieces of an
index come out as large as they would. They spread over fourteen months. Bytes are counted by the server, compressed as
a static host compresses; time runs from the address to the first result in Chromium on this machine.
"""

import datetime as dt
import functools
import gzip
import http.server
import itertools
import json
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import material

from generator import vocabulary as v
from generator.models import Story
from generator.pages.segments import Segment, divide, report
from generator.site import search
from tests import sites
from tests.hosting import listening
from tests.stories import make_story, numbered

STORIES: Final = 10_000
MONTHS: Final = 14
LIVE: Final = 800
PUBLISHERS: Final = 55
VOCABULARY: Final = 40_000
NEWEST: Final = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
# What a static host compresses on the way; Pagefind's own files are compressed already.
PACKED: Final = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
KILO: Final = 1000

LUNR_PAGE: Final = """<!doctype html><title>lunr</title><p id="found"></p><script>
fetch("search_index.json").then(answer => answer.json()).then(index => {
  const worker = new Worker("search.js");
  const config = {lang: ["en"], separator: "[\\\\s\\\\-]+", pipeline: ["stopWordFilter"],
    fields: {title: {boost: 1000}, text: {boost: 1}, tags: {boost: 1000000}}};
  worker.onmessage = ({data}) => {
    if (data.type === 1) worker.postMessage({type: 2, data: location.search.slice(1)});
    if (data.type === 3) document.getElementById("found").textContent = `${data.data.items.length} found`;
  };
  worker.postMessage({type: 0, data: {config, docs: index.docs, options: {suggest: false}}});
});
</script>"""


def language(chance: random.Random) -> Callable[[int], str]:
    """Return a function that makes text of so many invented words; the n-th word has the weight 1 / (n + 2.7)."""
    syllables = [a + b for a in "bcdfghjklmnprstvw" for b in "aeiou"]
    known: dict[str, None] = {}
    while len(known) < VOCABULARY:
        stem = "".join(chance.choices(syllables, k=chance.randint(1, 4)))
        known[stem + chance.choice(("", "s", "r", "ing", "t"))] = None
    words = list(known)
    weights = list(itertools.accumulate(1 / (n + 2.7) for n in range(VOCABULARY)))
    return lambda count: " ".join(chance.choices(words, cum_weights=weights, k=count))


def stories(count: int) -> Iterator[Story]:
    """Yield invented reports, the first ``LIVE`` of them of the newest month."""
    chance = random.Random(14)  # noqa: S311 - the same reports each time
    text = language(chance)
    sample = make_story()
    for number in range(count):
        back = 0 if number < LIVE else 1 + (number - LIVE) * (MONTHS - 1) // max(1, count - LIVE)
        month = NEWEST.year * 12 + NEWEST.month - 1 - back
        day = dt.datetime(month // 12, month % 12 + 1, chance.randint(1, 20), 6, tzinfo=dt.UTC)
        yield sample.model_copy(update=_report(chance, text, sample, day))


def _report(chance: random.Random, text: Callable[[int], str], sample: Story, day: dt.datetime) -> dict[str, Any]:
    """Return the fields of one report: about 200 words, as many as those of the sample newsroom have."""
    who, roles = chance.randrange(PUBLISHERS), list(v.Role)
    publisher = {"slug": f"publisher-{who}", "name": f"Publisher {who}", "role": roles[who % len(roles)]}
    judged = {"primary": chance.choice(list(v.SpinType)), "score": chance.randrange(101)}
    return {
        "slug": "-".join(text(6).split()),
        "year": day.year,
        "publisher": sample.publisher.model_copy(update=publisher),
        "original": sample.original.model_copy(update={"title": text(9).capitalize(), "published": day}),
        "topic": chance.choice(list(v.Topic)),
        "verdict": sample.verdict.model_copy(update=judged),
        "integrity": sample.integrity.model_copy(update={"evidence_strength": chance.choice(list(v.Strength))}),
        "framing": text(20),
        "summary": text(40),
        "tldr": tuple(text(30) for _ in range(4)),
        "keywords": tuple(text(8).split()),
        **dict.fromkeys(("loaded_terms", "omissions", "claims", "entities", "missing_voices"), ()),
        "created": day,
    }


class Counting(http.server.SimpleHTTPRequestHandler):
    """Serve a folder as a static host would, and keep what each answer weighed."""

    sent: ClassVar[list[tuple[str, int]]] = []

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = path.suffix in PACKED
        body = gzip.compress(body, mtime=0) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", PACKED.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.sent.append((urlsplit(self.path).path, len(body)))
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port and yield its address."""
    with listening(functools.partial(Counting, directory=str(folder))) as address:
        yield address


@contextmanager
def browser() -> Iterator[Any]:
    """Yield a Chromium, or None where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the other figures do without

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def first_search(chromium: Any, address: str, wait_for: str) -> tuple[float, list[tuple[str, int]]]:  # noqa: ANN401
    """Open an address in a fresh profile; return seconds to the first result and what was sent until all was quiet."""
    context = chromium.new_context()
    page = context.new_page()
    Counting.sent.clear()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(wait_for, timeout=180_000)
    seconds = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, list(Counting.sent)


def cpu_seconds() -> float:
    """Return the CPU time of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def build(segments: Sequence[Segment], site: Path, cache: Path) -> float:
    """Write the bundles of a site anew and return the CPU seconds it took."""
    for old in (site / "search").iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    start = cpu_seconds()
    search.write(segments, site / "search", cache)
    return cpu_seconds() - start


def lunr(site: Path, every: Sequence[Story]) -> None:
    """Lay out the theme's own search over the same texts: its worker, its index, no page around it."""
    site.mkdir()
    (worker,) = (Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.js")
    shutil.copyfile(worker, site / "search.js")
    records = map(report, every)
    docs = [{"location": one.path, "title": one.title, "text": one.text} for one in records]
    (site / "search_index.json").write_text(json.dumps({"docs": docs}), encoding="utf-8")
    (site / "index.html").write_text(LUNR_PAGE, encoding="utf-8")


def shell(scratch: Path) -> Path:
    """Return a small site whose search page knows every publisher of the invented reports."""
    sample = make_story().publisher
    known = (
        numbered(n, publisher=sample.model_copy(update={"slug": f"publisher-{n}", "name": f"Publisher {n}"}))
        for n in range(PUBLISHERS)
    )
    done = sites.mkdocs(sites.lay_out(scratch / "content", known), scratch / "site")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return scratch / "site"


def is_search(path: str) -> bool:
    """Return whether a request serves the search and not the page around it."""
    return path.endswith("/assets/search.js") or (path.startswith("/search/") and path != "/search/")


def figures(line: Callable[..., None], scratch: Path) -> None:
    """Print every figure of the search.

    Args:
        line: prints name, value, unit and perhaps a bar.
        scratch: an empty folder.
    """
    every = list(stories(STORIES))
    site = shell(scratch)
    words = sum(len(report(one).text.split()) for one in every) / STORIES
    line("search: words of a report, on average", words, "words")
    live = build(divide(every[:LIVE]), site, scratch / "live")
    line(f"search: live segment of {LIVE} reports indexed in", live, "CPU s", 5)
    segments, cache = divide(every), scratch / "all"
    costs = [build(segments, site, cache) for _ in range(2)]
    line(f"search: {STORIES} reports in {len(segments)} segments indexed in", costs[0], "CPU s")
    line("search: the same again, from the cache", costs[1], "CPU s")
    word = max(every[0].keywords, key=len)
    with browser() as chromium:
        if chromium is None:
            sys.stdout.write("search: Chromium is not here: bytes and times of a first search are not measured\n")
            return
        ours = _ours(line, chromium, site, word)
        lunr(scratch / "lunr", every)
        with served(scratch / "lunr") as address:
            seconds, sent = first_search(chromium, f"{address}?{word}", "#found:not(:empty)")
        line("search: the theme's own, time to first result", seconds, "s")
        line("search: the theme's own, bytes", sum(n for _, n in sent) / KILO, "kB")
        line("search: time as a share of the theme's own (aim 0.1)", ours / seconds, "times")


def _ours(line: Callable[..., None], chromium: Any, site: Path, word: str) -> float:  # noqa: ANN401
    """Print what our first search costs, for one word, for two, and for filters alone; return seconds for one word."""
    first = 0.0
    with served(site) as address:
        for name, query, bar in (
            ("one word", f"q={word}", 400),
            ("two words", f"q={word}+publisher", None),
            ("filters alone", "type=fog&evidence=weak", 400),
        ):
            seconds, sent = first_search(chromium, f"{address}search/?{query}", "#hits li")
            mine = [n for path, n in sent if is_search(path)]
            line(f"search: {name}, bytes without the page", sum(mine) / KILO, "kB", bar)
            line(f"search: {name}, bytes with the page", sum(n for _, n in sent) / KILO, "kB")
            line(f"search: {name}, requests without the page", len(mine), "requests")
            line(f"search: {name}, time to first result", seconds, "s")
            first = first or seconds
    return first


def main(line: Callable[..., None]) -> None:
    """Print every figure of the search, in a folder of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        figures(line, Path(scratch))
