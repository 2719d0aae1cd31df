"""No feed of the outside corpora, no damaged feed and no odd text leads the reader astray."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import feeds
from generator.errors import FeedError
from generator.feeds import identity, text
from generator.models import FeedSource
from generator.worker import Workers
from tests.conftest import NOW
from tests.feed_cases import URL, parse, rss

# --- the outside corpora ----------------------------------------------------------------------------------------------


def invisible(shown: str) -> list[str]:
    """Return what must not be in clean text: controls, surrogates, bidirectional controls, fillers, tags."""
    ranges = ((0x202A, 0x202E), (0x2066, 0x2069), (0x200E, 0x200F), (0xE0000, 0xE007F))
    single = (0x00AD, 0x061C, 0x115F, 0x1160, 0x200B, 0x2060, 0x3164, 0xFEFF, 0xFFA0)
    return [
        letter
        for letter in shown
        if (unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n")
        or ord(letter) in single
        or any(first <= ord(letter) <= last for first, last in ranges)
    ]


def run_parse(body: bytes, url: str, content_type: str) -> feeds.Feed:
    return feeds.parse(body, url=url, content_type=content_type, source=FeedSource(url=url), now=NOW)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, memory_megabytes=400, preload=("generator.feeds",)) as pool:
        yield pool


def submit(workers: Workers, body: bytes, url: str, content_type: str = "") -> "Future[tuple[feeds.Feed, float]]":
    return workers.submit(run_parse, body, url, content_type, url=url, cpu_seconds=10, wall_seconds=20)


def check_clean(feed: feeds.Feed, case: str) -> None:
    for entry in feed.entries:
        assert len(entry.title) <= 300, case
        assert urlsplit(entry.url).scheme in ("http", "https"), case
        for shown in (entry.title, entry.summary, entry.author or "", entry.category or "", entry.url, *entry.aliases):
            shown.encode()
            assert invisible(shown) == [], (case, shown)


@pytest.mark.corpus
def test_every_feed_of_the_replay_corpus_is_read_or_refused_by_name(corpora: Path, workers: Workers) -> None:
    replay = corpora / "replay"
    index = json.loads((replay / "index.json").read_text())
    cases = [case for case in json.loads((replay / "feeds.json").read_text()) if case["file"]]
    runs = []
    for case in cases:
        kind = index[case["url"]]["headers"].get("Content-Type", "")
        runs.append((case, submit(workers, (replay / case["file"]).read_bytes(), case["url"], kind)))
    refused, entries = [], 0
    for case, run in runs:
        try:
            feed, _ = run.result()
        except FeedError:
            refused.append(Path(case["file"]).stem)
            continue
        check_clean(feed, case["file"])
        seen = (case.get("feedparser") or {}).get("entries", case.get("items"))
        if seen is not None:
            assert len(feed.entries) + sum(feed.dropped.values()) == seen, case["file"]
        entries += len(feed.entries)
    assert sorted(refused) == [
        "billion-laughs", "empty", "not-a-feed", "quadratic-blowup", "xxe-file", "xxe-http",
    ]  # fmt: skip
    assert entries >= 850


@pytest.mark.corpus
def test_every_address_of_the_replay_corpus_is_still_served_in_its_canonical_form(corpora: Path) -> None:
    index = json.loads((corpora / "replay" / "index.json").read_text())
    lost = []
    for url in index:
        parts = urlsplit(feeds.canonical_url(url))
        base = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
        if not {base, base.rstrip("/"), base + "/"} & set(index):
            lost.append(url)
    assert lost == []


def hostile_cases(corpora: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each case that concerns feeds, with the bytes of its feed."""
    root = corpora / "hostile"
    for row in (root / "cases.jsonl").read_text().splitlines():
        case = json.loads(row)
        if case["kind"] in ("feed", "feed_pair"):
            yield case, (root / case.get("second", case["file"])).read_bytes()
        elif case["kind"] == "feed_gen":
            recipe = json.loads((root / case["file"]).read_text())
            units = "".join(recipe["unit"].replace("@N@", str(number)) for number in range(recipe["n"]))
            yield case, (recipe["prefix"] + units + recipe["suffix"]).encode()
        elif case["kind"] == "field_text":
            lines = (json.loads(line) for line in (root / case["file"]).read_text().splitlines())
            words = escape(next(line["text"] for line in lines if line["item"] == case["item"]))
            item = f"<title>{words}</title><link>https://press.example/1</link><description>{words}</description>"
            yield case, f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'.encode("utf-8", "replace")


# fmt: off
REJECTED_HERE = frozenset((
    "entity-bomb", "quadratic-entity", "xxe-file", "xxe-http", "param-entity", "bytes-empty", "bytes-bom-only",
    "bytes-html-challenge", "bytes-json-error", "bytes-binary-noise", "description-20mb",
))
# fmt: on


@pytest.mark.corpus
def test_no_hostile_feed_gets_through_a_worker_unclean_or_stops_it(corpora: Path, workers: Workers) -> None:
    url = "https://blog.northwind.example/feed.xml"
    runs = [(case, submit(workers, body, url)) for case, body in hostile_cases(corpora)]
    kinds: Counter[str] = Counter()
    for case, run in runs:
        kinds[case["kind"]] += 1
        name = case["id"].split("-", 3)[3]
        error = run.exception()
        if name in REJECTED_HERE:
            assert isinstance(error, FeedError), case["id"]
            continue
        assert error is None, (case["id"], str(error))
        feed, _ = run.result()
        check_clean(feed, case["id"])
        check_demands(case, feed)
    assert kinds == {"feed": 172, "feed_pair": 3, "feed_gen": 5, "field_text": 373}


def check_demands(case: dict[str, Any], feed: feeds.Feed) -> None:
    """Check what a case demands of this stage."""
    for must in case["must"]:
        if must["check"] == "stories":
            assert must.get("min", 0) <= len(feed.entries) <= must.get("max", 50), case["id"]
            assert len(feed.entries) == must.get("eq", len(feed.entries)), case["id"]
        elif must["check"] == "field" and must["name"] in ("title", "url") and "eq" in must:
            assert getattr(feed.entries[0], must["name"]) == must["eq"], case["id"]
        elif must["check"] == "html_text":
            assert must["contains"] in feed.entries[0].title, case["id"]


# --- properties -------------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_visible_text_is_stable_encodable_and_free_of_controls(raw: str) -> None:
    shown = text.visible(raw)
    shown.encode()
    assert text.visible(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)
    assert invisible(shown) == []


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 60))
@settings(max_examples=120, deadline=None)
def test_a_damaged_feed_gives_a_feed_or_a_feed_error_and_nothing_else(noise: bytes, place: int, gone: int) -> None:
    whole = rss("<title>a &amp; b</title><link>/1</link><guid>g</guid><pubDate>1 Nov 2026</pubDate>")
    try:
        feed = parse(whole[:place] + noise + whole[place + gone :])
    except FeedError as error:
        assert str(error).startswith(f"feeds: {URL}: ")  # noqa: PT017 - either outcome is right
        return
    assert all(urlsplit(entry.url).scheme in ("http", "https") for entry in feed.entries)


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_a_canonical_address_is_canonical_already(tail: str) -> None:
    try:
        once = identity.canonical_url(f"https://press.example/{tail}")
    except ValueError:
        return
    assert identity.canonical_url(once) == once
