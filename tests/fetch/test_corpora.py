"""The door against the outside corpora: 26 hostile HTTP scripts, 36 faults of the replay server, all its feeds.

The hostile scripts name 198.51.100.0/24 as public. That network is for documentation and is refused on the real
network, so a neighbor that is public stands for it here.
"""

import importlib.util
import json
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.errors import FetchError
from generator.fetch import Fetcher, Limits
from generator.models import Response
from tests.conftest import NOW, corpora_path
from tests.fetch.conftest import MakeWeb
from tests.fetch.loopback import AGENT, Reply, Web, answer, reset

pytestmark = pytest.mark.corpus


def http_cases() -> list[Any]:
    """Return the hostile HTTP scripts, or one empty place that skips."""
    file = corpora_path() / "hostile" / "cases.jsonl"
    if not file.is_file():
        return [pytest.param(None, id="absent")]
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [pytest.param(row, id=row["id"]) for row in rows if row["kind"] == "http"]


def packed_zeros(count: int) -> Iterator[bytes]:
    stream, block = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1 << 20)
    for _ in range(count >> 20):
        yield stream.compress(block)
    yield stream.flush()


def reply(step: dict[str, Any]) -> Reply:
    """Turn one scripted answer into bytes or a function that sends them."""
    status, body = step.get("status", 200), step.get("body", "").encode()
    fields = [f"{name}: {value}" for name, value in step.get("headers", {}).items()]
    head = answer(status, b"", *fields, length=False)

    def send(sock: Any) -> None:  # noqa: ANN401 - plain or TLS
        if "hang" in step:
            time.sleep(3)
        elif "bytes_per_second" in step:
            sock.sendall(answer(status, body, *fields)[: -len(body)])
            for one in body:
                sock.sendall(bytes([one]))
                time.sleep(1 / step["bytes_per_second"])
        elif "gzip_of" in step["body_gen"]:
            sock.sendall(head)
            for piece in packed_zeros(step["body_gen"]["gzip_of"]["n"]):
                sock.sendall(piece)
        else:
            sock.sendall(head)
            while True:
                unit = step["body_gen"]["unit"].encode() * 500
                sock.sendall(b"%x\r\n%s\r\n" % (len(unit), unit))

    if "reset_after" in step:
        return reset(answer(status, body, *fields)[: -len(body) + step["reset_after"]])
    if {"hang", "bytes_per_second", "body_gen"} & set(step):
        return send
    return answer(status, body, *fields, length="Content-Length" not in step.get("headers", {}) and status != 304)


def scripted(make_web: MakeWeb, script: dict[str, Any]) -> Web:
    pages = {route["url"]: [reply(step) for step in route.get("sequence", [route])] for route in script["routes"]}
    if "robots" in script:
        pages["https://blog.northwind.example/robots.txt"] = [answer(200, script["robots"].encode())]
    web: Web = make_web(pages)
    web.names = {
        host: [tuple(one.replace("198.51.100.", "93.184.216.") for one in answers) for answers in look_ups]
        for host, look_ups in script["resolve"].items()
    }
    return web


def run(door: Fetcher, script: dict[str, Any]) -> Response | FetchError:
    got: Response | FetchError | None = None
    for _ in range(script.get("runs", 1)):
        headers = got.headers if isinstance(got, Response) else {}
        try:
            got = door.feed(script["start"], etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        except FetchError as error:
            got = error
    assert got is not None
    return got


@pytest.mark.parametrize("case", http_cases())
def test_a_hostile_server_gets_what_the_corpus_demands(case: dict[str, Any] | None, make_web: MakeWeb) -> None:
    if case is None:
        pytest.skip("the hostile corpus is not here: set SPIN_CORPORA to a folder that holds hostile/")
    script = json.loads((corpora_path() / "hostile" / case["file"]).read_text(encoding="utf-8"))
    web = scripted(make_web, script)
    limits = Limits(total_seconds=1.2 if case["threat"] == "slow server" else 9.0)
    public = {one for look_ups in web.names.values() for answers in look_ups for one in answers if one[:3] == "93."}
    began, used = time.monotonic(), time.process_time()
    got = run(web.fetcher(limits, sleep=lambda _: None, now=lambda: NOW), script)
    assert time.monotonic() - began < 12
    assert time.process_time() - used < 10
    assert {address for address, _ in web.connected} <= public
    for demand in case["must"] + [{**one, "not": True} for one in case["must_not"]]:
        assert holds(demand, got, web) is not demand.get("not", False), demand


def holds(demand: dict[str, Any], got: Response | FetchError, web: Web) -> bool:
    """Say whether a check of the corpus holds, as far as the door can know."""
    check = demand["check"]
    if check == "outcome":
        failed = isinstance(got, FetchError)
        words = {
            "rejected": failed,
            "deferred": failed and got.retry_after_seconds is not None,
            "gone": failed and got.reason == "gone",
            "published": isinstance(got, Response),
            "unchanged": isinstance(got, Response) and got.status == 304,
        }
        return any(words[word] for word in demand.get("in", [demand.get("eq")]))
    if check == "requests":
        count = len(web.asked)
        return demand.get("min", 0) <= count <= demand.get("max", 10**9) and count == demand.get("eq", count)
    if check == "next_fetch_not_before":
        return isinstance(got, FetchError) and (got.retry_after_seconds or 0) >= demand["seconds"]
    if check == "moved_reported":
        return isinstance(got, Response) and got.moved_to == got.url
    if check == "stories":
        return isinstance(got, Response) if demand.get("eq") else isinstance(got, Response) and b"<item>" in got.body
    # The rest is the pipeline's to keep, or was asserted before.
    return not demand.get("not", False)


def test_a_page_that_robots_forbid_is_never_asked_for(make_web: MakeWeb) -> None:
    file = corpora_path() / "hostile" / "files" / "http" / "robots-disallow.json"
    if not file.is_file():
        pytest.skip("the hostile corpus is not here: set SPIN_CORPORA to a folder that holds hostile/")
    rules = json.loads(file.read_text(encoding="utf-8"))["robots"].encode()
    web = make_web({"http://blog.northwind.example/robots.txt": answer(200, rules)})
    with pytest.raises(FetchError) as caught:
        web.fetcher().page("http://blog.northwind.example/posts/1")
    assert caught.value.reason == "robots_denied"
    assert web.urls() == ["http://blog.northwind.example/robots.txt"]


# --- replay --------------------------------------------------------------------------------------------------------

# What each fault must come to: a reason word, or "passes" where the door hands it on to the next stage.
FAULTS = {
    **dict.fromkeys(("timeout", "header-timeout", "body-timeout", "drip"), "timeout"),
    **dict.fromkeys(("reset", "close"), "network"),
    **dict.fromkeys(("reset-mid", "truncate", "chunk-cut", "gzip-lie", "gzip-cut"), "broken_body"),
    **dict.fromkeys(("huge:30", "huge-length:30", "gzip-bomb:64", "long-header", "many-headers"), "too_large"),
    **dict.fromkeys(("loop", "chain", "redirect", "redirect:http://127.0.0.1/", "bad-location"), "refused"),
    **dict.fromkeys(("garbage", "not-modified", "no-location"), "failed"),
    "status:404": "missing",
    "status:410": "gone",
    "status:403": "denied",
    "status:451": "denied",
    "status:429": "limited",
    "status:500": "server",
    "status:503:3600": "server",
    "retry-date": "limited",
    **dict.fromkeys(("type", "no-type", "charset", "pdf", "empty", "soft404", "consent", "paywall"), "passes"),
    **dict.fromkeys(("refresh", "etag-flap", "slow:0.2", "chain:4"), "passes"),
}


@pytest.fixture(scope="module")
def server(corpora: Path) -> Iterator[tuple[Any, str, ModuleType]]:
    """Serve the replay corpus with its own server, loaded by path and leaving no compiled file behind."""
    spec = importlib.util.spec_from_file_location("replay_serve", corpora / "replay" / "serve.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = kept
    running, base = module.start(str(corpora / "replay"))
    yield running, base, module
    module.stop(running)


def a_page(corpora: Path) -> str:
    index = json.loads((corpora / "replay" / "index.json").read_text(encoding="utf-8"))
    pages = {entry["file"]: url for url, entry in index.items() if entry.get("file", "").startswith("pages/")}
    return min(url for url in pages.values() if url.startswith("https://") and "?" not in url)


@pytest.mark.parametrize(("fault", "word"), FAULTS.items())
def test_a_fault_of_the_replay_server_ends_in_its_word(
    fault: str, word: str, corpora: Path, server: tuple[Any, str, ModuleType]
) -> None:
    limits = Limits(total_seconds=0.8 if word == "timeout" else 8.0)
    door = Fetcher(AGENT, replay_base=server[1], limits=limits, sleep=lambda _: None)
    url = f"{a_page(corpora)}?__fault={fault}"
    if word == "passes":
        assert door.page(url).status == 200
        return
    with pytest.raises(FetchError) as caught:
        door.page(url)
    assert caught.value.reason == word, caught.value
    if fault in {"retry-date", "status:503:3600"}:
        assert (caught.value.retry_after_seconds or 0) > 1


def test_every_fault_of_the_replay_server_is_tried_here(server: tuple[Any, str, ModuleType]) -> None:
    assert {fault.split(":")[0] for fault in FAULTS} == set(server[2].FAULTS)


def test_a_fault_that_strikes_twice_is_outlasted(corpora: Path, server: tuple[Any, str, ModuleType]) -> None:
    page = a_page(corpora)
    running, base, _ = server
    running.corpus.load_faults({"faults": [{"match": page, "fault": "status:503:0", "times": 2}]})
    door = Fetcher(AGENT, replay_base=base, sleep=lambda _: None)
    assert door.page(page).requests == 3


def test_a_name_that_rebinds_is_refused_at_its_second_answer(
    corpora: Path, server: tuple[Any, str, ModuleType]
) -> None:
    page = a_page(corpora)
    host = page.split("/")[2]
    running, base, _ = server
    running.corpus.load_faults({"resolve": {host: ["93.184.216.34", "169.254.169.254"]}})
    with pytest.raises(FetchError) as caught:
        Fetcher(AGENT, replay_base=base).page(page)  # the first answer serves robots.txt
    assert caught.value.reason == "refused"
    running.corpus.load_faults({})


def test_every_feed_of_the_replay_corpus_has_the_expected_end(
    corpora: Path, server: tuple[Any, str, ModuleType]
) -> None:
    feeds = json.loads((corpora / "replay" / "feeds.json").read_text(encoding="utf-8"))
    door = Fetcher(AGENT, replay_base=server[1])
    ends: dict[str, int] = {}
    for feed in feeds:
        try:
            got = door.feed(feed["url"])
        except FetchError as error:
            ends[error.reason] = ends.get(error.reason, 0) + 1
            continue
        ends["fetched"] = ends.get("fetched", 0) + 1
        etag, date = got.headers.get("etag"), got.headers.get("last-modified")
        if etag or date:
            assert door.feed(feed["url"], etag=etag, last_modified=date).status == 304
    # One feed names port 8080; three hostile ones pack better than 100 to 1.
    assert ends == {"fetched": 70, "gone": 1, "refused": 1, "too_large": 3}
