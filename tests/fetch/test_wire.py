"""Servers that are slow, cut their answers, never end, or speak no HTTP."""

import gzip
import random
import socket
import threading
import time

import pytest

from generator.fetch.limits import Deadline, Limits
from generator.fetch.trouble import Trouble
from generator.fetch.wire import Watch
from tests.fetch.conftest import MakeWeb
from tests.fetch.loopback import FEED, HEAD, PUBLIC, QUICK, RSS, Clock, Reply, answer, drip, failure, fetcher, reset


def hang(data: bytes = b"") -> Reply:
    return lambda sock: (sock.sendall(data), time.sleep(3.5))  # type: ignore[return-value]


@pytest.mark.parametrize(
    "reply",
    [
        hang(),
        hang(b"HTTP/1.1 200 O"),
        hang(HEAD + b"x" * 200),
        drip(HEAD + b"x" * 5000, 0.05),
        drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5000, 0.05),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 500, 0.01),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 500, 0.01),
    ],
    ids=["silence", "half a status", "half a body", "drip", "header drip", "endless 100", "chunk drip"],
)
def test_the_deadline_bounds_every_kind_of_slowness(make_web: MakeWeb, reply: Reply) -> None:
    web = make_web({FEED: reply})
    began = time.monotonic()
    error = failure(web, limits=QUICK)
    assert error.reason == "timeout"
    assert 0.4 < time.monotonic() - began < 3
    assert len(web.asked) == 1


def test_a_byte_now_and_then_does_not_start_the_time_anew(make_web: MakeWeb) -> None:
    def send(sock: socket.socket) -> None:
        drip(HEAD[:16], 0.05)(sock)
        time.sleep(3.0)

    began = time.monotonic()
    assert failure(make_web({FEED: send}), limits=Limits(total_seconds=1.0)).reason == "timeout"
    assert time.monotonic() - began < 1.6  # the last byte comes at 0.8


def test_a_read_after_the_deadline_is_not_begun() -> None:
    clock = Clock()
    watch = Watch(Deadline(clock, 5.0), QUICK)
    clock.now += 5.0
    with socket.socket() as sock, pytest.raises(Trouble) as caught:
        watch.read(sock, lambda: pytest.fail("nothing is read"))
    assert caught.value.reason == "timeout"


def test_a_look_up_that_never_ends_is_a_timeout(make_web: MakeWeb) -> None:
    web = make_web({})
    free = threading.Event()
    web.look_up = lambda _: (free.wait(5), (PUBLIC,))[1]  # type: ignore[method-assign,assignment]
    began = time.monotonic()
    assert failure(web, limits=QUICK).reason == "timeout"
    assert time.monotonic() - began < 3
    free.set()


@pytest.mark.parametrize(
    "reply",
    [
        HEAD + RSS,
        reset(HEAD + RSS),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + gzip.compress(RSS),
        answer(200, gzip.compress(RSS)[:-9], "Content-Encoding: gzip"),
        answer(200, RSS, "Content-Encoding: gzip"),
        answer(200, RSS, "Content-Encoding: zstd"),
    ],
)
def test_a_cut_or_lying_body_is_broken(make_web: MakeWeb, reply: Reply) -> None:
    assert failure(make_web({FEED: reply})).reason == "broken_body"


def test_a_body_that_was_cut_once_is_asked_for_again(make_web: MakeWeb) -> None:
    web = make_web({FEED: [HEAD + RSS, answer(200, RSS)]})
    assert fetcher(web).feed(FEED).body == RSS


def endless(head: bytes, unit: bytes) -> Reply:
    def send(sock: object) -> None:
        sock.sendall(head)  # type: ignore[attr-defined]
        while True:
            sock.sendall(unit)  # type: ignore[attr-defined]

    return send


@pytest.mark.parametrize(
    "reply",
    [
        answer(200, b"x", "Content-Length: 20000000", length=False),
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"trailer: x\r\n" * 4000),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: value\r\n" * 1000),
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 65536),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        answer(200, gzip.compress(bytes(12_000_000)), "Content-Encoding: gzip"),
    ],
)
def test_what_never_ends_is_too_large(make_web: MakeWeb, reply: Reply) -> None:
    assert failure(make_web({FEED: reply})).reason == "too_large"


def test_a_feed_may_be_larger_than_a_page(make_web: MakeWeb) -> None:
    body = random.Random(1).randbytes(6_000_000)  # noqa: S311 - no secret
    web = make_web({FEED: answer(200, body)})
    assert len(fetcher(web).feed(FEED).body) == len(body)
    assert failure(web, page=True).reason == "too_large"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"\x16\x03\x01\x02\x00 no HTTP at all\r\n\r\n", "failed"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "failed"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "failed"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "too_large"),
        (b"HTTP/1.1 101 Switching\r\n\r\n", "failed"),
        (b"", "network"),
        (reset(), "network"),
    ],
)
def test_what_is_not_http_is_named_so(make_web: MakeWeb, reply: Reply, reason: str) -> None:
    assert failure(make_web({FEED: reply})).reason == reason
