"""What robots.txt allows, and how often it is asked."""

import threading
from itertools import pairwise

import pytest

from generator.errors import FetchError
from generator.fetch import Limits
from tests.fetch.conftest import MakeWeb
from tests.fetch.loopback import FEED, HEAD, RSS, Clock, Reply, answer, failure, fetcher, redirect, reset

PAGE = "http://news.example/posts/1"
ROBOTS = "http://news.example/robots.txt"


def test_a_page_is_asked_for_only_where_robots_allow_it(make_web: MakeWeb) -> None:
    rules = b"User-agent: *\nDisallow: /posts/\n\nUser-agent: spinreports\nDisallow: /private\n"
    web = make_web({ROBOTS: answer(200, rules), PAGE: answer(200, b"page")})
    door = fetcher(web)
    assert door.page(PAGE).body == b"page"
    with pytest.raises(FetchError) as caught:
        door.page("http://news.example/private/1")
    assert caught.value.reason == "robots_denied"
    assert web.urls() == [ROBOTS, PAGE]
    assert door.requests == 2


def test_robots_do_not_speak_about_feeds(make_web: MakeWeb) -> None:
    web = make_web(
        {FEED: answer(200, RSS), "http://feed.example/robots.txt": answer(200, b"User-agent: *\nDisallow: /")}
    )
    assert fetcher(web).feed(FEED).body == RSS
    assert web.urls() == [FEED]


def test_the_robots_of_every_hop_are_asked(make_web: MakeWeb) -> None:
    web = make_web(
        {
            PAGE: redirect("http://closed.example/x"),
            "http://closed.example/robots.txt": answer(200, b"\xef\xbb\xbfUser-Agent: *\r\nDisallow: /\r\n"),
        }
    )
    assert failure(web, PAGE, page=True).reason == "robots_denied"
    assert web.urls() == [ROBOTS, PAGE, "http://closed.example/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (answer(404), True),
        (answer(403), True),
        (answer(410), True),
        (answer(200, b""), True),
        (answer(200, b"<html>no rules here</html>"), True),
        (answer(200, b"\x00\xff\xfe" * 900), True),
        (redirect("http://news.example/robots.txt"), True),
        (answer(429), False),
        (answer(500), False),
        (answer(503, b"", "Retry-After: 9999"), False),
        (reset(), False),
        (HEAD + b"User-agent: *\n", False),
        (redirect("http://127.0.0.1/robots.txt"), False),
        (answer(200, b"User-agent: *\nDisallow: /posts\n" + b"#" * 600_000), False),
        (answer(200, b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /posts\n"), True),
    ],
)
def test_robots_that_are_missing_allow_and_robots_that_fail_deny(
    make_web: MakeWeb, reply: Reply, *, allowed: bool
) -> None:
    web = make_web({ROBOTS: reply, PAGE: answer(200, b"page")})
    if allowed:
        assert fetcher(web).page(PAGE).body == b"page"
    else:
        assert failure(web, PAGE, page=True).reason in {"robots_denied", "refused"}
        assert PAGE not in web.urls()


def test_a_page_on_a_private_host_is_refused_and_not_blamed_on_robots(make_web: MakeWeb) -> None:
    web = make_web({PAGE: answer(200, b"page")})
    web.names["news.example"] = [("10.0.0.1",)]
    assert failure(web, PAGE, page=True).reason == "refused"
    assert failure(web, "http://127.0.0.1/posts/1", page=True).reason == "refused"
    assert web.connected == []


def test_robots_that_cannot_be_read_hand_on_when_to_come_back(make_web: MakeWeb) -> None:
    web = make_web({ROBOTS: answer(503, b"", "Retry-After: 9999")})
    error = failure(web, PAGE, page=True)
    assert (error.reason, error.retry_after_seconds) == ("robots_denied", 9999)
    assert web.urls() == [ROBOTS]


def test_robots_are_asked_once_a_run_even_by_many_threads(make_web: MakeWeb) -> None:
    web = make_web({ROBOTS: answer(200, b""), **{f"{PAGE}{n}": answer(200, b"page") for n in range(8)}})
    door = web.fetcher(Limits(gap_seconds=0.0))
    threads = [threading.Thread(target=door.page, args=(f"{PAGE}{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert web.urls().count(ROBOTS) == 1
    assert door.requests == len(web.asked) == 9
    assert all(first.ended <= second.began for first, second in pairwise(web.asked))


@pytest.mark.parametrize(("delay", "gap"), [(b"4", 4.0), (b"0.2", 1.0), (b"600", 10.0), (b"never", 1.0), (b"-3", 1.0)])
def test_a_crawl_delay_widens_the_gap_up_to_ten_seconds(make_web: MakeWeb, delay: bytes, gap: float) -> None:
    web = make_web({ROBOTS: answer(200, b"User-agent: *\nCrawl-delay: " + delay), PAGE: answer(200, b"page")})
    clock = Clock()
    door = fetcher(web, clock)
    door.page(PAGE)
    clock.slept.clear()
    door.page(PAGE)
    assert clock.slept == [pytest.approx(gap)]


def test_waiting_for_the_turn_does_not_use_up_the_deadline(make_web: MakeWeb) -> None:
    hops = {f"http://news.example/{n}": redirect(f"/{n + 1}") for n in range(5)}
    slow = answer(200, b"User-agent: *\nCrawl-delay: 10")
    web = make_web({ROBOTS: slow, **hops, "http://news.example/5": answer(200, b"page")})
    clock = Clock()
    assert fetcher(web, clock).page("http://news.example/0").body == b"page"
    assert clock.now - 1000 > 50


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (b"User-agent: *\nContent-Signal: search=yes, ai-input=no\nAllow: /\n", "search=yes, ai-input=no"),
        (b"Content-Signal: ai-input=no\n", "ai-input=no"),
        (
            (b"User-agent: a\nUser-agent: SpinReports\nContent-Signal: ai-input=yes # all\n\n"
            b"User-agent: *\nContent-Signal: ai-input=no"),
            "ai-input=yes",
        ),
        (b"User-agent: other\nContent-Signal: ai-input=no\n\nUser-agent: *\nDisallow: /x\n", None),
        (b"User-agent: *\nDisallow:\n", None),
    ],
)  # fmt: skip
def test_what_robots_say_of_the_use_of_a_page_comes_with_the_page(
    make_web: MakeWeb, rules: bytes, told: str | None
) -> None:
    web = make_web({ROBOTS: answer(200, rules), PAGE: answer(200, b"page")})
    assert fetcher(web).page(PAGE).headers.get("content-signal") == told


def test_a_header_and_robots_are_both_heard(make_web: MakeWeb) -> None:
    web = make_web(
        {
            ROBOTS: answer(200, b"User-agent: *\nContent-Signal: ai-input=no\n"),
            PAGE: answer(200, b"page", "Content-Signal: search=yes"),
        }
    )
    assert fetcher(web).page(PAGE).headers["content-signal"] == "search=yes, ai-input=no"
