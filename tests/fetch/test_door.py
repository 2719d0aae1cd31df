"""The door against a scripted web on loopback: what is asked, where it goes, what comes back."""

import datetime as dt
import gzip
from pathlib import Path

import pytest

from generator.errors import ConfigError, FetchError
from generator.fetch import Fetcher
from tests.fetch.conftest import MakeWeb
from tests.fetch.loopback import AGENT, FEED, PUBLIC, RSS, Clock, Reply, answer, failure, fetcher, redirect, reset

# --- a good answer ---


def test_a_feed_comes_back_decoded_with_its_headers(make_web: MakeWeb) -> None:
    body = gzip.compress(RSS)
    web = make_web({FEED: answer(200, body, 'ETag: "v1"', "Content-Encoding: gzip", "X-Two: a", "X-Two: b")})
    with fetcher(web) as door:
        got = door.feed(FEED)
    assert (got.status, got.body, got.url, got.requested_url, got.moved_to) == (200, RSS, FEED, FEED, None)
    assert got.headers["etag"] == '"v1"'
    assert got.headers["x-two"] == "a, b"
    assert got.received_bytes > len(body)
    assert got.requests == door.requests == 1


def test_the_connection_goes_to_the_resolved_address_under_the_urls_name(make_web: MakeWeb) -> None:
    web = make_web({FEED: answer(200, RSS)})
    fetcher(web).feed("HTTP://FEED.example:80/rss#top")
    assert web.looked_up == ["feed.example"]
    assert web.connected == [(PUBLIC, 80)]
    headers = web.asked[0].headers
    assert headers["host"] == "feed.example"
    assert headers["user-agent"] == AGENT
    assert headers["connection"] == "close"
    assert "gzip" in headers["accept-encoding"]
    assert not {"cookie", "authorization", "referer", "if-none-match", "if-modified-since"} & set(headers)


def test_proxy_variables_and_netrc_are_not_looked_at(
    make_web: MakeWeb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine feed.example login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    web = make_web({FEED: answer(200, RSS)})
    assert fetcher(web).feed(FEED).body == RSS
    assert "authorization" not in web.asked[0].headers


def test_the_next_address_is_tried_when_the_first_takes_no_connection(make_web: MakeWeb) -> None:
    web = make_web({FEED: answer(200, RSS)})
    web.names["feed.example"] = [("2606:2800:220:1::1", "1.1.1.1", PUBLIC)]
    open_socket = web.connect

    def connect(address: str, port: int, timeout_seconds: float) -> object:
        if address != PUBLIC:
            web.connected.append((address, port))
            raise OSError(101, "Network is unreachable")
        return open_socket(address, port, timeout_seconds)

    web.connect = connect  # type: ignore[method-assign,assignment]
    assert fetcher(web).feed(FEED).body == RSS
    assert [address for address, _ in web.connected] == ["2606:2800:220:1::1", "1.1.1.1", PUBLIC]


# --- addresses ---


@pytest.mark.parametrize(
    "answers",
    [("127.0.0.1",), (PUBLIC, "10.0.0.5"), ("::ffff:10.0.0.1", PUBLIC), ("64:ff9b::a00:1",), ("198.51.100.7",), ("?",)],
)
def test_one_answer_that_is_not_public_refuses_the_name(make_web: MakeWeb, answers: tuple[str, ...]) -> None:
    web = make_web({FEED: answer(200, RSS)})
    web.names["feed.example"] = [answers]
    assert failure(web).reason == "refused"
    assert web.connected == []


def test_a_name_that_turns_private_between_two_requests_is_refused(make_web: MakeWeb) -> None:
    web = make_web({FEED: [answer(500), answer(200, RSS)]})
    web.names["feed.example"] = [(PUBLIC,), ("127.0.0.1",)]
    assert failure(web).reason == "refused"
    assert web.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"])
def test_an_ip_address_in_a_url_is_judged_without_a_look_up(make_web: MakeWeb, url: str) -> None:
    web = make_web({})
    assert failure(web, url).reason == "refused"
    assert (web.looked_up, web.connected) == ([], [])


def test_a_public_ip_address_in_a_url_is_asked_without_a_look_up(make_web: MakeWeb) -> None:
    web = make_web({f"http://{PUBLIC}/rss": answer(200, RSS)})
    assert fetcher(web).feed(f"http://{PUBLIC}/rss").body == RSS
    assert web.looked_up == []


def test_a_name_without_an_address_is_a_network_error(make_web: MakeWeb) -> None:
    web = make_web({})
    web.names["feed.example"] = [()]
    assert failure(web).reason == "network"


# --- redirects ---


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_only_a_permanent_one_moves_the_feed(make_web: MakeWeb, status: int) -> None:
    new = "http://new.example/rss"
    web = make_web({FEED: redirect(new, status), new: answer(200, RSS)})
    got = fetcher(web).feed(FEED)
    assert (got.url, got.requested_url, got.requests) == (new, FEED, 2)
    assert got.moved_to == (new if status in {301, 308} else None)
    assert web.looked_up == ["feed.example", "new.example"]


@pytest.mark.parametrize("statuses", [(301, 302), (302, 301), (307, 308), (308, 303)])
def test_one_temporary_hop_keeps_the_old_address(make_web: MakeWeb, statuses: tuple[int, int]) -> None:
    second = "http://feed.example/b"
    web = make_web(
        {FEED: redirect("/b", statuses[0]), second: redirect("/c", statuses[1]), f"{second[:-1]}c": answer()}
    )
    assert fetcher(web).feed(FEED).moved_to is None


def test_five_hops_are_followed_and_a_sixth_is_not(make_web: MakeWeb) -> None:
    chain: dict[str, Reply | list[Reply]] = {f"http://h.example/{n}": redirect(f"/{n + 1}") for n in range(6)}
    web = make_web({**chain, "http://h.example/6": answer(200, RSS)})
    assert fetcher(web).feed("http://h.example/1").requests == 6
    error = failure(web, "http://h.example/0")
    assert (error.reason, "redirects" in error.problem) == ("refused", True)


def test_a_circle_of_redirects_ends_at_its_first_return(make_web: MakeWeb) -> None:
    web = make_web({FEED: redirect("/b"), "http://feed.example/b": redirect("/rss")})
    assert failure(web).reason == "refused"
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:8080/admin",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "http://inside.example/",
        "//user:word@feed.example/",
        "ht!tp://[::bad",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_refused_before_any_connection(make_web: MakeWeb, location: str) -> None:
    web = make_web({FEED: redirect(location)})
    web.names["inside.example"] = [("10.1.2.3",)]
    assert failure(web).reason == "refused"
    assert web.connected == [(PUBLIC, 80)]


def test_a_redirect_without_a_location_fails(make_web: MakeWeb) -> None:
    assert failure(make_web({FEED: answer(302)})).reason == "failed"


# --- conditional requests ---


def test_validators_are_handed_on_and_a_304_comes_back_empty(make_web: MakeWeb) -> None:
    web = make_web({FEED: answer(304, b"", 'ETag: "v1"', length=False)})
    date = "Fri, 20 Nov 2026 05:00:00 GMT"
    got = fetcher(web).feed(FEED, etag='W/"v1"', last_modified=date)
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", '"v1"')
    assert web.asked[0].headers["if-none-match"] == 'W/"v1"'
    assert web.asked[0].headers["if-modified-since"] == date


@pytest.mark.parametrize("etag", [None, '"a"\r\nX-Bad: 1', "", "\u2028", "x" * 5000])
def test_a_304_nobody_asked_for_is_an_error(make_web: MakeWeb, etag: str | None) -> None:
    web = make_web({FEED: answer(304, length=False)})
    with pytest.raises(FetchError) as caught:
        fetcher(web).feed(FEED, etag=etag)
    assert (caught.value.reason, caught.value.status) == ("failed", 304)
    assert not {"if-none-match", "x-bad"} & set(web.asked[0].headers)


# --- statuses, tries, patience ---


@pytest.mark.parametrize(
    ("status", "reason", "asked"),
    [
        (410, "gone", 1),
        (404, "missing", 1),
        (401, "denied", 1),
        (403, "denied", 1),
        (451, "denied", 1),
        (400, "failed", 1),
        (418, "failed", 1),
        (204, "failed", 1),
        (202, "failed", 1),
        (206, "failed", 1),
        (300, "failed", 1),
        (429, "limited", 3),
        (500, "server", 3),
        (502, "server", 3),
        (503, "server", 3),
        (599, "server", 3),
    ],
)
def test_each_status_has_its_reason_and_its_number_of_tries(
    make_web: MakeWeb, status: int, reason: str, asked: int
) -> None:
    web = make_web({FEED: answer(status)})
    error = failure(web)
    assert (error.reason, error.status, len(web.asked)) == (reason, status, asked)
    assert str(error).startswith(f"fetch: {FEED}: status {status}")


def test_a_fault_that_passes_is_waited_out(make_web: MakeWeb) -> None:
    web = make_web({FEED: [answer(500), reset(), answer(200, RSS)]})
    clock = Clock()
    got = fetcher(web, clock).feed(FEED)
    assert (got.body, got.requests) == (RSS, 3)
    assert [0.5 <= one <= 1.5 for one in clock.slept[:1]] == [True]
    again = Clock()
    web.pages[FEED] = [answer(500), reset(), answer(200, RSS)]
    fetcher(web, again).feed(FEED)
    assert again.slept == clock.slept


def test_tries_are_counted_over_the_whole_call(make_web: MakeWeb) -> None:
    web = make_web({FEED: [answer(500), answer(500), redirect("/b")], "http://feed.example/b": answer(503)})
    assert failure(web).reason == "server"
    assert len(web.asked) == 4


def test_a_short_retry_after_is_waited_for(make_web: MakeWeb) -> None:
    web = make_web({FEED: [answer(429, b"", "Retry-After: 7"), answer(200, RSS)]})
    clock = Clock()
    assert fetcher(web, clock).feed(FEED).body == RSS
    assert clock.slept == [7.0]


@pytest.mark.parametrize("value", ["3600", "Fri, 20 Nov 2026 07:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_is_handed_to_the_caller_after_one_request(
    make_web: MakeWeb, status: int, value: str
) -> None:
    web = make_web({FEED: answer(status, b"", f"Retry-After: {value}")})
    error = failure(web)
    assert (error.retry_after_seconds, error.status, len(web.asked)) == (3600.0, status, 1)


def test_a_host_that_fails_five_calls_in_a_row_is_left_alone(make_web: MakeWeb) -> None:
    web = make_web({FEED: answer(500), "http://other.example/": answer(200, RSS)})
    door = fetcher(web)
    for _ in range(7):
        with pytest.raises(FetchError) as caught:
            door.feed(FEED)
        assert caught.value.reason == "server"
    assert len(web.asked) == 15
    assert door.feed("http://other.example/").body == RSS


# --- set-up ---


@pytest.mark.parametrize("agent", ["", "   ", "/1.0", "Spin\r\nX: y", "Spin\u2028"])
def test_a_user_agent_that_is_no_header_value_is_a_configuration_error(agent: str) -> None:
    with pytest.raises(ConfigError, match="user_agent"):
        Fetcher(agent)


def test_the_wall_clock_of_retry_after_is_the_systems_by_default(make_web: MakeWeb) -> None:
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    web = make_web({FEED: answer(503, b"", f"Retry-After: {later}")})
    with pytest.raises(FetchError) as caught:
        web.fetcher().feed(FEED)
    assert caught.value.retry_after_seconds == pytest.approx(7200, abs=5)
